"""Characters that Source Sans has not: the face that has them, and the Latin spelling of others.

A text is set in one face whole, so that Pillow's shaper (raqm: HarfBuzz and FriBidi) joins its letters
and puts scripts of either direction in order.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import features

WORLD = Path(__file__).with_name("world.ttf")
"""Arabic, Hebrew, Armenian, Georgian, Devanagari, Bengali, Thai, Ethiopic, Chinese, Japanese, Korean;
and Latin, Greek and Cyrillic beside them. One weight."""

INVISIBLE = frozenset("\u200c\u200d\u200e\u200f")
"""Marks that a shaper obeys and no face has to draw: joiners, and the directions of single spots."""

_BLOCKS = ((0x1100, 0x11FF), (0x2E80, 0xA4CF), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F))
_WIDE_BLOCKS = ((0xFF00, 0xFFEF), (0x20000, 0x3FFFF))


def is_east_asian(character: str) -> bool:
    """Return whether a character is of a Chinese, Japanese or Korean block."""
    code = ord(character)
    return code >= 0x1100 and any(low <= code <= high for low, high in _BLOCKS + _WIDE_BLOCKS)


def is_written_without_spaces(character: str) -> bool:
    """Return whether a line may end after a character of this script: East Asian, Thai."""
    return is_east_asian(character) or "\u0e00" <= character <= "\u0e7f"


@lru_cache(maxsize=1)
def has_shaper() -> bool:
    """Return whether Pillow can join and order letters; its wheels for all systems can."""
    return bool(features.check("raqm"))


def needs_shaper(character: str) -> bool:
    """Return whether a character, drawn alone and from left to right, would be misspelt."""
    return (
        character in INVISIBLE
        or unicodedata.bidirectional(character) in ("R", "AL", "NSM")
        or "\u0900" <= character <= "\u0eff"
    )


@lru_cache(maxsize=1024)
def in_latin_letters(word: str) -> str:
    """Spell a word in Latin letters, without its signs; "" where that is not known."""
    from anyascii import anyascii  # 3 MB, only for what no face can draw

    return str(anyascii("".join(c for c in word if is_letter(c)))).capitalize()


def is_letter(character: str) -> bool:
    """Return whether a character belongs to a word: a letter, a mark on one, a digit."""
    return unicodedata.category(character)[0] in "LMN"
