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
from waybill.ui.drafts.shipments.form import _with_cells

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


def test_a_file_of_shipments_is_mapped_by_a_form(
    served: Callable[..., AppTest], folder: dict[str, bytes]
) -> None:
    rows = b"Departure port,Destination,Departure date,Metric tons,Ship\nodesa,Istanbul,9/15/2023,7,Aurora\n"
    plain = {name: folder[name] for name in ("places.csv", "routes.csv", "sources.csv")}
    draft = named(press(bring(served(), "own-files", plain), "own-keep"))
    app = sound(visit(draft))
    app.file_uploader(key="draft-shipments-count-0").set_value([("voyages.csv", rows, "text/csv")])
    sound(app.run())
    chosen = {
        box.key.rpartition("-")[2]: box for box in app.selectbox if box.key.startswith("draft-ship")
    }
    assert {key: box.value for key, box in chosen.items()} == {
        "origin": "Departure port",
        "destination": "Destination",
        "date": "Departure date",
        "quantity": "Metric tons",
        "mode": None,
        "cargo": None,
        "order": "month first",
        "said": None,
    }
    app.multiselect[-1].set_value(["Ship"])
    count = next(one for one in app.button if one.label == "Count them and draw the flows")
    sound(count.click().run())
    assert "Still to be said: who says so." in said(app)
    # Beside the button: the head of the page is out of sight by then.
    (form,) = [one for one in app.expander if one.label == "Many shipments, drawn as flows"]
    assert [one.value for one in form.error] == ["That was not done:"]
    assert "Still to be said: who says so." in [one.value for one in form.text]
    assert drafts.open_draft(desk.store(), OWNER, draft).rev == 1
    next(box for box in app.selectbox if box.key.endswith("-said")).set_value("customs")
    count = next(one for one in app.button if one.label == "Count them and draw the flows")
    sound(count.click().run())
    assert "Counted voyages.csv: 1 shipment, 2023-09-15 to 2023-09-15" in said(app)
    opened = drafts.open_draft(desk.store(), OWNER, draft)
    assert opened.document.row("info", "info") == {
        "shipments": {
            "source": "voyages.csv",
            "said_by": "customs",
            "unit": "t",
            "columns": {
                "origin": "Departure port",
                "destination": "Destination",
                "date": "Departure date",
                "quantity": "Metric tons",
            },
            "day_order": "month first",
            "drill": ["Ship"],
        },
        "record": [{"date": "2023-09-15"}, {"date": "2023-09-15"}],
    }
    assert shipments.attached(desk.store(), OWNER, opened) == {"voyages.csv": rows}
    assert len(cubes(app)) == 1
    sound(app.button(key="draft-shipments-out").click().run())
    assert shipments.source_of(drafts.open_draft(desk.store(), OWNER, draft).document) == ""


def test_a_column_shows_as_many_of_its_cells_as_fit_a_telephone() -> None:
    days = ["2024-10-29", "2024-02-11", "2023-06-03"]
    assert (
        _with_cells("tonnes", ["262.2", "262.2", "28.6", "", "24"]) == "tonnes: 262.2, 28.6, 24, …"
    )
    assert _with_cells("loaded_on", days) == "loaded_on: 2024-10-29, 2024-02-11, …"
    assert _with_cells("the day on which it left the harbour", days) == (
        "the day on which it left the harbour: 2024-10-29, …"
    )
    assert _with_cells("empty", [""]) == "empty"
