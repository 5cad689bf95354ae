"""Which legs get a line that Waybill chooses, and what is said of it."""

from collections.abc import Callable

import pytest
from support.sea_story import SEA_STORY
from support.tiny_stories import Files

from waybill.basemap import sea_lanes
from waybill.story import ReadResult, Story, story_version
from waybill.story.courses import Course, course_of, course_sentence, drawn_basis, propose_course

Read = Callable[[Files], ReadResult]
ODESA, ALEXANDRIA = (46.49, 30.74), (31.19, 29.88)
LANES = "Drawn along the sea lanes of searoute 1.6.0, not a reported course."
GREAT_CIRCLE = "Drawn along the great circle between its ends, not a reported course."


def story_of(read: Read, changes: Files | None = None) -> Story:
    story = read({**SEA_STORY, **(changes or {})}).story
    assert story is not None
    return story


def test_a_story_that_asks_for_it_has_lines_chosen_for_legs_without_one(read: Read) -> None:
    story = story_of(read)
    assert {leg_id: course_sentence(story, leg) for leg_id, leg in story.legs.items()} == {
        "grain": LANES,
        "boxes": LANES,
        "timber": LANES,
        "rails": GREAT_CIRCLE,
        "plain": "",  # its row says direct
        "stops": "",  # its line goes through via
        "seen": "",  # its path was observed
        "lost": "",  # no means of transport is known
        "dry": "",  # no lane leads to Moscow
    }


def test_such_a_line_is_inferred_and_any_other_keeps_its_basis(read: Read) -> None:
    story = story_of(read)
    assert {leg_id: drawn_basis(story, leg) for leg_id, leg in story.legs.items()} == {
        **dict.fromkeys(("grain", "boxes", "timber", "rails", "stops"), "inferred"),
        **dict.fromkeys(("plain", "lost", "dry"), "unknown"),
        "seen": "observed",
    }


def test_a_line_begins_and_ends_at_the_places_of_its_leg(read: Read) -> None:
    story = story_of(read)
    course = course_of(story, story.legs["grain"])
    assert course is not None
    assert (course.stops[0], course.stops[-1]) == (ODESA, ALEXANDRIA)
    assert len(course.stops) > 10


def test_one_row_can_ask_for_it_where_the_story_does_not(read: Read) -> None:
    routes = (
        "leg_id,origin,destination,start_date,mode,path\n"
        "asks,odesa,alexandria,2023,sea,network\nsilent,odesa,alexandria,2023,sea,\n"
    )
    story = story_of(read, {"routes.csv": routes, "story.toml": 'title = "Two"\n'})
    assert course_sentence(story, story.legs["asks"]) == LANES
    assert course_sentence(story, story.legs["silent"]) == ""


def test_stops_not_yet_named_do_not_make_a_leg_one_without_via(read: Read) -> None:
    story = story_of(read)
    earlier = story.legs["stops"].model_copy(update={"via": ()})
    assert course_of(story, earlier) is None


def test_without_the_package_lines_by_sea_are_as_without_the_key(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sea_lanes, "_network_file", lambda: None)
    story = story_of(read)
    assert course_of(story, story.legs["grain"]) is None
    assert drawn_basis(story, story.legs["boxes"]) == "unknown"
    assert course_sentence(story, story.legs["rails"]) == GREAT_CIRCLE


def test_a_line_is_proposed_for_one_leg_with_its_basis_in_words() -> None:
    course = propose_course("sea", ODESA, ALEXANDRIA)
    assert course is not None
    assert course.words == "drawn along the sea lanes of searoute 1.6.0, not a reported course"
    assert propose_course("road", ODESA, ALEXANDRIA) == Course(
        (ODESA, ALEXANDRIA),
        "drawn along the great circle between its ends, not a reported course",
    )
    auckland, honolulu = (-36.84, 174.76), (21.3, -157.87)
    straight = propose_course("sea", auckland, honolulu)
    assert straight is not None
    assert straight.words == "drawn straight over water, not a reported course"


@pytest.mark.parametrize(
    ("mode", "destination"), [("unknown", ALEXANDRIA), ("sea", (55.75, 37.6)), ("rail", ODESA)]
)
def test_nothing_is_proposed_where_there_is_nothing(
    mode: str, destination: tuple[float, float]
) -> None:
    assert propose_course(mode, ODESA, destination) is None  # type: ignore[arg-type]


def test_the_key_and_the_column_are_part_of_the_storys_version_only_where_they_say_something(
    read: Read,
) -> None:
    plain = story_of(read, {"story.toml": 'title = "Three crossings"\n'})
    direct = story_of(read, {"story.toml": 'title = "Three crossings"\npath = "direct"\n'})
    network = story_of(read, {"story.toml": 'title = "Three crossings"\npath = "network"\n'})
    assert story_version(plain) == story_version(direct) != story_version(network)
