"""Text that no one can read and that a browser takes minutes to lay out.

A browser's work grows with the square of the combining marks on one letter, and of what stands
without a place to break a line: with the 100,000 characters that a cell may hold, half a minute
each time it is drawn. Plain ASCII is laid out quickly however long it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Unicode's Stream-Safe Text Format (UAX #15) calls 30 more than any writing needs.
MAX_MARKS = 200
MAX_UNBROKEN = 2_000
_LAST_MARK = 0x1F000  # above it Unicode has no character with a combining class
# A line can break at a space, and beside every Chinese, Japanese or Korean character.
_UNBROKEN = re.compile(
    "[^ \t\r\n\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+"
)


def fault_of(text: str) -> str | None:
    """What is wrong with ``text``, as a problem's message goes on; None for readable text."""
    if text.isascii() or len(text) <= MAX_MARKS:
        return None
    if _has_run(_marks(), text, MAX_MARKS):
        return f"has more than {MAX_MARKS} combining marks on one letter"
    if _has_run(_UNBROKEN, text, MAX_UNBROKEN):
        return f"has more than {MAX_UNBROKEN:,} characters without a space"
    return None


def _has_run(characters: re.Pattern[str], text: str, most: int) -> bool:
    return any(run.end() - run.start() > most for run in characters.finditer(text))


@cache
def _marks() -> re.Pattern[str]:
    """Runs of characters with a canonical combining class."""
    ranges: list[list[int]] = []
    for point in filter(unicodedata.combining, map(chr, range(0x300, _LAST_MARK))):
        if ranges and ranges[-1][1] == ord(point) - 1:
            ranges[-1][1] = ord(point)
        else:
            ranges.append([ord(point), ord(point)])
    return re.compile("[" + "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges) + "]+")
