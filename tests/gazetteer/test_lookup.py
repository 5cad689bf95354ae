"""What the bundled gazetteer offers for a name, and that it never chooses."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from waybill.gazetteer.lookup import Candidate, Neighbour, candidates
from waybill.gazetteer.store import FILE, bundled
from waybill.geo.distance import distance_km

PLACES = Path(__file__).parents[2] / "data" / "places.csv"
NEAR_ENOUGH_KM = 15.0

# Named places of the bundled story that the gazetteer does not offer: areas, a strait, a launch
# site, and two border stations of fewer than 1,000 people.
NOT_OFFERED = {
    "Israel–Gaza border area",
    "Vostochny Cosmodrome",
    "Tumangang",
    "Khasan",
    "Kerch Strait",
}


def ids(found: list[Candidate]) -> list[str]:
    return [candidate.entry.gazetteer_id for candidate in found]


def offered(row: dict[str, str]) -> bool:
    """Whether one of the candidates lies where the story says, for the name or an alias."""
    spot = (float(row["latitude"]), float(row["longitude"]))
    within = max(NEAR_ENOUGH_KM, float(row["radius_km"] or 0))
    names = [row["name"], *filter(None, row["aliases"].split("|"))]
    return any(
        distance_km(spot, candidate.entry.location) <= within
        for name in names
        for candidate in candidates(name)
    )


def test_61_of_the_66_named_places_of_the_bundled_story_are_offered():
    with PLACES.open(encoding="utf-8", newline="") as stream:
        named = [row for row in csv.DictReader(stream) if row["kind"] != "waypoint"]
    assert len(named) == 66
    assert {row["name"] for row in named if not offered(row)} == NOT_OFFERED


def test_every_tripoli_is_offered_with_its_country_and_people():
    found = candidates("Tripoli")
    rows = {
        (c.entry.gazetteer_id, c.entry.country, c.entry.admin1, c.entry.kind, c.entry.population)
        for c in found
    }
    assert ("geonames:2210247", "LY", "Tripoli", "capital", 1302947) in rows
    assert ("geonames:266826", "LB", "North Lebanon", "city", 229398) in rows
    assert ("geonames:252601", "GR", "Peloponnese", "city", 26561) in rows


def test_a_country_moves_candidates_up_and_drops_none():
    found = candidates("Tripoli", country="LB")
    assert ids(found)[0] == "geonames:266826"
    assert "in Lebanon, as written" in found[0].why
    libya = next(c for c in found if c.entry.gazetteer_id == "geonames:2210247")
    assert "in Libya, not LB" in libya.why


def test_a_port_is_offered_before_a_town_6800_km_away():
    found = candidates("Vostochny port")
    assert ids(found) == ["ports:RUVYP", "geonames:797241"]
    assert found[0].why == ("same name", "port, as meant")
    assert found[1].why == ("same name", "city, not port", "2,500 people")


def test_distances_to_the_neighbours_are_told_and_do_not_decide():
    istanbul = Neighbour("Istanbul", (41.0138, 28.9497))
    found = candidates("Tripoli", neighbours=[istanbul])
    away = {c.entry.gazetteer_id: round(c.distances_km[0][1]) for c in found}
    assert away["geonames:252601"] == 687
    assert away["geonames:266826"] == 950
    assert ids(found)[0] == "geonames:2210247"
    assert "1,665 km from Istanbul" in found[0].why


@pytest.mark.parametrize(
    ("written", "expected", "match"),
    [
        ("Раджин", "geonames:2042645", "other name"),
        ("羅津", "geonames:2042645", "other name"),
        ("나진", "geonames:2042645", "spelled in Latin letters"),
        ("بندر عباس", "geonames:141681", "other name"),
        ("Königsberg", "geonames:554234", "other name"),
        ("Constantinople", "geonames:745044", "other name"),
        ("Türkiye", "countries:TR", "name"),
        ("VVO", "airfields:UHWW", "other name"),
        ("Petrovsk-Zabaykalsky", "geonames:2017945", "similar"),
    ],
)
def test_names_in_other_scripts_languages_and_spellings(written, expected, match):
    by_id = {c.entry.gazetteer_id: c.match for c in candidates(written)}
    assert by_id.get(expected) == match


def test_looking_wider_finds_a_name_that_begins_otherwise():
    assert "geonames:1796236" not in ids(candidates("Khanghai"))
    assert "geonames:1796236" in ids(candidates("Xanghai", wider=True, limit=50))


@pytest.mark.parametrize("written", ["", "???", "x" * 10_000, "\0", "qwrtzpsdfg"])
def test_what_is_no_name_has_no_candidates(written):
    assert candidates(written) == []


def test_a_place_keeps_its_source_licence_and_uncertainty():
    store = bundled()
    kept = {
        gazetteer_id: (entry.position_source, entry.radius_km)
        for gazetteer_id in ("geonames:266826", "ports:KPNJN", "airfields:UHWW", "countries:UA")
        if (entry := store.by_id(gazetteer_id)) is not None
    }
    assert kept == {
        "geonames:266826": ("GeoNames 266826 (CC BY 4.0)", 8.0),
        "ports:KPNJN": ("searoute ports KPNJN (Apache-2.0)", 3.0),
        "airfields:UHWW": ("airportsdata UHWW (MIT)", 2.0),
        "countries:UA": ("middle of Ukraine on Waybill's base map", 689.0),
    }
    assert store.by_id("geonames:0") is None


def test_no_port_lies_far_from_its_country():
    # CRSJO stands at +84.05 in the source
    assert bundled().by_id("ports:CRSJO") is None
    assert bundled().by_id("ports:GIGIB") is not None


def test_the_file_is_small_and_says_where_it_is_from():
    assert FILE.stat().st_size < 8_000_000
    assert [source["licence"] for source in bundled().sources] == ["CC BY 4.0", "Apache-2.0", "MIT"]
    assert len(bundled()) == 192_101
