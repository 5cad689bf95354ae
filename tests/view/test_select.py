"""What a view shows and what it leaves out; the browser holds the same cases (test_parity.py)."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.days import days as random_days

from waybill.story import EdtfDate, describe, read_story
from waybill.story.day import Day
from waybill.story.model import Story
from waybill.view.days import story_days
from waybill.view.select import Selection, select
from waybill.view.view import View

ROOT = Path(__file__).parents[2]
FILE = json.loads((ROOT / "tests/cases/selection.json").read_text("utf-8"))
DATES = json.loads((ROOT / "tests/cases/dates.json").read_text("utf-8"))
STORY = read_story(ROOT / "data").story
KINDS = ("legs", "visits", "images", "claims")
ID = {"legs": "leg_id", "visits": "visit_id", "images": "claim_id", "claims": "claim_id"}


@pytest.fixture(scope="module")
def stories(tmp_path_factory) -> dict[str, Story]:
    """The stories that the cases name: the bundled one and those written out in the file."""
    found = {"data": STORY}
    for name, files in FILE["stories"].items():
        folder = tmp_path_factory.mktemp(name)
        for file, text in files.items():
            (folder / file).write_text(text, "utf-8")
        result = read_story(folder)
        assert not result.errors
        found[name] = result.story
    return found


def ids(selection: Selection) -> dict[str, dict[str, list[str]]]:
    return {
        kind: {
            part: [getattr(row, ID[kind]) for row in getattr(getattr(selection, kind), part)]
            for part in ("inside", "outside", "unreported")
        }
        for kind in KINDS
    }


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: case["why"])
def test_the_cases_that_both_languages_read(case, stories):
    known = case["known"] and Day.fromisoformat(case["known"])
    view = View(Day.fromisoformat(case["from"]), Day.fromisoformat(case["to"]), known)
    found = ids(select(stories[case["story"]], view))
    for kind, parts in case["expect"].items():
        for part, expected in parts.items():
            rows = found[kind][part]
            # A number stands for a list too long to be written out.
            assert (len(rows) if isinstance(expected, int) else rows) == expected, (kind, part)


days = random_days(*story_days(STORY)[1])
ranges = st.tuples(days, days).map(sorted)


@given(ranges, st.none() | days)
def test_every_row_is_in_exactly_one_part(dates, known):
    found = ids(select(STORY, View(*dates, known)))
    for kind, table in (("legs", STORY.legs), ("visits", STORY.visits), ("claims", STORY.claims)):
        assert sorted(chain.from_iterable(found[kind].values())) == sorted(table)


@given(ranges, ranges, st.none() | days)
def test_wider_dates_never_lose_a_row(one, other, known):
    wide = View(min(one[0], other[0]), max(one[1], other[1]), known)
    narrow, wider = ids(select(STORY, View(*one, known))), ids(select(STORY, wide))
    for kind in KINDS:
        assert set(narrow[kind]["inside"]) <= set(wider[kind]["inside"])
        assert narrow[kind]["unreported"] == wider[kind]["unreported"]


@given(ranges, days)
def test_nothing_said_later_shows_on_an_earlier_day(dates, known):
    shown = select(STORY, View(*dates, known))
    for parts in (shown.images, shown.claims):
        assert all(claim.stated_on.last <= known for claim in (*parts.inside, *parts.outside))


@pytest.mark.parametrize("case", DATES, ids=lambda case: case["why"])
def test_a_range_of_days_in_words(case):
    assert describe(EdtfDate(case["first"]), EdtfDate(case["last"])) == case["words"]
