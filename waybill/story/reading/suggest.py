"""What was probably meant: the nearest valid value for a faulty one.

Suggestions are for people to accept or not; nothing here changes data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from difflib import get_close_matches

from waybill.basemap.countries import country_names
from waybill.story.edtf import MONTHS, EdtfDate

MAX_COMPARISONS = 200_000
MAX_LENGTH = 80
CLOSENESS = 0.6

_SYNONYMS = {
    **dict.fromkeys(("ship", "boat", "vessel", "maritime", "ocean"), "sea"),
    **dict.fromkeys(("train", "railway", "railroad"), "rail"),
    **dict.fromkeys(("truck", "lorry", "car"), "road"),
    **dict.fromkeys(("plane", "aircraft", "flight"), "air"),
    **dict.fromkeys(("harbour", "harbor"), "port"),
    **dict.fromkeys(("airport", "airbase"), "airfield"),
    **dict.fromkeys(("y", "true", "1"), "yes"),
    **dict.fromkeys(("n", "false", "0"), "no"),
    **dict.fromkeys(("circa", "c.", "ca.", "~", "approximately"), "about"),
    **dict.fromkeys((">", "over"), "more than"),
    **dict.fromkeys((">=", "minimum"), "at least"),
    **dict.fromkeys(("<=", "maximum"), "up to"),
    **dict.fromkeys(("photo", "photograph", "satellite image", "imagery"), "image"),
    **dict.fromkeys(("denial", "denied"), "denies"),
}

# English month names by their first three letters.
_MONTHS = {month[:3].lower(): number for number, month in enumerate(MONTHS, 1)}


class Suggester:
    """Finds near words, within a budget of comparisons a reading.

    The budget keeps a file with many faults and many ids from costing faults x ids; once it is
    spent, faults are still reported, without a suggestion.
    """

    def __init__(self, max_comparisons: int = MAX_COMPARISONS) -> None:
        """Start with the whole budget."""
        self._left = max_comparisons
        self._seen: dict[tuple[str, str], str | None] = {}

    def nearest(self, value: str, labels: Mapping[str, str], list_name: str) -> str | None:
        """The valid value whose label is nearest; ``labels`` maps casefolded label -> value.

        ``list_name`` tells lists apart: answers are remembered by it.
        """
        wanted = value.strip().casefold()
        if wanted in labels:
            return labels[wanted]
        if identifier(wanted) in labels:
            return labels[identifier(wanted)]
        if not wanted or len(wanted) > MAX_LENGTH:
            return None
        known = (wanted, list_name)
        if known not in self._seen:
            if self._left < len(labels):
                return None
            self._left -= len(labels)
            near = get_close_matches(wanted, labels, n=1, cutoff=CLOSENESS)
            self._seen[known] = labels[near[0]] if near else None
        return self._seen[known]


def nearest(value: str, allowed: Iterable[str], cutoff: float = CLOSENESS) -> str | None:
    """The member of a short list that is nearest to ``value``, or None."""
    wanted = value.strip().casefold()
    labels = {word.casefold(): word for word in allowed}
    if not wanted or len(wanted) > MAX_LENGTH:
        return None
    if wanted in labels:
        return labels[wanted]
    if _SYNONYMS.get(wanted) in labels:
        return labels[_SYNONYMS[wanted]]
    if all(len(label) == 1 for label in labels):
        # Grades: "B2" written in one column holds both letters.
        return next((labels[character] for character in wanted if character in labels), None)
    near = get_close_matches(wanted, labels, n=1, cutoff=cutoff)
    return labels[near[0]] if near else None


def identifier(text: str) -> str:
    """``text`` made into an id: ``Rajin Port`` -> ``rajin-port``; "" when nothing is left."""
    return re.sub(r"[^a-z0-9_]+", "-", text[: MAX_LENGTH * 2].casefold()).strip("-_")[:MAX_LENGTH]


def country(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of ``Ukraine``, ``ua``, ``UK`` or ``UKR``; None when unsure."""
    wanted = text.strip().casefold()[:MAX_LENGTH]
    names = {name.casefold(): code for code, name in country_names().items()}
    codes = {code.casefold(): code for code in names.values()} | {"uk": "GB", "el": "GR"}
    if found := codes.get(wanted) or names.get(wanted):
        return found
    begins = [code for name, code in names.items() if len(wanted) > 2 and name.startswith(wanted)]
    if len(begins) == 1:
        return begins[0]
    near = get_close_matches(wanted, names, n=1, cutoff=0.75) if len(wanted) > 3 else []
    return names[near[0]] if near else None


