"""A story of shipments needs no legs: its flows are shown, and nothing is said of legs."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
from support.node_rules import NodeRules
from support.shipment_stories import write_story

from waybill.card.words import card_words
from waybill.cli import main
from waybill.documents.flows import FlowTable
from waybill.documents.table import table_html
from waybill.edition.pages import story_page
from waybill.story import Story, read_story
from waybill.ui.downloads import formats_of
from waybill.view.extract import extract
from waybill.view.sentence import sentence
from waybill.view.view import default_view

ROOT = Path(__file__).parents[2]
Said = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = write_story(tmp_path_factory.mktemp("alone") / "story")
    (written / "routes.csv").unlink()
    return written


@pytest.fixture(scope="module")
def story(folder: Path) -> Story:
    found = read_story(folder)
    assert (found.story is not None, list(found.problems)) == (True, [])
    assert found.story
    return found.story


def test_a_routes_file_without_rows_is_as_good_as_none(folder: Path, tmp_path: Path) -> None:
    written = write_story(tmp_path / "story")
    (written / "routes.csv").write_text("leg_id,origin,destination,start_date\n")
    found = read_story(written)
    assert found.story
    assert not [problem for problem in found.problems if problem.is_error]


def test_without_shipments_a_story_still_needs_a_leg(folder: Path, tmp_path: Path) -> None:
    written = write_story(tmp_path / "story")
    (written / "routes.csv").unlink()
    toml = (written / "story.toml").read_text()
    (written / "story.toml").write_text(toml.split("[shipments]")[0])
    found = read_story(written)
    assert found.story is None
    assert "routes.csv: file is missing" in str(found.problems[0])


def test_the_record_gives_its_days(story: Story) -> None:
    words = "Shipments, 1 Jan – 31 Dec 2024"
    assert sentence(default_view(story), story) == words
    with closing(NodeRules()) as front_end:
        front_end.load("alone", story)
        assert front_end("sentence", "alone", "") == words


def test_the_preview_of_an_edition_is_described_by_what_its_map_shows(
    story: Story, tmp_path: Path
) -> None:
    both = read_story(write_story(tmp_path / "story")).story
    assert both
    assert story_page(both, "").card_alt == "Map of the flows and legs of “Rows”"
    assert story_page(story, "").card_alt == "Map of the flows of “Rows”"


def test_check_counts_what_there_is(folder: Path, capsys: Said) -> None:
    assert main(["check", str(folder)]) == 0
    assert "4 places, 1 source, no faults" in capsys.readouterr().out


def test_the_table_has_its_flows_alone(story: Story) -> None:
    html = table_html(story, default_view(story), flows=FlowTable(("7 flows drawn.",)))
    assert "7 flows drawn." in html
    assert "leg" not in html.lower()


def test_its_card_says_nothing_of_legs(story: Story) -> None:
    view = default_view(story)
    assert not re.search(r"\blegs?\b(?!=)", repr(card_words(extract(story, view), view)), re.I)


def test_it_is_published_as_an_edition(folder: Path, tmp_path: Path, capsys: Said) -> None:
    site = tmp_path / "site"
    assert main(["publish", str(folder), "--out", str(site)]) == 0
    assert list(site.rglob("*.cube"))
    assert not list(site.rglob("*.zip"))


def test_the_downloads_are_those_that_hold_something(story: Story) -> None:
    assert [kind for kind, _, _ in formats_of(story)] == ["geojson", "kml", "png"]
    whole = read_story(ROOT / "data").story
    assert whole
    assert [kind for kind, _, _ in formats_of(whole)] == [
        "legs",
        "visits",
        "claims",
        "geojson",
        "kml",
        "png",
        "zip",
    ]
