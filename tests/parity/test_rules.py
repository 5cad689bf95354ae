"""The rules that exist in two languages give the same answers in both."""

from __future__ import annotations

import json
import random
from urllib.parse import parse_qsl, urlencode

import pytest
from support.fields import publication_dates
from support.running import ROOT
from support.staggered_story import staggered_story
from support.views import random_views

from waybill.card.visit_marks import pill_words
from waybill.documents.placeholder import timeline_lanes
from waybill.evidence.phrases import day_words, without_year
from waybill.evidence.standing import standing
from waybill.geo.distance import distance_km
from waybill.geo.mercator import MAX_LATITUDE, unit_points
from waybill.story import EdtfDate, Story, describe, read_story, story_version
from waybill.story.day import Day
from waybill.view.days import story_days
from waybill.view.link import parse_view, to_query
from waybill.view.row_filter import NAMES
from waybill.view.select import select
from waybill.view.sentence import focus_is_public, sentence
from waybill.view.view import FOCUS_KINDS, FocusKind, View

STORY = read_story(ROOT / "data").story
DAYS = story_days(STORY)
VERSION = story_version(STORY)
CASES = ROOT / "tests/cases"
LINKS = json.loads((CASES / "link.json").read_text("utf-8"))
SELECTIONS = json.loads((CASES / "selection.json").read_text("utf-8"))
SENTENCES = json.loads((CASES / "sentence.json").read_text("utf-8"))
TABS = json.loads((CASES / "tabs.json").read_text("utf-8"))
DATES = json.loads((CASES / "dates.json").read_text("utf-8"))
PILLS = json.loads((CASES / "pill_words.json").read_text("utf-8"))
MERCATOR = json.loads((CASES / "mercator.json").read_text("utf-8"))
ID = {"legs": "leg_id", "visits": "visit_id", "images": "claim_id", "claims": "claim_id"}


def small_story(files, folder):
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return read_story(folder).story


@pytest.fixture(scope="module")
def stories(tmp_path_factory):
    found = {"data": STORY}
    found["staggered"] = staggered_story(tmp_path_factory.mktemp("staggered"))
    for name, files in {**SELECTIONS["stories"], **TABS["stories"]}.items():
        found[name] = small_story(files, tmp_path_factory.mktemp(name))
    return found


@pytest.fixture(scope="module")
def front_end(rules, stories):
    """The front end's rules, and the stories read by it."""
    for name, story in stories.items():
        rules.load(name, story)
    return rules


@pytest.mark.parametrize("case", TABS["cases"], ids=lambda case: case["why"])
def test_the_front_end_opens_the_tab_that_the_cases_say(front_end, case):
    found = front_end("read_link", case["story"], case["query"])
    assert (found["tab"], found["notes"]) == (case["tab"], case["notes"])


def selected(story, start, end, known):
    shown = select(story, View(start, end, known))
    return {
        kind: {
            part: [getattr(row, ID[kind]) for row in getattr(getattr(shown, kind), part)]
            for part in ("inside", "outside", "unreported", "filtered")
        }
        for kind in ID
    }


def day_number(day: Day | None) -> int | None:
    return None if day is None else day.number


# ---- selection


@pytest.mark.parametrize("case", SELECTIONS["cases"], ids=lambda case: case["why"])
def test_the_front_end_selects_as_the_cases_say(front_end, case):
    days = [case[name] and front_end("parse_day", case[name]) for name in ("from", "to", "known")]
    found = front_end("select", case["story"], *days)
    for kind, parts in case["expect"].items():
        for part, expected in parts.items():
            rows = found[kind][part]
            # A number stands for a list too long to be written out.
            assert (len(rows) if isinstance(expected, int) else rows) == expected, (kind, part)


@pytest.mark.parametrize("name", ["data", *SELECTIONS["stories"]])
def test_any_dates_at_all_select_the_same_rows_in_both(front_end, stories, name):
    draw = random.Random(name)
    story = stories[name]
    low, high = story_days(story)[1]

    def day() -> Day:
        return low.plus(draw.randint(-20, high - low + 20))

    views = []
    for _ in range(200):
        start, end = sorted((day(), day()))
        views.append((start, end, draw.choice([None, day()])))
    found = front_end.many("select", [(name, *map(day_number, view)) for view in views])
    for view, shown in zip(views, found, strict=True):
        assert shown == selected(story, *view), view


def test_what_is_not_dated_is_shown_counted_and_switched_off_alike_in_both(front_end, stories):
    story = stories["open"]
    start, end = story_days(story).record
    for undated in (True, False):
        view = View(start, end, undated=undated)
        shown = front_end("select", "open", start.number, end.number, None, undated)
        for kind in ("legs", "visits"):
            ids = [getattr(row, ID[kind]) for row in getattr(select(story, view), kind).inside]
            assert shown[kind]["inside"] == ids
        words = front_end("sentence_of", "open", start.number, end.number, None, None, undated)
        assert words == sentence(view, story)
        assert ("without 1 leg and 1 visit" in words) is not undated


