"""Dates as people write them -> EDTF, when only one thing can be meant.

Nothing is filled in: a date without a year, "early September" or "before 2023" has no single reading
here, and gets a remark instead. Every word of a cell must be understood, or none of it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from waybill.story.edtf import EdtfDate
from waybill.story.reading.suggest.dates import parts as parts_of
from waybill.story.reading.suggest.dates import periods
from waybill.story.reading.suggest.dates.months import fold
from waybill.story.reading.suggest.dates.parts import Parts
from waybill.story.reading.suggest.dates.style import MAX_LENGTH, UNKNOWN_STYLE, DateStyle
from waybill.story.reading.suggest.numbers import cleaned


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a cell says about a day or a stretch of days.

    ``start`` is EDTF text, "" when there is no single reading; ``end`` is the last date of a
    stretch, "" for a single date. ``remark`` goes on from "it": "could be 2023-09-07 or 2023-07-09".
    ``cause`` is a short name for the way it is written.
    """

    start: str = ""
    end: str = ""
    remark: str = ""
    cause: str = ""


NOTHING = DateReading()

_APPROXIMATE = re.compile(
    r"(?:~|≈|about|around|circa|approximately|approx|roughly|ca|c|vers|environ|etwa|ungefahr|um|gegen"
    r"|hacia|alrededor de|aproximadamente|aprox|por volta de|cerca de|intorno al?|verso|okolo|ok"
    r"|около|ок|примерно|близько|приблизно|yaklasik)(?:\.\s*|\s+|(?<=[~≈])\s*)(?=\S)"
)
_UNCERTAIN = re.compile(
    r"(?:possibly|probably|perhaps|maybe|vermutlich|wahrscheinlich|peut-etre|probablement|quizas"
    r"|probablemente|forse|talvez|возможно|вероятно|можливо|имовірно|prawdopodobnie)\s+"
)
_MARK_BEHIND = re.compile(r"\s*(?:\((\?|approx\.?|circa|ca\.?|uncertain)\)|([?~%]))$")
_NO_FORM = re.compile(
    r"(early|mid|late|beginning of|start of|end of|before|after|not before|not after|by|no later than"
    r"|no earlier than|between|debut|fin|mi|avant|apres|anfang|mitte|ende|vor|nach|начало|конец"
    r"|середина|до|после)(?:\s+|-)(?=\S)"
)
_NOT_STATED = frozenset(
    [
        "?",
        "-",
        "–",
        "—",
        "n/a",
        "n.a.",
        "na",
        "none",
        "null",
        "nil",
        "unknown",
        "unkn",
        "unclear",
        "undated",
        "tbd",
        "tba",
        "tbc",
        "x",
        "xx",
        "xxxx",
        "nd",
        "n.d.",
        "s.d.",
        "inconnu",
        "inconnue",
        "unbekannt",
        "desconocido",
        "desconocida",
        "sconosciuto",
        "desconhecido",
        "nieznany",
        "неизвестно",
        "невідомо",
        "н/д",
        "bilinmiyor",
    ]
) | {"no date", "not known", "not stated", "sans date", "ohne datum"}
_GOING_ON = frozenset(
    [
        "..",
        "...",
        "ongoing",
        "present",
        "current",
        "currently",
        "now",
        "today",
        "continuing",
        "heute",
        "laufend",
        "actualmente",
    ]
) | {"to date", "to present", "en cours", "по настоящее время", "still going on"}
# Since 2022, 2022 onwards, 2022 - present; until 2023.
_SINCE = re.compile(r"(?:since|from|depuis|seit|desde|с|від)\s+(?=\S)")
_ONWARDS = re.compile(
    r"(?:\s+onwards?|\s*(?:-|to|until|/)\s*(?:present|now|today|ongoing|current|date|heute|\.\.))$"
)
_UNTIL = re.compile(r"(?:until|till|up to|bis|jusqu'?a|jusqu'?en|hasta|\.\.\s*/)\s*(?=\S)")
_DASHES = re.compile("[‐‑‒–—―−]")
_BETWEEN = re.compile(
    r"\s+(?:to|until|till|through|thru|bis|bis zum|au|a|al|ate|hasta|fino a|fino al|до|по|do)\s+"
    r"|\s*/\s*|\s+-\s+|\s*-\s*"
)
_FROM = re.compile(r"(?:from|von|vom|de|du|del|dal|dalle|desde|с|з|від|od)(?:\s+the)?\s+")
_SERIAL = re.compile(r"[2-6]\d{4}(?:[.,]\d+)?", re.ASCII)
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?", re.ASCII)


def read(text: str, style: DateStyle = UNKNOWN_STYLE) -> DateReading:
    """What ``text`` says, in a column of this style."""
    written = " ".join(cleaned(text[: MAX_LENGTH + 1]).split())
    if not written or len(written) > MAX_LENGTH:
        return NOTHING
    plain = fold(written)
    if plain in _NOT_STATED:
        return DateReading(remark="says that no date is stated", cause="no date")
    if plain in _GOING_ON:
        return DateReading(remark="says that it goes on, which has no form here", cause="going on")
    wanted, mark = _without_marks(plain)
    reading = _unmarked(wanted, style)
    if reading is NOTHING:
        reading = _open(wanted, style)
    if mark and reading.start:
        end = reading.end and (reading.end if reading.end == ".." else reading.end + mark)
        return replace(reading, start=reading.start + mark, end=end)
    if reading is NOTHING and (modified := _NO_FORM.match(wanted)):
        return _without_form(modified[1], _unmarked(wanted[modified.end() :], style))
    return reading


