"""Spark itself, as a cluster of several executors, gives what DuckDB gives: run where WAYBILL_TEST_SPARK names it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support.hostile_texts import MARKER
from support.shipment_stories import FAULTY, SOUND, hostile_rows, random_rows
from support.spark_connect import EXECUTORS, SparkCluster

from waybill.shipments.cube import decode
from waybill.shipments.rows import RowQuestion, rows_of, split_of
from waybill.shipments.service import CubeService
from waybill.story.day import Day

pytestmark = [pytest.mark.spark, pytest.mark.slow]
Make = Callable[..., Any]
YEAR = Day(2024, 1, 1), Day(2024, 12, 31)
LIMITS = "timeout_s = 300"  # the first question takes half a minute
ROWS = {
    "sound and faulty": [*SOUND, *FAULTY],
    "random": random_rows(3, 400),
    "hostile": hostile_rows(),
}


def everything(made: Any) -> list[Any]:
    """The cube, whole and narrowed, the rows of a flow, and its split."""
    story, folder, environment = made
    service = CubeService(environment)
    whole = service.get(story, folder, {})
    found = []
    for wanted in ({}, {"cargo": "corn"}):
        cube = decode(service.get(story, folder, wanted).data)
        meta = {one: value for one, value in cube.meta.items() if one not in ("as_of", "version")}
        blocks = [
            [
                column.tolist()
                for column in (one.keys, one.starts, one.bins, one.quantities, one.counts)
            ]
            for one in cube.blocks.values()
        ]
        found.append([meta, blocks])
    for ends in (("odesa", "genoa"), ("odesa", "istanbul")):
        question = RowQuestion(*ends, *YEAR, {})
        found.append(rows_of(story, folder, whole, question, environment))
        found.append(split_of(story, folder, whole, question, "owner", environment))
    return found


@pytest.mark.parametrize("rows", ROWS)
def test_a_cluster_gives_what_duckdb_gives(
    story_on: Make, spark_cluster: SparkCluster, rows: str
) -> None:
    assert everything(story_on("spark_cluster", ROWS[rows], LIMITS)) == everything(
        story_on("duckdb", ROWS[rows], LIMITS)
    )
    executors = spark_cluster.executors()
    assert len(executors) == EXECUTORS
    assert all(one["completedTasks"] > 0 for one in executors)
    assert not MARKER.exists()
