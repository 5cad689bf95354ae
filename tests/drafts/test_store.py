"""Drafts in SQLite and in PostgreSQL: saved whole, joined with what others did, never lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from waybill.drafts.document import Document, DraftError
from waybill.drafts.merge import Clash
from waybill.drafts.rights import Host, Visitor
from waybill.drafts.store import clashes, drafts, memory, migrations, revisions, tables
from waybill.drafts.store.access import RefusedError, Store
from waybill.drafts.store.engine import StoreError

from .conftest import OWNER, Clock

ANN, BOB = Visitor(name="ann@news.example"), Visitor(name="bob@news.example")
LOGIN = Host(login=True, editors=("@news.example",))


def named(document: Document, name: str, place: str = "odesa") -> Document:
    return document.set_cell("places", place, "name", name)


def test_what_was_saved_is_there_for_whoever_opens_the_store_next(
    open_store: Callable[[], Store], grain: Document
) -> None:
    store = open_store()
    started = drafts.start(store, OWNER, grain)
    revisions.save(store, OWNER, started.draft_id, 1, named(grain, "Odessa"))
    opened = drafts.open_draft(open_store(), OWNER, started.draft_id)
    assert (opened.rev, opened.document) == (2, named(grain, "Odessa"))
    assert opened.about.title == "Grain"


def test_saving_what_is_there_already_makes_no_revision(store: Store, grain: Document) -> None:
    draft = drafts.start(store, OWNER, grain).draft_id
    assert revisions.save(store, OWNER, draft, 1, grain).rev == 1
    assert len(revisions.history(store, OWNER, draft)) == 1


def test_two_editors_at_once_are_joined_and_their_clash_waits_for_a_decision(
    open_store: Callable[..., Store], grain: Document
) -> None:
    one, other = open_store(LOGIN), open_store(LOGIN)
    draft = drafts.start(one, ANN, grain).draft_id
    drafts.share(one, ANN, draft, "Bob@news.example", "editor")
    revisions.save(one, ANN, draft, 1, named(grain, "Odessa"))
    mine = named(named(grain, "Odesa port"), "Ismail", "izmail")
    saved = revisions.save(other, BOB, draft, 1, mine)
    assert saved.document == named(named(grain, "Odessa"), "Ismail", "izmail")
    clash = Clash("cell", "places", "odesa", "name", "Odesa", "Odessa", "Odesa port")
    assert saved.clashes == (clash,)
    (waiting,) = clashes.open_clashes(one, ANN, draft)
    assert (waiting.clash, waiting.made_by, waiting.theirs_by) == (clash, BOB.name, ANN.name)
    clashes.settle(one, ANN, draft, waiting.rev, waiting.number, "theirs")
    assert clashes.open_clashes(one, ANN, draft) == []


def test_saves_from_many_threads_lose_nothing(
    open_store: Callable[[], Store], grain: Document
) -> None:
    stores = [open_store(), open_store()]
    draft = drafts.start(stores[0], OWNER, grain).draft_id
    failed: list[BaseException] = []

    def edit(store: Store, mark: str) -> None:
        try:
            for number in range(8):
                opened = drafts.open_draft(store, OWNER, draft)
                cells = {"place_id": f"{mark}{number}", "name": mark}
                changed = opened.document.add_row("places", cells)
                revisions.save(store, OWNER, draft, opened.rev, changed)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=edit, args=(stores[n % 2], f"t{n}-")) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    opened = drafts.open_draft(stores[0], OWNER, draft)
    assert (opened.rev, len(opened.document.table("places").rows)) == (33, 34)


def test_anything_can_be_taken_back_whatever_came_after_it(store: Store, grain: Document) -> None:
    draft = drafts.start(store, OWNER, grain).draft_id
    first = revisions.save(store, OWNER, draft, 1, grain.remove_row("legs", "first"))
    second = revisions.save(store, OWNER, draft, first.rev, named(first.document, "Odessa"))
    undone = revisions.undo(store, OWNER, draft, first.rev)
    assert undone.document == named(grain, "Odessa")
    assert undone.what == "Took back: Removed the leg “Odesa → Izmail, 2023-09”."
    redone = revisions.undo(store, OWNER, draft, undone.rev)
    assert redone.document == second.document
    assert [entry.rev for entry in revisions.history(store, OWNER, draft)] == [5, 4, 3, 2, 1]


def test_taking_back_leaves_alone_what_was_changed_again(store: Store, grain: Document) -> None:
    draft = drafts.start(store, OWNER, grain).draft_id
    both = named(named(grain, "A"), "B", "izmail")
    saved = revisions.save(store, OWNER, draft, 1, both)
    revisions.save(store, OWNER, draft, saved.rev, named(both, "C"))
    undone = revisions.undo(store, OWNER, draft, saved.rev)
    assert undone.document == named(grain, "C")
    assert undone.clashes == (Clash("cell", "places", "odesa", "name", "A", "C", "Odesa"),)


def test_an_earlier_version_comes_back_as_a_new_one(store: Store, grain: Document) -> None:
    draft = drafts.start(store, OWNER, grain).draft_id
    saved = revisions.save(store, OWNER, draft, 1, named(grain, "Odessa"))
    revisions.name_revision(store, OWNER, draft, 1, "as brought")
    back = revisions.restore(store, OWNER, draft, 1)
    assert (back.rev, back.document, back.what) == (
        saved.rev + 1,
        grain,
        "Went back to “as brought”",
    )


def test_old_snapshots_are_thinned_out_and_every_version_is_still_there(
    open_store: Callable[[], Store], clock: Clock, grain: Document
) -> None:
    store = open_store()
    draft = drafts.start(store, OWNER, grain).draft_id
    document, versions = grain, {1: grain}
    for rev in range(2, 10):
        clock.move(minutes=10)
        document = named(document, f"n{rev}")
        versions[rev] = revisions.save(store, OWNER, draft, rev - 1, document).document
    revisions.name_revision(store, OWNER, draft, 3, "kept for good")
    clock.move(days=40)
    assert revisions.thin(store, OWNER, draft) == 7
    fresh = open_store()
    for rev, version in versions.items():
        assert revisions.document_of(fresh, OWNER, draft, rev) == version
    assert revisions.restore(fresh, OWNER, draft, 2).document == versions[2]


def test_a_secret_link_opens_a_trial_for_30_days_and_only_its_hash_is_stored(
    open_store: Callable[..., Store], clock: Clock, grain: Document
) -> None:
    store = open_store(Host())
    started = drafts.start(store, Visitor(), grain)
    holder = Visitor(key=started.key)
    assert drafts.open_draft(store, holder).document == grain
    assert revisions.save(store, holder, "", 1, named(grain, "x")).rev == 2
    for stranger in (Visitor(), Visitor(key="x"), Visitor(key=started.key[:-1])):
        for draft_id in ("", started.draft_id):
            with pytest.raises(RefusedError, match="no such draft"):
                drafts.open_draft(store, stranger, draft_id)
    with store.reading() as connection:
        rows = [
            tuple(row) for table in tables.TABLES for row in connection.execute(sa.select(table))
        ]
    assert started.key not in repr(rows)
    assert drafts.drafts_of(store, holder) == []
    clock.move(days=30)
    with pytest.raises(RefusedError, match="30 days"):
        drafts.open_draft(store, holder)
    drafts.start(store, Visitor(), grain)
    with pytest.raises(RefusedError, match="no such draft"):
        drafts.open_draft(store, holder)


def test_a_server_keeps_only_so_many_trials(
    open_store: Callable[..., Store], grain: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MAX_TRIALS", 2)
    monkeypatch.setattr(revisions, "MAX_TRIAL_BYTES", 3_000)
    store = open_store(Host())
    holder = Visitor(key=drafts.start(store, Visitor(), grain).key)
    drafts.start(store, Visitor(), grain)
    with pytest.raises(RefusedError, match="no more trial drafts"):
        drafts.start(store, Visitor(), grain)
    with pytest.raises(DraftError, match="full"):  # noqa: PT012
        for rev in range(1, 100):
            revisions.save(store, holder, "", rev, named(grain, str(rev)))
    assert rev > 10


def test_every_write_asks_whether_the_visitor_may(
    open_store: Callable[..., Store], grain: Document
) -> None:
    store = open_store(LOGIN)
    draft = drafts.start(store, ANN, grain).draft_id
    drafts.share(store, ANN, draft, BOB.name, "reader")
    assert drafts.open_draft(store, BOB, draft).about.role == "reader"
    assert [one.draft_id for one in drafts.drafts_of(store, BOB)] == [draft]
    writes: dict[str, Callable[[Visitor], object]] = {
        "save": lambda who: revisions.save(store, who, draft, 1, named(grain, "x")),
        "undo": lambda who: revisions.undo(store, who, draft, 2),
        "restore": lambda who: revisions.restore(store, who, draft, 1),
        "name": lambda who: revisions.name_revision(store, who, draft, 1, "x"),
        "thin": lambda who: revisions.thin(store, who, draft),
        "settle": lambda who: clashes.settle(store, who, draft, 1, 1, "mine"),
        "decide": lambda who: memory.remember_decision(store, who, draft, "Tripoli", "", {}),
        "recipe": lambda who: memory.remember_recipe(store, who, draft, "f", {}),
        "share": lambda who: drafts.share(store, who, draft, "eve@news.example", "owner"),
        "reserve": lambda who: drafts.reserve_name(store, who, draft, "x", ()),
        "publish": lambda who: drafts.published(store, who, draft, 1),
        "delete": lambda who: drafts.delete(store, who, draft),
    }
    revisions.save(store, ANN, draft, 1, named(grain, "Odessa"))
    for visitor in (BOB, Visitor(), Visitor(name="eve@evil.example"), OWNER):
        for name, write in writes.items():
            with pytest.raises(RefusedError):
                pytest.fail(f"{name} was done: {write(visitor)}")
    assert drafts.open_draft(store, ANN, draft).document == named(grain, "Odessa")
    drafts.delete(store, ANN, draft)
    with pytest.raises(RefusedError, match="no such draft"):
        drafts.open_draft(store, ANN, draft)


def test_a_story_keeps_an_owner(open_store: Callable[..., Store], grain: Document) -> None:
    store = open_store(LOGIN)
    draft = drafts.start(store, ANN, grain).draft_id
    with pytest.raises(DraftError, match="needs an owner"):
        drafts.share(store, ANN, draft, ANN.name, None)
    drafts.share(store, ANN, draft, BOB.name, "owner")
    drafts.share(store, ANN, draft, ANN.name, None)
    assert drafts.drafts_of(store, ANN) == []
    assert drafts.open_draft(store, BOB, draft).rev == 1


def test_decisions_and_recipes_are_kept_and_may_change(store: Store, grain: Document) -> None:
    draft = drafts.start(store, OWNER, grain).draft_id
    memory.remember_decision(store, OWNER, draft, "Tripoli", "LY", {"latitude": "32.9"})
    memory.remember_decision(store, OWNER, draft, " TRIPOLI", "LY", {"latitude": "32.88"})
    assert memory.decisions_of(store, OWNER, draft) == {("tripoli", "LY"): {"latitude": "32.88"}}
    memory.remember_decision(store, OWNER, draft, "Tripoli", "LY", None)
    assert memory.decisions_of(store, OWNER, draft) == {}
    memory.remember_recipe(store, OWNER, draft, "f1", {"becomes": "legs"})
    memory.remember_recipe(store, OWNER, draft, "f1", {"becomes": "places"})
    assert memory.recipes_of(store, OWNER, draft) == {"f1": {"becomes": "places"}}


def test_answers_of_a_service_are_kept_and_turns_are_apart_for_all_servers_together(
    open_store: Callable[[], Store], clock: Clock
) -> None:
    one, other = open_store(), open_store()
    assert memory.answer_of(one, "nominatim", "tripoli") is None
    memory.keep_answer(one, "nominatim", "tripoli", [])
    assert memory.answer_of(other, "nominatim", "tripoli") == []
    waits = [memory.take_turn(store, "nominatim", 1.0) for store in (one, other, one)]
    assert waits == [0.0, 1.0, 2.0]
    clock.move(seconds=10)
    assert memory.take_turn(other, "nominatim", 1.0) == 0.0
    assert memory.forget_answers(one, older_than_days=1) == 0
    clock.move(days=2)
    assert memory.forget_answers(one, older_than_days=1) == 1


def test_pauses_of_a_service_do_not_add_up_and_a_turn_that_is_far_is_not_taken(
    open_store: Callable[[], Store], clock: Clock
) -> None:
    one, other = open_store(), open_store()
    assert memory.left_alone(one, "nominatim") == 0.0
    for store in (one, other, one):
        memory.leave_alone(store, "nominatim", 3600.0)
    memory.leave_alone(other, "nominatim", 60.0)
    assert memory.left_alone(other, "nominatim") == 3600.0
    assert [memory.take_turn(one, "nominatim", 1.0, 60.0) for _ in range(3)] == [3600.0] * 3
    assert memory.left_alone(one, "photon") == 0.0
    clock.move(seconds=3600)
    assert memory.left_alone(one, "nominatim") == 0.0
    assert [memory.take_turn(one, "nominatim", 1.0, 60.0) for _ in range(2)] == [0.0, 1.0]


def test_the_migrations_make_the_tables_that_the_queries_name(store: Store) -> None:
    found = sa.inspect(store.engine)
    for table in tables.TABLES:
        assert [column["name"] for column in found.get_columns(table.name)] == [
            column.name for column in table.columns
        ]


def test_a_store_is_migrated_once_and_a_newer_one_is_left_alone(
    open_store: Callable[[], Store],
) -> None:
    store = open_store()
    more = (*migrations.MIGRATIONS, ("CREATE TABLE later (n INTEGER)",))
    for _ in range(2):
        with store.writing() as connection:
            assert migrations.migrate(connection, more) == len(more)
    with pytest.raises(StoreError, match="a newer version of Waybill"):
        open_store()


def test_a_store_that_cannot_be_opened_says_so_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be used") as refused:
        Store(f"postgresql://ann:secret@/none?host={tmp_path}", Host(local=True))
    assert "secret" not in str(refused.value)
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be kept"):
        Store(f"sqlite:///{tmp_path}/file/drafts.sqlite", Host(local=True))
