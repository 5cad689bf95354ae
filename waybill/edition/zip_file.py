"""An edition as one zip; unpacked, it is the folder that ``python -m waybill publish`` writes.

The same edition gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass

from waybill.edition.build import Edition, Part
from waybill.export.zip_writer import zip_bytes


@dataclass(frozen=True, slots=True)
class EditionZip:
    """The zip, and facts to show with it."""

    content: bytes
    parts: tuple[Part, ...]
    first_visit_bytes: int
    content_hash: str


def zipped(edition: Edition) -> EditionZip:
    """Pack an edition into a zip, its files at the top level."""
    content = zip_bytes(dict(sorted(edition.contents.items())))
    return EditionZip(content, edition.parts(), edition.first_visit_bytes(), edition.content_hash)
