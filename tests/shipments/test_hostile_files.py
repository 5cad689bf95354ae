"""A file of shipments that was made to attack: it tells nothing of the machine, and takes no more than is granted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from support.shipment_stories import SOUND, write_story

from waybill.shipments.command import check_shipments
from waybill.shipments.cube import Cube, decode
from waybill.shipments.engine.errors import EngineError, SourceFaultError
from waybill.shipments.engine.source import _attached_table, _engine_on, tables_of
from waybill.shipments.rows import RowQuestion, rows_of, split_of
from waybill.shipments.service import CubeService
from waybill.story import read_story
from waybill.story.day import Day

ROW = """SELECT 'odesa' AS "from", 'istanbul' AS "to", DATE '2024-01-01' AS "day", 1.0 AS tonnes, 'sea' AS means,
{goods} AS goods, 'A' AS "owner""; --" """
QUERY = "a query of its own"


def made(folder: Path, *statements: str) -> Any:
    """A story whose database was made by these statements; its table is ``attack``."""
    write_story(folder, SOUND, "rows.duckdb", table="shipped", limits="timeout_s = 2")
    toml = folder / "story.toml"
    toml.write_text(toml.read_text().replace('table = "shipped"', 'table = "attack"'))
    with duckdb.connect(folder / "rows.duckdb") as database:
        for statement in statements:
            database.execute(statement)
    return read_story(folder).story


def cube_of(folder: Path, *statements: str) -> Cube:
    story = made(folder, *statements)
    return decode(CubeService({}).get(story, folder, {}).data)


@pytest.mark.parametrize(
    "view",
    [
        ROW.format(goods="content") + "FROM read_text('/etc/passwd')",
        ROW.format(goods="path") + "FROM duckdb_databases()",
        ROW.format(goods="value") + "FROM duckdb_settings()",
        ROW.format(goods="range::varchar") + "FROM range(100000000000)",
    ],
)
def test_a_view_is_no_table_whatever_it_asks(tmp_path: Path, view: str) -> None:
    with pytest.raises(SourceFaultError, match=QUERY):
        cube_of(tmp_path, f"CREATE VIEW attack AS {view}")


def test_a_generated_column_is_refused(tmp_path: Path) -> None:
    table = """CREATE TABLE attack ("from" varchar, "to" varchar, "day" date, tonnes double, means varchar,
        goods varchar GENERATED ALWAYS AS (current_setting('allowed_paths')::varchar), "owner""; --" varchar)"""
    with pytest.raises(SourceFaultError, match="queries of their own"):
        cube_of(tmp_path, table)


@pytest.mark.parametrize("name", ["a.b", 'a.b."c"', 'Three"" .', "sales.2024"])
def test_a_table_is_opened_by_the_name_that_it_is_listed_by(tmp_path: Path, name: str) -> None:
    quoted = name.replace('"', '""')
    folder = write_story(tmp_path, SOUND, "rows.duckdb", table="shipped")
    with duckdb.connect(folder / "rows.duckdb") as database:
        database.execute(f'CREATE TABLE "{quoted}" AS FROM shipped WHERE tonnes = 50')
        database.execute('CREATE SCHEMA "s.t"')
        database.execute(f'CREATE TABLE "s.t"."{quoted}" AS FROM shipped WHERE tonnes = 7')
    path = folder / "rows.duckdb"
    assert tables_of(path) == sorted([name, f"s.t.{name}", "shipped"])
    for listed, tonnes in {name: 50, f"s.t.{name}": 7, f"MAIN.{name}": 50}.items():
        backend = _engine_on(path)
        try:
            rows = backend.to_pyarrow(_attached_table(backend, listed)).to_pylist()
        finally:
            backend.disconnect()
        assert [row["tonnes"] for row in rows] == [tonnes]


def test_a_table_in_a_schema_goes_before_one_with_a_dot_in_its_name(tmp_path: Path) -> None:
    table = "CREATE TABLE attack AS FROM shipped"
    story = made(
        tmp_path,
        table,
        "CREATE SCHEMA one",
        "CREATE TABLE one.two (a int)",
        'CREATE TABLE "one.two" (b int)',
    )
    assert story is not None
    backend = _engine_on(tmp_path / "rows.duckdb")
    try:
        assert _attached_table(backend, "one.two").columns == ("a",)
    finally:
        backend.disconnect()


def test_a_column_that_is_only_called_generated_is_read(tmp_path: Path) -> None:
    table = 'CREATE TABLE attack AS SELECT *, 1 AS "GENERATED ALWAYS AS" FROM shipped'
    assert cube_of(tmp_path, table).blocks["totals"].quantities.sum() == 20_975


def test_days_without_end_and_of_no_calendar_are_no_days(tmp_path: Path) -> None:
    row = ROW.format(goods="'grain'").replace("DATE '2024-01-01'", "one::DATE")
    days = ("infinity", "-infinity", "5874897-12-31", "0044-03-15 (BC)", "9999-12-31", "0001-01-01")
    values = ", ".join(f"('{one}')" for one in days)
    cube = cube_of(tmp_path, f"CREATE TABLE attack AS {row} FROM (VALUES {values}) days(one)")
    assert (cube.meta["left_out"]["rows"], cube.meta["left_out"]["no_day"]) == (6, 4)
    assert cube.blocks["totals"].counts.sum() == 2


def test_shipments_of_which_none_is_drawn_have_no_days(tmp_path: Path) -> None:
    row = ROW.format(goods="'grain'").replace("1.0", "'inf'::DOUBLE")
    story = made(tmp_path, f"CREATE TABLE attack AS {row}")
    problems, line = check_shipments(story, tmp_path, CubeService({}))
    assert problems[0].message.startswith("1 of 1 shipments has")
    assert line.startswith("rows.duckdb: 1 shipment, which cannot be drawn, counted in")


def test_macros_with_the_names_of_functions_are_not_called(tmp_path: Path) -> None:
    paths = "(SELECT string_agg(path, ',') FROM duckdb_databases())"
    macros = [
        f"CREATE MACRO {name} AS {paths}"
        for name in ("sum(x)", "count(x)", '"left"(x, y)', "trim(x)", "coalesce_(x)")
    ]
    cube = cube_of(tmp_path, *macros, "CREATE TABLE attack AS FROM shipped")
    assert cube.blocks["totals"].quantities.sum() == 20_975
    assert str(tmp_path) not in str(cube.meta)


@pytest.mark.parametrize("kind", ["csv", "parquet", "duckdb"])
@pytest.mark.parametrize("name", ["O'Brien", "a;b", "x'; COPY (SELECT 1) TO 'ran.csv'; --"])
def test_a_quotation_mark_in_the_name_of_a_file_or_folder_is_a_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    table = "shipped" if kind == "duckdb" else ""
    folder = write_story(tmp_path / name, SOUND, f"{name}.{kind}", table=table)
    story = read_story(folder).story
    assert story is not None
    cube = decode(CubeService({}).get(story, folder, {}).data)
    assert cube.blocks["totals"].quantities.sum() == 20_975
    assert not (tmp_path / "ran.csv").exists()


def test_values_of_a_megabyte_are_in_no_cube_and_cut_in_rows_and_splits(tmp_path: Path) -> None:
    folder = write_story(tmp_path, SOUND, "rows.parquet")
    long = ["x" * 1_000_000, "y" * 1_001, "short"]
    rows = {
        "from": ["odesa", "odesa", "x" * 1_000_000],
        "to": ["istanbul"] * 3,
        "day": pa.array(["2024-01-01"] * 3).cast(pa.date32()),
        "tonnes": [3.0, 2.0, 1.0],
        "means": ["sea"] * 3,
        "goods": long,
        'owner"; --': long,
    }
    pq.write_table(pa.table(rows), folder / "rows.parquet")
    story = read_story(folder).story
    assert story is not None
    entry = CubeService({}).get(story, folder, {})
    assert len(entry.data) < 3_000
    assert len(entry.unknown[0][0]) == 1_000
    assert [one["more"] for one in decode(entry.data).meta["narrow"]] == [2, 2]
    question = RowQuestion("odesa", "istanbul", Day(2024, 1, 1), Day(2024, 1, 1), {})
    cells = rows_of(story, folder, entry, question)["rows"][0]
    assert cells[-1] == "x" * 1_000 + "…"
    listed = split_of(story, folder, entry, question, "cargo")["values"]
    assert sorted(len(value) for value, *_ in listed) == [1_001, 1_001]


def test_a_small_file_of_very_many_rows_ends_with_its_time(tmp_path: Path) -> None:
    """60 million rows in 1.3 MB: each value stands once, with how often."""
    folder = write_story(tmp_path, SOUND, "rows.parquet", limits="timeout_s = 1")
    count = 3_000_000
    zeros = pa.array(memoryview(bytes(4 * count)).cast("i"), pa.int32())

    def all_are(value: str) -> pa.Array:
        return pa.DictionaryArray.from_arrays(zeros, [value])

    texts = {"from": "odesa", "to": "istanbul", "day": "2024-01-01", "tonnes": "1", "means": "sea"}
    texts |= {"goods": "x" * 100_000, 'owner"; --': "A"}
    table = pa.table({name: all_are(text) for name, text in texts.items()})
    with pq.ParquetWriter(folder / "rows.parquet", table.schema, compression="zstd") as writer:
        for _ in range(20):
            writer.write_table(table)
    assert (folder / "rows.parquet").stat().st_size < 2_000_000
    story = read_story(folder).story
    assert story is not None
    with pytest.raises(EngineError, match="did not answer within 1 seconds"):
        CubeService({}).get(story, folder, {})


def test_an_address_with_a_password_is_in_no_message_and_no_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = write_story(tmp_path, (), "env:ROWS", table="shipped")
    story = read_story(folder).story
    assert story is not None
    for address in (
        "postgresql://reader:hunter2@127.0.0.1:1/db",
        "postgresql://reader:hunter2@[bad/db",
        "postgresql://reader:hunter2@127.0.0.1:1/db?hunter2=1",
        "sc://127.0.0.1:1/;token=hunter2",
        "sc://127.0.0.1:1/;user_id=hunter2=x",
        "mysql://reader:hunter2@127.0.0.1/db",
        "hunter2",
    ):
        with pytest.raises((EngineError, SourceFaultError)) as raised:
            CubeService({"ROWS": address}).get(story, folder, {})
        assert "hunter2" not in str(raised.value)
    assert "hunter2" not in caplog.text


def test_a_setting_of_waybill_is_no_address(tmp_path: Path) -> None:
    folder = write_story(tmp_path, (), "env:WAYBILL_DRAFTS", table="drafts")
    story = read_story(folder).story
    assert story is not None
    with pytest.raises(SourceFaultError, match="a setting of Waybill itself"):
        CubeService({"WAYBILL_DRAFTS": "postgresql://127.0.0.1/drafts"}).get(story, folder, {})
