"""The largest flows of a window, and what of the whole is not drawn."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest
from support.node_rules import NodeRules
from support.running import ROOT
from support.shipments import CARGOES, MODES, Row, counted, number, random_rows

from waybill.shipments.build import build
from waybill.shipments.cube import Cube, decode, encode
from waybill.shipments.window import Flow, Sum, Window, window

ROWS: list[Row] = [
    (0, 1, "2024-01-01", "sea", "corn", 100.5),
    (0, 1, "2024-01-03", "sea", "wheat", 50),
    (0, 1, "2024-02-10", "rail", "corn", 7),
    (1, 0, "2024-01-02", "rail", "wheat", 30),
    (2, 2, "2024-01-02", "rail", "wheat", 9),
    (2, 0, "2024-01-20", "sea", "corn", 12.25),
    (3, 0, "2024-01-21", "sea", "corn", 1),
]
CASES = json.loads((ROOT / "tests/cases/flows.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def cube() -> Cube:
    return build(counted(ROWS, 4), most_cells=1_000)


def as_json(found: Window) -> dict[str, object]:
    """As the browser gives it."""

    def of(one: Sum | Flow) -> dict[str, float]:
        return {name: getattr(one, name) for name in one.__slots__}

    return {
        "from": found.first,
        "to": found.last,
        "flows": [of(flow) for flow in found.flows],
        **{name: of(getattr(found, name)) for name in ("drawn", "loops", "rest", "total")},
        "isTop": found.is_top,
    }


def test_the_largest_flows_come_first_and_the_rest_is_counted(cube: Cube) -> None:
    found = window(cube, number("2024-01-01"), number("2024-01-31"), top=2)
    assert found.flows == (Flow(0, 1, 150.5, 2), Flow(1, 0, 30.0, 1))
    assert found.drawn == Sum(2, 180.5, 3)
    assert found.loops == Sum(1, 9.0, 1)
    assert found.rest == Sum(3, 22.25, 3)
    assert found.total == Sum(5, 202.75, 6)
    assert found.is_top


def test_a_filter_holds_for_flows_and_for_the_whole(cube: Cube) -> None:
    found = window(
        cube, number("2024-01-01"), number("2024-12-31"), wanted={"mode": "rail", "cargo": "wheat"}
    )
    assert found.flows == (Flow(1, 0, 30.0, 1),)
    assert (found.rest, found.total) == (Sum(1, 9.0, 1), Sum(2, 39.0, 2))


def test_a_value_that_is_not_there_finds_nothing(cube: Cube) -> None:
    found = window(cube, 0, 99_999, wanted={"mode": "air"})
    assert (found.flows, found.total) == ((), Sum(0, 0.0, 0))


def test_a_window_outside_of_all_days_is_empty(cube: Cube) -> None:
    for first, last in ((0, 10), (50_000, 50_001), (number("2024-01-20"), number("2024-01-19"))):
        assert window(cube, first, last).total == Sum(0, 0.0, 0)


def test_what_the_cube_has_not_is_in_the_rest_and_bounds_what_is_certain() -> None:
    """Of five pairs two are kept; those left out have at most 12.25 in all, so at most that in a window."""
    cube = build(counted(ROWS, 4, kept=2), most_cells=1_000)
    assert cube.meta["pairs"] == {"all": 5, "kept": 2, "largest_left_out": 12.25}
    found = window(cube, number("2024-01-01"), number("2024-01-31"), top=2)
    assert (found.rest, found.is_top) == (Sum(0, 22.25, 3), True)
    assert not window(cube, number("2024-01-01"), number("2024-01-31"), top=3).is_top


def test_cells_that_are_too_many_by_day_are_kept_by_week_and_said_so() -> None:
    rows = [(0, 1, f"2024-01-{day:02}", "sea", "corn", 1.0) for day in range(1, 29)]
    cube = build(counted(rows, 2), most_cells=20)
    assert (cube.bins.level, len(cube.bins)) == ("week", 4)
    found = window(cube, number("2024-01-10"), number("2024-01-11"))
    assert (found.first, found.last) == (number("2024-01-08"), number("2024-01-14"))
    assert found.total == Sum(1, 7.0, 7)


def test_cells_that_are_too_many_by_month_are_those_of_fewer_pairs() -> None:
    rows = [
        (0, to, f"2024-{month:02}-{day}", "sea", "corn", float(9 - to))
        for to in range(1, 9)
        for month in range(1, 13)
        for day in ("05", "15")
    ]
    cube = build(counted(rows, 9), most_cells=32)
    assert cube.bins.level == "month"
    assert cube.meta["pairs"] == {"all": 8, "kept": 2, "largest_left_out": 144.0}


def test_dimensions_that_cost_days_or_pairs_are_left_out() -> None:
    rows = [
        (0, 1, f"2024-01-{day:02}", "sea", cargo, 1.0) for day in range(1, 21) for cargo in CARGOES
    ]
    assert build(counted(rows, 2), most_cells=80).dimensions == ("mode", "cargo")
    assert build(counted(rows, 2), most_cells=40).dimensions == ("mode",)


def test_a_cube_reads_back_as_it_was_written(cube: Cube) -> None:
    data = encode(cube)
    assert encode(decode(data)) == data
    with pytest.raises(ValueError, match="no cube"):
        decode(b"<!doctype html>")
    with pytest.raises(ValueError, match="end within"):
        decode(data[:-3])


def test_no_shipments_are_a_cube_too() -> None:
    cube = decode(encode(build(counted([], 0), most_cells=1_000)))
    assert window(cube, 0, 9).total == Sum(0, 0.0, 0)


def test_the_cases_of_both_languages_hold(cube: Cube) -> None:
    """If the format changes: write the new bytes into tests/cases/flows.json."""
    assert base64.b64encode(encode(cube)).decode() == CASES["cube"]
    for case in CASES["windows"]:
        found = window(cube, case["from"], case["to"], top=case["top"], wanted=case["wanted"])
        assert as_json(found) == case["answer"]


@pytest.mark.parametrize(("seed", "cells"), [(1, 4_000), (2, 500), (3, 120)])
def test_drawn_and_rest_are_the_total_and_equal_in_both(
    rules: NodeRules, seed: int, cells: int
) -> None:
    rows = random_rows(seed)
    cube = build(counted(rows, 9, kept=60), most_cells=cells)
    data = base64.b64encode(encode(cube)).decode()
    draw = np.random.default_rng(seed)
    questions = []
    for _ in range(340):
        first, last = np.sort(draw.integers(number("2023-02-20"), number("2023-10-01"), 2))
        wanted = {
            name: str(draw.choice(["", *values]))
            for name, values in (("mode", MODES), ("cargo", CARGOES))
            if name in cube.dimensions
        }
        questions.append((int(first), int(last), int(draw.integers(1, 80)), wanted))
    answers = rules.many("flows_window", [(data, *question) for question in questions])
    for (first, last, top, wanted), answer in zip(questions, answers, strict=True):
        found = window(cube, first, last, top=top, wanted=wanted)
        assert as_json(found) == answer
        inside = [
            row
            for row in rows
            if found.first <= number(row[2]) <= found.last
            and wanted.get("mode", "") in ("", row[3])
            and wanted.get("cargo", "") in ("", row[4])
        ]
        assert found.drawn.count + found.rest.count == len(inside)
        whole = sum(round(row[5] * 10) for row in inside)
        assert round((found.drawn.quantity + found.rest.quantity) * 10) == whole
