"""A view survives the trip through its link; any string at all gives a valid view."""

import json
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.days import days as random_days

from waybill.story import read_story, story_version
from waybill.view.days import story_days
from waybill.view.link import parse_view, to_query
from waybill.view.row_filter import LEVELS, MODES, RowFilter
from waybill.view.search import BLANKS
from waybill.view.sentence import sentence
from waybill.view.view import (
    EMBED_PARTS,
    FOCUS_KINDS,
    TABS,
    MapPosition,
    View,
)

ROOT = Path(__file__).parents[2]
STORY = read_story(ROOT / "data").story
DAYS = story_days(STORY)
VERSION = story_version(STORY)
CASES = json.loads((ROOT / "tests/cases/link.json").read_text("utf-8"))
TABS_CASES = json.loads((ROOT / "tests/cases/tabs.json").read_text("utf-8"))
SENTENCES = json.loads((ROOT / "tests/cases/sentence.json").read_text("utf-8"))

days = random_days(*DAYS[1])
focus = st.none() | st.one_of(
    st.tuples(st.just("leg"), st.sampled_from(sorted(STORY.legs))),
    st.tuples(st.just("visit"), st.sampled_from(sorted(STORY.visits))),
    st.tuples(st.just("claim"), st.sampled_from(sorted(STORY.claims))),
    st.tuples(st.just("place"), st.sampled_from(sorted(STORY.places))),
    st.tuples(st.just("step"), st.sampled_from([step.id for step in STORY.info.steps])),
)
positions = st.none() | st.builds(
    lambda lat, lon, zoom: MapPosition(lat / 1e4, lon / 1e4, zoom / 100),
    st.integers(-850_000, 850_000),
    st.integers(-5_400_000, 5_400_000),
    st.integers(0, 1200),
)
names = st.text(max_size=40).map(lambda text: text.strip(BLANKS))
filters = st.builds(
    RowFilter, names, st.sampled_from(["", *MODES]), st.sampled_from(["", *LEVELS]),
    names, names, st.sampled_from(["", "rajin", "atlantis"]),
)  # fmt: skip
views = st.builds(
    lambda first, length, *rest: View(first, min(first.plus(length), DAYS[1][1]), *rest),
    days, st.integers(0, 120), st.none() | random_days(), focus,
    st.sampled_from(TABS), positions, st.sampled_from([None, "light", "dark"]), st.booleans(),
    st.frozensets(st.sampled_from(EMBED_PARTS)), st.booleans(), filters,
)  # fmt: skip


def parse(query: str):
    return parse_view(dict(parse_qsl(query, keep_blank_values=True)), STORY)


@given(views)
def test_every_view_survives_its_link(view):
    assert parse(to_query(view, VERSION)) == (view, ())


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "from",
                "to",
                "known",
                "map",
                "tab",
                "data",
                "theme",
                "embed",
                *EMBED_PARTS,
                *FOCUS_KINDS,
            ]
        ),
        st.text() | st.sampled_from(["true", "no"]),
    )
)
def test_any_strings_at_all_give_a_valid_view(parameters):
    view, notes = parse_view(parameters, STORY)
    assert DAYS[1][0] <= view.start <= view.end <= DAYS[1][1]
    assert all(len(note) < 160 for note in notes)
    assert parse(to_query(view, VERSION))[0] == view


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_cases_that_both_languages_read(case):
    view, notes = parse(case["query"])
    assert to_query(view, VERSION) == case["link"].replace("@", VERSION)
    assert len(notes) == case["notes"]


@pytest.mark.parametrize("case", TABS_CASES["cases"], ids=lambda case: case["why"])
def test_the_tab_that_a_link_means_is_that_of_the_story(case, tmp_path):
    story = STORY
    if case["story"] != "data":
        for name, text in TABS_CASES["stories"][case["story"]].items():
            (tmp_path / name).write_text(text, "utf-8")
        story = read_story(tmp_path).story
    parameters = dict(parse_qsl(case["query"]))
    view, notes = parse_view(parameters, story)
    assert (view.tab, list(notes)) == (case["tab"], case["notes"])


def test_a_link_says_everything_even_what_is_default():
    assert (
        to_query(View(*DAYS[0]), "0123456789")
        == "from=2023-09-07&to=2023-10-01&tab=visits&data=0123456789"
    )


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["why"])
def test_the_view_as_a_sentence(case):
    view, _ = parse(case["query"])
    assert sentence(view, STORY) == case["sentence"]


def test_only_an_embedded_page_leaves_parts_out():
    assert View(*DAYS[0], embed=True, hidden=frozenset({"panel"})).hidden == {"panel"}
    assert View(*DAYS[0], embed=False, hidden=frozenset({"panel"})).hidden == frozenset()
