"""When the opening picture draws plain lines: by the rule of the live map."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.running import ROOT

from benchmarks.big_story import write_regional_story
from waybill.documents.drawing_cost import CostedLeg, cost_of_view
from waybill.documents.placeholder import placeholder_values
from waybill.geo.mercator import unit_points
from waybill.story import read_story
from waybill.view.row_filter import RowFilter
from waybill.view.view import default_view

CASES = json.loads((ROOT / "tests" / "cases" / "drawing_cost.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_what_a_view_costs(case) -> None:
    places = {name: unit_points([tuple(at)])[0] for name, at in case["places"].items()}
    legs = [
        CostedLeg(
            unit_points([tuple(point) for point in leg["path"]]),
            tuple((end, places[end]) for end in leg["ends"]),
            leg["lane"],
        )
        for leg in case["legs"]
    ]
    found = cost_of_view(legs, tuple(case["view"]), case["scale"])
    assert found == pytest.approx(case["cost"], abs=1e-9)


@pytest.mark.parametrize(("legs", "is_plain"), [(40, False), (299, True), (1000, True)])
def test_the_opening_picture_goes_by_cost_and_not_by_a_count(
    legs: int, is_plain: bool, tmp_path: Path
) -> None:
    story = read_story(write_regional_story(tmp_path, legs)).story
    assert story is not None
    lines = placeholder_values(story, default_view(story))["lines"]
    assert all(line["classes"].split()[2:3] == (["plain"] if is_plain else []) for line in lines)
    assert sum(line["legs"] for line in lines) == legs


def test_only_the_legs_that_fit_a_filter_count(tmp_path: Path) -> None:
    """As on the live map: a link with a filter opens in the style of what it shows."""
    story = read_story(write_regional_story(tmp_path, 299)).story
    assert story is not None
    few = list(story.legs.values())[:8]
    word = few[0].origin
    view = replace(default_view(story), wanted=RowFilter(at=word))
    lines = placeholder_values(story, view)["lines"]
    assert 0 < sum(line["legs"] for line in lines) < 40
    assert not any("plain" in line["classes"] for line in lines)
