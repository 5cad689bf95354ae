"""Every difference between two documents can be carried out, taken back and stored."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waybill.drafts import snapshot
from waybill.drafts.document import Document, DraftError, Table, clean
from waybill.drafts.operations import MoveRow, SetCell, apply, diff, invert

COLUMNS = ("place_id", "name", "note")
rows = st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from(["", "a", "b", "\udcff"]))
tables = st.builds(
    lambda columns, rows: Table(tuple(columns), {k: clean("places", r) for k, r in rows}),
    st.permutations(COLUMNS),
    st.lists(st.tuples(st.sampled_from("abcdef"), rows), unique_by=lambda pair: pair[0]),
)
infos = st.dictionaries(
    st.sampled_from(["title", "window"]),
    st.sampled_from(["x", "", [1, {"date": "2023-09-01"}], True, 1.5]),
)
documents = st.builds(
    lambda places, info, texts: Document(
        {"places": places, **({"info": Table((), {"info": info})} if info else {})}, texts
    ),
    tables,
    infos,
    st.dictionaries(st.just("story.toml"), st.text(max_size=3)),
)


@settings(max_examples=150)
@given(documents, documents)
def test_a_difference_makes_one_of_the_other_and_back(a: Document, b: Document) -> None:
    operations = diff(a, b)
    stored = snapshot.unpack_operations(snapshot.pack_operations(operations))
    assert same(apply(a, stored), b)
    assert same(apply(b, invert(stored)), a)


@settings(max_examples=50)
@given(documents)
def test_a_document_is_stored_as_it_is(document: Document) -> None:
    assert same(snapshot.unpack(snapshot.pack(document)), document)
    assert diff(document, document) == []


def same(a: Document, b: Document) -> bool:
    """Equal to the order of rows."""
    orders = [{name: list(table.rows) for name, table in one.tables.items()} for one in (a, b)]
    return a == b and orders[0] == orders[1]


def test_one_row_that_moves_is_one_operation(grain: Document) -> None:
    turned = Document({**grain.tables, "places": turned_round(grain.table("places"))}, grain.texts)
    assert diff(grain, turned) == [MoveRow("places", "izmail", "odesa", None)]


def turned_round(table: Table) -> Table:
    return Table(table.columns, dict(reversed(list(table.rows.items()))))


def test_a_cell_that_changes_is_one_operation(grain: Document) -> None:
    after = grain.set_cell("places", "odesa", "name", "Odessa")
    assert diff(grain, after) == [SetCell("places", "odesa", "name", "Odesa", "Odessa")]


def test_an_operation_on_a_row_that_is_not_there_is_refused(grain: Document) -> None:
    with pytest.raises(DraftError, match="no row 'reni'"):
        apply(grain, [SetCell("places", "reni", "name", "", "Reni")])


def test_a_snapshot_of_another_version_is_not_taken_for_one_of_ours() -> None:
    import json
    import zlib

    with pytest.raises(ValueError, match="version 2"):
        snapshot.unpack(zlib.compress(json.dumps({"version": 2}).encode()))
