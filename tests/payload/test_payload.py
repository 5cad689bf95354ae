"""The story's JSON holds what the map draws: whole, in order, with honest words beside the lines."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise

import pytest
from support.encoded_paths import decode_path
from support.running import ROOT

from benchmarks.big_story import write_big_story, write_regional_story
from waybill.payload import encode
from waybill.payload.encode import build_payload, payload_json, sent
from waybill.story import read_story
from waybill.story.day import Day
from waybill.view.days import story_days

STORY = read_story(ROOT / "data").story
PAYLOAD = build_payload(STORY)
CLAIMS = {claim["id"]: claim for claim in PAYLOAD["claims"]}
LEGS = {leg["id"]: leg for leg in PAYLOAD["legs"]}


def payload_of(folder, places: str, routes: str, **files: str):
    (folder / "places.csv").write_text(places, "utf-8")
    (folder / "routes.csv").write_text(routes, "utf-8")
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    result = read_story(folder)
    assert not result.errors
    return build_payload(result.story)


PLACES = "place_id,name,latitude,longitude\na,Apia,-13.8333,-171.7667\nb,Suva,-18.1416,178.4419\n"


def test_it_holds_every_row_of_the_bundled_story():
    rows = {kind: len(PAYLOAD[kind]) for kind in ("places", "legs", "visits", "claims", "sources")}
    assert rows == {
        "places": len(STORY.places),
        "legs": 5,
        "visits": 14,
        "claims": len(STORY.claims),
        "sources": len(STORY.sources),
    }


def test_the_same_story_gives_the_same_bytes():
    assert payload_json(build_payload(STORY)) == payload_json(PAYLOAD)


def test_a_path_starts_at_the_origin_and_ends_at_the_destination():
    for leg in PAYLOAD["legs"]:
        path = decode_path(leg["path"])
        for end, place_id in ((path[0], leg["origin"]), (path[-1], leg["destination"])):
            place = STORY.places[place_id]
            assert end == pytest.approx((place.latitude, place.longitude), abs=1e-4)


def test_latitude_comes_first():
    latitude, longitude = decode_path(LEGS["rajin-dunay"]["path"])[0]
    assert (round(latitude), round(longitude)) == (42, 130)


def test_only_legs_without_a_published_route_are_bows():
    assert {leg["id"] for leg in PAYLOAD["legs"] if leg["schematic"]} == {
        "pyongyang-rajin",
        "gaza-claim",
    }


def test_a_bow_is_never_given_a_length_of_its_own():
    words = LEGS["gaza-claim"]["length"]
    assert words == "No route to measure; about 7,990 km straight between the places"


def test_the_length_of_the_sea_leg_says_what_it_measures():
    assert LEGS["rajin-dunay"]["length"] == (
        "about 184 km straight; about 216 km along the inferred line drawn"
    )


def test_the_stated_distance_stands_beside_the_measured_ones():
    check = PAYLOAD["checks"][0]
    assert check["stated_km"] == 290
    measured = {measure["label"]: round(measure["km"]) for measure in check["measures"]}
    assert measured["nearest recognised land border"] == 202
    assert measured["Kerch, in Crimea"] == 290


def test_the_sea_leg_in_words():
    leg = LEGS["rajin-dunay"]
    assert leg["name"] == "Rajin → Dunay by sea"
    assert leg["when"] == "7 Sept – 1 Oct 2023"
    assert leg["quantity"] == "more than 1,000 containers"
    assert (leg["amount"], leg["unit"]) == (1000, "containers")
    assert [(step["known"], step["witnesses"]) for step in leg["standings"]] == [
        ("2023-10-13", []),
        ("2023-10-15", ["c1-voa-ships"]),
        ("2023-10-16", ["c1-voa-ships", "c1-rusi-movement", "c2-rusi-ships"]),
        ("2023-10-31", ["c1-voa-ships", "c1-rusi-movement", "c2-rusi-ships", "c1-csis-najin"]),
    ]


def test_a_standing_names_nobody_so_that_an_earlier_day_cannot_tell():
    for leg in PAYLOAD["legs"]:
        for step in leg["standings"]:
            assert set(step) == {"known", "level", "words", "witnesses"}
            assert all(CLAIMS[w]["known"] <= step["known"] for w in step["witnesses"])


def test_visits_are_numbered_in_order_of_date():
    assert [visit["number"] for visit in PAYLOAD["visits"]] == list(range(1, 15))
    firsts = [visit["first"] for visit in PAYLOAD["visits"]]
    assert firsts == sorted(firsts)


def test_grades_come_with_their_words():
    claims = {claim["id"]: claim for claim in PAYLOAD["claims"]}
    assert claims["c1-containers"]["reliability"] == ("B", "usually reliable source")
    assert claims["c1-containers"]["credibility"] == ("3", "possibly true")
    assert claims["c1-kremlin-rejects"]["credibility"][1] == (
        "truth of the information cannot be judged"
    )


def test_the_conflicts_stand_at_what_they_concern():
    assert LEGS["gaza-claim"]["conflicts"] == ["n3", "n4"]
    visits = {visit["id"]: visit for visit in PAYLOAD["visits"]}
    assert visits["v1-shoigu"]["conflicts"] == ["n8"]


def test_over_the_antimeridian_a_path_goes_on_and_does_not_cross_the_world(tmp_path):
    routes = "leg_id,origin,destination,start_date,path_basis\nx,a,b,2024-03,inferred\n"
    payload = payload_of(tmp_path, PLACES, routes)
    longitudes = [longitude for _, longitude in decode_path(payload["legs"][0]["path"])]
    assert max(abs(after - before) for before, after in pairwise(longitudes)) < 30
    west, south, east, north = payload["info"]["bounds"]
    assert east - west < 12
    assert (round(south), round(north)) == (-18, -14)


def test_two_files_are_enough_and_the_dates_come_from_the_legs(tmp_path):
    routes = "leg_id,origin,destination,start_date\nx,a,b,2024-03\ny,b,a,2024-05-02\n"
    payload = payload_of(tmp_path, PLACES, routes)
    assert payload["info"]["window"] == ("2024-03-01", "2024-05-02")
    assert payload["info"]["record"] == ("2024-03-01", "2024-05-02")
    assert payload["legs"][0]["standings"] == [
        {
            "known": None,
            "level": "unsourced",
            "words": "No source given for the route",
            "witnesses": [],
        }
    ]


def test_the_window_of_the_bundled_story_is_the_white_houses():
    assert story_days(STORY) == (
        (Day(2023, 9, 7), Day(2023, 10, 1)),
        (Day(2023, 7, 20), Day(2023, 10, 31)),
    )


@pytest.mark.slow
def test_five_thousand_legs_are_about_a_megabyte_on_the_wire(tmp_path):
    story = read_story(write_big_story(tmp_path)).story
    content = payload_json(build_payload(story))
    assert len(json.loads(content)["legs"]) == 5000
    assert len(gzip.compress(content)) < 1_300_000


def test_a_line_straight_from_place_to_place_is_not_sent(tmp_path):
    places = "place_id,name,latitude,longitude\na,A,47.25,8.5\nb,B,47.5,8.75\nc,C,47.375,8.625\nd,D,60,120\n"
    routes = (
        "leg_id,origin,destination,via,start_date,end_date,path_basis\n"
        "short,a,b,c,,,inferred\nfar,a,d,,,,inferred\n"
    )
    payload = payload_of(tmp_path, places, routes)
    whole = {leg["id"]: leg["path"] for leg in payload["legs"]}
    assert whole["short"] == [472500, 85000, 1250, 1250, 1250, 1250]
    # A great circle has points of its own.
    assert {leg["id"]: leg.get("path") for leg in sent(payload)["legs"]} == {**whole, "short": None}


def test_hundreds_of_legs_with_twenty_points_are_small_on_the_wire(tmp_path):
    story = read_story(write_regional_story(tmp_path, 300)).story
    assert len(gzip.compress(payload_json(build_payload(story)))) < 70_000


def test_the_bundled_story_is_small_on_the_wire():
    assert len(gzip.compress(payload_json(PAYLOAD))) < 40_000


def test_no_number_that_json_cannot_hold():
    json.loads(payload_json(PAYLOAD), parse_constant=pytest.fail)


@pytest.mark.parametrize("at_once", [1, 2, 7, 1000])
def test_it_is_the_same_in_whatever_pieces_it_is_encoded(at_once, monkeypatch):
    monkeypatch.setattr(encode, "ROWS_AT_ONCE", at_once)
    whole = json.dumps(sent(PAYLOAD), ensure_ascii=False, separators=(",", ":"))
    assert payload_json(PAYLOAD) == whole.encode()
