"""A draft carries its shipments: the file is kept with it, counted apart from the server, and published."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.in_this_process import run_here
from support.shipment_stories import SOUND, write_story

from waybill.drafts import again, shipments
from waybill.drafts.document import INFO, DraftError
from waybill.drafts.files import check, read_files
from waybill.drafts.publishing import publish
from waybill.drafts.rights import Host, Visitor
from waybill.drafts.store import attachments, clashes, drafts, revisions
from waybill.drafts.store.access import RefusedError, Store
from waybill.importing.files import apart
from waybill.importing.shipments.process import Counted
from waybill.shipments.cube import decode
from waybill.story import shelf

from .conftest import OWNER

Files = dict[str, bytes]


@pytest.fixture(autouse=True)
def counted_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count in this process: another costs a second. One test keeps it, for each kind of file."""
    if request.function is not test_it_is_counted_and_published:
        monkeypatch.setattr(apart, "run_apart", run_here)


def folder(tmp_path: Path, source: str = "rows.csv", table: str = "") -> Files:
    made = write_story(tmp_path / "story", SOUND, source, table=table)
    return {path.name: path.read_bytes() for path in made.iterdir()}


def kept(store: Store, files: Files, visitor: Visitor = OWNER) -> str:
    document = read_files(files).document
    draft = drafts.start(store, visitor, document).draft_id
    shipments.keep(store, visitor, draft, document, files)
    return draft


def full_draft(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Files, str]:
    """Files and the draft that holds them, with room for no second file of shipments."""
    files = folder(tmp_path)
    monkeypatch.setattr(attachments, "MAX_DRAFT_BYTES", len(files["rows.csv"]) + 10)
    return files, kept(store, files)


def counted(store: Store, draft: str) -> Counted:
    opened = drafts.open_draft(store, OWNER, draft)
    found = shipments.counted(check(opened.document).story, shipments.whole(store, OWNER, opened))
    assert found is not None
    return found


def test_the_folder_of_a_draft_is_what_was_brought_with_its_shipments(
    store: Store, tmp_path: Path
) -> None:
    files = folder(tmp_path)
    opened = drafts.open_draft(store, OWNER, kept(store, files))
    assert shipments.whole(store, OWNER, opened) == files


