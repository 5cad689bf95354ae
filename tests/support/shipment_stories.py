"""Small stories with shipments, as files: rows with faults, hostile values, and names written in many ways."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from support.hostile_texts import TEXTS
from support.tiny_stories import write_files
from waybill import work_folder
from waybill.settings import Settings
from waybill.shipments.service import CubeService
from waybill.story import Story, read_story

Row = tuple[str | None, str | None, str | None, str | None, str | None, str | None, str | None]
COLUMNS = ("from", "to", "day", "tonnes", "means", "goods", 'owner"; --')
PLACES = """place_id,name,latitude,longitude,aliases
odesa,Odesa,46.48,30.73,Odessa
istanbul,Istanbul,41.01,28.98,İstanbul|Constantinople
genoa,Genoa,44.41,8.93,
tunis,Tunis,36.8,10.18,
"""
ROUTES = "leg_id,origin,destination,start_date\nfirst,odesa,istanbul,2024-01-01\n"
SOURCES = "source_id,publisher,title,published_on\ncustoms,Customs,Rows,2024-05-01\n"
TOML = """title = "Rows"
record = [2024-01-01, 2024-12-31]
[shipments]
source = "{source}"
table = "{table}"
said_by = "customs"
unit = "t"
drill = ['owner"; --']
columns = {{ origin = "from", destination = "to", date = "day", quantity = "tonnes", mode = "means", cargo = "goods" }}
attributes = {{ owner = 'owner"; --' }}
limits = {{ {limits} }}
"""
SOUND: Sequence[Row] = (
    ("odesa", "istanbul", "2024-01-01", "100.5", "ship", "corn", "A"),
    ("Odessa", "Constantinople", "2024-01-03", "50", "Sea", "wheat", "B"),
    ("ODESA ", "istanbul", "2024-02-10", "7", "train", "corn", "A"),
    ("istanbul", "odesa", "2024-01-02", "30", "rail", "wheat", ""),
    ("genoa", "genoa", "2024-01-02", "9", None, "wheat", None),
    ("genoa", "odesa", "2024-01-20", "12.25", "ship", "corn", "A"),
    ("tunis", "odesa", "2024-01-21", "1", "balloon", "corn", "A"),
)
FAULTY: Sequence[Row] = (
    ("Atlantis", "odesa", "2024-01-01", "1", "sea", "corn", "A"),
    ("Odesaa", "odesa", "2024-01-01", "1", "sea", "corn", "A"),
    (None, "odesa", "2024-01-01", "1", "sea", "corn", "A"),
    ("odesa", "istanbul", None, "1", "sea", "corn", "A"),
    ("odesa", "istanbul", "2024-01-01", None, "sea", "corn", "A"),
    ("odesa", "istanbul", "2024-01-01", "-5", "sea", "corn", "A"),
    ("odesa", "istanbul", "2024-01-01", "nan", "sea", "corn", "A"),
)
FAULTY_TEXTS: Sequence[Row] = (
    ("odesa", "istanbul", "2024-02-30", "1", "sea", "corn", "A"),
    ("odesa", "istanbul", "soon", "1", "sea", "corn", "A"),
    ("odesa", "istanbul", "2024-01-01", "much", "sea", "corn", "A"),
)


def hostile_rows() -> list[Row]:
    """Every payload in every column that is text, with what is sound beside it."""
    rows: list[Row] = []
    for payload in ("x'); drop table shipments; --", "\\'\\\"", "a%_b", *TEXTS.values()):
        rows += [
            (payload, "odesa", "2024-01-01", "1", "sea", "corn", "A"),
            ("odesa", payload, "2024-01-01", "1", "sea", "corn", "A"),
            ("odesa", "genoa", "2024-01-05", "1", payload, "corn", "A"),
            ("odesa", "genoa", "2024-01-05", "1", "sea", payload, "A"),
            ("odesa", "genoa", "2024-01-05", "1", "sea", "corn", payload),
        ]
    return rows


def random_rows(seed: int, count: int) -> list[Row]:
    """Rows between the four places, some of them with faults."""
    draw = random.Random(seed)
    names = ("odesa", "Odessa", "istanbul", "İstanbul", "genoa", "Genoa", "tunis", "Nowhere")
    return [
        (
            draw.choice(names),
            draw.choice(names),
            None
            if draw.random() < 0.02
            else f"2024-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
            None if draw.random() < 0.02 else f"{draw.randint(0, 9999) / 10:g}",
            draw.choice(("ship", "rail", "", "balloon")),
            draw.choice(("corn", "wheat", "rice")),
            draw.choice(("A", "B", "")),
        )
        for _ in range(count)
    ]


def typed(rows: Sequence[Row]) -> pa.Table:
    """The rows with days and numbers as such, as a database has them."""
    lists = [list(column) for column in zip(*rows, strict=True)]
    days = pa.array(lists[2]).cast(pa.date32())
    tonnes = pa.array([None if one is None else float(one) for one in lists[3]], pa.float64())
    texts = [pa.array(one, pa.string()) for one in lists]
    return pa.table([texts[0], texts[1], days, tonnes, *texts[4:]], names=list(COLUMNS))


def write_story(
    folder: Path,
    rows: Sequence[Row] = SOUND,
    source: str = "rows.parquet",
    *,
    table: str = "",
    limits: str = "",
) -> Path:
    """Write a story folder with these shipments; returns it. Rows of a database are the caller's."""
    folder.mkdir(parents=True, exist_ok=True)
    toml = TOML.format(source=source, table=table, limits=limits)
    write_files(
        folder,
        {"places.csv": PLACES, "routes.csv": ROUTES, "sources.csv": SOURCES, "story.toml": toml},
    )
    if source.endswith(".parquet"):
        pq.write_table(typed(rows), folder / source)
    elif source.endswith(".csv"):
        import csv

        with (folder / source).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([COLUMNS, *rows])
    elif source.endswith(".duckdb"):
        import duckdb

        with duckdb.connect(folder / source) as database:
            arrow = typed(rows)
            database.register("arrow", arrow)
            database.execute(f"CREATE TABLE {table} AS SELECT * FROM arrow")
    return folder


def story_and_cube(folder: Path) -> tuple[Story, bytes]:
    """Write the sound and faulty rows as a story; returns it and its cube, which no folder keeps."""
    write_story(folder, [*SOUND, *FAULTY])
    story = read_story(folder).story
    assert story is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work_folder, "settings", lambda: Settings(cache="off"))
        return story, CubeService({}).get(story, folder, {}).data
