"""The folder of work that is kept between starts: its files are whole, or as good as none.

Its name is WAYBILL_CACHE, by default ``waybill-work`` in the user's cache folder; ``off`` keeps nothing. It may
be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from waybill.settings import settings

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
        state = folder.stat()
    except (OSError, RuntimeError):
        return None
    is_ours = not hasattr(os, "getuid") or (
        state.st_uid == os.getuid() and not state.st_mode & 0o022
    )
    return folder if is_ours else None


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
        number, scratch = tempfile.mkstemp(dir=file.parent, prefix=".")
        with os.fdopen(number, "wb") as stream:
            stream.write(hashlib.sha256(content).digest() + content)
        os.replace(scratch, file)
        kind = file.name.partition(".")[0]
        others = sorted(file.parent.glob(f"{kind}.*"), key=lambda one: one.stat().st_mtime)
        for old in others[:-most]:
            old.unlink(missing_ok=True)
    except OSError:
        return
