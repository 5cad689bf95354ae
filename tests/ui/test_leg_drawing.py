"""A leg is drawn with the list alone, as a screen reader or a keyboard does, and the map reports to the same list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from ui.test_draft_forms import document, write
from ui.test_drafts import FOLDER, OWNER, keep, press, said, served, sound, visit

from waybill.drafts.store import revisions
from waybill.ui.drafts import desk
from waybill.ui.drafts.drawing import draw_map

__all__ = ["served"]


def switch_on(app: AppTest, words: str) -> AppTest:
    return sound(next(one for one in app.toggle if words in one.label).set_value(True).run())


def points(app: AppTest) -> list[str]:
    found = [one for one in app.radio if one.label == "Points of the line"]
    return [text.replace("\\", "") for text in found[0].options] if found else []


def press_label(app: AppTest, label: str) -> AppTest:
    return sound(next(one for one in app.button if one.label == label).click().run())


@pytest.fixture
def drawn(monkeypatch) -> list[object]:
    """What the map reports next."""
    reports: list[object] = []
    monkeypatch.setattr(draw_map, "show", lambda *_: reports[-1] if reports else None)
    return reports


def feature(place: str, latitude: float = 0, longitude: float = 0) -> dict[str, object]:
    return {
        "properties": {"place": place},
        "geometry": {"coordinates": [longitude, latitude]},
    }


def test_a_line_that_was_drawn_is_taken_and_taken_back_like_any_edit(
    served: Callable[..., AppTest], drawn
) -> None:
    draft = keep(served())
    app = switch_on(write(sound(visit(draft)), "legs", "first"), "Draw its line")
    assert points(app) == ["1. Rotterdam: origin", "2. Koeln: destination"]
    drawn.append([feature("rotterdam"), feature("", 51.43, 6.76), feature("koeln")])
    sound(app.run())
    assert points(app)[1] == "2. 51.43, 6.76: waypoint"
    assert "via" not in document(draft).row("legs", "first")
    press_label(app, "Take this line")
    leg = document(draft).row("legs", "first")
    assert (leg["via"], leg["path_basis"]) == ("waypoint-at-51-43-6-76", "inferred")
    press(app, "undo-2")
    assert "via" not in document(draft).row("legs", "first")
    assert "waypoint-at-51-43-6-76" not in document(draft).table("places").rows


@pytest.mark.parametrize("said", ["x", [7], [feature("gone")], [feature("", 99, 0)], {}, 7])
def test_a_report_that_is_no_line_changes_nothing(served, drawn, said: object) -> None:
    draft = keep(served())
    app = switch_on(write(sound(visit(draft)), "legs", "first"), "Draw its line")
    drawn.append(said)
    sound(app.run())
    assert points(app) == ["1. Rotterdam: origin", "2. Koeln: destination"]


def test_points_are_moved_removed_and_corrected_in_the_list(served, drawn) -> None:
    draft = keep(served())
    app = switch_on(write(sound(visit(draft)), "legs", "first"), "Draw its line")
    press_label(app, "Move up point 2")
    assert points(app) == ["1. Koeln: origin", "2. Rotterdam: destination"]
    press_label(app, "Remove point 2")
    assert points(app) == ["1. Koeln: origin"]
    assert next(one for one in app.button if one.label == "Take this line").disabled
    press_label(app, "Begin anew")
    assert points(app) == ["1. Rotterdam: origin", "2. Koeln: destination"]


def test_a_new_leg_is_drawn_with_its_day_and_how_it_is_known(served, drawn) -> None:
    draft = keep(served())
    app = switch_on(write(sound(visit(draft)), "legs"), "draw it on the map")
    drawn.append([feature("koeln"), feature("", 53.5, 9.9)])
    sound(app.run())
    name = next(one for one in app.text_input if one.label == "Name of point 2")
    sound(name.set_value("Hamburg").run())
    assert points(app)[1] == "2. Hamburg (53.5, 9.9): destination"
    how = next(one for one in app.radio if one.label == "How is this line known?")
    assert how.value == "inferred"
    sound(how.set_value("observed").run())
    press_label(app, "Add a leg along this line")
    made = list(document(draft).table("legs").rows.values())[-1]
    assert (made["origin"], made["destination"], made["path_basis"]) == (
        *("koeln", "hamburg"),
        "observed",
    )
    assert "Koeln → Hamburg" in said(app)


SEA = {
    "places.csv": b"place_id,name,latitude,longitude\nodesa,Odesa,46.49,30.74\n"
    b"alexandria,Alexandria,31.19,29.88\n",
    "routes.csv": b"leg_id,origin,destination,start_date,mode\nfirst,odesa,alexandria,2023-09,sea\n",
}


def test_a_course_over_water_is_proposed_taken_and_taken_back(served, drawn) -> None:
    draft = keep(served(), SEA)
    app = switch_on(write(sound(visit(draft)), "legs", "first"), "Draw its line")
    assert "this leg can be drawn along the sea lanes of searoute" in said(app)
    assert "not a reported course. It is marked as inferred." in said(app)
    assert "path" not in document(draft).row("legs", "first")
    press_label(app, "Take the proposed path")
    assert document(draft).row("legs", "first")["path"] == "network"
    press_label(app, "Take the proposed path back")
    assert "path" not in document(draft).row("legs", "first")


def test_a_point_is_added_by_its_name(served, drawn) -> None:
    draft = keep(served())
    app = switch_on(write(sound(visit(draft)), "legs"), "draw it on the map")
    for place in ("koeln", "rotterdam"):
        adding = next(one for one in app.selectbox if one.label.startswith("Add a point"))
        sound(adding.set_value(place).run())
    assert points(app) == ["1. Koeln: origin", "2. Rotterdam: destination"]


def add_point(app: AppTest, place: str) -> AppTest:
    adding = next(one for one in app.selectbox if one.label.startswith("Add a point"))
    return sound(adding.set_value(place).run())


def choose(app: AppTest, label: str, value: str) -> AppTest:
    box = next(one for one in app.selectbox if one.label == label)
    app.session_state[box.key] = value
    return sound(app.run())


def type_new(app: AppTest, label: str, name: str) -> None:
    """Type what is none of a field's options, which the harness sends only when it stands among them."""
    box = next(one for one in app.selectbox if one.label == label)
    box.options.append(name)
    box.set_value(name)


