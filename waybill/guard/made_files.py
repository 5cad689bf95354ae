"""Files that pages make for their readers, kept where every replica finds them.

Streamlit keeps a file that a button offers in the memory of the process whose page made it, until that page is
closed. When that process ends, its address leads nowhere: behind a proxy, another replica answers 404. Here a
copy lies in a folder that the replicas share, under a name that only who knows the content can know, for an hour.
A copy of up to 64 MB is sent in pieces as its reader takes them, each read in a thread: 40 readers who take nothing
of 60 MB held 4.7 GB. Streamlit makes the head of the answer.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import time
from collections.abc import Container
from contextlib import suppress
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from anyio import CancelScope, CapacityLimiter, create_task_group, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryFile, MemoryMediaFileStorage
from streamlit.web.server.starlette.starlette_app_utils import parse_range_header

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
PIECE_BYTES = 256_000
_asked: ContextVar[MemoryFile | None] = ContextVar("asked")
"""The copy that this request is for, without its content; None where there is none."""


class Copy(NamedTuple):
    """A copy that is open for reading at its content of ``size`` bytes, and ``file`` without it."""

    stream: BinaryIO
    size: int
    file: MemoryFile


class MadeFiles:
    """The copies in a folder, which is made with the first of them if the one around it is there."""

    def __init__(self, folder: Path) -> None:
        """``folder``: where they are; nobody else may write into it."""
        self._folder = folder
        self._told = False
        self._threads: CapacityLimiter | None = None  # made in the loop that it belongs to

    async def serve(
        self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, path: str
    ) -> None:
        """Answer a request for a file: ``app`` does if a page here has it or nobody, else its copy is sent."""
        self._threads = self._threads or CapacityLimiter(READ_AT_ONCE)
        file_id = os.path.splitext(path.removeprefix(PATH))[0]
        if file_id in SharedStorage.in_memory or scope["method"] not in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        copy = await to_thread.run_sync(self.opened, file_id, limiter=self._threads)
        told = _asked.set(copy and copy.file)
        try:
            if copy is None:
                await app(scope, receive, send)
            else:
                compressed = GZipMiddleware(partial(self._send, copy, app))
                await compressed(scope, receive, send)
        finally:
            _asked.reset(told)
            if copy is not None:
                copy.stream.close()

    async def _send(
        self, copy: Copy, app: ASGIApp, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Send a copy, or the part of it that is asked for."""
        head = await _head(app, scope, receive)
        headers, status = MutableHeaders(raw=head["headers"]), head["status"]
        first, last = 0, copy.size - 1
        part = Headers(scope=scope).get("range")
        if part and status == 200:
            try:
                first, last = parse_range_header(part, copy.size)
            except ValueError:
                no_part = {"Content-Range": f"bytes */{copy.size}"}
                refusal = PlainTextResponse("Invalid range", 416, no_part)
                await refusal(scope, receive, send)
                return
            status = 206
            headers["Content-Range"] = f"bytes {first}-{last}/{copy.size}"
        left = last + 1 - first
        headers["Content-Length"] = str(left)
        await send({**head, "status": status, "headers": headers.raw})
        if scope["method"] == "HEAD":
            left = 0
        copy.stream.seek(first, os.SEEK_CUR)
        async with create_task_group() as tasks:
            tasks.start_soon(_until_gone, receive, tasks.cancel_scope)
            await self._send_pieces(copy.stream, left, send)
            tasks.cancel_scope.cancel()

    async def _send_pieces(self, stream: BinaryIO, left: int, send: Send) -> None:
        """Send the next ``left`` bytes of a file. Raises OSError where there are fewer."""
        while True:
            size = min(left, PIECE_BYTES)
            piece = await to_thread.run_sync(stream.read, size, limiter=self._threads)
            if len(piece) < size:
                raise OSError("a copy was cut short while it was sent")
            left -= size
            await send({"type": "http.response.body", "body": piece, "more_body": left > 0})
            if not left:
                return

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
        copy = self.opened(file_id)
        if copy is None:
            return None
        with copy.stream:
            content = copy.stream.read()
        return copy.file._replace(content=content)

    def opened(self, file_id: str) -> Copy | None:
        """The copy of a file, to be closed by whoever asks; None without one, or of another form."""
        if not _NAME.fullmatch(file_id):
            return None
        try:
            number = os.open(self._folder / file_id, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            stream = os.fdopen(number, "rb")
        except OSError:
            return None
        try:
            state = os.fstat(number)
            mimetype, kind, filename, size = json.loads(stream.readline(4096))
            file = MemoryFile(b"", mimetype, MediaFileKind(kind), filename)
            is_whole = state.st_size == stream.tell() + size and size <= LARGEST
            if is_whole and time.time() - state.st_mtime <= KEPT_SECONDS:
                return Copy(stream, size, file)
        except (OSError, ValueError, TypeError):  # also what another version has written
            pass
        stream.close()
        return None

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


async def _head(app: ASGIApp, scope: Scope, receive: Receive) -> Message:
    """The head of Streamlit's own answer to a request for the whole file, not compressed."""
    heads: list[Message] = []

    async def hear(message: Message) -> None:
        if message["type"] == "http.response.start":
            heads.append(message)

    ignored = (b"accept-encoding", b"range")
    headers = [pair for pair in scope["headers"] if pair[0] not in ignored]
    await app({**scope, "headers": headers}, receive, hear)
    return heads[0]


async def _until_gone(receive: Receive, sending: CancelScope) -> None:
    """Stop sending once the reader has gone: the server would let the rest be read for nobody."""
    while (await receive())["type"] != "http.disconnect":
        pass
    sending.cancel()


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
                found = _asked.get()
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
