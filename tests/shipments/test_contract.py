"""[shipments] of story.toml: what is read, what is said of a fault, and that the documents list it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.running import ROOT
from support.tiny_stories import SOUND, write_files

from waybill.story import read_story
from waybill.story.contract.shipments import ShipmentColumns, ShipmentLimits, Shipments

TABLE = """
[shipments]
source = "rows.parquet"
said_by = "s03"
unit = "t"
columns = { origin = "pol", destination = "pod", date = "day", quantity = "t", cargo = "hs" }
attributes = { flag = "flag_state" }
"""


def problems(folder: Path, table: str) -> list[str]:
    write_files(folder, {**SOUND, "story.toml": f"{SOUND['story.toml']}\n{table}"})
    return [str(problem).split(":", 2)[2] for problem in read_story(folder).problems]


def test_shipments_are_read_with_what_they_may_be_narrowed_by(tmp_path: Path) -> None:
    assert problems(tmp_path, TABLE) == []
    story = read_story(tmp_path).story
    assert story is not None
    assert story.info.shipments is not None
    assert story.info.shipments.splits == {"cargo": "hs", "flag": "flag_state"}
    assert story.info.shipments.limits.pairs == 2_000


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"s03"', '"s30"', "shipments.said_by: 's30' is not a source_id in sources.csv"),
        ("rows.parquet", "../rows.parquet", "shipments.source: '../rows.parquet' is no source"),
        ("rows.parquet", "/etc/rows.csv", "shipments.source: '/etc/rows.csv' is no source"),
        ("rows.parquet", "postgresql://u:p@h/d", "shipments.source: 'postgresql://u:p@h/d' is no"),
        ("rows.parquet", "rows.duckdb", "shipments.table: is missing; a .duckdb file"),
        ("rows.parquet", "env:ROWS", "shipments.table: is missing; a database"),
        ('destination = "pod", ', "", "shipments.columns.destination: is missing"),
        ('date = "day"', 'date = ""', "shipments.columns.date: is not the name of a column"),
        ('unit = "t"', 'units = "t"', "shipments.units: warning: 'units' is not a key"),
        ("{ flag =", "{ from =", "shipments.attributes.from: 'from' cannot name an attribute"),
        (
            'unit = "t"',
            'unit = "t"\nday_order = "us"',
            "shipments.day_order: 'us' is not a day_order",
        ),
        ('unit = "t"', 'unit = "t"\nlimits = { pairs = 0 }', "shipments.limits.pairs: '0' cannot"),
    ],
)
def test_a_fault_is_said_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = problems(tmp_path, TABLE.replace(old, new))
    assert any(one.startswith(said) for one in found), found


def test_shipments_with_a_fault_leave_the_story_as_it_is(tmp_path: Path) -> None:
    problems(tmp_path, TABLE.replace("s03", "s30"))
    story = read_story(tmp_path).story
    assert story is not None
    assert story.info.shipments is None


def test_shipments_that_are_no_table_are_a_fault(tmp_path: Path) -> None:
    write_files(tmp_path, {**SOUND, "story.toml": 'shipments = "rows.csv"\n'})
    said = [str(problem) for problem in read_story(tmp_path).problems]
    assert said == ["story.toml:1:shipments: 'rows.csv' is not a table; write [shipments]"]


@pytest.mark.parametrize("model", [Shipments, ShipmentColumns, ShipmentLimits])
def test_the_document_lists_every_key(model: type[Shipments]) -> None:
    heading = {
        Shipments: "key",
        ShipmentColumns: "key of `columns`",
        ShipmentLimits: "key of `limits`",
    }
    text = (ROOT / "docs/shipments.md").read_text("utf-8")
    table = text.split(f"| {heading[model]} |", 1)[1].split("\n\n", 1)[0]
    keys = re.findall(r"`([^`]+)`", " ".join(re.findall(r"^\| (.+?) \|", table, re.MULTILINE)))
    assert [key for key in keys if key in model.model_fields] == keys
    assert sorted(keys) == sorted(model.model_fields)
