"""The picture of flows: the server and the browser draw the same, and say the same of it."""

from __future__ import annotations

import base64
import json
import math
from dataclasses import astuple
from typing import Any

import numpy as np
import pytest
from support.node_rules import NodeRules
from support.running import ROOT
from support.shipments import CARGOES, MODES, Row, counted, number

from waybill.flows.curve import Curve, curve_of
from waybill.flows.picture import Picture, picture_of
from waybill.flows.scales import legend_of, radius_of, width_of
from waybill.flows.words import amount_words, isolated, rest_sentences, share_words
from waybill.shipments import words
from waybill.shipments.build import build
from waybill.shipments.cube import Cube, decode, encode
from waybill.shipments.listing import not_drawn
from waybill.shipments.window import Sum, Window, window

CASES = json.loads((ROOT / "tests/cases/flow_curves.json").read_text("utf-8"))
WORDS = json.loads((ROOT / "tests/cases/flow_words.json").read_text("utf-8"))
FIRST, LAST = number("2024-01-01"), number("2024-12-31")


def cube_of(seed: int, places: int = 9, kept: int = 60, cells: int = 4_000) -> Cube:
    draw = np.random.default_rng(seed)
    rows: list[Row] = [
        (
            int(draw.integers(places)),
            int(draw.integers(places)),
            str(np.datetime64("2024-01-01") + draw.integers(366)),
            MODES[draw.integers(2)],
            CARGOES[draw.integers(2)],
            float(draw.integers(1, 10_000)) / 10 ** int(draw.integers(1, 4)),
        )
        for _ in range(200)
    ]
    return build(counted(rows, places, kept=kept), most_cells=cells)


def browsers(curve: Curve | None) -> dict[str, Any] | None:
    """A curve as the browser has it."""
    if curve is None:
        return None

    def xy(point: tuple[float, float]) -> dict[str, float]:
        return {"x": point[0], "y": point[1]}

    return {
        "from": xy(curve.start),
        "bend": xy(curve.bend),
        "neck": xy(curve.neck),
        "tip": xy(curve.tip),
        "wings": [xy(wing) for wing in curve.wings],
    }


def test_the_cases_of_arrows_hold_in_both_languages(rules: NodeRules) -> None:
    for case in CASES:
        (start, end), width, gap = case["ends"], case["width"], case["gap"]
        wanted = case["curve"]
        assert _rounded(browsers(curve_of(tuple(start), tuple(end), width, gap))) == wanted
        ends = ({"x": x, "y": y} for x, y in case["ends"])
        assert _rounded(rules("flow_curve", *ends, width, gap)) == wanted


def test_arrows_are_equal_wherever_they_go(rules: NodeRules) -> None:
    draw = np.random.default_rng(14)
    asked = [
        (*draw.uniform(-2000, 2000, 4).tolist(), *draw.uniform(0, 25, 2).tolist())
        for _ in range(500)
    ]
    theirs = rules.many(
        "flow_curve", [({"x": a, "y": b}, {"x": c, "y": d}, e, f) for a, b, c, d, e, f in asked]
    )
    for (a, b, c, d, width, gap), their in zip(asked, theirs, strict=True):
        assert _rounded(browsers(curve_of((a, b), (c, d), width, gap))) == _rounded(their)


@pytest.mark.parametrize(("seed", "kept", "cells"), [(1, 60, 4_000), (2, 20, 4_000), (3, 60, 120)])
def test_pictures_and_their_sentences_are_equal(
    rules: NodeRules, seed: int, kept: int, cells: int
) -> None:
    cube = cube_of(seed, kept=kept, cells=cells)
    assert cube.meta["places"]
    cube = Cube({**cube.meta, "left_out": LEFT_OUT[seed]}, cube.bins, cube.blocks)
    data = encode(cube)
    text = base64.b64encode(data).decode()
    draw = np.random.default_rng(seed)
    for _ in range(40):
        first, last = sorted(draw.integers(FIRST - 20, LAST + 20, 2).tolist())
        wanted = [{}, {"mode": "sea"}, {"cargo": "corn", "mode": "rail"}, {"cargo": "ore"}]
        choice: dict[str, Any] = {
            "wanted": wanted[draw.integers(4)],
            "zoom": float(draw.uniform(-1, 12)),
            "top": int(draw.integers(1, 30)),
        }
        is_rescaled = bool(draw.integers(2))
        ours = picture_of(decode(data), first, last, is_rescaled=is_rescaled, **choice)
        asked = {"from": first, "to": last, "isRescaled": is_rescaled, **choice}
        theirs = rules("flows_picture", text, asked)
        for name in ("largest", "largestRing", "isClustered", "modes", "rings", "said"):
            assert _rounded(_as_json(ours)[name]) == _rounded(theirs[name]), (name, choice)
        shown = [(flow["origin"], flow["destination"]) for flow in theirs["window"]["flows"]]
        assert [(flow.origin, flow.destination) for flow in ours.window.flows] == shown
        assert ours.window.is_top == theirs["window"]["isTop"]


LEFT_OUT = {
    1: {"rows": 200, "no_place": 0, "no_day": 0, "no_quantity": 0, "negative": 0},
    2: {"rows": 200, "no_place": 3912, "no_day": 0, "no_quantity": 1, "negative": 2},
    3: {"rows": 200, "no_place": 0, "no_day": 1, "no_quantity": 0, "negative": 0},
}


