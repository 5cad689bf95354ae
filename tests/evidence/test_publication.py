"""When things became public: what a view "as known on" a day may show, on the bundled story."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from waybill.evidence.disclosure import disclose
from waybill.evidence.publication import publication_days
from waybill.payload.encode import build_payload
from waybill.story import read_story
from waybill.story.day import Day
from waybill.story.edtf import MONTHS, EdtfDate
from waybill.story.model import Claim, Story, StoryInfo

STORY = read_story(Path(__file__).parents[2] / "data").story
DAYS = publication_days(STORY)


def october(day: int) -> Day:
    return Day(2023, 10, day)


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
        ("tumangang", Day(2023, 1, 20)),  # the US images of 2022
        ("vostochny-cosmodrome", Day(2023, 9, 14)),
        ("artyom", Day(2023, 9, 17)),  # a visit, before the leg that passes it
        ("vostochny-port", Day(2024, 2, 28)),  # published by CSIS
    ],
)
def test_a_place_counts_from_the_first_that_names_it(place, day):
    assert DAYS.places[place].row == day


def test_the_payload_carries_the_day_of_every_place():
    known = {place["id"]: place["known"] for place in build_payload(STORY)["places"]}
    assert known == {place_id: days.row.isoformat() for place_id, days in DAYS.places.items()}


# ---- stops of a leg that nobody published a route for


def test_iran_is_on_the_gaza_leg_only_once_somebody_had_named_it():
    days = DAYS.legs["gaza-claim"]
    assert (days.row, days.via) == (october(9), {"iran": october(13)})
    assert disclose(STORY, october(12)).legs["gaza-claim"].via == ()
    assert disclose(STORY, october(13)).legs["gaza-claim"].via == ("iran",)
    assert disclose(STORY, None).legs["gaza-claim"] is STORY.legs["gaza-claim"]


def test_the_waypoints_of_an_inferred_line_come_with_the_leg():
    leg = STORY.legs["rajin-dunay"]
    assert set(DAYS.legs["rajin-dunay"].via.values()) == {october(13)}
    assert disclose(STORY, october(13)).legs["rajin-dunay"].via == leg.via


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
        ("c9-jcs-intermediaries", Day(2023, 11, 7)),
    ],
)
def test_the_number_of_a_grade_waits_for_what_it_weighs(claim, day):
    assert DAYS.claims[claim].information_credibility == day


# ---- remarks

DATE = re.compile(
    r"(?:(\d{1,2}) (?:and \d{1,2} |to \d{1,2} )?)?"
    r"(January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: (\d{4}))?"
)


def days_in(text: str, year: int) -> list[Day]:
    """The first day that each date named in a remark can mean; without a year it is ``year``."""
    found = []
    for day, month, written in DATE.findall(text):
        number = next(n for n, name in enumerate(MONTHS, 1) if month.startswith(name[:3]))
        found.append(Day(int(written or year), number, int(day or 1)))
    return found


YEAR = STORY.info.window[0].year  # which a text of story.toml may leave out


def remarks():
    """(id, text, first day on which it may show, year of a date in it that has none)."""
    for row_id, text, day in row_remarks():
        yield row_id, text, day, day.year
    for step in STORY.info.steps:
        yield step.id, step.text, DAYS.steps[step.id].text, YEAR
    for check in STORY.info.checks:
        yield check.id, check.note, DAYS.checks[check.id].note, YEAR
    for conflict in STORY.info.conflicts:
        yield conflict.id, conflict.text, DAYS.conflicts[conflict.id], YEAR


def row_remarks():
    for kind, rows in (("claims", STORY.claims), ("legs", STORY.legs), ("visits", STORY.visits)):
        for row_id, row in rows.items():
            yield row_id, row.note, getattr(DAYS, kind)[row_id].note
    for visit in STORY.visits.values():
        yield visit.visit_id, visit.outcome, DAYS.visits[visit.visit_id].outcome
    for place in STORY.places.values():
        yield place.place_id, place.note, DAYS.places[place.place_id].note
    for source in STORY.sources.values():
        yield source.source_id, source.note, DAYS.sources[source.source_id].note or Day.MAX


def test_no_remark_tells_of_a_later_day_than_the_one_from_which_it_shows():
    found = list(remarks())
    assert len(found) > 300
    later = {
        (row, text): [named for named in days_in(text, year) if named > day]
        for row, text, day, year in found
    }
    assert {remark: days for remark, days in later.items() if days} == {}


def test_that_test_can_fail():
    assert days_in("Such a visit was made in June 2024.", 2023) == [Day(2024, 6, 1)]
    assert days_in("The White House said on 12 October that", 2023) == [october(12)]


def test_a_long_chain_of_answers_takes_one_walk():
    def claim(number: int) -> Claim:
        about = f"c{number - 1}" if number else None
        stance = "disputes" if number else "asserts"
        row = {"claim_id": f"c{number}", "statement": "s", "claimant": "c", "about": about}
        return Claim.model_validate({**row, "stance": stance, "stated_on": "2023-10-01"})

    claims = {f"c{number}": claim(number) for number in range(20_000)}
    claims["c19999"] = claims["c19999"].model_copy(update={"stated_on": EdtfDate("2023-10-31")})
    days = publication_days(Story(info=StoryInfo(), places={}, legs={}, claims=claims))
    assert days.claims["c0"].note == october(31)
    assert days.claims["c0"].row == october(1)
