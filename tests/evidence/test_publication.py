"""When things became public: what a view "as known on" a day may show, on the bundled story."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from waybill.evidence.publication import (
    claim_remarks_public,
    credibility_became_public,
    leg_as_known,
    leg_became_public,
    leg_remarks_public,
    places_became_public,
    via_became_public,
    visit_remarks_public,
)
from waybill.payload.encode import build_payload
from waybill.story import read_story
from waybill.story.edtf import MONTHS

STORY = read_story(Path(__file__).parents[2] / "data").story
NAMED = places_became_public(STORY)


def october(day: int) -> date:
    return date(2023, 10, day)


# ---- places


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("tikhoretsk", october(13)),  # the White House's statement
        ("dunay-port", october(13)),
        ("sea-1", october(13)),  # our own line, once the leg is known
        ("novosibirsk", october(13)),
        ("kerch", october(13)),  # measured to, once the 290 km were stated
        ("gaza-border", october(9)),  # Radio Free Asia
        ("iran", october(13)),  # experts quoted by Reuters; later than the leg it lies on
        ("tumangang", date(2023, 1, 20)),  # the US images of 2022
        ("vostochny-cosmodrome", date(2023, 9, 14)),
        ("artyom", date(2023, 9, 17)),  # a visit, before the leg that passes it
        ("vostochny-port", date(2024, 2, 29)),
    ],
)
def test_a_place_counts_from_the_first_that_names_it(place, day):
    assert NAMED[place] == day


def test_the_payload_carries_the_day_of_every_place():
    known = {place["id"]: place["known"] for place in build_payload(STORY)["places"]}
    assert known == {place_id: day and day.isoformat() for place_id, day in NAMED.items()}


# ---- stops of a leg that nobody published a route for


def test_iran_is_on_the_gaza_leg_only_once_somebody_had_named_it():
    leg = STORY.legs["gaza-claim"]
    assert leg_became_public(STORY, leg) == october(9)
    assert via_became_public(STORY, leg) == {"iran": october(13)}
    assert leg_as_known(STORY, leg, october(12)).via == ()
    assert leg_as_known(STORY, leg, october(13)).via == ("iran",)
    assert leg_as_known(STORY, leg, None) is leg


def test_the_waypoints_of_an_inferred_line_come_with_the_leg():
    leg = STORY.legs["rajin-dunay"]
    assert set(via_became_public(STORY, leg).values()) == {october(13)}
    assert leg_as_known(STORY, leg, october(13)) is leg


def test_the_payload_has_the_line_of_the_days_before():
    legs = {leg["id"]: leg for leg in build_payload(STORY)["legs"]}
    assert [(s["until"], s["via"]) for s in legs["gaza-claim"]["shapes"]] == [("2023-10-13", [])]
    assert all(leg["shapes"] == [] for name, leg in legs.items() if name != "gaza-claim")


# ---- grades


@pytest.mark.parametrize(
    ("claim", "day"),
    [
        # CSIS Beyond Parallel is the last whose report can itself be judged; Choe's denial of
        # 28 October cannot be, and weighs nothing.
        ("c1-containers", october(31)),
        ("c2-route", october(16)),
        ("c2-distance", october(13)),  # 6: cannot be judged, so nothing is waited for
        ("c1-kremlin-rejects", october(17)),
        ("c6-north-korea-seeks", october(13)),
        ("c9-jcs-intermediaries", date(2023, 11, 7)),
    ],
)
def test_the_number_of_a_grade_waits_for_what_it_weighs(claim, day):
    assert credibility_became_public(STORY, STORY.claims[claim]) == day


# ---- remarks

DATE = re.compile(
    r"(?:(\d{1,2}) (?:and \d{1,2} |to \d{1,2} )?)?"
    r"(January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: (\d{4}))?"
)


def days_in(text: str, year: int) -> list[date]:
    """The first day that each date named in a remark can mean; without a year it is ``year``."""
    found = []
    for day, month, written in DATE.findall(text):
        number = next(n for n, name in enumerate(MONTHS, 1) if month.startswith(name[:3]))
        found.append(date(int(written or year), number, int(day or 1)))
    return found


def remarks():
    for claim in STORY.claims.values():
        yield claim.claim_id, claim.note, claim_remarks_public(STORY, claim)
    for leg in STORY.legs.values():
        yield leg.leg_id, leg.note, leg_remarks_public(STORY, leg)
    for visit in STORY.visits.values():
        yield visit.visit_id, visit.note, visit_remarks_public(STORY, visit)


@pytest.mark.parametrize(("row", "note", "day"), list(remarks()), ids=lambda v: str(v)[:30])
def test_no_remark_tells_of_a_later_day_than_the_one_from_which_it_shows(row, note, day):
    assert [found for found in days_in(note, day.year) if found > day] == []


def test_that_test_can_fail():
    assert days_in("Such a visit was made in June 2024.", 2023) == [date(2024, 6, 1)]
    assert days_in("The White House said on 12 October that", 2023) == [october(12)]
