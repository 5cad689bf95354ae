"""Whatever the check suggests passes the check when it is written, and says what was meant.

Each test starts from a right row, writes its cells as somebody might, and lets the check's own advice
put them back.
"""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waybill.story import Problem, ReadResult, read_story

pytestmark = pytest.mark.slow

Rows = list[dict[str, str]]

PLACES = [
    {"place_id": "odesa", "name": "Odesa", "latitude": "46.4825", "longitude": "30.7233",
     "aliases": "Odessa", "country": "UA"},
    {"place_id": "tripoli-lb", "name": "Tripoli", "latitude": "34.4367", "longitude": "35.8497",
     "aliases": "Trablous", "country": "LB"},
    {"place_id": "tripoli-ly", "name": "Tripoli", "latitude": "32.8872", "longitude": "13.1913",
     "aliases": "Tarabulus", "country": "LY"},
    {"place_id": "sao-tome", "name": "São Tomé", "latitude": "0.3365", "longitude": "6.7273",
     "aliases": "", "country": "ST"},
]  # fmt: skip
LEG = {"leg_id": "l1", "origin": "odesa", "destination": "tripoli-lb", "start_date": "2022-08-01",
       "end_date": "", "mode": "air", "quantity": "26527", "quantity_qualifier": "",
       "quantity_unit": "t"}  # fmt: skip


def table(rows: Rows) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def read(places: Rows, legs: Rows) -> ReadResult:
    with TemporaryDirectory() as folder:
        Path(folder, "places.csv").write_text(table(places), "utf-8")
        Path(folder, "routes.csv").write_text(table(legs), "utf-8")
        return read_story(Path(folder))


def applied(rows: Rows, file: str, problems: tuple[Problem, ...]) -> Rows:
    """The rows with all advice written into them: row 2 of the file is the first of the rows."""
    mended = [dict(row) for row in rows]
    for problem in problems:
        if problem.file == file and problem.row is not None and problem.row > 1:
            changes: Mapping[str, str] = dict(problem.changes)
            if problem.suggestion is not None and problem.column is not None:
                changes = {problem.column: problem.suggestion}
            mended[problem.row - 2].update(changes)
    return mended


def check(meant: Rows, written: Rows, file: str, places: Rows, legs: Rows) -> None:
    """Read ``written`` in the place of ``meant``, apply the advice, and compare every mended cell."""
    tables = {"places.csv": places, "routes.csv": legs, file: written}
    problems = read(tables["places.csv"], tables["routes.csv"]).problems
    mended = applied(written, file, problems)
    for want, wrote, now in zip(meant, written, mended, strict=True):
        for column in want:
            if now[column] != wrote[column]:
                assert same(now[column], want[column]), (wrote, now)
    tables[file] = [
        want if now == wrote else now
        for want, wrote, now in zip(meant, written, mended, strict=True)
    ]
    again = read(tables["places.csv"], tables["routes.csv"])
    assert [str(problem) for problem in again.problems] == []


def same(one: str, other: str) -> bool:
    try:
        return abs(float(one) - float(other)) < 1e-5
    except ValueError:
        return one == other


def dms(value: float, letters: str, form: int) -> str:
    total = round(abs(value) * 3600)
    degrees, minutes, seconds = total // 3600, total // 60 % 60, total % 60
    letter = letters[value < 0]
    return [
        f"{degrees}°{minutes:02d}'{seconds:02d}\"{letter}",
        f"{letter} {degrees} {minutes} {seconds}",
        f"{degrees}º {minutes}’ {seconds}” {letter}",
        f"{degrees}d{minutes}m{seconds}s{letter}",
        f"{degrees:0{3 if letter in 'EW' else 2}d}{minutes:02d}{seconds:02d}{letter}",
        f"{degrees}° {minutes + seconds / 60:.4f}' {letter}",
        f"{'-' if value < 0 else ''}{degrees}°{minutes:02d}′{seconds:02d}″",
    ][form]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_positions(data: Any) -> None:
    meant = [dict(place) for place in PLACES]
    for place in meant:
        for column in ("latitude", "longitude"):
            place[column] = str(round(round(float(place[column]) * 3600) / 3600, 6))
    written = [dict(place) for place in meant]
    for place in written:
        north, east = float(place["latitude"]), float(place["longitude"])
        form = data.draw(st.integers(0, 12))
        if form < 7:
            place["latitude"] = dms(north, "NS", form)
            place["longitude"] = dms(east, "EW", data.draw(st.integers(0, 6)))
        elif form == 7:
            place["latitude"], place["longitude"] = place["longitude"], place["latitude"]
        elif form == 8:
            place["latitude"], place["longitude"] = f"{north}, {east}", ""
        elif form == 9:
            place["latitude"] = place["latitude"].replace(".", ",")
        elif form == 10:
            place["longitude"] = f"-{east}"
        elif form == 11:
            place["latitude"] = f"POINT({east} {north})"
    check(meant, written, "places.csv", PLACES, [LEG])


