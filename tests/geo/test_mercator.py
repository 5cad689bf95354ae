"""One projection: known points, the way there and back, and the same in both units."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waybill.geo.mercator import (
    MAX_LATITUDE,
    latitude_of,
    northing,
    unit_points,
)

CASES = json.loads((Path(__file__).parents[1] / "cases" / "mercator.json").read_text("utf-8"))
LATITUDES = st.floats(-MAX_LATITUDE, MAX_LATITUDE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["location"]))
def test_a_known_point_is_where_it_should_be(case):
    assert unit_points([case["location"]])[0] == pytest.approx(case["unit"], abs=1e-6)


def test_the_projected_world_is_square():
    assert northing(MAX_LATITUDE) == pytest.approx(180)
    assert northing(-MAX_LATITUDE) == pytest.approx(-180)
    assert northing(90) == northing(MAX_LATITUDE)


@given(LATITUDES)
def test_a_latitude_comes_back_from_its_northing(latitude):
    assert latitude_of(northing(latitude)) == pytest.approx(latitude, abs=1e-9)


@given(st.floats(-90, 90))
def test_one_latitude_at_a_time_and_many_at_once_agree(latitude):
    y = unit_points([(latitude, 0.0)])[0, 1]
    assert y == pytest.approx(0.5 - northing(latitude) / 360, abs=1e-12)
