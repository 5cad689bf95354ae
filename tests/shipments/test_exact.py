"""Sums of exact days where a cube has weeks or months: the days at both ends are counted apart."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.node_rules import NodeRules
from support.shipment_stories import random_rows as random_texts
from support.shipments import CARGOES, MODES, Row, counted, number, random_rows

from waybill.shipments.build import Cells, build
from waybill.shipments.cube import Cube, decode, encode
from waybill.shipments.engine import source
from waybill.shipments.engine.errors import EngineError
from waybill.shipments.exact.refined import (
    ChangedError,
    Days,
    asked_days,
    edges_of,
    exactly,
    refined,
)
from waybill.shipments.listing import listing, not_drawn
from waybill.shipments.service import CubeService
from waybill.shipments.window import Window, window
from waybill.shipments.words import rest_sentences
from waybill.story.model import Story

Made = tuple[Story, Path, dict[str, str]]


def cells_of(cube: Cube, rows: list[Row], asked: list[Days]) -> Cells:
    """What an engine counts of some days, for the cube's places and dimensions."""
    names = {place[0]: at for at, place in enumerate(cube.meta["places"])}
    inside = [row for row in rows if any(first <= number(row[2]) <= last for first, last in asked)]
    values = {one["name"]: one["values"] for one in cube.meta["dimensions"]}
    keys = [
        [
            *(names.get(f"p{row[end]}", len(names)) for end in (0, 1)),
            *(values[name].index(row[3 if name == "mode" else 4]) for name in values),
        ]
        for row in inside
    ]
    return Cells(
        np.array(keys, np.int64).reshape(-1, 2 + len(values)),
        np.array([number(row[2]) for row in inside], np.int64),
        np.array([row[5] for row in inside], float),
        np.ones(len(inside), np.int64),
    )


def sums(found: Window) -> tuple[int, float, int, float]:
    return (
        found.drawn.count + found.rest.count,
        round(found.drawn.quantity + found.rest.quantity, 1),
        found.total.count,
        round(found.total.quantity, 1),
    )


@pytest.mark.parametrize(("seed", "cells", "level"), [(1, 400, "week"), (2, 150, "month")])
def test_sums_of_exact_days_are_those_of_the_rows_in_both_languages(
    rules: NodeRules, seed: int, cells: int, level: str
) -> None:
    rows = random_rows(seed, count=2_000, places=4)
    cube = decode(encode(build(counted(rows, 4), most_cells=cells)))
    assert cube.bins.level == level
    text = base64.b64encode(encode(cube)).decode()
    draw = np.random.default_rng(seed)
    questions, ours = [], []
    for _ in range(150):
        first, last = np.sort(draw.integers(number("2023-02-20"), number("2023-10-01"), 2)).tolist()
        wanted = {
            name: str(draw.choice(["", *values]))
            for name, values in (("mode", MODES), ("cargo", CARGOES))
            if name in cube.dimensions
        }
        asked = asked_days(cube, first, last)
        edges = encode(edges_of(cube, cells_of(cube, rows, asked), asked))
        top = int(draw.integers(1, 80))
        exact = refined(cube, decode(edges), first, last)
        assert exact.meta["parted"] == (level if asked else None)
        found = window(exact, first, last, top=top, wanted=wanted)
        whole = [
            row[5]
            for row in rows
            if first <= number(row[2]) <= last
            and wanted.get("mode", "") in ("", row[3])
            and wanted.get("cargo", "") in ("", row[4])
        ]
        total = len(whole), round(sum(whole), 1)
        assert sums(found) == (*total, *total)
        if total[0]:
            assert (
                max(first, int(cube.bins.edges[0])),
                min(last, int(cube.bins.edges[-1]) - 1),
            ) == (
                found.first,
                found.last,
            )
        questions.append((text, base64.b64encode(edges).decode(), first, last, top, wanted))
        ours.append((found, exact.meta["parted"]))
    for (found, parted), theirs in zip(ours, rules.many("flows_exact", questions), strict=True):
        assert theirs["parted"] == parted
        flows = [{name: getattr(one, name) for name in one.__slots__} for one in found.flows]
        assert theirs["flows"] == flows
        assert (theirs["from"], theirs["to"]) == (found.first, found.last)
        for name in ("drawn", "loops", "rest", "total"):
            one = getattr(found, name)
            assert theirs[name] == {
                "flows": one.flows,
                "quantity": one.quantity,
                "count": one.count,
            }
        assert theirs["isTop"] == found.is_top


