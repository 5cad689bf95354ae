"""Distances that the bundled story states, in literal kilometres."""

import pytest

from waybill.geo.distance import distance_km
from waybill.geo.geodesics import path_lengths_km

TIKHORETSK = (45.8547, 40.1253)
SEA_LEG = [
    (42.2300, 130.2950),
    (42.1700, 130.2900),
    (42.0900, 130.3200),
    (42.1500, 131.0500),
    (42.6500, 131.9500),
    (42.7300, 132.2600),
    (42.8300, 132.3650),
    (42.8830, 132.3500),
]


@pytest.mark.parametrize(
    ("place", "location", "km"),
    [
        ("Kerch", (45.3568, 36.4754), 290.0),
        ("Donetsk", (48.0230, 37.8022), 299.0),
        ("Mariupol", (47.0951, 37.5413), 241.6),
        ("Kyiv", (50.4547, 30.5238), 877.5),
    ],
)
def test_tikhoretsk_is_this_far_from(place, location, km):
    assert distance_km(TIKHORETSK, location) == pytest.approx(km, abs=0.1)


def test_sea_leg_is_184_km_straight_and_216_km_along_its_waypoints():
    assert distance_km(SEA_LEG[0], SEA_LEG[-1]) == pytest.approx(184, abs=0.5)
    assert path_lengths_km([SEA_LEG]) == [pytest.approx(216, abs=0.5)]


def test_a_longitude_past_the_antimeridian_is_the_same_place():
    assert distance_km((10, 185), (10, -175)) == 0
    assert distance_km((0, 179.5), (0, -179.5)) == pytest.approx(111.32, abs=0.01)


def test_swapped_coordinates_are_refused_not_wrapped():
    with pytest.raises(ValueError, match=r"latitude 130\.295"):
        distance_km((130.295, 42.23), TIKHORETSK)
