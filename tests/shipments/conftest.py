"""Engines for the tests of shipments: DuckDB in this process, a PostgreSQL server, and a Spark Connect server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from support.postgresql import NOT_INSTALLED, PostgreSQL, start_postgresql
from support.shipment_stories import Row, typed, write_story
from support.spark_connect import SparkCluster, SparkConnect, start_sail, start_spark

from waybill.story import read_story
from waybill.story.model import Story

_numbers = count(1)


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Cubes of a test are kept in a folder of its own."""
    from waybill import work_folder
    from waybill.settings import Settings

    folder = tmp_path / "kept"
    monkeypatch.setattr(work_folder, "settings", lambda: Settings(cache=str(folder)))
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    server = start_postgresql()
    if server is None:
        pytest.skip(NOT_INSTALLED)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkConnect]:
    server = start_sail()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def spark_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkCluster]:
    home = os.environ.get("WAYBILL_TEST_SPARK")
    if not home:
        pytest.skip("WAYBILL_TEST_SPARK does not name a folder with Spark (docs/shipments.md)")
    cluster = start_spark(Path(home), tmp_path_factory.mktemp("spark") / "log")
    yield cluster
    cluster.stop()


Made = tuple[Story, Path, dict[str, str]]
"""A story with shipments, its folder, and the environment that its source needs."""


@pytest.fixture
def story_on(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[..., Made]:
    """Make a story on an engine: csv, parquet, duckdb, postgres, spark or spark_cluster."""

    def make(engine: str, rows: list[Row], limits: str = "") -> Made:
        folder = tmp_path / engine
        environment: dict[str, str] = {}
        if engine in ("postgres", "spark", "spark_cluster"):
            write_story(folder, (), "env:ROWS", table="shipped", limits=limits)
            name = "postgresql" if engine == "postgres" else engine
            server = request.getfixturevalue(name)
            environment["ROWS"] = server.with_table("shipped", typed(rows), next(_numbers))
        else:
            table = "shipped" if engine == "duckdb" else ""
            write_story(folder, rows, f"rows.{engine}", table=table, limits=limits)
        read = read_story(folder)
        assert read.story is not None
        assert [str(one) for one in read.problems] == []
        return read.story, folder, environment

    return make
