"""Work that does not change between starts, kept in a folder that may be deleted at any time.

Its name is WAYBILL_CACHE, by default ``waybill-work`` in the user's cache folder; ``off`` keeps nothing. What is
kept is named by what it was made from and by Waybill's own sources, so it is never out of date; a file that
cannot be read or written is as good as none.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import waybill
from waybill.settings import settings

KEPT_OF_A_KIND = 3
_DIGEST_BYTES = 32

Make = Callable[[], bytes]


def kept(kind: str, source: Iterable[str | bytes], make: Make) -> bytes:
    """Return what ``make`` gives for a source, from the folder if it was made before.

    Args:
        kind: a short name; the last few of each kind are kept.
        source: everything that it is made from, besides Waybill's own sources.
        make: makes it.
    """
    folder = _folder()
    if folder is None:
        return make()
    key = hashlib.sha256(_own_sources())
    for part in source:
        data = part.encode() if isinstance(part, str) else part
        key.update(len(data).to_bytes(8, "big") + data)
    file = folder / f"{kind}.{key.hexdigest()[:32]}"
    content = _read(file)
    if content is None:
        content = make()
        _write(file, content)
    return content


def files_of(folder: Path, names: Iterable[str]) -> tuple[bytes, ...]:
    """Return names and contents of a folder's files, as a source; those that are missing say so."""
    found: list[bytes] = [os.fsencode(folder.resolve())]
    for name in names:
        try:
            found += [name.encode(), (folder / name).read_bytes()]
        except OSError:
            found += [name.encode(), b"missing"]
    return tuple(found)


def _folder() -> Path | None:
    """Return the folder, made if need be; None if there is to be none or others could write into it."""
    wanted = settings().cache
    if wanted == "off":
        return None
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(wanted) if wanted else Path(home) / "waybill-work"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.stat()
    except (OSError, RuntimeError):
        return None
    is_ours = not hasattr(os, "getuid") or (
        state.st_uid == os.getuid() and not state.st_mode & 0o022
    )
    return folder if is_ours else None


def _read(file: Path) -> bytes | None:
    """Return the content of a file that is whole; None for any other."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    digest, content = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
    return content if hashlib.sha256(content).digest() == digest else None


def _write(file: Path, content: bytes) -> None:
    """Write a file beside the others and rename it, then drop the oldest of its kind."""
    try:
        number, scratch = tempfile.mkstemp(dir=file.parent, prefix=".")
        with os.fdopen(number, "wb") as stream:
            stream.write(hashlib.sha256(content).digest() + content)
        os.replace(scratch, file)
        kind = file.name.partition(".")[0]
        others = sorted(file.parent.glob(f"{kind}.*"), key=lambda one: one.stat().st_mtime)
        for old in others[:-KEPT_OF_A_KIND]:
            old.unlink(missing_ok=True)
    except OSError:
        return


@cache
def _own_sources() -> bytes:
    """Return a hash of Waybill's own files and of the libraries that shape what is kept."""
    root = Path(waybill.__file__).parent
    found = hashlib.sha256()
    for name in ("numpy", "shapely", "pydantic", "pyproj"):
        found.update(f"{name} {version(name)}\n".encode())
    for file in sorted(root.rglob("*")):
        if file.suffix in (".py", ".json", ".js", ".css"):
            found.update(file.read_bytes())
    return found.digest()
