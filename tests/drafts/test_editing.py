"""Rows are written by name: ids are made, and never asked for."""

from __future__ import annotations

import pytest

from waybill.drafts.document import SPECS, Document, DraftError
from waybill.drafts.editing import measures
from waybill.drafts.editing.fields import (
    FORM_TABLES,
    NEW_ROW,
    NOT_OF_KIND,
    asked,
    field_of,
    fields_of,
    shown,
)
from waybill.drafts.editing.naming import labels, labels_by_key, made_id, near
from waybill.drafts.editing.setting import add, put
from waybill.drafts.files import check, read_files
from waybill.drafts.operations import AddRow, SetCell, diff

STORY = {
    "places.csv": b"place_id,name,latitude,longitude\nodesa,Odesa,46.48,30.73\nizmail,Izmail,45.35,28.84\n",
    "routes.csv": b"leg_id,origin,destination,start_date\na,odesa,izmail,2024\n",
}


def key_of(document: Document, table: str, one: str) -> str:
    return next(k for k, c in document.table(table).rows.items() if one in c.values())


def test_every_column_of_a_file_has_a_field_but_its_id_and_a_position() -> None:
    for table, spec in SPECS.items():
        there = {field.column for field in fields_of(table)}
        assert set(spec.columns) - there == {spec.id_column} | (
            {"latitude", "longitude"} if table == "places" else set()
        )


def test_what_a_new_row_is_asked_for_are_fields_of_its_form() -> None:
    for table in FORM_TABLES:
        for column in NEW_ROW.get(table, ()):
            assert field_of(table, column).label


def test_other_rows_are_named_and_no_two_alike(grain: Document) -> None:
    twice = grain.add_row("places", {"place_id": "o2", "name": "Odesa", "country": "US"})
    thrice = twice.add_row("places", {"place_id": "o3", "name": "Odesa"})
    found = labels(thrice, "places")
    assert found["odesa"].startswith("Odesa")
    assert found["o2"] == "Odesa (US)"
    assert len(set(found.values())) == len(found)


def test_a_row_without_an_id_is_still_found_by_its_name() -> None:
    document = (
        Document().add_row("places", {"name": "Odesa"}, key="a").add_row("places", {}, key="b")
    )
    assert labels_by_key(document, "places") == {"a": "Odesa", "b": "place without a name"}
    assert labels(document, "places") == {}


def test_a_place_is_chosen_by_its_id_and_a_new_name_makes_one(grain: Document) -> None:
    chosen = put(grain, "legs", "first", "destination", "odesa")
    assert diff(grain, chosen) == [SetCell("legs", "first", "destination", "izmail", "odesa")]
    made = put(grain, "legs", "first", "destination", "Порт Южный")
    place = made.cell("legs", "first", "destination")
    row = made.row("places", key_of(made, "places", place))
    assert row["name"] == "Порт Южный"
    assert place.isascii()


def test_a_name_in_other_letters_is_the_place_that_is_there(grain: Document) -> None:
    chosen = put(grain, "legs", "first", "destination", "  ODESA ")
    assert chosen.cell("legs", "first", "destination") == "odesa"
    assert chosen.table("places") is grain.table("places")


def test_a_new_name_that_is_like_one_that_is_there_is_asked_about(grain: Document) -> None:
    there = grain.set_cell("places", "izmail", "aliases", "Ismail | Ізмаїл")
    assert near(there, "places", "Odessa") == ["odesa"]
    assert near(there, "places", "ode") == ["odesa"]
    assert near(there, "places", "ізмаїл") == ["izmail"]
    assert near(there, "places", "odesa") == []
    assert near(there, "places", "Sulina") == []
    assert near(there, "places", " ") == []


def test_two_new_names_in_a_list_are_two_rows_with_ids_of_their_own(grain: Document) -> None:
    made = put(grain, "legs", "first", "via", ["A B", "A-B", "odesa"])
    ids = made.cell("legs", "first", "via").split("|")
    assert ids == ["a-b", "a-b-2", "odesa"]
    added = [one for one in diff(grain, made) if isinstance(one, AddRow)]
    assert [one.cells["name"] for one in added] == ["A B", "A-B"]


def test_a_field_that_was_not_changed_leaves_its_cell_as_it_was_written(grain: Document) -> None:
    written = grain.set_cell("places", "odesa", "aliases", "Odessa | Hacıbey")
    assert shown("places", field_of("places", "aliases"), "Odessa | Hacıbey") == [
        "Odessa",
        "Hacıbey",
    ]
    assert put(written, "places", "odesa", "aliases", ["Odessa", "Hacıbey"]) is written


