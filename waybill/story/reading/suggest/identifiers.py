"""Ids made from names, in the letters that an id may have."""

from __future__ import annotations

import re
import unicodedata

from waybill.story.ids import is_identifier
from waybill.story.reading.suggest.text.transliterate import to_latin

MAX_LENGTH = 80
_NOT_IN_AN_ID = re.compile("[^a-z0-9_]+")


def identifier(text: str) -> str:
    """``text`` made into an id: ``Rajin Port`` -> ``rajin-port``, ``Köln`` -> ``koeln``.

    "" when nothing is left, or when a letter has no reading in Latin letters: an id that had lost
    it would name something else.
    """
    latin = to_latin(text[: MAX_LENGTH * 2])
    if any(not character.isascii() and character.isalpha() for character in latin):
        return ""
    return _NOT_IN_AN_ID.sub("-", latin).strip("-_")[:MAX_LENGTH].rstrip("-_")


def signs_replaced(text: str) -> str | None:
    """``text`` with its own letters and a hyphen for every sign that an id may not have."""
    composed = unicodedata.normalize("NFC", text)
    made = re.sub(r"[^\w./:+-]+", "-", composed).strip("-_./:+")
    return made if is_identifier(made) else None
