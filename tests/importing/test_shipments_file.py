"""The file of shipments among what was brought: found by the name in story.toml, and nothing is lost unsaid."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from support.shipment_stories import SOUND, write_story

from waybill.importing.files.apart import run_apart
from waybill.importing.files.opening import open_files
from waybill.importing.files.sheet import ImportRefusedError
from waybill.importing.session import import_files, write
from waybill.importing.shipments import process
from waybill.importing.shipments.named import is_file_name
from waybill.importing.shipments.process import look_apart


@pytest.mark.parametrize(
    ("source", "is_one"),
    [
        ("rows.csv", True),
        ("some rows/2024 –.parquet", True),
        ("../rows.csv", False),
        ("/etc/rows.csv", False),
        ("a/../../rows.csv", False),
        ("C:rows.csv", False),
        (".rows.csv", False),
        ("a//rows.csv", False),
        ("rows.csv\n", False),
        ("places.csv", False),
        ("Places.csv/rows.csv", False),
        ("story.toml/rows.parquet", False),
        ("decisions.csv", False),
        ("Undecided.csv", False),
        ("recipe.json/rows.csv", False),
        ("rows/places.csv", True),
        ("rows.txt", False),
        ("env:ROWS", False),
        (7, False),
    ],
)
def test_a_name_that_may_be_kept_leads_nowhere_else(source: object, is_one: bool) -> None:
    assert is_file_name(source) is is_one


def zipped(folder: Path, **more: bytes) -> list[tuple[str, bytes]]:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path in folder.iterdir():
            archive.write(path, f"story/{path.name}")
        for name, data in more.items():
            archive.writestr(name, data)
    return [("story.zip", stream.getvalue())]


def test_a_zip_brings_its_shipments_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    folder = write_story(tmp_path / "story", SOUND, "rows.parquet")
    brought = open_files(zipped(folder, **{"other.parquet": b"PAR1"}))
    assert brought.attached == {"rows.parquet": (folder / "rows.parquet").read_bytes()}
    assert brought.left_out == ["other.parquet"]
    assert sorted(brought.story_files) == ["places.csv", "routes.csv", "sources.csv", "story.toml"]


def test_shipments_of_a_faulty_folder_are_no_table_of_legs(tmp_path: Path) -> None:
    folder = write_story(tmp_path / "story", SOUND, "rows.csv")
    (folder / "routes.csv").write_text(
        "leg_id,origin,destination,start_date\na,odesa,nowhere,2024-01-01\n"
    )
    brought = open_files(zipped(folder))
    assert {sheet.file for sheet in brought.sheets} == {"places.csv", "routes.csv", "sources.csv"}
    assert list(brought.attached) == ["rows.csv"]


def test_an_import_writes_the_shipments_beside_the_story(tmp_path: Path) -> None:
    folder = write_story(tmp_path / "story", SOUND, "rows.csv")
    write(import_files(zipped(folder)), tmp_path / "out")
    assert (tmp_path / "out" / "rows.csv").read_bytes() == (folder / "rows.csv").read_bytes()


@pytest.mark.parametrize("source", ["places.csv/rows.csv", "decisions.csv", "recipe.json/rows.csv"])
def test_shipments_named_as_a_file_of_the_folder_are_refused(tmp_path: Path, source: str) -> None:
    folder = write_story(tmp_path / "story", SOUND, "rows.csv")
    toml = (folder / "story.toml").read_text("utf-8").replace('"rows.csv"', f'"{source}"')
    (folder / "story.toml").write_text(toml, "utf-8")
    with pytest.raises(ImportRefusedError, match=f"names “{source}” as its source"):
        open_files(zipped(folder))


def test_the_columns_of_a_file_are_seen_with_their_first_cells(tmp_path: Path) -> None:
    folder = write_story(tmp_path / "story", SOUND, "rows.duckdb", table="shipped")
    seen = look_apart("rows.duckdb", (folder / "rows.duckdb").read_bytes())
    assert (seen.tables, seen.fault) == (("shipped",), "")
    assert list(seen.columns["day"][:2]) == ["2024-01-01", "2024-01-03"]
    assert list(seen.columns) == ["from", "to", "day", "tonnes", "means", "goods", 'owner"; --']
    assert look_apart("rows.csv", b"PAR1\0\0").fault.startswith("“rows.csv” cannot be read")


BOUNDS = """
import sys
sys.path.insert(0, {root!r})
from waybill.importing.shipments import process
from waybill.shipments.engine import source

def bounds(path, table):
    spilled = source._engine_on(path).con.sql("SELECT current_setting('max_temp_directory_size')")
    return [spilled.fetchone()[0], source.MOST_THREADS]

process._look = bounds
process.main()
"""


def test_the_engine_of_what_a_visitor_brings_has_bounds_of_its_own(tmp_path: Path) -> None:
    script = tmp_path / "bounds.py"
    script.write_text(BOUNDS.format(root=str(Path(process.__file__).parents[3])), "utf-8")
    asked = {"source": "rows.csv", "look": True, "table": ""}
    said = run_apart(str(script), [("rows.csv", b"a,b\n1,2\n")], asked)
    assert said is not None
    assert json.loads(said) == ["953.6 MiB", 2]


def test_a_small_file_that_unpacks_to_wide_rows_is_no_large_answer(tmp_path: Path) -> None:
    """The answer is kept in the server: with 2,000 columns of 200 characters it had 80 million of them."""
    wide = pa.table({f"c{n}": ["🐘" * 5000] * 300 for n in range(process.MOST_COLUMNS)})
    pq.write_table(wide, tmp_path / "wide.parquet", compression="zstd")
    seen = look_apart("wide.parquet", (tmp_path / "wide.parquet").read_bytes())
    assert seen.fault == ""
    cells = [cell for column in seen.columns.values() for cell in column]
    assert (len(cells), {len(cell) for cell in cells}) == (200 * 200, {60})

    for columns in ([f"c{n}" for n in range(process.MOST_COLUMNS + 1)], ["x" * 201]):
        text = (",".join(columns) + "\n" + ",".join("1" for _ in columns) + "\n").encode()
        refused = look_apart("rows.csv", text)
        assert "has more than 200 columns, or one whose name" in refused.fault
        assert not refused.columns
