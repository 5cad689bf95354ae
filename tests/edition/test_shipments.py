"""An edition has the sums of shipments and none of their rows."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from support.shipment_stories import SOUND, write_story

from waybill import work_folder
from waybill.edition import build
from waybill.edition.build import Options
from waybill.edition.publish import PublishError, publish
from waybill.settings import Settings
from waybill.shipments.cube import decode


@pytest.fixture(autouse=True)
def _kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_folder, "settings", lambda: Settings(cache="off"))


def test_the_cube_is_a_file_and_a_script_and_no_row_is_there(tmp_path: Path) -> None:
    rows = [*SOUND, ("odesa", "genoa", "2024-01-01", "1", "sea", "corn", "A")]
    folder = write_story(tmp_path / "story", rows, limits="cells = 1000")
    contents = publish(folder, tmp_path / "out", Options()).edition.contents
    (cube,) = (name for name in contents if name.endswith(".cube"))
    assert re.fullmatch(r"assets/shipments\.\w+\.cube", cube)
    assert decode(contents[cube]).meta["left_out"]["rows"] == 8
    script = contents[cube.replace(".cube", ".js")].decode()
    assert base64.b64encode(contents[cube]).decode() in script
    assert f'"cube":"{cube}"' in next(
        text.decode() for name, text in contents.items() if re.search(r"waybill\.\w+\.js$", name)
    )
    assert f"{cube}.gz" in contents
    assert not [name for name in contents if "parquet" in name]


def test_an_edition_whose_shipments_cannot_be_counted_is_not_made(tmp_path: Path) -> None:
    folder = write_story(tmp_path / "story")
    (folder / "rows.parquet").unlink()
    with pytest.raises(PublishError, match="the shipments could not be counted: is not a file"):
        publish(folder, tmp_path / "out", Options())
    assert not (tmp_path / "out").exists()


def test_the_preview_card_of_an_edition_has_the_flows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    monkeypatch.setattr(
        build, "render_card", lambda story, view, flows=None: drawn.append(flows) or b""
    )
    publish(write_story(tmp_path / "story"), tmp_path / "out", Options())
    assert drawn[0].cube.meta["left_out"]["rows"] == 7
