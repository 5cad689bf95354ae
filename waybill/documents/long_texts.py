"""Very long texts in a document: their beginning, and the rest behind a press.

A cell may hold 100,000 characters. A table with a few of them is a million pixels high, and a browser takes
9 s of CPU to lay it out; what is folded away is not laid out, yet found by a search, read aloud once open,
and printed.
"""

from __future__ import annotations

import re

FOLDED_FROM = 4_000
"""Characters of one text; longer ones are folded. Nobody writes that much into a cell by hand."""
SHOWN = 1_000

_PIECES = re.compile(r"<(/?)(\w+)[^>]*>|[^<]+")
_LONG = re.compile(f">[^<]{{{FOLDED_FROM},}}")
# Elements that hold nothing but text, or that are pressed themselves.
_WHOLE = {"title", "summary", "option", "style", "script", "text"}


def folded(html: str) -> str:
    """The document with every text of FOLDED_FROM characters or more folded away behind its beginning."""
    if not _LONG.search(html):  # nearly always
        return html
    inside = 0

    def piece(match: re.Match[str]) -> str:
        nonlocal inside
        ends, tag = match[1], match[2]
        if tag is not None:
            if tag.lower() in _WHOLE:
                inside += -1 if ends else 1
            return match[0]
        return match[0] if inside or len(match[0]) < FOLDED_FROM else _folded_text(match[0])

    return _PIECES.sub(piece, html)


def _folded_text(text: str) -> str:
    cut = text.rfind(" ", SHOWN - 100, SHOWN) + 1 or SHOWN
    begun = text.rfind("&", cut - 10, cut)
    if begun >= 0 and ";" not in text[begun:cut]:  # no entity is cut in two
        cut = begun
    return (
        f'{text[:cut]}… <details class="wb-doc-long"><summary>Show the rest of this text</summary>'
        f"{text[cut:]}</details>"
    )