def test_a_story_without_any_day_is_told_without_dates_in_both(front_end, tmp_path):
    places = "place_id,name,latitude,longitude\na,A,1,1\nb,B,2,2\n"
    routes = "leg_id,origin,destination,start_date\nab,a,b,\nba,b,a,\n"
    story = small_story({"places.csv": places, "routes.csv": routes}, tmp_path)
    front_end.load("undated", story)
    start, end = story_days(story).record
    for undated, expected in (
        (True, "Legs and visits: 2 legs whose dates are not stated"),
        (False, "Legs and visits, without 2 legs whose dates are not stated"),
    ):
        assert sentence(View(start, end, undated=undated), story) == expected
        asked = ("undated", start.number, end.number, None, None, undated)
        assert front_end("sentence_of", *asked) == expected


def test_a_leg_stands_the_same_in_both_on_every_day_of_the_record(front_end):
    low, high = DAYS[1]
    days = [low.plus(n) for n in range(high - low + 200)]
    found = front_end.many("standings", [("data", day_number(day)) for day in days])
    for day, levels in zip(days, found, strict=True):
        known = [standing(STORY, leg, day) for leg in STORY.legs.values()]
        assert levels == [
            step and [step.level, step.words, list(step.witnesses)] for step in known
        ], day


@pytest.mark.parametrize("name", ["data", "staggered", *SELECTIONS["stories"]])
def test_the_placeholder_keeps_room_for_the_lanes_that_come(front_end, stories, name):
    assert front_end("lane_rows", name) == [list(lane) for lane in timeline_lanes(stories[name])]


# ---- the link


@pytest.mark.parametrize("case", LINKS, ids=lambda case: case["why"])
def test_the_front_end_reads_and_writes_links_as_the_cases_say(front_end, case):
    found = front_end("read_link", "data", case["query"])
    assert found["link"] == case["link"].replace("@", VERSION)
    assert len(found["notes"]) == case["notes"]
    parameters = dict(parse_qsl(case["query"], keep_blank_values=True))
    assert found["notes"] == list(parse_view(parameters, STORY)[1])


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["why"])
def test_the_front_end_says_the_sentences_of_the_cases(front_end, case):
    assert front_end("sentence", "data", case["query"]) == case["sentence"]


def test_200_random_views_are_read_from_their_links_and_written_again(front_end):
    views = random_views(STORY, 200)
    links = [to_query(view, VERSION) for view in views]
    found = front_end.many("read_link", [("data", link) for link in links])
    assert [answer["link"] for answer in found] == links
    days = [("data", *map(day_number, (view.start, view.end, view.known))) for view in views]
    for view, shown in zip(views, front_end.many("select", days), strict=True):
        assert shown == selected(STORY, view.start, view.end, view.known), view


def ids_of(story: Story) -> dict[FocusKind, list[str]]:
    return {
        "leg": list(story.legs),
        "visit": list(story.visits),
        "claim": list(story.claims),
        "place": list(story.places),
        "step": [step.id for step in story.info.steps],
    }


@pytest.mark.parametrize("name", ["data", "staggered"])
def test_any_focus_is_named_from_the_same_day_and_in_the_same_sentence_in_both(
    front_end, stories, name
):
    draw, story = random.Random(name), stories[name]
    days, ids = publication_dates(story), ids_of(story)
    views = []
    for _ in range(600):
        start = draw.choice(days).plus(-draw.randint(0, 400))
        known = draw.choice([None, *(day.plus(-draw.randint(0, 1)) for day in days)])
        kind = draw.choice(FOCUS_KINDS)
        focus = draw.choice([None, *[(kind, draw.choice(ids[kind]))] * 9])
        views.append(View(start, start.plus(draw.randint(0, 90)), known, focus))
    asked = [(name, *map(day_number, (v.start, v.end, v.known)), v.focus) for v in views]
    for view, said in zip(views, front_end.many("sentence_of", asked), strict=True):
        assert said == sentence(view, story), view
    focused = [view for view in views if view.focus]
    found = front_end.many(
        "focus_is_public", [(name, *v.focus, day_number(v.known)) for v in focused]
    )
    for view, is_public in zip(focused, found, strict=True):
        assert is_public == focus_is_public(view.focus, story, view.known), view


def odd_query(draw: random.Random) -> str:
    """A query string as people, programs and attackers write them."""
    words = ["", " ", "2023-09-12", "2023-9-1", "2023-02-30", "0001-01-01", "9999-12-31", "true", "no",
             "٢٠٢٣-٠٩-١٢", "45.5,40.25,6.5", "886,373", "0,99999", "1e5,0,3", "90,0,0", "-91.5,-600,99", "nan,nan,nan", "{{7*7}}", "\ufeff2023-09-12", "2023-09-12\x1f", "\u2003legs\x85",
             "<img src=x>", "é" * 60, "😀" * 50, "rajin-dunay", "gaza", "c1-containers", "rajin", "v1-shoigu",
             "sea", "asserted", "Kremlin", "Côte d'Ivoire", "\x00\x07", "x" * 201, "-0217-06-21", "-0000-01-01", "0079-08-24", "on", "off", "grain-2022", "../etc", "legs", "visits", "dark", "light", VERSION, "0000000000"]  # fmt: skip
    names = [
        "from",
        "to",
        "known",
        "tab",
        "map",
        "data",
        "theme",
        "embed",
        "undated",
        "size",
        "utm",
        "story",
        *NAMES,
        *FOCUS_KINDS,
    ]
    pairs = [(draw.choice(names), draw.choice(words)) for _ in range(draw.randint(0, 6))]
    return urlencode(pairs)


