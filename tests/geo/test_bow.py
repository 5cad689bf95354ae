"""A bow is schematic: it joins two places and stands clear of the straight line."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waybill.geo.bow import bow

LOCATIONS = st.tuples(st.floats(-80, 80), st.floats(-180, 180))
TEHRAN, GAZA = (35.6944, 51.4215), (31.5016, 34.4667)


@given(LOCATIONS, LOCATIONS, st.floats(-0.5, 0.5))
def test_both_ends_are_exact_and_the_line_goes_the_short_way(start, end, bend):
    curve = bow(start, end, bend)
    assert curve[0] == start
    assert curve[-1][0] == end[0]
    turns = (curve[-1][1] - end[1]) / 360
    assert turns == pytest.approx(round(turns), abs=1e-9)
    assert abs(curve[-1][1] - start[1]) <= 180 + 1e-9
    assert all(abs(b[1] - a[1]) <= 180 for a, b in pairwise(curve))


def test_a_bow_has_33_points_and_its_middle_stands_off_to_the_left():
    east = bow((0, 0), (0, 10), 0.2)
    assert len(east) == 33
    assert east[16] == (pytest.approx(2.0, abs=0.01), pytest.approx(5.0))
    assert bow((0, 10), (0, 0), 0.2)[16][0] == pytest.approx(-2.0, abs=0.01)


def test_tehran_to_gaza_bends_south_when_bent_to_the_left_going_west():
    straight, bent = bow(TEHRAN, GAZA, 0)[16], bow(TEHRAN, GAZA, 0.16)[16]
    assert bent[0] < straight[0] - 1


def test_equal_ends_give_two_points():
    assert bow(GAZA, GAZA, 0.2) == [GAZA, GAZA]
