"""The land of a card is the land of the map: both draw the same frames, the map with its own modules."""

from collections.abc import Iterator

import pytest

from tools.compare_land import BOUND_PX, BrowserLand, card_land, exchanged_px, frames


@pytest.fixture(scope="module")
def land(browser) -> Iterator[BrowserLand]:
    page = browser.new_page()
    yield BrowserLand(page)
    page.close()


def test_land_and_water_are_not_exchanged_between_card_and_map(land):
    # 500 frames: python -m tools.compare_land
    sizes = {frame: exchanged_px(card_land(frame), land.draw(frame)) for frame in frames(40, 7)}
    assert {frame: size for frame, size in sizes.items() if size > BOUND_PX} == {}
    assert len(sizes) == 40


def test_the_comparison_sees_land_that_is_missing(land):
    egypt = frames(1, 7)[0]
    drawn = card_land(egypt)
    assert drawn.mean() > 0.9
    drawn[300:341, 900:1000] = False  # 20 px of the card high
    assert exchanged_px(drawn, land.draw(egypt)) == pytest.approx(20, abs=1)
