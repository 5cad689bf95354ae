"""One rule for searching, on the map, in lists, on the claims page and in the table.

Each word that is looked for must be part of one of a row's texts; case and accents do not matter. The
browser has the same rule (waybill/web/state/filter/search.js); tests/cases/search.json holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# What \s means in JavaScript; Python's own differs in a few control characters.
BLANKS = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_BLANK_RUN = re.compile(f"[{BLANKS}]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
# Letters that Unicode does not take apart, as a keyboard without them writes them.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ς": "σ",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "þ": "th",
        "ŋ": "n",
        "’": "'",
        "‑": "-",
        "–": "-",
    }
)


def fold(text: str) -> str:
    """The text as it is compared: "Łódź", "lodz" and "LODZ" are one."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return plain.lower().translate(_LETTERS)


def words_of(search: str) -> list[str]:
    """The words that a search looks for, folded."""
    return [word for word in _BLANK_RUN.split(fold(search)) if word]


def is_found(words: list[str], texts: Iterable[str]) -> bool:
    """Whether each of these words stands in one of the texts."""
    if not words:
        return True
    row = fold("\n".join(texts))
    return all(word in row for word in words)
