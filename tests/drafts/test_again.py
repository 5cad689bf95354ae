"""A newer version of the same sheet: what it says is new comes in, what was done by hand stays."""

from __future__ import annotations

from waybill.drafts import again
from waybill.drafts.document import Document
from waybill.drafts.publishing import TableChanges
from waybill.drafts.store import clashes, drafts, revisions
from waybill.drafts.store.access import Store

from .conftest import FILES, OWNER

NEWER = {
    **FILES,
    "places.csv": b"place_id,name,latitude,longitude\nodesa,Odesa,46.49,30.73\nreni,Reni,45.46,28.27\n",
}


def kept(store: Store, grain: Document) -> str:
    draft = drafts.start(store, OWNER, grain).draft_id
    again.remember(store, OWNER, draft, grain)
    return draft


def test_new_changed_and_gone_rows_are_named_before_anything_is_stored(
    store: Store, grain: Document
) -> None:
    draft = kept(store, grain)
    newer = again.look(store, OWNER, draft, NEWER)
    assert newer.changes == (
        TableChanges("places", added=("“Reni”",), changed=("“Odesa”",), removed=("“Izmail”",)),
    )
    assert drafts.open_draft(store, OWNER, draft).rev == 1


def test_what_was_changed_by_hand_stays_through_one_newer_version_after_another(
    store: Store, grain: Document
) -> None:
    draft = kept(store, grain)
    revisions.save(store, OWNER, draft, 1, grain.set_cell("places", "odesa", "note", "by hand"))
    for latitude in (b"46.49", b"46.50"):
        files = {**NEWER, "places.csv": NEWER["places.csv"].replace(b"46.49", latitude)}
        saved = again.take_over(store, OWNER, draft, files)
        assert saved.clashes == ()
        row = saved.document.row("places", "odesa")
        assert (row["latitude"], row["note"]) == (latitude.decode(), "by hand")
    assert [row["name"] for row in saved.document.table("places").rows.values()] == [
        "Odesa",
        "Reni",
    ]
    assert again.look(store, OWNER, draft, files).changes == ()


def test_a_cell_changed_in_the_sheet_and_by_hand_is_a_clash(store: Store, grain: Document) -> None:
    draft = kept(store, grain)
    revisions.save(store, OWNER, draft, 1, grain.set_cell("places", "odesa", "latitude", "46.4"))
    assert len(again.look(store, OWNER, draft, NEWER).clashes) == 1
    saved = again.take_over(store, OWNER, draft, NEWER)
    assert saved.document.cell("places", "odesa", "latitude") == "46.4"
    (waiting,) = clashes.open_clashes(store, OWNER, draft)
    assert (waiting.clash.theirs, waiting.clash.mine) == ("46.4", "46.49")