def test_what_is_drawn_stays_when_somebody_else_stores_something(served, drawn) -> None:
    draft = keep(served())
    app = switch_on(write(sound(visit(draft)), "legs"), "draw it on the map")
    for place in ("koeln", "rotterdam"):
        add_point(app, place)
    changed = document(draft).set_cell("places", "koeln", "name", "Köln")
    revisions.save(desk.store(), OWNER, draft, 1, changed)
    sound(app.run())
    assert points(app) == ["1. Köln: origin", "2. Rotterdam: destination"]
    press_label(app, "Add a leg along this line")
    made = list(document(draft).table("legs").rows.values())[-1]
    assert (made["origin"], made["destination"]) == ("koeln", "rotterdam")
    app.selectbox(key="draft-form-row-legs").set_value(None)
    assert points(switch_on(sound(app.run()), "draw it on the map")) == []


def test_a_place_that_somebody_else_removes_leaves_its_spot(served, drawn) -> None:
    more = FOLDER["places.csv"] + b"hamburg,Hamburg,53.5,9.9\n"
    draft = keep(served(), {"places.csv": more})
    app = switch_on(write(sound(visit(draft)), "legs"), "draw it on the map")
    for place in ("koeln", "hamburg"):
        add_point(app, place)
    revisions.save(desk.store(), OWNER, draft, 1, document(draft).remove_row("places", "hamburg"))
    sound(app.run())
    assert points(app) == ["1. Koeln: origin", "2. 53.5, 9.9: destination"]
    press_label(app, "Add a leg along this line")
    made = list(document(draft).table("legs").rows.values())[-1]
    assert made["destination"] == "place-at-53-50-9-90"


def test_ends_chosen_in_the_form_begin_a_line_and_replace_none_that_is_drawn(served, drawn) -> None:
    draft = keep(served())
    app = switch_on(write(sound(visit(draft)), "legs"), "draw it on the map")
    choose(app, "Origin", "rotterdam")
    assert points(app) == ["1. Rotterdam: origin"]
    add_point(app, "koeln")
    choose(app, "Origin", "koeln")
    assert points(app) == ["1. Rotterdam: origin", "2. Koeln: destination"]
    assert "The line has other ends than those chosen above." in said(app)
    choose(app, "Origin", "rotterdam")
    assert "The line has other ends" not in said(app)


def test_a_new_name_typed_for_an_end_is_that_of_its_spot(served, drawn) -> None:
    draft = keep(served())
    app = switch_on(write(sound(visit(draft)), "legs"), "draw it on the map")
    drawn.append([feature("", 53.5, 9.9), feature("koeln")])
    type_new(app, "Origin", "Hamburg")
    sound(app.run())
    type_new(app, "Origin", "Hamburg")
    press_label(app, "Add a leg along this line")
    made = list(document(draft).table("legs").rows.values())[-1]
    assert (made["origin"], made["destination"]) == ("hamburg", "koeln")
    place = list(document(draft).table("places").rows.values())[-1]
    assert (place["name"], place["latitude"], place["longitude"]) == ("Hamburg", "53.5", "9.9")


def test_a_leg_that_was_observed_is_told_what_its_new_line_makes_of_it(served, drawn) -> None:
    observed = (
        b"leg_id,origin,destination,start_date,path_basis\nfirst,rotterdam,koeln,2024,observed\n"
    )
    draft = keep(served(), {"routes.csv": observed})
    app = switch_on(write(sound(visit(draft)), "legs", "first"), "Draw its line")
    told = "The leg is marked as observed now. With this line it will be marked as inferred."
    assert told in said(app)
    how = next(one for one in app.radio if one.label == "How is this line known?")
    sound(how.set_value("observed").run())
    assert told not in said(app)
