"""Shipments on the page "Your own story": brought with a folder, shown as flows, kept with a draft."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from support.made_files import zipped
from support.shipment_stories import FAULTY, SOUND, write_story

from waybill.drafts import shipments
from waybill.drafts.store import drafts
from waybill.httpd import asset_registry
from waybill.shipments.cube import decode
from waybill.ui.drafts import desk

from .test_drafts import OWNER, bring, named, press, said, served, sound, visit

__all__ = ["served"]  # a fixture


@pytest.fixture
def folder(tmp_path: Path) -> dict[str, bytes]:
    made = write_story(tmp_path / "story", [*SOUND, *FAULTY], "rows.csv")
    return {path.name: path.read_bytes() for path in made.iterdir()}


def cubes(app: AppTest) -> list[bytes]:
    """The sums that the page's map fetches, as the browser gets them."""
    scripts = [json.loads(one.proto.json_args)["script"] for one in app.get("component_instance")]
    names = [name for name in asset_registry._previews if name.endswith(".cube")]
    return [asset_registry.content_of(n) for n in names if any(n in one for one in scripts)]


def test_a_folder_with_shipments_is_shown_kept_and_taken_home(
    served: Callable[..., AppTest], folder: dict[str, bytes]
) -> None:
    app = bring(served(), "own-files", {"story.zip": zipped(folder)})
    assert "rows.csv: 14 shipments, 2024-01-01 to 2024-02-10" in said(app)
    assert "3 of 14 shipments have no known place: not drawn" in said(app)
    assert "did you mean 'odesa'?" in said(app)
    (cube,) = cubes(app)
    assert decode(cube).blocks["totals"].quantities.sum() == 20_975
    draft = named(press(app, "own-keep"))
    app = sound(visit(draft))
    assert cubes(app) == [cube]
    opened = drafts.open_draft(desk.store(), OWNER, draft)
    assert shipments.whole(desk.store(), OWNER, opened) == folder


def test_what_no_story_names_is_told(
    served: Callable[..., AppTest], folder: dict[str, bytes]
) -> None:
    app = bring(served(), "own-files", {"story.zip": zipped({**folder, "more.parquet": b"PAR1"})})
    assert "Not taken over" in said(app)
    assert "more.parquet" in said(app)


def test_a_database_and_a_missing_file_are_told_in_a_sentence(
    served: Callable[..., AppTest], folder: dict[str, bytes]
) -> None:
    del folder["rows.csv"]
    app = bring(served(), "own-files", folder)
    assert "“rows.csv” was not brought: bring the file beside story.toml" in said(app)
    toml = (
        folder["story.toml"]
        .replace(b'"rows.csv"', b'"env:ROWS"')
        .replace(b'table = ""', b'table = "rows"')
    )
    app = bring(app, "own-files", {**folder, "story.toml": toml})
    assert "“env:ROWS” names a database of this server." in said(app)
    assert cubes(app) == []
