"""A leg that was drawn: what a browser reports is not believed, and the line is written in one step."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waybill.drafts.document import Document, DraftError
from waybill.drafts.editing.drawing import (
    MOST_POINTS,
    Point,
    drawn,
    from_browser,
    placed,
    points_of,
    typed,
)
from waybill.drafts.files import check, read_files

FILES = {
    "places.csv": b"place_id,name,latitude,longitude,kind\n"
    b"odesa,Odesa,46.48,30.73,port\nizmail,Izmail,45.35,28.84,port\nnowhere,Nowhere,,,\n"
    b"bend,Bend,45.0,30.5,waypoint\n",
    "routes.csv": b"leg_id,origin,destination,start_date,mode,via,path_basis,path\n"
    b"first,odesa,izmail,2023-09,sea,bend,,\nlost,odesa,nowhere,2023-09,sea,,,\n",
}
ODESA, IZMAIL = Point((46.48, 30.73), "odesa"), Point((45.35, 28.84), "izmail")
BEND = Point((45.0, 30.5), "bend")


@pytest.fixture
def document() -> Document:
    return read_files(FILES).document


def feature(place: object = "", pair: object = (0, 0)) -> dict[str, Any]:
    return {
        "properties": {"place": place},
        "geometry": {"coordinates": list(pair) if isinstance(pair, tuple) else pair},
    }


def leg(document: Document, row: str = "first") -> dict[str, object]:
    return dict(document.row("legs", row))


def test_the_line_of_a_leg_is_its_ends_and_what_it_passed(document: Document) -> None:
    assert points_of(document, "first") == (ODESA, BEND, IZMAIL)
    with pytest.raises(DraftError, match="“Nowhere” has no position yet"):
        points_of(document, "lost")


def test_a_place_lies_where_the_draft_says_and_a_spot_where_it_was_clicked(document) -> None:
    said = [feature("odesa", (1.0, 2.0)), feature("", (29.123456, 44.5)), feature(None, (30, 45))]
    assert from_browser(said, document) == (ODESA, Point((44.5, 29.1235)), Point((45.0, 30.0)))
    assert from_browser([], document) == ()


@pytest.mark.parametrize(
    "said",
    [
        [{"geometry": {"coordinates": [10**400, 1]}}],
        [{"geometry": {"coordinates": [1, -(10**400)]}}],
        *(None, 7, "odesa", {"0": feature("odesa")}, [None], [[]], [{}]),
        *([feature("gone", (0, 0))], [feature("nowhere", (0, 0))], [feature(7, (0, 0))]),
        *([feature("", (181, 0))], [feature("", (0, 91))], [feature("", (float("nan"), 0))]),
        *([feature("", ("1", "2"))], [feature("", (True, 0))], [feature("", (0, 0, 0))]),
        *([feature("", None)], [feature("", (1e999, 0))], [{"properties": 1, "geometry": 2}]),
        [feature("odesa")] * (MOST_POINTS + 1),
    ],
)
def test_what_is_no_list_of_points_is_not_taken(document, said: object) -> None:
    assert from_browser(said, document) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["properties", "geometry", "coordinates", "place"]), inner
        )
    ),
    max_leaves=12,
)


@given(st.lists(json_values, max_size=4) | json_values)
def test_whatever_comes_from_a_browser_is_points_on_the_globe_or_nothing(said: object) -> None:
    for point in from_browser(said, read_files(FILES).document) or ():
        assert -90 <= point.location[0] <= 90
        assert -180 <= point.location[1] <= 180


def test_a_drawn_line_is_written_as_via_and_is_inferred_in_one_step(document: Document) -> None:
    spot = Point((44.9, 30.2))
    after = drawn(document, "first", [ODESA, spot, IZMAIL], "inferred")
    assert leg(after) == {
        **leg(document),
        "via": "waypoint-at-44-90-30-20",
        "path_basis": "inferred",
    }
    made = after.row("places", list(after.table("places").rows)[-1])
    assert (made["kind"], made["latitude"], made["longitude"]) == ("waypoint", "44.9", "30.2")
    assert made["position_source"] == "pin put by hand"
    assert [p.location for p in points_of(after, "first")] == [
        (46.48, 30.73),
        (44.9, 30.2),
        (45.35, 28.84),
    ]


def test_waypoints_that_nothing_names_any_more_go_and_others_stay(document: Document) -> None:
    straight = drawn(document, "first", [ODESA, IZMAIL], "observed")
    assert "bend" not in straight.table("places").rows
    assert ("via" in leg(straight), leg(straight)["path_basis"]) == (False, "observed")
    used = document.set_cell("legs", "lost", "via", "bend")
    assert "bend" in drawn(used, "first", [ODESA, IZMAIL], "inferred").table("places").rows


def test_a_spot_at_an_end_is_a_place_by_the_name_that_was_given(document: Document) -> None:
    points = [ODESA, Point((41.0, 29.0), name=" Off  Istanbul ")]
    after, (_, end) = placed(document, points)
    row = after.row("places", list(after.table("places").rows)[-1])
    assert (end, row["name"], row.get("kind", "")) == ("off-istanbul", "Off Istanbul", "")


def test_there_and_back_takes_one_place_for_one_spot(document: Document) -> None:
    spot = Point((44.0, 30.0))
    after, ids = placed(document, [ODESA, spot, spot, IZMAIL, spot, ODESA])
    assert ids == ["odesa", ids[1], "izmail", ids[1], "odesa"]
    assert len(after.table("places").rows) == len(document.table("places").rows) + 1


@pytest.mark.parametrize("points", [[], [ODESA], [ODESA, ODESA], [ODESA] * (MOST_POINTS + 1)])
def test_what_is_no_line_is_refused_in_a_sentence(document: Document, points) -> None:
    with pytest.raises(DraftError):
        placed(document, points)


def test_a_course_of_the_sea_lanes_gives_way_to_stops(document: Document) -> None:
    asked = document.set_cell("legs", "first", "path", "network")
    assert "path" not in leg(drawn(asked, "first", [ODESA, BEND, IZMAIL], "inferred"))
    kept = drawn(asked.set_cell("legs", "first", "via", ""), "first", [ODESA, IZMAIL], "inferred")
    assert leg(kept)["path"] == "network"


def test_a_point_is_typed_by_its_name_or_its_position(document: Document) -> None:
    assert typed(document, " izmail ") == IZMAIL
    assert typed(document, "izmail") == IZMAIL
    assert typed(document, "44.5, 29.25") == Point((44.5, 29.25))
    with pytest.raises(DraftError, match="is no place with a position, and no position"):
        typed(document, "Nowhere")


def test_a_drawn_leg_is_a_sound_one(document: Document) -> None:
    sound = document.remove_row("legs", "lost").remove_row("places", "nowhere")
    after = drawn(sound, "first", [ODESA, Point((45.2, 30.9)), IZMAIL], "inferred")
    result = check(after)
    assert result.errors == ()
    assert result.story is not None
    assert len(result.story.legs["first"].via) == 1
