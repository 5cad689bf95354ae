"""Millions of rows come from an engine in parts, and are the same as all of them at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.shipment_stories import SOUND, Row

from waybill.shipments.engine import expressions, source
from waybill.shipments.engine.source import open_source
from waybill.shipments.service import CubeService

A_VECTOR = 2048
Make = Callable[..., Any]


def many_rows(count: int) -> list[Row]:
    return [SOUND[at % len(SOUND)] for at in range(count)]


def test_rows_come_in_parts_and_are_those_that_come_at_once(
    story_on: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "ROWS_AT_ONCE", A_VECTOR)
    story, folder, environment = story_on("parquet", many_rows(3 * A_VECTOR))
    with open_source(story.info.shipments, folder, environment) as opened:
        table = expressions.shaped(opened, story.info.shipments).select("origin", "quantity")
        parts = list(opened.parts(table))
        whole = opened.fetch(table)
    assert len(parts) == 3
    assert sorted(row for part in parts for row in map(str, part.to_pylist())) == sorted(
        map(str, whole.to_pylist())
    )
    assert {part.schema for part in parts} == {whole.schema}


def test_a_cube_counts_every_row(story_on: Make) -> None:
    rows = many_rows(A_VECTOR)
    story, folder, environment = story_on("csv", rows)
    service = CubeService(environment)
    cube = service.cube_of(service.get(story, folder, {}))
    assert cube.meta["left_out"]["rows"] == len(rows)
    left_out = sum(cube.meta["left_out"].values()) - len(rows)
    assert cube.blocks["totals"].counts.sum() == len(rows) - left_out


def test_the_embedded_engine_has_a_bounded_share_of_the_memory(tmp_path: Path) -> None:
    file = tmp_path / "shipments.csv"
    file.touch()
    engine = source._engine_on(file)
    settings = engine.con.execute(
        "SELECT current_setting('memory_limit'), current_setting('threads')"
    )
    memory, threads = settings.fetchone()
    engine.disconnect()
    assert memory == "366.2 MiB"  # 384 MB
    assert threads <= 8


def test_the_engine_has_a_thread_for_each_processor_that_it_may_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5, 6})
    assert source._processors() == 3


def test_a_cube_of_a_file_is_counted_without_pandas(story_on: Make, tmp_path: Path) -> None:
    """Its import takes 0.3 s and 40 MB of a first cube."""
    _, folder, _ = story_on("parquet", SOUND)
    code = """if True:
        import sys
        from pathlib import Path
        from waybill.shipments.service import CubeService
        from waybill.story import read_story
        folder = Path(sys.argv[1])
        CubeService().get(read_story(folder).story, folder, {})
        print("pandas" in sys.modules)
    """
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(folder)],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "WAYBILL_CACHE": str(tmp_path / "own")},
    )
    assert done.stdout == "False\n"
