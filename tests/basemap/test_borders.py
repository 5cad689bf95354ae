"""The basemap follows the United Nations' lines and is fine enough for what the story measures."""

import gzip
import json
from functools import cache

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from waybill.basemap import borders, countries, topology
from waybill.geo.distance import distance_km
from waybill.geo.path import to_lon_lat

TIKHORETSK = (45.8547, 40.1253)
KERCH = (45.3568, 36.4754)
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
# Fokino to Tikhoretsk, the inferred rail corridor; Dunay to Fokino crosses a bay.
RAIL = [
    (42.9743, 132.4057), (43.2880, 132.4559), (43.3595, 132.1889), (43.3281, 132.0883),
    (43.8029, 131.9458), (44.5988, 132.8259), (45.4788, 133.4283), (45.9315, 133.7391),
    (46.8129, 134.2501), (47.5376, 134.7556), (48.4827, 135.0838), (48.7928, 132.9239),
    (49.4245, 130.0857), (50.9164, 128.4773), (51.3753, 128.1410), (53.4540, 125.8093),
    (53.9847, 123.9403), (53.7342, 119.7652), (52.5221, 117.0171), (51.6167, 114.3500),
    (52.0317, 113.5009), (51.2753, 108.8430), (51.8272, 107.6063), (51.6594, 103.7061),
    (52.2978, 104.2964), (55.9342, 98.0044), (56.0184, 92.8672), (56.2139, 87.7472),
    (55.0415, 82.9346), (54.9924, 73.3686), (56.1128, 69.4902), (57.1522, 65.5272),
    (56.8519, 60.6122), (55.1540, 61.4292), (55.1711, 59.6508), (54.7431, 55.9678),
    (53.2001, 50.1500), (53.1585, 48.4681), (51.5406, 46.0086), (48.7194, 44.5018),
    (47.6301, 43.1407), (46.4747, 41.5411), (45.8547, 40.1253),
]  # fmt: skip


@cache
def basemap():
    return json.loads(topology.WORLD.read_text(encoding="utf-8"))


def test_basemap_is_at_most_300_kb_gzipped():
    assert len(gzip.compress(topology.WORLD.read_bytes(), 9)) <= 300_000


@pytest.mark.parametrize(
    ("where", "location", "holder", "not_holder"),
    [
        ("Simferopol, Crimea", (44.95, 34.10), "UA", "RU"),
        ("Donetsk", (48.02, 37.80), "UA", "RU"),
        ("Quneitra, Golan", (33.00, 35.75), "SY", "IL"),
        ("Ein Gev, Lake Tiberias", (32.783, 35.638), "IL", "SY"),
        ("Gaza City", (31.5016, 34.4667), "PS", "IL"),
        ("Hargeisa, Somaliland", (9.56, 44.06), "SO", "ET"),
        ("Kyrenia, Cyprus", (35.32, 33.32), "CY", "TR"),
        ("Laayoune, Western Sahara", (27.10, -13.10), "EH", "MA"),
        ("Sukhumi, Georgia", (43.01, 41.05), "GE", "RU"),
        ("Baikonur, Kazakhstan", (45.92, 63.34), "KZ", "RU"),
    ],
)
def test_recognised_territory_holds(where, location, holder, not_holder):
    assert countries.contains(location, holder)
    assert not countries.contains(location, not_holder)


def test_chukotka_is_russia_on_both_sides_of_180():
    assert countries.contains((67.0, 179.0), "RU")
    assert countries.contains((66.5, -173.0), "RU")


def test_no_arc_runs_across_the_world():
    scale = basemap()["transform"]["scale"][0]
    assert max(abs(step[0]) * scale for arc in basemap()["arcs"] for step in arc[1:]) < 60


def test_no_drawn_line_parts_crimea_from_ukraine():
    scale, translate = basemap()["transform"]["scale"], basemap()["transform"]["translate"]
    isthmus = box(33.0, 45.6, 35.2, 46.3)
    drawn = {}
    for geometry in basemap()["objects"]["borders"]["geometries"]:
        for refs in geometry["arcs"]:
            points, x, y = [], 0, 0
            for dx, dy in basemap()["arcs"][refs[0]]:
                x, y = x + dx, y + dy
                points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
            if LineString(points).intersects(isthmus):
                drawn.setdefault(geometry["properties"]["kind"], []).append(refs)
    assert set(drawn) == {"de-facto"}


def test_every_country_has_a_name_a_code_and_a_shape():
    for geometry in basemap()["objects"]["countries"]["geometries"]:
        assert geometry["properties"]["n"]
        assert geometry["arcs"]
    codes = countries.country_codes()
    assert {"KP", "KR", "RU", "UA", "PS", "IL", "IR", "CN", "US", "TR"} <= codes
    assert all(
        countries.country(code).is_valid and countries.country(code).area > 0 for code in codes
    )


