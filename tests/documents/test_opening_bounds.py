"""The opening picture of a link with a filter shows the part of the world that the live map will show."""

from dataclasses import replace

import pytest

from waybill.documents.placeholder import placeholder_values
from waybill.evidence.lines import story_bounds
from waybill.story import Story
from waybill.view.row_filter import RowFilter
from waybill.view.view import default_view


def longitudes(story: Story, wanted: RowFilter) -> tuple[float, float]:
    viewport = placeholder_values(story, replace(default_view(story), wanted=wanted))["viewport"]
    return viewport.longitude(0), viewport.longitude(viewport.width)


@pytest.mark.parametrize(
    ("wanted", "west", "east"),
    [
        (RowFilter(mode="sea"), 130.0, 132.7),  # the legs that fit
        (RowFilter(at="beijing"), 116.4, 116.4),  # no leg: the places of visits
    ],
)
def test_it_shows_what_fits(story: Story, wanted: RowFilter, west: float, east: float) -> None:
    left, right = longitudes(story, wanted)
    assert (left, right) == pytest.approx((west, east), abs=0.5)


def test_a_filter_that_leaves_nothing_shows_the_whole_story(story: Story) -> None:
    assert longitudes(story, RowFilter(q="no such words")) == longitudes(story, RowFilter())
    assert story_bounds(story)[2] - story_bounds(story)[0] > 90
