"""Undated rows, open ends, there and back, years before our era and ids in any letters: everywhere."""

import csv
import io
import json
from pathlib import Path
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

import pytest
from support.tiny_stories import write_files

from waybill.card.render import render_card
from waybill.documents.table import table_html
from waybill.edition.build import Options, build_edition
from waybill.evidence.disclosure import disclose
from waybill.evidence.measures import length_words
from waybill.evidence.phrases import leg_name
from waybill.export import export
from waybill.payload.encode import build_payload
from waybill.story import Day, Story, describe, read_story
from waybill.view.days import story_days
from waybill.view.link import parse_view, to_query
from waybill.view.select import select
from waybill.view.sentence import sentence
from waybill.view.view import View, default_view

FILES = {
    "places.csv": "place_id,name,latitude,longitude\n"
    "UAODS,Odesa,46.48,30.72\nTRIST,Istanbul,41.01,28.98\nСмирна,Smyrna,38.42,27.14\n",
    "routes.csv": "leg_id,origin,destination,start_date,end_date,via,path_basis,claims\n"
    "L-1,UAODS,TRIST,2022-03,..,,inferred,S/1\n"
    "9086526/1,UAODS,Смирна,,,,inferred,\n"
    "before,TRIST,Смирна,..,2021,,inferred,\n"
    "back,UAODS,UAODS,2022-03-01/2022-03-09,,TRIST,inferred,S/1\n"
    "end,UAODS,TRIST,2022-02-01,?,,inferred,\n",
    "visits.csv": "visit_id,visitors,place,start_date\nV,Somebody,TRIST,\n",
    "claims.csv": "claim_id,statement,claimant,stated_on,stance,about,kind,places,sources\n"
    "S/1,It goes on,A,2022-04-01,asserts,,statement,,\n"
    "seen,Both ends,B,2022-04-02,corroborates,S/1,image,UAODS|TRIST,\n",
}


@pytest.fixture
def story(tmp_path: Path) -> Story:
    write_files(tmp_path, FILES)
    result = read_story(tmp_path)
    assert [str(problem) for problem in result.problems] == []
    assert result.story is not None
    return result.story


def inside(story: Story, view: View) -> tuple[list[str], list[str]]:
    shown = select(story, view)
    return [leg.leg_id for leg in shown.legs.inside], [v.visit_id for v in shown.visits.inside]


def test_what_is_not_dated_is_in_every_view_unless_it_is_switched_off(story: Story) -> None:
    day = Day(2022, 6, 1)
    assert inside(story, View(day, day)) == (["L-1", "9086526/1", "end"], ["V"])
    assert inside(story, View(day, day, undated=False)) == (["L-1", "end"], [])
    before = Day(2021, 6, 1)
    assert inside(story, View(before, before, undated=False)) == (["before"], [])


def test_the_record_ends_on_the_last_day_that_is_stated(story: Story) -> None:
    assert story_days(story).record == (Day(2021), Day(2022, 3, 31))


def test_a_story_without_any_date_opens(tmp_path: Path) -> None:
    routes = "leg_id,origin,destination,start_date\na,UAODS,TRIST,\n"
    write_files(tmp_path, {"places.csv": FILES["places.csv"], "routes.csv": routes})
    story = read_story(tmp_path).story
    assert story is not None
    assert inside(story, default_view(story)) == (["a"], [])
    assert "1 leg whose dates are not stated" in sentence(default_view(story), story)
    build_payload(story)
    render_card(story, default_view(story))


def test_the_sentence_counts_what_is_not_dated(story: Story) -> None:
    view = View(Day(2022, 3, 1), Day(2022, 3, 31))
    assert sentence(view, story) == (
        "Legs and visits, 1–31 March 2022, and 1 leg and 1 visit whose dates are not stated"
    )
    off = View(Day(2022, 3, 1), Day(2022, 3, 31), undated=False)
    assert sentence(off, story) == (
        "Legs and visits, 1–31 March 2022, without 1 leg and 1 visit whose dates are not stated"
    )


def test_dates_are_told_as_they_were_stated(story: Story) -> None:
    words = {i: describe(leg.start_date, leg.end_date) for i, leg in story.legs.items()}
    assert words == {
        "L-1": "March 2022 – ongoing",
        "9086526/1": "date not stated",
        "before": "until 2021",
        "back": "1–9 March 2022",
        "end": "1 Feb 2022 – end not known",
    }
    assert "March 2022 – ongoing" in table_html(story, default_view(story))


