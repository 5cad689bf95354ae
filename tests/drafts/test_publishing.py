"""Publishing is an act: what will change is said first, and faults and clashes stand in its way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from waybill.drafts.document import Document, DraftError
from waybill.drafts.publishing import TableChanges, publish, summary
from waybill.drafts.rights import Host, Visitor
from waybill.drafts.store import clashes, drafts, revisions
from waybill.drafts.store.access import RefusedError, Store
from waybill.story import shelf

from .conftest import FILES, OWNER


def test_the_summary_names_the_rows_that_will_change(
    store: Store, grain: Document, tmp_path: Path
) -> None:
    draft = drafts.start(store, OWNER, grain).draft_id
    first = summary(store, OWNER, draft, tmp_path / "stories")
    assert first.first
    assert first.changes[0] == TableChanges("places", added=("“Odesa”", "“Izmail”"))
    publish(store, OWNER, draft, tmp_path / "stories")
    changed = (
        grain.set_cell("places", "odesa", "name", "Odessa")
        .remove_row("legs", "first")
        .add_row(
            "legs",
            {
                "leg_id": "back",
                "origin": "izmail",
                "destination": "odesa",
                "start_date": "2023-10",
            },
        )
        .set_cell("info", "info", "standfirst", "What went where")
    )
    revisions.save(store, OWNER, draft, 1, changed)
    found = summary(store, OWNER, draft, tmp_path / "stories")
    assert not found.first
    assert found.changes == (
        TableChanges("places", changed=("“Odessa”",)),
        TableChanges("legs", added=("“Izmail → Odessa, 2023-10”",), removed=("“Odesa → Izmail, 2023-09”",)),
        TableChanges("info", changed=("the page’s texts",)),
    )  # fmt: skip
    assert (found.errors, found.hindrance) == ((), "")


def test_what_is_published_is_the_folder_byte_for_byte(
    store: Store, grain: Document, tmp_path: Path
) -> None:
    draft = drafts.start(store, OWNER, grain).draft_id
    done = publish(store, OWNER, draft, tmp_path / "stories")
    assert done.name == "grain"
    assert {path.name: path.read_bytes() for path in done.folder.iterdir()} == FILES
    assert revisions.history(store, OWNER, draft)[0].published
    assert drafts.drafts_of(store, OWNER)[0].published_as == "grain"
    assert summary(store, OWNER, draft, tmp_path / "stories").changes == ()


def test_a_faulty_draft_is_not_published_and_the_earlier_version_stays(
    store: Store, grain: Document, tmp_path: Path
) -> None:
    draft = drafts.start(store, OWNER, grain).draft_id
    publish(store, OWNER, draft, tmp_path)
    revisions.save(store, OWNER, draft, 1, grain.set_cell("places", "odesa", "latitude", "146"))
    with pytest.raises(DraftError, match=r"cannot be published yet. \d faults? would keep rows"):
        publish(store, OWNER, draft, tmp_path)
    assert shelf.published(tmp_path)[0].revision == 1


def test_an_undecided_clash_stands_in_the_way(
    store: Store, grain: Document, tmp_path: Path
) -> None:
    draft = drafts.start(store, OWNER, grain).draft_id
    for name in ("A", "B"):
        revisions.save(store, OWNER, draft, 1, grain.set_cell("places", "odesa", "name", name))
    with pytest.raises(DraftError, match="1 clash between two people"):
        publish(store, OWNER, draft, tmp_path)
    (waiting,) = clashes.open_clashes(store, OWNER, draft)
    clashes.settle(store, OWNER, draft, waiting.rev, waiting.number, "theirs")
    assert publish(store, OWNER, draft, tmp_path).revision == 2


def test_two_stories_of_one_name_and_a_folder_that_is_there_get_names_of_their_own(
    store: Store, grain: Document, tmp_path: Path
) -> None:
    (tmp_path / "grain").mkdir()
    names = [
        publish(store, OWNER, drafts.start(store, OWNER, grain).draft_id, tmp_path).name
        for _ in range(2)
    ]
    assert names == ["grain-2", "grain-3"]


def test_a_trial_is_never_published_here(
    open_store: Callable[..., Store], grain: Document, tmp_path: Path
) -> None:
    store = open_store(Host())
    holder = Visitor(key=drafts.start(store, Visitor(), grain).key)
    with pytest.raises(RefusedError, match="not published or shared on this server"):
        publish(store, holder, "", tmp_path / "stories")
    assert not (tmp_path / "stories").exists()
