"""Land, lakes and sea of the base map, at single points."""

import numpy as np
import pytest
import shapely

from waybill.basemap.countries import country
from waybill.basemap.land import is_lake, is_land

LAND = {
    "Moscow": (55.75, 37.6),
    "Chukotka, past 180 degrees": (67.0, -175.0),
    "Taveuni in Fiji, at 180 degrees": (-16.85, -179.97),
    "the border of France and Germany": (49.0, 7.5),
    "Lake Baikal": (53.5, 108.0),
}
SEA = {
    "the Caspian Sea": (42.0, 50.5),
    "the Black Sea": (43.0, 34.0),
    "the Pacific, at 180 degrees": (0.0, 180.0),
    "the Bering Sea": (58.0, -178.0),
    "the North Pole": (90.0, 0.0),
}


def at(location: tuple[float, float]) -> np.ndarray:
    return np.array([location])


@pytest.mark.parametrize("location", LAND.values(), ids=list(LAND))
def test_land_is_land(location: tuple[float, float]) -> None:
    assert is_land(at(location)).tolist() == [True]


@pytest.mark.parametrize("location", SEA.values(), ids=list(SEA))
def test_the_sea_is_neither_land_nor_lake(location: tuple[float, float]) -> None:
    assert [is_land(at(location))[0], is_lake(at(location))[0]] == [False, False]


@pytest.mark.parametrize("location", [(43.0, -87.0), (-1.0, 33.0), (53.5, 108.0)])
def test_a_lake_is_a_lake(location: tuple[float, float]) -> None:
    assert is_lake(at(location)).tolist() == [True]


def test_a_longitude_of_another_turn_is_the_same_place() -> None:
    assert is_land(np.array([(55.75, 397.6), (67.0, 185.0), (43.0, 394.0)])).tolist() == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("code", ["KR", "UA", "FJ", "NO", "CA"])
def test_points_are_on_land_as_their_countrys_shape_has_it(code: str) -> None:
    shape = country(code)
    west, south, east, north = shape.bounds
    points = np.random.default_rng(7).uniform([south, west], [north, east], (3000, 2))
    inside = shapely.contains_xy(shape, points[:, 1], points[:, 0])
    assert is_land(points[inside]).mean() > 0.98  # small islands are all edge
