"""Work that does not change between starts, kept in a folder that may be deleted at any time.

``waybill.work_folder`` says which. What is kept is named by what it was made from and by Waybill's own sources,
so it is never out of date; a file that cannot be read or written is as good as none.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import waybill
from waybill.story.reading.files import MAX_FILE_BYTES
from waybill.work_folder import read, work_folder, write

KEPT_OF_A_KIND = 3

Make = Callable[[], bytes]


def kept(kind: str, source: Iterable[str | bytes], make: Make) -> bytes:
    """Return what ``make`` gives for a source, from the folder if it was made before.

    Args:
        kind: a short name; the last few of each kind are kept.
        source: everything that it is made from, besides Waybill's own sources.
        make: makes it.
    """
    source = list(source)
    content = find(kind, source)
    if content is None:
        content = make()
        keep(kind, source, content)
    return content


def find(kind: str, source: Iterable[str | bytes]) -> bytes | None:
    """Return what was kept for a source; None when there is nothing."""
    file = _file(kind, source)
    return None if file is None else read(file)


def keep(kind: str, source: Iterable[str | bytes], content: bytes) -> None:
    """Keep what was made from a source."""
    file = _file(kind, source)
    if file is not None:
        write(file, content, KEPT_OF_A_KIND)


def _file(kind: str, source: Iterable[str | bytes]) -> Path | None:
    folder = work_folder()
    if folder is None:
        return None
    key = hashlib.sha256(_own_sources())
    for part in source:
        data = part.encode() if isinstance(part, str) else part
        key.update(len(data).to_bytes(8, "big") + data)
    return folder / f"{kind}.{key.hexdigest()[:32]}"


def files_of(folder: Path, names: Iterable[str]) -> tuple[bytes, ...]:
    """Return names and hashes of a folder's files, as a source; what cannot be read says so.

    What reading a story refuses is not opened here either: what is no file may never end, and a link may
    lead to it.
    """
    real = folder.resolve()
    found: list[bytes] = [os.fsencode(real)]
    for name in names:
        found += [name.encode(), _state_of(folder / name, real)]
    return tuple(found)


def _state_of(path: Path, folder: Path) -> bytes:
    try:
        if not path.resolve().is_relative_to(folder):
            return b"elsewhere" if path.exists() else b"nowhere"
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            return b"no file"
        if state.st_size > MAX_FILE_BYTES:
            return f"too large: {state.st_size} {state.st_mtime_ns}".encode()
        return hashlib.sha256(path.read_bytes()).digest()
    except (OSError, RuntimeError):  # RuntimeError: a link that leads round, before Python 3.13
        return b"missing"


@cache
def _own_sources() -> bytes:
    """Return a hash of Waybill's own files and of the libraries that shape what is kept."""
    root = Path(waybill.__file__).parent
    found = hashlib.sha256()
    for name in ("jinja2", "numpy", "shapely", "pydantic", "pyproj", "searoute"):
        with suppress(PackageNotFoundError):
            found.update(f"{name} {version(name)}\n".encode())
    for file in sorted(root.rglob("*")):
        if file.suffix in (".py", ".json", ".js", ".css", ".html", ".bin"):
            found.update(file.read_bytes())
    return found.digest()
