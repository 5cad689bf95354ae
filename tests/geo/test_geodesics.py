"""Many geodesics at once are the same as each by itself, by another program (geopy)."""

from itertools import pairwise

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st
from support.running import ROOT

from waybill.geo.distance import distance_km
from waybill.geo.geodesics import evenly_between, path_lengths_km
from waybill.story import read_story

LOCATIONS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def one_by_one(path):
    return sum(distance_km(start, end) for start, end in pairwise(path))


def test_the_bundled_legs_are_as_long_as_geopy_says_to_the_metre():
    story = read_story(ROOT / "data").story
    paths = []
    for leg in story.legs.values():
        stops = [story.places[i] for i in (leg.origin, *leg.via, leg.destination)]
        paths.append([(stop.latitude, stop.longitude) for stop in stops])
    assert len(paths) == 5
    for found, path in zip(path_lengths_km(paths), paths, strict=True):
        assert found == pytest.approx(one_by_one(path), abs=0.001)


@given(st.lists(st.lists(LOCATIONS, max_size=5), max_size=5))
def test_each_path_of_many_is_as_long_as_alone(paths):
    found = path_lengths_km(paths)
    assert found == [pytest.approx(one_by_one(path), abs=0.001) for path in paths]


def test_paths_without_a_hop_have_no_length():
    assert path_lengths_km([]) == []
    assert path_lengths_km([[], [(42.23, 130.295)]]) == [0, 0]


@given(LOCATIONS, LOCATIONS, st.integers(2, 9))
def test_points_divide_a_geodesic_evenly(start, end, pieces):
    line = Geodesic.WGS84.InverseLine(*start, *end)
    if line.s13 > 19_900_000:  # nearly antipodal: many geodesics are equally short
        return
    # Beside another, shorter one, since many are divided at once.
    many = evenly_between(
        np.array([(1.0, 2.0), start]), np.array([(3.0, 4.0), end]), np.array([3, pieces])
    )
    assert len(many) == 2 + pieces - 1
    points = many[2:].tolist()
    for number, point in enumerate(points, start=1):
        exact = line.Position(line.s13 * number / pieces)
        assert distance_km(point, (exact["lat2"], exact["lon2"])) < 0.001


def test_one_piece_has_no_point_between():
    found = evenly_between(np.array([(0.0, 0.0)]), np.array([(0.0, 1.0)]), np.array([1]))
    assert found.shape == (0, 2)
