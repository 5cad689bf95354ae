"""Text that no one can read and that a browser takes minutes to lay out, whatever its length in bytes.

Layout costs marks x marks for the combining marks on one letter, and letters x lines for joined
letters without a space: with the 100,000 characters a cell may hold, half a minute each time it is
drawn.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Unicode's Stream-Safe Text Format (UAX #15) calls 30 more than any writing needs.
MAX_MARKS = 200
MAX_JOINED_LETTERS = 1_000
_JOINED = re.compile(f"[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefe]{{{MAX_JOINED_LETTERS + 1}}}")
_LAST_MARK = 0x1F000  # above it Unicode has no character with a combining class


def fault_of(text: str) -> str | None:
    """What is wrong with ``text``, as a problem's message goes on; None for readable text."""
    if text.isascii():
        return None
    if _marks().search(text):
        return f"has more than {MAX_MARKS} combining marks on one letter"
    if _JOINED.search(text):
        return f"has a word of more than {MAX_JOINED_LETTERS:,} letters"
    return None


@cache
def _marks() -> re.Pattern[str]:
    marks = [point for point in range(0x300, _LAST_MARK) if unicodedata.combining(chr(point))]
    runs: list[list[int]] = []
    for point in marks:
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    letters = "".join(f"{chr(first)}-{chr(last)}" for first, last in runs)
    return re.compile(f"[{letters}]{{{MAX_MARKS + 1}}}")
