"""The card of a story with shipments: its flows, who counts them, and what is not drawn."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from support.shipment_stories import PLACES, story_and_cube, write_story

from waybill.card.flows.words import flow_words
from waybill.card.palette import LIGHT
from waybill.card.render import render_card
from waybill.card.words import card_words
from waybill.flows.shown import ShownFlows, flows_of_cube
from waybill.shipments.service import CubeService
from waybill.story import read_story
from waybill.story.day import Day
from waybill.story.model import Story
from waybill.view.extract import extract
from waybill.view.flow_choice import FlowChoice
from waybill.view.view import View, whole_view


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Story, bytes]:
    """A story with shipments, and its cube."""
    return story_and_cube(tmp_path_factory.mktemp("rows") / "story")


def said(story: Story, view: View, flows: ShownFlows) -> tuple[str, str, str]:
    """Title, lead and dates of a card."""
    words = card_words(extract(story, view), view)
    found = flow_words(words, story, view, flows, flows.picture(view))
    return found.title, found.lead, found.dates


def of(
    made: tuple[Story, bytes], choice: FlowChoice, **changes: Day
) -> tuple[Story, View, ShownFlows]:
    story, cube = made
    view = replace(whole_view(story), flows=choice, **changes)
    flows = flows_of_cube(cube, story, view)
    assert flows is not None
    return story, view, flows


def test_a_card_says_who_counts_what_is_drawn_and_what_is_not(made: tuple[Story, bytes]) -> None:
    assert said(*of(made, FlowChoice())) == (
        "Rows",
        "According to Customs: 4 flows drawn, 201 t of 210 t (95.7 %). Nothing smaller is left out. "
        "1 shipment that stays at one place (4.3 %) not drawn. 3 shipments without a known place, "
        "1 without a day, 2 without a quantity, 1 with a negative quantity: in no sum.",
        "1 Jan – 31 Dec 2024",
    )


def test_a_card_follows_dates_cargo_and_how_many_are_drawn(made: tuple[Story, bytes]) -> None:
    choice = FlowChoice(cargo="corn", top="1")
    _, lead, dates = said(*of(made, choice, end=Day(2024, 1, 31)))
    assert lead.startswith("According to Customs: 1 flow drawn, 101 t of 114 t (88.4 %). 2 smaller")
    assert dates == "1–31 Jan 2024, cargo: corn"


def test_the_card_of_a_flow_is_about_that_flow(made: tuple[Story, bytes]) -> None:
    title, lead, _ = said(*of(made, FlowChoice(flow="odesa,istanbul")))
    assert title == "Odesa → Istanbul"
    assert lead.startswith(
        "According to Customs: 158 t in 3 shipments, 75.1 % of all in these dates. 4 flows drawn."
    )


def test_a_name_from_right_to_left_does_not_turn_its_flow_around(tmp_path: Path) -> None:
    """A mark on both sides of the name: the shaper sets the line from left to right, as the arrow says."""
    folder = write_story(tmp_path / "story")
    (folder / "places.csv").write_text(PLACES.replace(",Odesa,", ",\u062d\u0644\u0628,"), "utf-8")
    story = read_story(folder).story
    assert story is not None
    made = story, CubeService({}).get(story, folder, {}).data
    title, _, _ = said(*of(made, FlowChoice(flow="odesa,istanbul")))
    assert title == "\u200e\u062d\u0644\u0628\u200e → Istanbul"


def test_a_card_before_the_publication_names_no_number_of_it(made: tuple[Story, bytes]) -> None:
    story, view, flows = of(made, FlowChoice(flow="odesa,istanbul"), known=Day(2024, 4, 30))
    title, lead, _ = said(story, view, flows)
    assert title == "Rows"
    assert lead.endswith("These shipments had not been published on that day.")
    assert "158" not in lead
    assert render_card(story, view, flows) != render_card(story, view)


def test_flows_are_drawn_in_the_colour_of_their_means_and_not_where_there_are_none(
    made: tuple[Story, bytes],
) -> None:
    story, view, flows = of(made, FlowChoice(cargo="wheat"))

    def count(card: bytes, colour: str) -> int:
        pixels = np.asarray(Image.open(io.BytesIO(card)).convert("RGB"), dtype=int)
        near = np.abs(pixels - np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]))
        return int((near.sum(axis=2) < 130).sum())

    other = replace(view, start=Day(2024, 6, 1), end=Day(2024, 6, 30))
    drawn, empty = (render_card(story, one, flows) for one in (view, other))
    assert drawn == render_card(story, view, flows)
    assert count(drawn, LIGHT.sea) > count(empty, LIGHT.sea) + 300


def test_the_card_of_a_leg_is_about_that_leg_alone(made: tuple[Story, bytes]) -> None:
    story, view, flows = of(made, FlowChoice())
    leg = replace(view, focus=("leg", "first"))
    assert render_card(story, leg, flows) == render_card(story, leg)