def _open(text: str, style: DateStyle) -> DateReading:
    """A date from which something goes on, or until which it went on."""
    tight = _DASHES.sub("-", text)
    for pattern, is_start in ((_SINCE, True), (_ONWARDS, True), (_UNTIL, False)):
        rest = pattern.sub("", tight, count=1).strip()
        reading = _unmarked(rest, style) if rest != tight else NOTHING
        if reading.start and not reading.end:
            ends = (reading.start, "..") if is_start else ("..", reading.start)
            return DateReading(*ends, cause="open end")
    return NOTHING


def _without_form(word: str, rest: DateReading) -> DateReading:
    """What to say of "early 2023": the date beside the word, which alone would say something else."""
    if not rest.start or rest.end:
        return NOTHING
    return DateReading(remark=f"has no form for '{word}': {rest.start} would say the whole of it")


def _without_marks(text: str) -> tuple[str, str]:
    """The text without "about", "perhaps" and the like, and the EDTF mark that says the same."""
    approximate = uncertain = False
    while True:
        if match := _APPROXIMATE.match(text):
            approximate = True
        elif match := _UNCERTAIN.match(text):
            uncertain = True
        else:
            break
        text = text[match.end() :]
    while match := _MARK_BEHIND.search(text):
        mark = match[1] or match[2]
        uncertain = uncertain or mark in ("?", "%", "uncertain")
        approximate = approximate or mark not in ("?", "uncertain")
        text = text[: match.start()]
    both = "%" if uncertain and approximate else ""
    return text.strip(), both or ("?" if uncertain else "~" if approximate else "")


def _unmarked(text: str, style: DateStyle) -> DateReading:
    """A date or a stretch of dates, without marks."""
    tight = re.sub(r"\s*-\s*", "-", _DASHES.sub("-", text))
    for reader in _READERS:
        if reading := reader(tight, style):
            return reading
    return _stretch(_DASHES.sub(" - ", text), style) or NOTHING


def _from_parts(text: str, style: DateStyle) -> DateReading | None:
    """One date in numbers or with the name of its month, with or without a time of day."""
    day_text, has_time = parts_of.without_time(text)
    parts = parts_of.parse(day_text, style)
    if parts and parts.remark:
        return DateReading(remark=parts.remark, cause=parts.cause)
    if parts is None or (has_time and parts.day is None):
        return None
    if parts.year is None or (written := parts.edtf()) is None:
        what = "has no year of four digits" if parts.year is None else ""
        return DateReading(remark=what, cause="no year") if what else None
    return DateReading(written, cause="time of day" if has_time else parts.cause)


def _period(text: str, _style: DateStyle) -> DateReading | None:
    """A decade, a quarter, a week and the like: a stretch that goes by one name."""
    if season := periods.season(text):
        return DateReading(season, cause="season")
    found = periods.of_an_era(text) or periods.period(text)
    return DateReading(*found, cause="period") if found else None


def _count(text: str, _style: DateStyle) -> DateReading | None:
    """A number that counts days or seconds."""
    if _SERIAL.fullmatch(text):
        day = periods.spreadsheet_day(int(re.split("[.,]", text)[0]))
        return DateReading(day, cause="day number")
    if _SECONDS.fullmatch(text):
        day = periods.day_of_seconds(int(text[:10]))
        return DateReading(remark=f"could be the day {day} (UTC), counted in seconds since 1970")
    return None


def _edtf(text: str, _style: DateStyle) -> DateReading | None:
    """EDTF as it stands, once spaces, capitals and marks were taken off."""
    try:
        return DateReading(EdtfDate(text.upper()).text)
    except ValueError:
        return None


_READERS: tuple[Callable[[str, DateStyle], DateReading | None], ...] = (
    _edtf,
    _from_parts,
    _period,
    _count,
)


def _stretch(text: str, style: DateStyle) -> DateReading | None:
    """Two dates with "to", a dash or a slash between them; what the first lacks the second says."""
    opened = _FROM.match(text)
    inner = text[opened.end() :] if opened else text
    for separator in _BETWEEN.finditer(inner):
        left, _ = parts_of.without_time(inner[: separator.start()])
        right, _ = parts_of.without_time(inner[separator.end() :])
        if separator[0].strip() == "/" and not _is_iso(left):
            continue  # 7/8 September: the night between them, or either day
        last = parts_of.parse(right, style)
        first = parts_of.parse(left, style)
        if first is None or last is None or first.remark or last.remark:
            continue
        if both := _joined(first, last):
            return DateReading(*both, cause="two dates")
    return None


def _is_iso(text: str) -> bool:
    return re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text.strip(), re.ASCII) is not None


def _joined(first: Parts, last: Parts) -> tuple[str, str] | None:
    """``7`` and ``12 Sept 2023`` -> 2023-09-07 and 2023-09-12."""
    year_given = first.year is not None
    year, month = first.year, first.month
    if first.day is not None and month is None:
        month = last.month
    if last.month is None and last.day is not None:
        last = replace(last, month=first.month)  # Sept 7-12, 2023
    year = last.year if year is None else year
    first = replace(first, year=year, month=month)
    start, end = first.edtf(), last.edtf()
    if start is None or end is None:
        return None
    if EdtfDate(start).first > EdtfDate(end).last and not year_given and year is not None:
        # 28 December - 3 January 2023
        start = replace(first, year=year - 1).edtf()
        if start is None or first.month is None or last.month is None or first.month < last.month:
            return None
    if EdtfDate(start).first >= EdtfDate(end).last:
        return None
    return start, end
