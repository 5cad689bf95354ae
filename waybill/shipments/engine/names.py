"""Which place or means of transport a word in the data means, and which day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from waybill.story.contract.shipments import DayOrder
from waybill.story.model import MODES, Place
from waybill.story.reading.suggest.words import Vocabulary, nearest

NOT_STATED = "(not stated)"
UNKNOWN_MODE = "unknown"
_PATTERNS: dict[DayOrder, tuple[re.Pattern[str], tuple[int, int, int]]] = {
    "year first": (
        re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", re.ASCII),
        (1, 2, 3),
    ),
    "day first": (re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)", re.ASCII), (3, 2, 1)),
    "month first": (
        re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)", re.ASCII),
        (3, 1, 2),
    ),
}
_EPOCH = date(1970, 1, 1).toordinal()


class PlaceNames:
    """The places of a story by id, name and alias; their indexes are in the order of places.csv."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        """Take the places of a story."""
        self.ids = tuple(places)
        self._indexes = {one: number for number, one in enumerate(places)}
        self._words = Vocabulary(
            (word, (place_id,))
            for place_id, place in places.items()
            for word in (place_id, place.name, *place.aliases)
        )

    def index(self, text: str | None) -> int:
        """The place that a text means; -1 when it is none, or could be several."""
        if not text or "\0" in text:
            return -1
        if text in self._indexes:
            return self._indexes[text]
        found = self._words.exact(text)
        return self._indexes[found[0]] if len(found) == 1 else -1

    def near(self, text: str) -> str | None:
        """The place that was probably meant by a text that means none."""
        found = self._words.near(text)
        return found[0] if len(found) == 1 else None


def mode_of(text: str | None) -> str:
    """One of Waybill's modes."""
    return (nearest(text, MODES) if text else None) or UNKNOWN_MODE


def stated(text: str | None) -> str:
    """A value of cargo or of an attribute, as it is named."""
    return text or NOT_STATED


def days_of(texts: Iterable[str], order: DayOrder) -> dict[str, int]:
    """The days that texts mean, in days since 1970-01-01; those that mean none are not there."""
    pattern, (year, month, day) = _PATTERNS[order]
    found = {}
    for text in texts:
        if match := pattern.match(text):
            try:
                at = date(int(match[year]), int(match[month]), int(match[day]))
            except ValueError:
                continue
            found[text] = at.toordinal() - _EPOCH
    return found
