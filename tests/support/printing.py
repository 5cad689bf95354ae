"""What a browser prints: the text of each sheet of a PDF."""

from __future__ import annotations

import re

import pypdfium2
from playwright.sync_api import Page

MARGINS = dict.fromkeys(("top", "right", "bottom", "left"), "12mm")
LAST_HYPHEN = re.compile("[\x02\ufffe]\\s*")  # how PDFium gives a hyphen at the end of a line


def printed(page: Page, sheet: str = "A4") -> list[str]:
    """Print a page; returns the text of each sheet. Of what runs off a sheet nothing is there.

    Line breaks are blanks: where a line ends depends on the typeface.
    """
    document = pypdfium2.PdfDocument(page.pdf(format=sheet, margin=MARGINS))
    texts = (sheet.get_textpage().get_text_range() for sheet in document)
    return [" ".join(LAST_HYPHEN.sub("-", text).split()) for text in texts]