@pytest.mark.parametrize(
    ("source", "table"), [("rows.csv", ""), ("rows.parquet", ""), ("rows.duckdb", "shipped")]
)
def test_it_is_counted_and_published(source: str, table: str, tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/drafts.sqlite", Host(local=True))
    files = folder(tmp_path, source, table)
    draft = kept(store, files)
    found = counted(store, draft)
    assert decode(found.cube).blocks["totals"].quantities.sum() == 20_975
    assert found.line.startswith(f"{source}: 7 shipments, 2024-01-01 to 2024-02-10")
    done = publish(store, OWNER, draft, tmp_path / "stories")
    assert {path.name: path.read_bytes() for path in done.folder.iterdir()} == files
    store.close()


def test_a_database_is_refused_and_so_is_a_file_that_was_not_brought(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/drafts.sqlite", Host(local=True))
    for source, why in (("env:ROWS", "names a database"), ("rows.csv", "was not brought")):
        files = folder(tmp_path / source, source, "shipped" if source == "env:ROWS" else "")
        files.pop("rows.csv", None)
        draft = kept(store, files)
        assert why in counted(store, draft).problems[0].message
        with pytest.raises(DraftError, match=why):
            publish(store, OWNER, draft, tmp_path / "stories")
    assert shelf.published(tmp_path / "stories") == []
    store.close()


def test_a_view_in_a_brought_database_is_no_table(tmp_path: Path) -> None:
    import duckdb

    files = folder(tmp_path, "rows.duckdb", "shipped")
    with duckdb.connect(tmp_path / "story" / "rows.duckdb") as database:
        database.execute("CREATE VIEW attack AS SELECT * FROM shipped")
    files["rows.duckdb"] = (tmp_path / "story" / "rows.duckdb").read_bytes()
    files["story.toml"] = files["story.toml"].replace(b'table = "shipped"', b'table = "attack"')
    store = Store(f"sqlite:///{tmp_path}/drafts.sqlite", Host(local=True))
    found = counted(store, kept(store, files))
    assert (found.cube, found.errors[0].column) == (b"", "shipments.table")
    store.close()


def test_other_shipments_of_the_same_name_stand_beside_and_can_be_taken_back(
    store: Store, tmp_path: Path
) -> None:
    files = folder(tmp_path)
    draft = kept(store, files)
    newer = {**files, "rows.csv": files["rows.csv"].replace(b"100.5", b"200.5")}
    assert again.look(store, OWNER, draft, files).file == ""
    assert again.look(store, OWNER, draft, newer).file == "rows.csv"
    again.take_over(store, OWNER, draft, newer)
    opened = drafts.open_draft(store, OWNER, draft)
    assert shipments.attached(store, OWNER, opened) == {"rows-2.csv": newer["rows.csv"]}
    assert opened.document.row(INFO, INFO)["shipments"]["source"] == "rows-2.csv"
    revisions.undo(store, OWNER, draft, 2)
    opened = drafts.open_draft(store, OWNER, draft)
    assert shipments.attached(store, OWNER, opened) == {"rows.csv": files["rows.csv"]}


def test_nobody_reads_the_shipments_of_another_visitor(
    open_store: Callable[..., Store], tmp_path: Path
) -> None:
    store = open_store(Host())
    files = folder(tmp_path)
    document = read_files(files).document
    started = drafts.start(store, Visitor(), document)
    holder, other = (
        Visitor(key=started.key),
        Visitor(key=drafts.start(store, Visitor(), document).key),
    )
    shipments.keep(store, holder, "", document, files)
    assert attachments.get(store, holder, "", "rows.csv") == files["rows.csv"]
    assert attachments.get(store, other, "", "rows.csv") is None
    with pytest.raises(RefusedError):
        attachments.get(store, other, started.draft_id, "rows.csv")
    drafts.delete(store, holder)
    with pytest.raises(RefusedError):
        attachments.get(store, holder, "", "rows.csv")


def test_a_trial_keeps_only_so_much(
    open_store: Callable[..., Store], monkeypatch: pytest.MonkeyPatch, grain: object
) -> None:
    monkeypatch.setattr(attachments, "MAX_TRIAL_BYTES", 1_000)
    store = open_store(Host())
    holder = Visitor(key=drafts.start(store, Visitor(), read_files({}).document).key)

    def put(name: str, data: bytes, needed: str = "") -> str:
        with store.writing() as connection:
            about = store.take_turn(connection, holder, "", "write")
            return attachments.put(connection, about, name, data, store.now(), (needed,))

    assert put("a.csv", b"a" * 600) == "a.csv"
    with pytest.raises(DraftError, match="at most 0 MB of shipments are kept here"):
        put("b.csv", b"b" * 1_001)
    assert put("b.csv", b"b" * 600, needed="a.csv") == "b.csv"
    assert attachments.get(store, holder, "", "a.csv") == b"a" * 600  # until a revision names b.csv
    with store.writing() as connection:
        about = store.take_turn(connection, holder, "", "write")
        attachments.trim(connection, about, ("b.csv",))
    assert attachments.get(store, holder, "", "a.csv") is None
    monkeypatch.setattr(attachments, "MAX_TRIALS_BYTES", 700)
    with pytest.raises(DraftError, match="no more shipments of trial drafts"):
        put("c.csv", b"c" * 200)


def test_a_file_takes_the_place_of_the_one_in_use_once_its_revision_is_saved(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = folder(tmp_path)
    draft = kept(store, files)
    newer = {**files, "rows.csv": files["rows.csv"].replace(b"100.5", b"200.5")}
    monkeypatch.setattr(attachments, "MAX_DRAFT_BYTES", len(files["rows.csv"]) + 10)
    with monkeypatch.context() as patch:
        patch.setattr(revisions, "MAX_BYTES", 1)
        with pytest.raises(DraftError, match="This story takes"):
            again.take_over(store, OWNER, draft, newer)
    assert attachments.get(store, OWNER, draft, "rows.csv") == files["rows.csv"]
    assert attachments.get(store, OWNER, draft, "rows-2.csv") is None
    again.take_over(store, OWNER, draft, newer)
    assert attachments.get(store, OWNER, draft, "rows.csv") is None
    assert attachments.get(store, OWNER, draft, "rows-2.csv") == newer["rows.csv"]


def test_two_servers_to_which_a_file_is_brought_at_once_lose_neither(
    open_store: Callable[..., Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store()
    files, draft = full_draft(store, tmp_path, monkeypatch)
    seen = drafts.open_draft(store, OWNER, draft)
    numbers = ("200.5", "300.5")
    newer = [files["rows.csv"].replace(b"100.5", number.encode()) for number in numbers]
    inside, put = threading.Event(), attachments.put
    faults: list[Exception] = []

    def put_and_wait(*of: object) -> str:
        name: str = put(*of)
        if (
            not inside.is_set()
        ):  # the first: the second brings its file here, where nothing stops it
            inside.set()
            time.sleep(0.5)
        return name

    monkeypatch.setattr(attachments, "put", put_and_wait)

    def bring(server: Store, data: bytes) -> None:
        try:
            brought = {"rows.csv": data}
            shipments.save(server, OWNER, draft, seen.rev, seen.document, brought, "Brought")
        except Exception as error:
            faults.append(error)

    both = [threading.Thread(target=bring, args=(open_store(), data)) for data in newer]
    both[0].start()
    assert inside.wait(20)
    both[1].start()
    for one in both:
        one.join(20)
    assert faults == []
    opened = drafts.open_draft(store, OWNER, draft)
    first = shipments.attached(store, OWNER, opened)
    (clash,) = clashes.open_clashes(store, OWNER, draft)
    second = attachments.get(store, OWNER, draft, shipments.source_in_clash(clash.clash))
    assert [*first.values(), second] == newer  # the first to be stored stands, the other waits
    assert attachments.get(store, OWNER, draft, "rows.csv") is None  # there was no room for three


def test_a_file_is_there_for_whoever_decides_a_clash_for_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waybill.ui.drafts import clashes as cards
    from waybill.ui.drafts import desk

    files, draft = full_draft(store, tmp_path, monkeypatch)
    seen = drafts.open_draft(store, OWNER, draft)
    for number in (b"200.5", b"300.5", b"400.5"):
        newer = {"rows.csv": files["rows.csv"].replace(b"100.5", number)}
        shipments.save(store, OWNER, draft, seen.rev, seen.document, newer, "Brought")
    monkeypatch.setattr(desk, "store", lambda: store)
    monkeypatch.setattr(desk, "draft_id", lambda: draft)
    monkeypatch.setattr(cards, "visitor", lambda: OWNER)
    older, newest = clashes.open_clashes(store, OWNER, draft)
    with pytest.raises(DraftError, match=r"no longer has the file rows-3\.csv: bring it again"):
        cards._take_mine(older)
    cards._take_mine(newest)
    opened = drafts.open_draft(store, OWNER, draft)
    assert b"400.5" in shipments.attached(store, OWNER, opened)["rows-4.csv"]


@pytest.mark.parametrize(("source", "table"), [("env:ROWS", "shipped"), ("rows.csv", "")])
def test_a_clash_can_be_decided_for_shipments_whose_file_was_never_brought(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, table: str
) -> None:
    from waybill.ui.drafts import clashes as cards
    from waybill.ui.drafts import desk

    files = folder(tmp_path, source, table)
    files.pop("rows.csv", None)
    draft = kept(store, files)
    seen = drafts.open_draft(store, OWNER, draft)
    given = seen.document.row(INFO, INFO)["shipments"]
    for unit in ("kg", "lb"):
        changed = {**given, "quantity_unit": unit}
        mine = seen.document.set_cell(INFO, INFO, "shipments", changed)
        revisions.save(store, OWNER, draft, seen.rev, mine, unit)
    monkeypatch.setattr(desk, "store", lambda: store)
    monkeypatch.setattr(desk, "draft_id", lambda: draft)
    monkeypatch.setattr(cards, "visitor", lambda: OWNER)
    (clash,) = clashes.open_clashes(store, OWNER, draft)
    cards._take_mine(clash)
    opened = drafts.open_draft(store, OWNER, draft)
    assert opened.document.row(INFO, INFO)["shipments"]["quantity_unit"] == "lb"


def test_shipments_that_cannot_be_counted_leave_the_file_in_use(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waybill.drafts.editing import shipments as editing
    from waybill.ui.drafts import desk
    from waybill.ui.drafts.shipments import form

    files, draft = full_draft(store, tmp_path, monkeypatch)
    monkeypatch.setattr(desk, "store", lambda: store)
    monkeypatch.setattr(form, "visitor", lambda: OWNER)
    opened = drafts.open_draft(store, OWNER, draft)
    given = editing.stored(opened.document)
    assert given is not None
    brought = form.File("faulty.csv", ("", ""), lambda: b"no,shipments\n" * 9)
    with pytest.raises(DraftError):
        form._take(opened, brought, replace(given, source="faulty.csv"))
    assert attachments.get(store, OWNER, draft, "rows.csv") == files["rows.csv"]
    assert attachments.get(store, OWNER, draft, "faulty.csv") is None


def test_the_form_reads_the_bytes_of_a_file_once(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waybill.importing.shipments.process import Seen
    from waybill.ui.drafts import desk
    from waybill.ui.drafts.shipments import form

    draft = kept(store, folder(tmp_path))
    opened = drafts.open_draft(store, OWNER, draft)
    reads: list[str] = []
    get = attachments.get

    def counting(*of: object) -> bytes | None:
        reads.append(str(of[-1]))
        return get(*of)

    monkeypatch.setattr(attachments, "get", counting)
    monkeypatch.setattr(desk, "store", lambda: store)
    monkeypatch.setattr(form, "visitor", lambda: OWNER)
    monkeypatch.setattr(form, "look_apart", lambda name, data, table: Seen())
    monkeypatch.setattr(form.st, "session_state", {})
    for _ in range(3):
        file = form._kept(opened)
        assert file is not None
        form._seen(file, "")
    assert reads == ["rows.csv"]