def test_any_link_at_all_means_the_same_in_both(front_end):
    draw = random.Random(7)
    queries = [odd_query(draw) for _ in range(500)]
    found = front_end.many("read_link", [("data", query) for query in queries])
    for query, shown in zip(queries, found, strict=True):
        parameters = dict(parse_qsl(query, keep_blank_values=True))
        view, notes = parse_view(parameters, STORY)
        assert (shown["link"], shown["notes"]) == (to_query(view, VERSION), list(notes)), query


# ---- dates in words


@pytest.mark.parametrize("case", DATES, ids=lambda case: case["why"])
def test_the_front_end_says_dates_as_the_cases_do(front_end, case):
    first, last = (front_end("parse_day", case[end]) for end in ("first", "last"))
    words = front_end("range_words", first, last)
    assert words == case["words"]


def test_any_day_from_9999_before_our_era_on_is_the_same_in_both(front_end):
    draw = random.Random(9999)
    days = [Day.of(draw.randint(Day.MIN.number, Day.MAX.number)) for _ in range(2000)]
    texts = [day.isoformat() for day in days]
    numbers = front_end.many("parse_day", [(text,) for text in texts])
    assert numbers == [day.number for day in days]
    assert front_end.many("iso", [(number,) for number in numbers]) == texts
    words = [day_words(day) for day in days]
    assert front_end.many("day_long", [(number,) for number in numbers]) == words
    short = front_end.many("without_year", list(zip(words, numbers, strict=True)))
    assert short == [without_year(word, day.year) for word, day in zip(words, days, strict=True)]


def test_any_range_of_days_is_said_the_same_in_both(front_end):
    draw = random.Random(11)
    ranges = []
    for _ in range(2000):
        first = Day.of(draw.randint(Day.MIN.number, Day.MAX.number))
        ranges.append((first, first.plus(draw.choice([0, 1, 5, 29, 60, 400, 20000]))))
    found = front_end.many("range_words", [map(day_number, days) for days in ranges])
    for (first, last), words in zip(ranges, found, strict=True):
        assert words == describe(EdtfDate(first.isoformat()), EdtfDate(last.isoformat()))


# ---- paths


def test_a_path_is_decoded_to_where_python_put_it(front_end):
    found = front_end("path_ends", "data")
    for leg, (first, last) in zip(STORY.legs.values(), found, strict=True):
        for end, place_id in ((first, leg.origin), (last, leg.destination)):
            place = STORY.places[place_id]
            assert end == pytest.approx([place.latitude, place.longitude], abs=1e-4)


@pytest.mark.parametrize("case", PILLS, ids=lambda case: case["words"])
def test_numbers_in_a_pill_read_alike_on_the_map_and_on_the_card(rules, case):
    assert pill_words(case["numbers"]) == case["words"]
    assert rules("pill_words", case["numbers"]) == case["words"]


@pytest.mark.parametrize("case", MERCATOR, ids=lambda case: str(case["location"]))
def test_the_front_end_projects_a_known_point_where_it_should_be(rules, case):
    assert rules("unit_point", *case["location"]) == pytest.approx(case["unit"], abs=1e-6)


def test_both_project_alike_and_the_front_end_finds_the_way_back(rules):
    draw = random.Random(20230907)
    locations = [(draw.uniform(-90, 90), draw.uniform(-540, 540)) for _ in range(300)]
    there = rules.many("unit_point", locations)
    for found, expected in zip(there, unit_points(locations).tolist(), strict=True):
        assert found == pytest.approx(expected, abs=1e-9)
    back = rules.many("location_of", there)
    for found, (latitude, longitude) in zip(back, locations, strict=True):
        limited = max(-MAX_LATITUDE, min(MAX_LATITUDE, latitude))
        assert found == pytest.approx([limited, longitude], abs=1e-6)


def test_the_ruler_measures_as_python_does(rules):
    source = random.Random(9)
    pairs = [
        [[source.uniform(-85, 85), source.uniform(-180, 180)] for _ in range(2)] for _ in range(500)
    ]
    found = rules.many("geodesic_km", pairs)
    for (start, end), km in zip(pairs, found, strict=True):
        expected = distance_km(tuple(start), tuple(end))
        # Nearly opposite on the globe the ruler takes the great circle.
        assert km == pytest.approx(expected, rel=0.006 if expected > 19_900 else 1e-9, abs=1e-6)
