"""``flows`` lists what the picture shows; ``check`` says what of the shipments cannot be drawn."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from support.running import ROOT
from support.shipment_stories import FAULTY, FAULTY_TEXTS, SOUND, write_story
from support.tiny_stories import write_files

from waybill.cli import main

VOYAGES = ROOT.parent / "shared" / "data" / "black_sea_grain_voyages.csv"
Said = pytest.CaptureFixture[str]


def test_flows_are_listed_with_totals_and_what_is_left_out(tmp_path: Path, capsys: Said) -> None:
    folder = str(write_story(tmp_path / "story", [*SOUND, *FAULTY]))
    assert main(["flows", folder, "--top", "1", "--where", "means=sea", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["flows"] == [
        {
            "origin": "odesa",
            "origin_name": "Odesa",
            "destination": "istanbul",
            "destination_name": "Istanbul",
            "quantity": 150.5,
            "unit": "t",
            "shipments": 2,
            "share": 0.924731,
        }
    ]
    assert found["rest"] == {"flows": 1, "quantity": 12.25, "shipments": 1}
    assert found["total"] == {"flows": 2, "quantity": 162.75, "shipments": 3}
    assert found["filter"] == {"mode": "sea"}
    assert (found["left_out"]["no_place"], found["is_top"]) == (3, True)
    assert main(["flows", folder, "--from", "2024-01-20", "--to", "2024-01-20"]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "2024-01-20 to 2024-01-20, said by Customs",
        "Genoa → Odesa: 12.25 t, 1 shipment",
        "In all: 12.25 t, 1 shipment",
    ]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--from", "autumn"], 2, "'autumn' is not a day; write 2023-09-12"),
        (
            ["--where", "colour=red"],
            2,
            "'colour=red' is not COLUMN=VALUE; columns: mode, cargo, owner",
        ),
        (["--where", "cargo=gold"], 2, "'gold' is no cargo of these shipments"),
        (["--top", "0"], 2, "--top is a whole number of at least 1"),
    ],
)
def test_wrong_usage_is_said(
    tmp_path: Path, capsys: Said, options: list[str], code: int, said: str
) -> None:
    folder = str(write_story(tmp_path / "story"))
    assert main(["flows", folder, *options]) == code
    assert said in capsys.readouterr().err


def test_check_says_what_is_not_drawn_and_which_place_was_meant(
    tmp_path: Path, capsys: Said
) -> None:
    rows = [*SOUND, *FAULTY, *FAULTY_TEXTS]
    folder = str(write_story(tmp_path / "story", rows, "rows.csv"))
    assert main(["check", folder]) == 0
    *said, _, line = capsys.readouterr().out.splitlines()
    assert said == [
        "rows.csv: warning: 3 of 17 shipments have no known place: not drawn",
        "rows.csv: warning: 3 of 17 shipments have no day: not drawn",
        "rows.csv: warning: 3 of 17 shipments have no quantity: not drawn",
        "rows.csv: warning: 1 of 17 shipments has a negative quantity: not drawn",
        "rows.csv:from: warning: 'Atlantis' is not one place of places.csv; 1 shipment names it",
        "rows.csv:from: warning: 'Odesaa' is not one place of places.csv; 1 shipment names it; "
        "did you mean 'odesa'?",
    ]
    assert line.startswith("rows.csv: 17 shipments, 2024-01-01 to 2024-02-10, counted in ")


def test_check_says_which_column_or_file_is_missing(tmp_path: Path, capsys: Said) -> None:
    folder = write_story(tmp_path / "story", source="rows.csv")
    toml = folder / "story.toml"
    toml.write_text(toml.read_text().replace('quantity = "tonnes"', 'quantity = "tons"'))
    assert main(["check", str(folder)]) == 1
    assert (
        "story.toml:shipments.columns.quantity: 'tons' is not a column of the shipments"
        in capsys.readouterr().out
    )
    (folder / "rows.csv").unlink()
    assert main(["check", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "story.toml:shipments.source: 'rows.csv' is not a file of the story folder" in said


def test_a_database_without_an_address_is_said(tmp_path: Path, capsys: Said) -> None:
    folder = write_story(tmp_path / "story", source="env:NO_SUCH_ROWS", table="shipped")
    assert main(["check", str(folder)]) == 1
    assert (
        "names the environment variable NO_SUCH_ROWS, which is not set" in capsys.readouterr().out
    )


@pytest.mark.skipif(
    not VOYAGES.exists(), reason="the list of grain voyages is not beside this folder"
)
def test_the_black_sea_grain_voyages_load_as_the_document_says(
    tmp_path: Path, capsys: Said
) -> None:
    """30,282,396 t in 1,085 rows from 3 ports to 45 countries, as UNCTAD's copy has them."""
    with VOYAGES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    ends = dict.fromkeys(row[end] for row in rows for end in ("Departure port", "Country"))
    # Where they are does not matter here.
    places = [f'p{at},"{name}",{at - 40},{at * 5 - 170}' for at, name in enumerate(ends)]
    text = (ROOT / "docs/shipments.md").read_text("utf-8")
    table = (
        text.split("### The Black Sea grain voyages", 1)[1].split("```toml\n")[1].split("```")[0]
    )
    write_files(
        tmp_path,
        {
            "places.csv": "\n".join(["place_id,name,latitude,longitude", *places, ""]),
            "routes.csv": "leg_id,origin,destination,start_date\nfirst,p0,p1,2022-08-01\n",
            "sources.csv": "source_id,publisher,title\njcc,Joint Coordination Centre,Voyages\n",
            "story.toml": f"record = [2022-08-01, 2023-07-31]\n{table}",
            "black_sea_grain_voyages.csv": VOYAGES.read_bytes(),
        },
    )
    assert main(["flows", str(tmp_path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["total"] == {"flows": 107, "quantity": 30_282_396, "shipments": 1_085}
    assert (found["rest"]["shipments"], found["left_out"]["rows"]) == (0, 1_085)
