"""A card whose lines are as wide as a quantity says so, with the values of its scale."""

import dataclasses
from pathlib import Path

import pytest
from support.tiny_stories import PLACES

from waybill.card.legend import WidthSamples
from waybill.card.render import render_card
from waybill.story import Story, read_story
from waybill.view.view import View, default_view
from waybill.view.widths import WidthScale, width_scale

ROUTES = """leg_id,origin,destination,start_date,mode,quantity,quantity_unit
small,rajin,dunay,2023-01-01,sea,500,t
large,dunay,rajin,2023-01-01,sea,2000,t
other,dunay,rajin,2023-01-01,rail,9,wagons
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    (tmp_path / "places.csv").write_text(PLACES, "utf-8")
    (tmp_path / "routes.csv").write_text(ROUTES, "utf-8")
    found = read_story(tmp_path).story
    assert found is not None
    return found


def with_width(story: Story, width: str) -> View:
    return dataclasses.replace(default_view(story), width=width)


def test_its_legend_has_round_values_and_what_is_not_measured(story: Story) -> None:
    scale = width_scale(story, None, "quantity")
    assert isinstance(scale, WidthScale)
    assert WidthSamples(scale, 2.0).rows == [
        ("500 t claimed", 6.0),
        ("2,000 t claimed", 24.0),
        ("no quantity in that unit", 2.8),
    ]


def test_each_way_to_draw_lines_is_another_picture(story: Story) -> None:
    widths = ("", "quantity", "quantity:wagons")
    cards = [render_card(story, with_width(story, width)) for width in widths]
    assert len(set(cards)) == 3
    assert render_card(story, with_width(story, "quantity:tons")) == cards[0]
