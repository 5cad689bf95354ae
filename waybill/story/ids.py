"""Ids of rows, in the letters of any script, and ids that also name files."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

MAX_IDENTIFIER_LENGTH = 80
Slug = Annotated[
    str, StringConstraints(pattern="^[a-z0-9][a-z0-9_-]*$", max_length=MAX_IDENTIFIER_LENGTH)
]
"""An id that also names a file or a part of an address: of a story, a step, a check, a conflict."""

_SIGNS_OF_AN_ID = frozenset("-_./:+")
_ASCII_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./:+-]*")


def is_identifier(text: str) -> bool:
    """Whether ``text`` may be the id of a row: letters and digits of any script, and ``- _ . / : +``.

    It begins with a letter or a digit, has at most 80 characters and is in Unicode's composed form,
    so that two ids that look alike are alike.
    """
    if not text or len(text) > MAX_IDENTIFIER_LENGTH:
        return False
    if text.isascii():
        return _ASCII_ID.fullmatch(text) is not None
    return (
        unicodedata.category(text[0])[0] in "LN"
        and all(c in _SIGNS_OF_AN_ID or unicodedata.category(c)[0] in "LMN" for c in text)
        and unicodedata.is_normalized("NFC", text)
    )


def _identifier(text: str) -> str:
    if not is_identifier(text):
        raise PydanticCustomError("not_an_id", "is not an id")
    return text


Identifier = Annotated[str, AfterValidator(_identifier)]
"""The id of a row, compared exactly."""
