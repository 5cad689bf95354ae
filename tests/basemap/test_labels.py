"""Labels on the basemap stand where they belong and use neutral names."""

import json
from functools import cache

import pytest

from waybill.basemap import countries, topology


@cache
def labels():
    path = topology.LABELS
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_row_has_its_columns_and_a_leaflet_zoom():
    assert set(labels()) == {"countries", "cities", "seas"}
    for name, columns in (("countries", 5), ("cities", 4), ("seas", 4)):
        for row in labels()[name]:
            assert len(row) == columns
            assert -90 <= row[1] <= 90
            assert -180 <= row[2] <= 180
            assert 2 <= row[3] <= 7


def test_every_country_label_stands_in_its_country():
    geometries = json.loads(topology.WORLD.read_text(encoding="utf-8"))["objects"]["countries"]
    codes = {g["properties"]["n"]: g["properties"].get("a2") for g in geometries["geometries"]}
    for name, latitude, longitude, *_ in labels()["countries"]:
        assert countries.contains((latitude, longitude), codes[name]), name


def test_no_sea_label_stands_on_land():
    for name, latitude, longitude, _ in labels()["seas"]:
        on_land = [
            c for c in countries.country_codes() if countries.contains((latitude, longitude), c)
        ]
        assert not on_land, name


@pytest.mark.parametrize("name", ["Sea of Japan / East Sea", "Persian Gulf", "Sea of Azov"])
def test_sea_names_are_the_neutral_ones(name):
    assert name in [row[0] for row in labels()["seas"]]


@pytest.mark.parametrize("name", ["North Korea", "South Korea", "Türkiye", "Palestine", "Ukraine"])
def test_countries_have_their_short_english_names(name):
    assert name in [row[0] for row in labels()["countries"]]


@pytest.mark.parametrize(
    ("city", "latitude", "longitude"),
    [("Pyongyang", 39.03, 125.75), ("Chongjin", 41.80, 129.78), ("Rostov-on-Don", 47.23, 39.71)],
)
def test_cities_stand_where_they_are(city, latitude, longitude):
    row = next(row for row in labels()["cities"] if row[0] == city)
    assert row[1:3] == [pytest.approx(latitude, abs=0.05), pytest.approx(longitude, abs=0.05)]
