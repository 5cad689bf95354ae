"""Names to decide: listed once with their rows and candidates, decided in a table, never silently."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from waybill.cli import main
from waybill.importing.decisions import read_decisions, undecided_csv
from waybill.importing.files.sheet import ImportRefusedError
from waybill.importing.session import Imported, import_files, write
from waybill.story import read_story

LEGS = b"from,to,date\nOdesa,Tripoli,2022-08-01\nIstanbul,Tripoli,2022-08-03\nTripoli,Odesa,2022\n"
PLACES = b"name,lat,lon,country\nOdesa,46.4825,30.7233,UA\nIstanbul,41.01,28.95,TR\n"
TODAY = date(2026, 11, 27)


def imported(decisions: bytes = b"", legs: bytes = LEGS, places: bytes = PLACES) -> Imported:
    found = read_decisions("decisions.csv", decisions)
    return import_files([("legs.csv", legs), ("places.csv", places)], None, found, TODAY)


def test_a_name_is_listed_once_with_its_rows_and_neighbours():
    (one,) = imported().undecided
    assert (one.place.name, one.rows) == ("Tripoli", "legs.csv, rows 2, 3, 4")
    lebanon = next(c for c in one.candidates if c.entry.gazetteer_id == "geonames:266826")
    assert [name for name, _ in lebanon.distances_km] == ["Odesa", "Istanbul"]


def test_every_leg_is_written_and_the_check_tells_what_is_missing(tmp_path: Path):
    found = imported()
    write(found, tmp_path)
    legs = list(csv.DictReader(io.StringIO((tmp_path / "routes.csv").read_text("utf-8"))))
    assert [(leg["origin"], leg["destination"]) for leg in legs] == [
        ("odesa", "tripoli"),
        ("istanbul", "tripoli"),
        ("tripoli", "odesa"),
    ]
    errors = [str(problem) for problem in read_story(tmp_path).errors]
    assert any(error.startswith("places.csv:4:latitude:") for error in errors)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "undecided.csv").read_text("utf-8"))))
    assert {row["name"] for row in rows} == {"Tripoli"}
    assert rows[-1]["why"] == "another place: write its latitude and longitude here"


def test_a_decision_writes_where_the_position_is_from_and_who_decided():
    decided = b"name,gazetteer_id,decided_by\nTRIPOLI,geonames:266826,Ada\n"
    place = imported(decided).draft.places["tripoli"]
    assert (place.latitude, place.longitude, place.country) == ("34.4335", "35.8442", "LB")
    assert (place.radius_km, place.kind) == ("8", "city")
    assert place.position_source == "GeoNames 266826 (CC BY 4.0)"
    assert place.extra == {
        "gazetteer_id": "geonames:266826",
        "decided_by": "Ada",
        "decided_on": "2026-11-27",
    }


def test_a_pin_and_an_area_put_by_hand():
    decided = b"name,latitude,longitude,radius_km,kind\nTripoli,34\xc2\xb027'N,35.83,40,area\n"
    place = imported(decided).draft.places["tripoli"]
    assert (place.latitude, place.longitude, place.radius_km) == ("34.45", "35.83", "40")
    assert (place.kind, place.position_source) == ("area", "pin put by hand")


def test_positions_in_the_sheet_win_over_decisions():
    decided = b"name,latitude,longitude\nOdesa,0.5,0.5\nTripoli,34.4,35.8\n"
    place = imported(decided).draft.places["odesa"]
    assert (place.latitude, place.longitude) == ("46.4825", "30.7233")
    assert "decided_by" not in place.extra


@pytest.mark.parametrize("written", ["nan", "1e309", "-inf", "91", "somewhere"])
def test_a_position_that_is_none_is_kept_as_written_for_the_check(written, tmp_path):
    found = imported(places=PLACES.replace(b"46.4825", written.encode()))
    assert found.draft.places["odesa"].latitude == written
    write(found, tmp_path)
    assert any(problem.value == written for problem in read_story(tmp_path).errors)


def test_the_same_name_in_two_countries_is_decided_twice():
    legs = b"from,origin country,to,date\nTripoli,Lebanon,Odesa,2022\nTripoli,Libya,Odesa,2022\n"
    decided = (
        b"name,country,gazetteer_id\nTripoli,LB,geonames:266826\nTripoli,LY,geonames:2210247\n"
    )
    places = imported(decided, legs).draft.places
    assert {p.place_id: p.country for p in places.values() if p.name == "Tripoli"} == {
        "tripoli": "LB",
        "tripoli-2": "LY",
    }


def test_two_places_of_one_name_in_the_sheet_leave_the_name_to_be_decided():
    places = PLACES + b"Tripoli,34.4367,35.8497,LB\nTripoli,32.8872,13.1913,LY\n"
    (one,) = imported(places=places).undecided
    assert [place.place_id for place in one.own] == ["tripoli", "tripoli-2"]
    decided = imported(b"name,gazetteer_id\nTripoli,place:tripoli\n", places=places)
    assert decided.undecided == []
    assert [leg["destination"] for leg in decided.draft.legs] == ["tripoli", "tripoli", "odesa"]
    assert set(decided.draft.places) == {"odesa", "istanbul", "tripoli", "tripoli-2"}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (b"place,id\nTripoli,1\n", "has no column 'name'"),
        (b"name,gazetteer_id\nTripoli,geonames:0\n", "row 2: there is no 'geonames:0'"),
        (b"name,latitude\nTripoli,34\n", "row 2: 'Tripoli' has neither a gazetteer_id nor"),
        (
            b"name,decision,gazetteer_id\nTripoli,perhaps,x\n",
            "the decision is 'perhaps'; write yes",
        ),
        (
            b"name,gazetteer_id\nTripoli,geonames:266826\nTripoli,geonames:2210247\n",
            "row 3: 'Tripoli' is decided twice, and differently",
        ),
    ],
)
def test_a_decision_that_cannot_be_carried_out_is_refused(table, said):
    with pytest.raises(ImportRefusedError, match=said):
        read_decisions("decisions.csv", table)


def test_undecided_csv_read_back_as_it_is_decides_nothing():
    assert read_decisions("x.csv", undecided_csv(imported().undecided).encode()).by_key == {}


def test_a_folder_changed_by_hand_is_not_written_over(tmp_path: Path, capsys):
    legs, out = tmp_path / "legs.csv", tmp_path / "out"
    legs.write_bytes(LEGS)
    assert main(["import", str(legs), "--out", str(out)]) == 1
    assert main(["import", str(legs), "--out", str(out)]) == 1
    capsys.readouterr()
    places = out / "places.csv"
    places.write_text(places.read_text("utf-8").replace("Odesa", "Odessa"), "utf-8")
    assert main(["import", str(legs), "--out", str(out)]) == 1
    assert "places.csv was changed since it was imported" in capsys.readouterr().err
    assert "Odessa" in places.read_text("utf-8")
    other = tmp_path / "other"
    other.mkdir()
    (other / "routes.csv").write_text("mine", "utf-8")
    assert main(["import", str(legs), "--out", str(other)]) == 1
    assert "has a routes.csv that no import wrote" in capsys.readouterr().err
    assert (other / "routes.csv").read_text("utf-8") == "mine"


# geocode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "places.csv").write_text(
        "place_id,name,latitude,longitude,country,kind,colour\n"
        "odesa,Odesa,46.4825,30.7233,UA,,red\n"
        "tripoli,Tripoli,,,,,\n"
        "vostochny,Vostochny port,,,RU,port,\n"
        "khasan,Khasan,,,RU,,\n",
        "utf-8",
    )
    (tmp_path / "routes.csv").write_text(
        "leg_id,origin,destination,start_date\nl1,odesa,tripoli,2022\nl2,vostochny,khasan,2023\n",
        "utf-8",
    )
    return tmp_path


def test_geocode_writes_nothing_without_write(folder: Path, capsys):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main(["geocode", str(folder)]) == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    said = capsys.readouterr().out
    assert "1 place would be written" in said
    assert "to decide: 'Tripoli' (routes.csv, row 2)" in said


def test_geocode_writes_what_a_country_decides_and_lists_the_rest(folder: Path, capsys):
    assert main(["geocode", str(folder), "--write"]) == 1
    rows = list(csv.DictReader(io.StringIO((folder / "places.csv").read_text("utf-8"))))
    by_id = {row["place_id"]: row for row in rows}
    assert by_id["odesa"]["colour"] == "red"
    assert by_id["tripoli"]["latitude"] == by_id["khasan"]["latitude"] == ""
    port = by_id["vostochny"]
    assert (port["latitude"], port["longitude"]) == ("42.7333", "133.05")
    assert (port["decided_by"], port["gazetteer_id"]) == ("name and country", "ports:RUVYP")
    names = {
        row["name"] for row in csv.DictReader((folder / "undecided.csv").open(encoding="utf-8"))
    }
    assert names == {"Tripoli", "Khasan"}


def test_geocode_with_every_name_decided_leaves_a_story_without_errors(folder: Path, capsys):
    decisions = folder / "decisions.csv"
    decisions.write_text(
        "name,gazetteer_id,latitude,longitude\nTripoli,geonames:266826,,\nKhasan,,42.429,130.643\n",
        "utf-8",
    )
    assert main(["geocode", str(folder), "--write"]) == 0
    result = read_story(folder)
    assert (result.errors, len(result.story.legs if result.story else ())) == ((), 2)
    capsys.readouterr()
    assert main(["geocode", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"settled": [], "undecided": []}


def test_geocode_of_no_story_is_wrong_usage(tmp_path: Path, capsys):
    assert main(["geocode", str(tmp_path)]) == 2
    assert "no places.csv in" in capsys.readouterr().err
