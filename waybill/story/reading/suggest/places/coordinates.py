"""Coordinates as maps, gazetteers, ships and spreadsheets write them -> decimal degrees.

Own code, because the libraries that were tried read some forms wrongly without a word (geopy 2.5.0 reads
``42 14 00 N, 130 18 00 E`` as 18.0, 0.0).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from waybill.story.reading.suggest.numbers import cleaned

Axis = Literal["latitude", "longitude"]
LIMITS: dict[Axis, int] = {"latitude": 90, "longitude": 180}
OTHER: dict[Axis, Axis] = {"latitude": "longitude", "longitude": "latitude"}

MAX_LENGTH = 80
DECIMALS = 6  # 0.1 m

_SIGNS = str.maketrans({**dict.fromkeys("ºᵒ˚⁰∘", "°"), **dict.fromkeys("″”“„ʺ˝", '"')})
_WORDS = (
    (r"degrees?|deg\.?|grad|град\.?", "°"),
    (r"minutes?|min\.?|мин\.?", "'"),
    (r"seconds?|sec\.?|сек\.?", '"'),
    # Word, then the letter of the hemisphere that it is read as.
    (r"с\.? ?ш\.?|северн\w* широт\w*|пн\.? ?ш\.?|north|nord|norte", "N"),
    (r"ю\.? ?ш\.?|южн\w* широт\w*|пд\.? ?ш\.?|south|süd|sud|sur", "S"),
    (r"в\.? ?д\.?|восточн\w* долгот\w*|сх\.? ?д\.?|east|est|este", "E"),
    (r"з\.? ?д\.?|западн\w* долгот\w*|зх\.? ?д\.?|west|ouest|oeste|ovest", "W"),
)
_HEMISPHERES: dict[str, tuple[Axis, int]] = {
    "N": ("latitude", 1),
    "S": ("latitude", -1),
    "E": ("longitude", 1),
    "W": ("longitude", -1),
}
_NUMBER = r"\d+(?:[.,]\d+)?"
_DEGREES = re.compile(rf"({_NUMBER}) ?°?", re.ASCII)
_MARKED = re.compile(
    rf"(\d{{1,3}}) ?° ?({_NUMBER}) ?'(?: ?({_NUMBER}) ?\"?)?|(\d{{1,3}}) ?° ?({_NUMBER})", re.ASCII
)
_SPACED = re.compile(rf"(\d{{1,3}})[ :-]({_NUMBER})(?:[ :-]({_NUMBER}))?", re.ASCII)
_LETTERED = re.compile(
    rf"(\d{{1,3}}) ?d ?({_NUMBER}) ?m(?: ?({_NUMBER}) ?s)?", re.ASCII | re.IGNORECASE
)
# Degrees, minutes and seconds without a sign between them: two digits each, three for a longitude.
_PACKED: dict[Axis, re.Pattern[str]] = {
    "latitude": re.compile(r"(\d\d)(\d\d)(\d\d)?(\.\d+)?", re.ASCII),
    "longitude": re.compile(r"(\d\d\d)(\d\d)(\d\d)?(\.\d+)?", re.ASCII),
}
_LABEL = re.compile(r"(lat|lon|lng)(?:g|gitude|itude)?\b[.:=]?\s*(?=\S)", re.IGNORECASE)
_GRID = re.compile(r"\d{1,2}\s?[C-HJ-NP-X](\s?[A-HJ-NP-Z]{2}[\d ]*|\s\d[\d\s.,]{8,}.*)", re.ASCII)
_POINT = re.compile(r"(?:point\s?z?|\[|\()\s*\(?(.+?)\)?\s*[\])]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Angle:
    """A coordinate: degrees, and the axis when a hemisphere says which."""

    degrees: float
    axis: Axis | None = None

    def text(self) -> str:
        """Decimal degrees as the contract has them."""
        rounded = round(self.degrees, DECIMALS)
        return f"{rounded:.{DECIMALS}f}".rstrip("0").rstrip(".") if rounded else "0"


def angle(text: str) -> Angle | None:
    """One coordinate; None when it is none, or when it could be read in more than one way.

    Read are decimal degrees and degrees, minutes and seconds with signs, letters, words, spaces,
    colons or nothing between them, with a sign or a hemisphere. ``O`` is west in French and east in
    German, so it is not read.
    """
    wanted = _normalised(text)
    if not wanted or len(wanted) > MAX_LENGTH:
        return None
    if label := _LABEL.match(wanted):
        named: Axis = "latitude" if label[1].lower() == "lat" else "longitude"
        found = angle(wanted[label.end() :])
        return found and (Angle(found.degrees, named) if found.axis in (None, named) else None)
    core, letters = _without_hemisphere(wanted)
    if letters and letters not in _HEMISPHERES:
        return None
    axis, turn = _HEMISPHERES[letters] if letters else (None, 1)
    sign = core[:1] if core[:1] in "+-" else ""
    core = core[len(sign) :].strip()
    if sign and letters:
        return None  # -42 S: which of the two is meant?
    degrees = _degrees(core, axis)
    if degrees is None or degrees > LIMITS[axis or "longitude"]:
        return None
    return Angle(-degrees if sign == "-" or turn < 0 else degrees, axis)


def has_open_letter(text: str) -> bool:
    """Whether the coordinate carries an ``O``, which is west in French and east in German."""
    wanted = _normalised(text)
    return bool(re.fullmatch(r"O ?[\d\s.,°'\":-]+|[\d\s.,°'\":-]+O", wanted, re.IGNORECASE))


def is_grid_reference(text: str) -> bool:
    """Whether this looks like a reference in the UTM or MGRS grid, which is not read."""
    return len(text) <= MAX_LENGTH and bool(_GRID.fullmatch(cleaned(text).upper()))


def pair(text: str) -> tuple[Angle, Angle, bool] | None:
    """Two coordinates in one cell, as written, and whether the form says that x comes first."""
    wanted = text.strip()
    if len(wanted) > 4 * MAX_LENGTH:  # the halves below take time that grows with its square
        return None
    x_first = False
    if (point := _POINT.fullmatch(wanted)) and not wanted.startswith("("):
        wanted, x_first = point[1], True
    wanted = wanted.strip("()").removeprefix("geo:")
    for separator in (";", ", ", "/", ",", " "):
        parts = [part for part in wanted.split(separator) if part.strip()]
        if len(parts) != 2:
            continue
        first, second = angle(parts[0]), angle(parts[1])
        if first and second and (separator not in ", " or _are_whole(parts)):
            return first, second, x_first
    if halves := re.fullmatch(r"(.+?[NSns])[\s,;/]*(.+?[EWew])", wanted):
        first, second = angle(halves[1]), angle(halves[2])
        if first and second:
            return first, second, False
    return None


def _are_whole(parts: list[str]) -> bool:
    """Whether both parts are coordinates by themselves: ``42.26,130.3``, but not ``42,26``."""
    return all("." in part or "°" in part for part in parts)


def _normalised(text: str) -> str:
    """Plain signs for degrees, minutes and seconds, and capitals for the four hemispheres."""
    wanted = cleaned(text[: MAX_LENGTH * 2]).translate(_SIGNS)
    wanted = re.sub("''|' '", '"', wanted)
    if re.search(r"[^\W\d_]{2}|[а-яіїє]", wanted, re.IGNORECASE):
        for words, sign in _WORDS:
            wanted = re.sub(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", sign, wanted, flags=re.I)
    return " ".join(wanted.split())


def _without_hemisphere(text: str) -> tuple[str, str]:
    """The text without its hemisphere, and that as a capital letter ("" for none)."""
    if lettered := _LETTERED.match(text):
        # 42d15m36s: the s is seconds; only what follows is a hemisphere. A capital S may be either.
        rest = text[lettered.end() :].strip().upper()
        return lettered[0], "?" if lettered[0].endswith("S") and not rest else rest
    match = re.fullmatch(r"([NSEW]?)\s*([^A-Za-z]*)\s*([NSEW]?)", text, re.IGNORECASE)
    if match is None:
        return text, "?"
    return match[2].strip(), (match[1] + match[3]).upper()


def _degrees(core: str, axis: Axis | None) -> float | None:
    if axis and (packed := _PACKED[axis].fullmatch(core)) and len(core.partition(".")[0]) > 3:
        last = packed[4] or ""
        minutes = packed[2] if packed[3] else packed[2] + last
        return _sum(packed[1], minutes, packed[3] + last if packed[3] else "0")
    if whole := _DEGREES.fullmatch(core):
        return float(whole[1].replace(",", "."))
    if marked := _MARKED.fullmatch(core):
        return _sum(marked[1] or marked[4], marked[2] or marked[5], marked[3] or "0")
    if lettered := _LETTERED.fullmatch(core):
        return _sum(lettered[1], lettered[2], lettered[3] or "0")
    spaced = _SPACED.fullmatch(core)
    # "42 15" alone may be a slip of the keyboard.
    if spaced and (axis or spaced[3] or ":" in core):
        return _sum(spaced[1], spaced[2], spaced[3] or "0")
    return None


def _sum(degrees: str, minutes: str, seconds: str) -> float | None:
    """Degrees with their minutes and seconds; None when one runs over or is broken before the last."""
    parts = [float(part.replace(",", ".")) for part in (degrees, minutes, seconds)]
    if parts[1] >= 60 or parts[2] >= 60 or (parts[2] and not parts[1].is_integer()):
        return None
    return parts[0] + parts[1] / 60 + parts[2] / 3600
