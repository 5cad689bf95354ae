"""Every engine gives the same cube, row by row; what cannot be drawn is counted; nothing in the data runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.hostile_texts import MARKER
from support.shipment_stories import FAULTY, FAULTY_TEXTS, SOUND, hostile_rows, random_rows
from support.shipments import number

from waybill.shipments.cube import Cube, decode, encode
from waybill.shipments.rows import RowQuestion, rows_of, split_of
from waybill.shipments.service import CubeService
from waybill.shipments.window import window
from waybill.story.day import Day

FILES = ("csv", "parquet", "duckdb")
ENGINES = (*FILES, "postgres", "spark")
Make = Callable[..., Any]


def cube_of(made: Any, wanted: dict[str, str] | None = None) -> Cube:
    story, folder, environment = made
    entry, _ = CubeService(environment).resolved(story, folder, wanted or {})
    return decode(entry.data)


def flows(cube: Cube, wanted: dict[str, str] | None = None) -> list[tuple[str, str, float, int]]:
    found = window(cube, number("2024-01-01"), number("2024-12-31"), wanted=wanted)
    ids = [place[0] for place in cube.meta["places"]]
    return [(ids[f.origin], ids[f.destination], f.quantity, f.count) for f in found.flows]


@pytest.mark.parametrize("engine", ENGINES)
def test_names_modes_and_sums_are_those_of_the_story(story_on: Make, engine: str) -> None:
    cube = cube_of(story_on(engine, [*SOUND, *FAULTY]))
    assert flows(cube) == [
        ("odesa", "istanbul", 157.5, 3),
        ("istanbul", "odesa", 30.0, 1),
        ("genoa", "odesa", 12.25, 1),
        ("tunis", "odesa", 1.0, 1),
    ]
    assert cube.meta["left_out"] == {
        "rows": 14,
        "no_place": 3,
        "no_day": 1,
        "no_quantity": 2,
        "negative": 1,
    }
    assert cube.meta["dimensions"] == [
        {"name": "mode", "values": ["sea", "rail", "unknown"]},
        {"name": "cargo", "values": ["corn", "wheat"]},
        {"name": "owner", "values": ["A", "B", "(not stated)"]},
    ]
    assert flows(cube, {"mode": "rail", "cargo": "corn"}) == [("odesa", "istanbul", 7.0, 1)]


@pytest.mark.parametrize("engine", ENGINES[1:])
def test_engines_agree_on_any_rows(story_on: Make, engine: str) -> None:
    rows = [*random_rows(5, 400), *FAULTY]
    expected, found = cube_of(story_on("csv", rows)), cube_of(story_on(engine, rows))
    for name in expected.blocks:
        one, other = expected.blocks[name], found.blocks[name]
        for part in ("keys", "starts", "bins", "quantities", "counts"):
            assert getattr(one, part).tolist() == getattr(other, part).tolist(), (name, part)
    assert {**expected.meta, "as_of": "", "version": ""} == {
        **found.meta,
        "as_of": "",
        "version": "",
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_in_a_cell_runs(story_on: Make, engine: str) -> None:
    rows = hostile_rows()
    made = story_on(
        engine, rows if engine != "postgres" else [r for r in rows if "\0" not in str(r)]
    )
    story, folder, environment = made
    cube = cube_of(made)
    count = sum(row[0] == "odesa" and row[1] == "genoa" for row in rows)
    assert [flow[3] for flow in flows(cube)] == [count] or engine == "postgres"
    hostile = "x'); drop table shipments; --"
    assert flows(cube, {"cargo": hostile}) == [("odesa", "genoa", 1.0, 1)] or hostile in str(
        cube.meta["narrow"]
    )
    service = CubeService(environment)
    entry, _ = service.resolved(story, folder, {})
    narrowed = service.get(story, folder, {"owner": hostile})
    assert flows(decode(narrowed.data)) == [("odesa", "genoa", 1.0, 1)]
    question = RowQuestion(
        "odesa", "genoa", Day(2024, 1, 1), Day(2024, 2, 1), {"owner": hostile, "mode": "sea"}
    )
    found = rows_of(story, folder, entry, question, environment)
    assert found["rows"] == [["2024-01-05", 1.0, "sea", "corn", hostile, hostile]]
    assert not MARKER.exists()


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_of_a_flow_come_a_hundred_at_a_time_and_show_only_what_may_show(
    story_on: Make, engine: str
) -> None:
    rows = [
        (
            "odesa" if at % 2 else "Odessa",
            "genoa",
            f"2024-03-{1 + at % 28:02}",
            "1",
            "sea",
            "corn",
            f"{at:03}",
        )
        for at in range(205)
    ]
    story, folder, environment = story_on(engine, rows)
    entry, _ = CubeService(environment).resolved(story, folder, {})

    def page(at: int, last: int = 31) -> dict[str, Any]:
        question = RowQuestion("odesa", "genoa", Day(2024, 3, 1), Day(2024, 3, last), {}, at)
        return rows_of(story, folder, entry, question, environment)

    pages = [page(at) for at in (1, 2, 3)]
    assert [len(one["rows"]) for one in pages] == [100, 100, 5]
    assert (pages[0]["count"], pages[0]["pages"], pages[0]["said_by"]) == (205, 3, "Customs")
    assert pages[0]["columns"] == ["day", "quantity", "mode", "cargo", "owner", 'owner"; --']
    every = [row[-1] for one in pages for row in one["rows"]]
    assert sorted(every) == [f"{at:03}" for at in range(205)]
    assert page(1, last=1)["count"] == 8


@pytest.mark.parametrize("engine", ENGINES)
def test_a_flow_is_split_by_its_twenty_largest_values_and_the_others_are_counted(
    story_on: Make, engine: str
) -> None:
    """Not stated is one value, in whichever way; a value that is hostile is a value."""
    owners = [*(f"owner {at:02}" for at in range(30)), "x'); drop table shipped; --", "", None]
    rows = [
        ("odesa", "genoa", "2024-03-01", str(100 - at), "sea", "corn", owner)
        for at, owner in enumerate(owners)
    ]
    rows.append(("odesa", "genoa", "2024-03-02", "900.5", "sea", "corn", owners[30]))
    story, folder, environment = story_on(engine, rows)
    entry, _ = CubeService(environment).resolved(story, folder, {})
    question = RowQuestion("odesa", "genoa", Day(2024, 3, 1), Day(2024, 3, 31), {})
    found = split_of(story, folder, entry, question, "owner", environment)
    assert found["values"][:3] == [
        [owners[30], 970.5, 2],
        ["(not stated)", 137.0, 2],
        ["owner 00", 100.0, 1],
    ]
    assert (len(found["values"]), found["count"]) == (20, 34)
    assert found["more"] in (
        12,
        13,
    )  # an empty text and none are one where both are among the largest
    assert found["quantity"] == sum(100.0 - at for at in range(33)) + 900.5


def test_texts_that_are_no_day_or_number_are_counted(story_on: Make) -> None:
    cube = cube_of(story_on("csv", [*SOUND, *FAULTY, *FAULTY_TEXTS]))
    assert cube.meta["left_out"] == {
        "rows": 17,
        "no_place": 3,
        "no_day": 3,
        "no_quantity": 3,
        "negative": 1,
    }


def test_days_may_be_written_with_the_month_first(story_on: Make) -> None:
    row = ("odesa", "istanbul", "5/17/2024", "1", "sea", "corn", "A")
    _story, folder, environment = story_on("csv", [row])
    toml = folder / "story.toml"
    toml.write_text(toml.read_text().replace('unit = "t"', 'unit = "t"\nday_order = "month first"'))
    from waybill.story import read_story

    cube = cube_of((read_story(folder).story, folder, environment))
    assert cube.meta["days"] == [number("2024-05-17")] * 2


def test_a_cube_is_the_same_bytes_each_time(story_on: Make) -> None:
    made = story_on("parquet", random_rows(7, 300))
    assert encode(cube_of(made)) == encode(cube_of(made))


def test_a_file_is_read_and_nothing_else(story_on: Make, tmp_path: Path) -> None:
    from waybill.shipments.engine.source import open_source

    story, folder, _ = story_on("parquet", list(SOUND))
    with open_source(story.info.shipments, folder) as source:
        con = source._backend.con
        assert source._backend.settings["enable_progress_bar"] == "false"
        for sql in (
            "FROM read_csv('/etc/passwd')",
            f"COPY (SELECT 1) TO '{tmp_path}/out.csv'",
            f"ATTACH '{tmp_path}/other.duckdb'",
            "INSTALL httpfs",
            "SET enable_external_access = true",
        ):
            with pytest.raises(Exception, match=r"ermission|onfiguration|annot"):
                con.execute(sql)
    assert not (tmp_path / "out.csv").exists()


def test_a_database_is_only_read(story_on: Make) -> None:
    from waybill.shipments.engine.source import open_source

    story, folder, environment = story_on("postgres", list(SOUND))
    with (
        open_source(story.info.shipments, folder, environment) as source,
        pytest.raises(Exception, match="read-only"),
    ):
        source._backend.con.execute("CREATE TABLE mine (a int)")
