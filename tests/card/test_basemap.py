"""The card's base map leaves out points that cannot be seen, and nothing that can."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from waybill.card.basemap import _thinned
from waybill.geo.viewport import Viewport

VIEWPORT = Viewport(left=0.0, top=0.0, scale=1024.0, width=100, height=60)
coordinates = st.integers(-120, 220).map(float)


def thinned(points):
    return _thinned(np.array(points, dtype=float), VIEWPORT).tolist()


def test_a_corner_outside_stays_when_two_lines_meet_in_it():
    # Each line of a ring ends where the next begins, so that the corner stands there twice. Without it
    # the ring runs through the picture: half of Egypt was sea.
    ring = [[50, 30], [150, 90], [-50, 90], [-50, 90], [-50, -40], [50, 30]]
    assert thinned(ring) == [[50, 30], [150, 90], [-50, 90], [-50, -40], [50, 30]]


def test_points_on_one_pixel_and_runs_beyond_one_side_are_left_out():
    assert thinned([[10, 10], [10, 10], [20, 10], [20, 10]]) == [[10, 10], [20, 10]]
    run = [[10, 10], [150, 10], [160, 20], [170, 30], [160, 40], [10, 40]]
    assert thinned(run) == [[10, 10], [150, 10], [160, 40], [10, 40]]


@given(st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=12), st.data())
def test_what_a_ring_covers_of_the_picture_stays_the_same(corners, data):
    twice = data.draw(st.lists(st.booleans(), min_size=len(corners), max_size=len(corners)))
    ring = [p for p, again in zip(corners, twice, strict=True) for p in [p] * (1 + again)]
    ring.append(ring[0])
    kept = thinned(ring)
    picture = shapely.box(0, 0, VIEWPORT.width, VIEWPORT.height)

    def covered(points):
        # Even–odd, as Pillow and a canvas fill it: what an odd number of these triangles covers.
        # (shapely.make_valid takes a line that is drawn there and back for an edge.)
        shape = shapely.Polygon()
        for start, end in pairwise(points):
            triangle = shapely.Polygon([points[0], start, end])
            if triangle.area:
                shape = shape.symmetric_difference(triangle)
        return shape.intersection(picture).area

    assert covered(kept) == pytest.approx(covered(ring), abs=1e-6)