def test_small_fractions_of_a_day_are_summed_before_they_are_rounded() -> None:
    rows: list[Row] = [
        (0, 1 + one % 1_000, "2023-03-15", MODES[one % 2], CARGOES[one // 1_000 % 2], 0.0004)
        for one in range(2_000)
    ]
    rows += [(0, 1, day, "sea", "corn", 1.0) for day in ("2023-03-01", "2023-04-20")]
    cube = build(counted(rows, 1_001), most_cells=400)
    day = number("2023-03-15")
    edges = edges_of(cube, cells_of(cube, rows, [(day, day)]), [(day, day)])
    found = window(refined(cube, edges, day, day), day, day)
    assert not cube.meta["exact"]
    assert (found.first, found.last, found.total.count) == (day, day, 2_000)
    assert found.total.quantity == 0.8
    outgoing = edges.blocks["out"]
    assert outgoing.quantities.sum() == edges.blocks["totals"].quantities.sum() == 800
    whole = window(
        refined(cube, edges_of(cube, cells_of(cube, rows, []), []), 0, 99_999), 0, 99_999
    )
    assert whole.total.quantity == 2.8


def test_whole_weeks_and_the_whole_record_need_no_engine() -> None:
    rows = random_rows(1, count=2_000, places=4)
    cube = build(counted(rows, 4), most_cells=400)
    first, last = cube.meta["days"]
    monday = int(cube.bins.edges[3])
    assert asked_days(cube, first, last) == []
    assert asked_days(cube, first - 3, last + 50) == []
    assert asked_days(cube, monday, monday + 13) == []
    assert asked_days(cube, monday + 1, monday + 12) == [
        (monday + 1, monday + 6),
        (monday + 7, monday + 12),
    ]
    assert asked_days(cube, monday + 1, monday + 2) == [(monday + 1, monday + 2)]
    found = window(exactly(cube, None, first, last), first, last)
    assert (found.first, found.last, found.total.count) == (first, last, 2_000)


def test_edges_of_other_days_or_shipments_are_not_taken() -> None:
    rows = random_rows(1, count=2_000, places=4)
    cube = build(counted(rows, 4), most_cells=400)
    monday = int(cube.bins.edges[3])
    days = (monday + 1, monday + 9)
    asked = asked_days(cube, *days)
    edges = edges_of(cube, cells_of(cube, rows, asked), asked)
    with pytest.raises(ChangedError):
        refined(cube, edges, monday + 2, monday + 9)
    with pytest.raises(ChangedError):
        refined(cube, edges_of(cube, cells_of(cube, rows * 2, asked), asked), *days)
    assert exactly(cube, None, *days) is cube


Reference = tuple[list[Any], Cube, dict[str, str]]


@pytest.fixture(scope="module")
def counted_once() -> list[Reference]:
    """Rows, their cube of days and a filter of it: empty, for the first test to fill."""
    return []


def reference(story_on: Callable[..., Made], counted_once: list[Reference]) -> Reference:
    if not counted_once:
        rows = random_texts(3, 12_000)
        story, folder, _ = story_on("parquet", rows)
        whole, wanted = CubeService({}).resolved(story, folder, {"owner": "A"})
        counted_once.append((rows, decode(whole.data), wanted))
    return counted_once[0]


@pytest.mark.parametrize("engine", ["csv", "parquet", "duckdb", "postgres", "spark"])
def test_every_engine_counts_the_same_days(
    story_on: Callable[..., Made], counted_once: list[Reference], engine: str
) -> None:
    """Names in several ways, days as texts, a filter: the sums are those of a cube of days."""
    rows, by_day, other = reference(story_on, counted_once)
    story, folder, environment = story_on(engine, rows, "cells = 1000")
    service = CubeService(environment)
    entry, own = service.resolved(story, folder, {"owner": "A"})
    assert (by_day.bins.level, service.cube_of(entry).bins.level) == ("day", "week")
    for first, last in (("2024-01-10", "2024-06-19"), ("2024-02-06", "2024-02-08")):
        days = number(first), number(last)
        cube = service.exact_cube(story, folder, entry, days)
        found, wanted = window(cube, *days, wanted=own), window(by_day, *days, wanted=other)
        assert named(cube, found).items() <= named(by_day, wanted).items()
        assert len(found.flows) >= 4
        said = not_drawn(cube, found)
        assert ("of the database as it was" in said) == (engine in ("postgres", "spark"))
        assert "Sums are by" not in said
        on_page = rest_sentences(cube.meta, found)
        assert " ".join(on_page[1:]) == said
        assert (found.total.quantity, found.total.count) == (
            wanted.total.quantity,
            wanted.total.count,
        )
    assert service.edge_passes == 2
    service.exact_cube(story, folder, entry, days)
    assert service.edge_passes == 2


def named(cube: Cube, found: Window) -> dict[tuple[str, str], tuple[float, int]]:
    """Quantity and count of each flow, by the ids of its places."""
    ids = [place[0] for place in cube.meta["places"]]
    return {(ids[f.origin], ids[f.destination]): (f.quantity, f.count) for f in found.flows}


def test_an_engine_that_fails_leaves_the_sums_of_weeks_and_says_of_when_they_are(
    story_on: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    story, folder, _ = story_on("parquet", random_texts(3, 12_000), "cells = 1000")
    service = CubeService({}, lambda: datetime(2026, 11, 28, 14, 5, tzinfo=UTC))
    entry = service.get(story, folder, {})

    def fail(*_: object) -> None:
        raise EngineError("The engine did not answer within 20 seconds.")

    monkeypatch.setattr(source, "open_source", fail)
    days = number("2024-01-10"), number("2024-06-19")
    cube = service.exact_cube(story, folder, entry, days)
    listed = listing(cube, window(cube, *days), {})
    assert (listed["level"], listed["from"], listed["to"]) == ("week", "2024-01-08", "2024-06-23")
    assert listed["sentence"].endswith("Sums are by week: the dates are whole ones.")
    assert listed["stale"] == (
        "The engine did not answer within 20 seconds. "
        "These are the sums as of 28 November 2026, 14:05 UTC."
    )


def test_days_that_were_counted_are_kept_between_starts(
    story_on: Callable[..., Made],
) -> None:
    story, folder, _ = story_on("parquet", random_texts(3, 12_000), "cells = 1000")
    first, last = number("2024-01-10"), number("2024-06-19")
    before = CubeService({})
    counted_days = before.edges(story, folder, before.get(story, folder, {}), first, last)
    again = CubeService({})
    entry = again.get(story, folder, {})
    assert again.edges(story, folder, entry, first, last) == counted_days
    assert (again.passes, again.edge_passes) == (0, 0)


def test_days_of_a_file_that_has_changed_are_never_put_into_an_older_cube(
    story_on: Callable[..., Made],
) -> None:
    """One more row in the middle, so that the sums of whole weeks would still be larger than those of the days."""
    rows = random_texts(3, 12_000)
    story, folder, _ = story_on("parquet", rows, "cells = 1000")
    service = CubeService({})
    entry = service.get(story, folder, {})
    story_on("parquet", [*rows, rows[0]], "cells = 1000")
    days = number("2024-01-10"), number("2024-06-19")
    assert service.edges_at_hand(entry, *days) is None
    with pytest.raises(EngineError, match=r"since they were counted\. These are the sums as of"):
        service.edges(story, folder, entry, *days)
    assert service.edge_passes == 0
    newer = service.get(story, folder, {})
    assert service.edges(story, folder, newer, *days)
    assert service.edges_at_hand(entry, *days) is None


def test_days_of_a_file_that_changes_while_they_are_counted_are_not_kept(
    story_on: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = random_texts(3, 12_000)
    story, folder, _ = story_on("parquet", rows, "cells = 1000")
    service = CubeService({})
    entry = service.get(story, folder, {})
    count = service._counted_edges

    def changed_after(*asked: Any) -> Cube:
        found = count(*asked)
        story_on("parquet", [*rows, rows[0]], "cells = 1000")
        return found

    monkeypatch.setattr(service, "_counted_edges", changed_after)
    days = number("2024-01-10"), number("2024-06-19")
    with pytest.raises(EngineError, match="have changed since they were counted"):
        service.edges(story, folder, entry, *days)
    assert service.edges_at_hand(entry, *days) is None