def test_the_cases_of_what_is_not_drawn_are_worded_alike(rules: NodeRules) -> None:
    for case in WORDS:
        meta, picture, is_clustered = case["meta"], case["window"], case["isClustered"]
        sums = {name: Sum(**picture[name]) for name in ("drawn", "loops", "rest", "total")}
        found = Window(picture["from"], picture["to"], (), **sums, is_top=picture["isTop"])
        assert words.rest_sentences(meta, found, is_clustered=is_clustered) == case["said"]
        asked = {"window": picture, "isClustered": is_clustered}
        assert rules("flow_rest", meta, asked) == case["said"]


def test_what_is_not_drawn_is_worded_alike_at_random(rules: NodeRules) -> None:
    draw = np.random.default_rng(16)
    for _ in range(200):
        level = ("day", "week", "month")[draw.integers(3)]
        parted = (None, "week", "month")[draw.integers(3)] if level == "day" else None
        minute = int(draw.integers(0, 40_000_000)) * 60
        as_of = f"{np.datetime64(1_000_000_000 + minute, 's')}Z" if draw.integers(3) else None
        kept = int(draw.integers(1, 4))
        meta = {
            "unit": ("t", "")[draw.integers(2)],
            "pairs": {"kept": kept, "all": int(draw.integers(kept, 5))},
            "left_out": dict(zip(LEFT_OUT[1], draw.integers(0, 3, 5).tolist(), strict=True)),
            "bins": {"level": level},
            "as_of": as_of,
            "parted": parted,
        }
        first, last = sorted(draw.integers(FIRST, LAST, 2).tolist())
        sums = {
            name: Sum(int(draw.integers(5)), float(draw.integers(9_999)) / 8, int(draw.integers(9)))
            for name in ("drawn", "loops", "rest", "total")
        }
        is_top, is_clustered = bool(draw.integers(2)), bool(draw.integers(2))
        found = Window(first, last, (), **sums, is_top=is_top)
        said = words.rest_sentences(meta, found, is_clustered=is_clustered)
        assert ("as it was when" in " ".join(said)) == bool(as_of and parted)
        asked = {"from": first, "to": last, "isTop": is_top}
        asked |= {
            name: dict(zip(("flows", "quantity", "count"), astuple(one), strict=True))
            for name, one in sums.items()
        }
        assert rules("flow_rest", meta, {"window": asked, "isClustered": is_clustered}) == said


def test_the_command_says_what_the_page_says(rules: NodeRules) -> None:
    """Places are not joined in what scripts are told, as at the deepest zoom."""
    draw = np.random.default_rng(15)
    for seed in (1, 2, 3):
        cube = cube_of(seed, kept=20 * seed, cells=200 * seed)
        cube = Cube({**cube.meta, "left_out": LEFT_OUT[seed]}, cube.bins, cube.blocks)
        text = base64.b64encode(encode(cube)).decode()
        for _ in range(20):
            first, last = sorted(draw.integers(FIRST - 20, LAST + 20, 2).tolist())
            top = int(draw.integers(1, 30))
            asked = {"from": first, "to": last, "top": top, "wanted": {}, "zoom": 20}
            theirs = rules("flows_picture", text, {**asked, "isRescaled": False})
            ours = not_drawn(cube, window(cube, first, last, top=top))
            assert ours == " ".join(theirs["said"][1:])


def test_numbers_are_worded_alike(rules: NodeRules) -> None:
    draw = np.random.default_rng(5)
    amounts = [0.0, 0.004, 0.005, 0.125, 99.995, 99.999, 100.0, 100.5, 2.5, 1e15, 1234567.4]
    amounts += (10 ** draw.uniform(-4, 9, 300)).tolist()
    assert [amount_words(one, "t") for one in amounts] == rules.many(
        "flow_amount", [(one, "t") for one in amounts]
    )
    shares = [(0.0, 0.0), (1.0, 1.0), (0.0, 3.0), (1.0, 1e6), (999_999.5, 1e6), (1.0, 800.0)]
    shares += [(part * whole, whole) for part, whole in draw.uniform(0, 1, (200, 2)).tolist()]
    assert [share_words(*one) for one in shares] == rules.many("flow_share", shares)


def test_widths_rings_and_legends_are_equal(rules: NodeRules) -> None:
    draw = np.random.default_rng(6)
    pairs = [(0.0, 0.0), (5.0, 0.0), (0.0, 7.0), *draw.uniform(0, 1e6, (100, 2)).tolist()]
    for name, own in (("flow_width", width_of), ("flow_radius", radius_of)):
        for pair, theirs in zip(pairs, rules.many(name, pairs), strict=True):
            assert math.isclose(own(*pair), theirs, rel_tol=1e-12)
    largest = [0.0, 1.0, 4403.0, 0.07, *(10 ** draw.uniform(-3, 9, 100)).tolist()]
    assert [legend_of(one) for one in largest] == rules.many(
        "flow_legend", [(one,) for one in largest]
    )


def _as_json(picture: Picture) -> dict[str, Any]:
    return {
        "largest": picture.largest,
        "largestRing": picture.largest_ring,
        "isClustered": picture.is_clustered,
        "modes": list(picture.modes),
        "rings": [
            [place, dict(zip(("out", "in"), astuple(ring), strict=True))]
            for place, ring in sorted(picture.rings.items())
        ],
        "said": rest_sentences(picture),
    }


def _rounded(value: Any) -> Any:
    """Without the last digits of floating point."""
    if isinstance(value, float):
        return round(value, 6) + 0.0
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, list) else value


def test_a_name_that_runs_from_right_to_left_does_not_turn_the_arrow_around() -> None:
    for name, said in json.loads((ROOT / "tests/cases/isolated_names.json").read_text("utf-8")):
        assert isolated(name) == said
