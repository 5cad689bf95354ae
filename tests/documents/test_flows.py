"""The flows of a view in what the server writes: a table, and the first picture of a page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.hostile_texts import TEXTS
from support.markup import Markup
from support.shipment_stories import story_and_cube, write_story

from waybill import work_folder
from waybill.documents.flows import FIRST_FLOWS, flow_files, flow_table, flow_table_html
from waybill.documents.placeholder import placeholder_html, placeholder_values
from waybill.documents.table import table_html
from waybill.flows.shown import COUNTING, ShownFlows, flows_of_cube
from waybill.httpd.page_head import PageView
from waybill.settings import Settings
from waybill.shipments.service import CubeService
from waybill.story import read_story
from waybill.story.day import Day
from waybill.story.model import Story
from waybill.view.flow_choice import FlowChoice
from waybill.view.view import View, whole_view


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Story, bytes]:
    """A story with shipments, and its cube."""
    return story_and_cube(tmp_path_factory.mktemp("rows") / "story")


def shown(made: tuple[Story, bytes], choice: FlowChoice, **dates: Day) -> tuple[View, ShownFlows]:
    story, cube = made
    view = replace(whole_view(story), flows=choice, **dates)
    flows = flows_of_cube(cube, story, view)
    assert flows is not None
    return view, flows


def test_the_rows_and_what_is_not_drawn_are_all(made: tuple[Story, bytes]) -> None:
    view, flows = shown(made, FlowChoice(top="2"))
    table = flow_table(flows, view, {})
    assert table is not None
    assert [(row.name, row.quantity, row.share, row.shipments) for row in table.rows] == [
        ("Odesa → Istanbul", "158", "75.1 %", "3"),
        ("Istanbul → Odesa", "30", "14.3 %", "1"),
    ]
    assert table.rest is not None
    assert table.total is not None
    assert (table.rest.quantity, table.rest.share, table.rest.shipments) == ("22.25", "10.6 %", "3")
    assert (table.total.quantity, table.total.share, table.total.shipments) == ("210", "100 %", "7")
    assert table.said == "According to Customs, Rows (2024-05-01)."


def test_the_table_page_has_flows_of_the_same_dates_and_cargo_and_their_files(
    made: tuple[Story, bytes],
) -> None:
    view, flows = shown(made, FlowChoice(cargo="wheat"), end=Day(2024, 1, 2))
    page = table_html(made[0], view, flows=flow_table(flows, view, flow_files("cargo=wheat")))
    assert "1–2 Jan 2024: 1 flow drawn, 30 t of 39 t (76.9 %)." in page
    assert "Only: cargo: wheat." in page
    links = [
        found["href"] for tag, found in Markup(page).elements if tag == "a" and "href" in found
    ]
    assert "shipments/flows.csv?cargo=wheat" in links
    assert page.index("_flows") < page.index('id="_legs"')


def test_rows_that_are_many_are_counted(made: tuple[Story, bytes]) -> None:
    view, flows = shown(made, FlowChoice())
    table = flow_table(flows, view, {}, most=1)
    assert table is not None
    assert "3 more flows are drawn; the files have them all." in flow_table_html(table)


def test_what_is_not_at_hand_or_not_public_is_said(made: tuple[Story, bytes]) -> None:
    view, early = shown(made, FlowChoice(), known=Day(2024, 4, 30))
    for flows, said in ((early, "had not been published"), (ShownFlows(why=COUNTING), COUNTING)):
        page = table_html(made[0], view, flows=flow_table(flows, view, {}))
        first = placeholder_html(made[0], view, flows)
        assert said in page
        assert said in first
        assert "158" not in page + first


def test_the_first_picture_has_the_largest_flows_in_their_colours(
    made: tuple[Story, bytes],
) -> None:
    view, flows = shown(made, FlowChoice(cargo="wheat"))
    found = placeholder_values(made[0], view, flows)["flows"]
    assert [flow.mode for flow in found.flows] == ["rail", "sea"]  # the smaller one lies below
    assert found.flows[1].width == "20.00"
    assert found.words.startswith("1 Jan – 10 Feb 2024: 2 flows drawn, 80 t of 89 t (89.9 %).")
    html = placeholder_html(made[0], view, flows)
    assert html.count('stroke="var(--sea)"') == 1
    assert "Shown first" not in html
    assert FIRST_FLOWS == 100


def test_names_of_flows_are_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_folder, "settings", lambda: Settings(cache="off"))
    rows = [("odesa", "genoa", "2024-01-05", "1", "sea", text, "A") for text in TEXTS.values()]
    folder = write_story(tmp_path / "story", rows)
    places = (folder / "places.csv").read_text().replace("Odesa", "<img src=x onerror=alert(1)>")
    (folder / "places.csv").write_text(places)
    story = read_story(folder).story
    assert story is not None
    view = whole_view(story)
    flows = flows_of_cube(CubeService({}).get(story, folder, {}).data, story, view)
    page = table_html(story, view, flows=flow_table(flows, view, {}))
    assert "&lt;img src=x" in page
    assert not [tag for tag, _ in Markup(page).elements if tag == "img"]


def test_a_preview_names_the_flow_in_focus_as_its_card_does(made: tuple[Story, bytes]) -> None:
    view, flows = shown(made, FlowChoice(flow="odesa,istanbul"))
    page = PageView(made[0], view, flows=flows)
    assert page.title.startswith("Rows: Odesa → Istanbul")
    assert ", with the flow Odesa → Istanbul. " in page.description
    view, flows = shown(made, FlowChoice(flow="odesa,istanbul"), known=Day(2024, 4, 30))
    early = PageView(made[0], view, flows=flows)  # not public by then
    gone = PageView(made[0], replace(view, flows=FlowChoice(flow="odesa,nowhere")), flows=flows)
    for page in (early, gone, replace(early, flows=None)):
        assert "→" not in page.title + page.description
