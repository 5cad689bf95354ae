"""From what lies on a desk to a folder whose legs can all be drawn, by the command line alone."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from support.made_files import line, my_maps_kmz, point, xlsx

from waybill.cli import main
from waybill.story import read_story
from waybill.story.model import Story

GRAIN = Path(__file__).parents[3] / "shared" / "data" / "black_sea_grain_voyages.csv"


def run(*arguments: object) -> int:
    return main(["import", *(str(argument) for argument in arguments)])


def decide(out: Path, chosen: dict[str, str]) -> Path:
    """A person's decisions: yes beside the candidate with that id, out of undecided.csv."""
    with (out / "undecided.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row["gazetteer_id"] and row["gazetteer_id"] == chosen.get(row["name"]):
            row["decision"] = "yes"
    assert {row["name"] for row in rows if row["decision"]} == set(chosen)
    path = out / "decisions.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def answer(out: Path, sheet: int, setting: str, column: str, value: str) -> None:
    recipe = json.loads((out / "recipe.json").read_text("utf-8"))
    assert recipe["sheets"][sheet][setting][column] is None
    recipe["sheets"][sheet][setting][column] = value
    (out / "recipe.json").write_text(json.dumps(recipe), "utf-8")


def story_of(out: Path) -> Story:
    result = read_story(out)
    assert [str(problem) for problem in result.errors] == []
    assert result.story is not None
    return result.story


def test_two_sheets_with_decimal_commas_and_numeric_dates(tmp_path, capsys):
    places, legs, out = tmp_path / "Orte.csv", tmp_path / "Fahrten.csv", tmp_path / "out"
    places.write_bytes(
        "Ort;Breite;Länge;Land\r\nCherbourg (dépôt);49,6398;-1,6164;FR\r\n"
        "Rouen – quai à grain;49,4431;1,0993;FR\r\n".encode("cp1252")
    )
    legs.write_bytes(
        "von;nach;Datum;Menge;Wetter\r\n"
        "Cherbourg (dépôt);Rouen – quai à grain;12/09/2023;26,5;klar\r\n"
        "Rouen – quai à grain;Cherbourg (dépôt);11/09/2023;1.250,75;Regen\r\n".encode("cp1252")
    )
    assert run(places, legs, "--out", out) == 1
    said = capsys.readouterr().out
    assert "question: Which comes first in the dates of 'Datum' (12/09/2023, 11/09/2023)" in said
    answer(out, 1, "dates", "Datum", "day first")
    assert run(places, legs, "--out", out) == 0
    story = story_of(out)
    assert [(p.name, p.latitude, p.longitude) for p in story.places.values()] == [
        ("Cherbourg (dépôt)", 49.6398, -1.6164),
        ("Rouen – quai à grain", 49.4431, 1.0993),
    ]
    assert [(g.start_date.text, g.quantity, g.extra) for g in story.legs.values()] == [
        ("2023-09-12", 26.5, {"Wetter": "klar"}),
        ("2023-09-11", 1250.75, {"Wetter": "Regen"}),
    ]


def test_a_workbook_with_a_title_row_and_a_hidden_sheet(tmp_path, capsys):
    book, out = tmp_path / "voyages.xlsx", tmp_path / "out"
    book.write_bytes(
        xlsx(
            {
                "Voyages": [
                    ["Grain voyages, summer 2022"],
                    [],
                    ["Vessel", "From", "To", "Date", "Metric tons"],
                    ["Razoni", "Odesa", "Tripoli", 44774, 26527],
                    ["Polarnet", "Chornomorsk", "Odesa", 44778, 12000.5],
                ],
                "old positions": [
                    ["Name", "Lat", "Lon", "", "Year built"],
                    ["Odesa", 46.4825, 30.7233, "", 1794],
                    ["Chornomorsk", 46.302, 30.657, "", 1958],
                ],
            },
            hidden=["old positions"],
            dates=["D"],
        )
    )
    assert run(book, "--out", out) == 1
    said = capsys.readouterr().out
    assert (
        "note: row 3 holds the column names; passed over above it: 'Grain voyages, summer" in said
    )
    assert "note: the sheet is hidden in the workbook" in said
    decide(out, {"Tripoli": "geonames:266826"})
    assert run(book, "--out", out) == 0
    story = story_of(out)
    legs = list(story.legs.values())
    assert [(g.vessel, g.start_date.text, g.quantity, g.quantity_unit) for g in legs] == [
        ("Razoni", "2022-08-01", 26527, "t"),
        ("Polarnet", "2022-08-05", 12000.5, "t"),
    ]
    tripoli = story.places["tripoli"]
    assert (tripoli.country, tripoli.position_source) == ("LB", "GeoNames 266826 (CC BY 4.0)")
    assert story.places["odesa"].extra == {"Year built": "1794"}


def test_the_three_sheets_of_flowmap_blue(tmp_path):
    files = {
        "properties.csv": "property,value\ntitle,Commuters of Zürich\ndescription,Made up\n"
        "source.name,Nobody\n",
        "locations.csv": "id,name,lat,lon\n1,Zürich,47.3769,8.5417\n2,Genève,46.2044,6.1432\n"
        "3,Bern,46.948,7.4474\n",
        "flows.csv": "origin,dest,count,time\n1,2,42,2022-01\n2,1,51,2022-01\n3,1,7,2022-02\n",
        "flows by rail.csv": "origin,dest,count,time\n1,3,12,2022-03\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    out = tmp_path / "out"
    assert run(*(tmp_path / name for name in files), "--out", out) == 0
    story = story_of(out)
    assert (story.info.title, story.info.standfirst) == ("Commuters of Zürich", "Made up")
    by_name = {place_id: place.name for place_id, place in story.places.items()}
    assert [
        (by_name[g.origin], by_name[g.destination], g.quantity, g.start_date.text)
        for g in story.legs.values()
    ] == [
        ("Zürich", "Genève", 42, "2022-01"),
        ("Genève", "Zürich", 51, "2022-01"),
        ("Bern", "Zürich", 7, "2022-02"),
        ("Zürich", "Bern", 12, "2022-03"),
    ]


def test_a_map_of_google_my_maps(tmp_path):
    dated = "<TimeSpan><begin>2023-09-07</begin><end>2023-10-01</end></TimeSpan>"
    kmz, out = tmp_path / "My map.kmz", tmp_path / "out"
    kmz.write_bytes(
        my_maps_kmz(
            {
                "Ports": [point("Rajin", 42.23, 130.295), point("Dunay", 42.883, 132.35)],
                "Voyages": [
                    line(
                        "Angara’s run",
                        [(42.231, 130.296), (42.09, 130.32), (42.65, 131.95), (42.882, 132.351)],
                        dated,
                    )
                ],
            }
        )
    )
    assert run(kmz, "--out", out) == 0
    story = story_of(out)
    (leg,) = story.legs.values()
    assert (leg.origin, leg.destination, leg.note) == ("rajin", "dunay", "Angara’s run")
    assert (leg.start_date.text, str(leg.end_date)) == ("2023-09-07", "2023-10-01")
    spots = [(story.places[i].latitude, story.places[i].longitude) for i in leg.via]
    assert spots == [(42.09, 130.32), (42.65, 131.95)]
    assert leg.path_basis == "unknown"


@pytest.mark.skipif(
    not GRAIN.exists(), reason="the file lies beside the project only where it was put"
)
def test_the_voyages_of_the_black_sea_grain_initiative(tmp_path, capsys):
    out = tmp_path / "out"
    assert run(GRAIN, "--out", out) == 1
    capsys.readouterr()
    with (out / "undecided.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    chosen = {"Odesa": "geonames:698740"}
    for row in rows:
        if row["gazetteer_id"].startswith(("countries:", "ports:UA")):
            chosen.setdefault(row["name"], row["gazetteer_id"])
    undecided = {row["name"] for row in rows}
    assert undecided - set(chosen) == set()
    decide(out, chosen)
    assert run(GRAIN, "--out", out) == 0
    story = story_of(out)
    assert (len(story.legs), len(story.places)) == (1085, 48)
    first = next(iter(story.legs.values()))
    assert (first.vessel, first.cargo, first.quantity) == ("DSM CAPELLA", "Corn", 30000)
    assert (first.start_date.text, first.quantity_unit) == ("2023-05-17", "t")
    assert first.extra["IMO"] == "9271511"


def test_a_bare_list_of_names(tmp_path, capsys):
    names, out = tmp_path / "names.txt", tmp_path / "out"
    names.write_text("Tripoli\nSpringfield\nNajin\nVostochny port\n", "utf-8")
    assert run(names, "--out", out) == 1
    assert "question: Nothing says what moved." in capsys.readouterr().out
    decide(
        out,
        {
            "Tripoli": "geonames:266826",
            "Springfield": "geonames:4250542",
            "Najin": "ports:KPNJN",
            "Vostochny port": "ports:RUVYP",
        },
    )
    recipe = json.loads((out / "recipe.json").read_text("utf-8"))
    recipe["sheets"][0]["becomes"] = "journey"
    recipe["defaults"] = {"start_date": "2023"}
    (out / "recipe.json").write_text(json.dumps(recipe), "utf-8")
    assert run(names, "--out", out) == 0
    story = story_of(out)
    by_name = {place_id: place.name for place_id, place in story.places.items()}
    assert [(by_name[g.origin], by_name[g.destination]) for g in story.legs.values()] == [
        ("Tripoli", "Springfield"),
        ("Springfield", "Najin"),
        ("Najin", "Vostochny port"),
    ]
    port = story.places["vostochny-port"]
    assert (port.kind, port.radius_km, port.country) == ("port", 3, "RU")
    assert port.position_source == "searoute ports RUVYP (Apache-2.0)"
    assert port.aliases == ("Vostochny",)
    assert port.extra["gazetteer_id"] == "ports:RUVYP"
    assert port.extra["decided_by"] == "decisions.csv"
