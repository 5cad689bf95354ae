"""Work that does not change between starts, kept in a folder that may be deleted at any time.

``waybill.work_folder`` says which. What is kept is named by what it was made from and by Waybill's own sources,
so it is never out of date; a file that cannot be read or written is as good as none.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import waybill
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
    """Return names and hashes of a folder's files, as a source; those that are missing say so."""
    found: list[bytes] = [os.fsencode(folder.resolve())]
    for name in names:
        try:
            content = (folder / name).read_bytes()
            found += [name.encode(), hashlib.sha256(content).digest()]
        except OSError:
            found += [name.encode(), b"missing"]
    return tuple(found)


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