def test_a_new_row_gets_an_id_made_of_its_name(grain: Document) -> None:
    document, key = add(
        grain,
        "legs",
        {"origin": "odesa", "destination": "izmail", "start_date": "2024", "mode": None},
    )
    assert document.row("legs", key) == {
        "leg_id": "odesa-izmail-2024",
        "origin": "odesa",
        "destination": "izmail",
        "start_date": "2024",
    }
    again, key = add(
        document, "legs", {"origin": "odesa", "destination": "izmail", "start_date": "2024"}
    )
    assert again.row("legs", key)["leg_id"] == "odesa-izmail-2024-2"


def test_an_empty_form_makes_no_row(grain: Document) -> None:
    with pytest.raises(DraftError, match="Nothing was filled in"):
        add(grain, "places", {"name": "  "})


def test_a_name_that_latin_letters_cannot_write_gets_an_id_too(grain: Document) -> None:
    assert made_id(grain, "places", "☃").startswith("place-")


@pytest.mark.parametrize(
    ("table", "column", "chosen", "cell"),
    [
        (
            "info",
            "window",
            "2023-09-01/2023-09-12",
            [{"date": "2023-09-01"}, {"date": "2023-09-12"}],
        ),
        ("info", "window", "soon", "soon"),
        ("info", "title", "", None),
        ("steps", "legs", ["first"], ["first"]),
        ("steps", "legs", [], None),
        ("corrections", "date", "2024-01-02", {"date": "2024-01-02"}),
    ],
)
def test_texts_of_story_toml_hold_days_and_lists(
    grain: Document, table: str, column: str, chosen: str | list[str], cell: object
) -> None:
    document, key = grain, "info"
    if table != "info":
        document, key = add(grain, table, {"title" if table == "steps" else "text": "A"})
    put_in = put(document, table, key, column, chosen)
    assert put_in.cell(table, key, column) == cell
    assert put(put_in, table, key, column, chosen) == put_in


def test_a_check_is_written_with_its_measures_and_reads_as_one() -> None:
    document = read_files({**STORY, "story.toml": b'title = "T"\n'}).document
    document, key = add(document, "checks", {"label": "How far", "kind": "distance"})
    document = put(document, "checks", key, "origin", "odesa")
    document = put(document, "checks", key, "stated_km", "290,5")
    document = measures.add_measure(measures.add_measure(document, key), key)
    document = measures.set_measure(document, key, "0", "label", "To Izmail")
    document = measures.set_measure(document, key, "0", "to_place", "Izmail")
    assert measures.set_measure(document, key, "0", "to_place", "izmail") == document
    document = measures.remove_measure(document, key, "1")
    read = check(document)
    assert read.problems == ()
    assert read.story is not None
    (found,) = read.story.info.checks
    assert (found.label, found.origin, found.stated_km) == ("How far", "odesa", 290.5)
    assert [(one.label, one.to_place) for one in found.measures] == [("To Izmail", "izmail")]
    assert measures.remove_measure(document, key, "0").cell("checks", key, "measures") is None


def test_a_check_asks_what_its_kind_needs_and_shows_what_it_holds() -> None:
    asked_of = {kind: {f.column for f in asked("checks", {"kind": kind})} for kind in NOT_OF_KIND}
    assert "leg" not in asked_of["distance"]
    assert {"leg", "stated_km"} <= asked_of["length"]
    assert {"origin", "leg", "stated_km"} & asked_of["count"] == set()
    assert "leg" in {field.column for field in asked("checks", {"leg": "a"})}


def test_a_figure_that_is_no_number_is_refused_with_what_is_right(grain: Document) -> None:
    document, key = add(grain, "checks", {"label": "How far"})
    for text in ("about 5", "inf", "1_000x"):
        with pytest.raises(DraftError, match="Write digits alone"):
            put(document, "checks", key, "stated_km", text)


def test_a_figure_that_could_be_1200_or_1_point_2_is_refused_with_both(grain: Document) -> None:
    document, key = add(grain, "checks", {"label": "How far"})
    with pytest.raises(DraftError, match=r"Write digits alone, with a point: 1200, or 1\.200\."):
        put(document, "checks", key, "stated_km", "1,200")
    with pytest.raises(DraftError, match=r"with a point: 1200000\."):
        put(document, "checks", key, "stated_km", "1,200,000")
    for text, number in (("12,5", 12.5), ("0,125", 0.125), ("1,2", 1.2)):
        changed = put(document, "checks", key, "stated_km", text)
        assert changed.cell("checks", key, "stated_km") == number
