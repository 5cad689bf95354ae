"""The outline of land and borders: small paths in the viewport's own pixels."""

import re
from dataclasses import astuple

import numpy as np
import pytest
import shapely

from waybill.basemap import united
from waybill.basemap.land import is_land
from waybill.basemap.outline import begin, outline
from waybill.geo.mercator import unit_points
from waybill.geo.viewport import Viewport, viewport_of_width

EUROPE = viewport_of_width((-10.0, 36.0, 40.0, 60.0), 1000, 0.07)


def points(path):
    """All points of a path of relative lines."""
    found = []
    for ring in path.split("z")[:-1]:
        numbers = [int(n) for n in re.findall(r"-?\d+", ring)]
        x, y = numbers[:2]
        found.append((x, y))
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
    return found


def test_the_outline_is_small_and_made_of_whole_relative_steps():
    path = outline(EUROPE).land
    assert 2_000 < len(path) < 30_000
    assert re.fullmatch(r"(M-?\d+[ -]\d+l[\d -]+z)+", path)


def test_an_outline_made_in_a_thread_is_the_same():
    assert begin(EUROPE).result(20) == outline(EUROPE)


def test_nothing_is_drawn_far_outside_of_the_viewport():
    wide, high = 0.4 * EUROPE.width + 1, 0.4 * EUROPE.height + 1
    for x, y in points(outline(EUROPE).land):
        assert -wide <= x <= EUROPE.width + wide
        assert -high <= y <= EUROPE.height + high


def test_land_beyond_the_antimeridian_is_drawn_where_the_viewport_goes_on():
    # Chukotka and Alaska in one picture, whose east lies beyond 180 degrees
    path = outline(viewport_of_width((170.0, 55.0, 210.0, 72.0), 1000, 0.07)).land
    xs = [x for x, _ in points(path)]
    assert min(xs) < 200
    assert max(xs) > 800


def test_land_is_drawn_in_whatever_turn_of_the_world_the_viewport_lies():
    # a link may name a position more than a turn away from Greenwich
    far = Viewport(EUROPE.left + 2 * EUROPE.scale, *astuple(EUROPE)[1:])
    assert len(outline(far).land) == pytest.approx(len(outline(EUROPE).land), rel=0.01)


def test_a_picture_of_the_whole_world_has_land_where_land_is_in_every_turn():
    world = viewport_of_width((-180.0, -60.0, 180.0, 78.0), 1000, 0.07)
    paths = [f"{ring}z" for ring in outline(world).land.split("z")[:-1]]
    drawn = shapely.make_valid(np.array([shapely.Polygon(points(path)) for path in paths]))
    places = np.random.default_rng(5).uniform((-55, -180), (72, 180), (4_000, 2))
    expected = is_land(places)
    for turn in (0, 360):
        x, y = world.project(unit_points(places + np.array([0, turn]))).T
        seen = x < 1.4 * world.width - 5  # as far as the surroundings reach
        found = np.logical_xor.reduce([shapely.contains_xy(ring, x, y) for ring in drawn])
        assert seen.sum() > 1_000
        assert np.mean(found[seen] != expected[seen]) < 0.03


def test_borders_follow_united_nations_lines():
    # Perekop, 46.1° N 33.7° E: no border between Crimea and the rest of Ukraine. The Golan Heights:
    # the border is a line in dispute.
    perekop = outline(viewport_of_width((33.2, 45.4, 34.8, 46.6), 1000, 0))
    golan = outline(viewport_of_width((35.0, 32.5, 36.5, 33.5), 1000, 0))
    assert (perekop.borders, perekop.disputed) == ("", "")
    assert golan.borders
    assert golan.disputed


def test_the_land_in_one_piece_was_made_from_this_base_map():
    assert united.LAND.read_bytes().startswith(united.map_digest())


def test_the_land_in_one_piece_is_that_of_the_countries():
    land = united.read_land()
    assert land.is_valid
    assert land.area == pytest.approx(15_361.375, abs=0.01)  # square degrees, as uniting them gives
    points = np.random.default_rng(11).uniform((-56, -180), (78, 180), (20_000, 2))
    found = shapely.contains_xy(land, points[:, 1], points[:, 0])
    found |= shapely.contains_xy(land, points[:, 1] + 360, points[:, 0])
    assert np.mean(found != is_land(points)) < 0.001


def test_a_land_file_gives_the_shape_that_it_was_made_of():
    assert united.land_file(united.read_land()) == united.LAND.read_bytes()
