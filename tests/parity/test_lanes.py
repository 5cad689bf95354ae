"""Lines that share a path lie in the same lanes on the map and on the preview card."""

from __future__ import annotations

import random

import pytest

from waybill.geo.lanes import GAP_PX, Way, lane_steps


def random_ways(draw: random.Random) -> list[Way]:
    """Up to twelve lines among four places, some of them bows, some out and back."""
    ways = []
    for _ in range(draw.randint(1, 12)):
        stops = tuple(draw.sample(["a", "b", "Ö", "ж"], draw.randint(2, 3)))
        comes_back = draw.random() < 0.2
        if comes_back:
            stops = (*stops, *stops[-2::-1])
        ways.append(Way(stops, draw.choice(["sea", "air"]), draw.random() < 0.3, comes_back))
    return ways


@pytest.mark.parametrize("seed", range(20))
def test_any_lines_lie_in_the_same_lanes_in_both(rules, seed):
    draw = random.Random(seed)
    for _ in range(20):
        ways = random_ways(draw)
        assert rules("lane_steps", ways) == lane_steps(ways), ways


def test_a_lane_is_as_wide_in_both(rules):
    there, back = Way(("a", "b"), "sea", False), Way(("b", "a"), "sea", False)
    assert rules("lane_steps", [there, back]) == [0.5, 0.5]
    assert GAP_PX == 14
