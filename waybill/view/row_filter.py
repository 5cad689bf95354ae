"""What a reader filters by, and its part of the link.

The browser has the same rules (waybill/web/state/filter/filter.js); both are held to tests/cases/link.json.
A claimant, a vessel or a place is kept as the link writes it and never looked up here: whether the
record has it may be something that was published later than the known-on day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from typing import get_args

from waybill.evidence.standing import Level
from waybill.story.model import Mode
from waybill.view.search import BLANKS

MODES: tuple[str, ...] = get_args(Mode)
LEVELS: tuple[str, ...] = get_args(Level)
MOST_SEARCHED = 80  # characters of a search
LONGEST_NAME = 200  # characters of a claimant, a vessel or a place's id


@dataclass(frozen=True, slots=True)
class RowFilter:
    """What a row must have to be shown; "" asks for nothing. Parameters of the link have these names."""

    q: str = ""
    """Words that stand in the row."""
    mode: str = ""
    level: str = ""
    by: str = ""
    """A claimant, exactly."""
    vessel: str = ""
    at: str = ""
    """The id of a place."""

    def __bool__(self) -> bool:
        """Does it ask for anything?"""
        return any(astuple(self))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Its parameters in the link."""
        return [(name, value) for name in NAMES if (value := getattr(self, name))]


NAMES: tuple[str, ...] = tuple(field.name for field in fields(RowFilter))
NO_FILTER = RowFilter()
_NOUNS = {"by": "claimant", "vessel": "vessel", "at": "place"}


def read_filter(
    text: Callable[[str], str], shorten: Callable[[str], str], notes: list[str]
) -> RowFilter:
    """The filter that a link names.

    Args:
        text: gives the value of a parameter, without blanks around it.
        shorten: a value as a note repeats it.
        notes: for the reader; grows by what could not be used.
    """
    q = whole_text(text("q"))
    if len(q) > MOST_SEARCHED:
        q = q[:MOST_SEARCHED].strip(BLANKS)
        notes.append("The search is too long; its beginning is used.")
    found = {"q": q}
    for name, allowed, noun in (
        ("mode", MODES, "mode"),
        ("level", LEVELS, "evidence level"),
    ):
        value = text(name)
        if value and value not in allowed:
            notes.append(f"There is no {noun} “{shorten(value)}”; all are shown.")
            value = ""
        found[name] = value
    for name, noun in _NOUNS.items():
        value = whole_text(text(name))
        if len(value) > LONGEST_NAME:
            notes.append(f"“{shorten(value)}” is too long for a {noun}; all are shown.")
            value = ""
        found[name] = value
    return RowFilter(**found)


def whole_text(text: str) -> str:
    """Without halves of characters, which no link can carry."""
    return "".join(c for c in text if not 0xD800 <= ord(c) <= 0xDFFF).strip(BLANKS)
