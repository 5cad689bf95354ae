"""The forms of a draft, without a browser: rows by name, stored when a field is left, never an id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest
from ui.test_drafts import OWNER, keep, press, said, served, sound, visit

from waybill.drafts.document import Document
from waybill.drafts.store import drafts, revisions
from waybill.ui.drafts import desk

__all__ = ["served"]


def document(draft: str) -> Document:
    return drafts.open_draft(desk.store(), OWNER, draft).document


def label(widgets: Any, label: str) -> Any:
    """The widget with a label."""
    return next(one for one in widgets if one.label == label)


def write(app: AppTest, table: str, row: str | None = None) -> AppTest:
    """Show the form of a row, or that of a new one."""
    app.radio(key="draft-form-table").set_value(table)
    sound(app.run())
    if row is not None:
        sound(app.selectbox(key=f"draft-form-row-{table}").set_value(row).run())
    return app


def test_a_new_leg_is_added_by_the_names_of_its_ends_and_its_form_is_open(
    served: Callable[..., AppTest],
) -> None:
    draft = keep(served())
    app = write(sound(visit(draft)), "legs")
    boxes = {box.label: box for box in app.selectbox}
    assert boxes["Origin"].options == ["Rotterdam", "Koeln"]
    boxes["Origin"].set_value("koeln")
    boxes["Destination"].set_value("rotterdam")
    press(app, "form-add")
    added = list(document(draft).table("legs").rows.values())[1]
    assert (added["origin"], added["destination"]) == ("koeln", "rotterdam")
    box = app.selectbox(key="draft-form-row-legs")
    assert box.options[box.index or 0] == "Koeln → Rotterdam"
    assert "Read: 2 legs" in said(app)


def test_what_is_typed_of_a_new_row_stays_until_it_is_added(
    served: Callable[..., AppTest],
) -> None:
    draft = keep(served())
    app = write(sound(visit(draft)), "legs")
    sound(label(app.selectbox, "Origin").set_value("koeln").run())
    sound(label(app.selectbox, "Destination").set_value("rotterdam").run())
    sound(label(app.text_input, "First day").set_value("2024-05-06").run())

    def form() -> list[object]:
        boxes = (label(app.selectbox, one).value for one in ("Origin", "Destination"))
        return [*boxes, label(app.text_input, "First day").value]

    opened = drafts.open_draft(desk.store(), OWNER, draft)
    more = opened.document.add_row("places", {"place_id": "bonn", "name": "Bonn"})
    revisions.save(desk.store(), OWNER, draft, opened.rev, more)  # by a co-author
    sound(app.run())
    assert label(app.selectbox, "Origin").options == ["Rotterdam", "Koeln", "Bonn"]
    assert form() == ["koeln", "rotterdam", "2024-05-06"]
    write(app, "legs", "first")
    write(app, "places")
    write(app, "legs")
    assert form() == ["koeln", "rotterdam", "2024-05-06"]
    press(app, "form-add")
    press(app, "form-another")
    assert form() == [None, None, ""]


def test_a_place_that_a_co_author_removes_stays_chosen_in_a_new_row_and_is_named_as_gone(
    served: Callable[..., AppTest],
) -> None:
    draft = keep(served())
    app = write(sound(visit(draft)), "legs")
    opened = drafts.open_draft(desk.store(), OWNER, draft)
    more = opened.document.add_row("places", {"place_id": "bonn", "name": "Bonn"}, key="bonn")
    rev = revisions.save(desk.store(), OWNER, draft, opened.rev, more).rev
    sound(app.run())
    sound(label(app.selectbox, "Origin").set_value("bonn").run())
    revisions.save(desk.store(), OWNER, draft, rev, more.remove_row("places", "bonn"))
    sound(app.run())
    assert label(app.selectbox, "Origin").value == "bonn"


def test_a_value_that_is_refused_stays_in_its_field_to_be_mended(
    served: Callable[..., AppTest],
) -> None:
    draft, field = keep(served()), "The figure that somebody states, in km"
    app = write(sound(visit(draft)), "checks")
    label(app.text_input, "What is checked").set_value("How far")
    press(app, "form-add")
    sound(label(app.text_input, field).set_value("1,200").run())
    assert "could be read in two ways" in said(app)
    sound(app.run())
    assert label(app.text_input, field).value == "1,200"
    assert "This is not stored yet." in said(app)
    sound(label(app.text_input, field).set_value("1200").run())
    assert "This is not stored yet." not in said(app)
    (key,) = document(draft).table("checks").rows
    assert document(draft).cell("checks", key, "stated_km") == 1200
    assert label(app.text_input, field).value == "1200"


def test_a_field_is_stored_when_it_is_left_and_shown_as_it_will_be(
    served: Callable[..., AppTest],
) -> None:
    draft = keep(served())
    app = write(sound(visit(draft)), "places", "koeln")
    name = next(one for one in app.text_input if one.label == "Name")
    sound(name.set_value("Köln").run())
    assert document(draft).cell("places", "koeln", "name") == "Köln"
    assert "Name of the place “Köln”: “Koeln” → “Köln”." in said(app)
    press(app, "undo-2")
    name = next(one for one in app.text_input if one.label == "Name")
    assert name.value == "Koeln"


def test_a_source_that_is_typed_where_a_claim_names_one_is_made(
    served: Callable[..., AppTest],
) -> None:
    draft = keep(served())
    app = write(sound(visit(draft)), "claims")
    texts = {one.label: one for one in app.text_input}
    texts["Claimant"].set_value("Port office")
    texts["Day of the statement"].set_value("2024-03-02")
    next(one for one in app.text_area if one.label == "Statement").set_value("It sailed")
    press(app, "form-add")
    sources = next(one for one in app.multiselect if one.label == "Sources")
    sound(sources.set_value(["The Daily"]).run())
    stored = document(draft)
    (source,) = stored.table("sources").rows.values()
    assert source == {"source_id": "the-daily", "publisher": "The Daily"}
    (claim,) = stored.table("claims").rows.values()
    assert claim["sources"] == "the-daily"
    assert next(one for one in app.multiselect if one.label == "Sources").options == ["The Daily"]


def test_a_place_gets_its_position_by_hand_or_from_the_gazetteer(
    served: Callable[..., AppTest],
) -> None:
    draft = keep(served())
    app = write(sound(visit(draft)), "places")
    next(one for one in app.text_input if one.label == "Name").set_value("Najin")
    press(app, "form-add")
    sound(next(one for one in app.button if one.label == "A: this one").click().run())
    (row,) = [c for c in document(draft).table("places").rows.values() if c.get("name") == "Najin"]
    assert row["latitude"].startswith("42.2")
    assert row["position_source"].startswith("searoute ports KPNJN")
    position = next(one for one in app.text_input if one.label.startswith("Position"))
    sound(position.set_value("nowhere").run())
    assert "'nowhere' is no position." in said(app)
    position = next(one for one in app.text_input if one.label.startswith("Position"))
    assert position.value == "nowhere"
    sound(position.set_value("42°14'N 130°18'E").run())
    (row,) = [c for c in document(draft).table("places").rows.values() if c.get("name") == "Najin"]
    assert (row["longitude"], row["position_source"]) == ("130.3", "pin put by hand")


def test_a_name_like_one_that_is_there_is_asked_about_before_it_is_stored(
    served: Callable[..., AppTest],
) -> None:
    draft = keep(served())
    app = write(sound(visit(draft)), "legs", "first")
    passed = next(one for one in app.multiselect if one.label == "Places passed, in order")
    sound(passed.set_value(["Rotterdm"]).run())
    assert "No place is called “Rotterdm” yet. Which do you mean?" in said(app)
    assert document(draft).cell("legs", "first", "via") == ""
    sound(next(one for one in app.button if one.label == "Rotterdam").click().run())
    assert document(draft).cell("legs", "first", "via") == "rotterdam"
    passed = next(one for one in app.multiselect if one.label == "Places passed, in order")
    sound(passed.set_value(["rotterdam", "Rotterdm"]).run())
    new = next(one for one in app.button if one.label.startswith("A new place"))
    sound(new.click().run())
    assert document(draft).cell("legs", "first", "via") == "rotterdam|rotterdm"


def test_the_title_of_the_page_is_a_form_too(served: Callable[..., AppTest]) -> None:
    draft = keep(served())
    app = write(sound(visit(draft)), "info")
    sound(next(one for one in app.text_input if one.label == "Title").set_value("Down").run())
    assert document(draft).cell("info", "info", "title") == "Down"


def test_no_id_stands_on_the_page(served: Callable[..., AppTest]) -> None:
    draft = keep(served())
    app = sound(visit(draft))
    for table in ("legs", "places"):
        row = next(iter(document(draft).table(table).rows))
        write(app, table, row)
        shown = [str(getattr(box, "options", "")) for box in [*app.selectbox, *app.multiselect]]
        shown += [str(one.value) for one in [*app.text_input, *app.text_area]]
        assert not [one for one in shown if "rotterdam" in one or "'first'" in one]


def test_a_row_is_removed_from_its_form(served: Callable[..., AppTest]) -> None:
    draft = keep(served())
    app = write(sound(visit(draft)), "legs", "first")
    press(app, "form-remove")
    assert document(draft).table("legs").rows == {}
    assert "Removed the leg “Rotterdam → Koeln, 2024-03”." in said(app)


def test_a_fault_is_put_right_with_a_press_and_checked_again(
    served: Callable[..., AppTest],
) -> None:
    faulty = {
        "routes.csv": b"leg_id,origin,destination,start_date\n"
        b"a,rotterdam,Koeln,2024\nb,rotterdam,Koeln,2024\nc,rotterdam,koeln,2024\n"
    }
    draft = keep(served(), faulty)
    app = sound(visit(draft))
    assert "To put right (2)" in said(app)
    assert "Destination of the leg “Rotterdam → Koeln, 2024” (routes.csv, row 2)" in said(app)
    assert "The same in 1 more row" in said(app)
    labels = [one.label for one in app.button if one.label.startswith(("Write", "The same"))]
    assert labels == ["Write “Koeln”", "The same in all 2 rows"]
    press(app, "fix-1-0")
    assert "To put right (1)" in said(app)
    press(app, "fix-2-0-open")
    assert app.selectbox(key="draft-form-row-legs").value == "b"
    press(app, "fix-2-0")
    assert "No faults." in said(app)


def test_a_check_has_a_form_with_what_it_measures(served: Callable[..., AppTest]) -> None:
    draft = keep(served())
    app = write(sound(visit(draft)), "checks")
    next(one for one in app.text_input if one.label == "What is checked").set_value("How far")
    press(app, "form-add")
    (key,) = document(draft).table("checks").rows
    press(app, f"{draft}-checks-{key}-measure-add")
    box = next(one for one in app.selectbox if one.label == "Measured to a place")
    sound(box.set_value("koeln").run())
    assert document(draft).cell("checks", key, "measures") == [
        {"label": "Measure 1", "to_place": "koeln"}
    ]
    assert "Leg that is measured" not in [one.label for one in app.selectbox]
