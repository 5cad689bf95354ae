"""Paths are continuous, exact at their ends, and survive the antimeridian and the encoding."""

from itertools import pairwise

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st
from support.encoded_paths import decode_path

from waybill.geo.distance import distance_km
from waybill.geo.geodesics import path_lengths_km
from waybill.geo.path import (
    bounds,
    encode_path,
    great_circle,
    leg_path,
    split_at_antimeridian,
    to_lon_lat,
    unwrap,
)

LOCATIONS = st.tuples(st.floats(-89.9, 89.9), st.floats(-180, 180))
RAJIN, DUNAY = (42.2300, 130.2950), (42.8830, 132.3500)
TOKYO, SAN_FRANCISCO = (35.69, 139.69), (37.77, -122.42)


def continuous(path):
    return all(abs(b[1] - a[1]) <= 180 + 1e-9 for a, b in pairwise(path))  # rounding at a pole


def same_place(a, b):
    turns = (a[1] - b[1]) / 360
    return a[0] == b[0] and abs(turns - round(turns)) < 1e-9


@given(LOCATIONS, st.lists(LOCATIONS, max_size=3), LOCATIONS)
def test_a_leg_is_continuous_and_passes_its_ends_and_waypoints_exactly(origin, via, destination):
    path = leg_path(origin, via, destination)
    assert path[0] == origin
    assert same_place(path[-1], destination)
    assert continuous(path)
    assert all(any(same_place(point, waypoint) for point in path) for waypoint in via)


@given(LOCATIONS, LOCATIONS)
def test_a_line_is_never_shorter_than_the_geodesic_and_hardly_longer(start, end):
    direct = distance_km(start, end)
    [drawn] = path_lengths_km([great_circle(start, end)])
    assert drawn >= direct - 1e-6
    assert drawn <= direct * 1.0001 + 1e-6


@given(LOCATIONS, LOCATIONS)
def test_every_drawn_point_lies_within_half_a_kilometre_of_the_geodesic(start, end):
    line = Geodesic.WGS84.InverseLine(*start, *end)
    if line.s13 > 19_900_000:  # nearly antipodal: many geodesics are equally short
        return
    for point in great_circle(start, end)[1:-1]:
        along = line.Position(distance_km(start, point) * 1000)
        assert distance_km(point, (along["lat2"], along["lon2"])) < 0.5


def test_short_hops_get_no_points_between_and_long_ones_at_least_every_200_km():
    assert great_circle(RAJIN, (42.17, 130.29)) == [RAJIN, (42.17, 130.29)]
    path = great_circle((55.75, 37.62), (43.11, 131.87))
    assert max(distance_km(a, b) for a, b in pairwise(path)) <= 201


def test_tokyo_to_san_francisco_runs_on_past_180():
    path = great_circle(TOKYO, SAN_FRANCISCO)
    assert path[-1] == (37.77, pytest.approx(237.58))
    assert max(latitude for latitude, _ in path) == pytest.approx(48.6, abs=0.2)


def test_unwrap_follows_the_short_way():
    assert unwrap([170, -170, -150, 170]) == [170, 190, 210, 170]


@given(st.lists(LOCATIONS, min_size=1, max_size=8))
def test_split_pieces_stay_on_the_map_and_never_run_across_it(locations):
    pieces = split_at_antimeridian(locations)
    for piece in pieces:
        assert all(-180 <= longitude <= 180 for _, longitude in piece)
        assert continuous(piece)
    for before, after in pairwise(pieces):
        assert {before[-1][1], after[0][1]} == {180.0, -180.0}
        assert before[-1][0] == after[0][0]


def test_a_path_across_the_antimeridian_is_cut_there():
    assert split_at_antimeridian([(10, 170), (20, -170)]) == [
        [(10, 170), (15, 180.0)],
        [(15, -180.0), (20, -170)],
    ]


def test_a_path_that_only_touches_the_antimeridian_is_not_cut():
    assert split_at_antimeridian([(0, 170), (5, 180), (9, 170)]) == [
        [(0, 170), (5, 180.0), (9, 170)]
    ]
    assert split_at_antimeridian([(0, -170), (5, -180)]) == [[(0, -170), (5, -180)]]


def test_geojson_positions_have_longitude_first():
    assert to_lon_lat([RAJIN, DUNAY]) == [[130.295, 42.23], [132.35, 42.883]]


@given(st.lists(LOCATIONS, max_size=10))
def test_encoding_keeps_a_ten_thousandth_of_a_degree(path):
    decoded = decode_path(encode_path(path))
    assert len(decoded) == len(path)
    for (lat1, lon1), (lat2, lon2) in zip(path, decoded, strict=True):
        assert abs(lat1 - lat2) <= 1e-4
        assert abs(lon1 - lon2) <= 1e-4


def test_encoding_is_latitude_first_in_steps():
    assert encode_path([RAJIN, DUNAY]) == [422300, 1302950, 6530, 20550]


def test_bounds_are_west_south_east_north():
    assert bounds([RAJIN, DUNAY]) == pytest.approx((130.295, 42.23, 132.35, 42.883))


def test_bounds_across_the_antimeridian_are_narrow_and_in_the_first_location_s_turn():
    assert bounds([(0, 175), (1, -175)]) == pytest.approx((175, 0, 185, 1))
    assert bounds([(0, -175), (1, 175)]) == pytest.approx((-185, 0, -175, 1))


@given(st.lists(LOCATIONS, min_size=1, max_size=6))
def test_bounds_hold_every_location(locations):
    west, south, east, north = bounds(locations)
    assert west <= locations[0][1] + 1e-9
    assert locations[0][1] <= east + 1e-9
    assert east - west <= 360
    for latitude, longitude in locations:
        assert south <= latitude <= north
        assert any(west - 1e-9 <= longitude + turn <= east + 1e-9 for turn in (-360, 0, 360))


def test_bounds_of_nothing_are_refused():
    with pytest.raises(ValueError, match="at least one location"):
        bounds([])
