"""Files that pages make for their readers, kept where every replica finds them.

Streamlit keeps a file that a button offers in the memory of the process whose page made it, until that page is
closed. When that process ends, its address leads nowhere: behind a proxy, another replica answers 404. Here a
copy lies in a folder that the replicas share, under a name that only who knows the content can know, for an hour.
A copy of up to 64 MB is read in a thread: Streamlit would have it read while everybody waits.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import time
from collections.abc import Awaitable, Callable, Container, MutableMapping
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from anyio import CapacityLimiter, to_thread
from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryFile, MemoryMediaFileStorage

from waybill.work_folder import is_ours, write_aside

LOG = logging.getLogger("waybill")
FOLDER = ".made"
"""In the folder of published stories, which replicas share; no story has such a name."""
KEPT_SECONDS = 3600.0
MOST_BYTES = 500_000_000
"""Of all copies; the oldest go first."""
LARGEST = 64_000_000
READ_AT_ONCE = 2
PATH = "/media/"
_NAME = re.compile(r"[0-9a-f]{64}")
_read: ContextVar[MemoryFile | None] = ContextVar("read")
"""The copy that was read for this request; None where there is none."""


class MadeFiles:
    """The copies in a folder, which is made with the first of them if the one around it is there."""

    def __init__(self, folder: Path) -> None:
        """``folder``: where they are; nobody else may write into it."""
        self._folder = folder
        self._told = False
        self._threads: CapacityLimiter | None = None  # made in the loop that it belongs to

    async def serve(
        self,
        app: Callable[..., Awaitable[None]],
        scope: MutableMapping[str, Any],
        receive: Any,
        send: Any,
        path: str,
    ) -> None:
        """Let ``app`` answer a request for a file, whose copy is read before if no page here has it."""
        self._threads = self._threads or CapacityLimiter(READ_AT_ONCE)
        file_id = os.path.splitext(path.removeprefix(PATH))[0]
        found = None
        if file_id not in SharedStorage.in_memory:
            found = await to_thread.run_sync(self.kept, file_id, limiter=self._threads)
        told = _read.set(found)
        try:
            await app(scope, receive, send)
        finally:
            _read.reset(told)

    def keep(self, file_id: str, file: MemoryFile) -> None:
        """Write a copy, or let the one that is there stay longer. Without room for it there is none."""
        if file.content_size > LARGEST or not self._folder.parent.is_dir():
            return
        copy = self._folder / file_id
        about = [file.mimetype, file.kind.value, file.filename, file.content_size]
        head = json.dumps(about).encode() + b"\n"
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            if not is_ours(self._folder):
                raise PermissionError("others may write into it")
            with suppress(FileNotFoundError):
                # After a power cut a file can be there without its content.
                if copy.lstat().st_size == len(head) + file.content_size:
                    os.utime(copy)
                    return
            self.sweep(room=file.content_size)
            write_aside(copy, head, file.content)
        except OSError as error:
            if not self._told:
                self._told = True
                # Without the name of the file, which opens it, and so without the error's own text.
                why = error.strerror or error
                LOG.warning("Files for readers are kept in memory alone: %s: %s", self._folder, why)

    def kept(self, file_id: str) -> MemoryFile | None:
        """The file of this id, from its copy; None without one."""
        if not _NAME.fullmatch(file_id):
            return None
        try:
            number = os.open(self._folder / file_id, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(number, "rb") as stream:
                if time.time() - os.fstat(number).st_mtime > KEPT_SECONDS:
                    return None
                mimetype, kind, filename, size = json.loads(stream.readline(4096))
                content = stream.read(LARGEST + 1)
            found = MemoryFile(content, mimetype, MediaFileKind(kind), filename)
        except (
            OSError,
            ValueError,
            TypeError,
        ):  # also what is cut short or was written by another version
            return None
        return found if len(content) == size else None

    def sweep(self, room: int = 0) -> None:
        """Remove copies that are old, then the oldest until there is ``room`` bytes for another."""
        left, total = [], room
        with suppress(OSError):
            for entry in os.scandir(self._folder):
                with suppress(OSError):
                    state = entry.stat(follow_symlinks=False)
                    left.append((state.st_mtime, state.st_size, entry.path))
                    total += state.st_size
        for made, size, path in sorted(left):
            if time.time() - made <= KEPT_SECONDS and total <= MOST_BYTES:
                return
            with suppress(OSError):
                os.unlink(path)
            total -= size


class SharedStorage(MemoryMediaFileStorage):
    """Streamlit's storage of files, with copies of those to be downloaded."""

    made: MadeFiles
    in_memory: Container[str] = ()
    """The ids of the files that this process has itself."""

    def __init__(self, media_endpoint: str) -> None:
        """As Streamlit's."""
        super().__init__(media_endpoint)
        SharedStorage.in_memory = self._files_by_id

    def load_and_get_id(
        self,
        path_or_data: str | bytes,
        mimetype: str,
        kind: MediaFileKind,
        filename: str | None = None,
    ) -> str:
        """Keep a file; returns its id, which is equal in every process.

        Streamlit's own ids of large files tell nothing of most of their content.
        """
        data = self._read_file(path_or_data) if isinstance(path_or_data, str) else path_or_data
        about = json.dumps([mimetype, kind.value, filename]).encode()
        file_id = hashlib.sha256(about + b"\n" + data).hexdigest()
        file = self._files_by_id.setdefault(file_id, MemoryFile(data, mimetype, kind, filename))
        if kind is MediaFileKind.DOWNLOADABLE:
            self.made.keep(file_id, file)
        return file_id

    def get_file(self, filename: str) -> MemoryFile:
        """The file of an address: of this process, or as another process has left it."""
        try:
            return super().get_file(filename)
        except MediaFileStorageError:
            try:
                found = _read.get()
            except LookupError:  # outside a request
                found = self.made.kept(os.path.splitext(filename)[0])
            if found is None:
                raise
            return found


def share_made_files(stories: Path) -> MadeFiles:
    """Let Streamlit, which is about to start, keep copies in the folder of published stories."""
    SharedStorage.made = MadeFiles(stories / FOLDER)
    memory_media_file_storage.MemoryMediaFileStorage = SharedStorage  # type: ignore[misc]
    return SharedStorage.made
