"""Shipments may go from any place to any other: the whole story is all of its places."""

from __future__ import annotations

from pathlib import Path

import pytest

from waybill.evidence.lines import story_bounds
from waybill.story import read_story

EXAMPLE = Path(__file__).parents[2] / "examples" / "teapots"


def test_a_story_with_shipments_shows_all_of_its_places() -> None:
    story = read_story(EXAMPLE).story
    assert story is not None
    assert story_bounds(story) == pytest.approx((-9.1, 31.2, 32.3, 48.2))  # Lisbon to Port Said
