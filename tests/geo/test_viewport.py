"""A viewport holds what it was asked to hold, on either side of the antimeridian."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waybill.geo.mercator import unit_points
from waybill.geo.viewport import Viewport, viewport_around, viewport_at, viewport_of_width


@given(st.lists(st.tuples(st.floats(-84, 84), st.floats(-180, 180)), min_size=1, max_size=6))
def test_a_viewport_holds_all_its_points(locations):
    points = unit_points(locations)
    viewport = viewport_around(points, 1200, 400, (80, 60, 80, 60), 8)
    # in a turn of the world that suits all of them
    turns = [viewport.project(points + np.array([turn, 0.0])) for turn in viewport.turns()]
    across = [any(79 <= drawn[i, 0] <= 1121 for drawn in turns) for i in range(len(points))]
    assert all(across)
    if viewport.scale > 360.001:  # smaller is no picture of the world
        assert (turns[0][:, 1] >= 59).all()
        assert (turns[0][:, 1] <= 341).all()


def test_the_world_is_seen_on_both_sides_of_the_antimeridian():
    viewport = Viewport(left=1000.0, top=300.0, scale=1024.0, width=200, height=200)
    assert 1 in viewport.turns()


def test_the_centre_asked_for_is_in_the_middle():
    viewport = viewport_at((45.0, 36.0), 6.0, 1200, 400)
    assert viewport.project(unit_points([(45.0, 36.0)]))[0] == pytest.approx((600, 200))


def test_a_box_is_shown_with_its_margin_and_a_longitude_can_be_read_off():
    viewport = viewport_of_width((20.0, 40.0, 40.0, 50.0), 1000, 0.07)
    assert viewport.longitude(0) == pytest.approx(20 - 0.07 * 20)
    assert viewport.longitude(1000) == pytest.approx(40 + 0.07 * 20)
    drawn = viewport.project(unit_points([(50.0, 20.0), (40.0, 40.0)]))
    assert (drawn > 0).all()
    assert (drawn < (viewport.width, viewport.height)).all()


def test_a_single_place_is_shown_with_room_around_it():
    viewport = viewport_of_width((40.1, 45.9, 40.1, 45.9), 1000, 0.07)
    assert viewport.longitude(1000) - viewport.longitude(0) == pytest.approx(0.07)