DAYS = st.dates().filter(lambda day: day.year >= 1000)
FORMS = ["%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d %b %Y", "%B %d, %Y", "%Y-%m-%d %H:%M",
         "%A, %d %B %Y", "%Y%m%d", "%d-%m-%Y", "%d/%m/%y", "%m/%d/%y"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=5), st.sampled_from(FORMS), st.booleans())
def test_a_column_of_dates(days: list[Any], form: str, stretch: bool) -> None:
    meant = [
        {**LEG, "leg_id": f"l{n}", "start_date": day.isoformat()} for n, day in enumerate(days)
    ]
    written = [
        {**leg, "start_date": day.strftime(form)} for leg, day in zip(meant, days, strict=True)
    ]
    if stretch and "%y" not in form:
        for leg, wrote, day in zip(meant, written, days, strict=True):
            last = f"{day.year:04d}-12-31"
            if day.month < 12:
                leg["start_date"] += f"/{last}"
                wrote["start_date"] += f" - 31 December {day.year:04d}"
    check(meant, written, "routes.csv", PLACES, meant)


QUANTITIES = st.lists(st.integers(0, 9_999_999), min_size=1, max_size=6)
GROUPS = [",", ".", " ", "\u00a0", "\u202f", "'", "’"]


@settings(max_examples=200, deadline=None)
@given(QUANTITIES, st.sampled_from(GROUPS), st.sampled_from(["", " t", "~", "+", "about "]))
def test_a_column_of_quantities(values: list[int], group: str, word: str) -> None:
    meant, written = [], []
    qualifier = {"~": "about", "about ": "about", "+": "at least"}.get(word, "")
    for number, value in enumerate(values):
        leg = {**LEG, "leg_id": f"l{number}", "quantity": str(value)}
        text = f"{value:,}".replace(",", group)
        text = text + word if word in (" t", "+") else word + text
        meant.append({**leg, "quantity_qualifier": qualifier})
        written.append({**leg, "quantity": text})
    check(meant, written, "routes.csv", PLACES, meant)


ENDS = ["Odesa", "ODESA", "odessa", "odesaa", "odes", "Tripoli", "tripoli", "tripoli-lb ", "Tripoli-LB",
        "tripoli-lc", "SÃ£o TomÃ©", "sao tome", "São Tomé", "trablus", "Trablous", "tripoly-lb"]  # fmt: skip
MEANT = {"od": "odesa", "tr": "tripoli-lb", "sa": "sao-tome", "sã": "sao-tome"}


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(ENDS))
def test_ends_of_a_leg(name: str) -> None:
    meant = {**LEG, "origin": MEANT[name[:2].lower()], "destination": "tripoli-ly"}
    check([meant], [{**meant, "origin": name}], "routes.csv", PLACES, [LEG])


IDS = {"Port 1": "port-1", "Köln": "koeln", "Одеса": "odesa-2", "UAODS": "uaods", "PORT 1": "port-1",
       "a.b": "a-b", "a b": "a-b"}  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(sorted(IDS)), unique=True, min_size=1, max_size=4))
def test_ids_stay_unique(names: list[str]) -> None:
    places = [{**PLACES[0], "place_id": name, "name": name} for name in names] + PLACES
    problems = read(places, [LEG]).problems
    mended = applied(places, "places.csv", problems)
    made = [place["place_id"] for place in mended if place["place_id"] not in names]
    assert len(set(made)) == len(made)
    left = [place for place in mended if place["place_id"] not in names]
    assert [p for p in read(left, [LEG]).problems if p.column == "place_id"] == []