def test_an_unknown_code_says_what_a_code_looks_like():
    with pytest.raises(LookupError, match=r"no country 'ZZ'.*alpha-2"):
        countries.country("ZZ")


def test_tikhoretsk_is_202_km_from_the_recognised_land_border_of_ukraine():
    location, km = borders.nearest_point_on_land_border(TIKHORETSK, "UA")
    assert km == pytest.approx(201.9, abs=0.2)
    assert location == (pytest.approx(47.103, abs=0.005), pytest.approx(38.216, abs=0.005))


def test_tikhoretsk_is_201_km_from_the_nearest_ukrainian_territory_a_spit_on_the_azov_coast():
    coast = shapely.get_coordinates(shapely.segmentize(countries.country("UA"), 0.01))
    near = coast[(coast[:, 0] > 36) & (coast[:, 1] < 49)]
    km, location = min((distance_km(TIKHORETSK, (lat, lon)), (lat, lon)) for lon, lat in near)
    assert 201 <= km <= 203
    assert km <= borders.nearest_point_on_land_border(TIKHORETSK, "UA")[1]
    assert location == (pytest.approx(47.04, abs=0.02), pytest.approx(38.14, abs=0.02))


def test_tikhoretsk_is_276_to_278_km_from_the_crimean_coast():
    crimea = countries.country("UA").intersection(box(33.0, 44.0, 36.8, 45.6))
    coast = shapely.get_coordinates(shapely.segmentize(crimea, 0.01))
    km = min(distance_km(TIKHORETSK, (lat, lon)) for lon, lat in coast if lon > 36.3)
    assert 276 <= km <= 278


def test_a_location_on_the_coast_of_crimea_lies_in_ukraine():
    assert countries.contains(KERCH, "UA")


def test_a_country_without_a_land_border_is_measured_to_its_coast():
    location, km = borders.nearest_point_on_land_border((43.1, 131.9), "JP")
    assert countries.country("JP").distance(Point(location[1], location[0])) < 0.001
    assert km == pytest.approx(distance_km((43.1, 131.9), location))


@settings(max_examples=25, deadline=None)
@given(st.tuples(st.floats(-70, 80), st.floats(-180, 180)), st.sampled_from(["UA", "KP", "FJ"]))
def test_no_vertex_of_the_border_is_nearer_than_the_nearest_point(location, code):
    _, km = borders.nearest_point_on_land_border(location, code)
    drawn = borders.land_border(code)  # Fiji has none: its coast counts
    vertices = (drawn.points if drawn else shapely.get_coordinates(countries.country(code)))[::7]
    assert km <= min(distance_km(location, (lat, lon)) for lon, lat in vertices) + 0.1


def test_the_bundled_sea_leg_touches_no_land_but_for_3_km_at_its_ends():
    line = LineString(to_lon_lat(SEA_LEG))
    for code in ("KP", "RU", "CN", "JP"):
        for lon, lat in shapely.get_coordinates(line.intersection(countries.country(code))):
            assert min(distance_km((lat, lon), end) for end in (SEA_LEG[0], SEA_LEG[-1])) <= 3


def test_the_bundled_rail_corridor_stays_inside_russia():
    line = LineString(to_lon_lat(RAIL))
    assert line.difference(countries.country("RU")).is_empty
    assert not any(line.intersects(countries.country(code)) for code in ("CN", "KZ", "MN", "UA"))


def test_the_nearest_ukrainian_territory_is_found_on_the_coast():
    location, km = borders.nearest_point_of_territory(TIKHORETSK, "UA")
    assert 201 <= km <= 203
    assert km <= borders.nearest_point_on_land_border(TIKHORETSK, "UA")[1]
    assert location == (pytest.approx(47.04, abs=0.02), pytest.approx(38.14, abs=0.02))


def test_a_place_inside_a_country_is_its_own_nearest_point():
    assert borders.nearest_point_of_territory(KERCH, "UA") == (KERCH, 0.0)


@settings(max_examples=25, deadline=None)
@given(st.tuples(st.floats(-70, 80), st.floats(-180, 180)), st.sampled_from(["UA", "KP", "FJ"]))
def test_no_vertex_of_the_country_is_nearer_than_its_nearest_point(location, code):
    _, km = borders.nearest_point_of_territory(location, code)
    vertices = shapely.get_coordinates(countries.country(code))[::7]
    assert km <= min(distance_km(location, (lat, lon)) for lon, lat in vertices) + 0.1
