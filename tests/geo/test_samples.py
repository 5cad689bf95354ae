"""Points along many lines at once: how many, how far apart, and where."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waybill.geo.distance import distance_km
from waybill.geo.samples import samples_along

LOCATIONS = st.tuples(st.floats(-89, 89), st.floats(-180, 180))


def test_points_are_the_middles_of_equal_pieces_of_a_line() -> None:
    samples = samples_along([[(0.0, 0.0), (0.0, 1.0)]], step_km=40, most=100)
    assert samples.locations[:, 1] == pytest.approx([1 / 6, 0.5, 5 / 6])
    assert samples.km == pytest.approx([37.065] * 3, abs=0.01)


def test_a_long_line_has_no_more_points_than_asked_for() -> None:
    lines = [[(0.0, 0.0), (0.0, 90.0)], [(10.0, 0.0), (10.0, 0.1)]]
    samples = samples_along(lines, step_km=5, most=50)
    assert np.bincount(samples.line).tolist() == [50, 3]


def test_a_line_across_the_antimeridian_takes_the_short_way() -> None:
    samples = samples_along([[(0.0, 179.0), (0.0, -179.0)]], step_km=60, most=100)
    assert samples.km.sum() == pytest.approx(222.39, abs=0.1)
    assert (np.abs(samples.locations[:, 1]) > 179).all()


def test_lines_of_one_stop_or_none_have_no_points() -> None:
    samples = samples_along([[], [(1.0, 2.0)]], step_km=5, most=50)
    assert len(samples.km) == len(samples.locations) == 0


@given(st.lists(st.lists(LOCATIONS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_points_have_the_length_of_their_line_and_are_numbers(
    lines: list[list[tuple[float, float]]],
) -> None:
    samples = samples_along(lines, step_km=50, most=60)
    assert np.isfinite(samples.locations).all()
    assert set(samples.line) == set(range(len(lines)))
    for number, line in enumerate(lines):
        length_km = sum(distance_km(*ends) for ends in pairwise(line))
        assert samples.km[samples.line == number].sum() == pytest.approx(length_km, rel=0.006)
