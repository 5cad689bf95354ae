"""The history says what was done in sentences, with names and never with ids."""

from __future__ import annotations

import pytest

from waybill.drafts.document import Document
from waybill.drafts.merge import Clash
from waybill.drafts.operations import diff
from waybill.drafts.sentences import clash_sentence, row_name, sentence_of


def said(before: Document, after: Document) -> str:
    return sentence_of(diff(before, after), before, after)


def test_a_cell_has_its_old_and_its_new_value(grain: Document) -> None:
    after = grain.set_cell("places", "odesa", "name", "Odessa")
    assert said(grain, after) == "Name of the place “Odessa”: “Odesa” → “Odessa”."
    after = grain.set_cell("places", "odesa", "radius_km", "3")
    assert said(grain, after) == "Radius in km of the place “Odesa”: “3”."
    assert said(after, grain) == "Radius in km of the place “Odesa”: “3” taken out."


def test_a_place_is_called_by_its_name_in_a_leg(grain: Document) -> None:
    after = grain.set_cell("legs", "first", "destination", "odesa")
    leg = "the leg “Odesa → Odesa, 2023-09”"
    assert said(grain, after) == f"Destination of {leg}: “Izmail” → “Odesa”."


def test_rows_that_come_and_go(grain: Document) -> None:
    after = grain.remove_row("places", "izmail").add_row(
        "claims", {"claimant": "UN", "statement": "S"}
    )
    assert said(grain, after) == "Removed the place “Izmail”. Added the claim “UN: S”."


def test_many_changes_are_counted(grain: Document) -> None:
    after = grain
    for number in range(5):
        after = after.add_row("places", {"name": f"P{number}"})
    after = after.remove_row("legs", "first").set_cell("info", "info", "title", "T")
    assert said(grain, after) == "Added 5 places. Removed 1 leg. Changed the page’s texts."


def test_lists_and_days_of_story_toml_are_readable(grain: Document) -> None:
    after = grain.set_cell(
        "info", "info", "window", [{"date": "2023-09-01"}, {"date": "2023-10-01"}]
    )
    assert said(grain, after) == (
        "Window of the page: “2023-09-01, 2023-09-30” → “2023-09-01, 2023-10-01”."
    )


@pytest.mark.parametrize(
    ("table", "cells", "name"),
    [
        (
            "visits",
            {"visitors": "A|B", "place": "odesa", "start_date": "2023"},
            "A, B, Odesa, 2023",
        ),
        ("sources", {"publisher": "UN", "title": "T" * 80}, "UN: " + "T" * 55 + "…"),
        ("corrections", {"date": {"date": "2023-09-01"}, "text": "x"}, "2023-09-01: x"),
        ("steps", {"id": "s", "title": "Step"}, "Step"),
        ("figures", {"label": "Tonnes"}, "Tonnes"),
        ("places", {"place_id": "reni"}, "reni"),
        ("places", {"note": "x"}, "without a name"),
    ],
)
def test_every_kind_of_row_has_a_name(
    grain: Document, table: str, cells: dict[str, object], name: str
) -> None:
    document = grain.add_row(table, cells, key="new")
    assert row_name(document, table, "new") == f"“{name}”"


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("cell", "Two people changed the name of the place “Odesa”."),
        ("removed", "You changed the name of a place that somebody else removed."),
        ("kept", "You removed the place “Odesa”, which somebody else changed meanwhile; it is still there."),
        ("same id", "Somebody else also added a place with the id of the place “Odesa”."),
    ],
)  # fmt: skip
def test_a_clash_is_a_sentence(grain: Document, kind: str, sentence: str) -> None:
    clash = Clash(kind, "places", "odesa", "name", "a", "b", "c")  # type: ignore[arg-type]
    assert clash_sentence(clash, grain) == sentence
