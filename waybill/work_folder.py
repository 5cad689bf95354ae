"""Folders for Waybill itself: work kept between starts, and what is being written and not whole yet.

The name of the first is WAYBILL_CACHE, by default ``waybill-work`` in the user's cache folder; ``off`` keeps
nothing. It may be deleted at any time; its files are whole, or as good as none.

What is written aside and then put in its place lies in a hidden folder beside it, locked by whoever writes it. A
process that is killed leaves its folder behind, without a lock: the next one removes it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from waybill.settings import settings

try:
    import fcntl
except ImportError:  # not on Windows: folders of killed processes stay there
    _fcntl: Any = None
else:
    _fcntl = fcntl

_DIGEST_BYTES = 32


def work_folder() -> Path | None:
    """Return the folder, made if need be; None if there is to be none or others could write into it."""
    wanted = settings().cache
    if wanted == "off":
        return None
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(wanted) if wanted else Path(home) / "waybill-work"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if is_ours(folder) else None
    except (OSError, RuntimeError):
        return None


def is_ours(folder: Path) -> bool:
    """Return whether a folder belongs to this process's user, and nobody else may write into it."""
    state = folder.stat()
    return not hasattr(os, "getuid") or (state.st_uid == os.getuid() and not state.st_mode & 0o022)


def read(file: Path) -> bytes | None:
    """Return the content of a file that is whole; None for any other."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    digest, content = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
    return content if hashlib.sha256(content).digest() == digest else None


def write(file: Path, content: bytes, most: int) -> None:
    """Write a file beside the others and rename it, then drop the oldest of its kind but ``most``.

    The kind is what stands before the first dot of the name.
    """
    try:
        write_aside(file, hashlib.sha256(content).digest(), content)
        kind = file.name.partition(".")[0]
        others = sorted(file.parent.glob(f"{kind}.*"), key=lambda one: one.stat().st_mtime)
        for old in others[:-most]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def write_aside(file: Path, *parts: bytes) -> None:
    """Write a file beside its place, then put it there; nothing is left of one that cannot be written.

    Raises OSError.
    """
    number, scratch = tempfile.mkstemp(dir=file.parent, prefix=".")
    try:
        with os.fdopen(number, "wb") as stream:
            stream.writelines(parts)
        os.replace(scratch, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(scratch)
        raise


@contextmanager
def unfinished(parent: Path, prefix: str) -> Iterator[Path]:
    """A new hidden folder, held until the body of the statement ends; whoever uses it removes it.

    ``prefix`` begins its name, and belongs to one use alone: ``leftovers`` of it may be removed.
    """
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        lock = _Lock(folder)
        # Another process may have taken it for a leftover before it was locked.
        if folder.is_dir() and not lock.is_anothers:
            break
        lock.release()
    try:
        yield folder
    finally:
        lock.release()


def leftovers(parent: Path, prefix: str) -> Iterator[Path]:
    """The folders that killed processes left; each is held while the caller deals with it."""
    for folder in sorted(parent.glob(f"{_escaped(prefix)}*")):
        if folder.is_symlink() or not folder.is_dir():
            continue
        lock = _Lock(folder)
        try:
            if lock.is_held and folder.is_dir():
                yield folder
        finally:
            lock.release()


def remove_leftovers(parent: Path, prefix: str, least_age_s: float = 0.0) -> None:
    """Remove the folders that killed processes left, if nothing was put into them for ``least_age_s``."""
    for folder in leftovers(parent, prefix):
        with suppress(OSError):
            if not least_age_s or time.time() - folder.stat().st_mtime >= least_age_s:
                shutil.rmtree(folder, ignore_errors=True)


def _escaped(text: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in text)


class _Lock:
    """A lock on a folder, which ends with the process. Where there are none nothing is held."""

    def __init__(self, folder: Path) -> None:
        self._descriptor: int | None = None
        self.is_held = self.is_anothers = False
        try:
            self._descriptor = os.open(folder, os.O_RDONLY)
            if _fcntl is not None:
                _fcntl.flock(self._descriptor, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
                self.is_held = True
        except BlockingIOError:
            self.is_anothers = True
        except OSError:  # file systems without locks
            return

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
