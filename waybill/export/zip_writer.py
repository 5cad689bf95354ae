"""Zip archives that are the same bytes whenever and wherever they are written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip knows: an archive says nothing of when it was made."""
UNIX = 3
DENSE = (".gz", ".br", ".png", ".zip")  # compressed already: a second time only costs work


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """An archive of files by their path in it, in this order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = UNIX
            kind = zipfile.ZIP_STORED if path.endswith(DENSE) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, kind, 9)
    return stream.getvalue()
