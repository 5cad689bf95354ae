"""GeoJSON follows RFC 7946; KML is sound XML that asks no host for anything."""

import json
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import shapely
from hypothesis import given
from hypothesis import strategies as st

from waybill.export import export
from waybill.export.geojson import line_geometry
from waybill.export.kml import NAMESPACE
from waybill.geo.path import leg_path
from waybill.story.day import Day
from waybill.story.model import Claim, Leg, Place, Story, StoryInfo

KML = {"k": NAMESPACE}
LOCATIONS = st.tuples(st.floats(-85, 85), st.floats(-180, 180))


def collection(story, view=None):
    return json.loads(export(story, view, "geojson").content)


def feature(document, feature_id):
    return next(f for f in document["features"] if f["id"] == feature_id)


def lines_of(geometry):
    return (
        [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
    )


def tiny(name="A", **changes):
    """A story of one leg from Fiji to Samoa, over the antimeridian."""
    places = {
        "a": Place(place_id="a", name=name, latitude=-18.1, longitude=178.4),
        "b": Place(place_id="b", name="B", latitude=-13.8, longitude=-171.8),
    }
    row = {"leg_id": "l", "origin": "a", "destination": "b", "start_date": "2023-09"}
    leg = Leg.model_validate({**row, "path_basis": "inferred", **changes})
    return Story(info=StoryInfo(), places=places, legs={"l": leg})


def test_a_leg_is_longitude_first_from_origin_to_destination(story):
    line = feature(collection(story), "leg:rajin-dunay")["geometry"]
    assert line["type"] == "LineString"
    assert line["coordinates"][0] == [130.295, 42.23]
    assert line["coordinates"][-1] == [132.35, 42.883]


def test_a_leg_carries_its_evidence_and_its_claims_with_sources(story):
    properties = feature(collection(story), "leg:rajin-dunay")["properties"]
    evidence = properties["evidence"]
    assert evidence["level"] == "inferred"
    assert evidence["words"] == "Both ends reported from images; path inferred"
    assert evidence["origin_seen"] is True
    assert evidence["destination_seen"] is True
    assert evidence["asserted_by"] == ["White House"]
    assert evidence["corroborated_by"] == ["VOA", "RUSI", "CSIS Beyond Parallel"]
    assert "North Korean Foreign Minister Choe Son Hui" in evidence["disputed_by"]
    denial = next(c for c in properties["claims"] if c["claim_id"] == "c1-kremlin-rejects")
    assert denial["stance"] == "denies"
    assert [s["source_id"] for s in denial["sources"]] == ["s07", "s08"]


def test_the_collection_says_whose_data_it_is(story, window):
    document = collection(story, window)
    assert document["type"] == "FeatureCollection"
    assert document["licence"] == "CC BY 4.0"
    assert document["view"] == "Legs and visits, 7 Sept – 1 Oct 2023"
    assert document["attribution"].startswith(
        "“From Rajin to Tikhoretsk: an alleged arms route”, Waybill, data version"
    )


def test_on_12_october_only_the_gaza_claim_is_there(story, window):
    document = collection(story, replace(window, known=Day(2023, 10, 12)))
    legs = [f["id"] for f in document["features"] if f["properties"]["kind"] == "leg"]
    assert legs == ["leg:gaza-claim"]
    assert (
        b"Angara" not in export(story, replace(window, known=Day(2023, 10, 12)), "geojson").content
    )


def test_the_places_of_a_claim_that_names_many_are_those_whose_features_list_it():
    names = [f"p{number}" for number in range(51)]
    extra = {
        name: Place(place_id=name, name=name, latitude=number / 2, longitude=10)
        for number, name in enumerate(names)
    }
    base = tiny(claims=("few", "many"))
    claims = {
        name: Claim.model_validate(
            {"claim_id": name, "statement": "S.", "claimant": "C", "stated_on": "2023-10-01"}
            | {"stance": "asserts", "kind": "statement", "places": places}
        )
        for name, places in (("few", names[:50]), ("many", names))
    }
    document = collection(base.model_copy(update={"places": base.places | extra, "claims": claims}))
    few, many = feature(document, "leg:l")["properties"]["claims"]
    assert few["places"] == names[:50]
    assert many["places"] == []
    listed = [
        each["properties"]["place_id"]
        for each in document["features"]
        if each["properties"]["kind"] == "place"
        and "many" in [claim["claim_id"] for claim in each["properties"]["claims"]]
    ]
    assert listed == names


def test_every_geometry_loads_and_lies_on_the_globe(story):
    document = collection(story)
    for one in document["features"]:
        assert set(one) == {"type", "id", "geometry", "properties"}
        if one["geometry"] is None:  # a claim that names no place
            continue
        shape = shapely.from_geojson(json.dumps(one["geometry"]))
        west, south, east, north = shape.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
    ids = [one["id"] for one in document["features"]]
    assert len(ids) == len(set(ids))


def test_the_bbox_holds_every_place(story):
    west, south, east, north = collection(story)["bbox"]
    for place in story.places.values():
        assert south <= place.latitude <= north
        assert west <= place.longitude <= east


def test_a_leg_over_the_antimeridian_is_cut_there_and_so_is_the_bbox():
    document = collection(tiny())
    line = feature(document, "leg:l")["geometry"]
    assert line["type"] == "MultiLineString"
    west_of, east_of = line["coordinates"]
    assert west_of[-1][0] == 180
    assert east_of[0][0] == -180
    assert west_of[-1][1] == east_of[0][1]
    west, _, east, _ = document["bbox"]
    assert (west, east) == (178.4, -171.8)


@given(LOCATIONS, LOCATIONS)
def test_no_line_crosses_the_antimeridian_or_leaves_the_globe(start, end):
    for line in lines_of(line_geometry(leg_path(start, [], end))):
        assert len(line) >= 2
        for (x1, y1), (x2, y2) in pairwise(line):
            assert abs(x2 - x1) <= 180
            assert all(-180 <= x <= 180 for x in (x1, x2))
            assert all(-90 <= y <= 90 for y in (y1, y2))


def test_kml_has_its_folders_and_every_row(story):
    root = ET.fromstring(export(story, None, "kml").content)
    counts = {
        folder.findtext("k:name", namespaces=KML): len(folder.findall("k:Placemark", KML))
        for folder in root.iterfind(".//k:Folder", KML)
    }
    assert counts == {"Legs": 5, "Visits": 14, "Images": 7, "Places": len(story.places)}


def test_a_kml_leg_says_in_its_name_that_it_is_inferred(story):
    root = ET.fromstring(export(story, None, "kml").content)
    names = [n.text for n in root.iterfind(".//k:Folder[1]/k:Placemark/k:name", KML)]
    assert "Angara (as claimed): Rajin → Dunay by sea (inferred)" in names
    assert "Pyongyang → Israel–Gaza border area (route not published)" in names
    mark = root.find(".//k:Placemark[@id='leg-rajin-dunay']", KML)
    assert mark.findtext("k:TimeSpan/k:begin", namespaces=KML) == "2023-09-07"
    assert mark.findtext("k:TimeSpan/k:end", namespaces=KML) == "2023-10-01"
    assert mark.findtext("k:styleUrl", namespaces=KML) == "#sea-inferred"
    start = mark.findtext("k:LineString/k:coordinates", namespaces=KML).split()[0]
    assert start == "130.295000,42.230000"


def test_kml_styles_say_how_a_path_is_known(story):
    root = ET.fromstring(export(story, None, "kml").content)

    def line(style):
        found = root.find(f".//k:Style[@id='{style}']/k:LineStyle", KML)
        return found.findtext("k:color", namespaces=KML), found.findtext("k:width", namespaces=KML)

    assert line("sea-observed") == ("ff995c0a", "4")
    assert line("sea-inferred") == ("be995c0a", "3")
    assert line("sea-unpublished") == ("5a995c0a", "1.5")


def test_kml_names_no_host_to_load_from(story):
    root = ET.fromstring(export(story, None, "kml").content)
    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert not tags & {"href", "NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay"}
    for icon in root.iter(f"{{{NAMESPACE}}}Icon"):
        assert len(icon) == 0


def test_markup_in_the_data_stays_text_in_kml():
    hostile = tiny("<script>alert(1)</script>\x00", note='<img src="http://example.org/x.png">')
    root = ET.fromstring(export(hostile, None, "kml").content)
    mark = root.find(".//k:Placemark[@id='leg-l']", KML)
    # read once as XML, a description is HTML: the data must be escaped in it
    assert "<img" not in mark.findtext("k:description", namespaces=KML)
    assert "&lt;img" in mark.findtext("k:description", namespaces=KML)
    assert mark.findtext("k:name", namespaces=KML).startswith("<script>alert(1)</script>\ufffd → B")


def test_kml_cuts_a_line_at_the_antimeridian():
    root = ET.fromstring(export(tiny(), None, "kml").content)
    assert len(root.findall(".//k:MultiGeometry/k:LineString", KML)) == 2