def test_the_browser_gets_no_day_where_none_is_stated(story: Story) -> None:
    legs = {row["id"]: row for row in build_payload(story)["legs"]}
    days = {
        i: (row["first"], row["last"], row["open_first"], row["open_last"])
        for i, row in legs.items()
    }
    assert days == {
        "L-1": ("2022-03-01", None, False, True),
        "9086526/1": (None, None, False, False),
        "before": (None, "2021-12-31", True, False),
        "back": ("2022-03-01", "2022-03-09", False, False),
        "end": ("2022-02-01", None, False, False),
    }
    assert (legs["back"]["turn"], legs["L-1"]["turn"]) == ("TRIST", None)


def test_a_leg_there_and_back_is_named_and_measured_to_where_it_turned(story: Story) -> None:
    leg = story.legs["back"]
    assert leg_name(story, leg) == "Odesa → Istanbul and back"
    assert length_words(story, leg).startswith("about 1,250 km straight")
    standing = disclose(story, None).standing("back")
    assert standing is not None
    assert (standing.level, standing.origin_seen, standing.destination_seen) == (
        "inferred",
        True,
        True,
    )


def test_exports_leave_open_ends_empty(story: Story) -> None:
    features = json.loads(export(story, None, "geojson").content)["features"]
    days = {
        feature["properties"]["leg_id"]: (
            feature["properties"]["first_day"],
            feature["properties"]["last_day"],
            feature["properties"]["when"],
        )
        for feature in features
        if feature["properties"]["kind"] == "leg"
    }
    assert days["L-1"] == ("2022-03-01", None, "March 2022 – ongoing")
    assert days["9086526/1"] == (None, None, "date not stated")
    rows = csv.DictReader(io.StringIO(export(story, None, "legs").content.decode("utf-8-sig")))
    written = {row["leg_id"]: (row["start_date"], row["end_date"]) for row in rows}
    assert written["L-1"] == ("2022-03", "..")
    assert written["9086526/1"] == ("", "")


def test_kml_has_a_time_span_only_of_what_is_dated(story: Story) -> None:
    kml = {"k": "http://www.opengis.net/kml/2.2"}
    root = ET.fromstring(export(story, None, "kml").content)
    marks = {mark.get("id"): mark for mark in root.findall(".//k:Placemark", kml)}
    spans = {
        name: (mark.findtext(".//k:begin", None, kml), mark.findtext(".//k:end", None, kml))
        for name, mark in marks.items()
        if mark.find("k:TimeSpan", kml) is not None
    }
    assert spans["leg-L-1"] == ("2022-03-01", None)
    assert spans["leg-before"] == (None, "2021-12-31")
    assert "leg-9086526·2F1" in marks
    assert "leg-9086526·2F1" not in spans


def test_links_carry_ids_in_any_letters(story: Story) -> None:
    for focus, written in (
        (("leg", "9086526/1"), "leg=9086526%2F1"),
        (("place", "Смирна"), "place=%D0%A1%D0%BC%D0%B8%D1%80%D0%BD%D0%B0"),
    ):
        view = View(Day(2021), Day(2022, 3, 31), focus=focus, tab="visits", undated=False)
        query = to_query(view, "0")
        assert written in query.split("&")
        assert query.endswith("&undated=off")
        assert parse_view(dict(parse_qsl(query)), story)[0] == view


def test_an_id_is_compared_exactly_and_suggested_whatever_its_capitals(tmp_path: Path) -> None:
    routes = "leg_id,origin,destination,start_date\na,uaods,TRIST,2022\n"
    write_files(tmp_path, {"places.csv": FILES["places.csv"], "routes.csv": routes})
    assert [str(problem) for problem in read_story(tmp_path).problems] == [
        "routes.csv:2:origin: 'uaods' is not a place_id in places.csv; the row is left out; "
        "did you mean 'UAODS'?"
    ]


def test_the_card_and_the_edition_are_made(story: Story) -> None:
    render_card(story, default_view(story))
    files = build_edition(story, Options()).contents
    assert "index.html" in files
    assert b"March 2022" in files["index.html"]


def test_a_punic_war_is_told_in_years_before_christ(tmp_path: Path) -> None:
    routes = "leg_id,origin,destination,start_date,end_date\nalps,UAODS,TRIST,-0217-06,-0217-11\n"
    write_files(tmp_path, {"places.csv": FILES["places.csv"], "routes.csv": routes})
    story = read_story(tmp_path).story
    assert story is not None
    view = default_view(story)
    assert sentence(view, story) == "Legs and visits, 1 June – 30 Nov 218 BC"
    assert to_query(view, "0") == "from=-0217-06-01&to=-0217-11-30&tab=legs&data=0"
    assert b"TimeSpan" not in export(story, None, "kml").content
    assert b"June \xe2\x80\x93 Nov 218 BC" in export(story, None, "kml").content
