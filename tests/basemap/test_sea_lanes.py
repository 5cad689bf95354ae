"""Ways along the sea lanes: over water, from place to place, and none where there is none."""

import math
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from waybill.basemap import sea_lanes
from waybill.basemap.crossings import crossings
from waybill.basemap.sea_lanes import SeaWay, sea_way
from waybill.geo.distance import distance_km
from waybill.geo.path import leg_path

RAJIN, DUNAY = (42.23, 130.295), (42.883, 132.35)
VLADIVOSTOK, NOVOROSSIYSK = (43.1, 131.9), (44.72, 37.78)
ODESA, ISTANBUL, ALEXANDRIA = (46.49, 30.74), (41.01, 28.97), (31.19, 29.88)
SHANGHAI, ROTTERDAM, LOS_ANGELES = (31.23, 121.47), (51.92, 4.48), (33.74, -118.26)
MOSCOW, LINZ, VIENNA = (55.75, 37.6), (48.3, 14.3), (48.2, 16.37)
ROSARIO, BUENOS_AIRES = (-32.95, -60.63), (-34.6, -58.37)
PORTS = [RAJIN, DUNAY, VLADIVOSTOK, ODESA, ISTANBUL, ALEXANDRIA, SHANGHAI, ROTTERDAM, LOS_ANGELES]


def way(origin: tuple[float, float], destination: tuple[float, float]) -> SeaWay:
    found = sea_way(origin, destination)
    assert found is not None
    return found


def length_km(found: SeaWay) -> float:
    return sum(distance_km(*ends) for ends in pairwise(found.stops))


@pytest.mark.parametrize(
    ("origin", "destination", "km"),
    [
        (RAJIN, DUNAY, 211),
        (ODESA, ISTANBUL, 662),
        (ODESA, ALEXANDRIA, 2001),
        (SHANGHAI, ROTTERDAM, 19602),
        (VLADIVOSTOK, NOVOROSSIYSK, 17332),
        (VLADIVOSTOK, LOS_ANGELES, 9374),
        (ROSARIO, BUENOS_AIRES, 286),
    ],
)
def test_a_way_is_as_long_as_the_lanes_make_it(
    origin: tuple[float, float], destination: tuple[float, float], km: float
) -> None:
    assert length_km(way(origin, destination)) == pytest.approx(km, rel=0.01)


def test_the_lanes_are_named_with_their_version() -> None:
    assert way(ODESA, ISTANBUL).lanes == "searoute 1.6.0"


def test_a_short_hop_keeps_off_the_cape_between_its_ends() -> None:
    found = way(RAJIN, DUNAY)
    assert len(found.stops) > 2
    assert crossings([found.stops], "land")[0].km == 0


def test_a_way_over_open_water_is_straight_and_needs_no_lanes() -> None:
    auckland, honolulu = (-36.84, 174.76), (21.3, -157.87)
    assert way(auckland, honolulu) == SeaWay((auckland, honolulu), "")


@pytest.mark.parametrize(
    ("origin", "destination"),
    [(MOSCOW, ROTTERDAM), (ROTTERDAM, MOSCOW), (LINZ, VIENNA), (ODESA, ODESA)],
    ids=["from inland", "to inland", "a river without lanes", "one place"],
)
def test_there_is_no_way_where_the_lanes_do_not_lead(
    origin: tuple[float, float], destination: tuple[float, float]
) -> None:
    assert sea_way(origin, destination) is None


def test_without_the_package_there_is_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sea_lanes, "_network_file", lambda: None)
    assert not sea_lanes.is_installed()
    assert sea_lanes.lanes_name() == ""
    assert sea_way(ODESA, ISTANBUL) is None


def test_the_way_back_is_the_way_there() -> None:
    assert way(ALEXANDRIA, ODESA).stops == way(ODESA, ALEXANDRIA).stops[::-1]


@settings(max_examples=40)
@given(st.sampled_from(PORTS), st.sampled_from(PORTS))
def test_ways_between_ports(origin: tuple[float, float], destination: tuple[float, float]) -> None:
    if origin == destination:
        return
    found = way(origin, destination)
    assert (found.stops[0], found.stops[-1]) == (origin, destination)
    assert length_km(found) >= distance_km(origin, destination) - 0.001
    assert crossings([found.stops], "land")[0].km <= 0.05 * length_km(found)


@settings(max_examples=60)
@given(
    st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
)
@example((0.0, 118.0), (-87.5, 0.0))
def test_any_two_places_give_a_sound_line_or_none(
    origin: tuple[float, float], destination: tuple[float, float]
) -> None:
    found = sea_way(origin, destination)
    if found is None:
        return
    assert (found.stops[0], found.stops[-1]) == (origin, destination)
    drawn = leg_path(found.stops[0], found.stops[1:-1], found.stops[-1])
    assert all(math.isfinite(degrees) for location in drawn for degrees in location)
    # Beside a pole half a turn is a float's rounding more than 180.
    assert all(abs(b[1] - a[1]) <= 180 + 1e-9 for a, b in pairwise(drawn))
    assert length_km(found) >= distance_km(origin, destination) - 0.001


def test_the_app_reads_no_lanes_until_it_is_asked_for_them() -> None:
    code = (
        "import sys, pathlib, waybill.server\n"
        "from waybill.basemap import sea_lanes\n"
        "from waybill.story import read_story\n"
        "read_story(pathlib.Path('data'))\n"
        "print(sea_lanes._network.cache_info().currsize, "
        "sorted({'searoute', 'networkx'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[-2] == "0 []"
