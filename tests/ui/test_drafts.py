"""Drafts on the page "Your own story", without a browser: kept, found again, taken back, published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from support.running import ROOT

from waybill.drafts.document import Document
from waybill.drafts.files import read_files
from waybill.drafts.rights import Visitor
from waybill.drafts.store import clashes, drafts, revisions
from waybill.settings import settings
from waybill.story import shelf
from waybill.ui import host
from waybill.ui.drafts import desk
from waybill.ui.drafts.grid import Frozen, new_cells

FOLDER = {
    "places.csv": b"place_id,name,latitude,longitude\nrotterdam,Rotterdam,51.92,4.48\nkoeln,Koeln,50.94,6.96\n",
    "routes.csv": b"leg_id,origin,destination,start_date\nfirst,rotterdam,koeln,2024-03\n",
    "story.toml": b'title = "Up the [Rhine](http://payload.invalid)"\n',
}
OWNER = Visitor(proxied=False)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., AppTest]]:
    """Open the page as on a server at this machine, or as on a public one."""

    def open_page(local: bool = True, **environment: str) -> AppTest:
        monkeypatch.setenv("WAYBILL_DATA", str(ROOT / "data"))
        monkeypatch.setenv("WAYBILL_STORIES", str(tmp_path / "stories"))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(host, "is_at_machine", lambda bound, public_url: local)
        forget()
        return visit()

    def forget() -> None:
        settings.cache_clear()
        desk.store.cache_clear()

    yield open_page
    monkeypatch.undo()
    forget()


def visit(draft: str = "") -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if draft:
        app.query_params["draft"] = draft
    app.run()
    return app.switch_page("pages/check.py").run()


def keep(app: AppTest, other: Mapping[str, bytes] | None = None) -> str:
    """Bring the folder, or one with other files, and keep it; returns what the address then holds."""
    bring(app, "own-files", {**FOLDER, **(other or {})})
    press(app, "own-keep")
    return named(app)


def bring(app: AppTest, uploader: str, files: dict[str, bytes]) -> AppTest:
    told = [(name, data, "text/csv") for name, data in files.items()]
    app.file_uploader(key=uploader).set_value(told)
    return sound(app.run())


def named(app: AppTest) -> str:
    """What the address holds of a draft."""
    found = app.query_params["draft"]
    return found if isinstance(found, str) else found[0]


def sound(app: AppTest) -> AppTest:
    assert not app.exception, app.exception[0].value
    return app


def press(app: AppTest, key: str) -> AppTest:
    return sound(app.button(key=key).click().run())


def said(app: AppTest) -> str:
    kinds = ("text", "success", "warning", "error", "info", "header", "subheader")
    return "\n".join(str(element.value) for kind in kinds for element in app.get(kind))


def test_a_story_is_kept_and_found_again_by_its_owner(served: Callable[..., AppTest]) -> None:
    draft = keep(served())
    assert len(draft) == 16
    app = sound(visit(draft))
    assert "Read: 1 leg, 2 places" in said(app)
    assert "Brought from files" in said(app)
    first = sound(visit())
    (listed,) = [button.label for button in first.button if button.key == f"draft-{draft}"]
    assert listed.startswith(r"Up the \[Rhine\]\(http")
    opened = drafts.open_draft(desk.store(), OWNER, draft)
    assert opened.document == read_files(FOLDER).document


def test_what_was_done_is_taken_back_with_a_press(served: Callable[..., AppTest]) -> None:
    draft = keep(served())
    before = drafts.open_draft(desk.store(), OWNER, draft).document
    changed = before.set_cell("places", "koeln", "name", "Köln")
    revisions.save(desk.store(), OWNER, draft, 1, changed)
    app = sound(visit(draft))
    press(app, "undo-2")
    assert "Took back: Name of the place “Köln”: “Koeln” → “Köln”." in said(app)
    press(app, "restore-2")
    assert drafts.open_draft(desk.store(), OWNER, draft).document == changed


def test_a_clash_is_a_card_with_both_values_and_a_decision(served: Callable[..., AppTest]) -> None:
    draft = keep(served())
    before = drafts.open_draft(desk.store(), OWNER, draft).document
    for name in ("Köln", "Cologne"):
        revisions.save(
            desk.store(), OWNER, draft, 1, before.set_cell("places", "koeln", "name", name)
        )
    app = sound(visit(draft))
    assert "Two people changed the name of the place “Köln”." in said(app)
    assert "the owner: Cologne" in said(app)
    press(app, "clash-2-1-mine")
    assert clashes.open_clashes(desk.store(), OWNER, draft) == []
    document = drafts.open_draft(desk.store(), OWNER, draft).document
    assert document.cell("places", "koeln", "name") == "Cologne"


def test_publishing_says_what_it_changes_and_writes_the_folder(
    served: Callable[..., AppTest], tmp_path: Path
) -> None:
    draft = keep(served())
    app = sound(visit(draft))
    sound(app.toggle(key="draft-publishing").set_value(True).run())
    assert "2 places added: “Rotterdam”, “Koeln”" in said(app)
    (image,) = app.get("image")[0].proto.imgs
    assert image.alt == "The map and the title of the story: As it would be"
    press(app, "draft-publish")
    (done,) = shelf.published(tmp_path / "stories")
    assert {path.name: path.read_bytes() for path in done.folder.iterdir()} == FOLDER
    assert "What is published is what stands here." in said(app)


def test_a_row_is_added_and_removed(served: Callable[..., AppTest]) -> None:
    draft = keep(served())
    app = sound(visit(draft))
    press(app, "draft-add")
    assert len(drafts.open_draft(desk.store(), OWNER, draft).document.table("legs").rows) == 2
    box = next(box for box in app.selectbox if box.label == "Remove a leg")
    sound(box.set_value("first").run())
    press(app, "draft-remove-it")
    assert "first" not in drafts.open_draft(desk.store(), OWNER, draft).document.table("legs").rows


def test_a_newer_sheet_comes_in_with_every_decision_of_before(
    served: Callable[..., AppTest],
) -> None:
    app = served()
    sheet = "from,to,note\nSpain,Italy,one\nTripoli,Italy,two\n"
    bring(app, "own-files", {"journeys.csv": sheet.encode()})
    together = next(one for one in app.button if one.label == "Take these 2 as countries")
    sound(together.click().run())
    press(app, "own-keep")
    draft = named(app)
    app = sound(visit(draft))
    newer = sheet.replace("one", "other") + "Italy,Spain,three\n"
    bring(app, "draft-again-0", {"journeys.csv": newer.encode()})
    assert "1 leg added: “Italy → Spain”" in said(app)
    assert "1 leg changed: “Spain → Italy”" in said(app)
    assert "place" not in said(app).partition("1 leg added")[2].partition("changed")[0]
    press(app, "draft-take-over")
    document = drafts.open_draft(desk.store(), OWNER, draft).document
    assert len(document.table("legs").rows) == 3
    assert all(
        row.get("latitude")
        for row in document.table("places").rows.values()
        if row["name"] != "Tripoli"
    )


def test_a_visitor_of_a_public_server_has_a_secret_link_and_no_way_to_publish(
    served: Callable[..., AppTest],
) -> None:
    key = keep(served(local=False))
    assert len(key) == 32
    app = sound(visit(key))
    assert "never published" in said(app)
    assert "draft-publishing" not in [toggle.key for toggle in app.toggle]
    assert not [button for button in visit().button if "Rhine" in button.label]
    stranger = sound(visit("x" * 32))
    assert "There is no such draft, or this is not its link." in said(stranger)
    assert "Rhine" not in said(stranger)


@pytest.mark.parametrize("switch", [{"WAYBILL_DRAFTS": "off"}, {"WAYBILL_TRIALS": "off"}])
def test_drafts_can_be_switched_off(
    served: Callable[..., AppTest], switch: dict[str, str], tmp_path: Path
) -> None:
    app = served(local=False, **switch)
    bring(app, "own-files", FOLDER)
    assert "own-keep" not in [button.key for button in app.button]
    assert "cannot be shown" in said(sound(visit("x" * 32)))
    assert not (tmp_path / "stories").exists()


def test_of_a_grids_edits_only_what_is_new_is_saved() -> None:
    frozen = Frozen("d", "legs", 1, 3, Document(), ["a", "b"], {(0, "note"): "x"})
    edited = {0: {"note": "x", "mode": "sea"}, 1: {"note": None}}
    assert new_cells(frozen, edited) == {(0, "mode"): "sea", (1, "note"): ""}
    assert new_cells(frozen, {0: {"note": "y"}}) == {(0, "note"): "y"}
