"""What a person decided about the columns of their sheets, kept for the next version of them.

A recipe is JSON. A sheet is known again by the fingerprint of its column names, in any order; a
sheet with a few other columns takes over what the names in common mean.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from waybill.gazetteer.names import fold
from waybill.importing.files.sheet import ImportRefusedError

VERSION = 1
MAX_BYTES = 1_000_000
MIN_SHARE_IN_COMMON = 0.6


MAX_SEA_LANES = 2_000
"""Choices of a recipe; the page offers 200 at a time."""

Ends = tuple[str, ...]
"""Origin and destination as they were written, and in a choice of the page their countries, "" for none."""


@dataclass
class SheetRecipe:
    """Decisions about one sheet. ``columns`` maps a column to its meaning, "" for kept as it is.

    ``dates`` maps a column to "day first" or "month first", ``decimals`` to "," or "."; None
    stands where that could not be decided and has to be answered.
    """

    title: str
    becomes: str
    headers: list[str]
    columns: dict[str, str]
    dates: dict[str, str | None] = field(default_factory=dict)
    decimals: dict[str, str | None] = field(default_factory=dict)
    unit: str = ""

    @property
    def fingerprint(self) -> str:
        """Of the column names, whatever their order, case and accents."""
        return fingerprint(self.headers)


@dataclass
class Recipe:
    """Decisions about everything that was brought.

    ``defaults`` fill cells of legs that are empty; ``words`` are those of ``story_words``.
    ``sea_lanes`` names the origin and destination of legs by sea that are drawn along the sea lanes, and
    their countries behind them; without these it holds for the names in whatever country.
    """

    sheets: list[SheetRecipe] = field(default_factory=list)
    defaults: dict[str, str] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    sea_lanes: list[Ends] = field(default_factory=list)

    def of(self, headers: Iterable[str]) -> tuple[SheetRecipe | None, bool]:
        """``(decisions, whether the columns are the same)`` for a sheet with these columns."""
        names = list(headers)
        wanted = fingerprint(names)
        for sheet in self.sheets:
            if sheet.fingerprint == wanted:
                return sheet, True
        here = {fold(name) for name in names}
        for sheet in self.sheets:
            there = {fold(name) for name in sheet.headers}
            if len(here & there) >= MIN_SHARE_IN_COMMON * max(len(here), len(there), 1):
                return sheet, False
        return None, False

    def over(self, earlier: Recipe) -> Recipe:
        """These decisions, and of an earlier recipe those that are not made here."""
        known = {sheet.fingerprint for sheet in self.sheets}
        others = [sheet for sheet in earlier.sheets if sheet.fingerprint not in known]
        return Recipe(
            sheets=[*self.sheets, *others],
            defaults={**earlier.defaults, **self.defaults},
            encodings={**earlier.encodings, **self.encodings},
            words={**earlier.words, **self.words},
            sea_lanes=list(dict.fromkeys([*self.sea_lanes, *earlier.sea_lanes])),
        )

    def to_json(self) -> str:
        """The recipe as text."""
        content = {"version": VERSION, **asdict(self)}
        for sheet, entry in zip(self.sheets, content["sheets"], strict=True):
            entry["fingerprint"] = sheet.fingerprint
        if not self.sea_lanes:
            del content["sea_lanes"]
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def fingerprint(headers: Iterable[str]) -> str:
    """Sixteen hex digits of the set of column names."""
    names = sorted(fold(header) or header for header in headers)
    return hashlib.sha256("\n".join(names).encode("utf-8")).hexdigest()[:16]


def from_json(name: str, data: bytes) -> Recipe:
    """Read a recipe; ImportRefusedError says what is wrong with it."""
    if len(data) > MAX_BYTES:
        raise ImportRefusedError(f"{name} is larger than 1 MB; it is no recipe of an import")
    try:
        content: Any = json.loads(data)
        if content.get("version") != VERSION:
            raise ValueError(f"its version is {content.get('version')!r}, not {VERSION}")
        return Recipe(
            sheets=[_sheet(entry) for entry in content.get("sheets", ())],
            defaults=_texts(content.get("defaults", {})),
            encodings=_encodings(content.get("encodings", {})),
            words=_texts(content.get("words", {})),
            written=_texts(content.get("written", {})),
            sea_lanes=_sea_lanes(content.get("sea_lanes", ())),
        )
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise ImportRefusedError(
            f"{name} is not a recipe of an import ({error}); leave --mapping out to start anew"
        ) from None


def _encodings(entry: Mapping[str, Any]) -> dict[str, str]:
    """File → encoding, of those that there are."""
    found = _texts(entry)
    for name in found.values():
        try:
            b"a".decode(name, "replace")
        except LookupError:
            raise ValueError(f"there is no encoding {name[:40]!r}") from None
    return found


def _sea_lanes(entries: Any) -> list[Ends]:
    """The choices, each once."""
    if not isinstance(entries, (list, tuple)) or len(entries) > MAX_SEA_LANES:
        raise ValueError(f"its sea_lanes are no list of at most {MAX_SEA_LANES:,}")
    for one in entries:
        if not isinstance(one, list) or len(one) not in (2, 4):
            raise ValueError(
                "an entry of its sea_lanes is not [origin, destination] or [origin, destination, "
                "country of the origin, country of the destination]"
            )
    return list(dict.fromkeys(tuple(str(part) for part in one) for one in entries))


def _sheet(entry: Mapping[str, Any]) -> SheetRecipe:
    return SheetRecipe(
        title=str(entry.get("title", "")),
        becomes=str(entry["becomes"]),
        headers=[str(header) for header in entry["headers"]],
        columns=_texts(entry["columns"]),
        dates={str(k): None if v is None else str(v) for k, v in entry.get("dates", {}).items()},
        decimals={
            str(k): None if v is None else str(v) for k, v in entry.get("decimals", {}).items()
        },
        unit=str(entry.get("unit", "")),
    )


def _texts(entry: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in entry.items()}