def day(text: str) -> tuple[str | None, str | None]:
    """What a mistyped date may mean: ``(suggestion, remark)``, each None when there is none.

    A date whose day and month could be exchanged gets a remark with both, not a suggestion.
    """
    wanted = text.strip().casefold()
    mark = wanted[-1:] if wanted[-1:] in ("?", "~", "%") else ""
    wanted = wanted.removesuffix(mark).strip()
    if about := re.match(r"(?:about|around|circa|ca?\.?)\s+(?=\S)", wanted):
        wanted, mark = wanted[about.end() :], "~"
    if len(wanted) > 40:
        return None, None
    if "/" in wanted and all(_valid(part) for part in wanted.split("/", 1)):
        return None, "an interval goes into two columns, one date each"
    if ambiguous := _two_readings(wanted):
        first, second = ambiguous
        return None, f"could be {first} or {second}"
    guess = _one_reading(wanted)
    return (f"{guess}{mark}" if guess else None), None


def _two_readings(text: str) -> tuple[str, str] | None:
    """Day and month of ``12/09/2023`` both ways, when both are days of the calendar."""
    match = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text, re.ASCII)
    if match is None:
        return None
    one, two, year = (int(part) for part in match.groups())
    readings = [_iso(year, two, one), _iso(year, one, two)]
    if one == two or readings[0] is None or readings[1] is None:
        return None
    return readings[0], readings[1]


def _one_reading(text: str) -> str | None:
    if match := re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?$", text, re.ASCII):
        year, month, number = (int(part) for part in match.groups())
        return _iso(year, month, number) or _iso(year, number, month) or _last_day(year, month)
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text, re.ASCII):
        return _iso(*(int(part) for part in match.groups()))
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", text, re.ASCII):
        return _month(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{1,2})[/.](\d{4})", text, re.ASCII):
        return _month(int(match[2]), int(match[1]))
    if match := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text, re.ASCII):
        one, two, year = (int(part) for part in match.groups())
        return _iso(year, two, one) or _iso(year, one, two)
    if match := re.fullmatch(r"(\d{4})-(\d{2})-[x?u]{2}", text, re.ASCII):
        return _month(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"[2-6]\d{4}", text, re.ASCII):
        # A spreadsheet's day number: day 1 is 1900-01-01, with a 29 Feb 1900 that never was.
        return (date(1899, 12, 30) + timedelta(days=int(match[0]))).isoformat()
    if _valid(text):
        return text
    return _with_month_name(text)


def _with_month_name(text: str) -> str | None:
    words = re.findall(r"[a-z]+|\d+", text)
    months = [_MONTHS[word[:3]] for word in words if word[:3] in _MONTHS]
    numbers = [word for word in words if word.isascii() and word.isdigit() and len(word) < 5]
    years = [int(word) for word in numbers if len(word) == 4]
    days = [int(word) for word in numbers if len(word) < 3]
    if len(months) != 1 or len(years) != 1 or len(days) > 1:
        return None
    if not days:
        return _month(years[0], months[0])
    return _iso(years[0], months[0], days[0])


def _iso(year: int, month: int, number: int) -> str | None:
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def _month(year: int, month: int) -> str | None:
    return f"{year:04d}-{month:02d}" if _iso(year, month, 1) else None


def _last_day(year: int, month: int) -> str | None:
    """The last day of a month, for a day that the month is too short for."""
    return next((day for n in (31, 30, 29, 28) if (day := _iso(year, month, n))), None)


def _valid(text: str) -> bool:
    try:
        EdtfDate(text)
    except ValueError:
        return False
    return True


def number(text: str, *, decimal_comma: bool = True) -> str | None:
    """What a mistyped number may mean: ``45,85`` -> ``45.85``, ``1,000`` -> ``1000``.

    ``decimal_comma`` False reads ``1,000`` with thousands commas, as in a quantity.
    """
    wanted = text.strip()[:MAX_LENGTH].replace("\u2212", "-").replace("\u2013", "-")
    wanted = re.sub(r"[\s_']", "", wanted)
    if not decimal_comma and re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", wanted, re.ASCII):
        return wanted.replace(",", "")
    if re.fullmatch(r"[+-]?\d+,\d+", wanted, re.ASCII):
        return wanted.replace(",", ".")
    if re.fullmatch(r"[+-]?\d+(\.\d+)?", wanted, re.ASCII):
        return wanted
    if match := re.fullmatch(r"(\d+(?:[.,]\d+)?)[a-z%]+", wanted, re.ASCII | re.IGNORECASE):
        return match[1].replace(",", ".")
    return None


def coordinate(text: str) -> str | None:
    """Decimal degrees for ``45,85``, ``42.25 N``, ``42°15'N`` or ``42° 15' 30" S``."""
    match = re.fullmatch(
        r"(\d{1,3}(?:[.,]\d+)?)\s*°?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['’′]\s*)?"
        r"(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″]|'')\s*)?([NSEW])?",
        text.strip()[:MAX_LENGTH],
        re.ASCII | re.IGNORECASE,
    )
    if match is None:
        return number(text)
    degrees, minutes, seconds = (
        float((part or "0").replace(",", ".")) for part in match.groups()[:3]
    )
    value = round(degrees + minutes / 60 + seconds / 3600, 6)
    sign = "-" if (match[4] or "").upper() in ("S", "W") else ""
    return f"{sign}{value:g}" if value < 1 else f"{sign}{value}".removesuffix(".0")
