"""The placeholder of a large story: the same legs as one by one, picked without a look at each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from support.counting import calls_of

from benchmarks.big_story import write_regional_story
from waybill.documents.placeholder import placeholder_values
from waybill.documents.plain_lines import SQUARE, cut_lines, plain_lines, shapes_of, whole_lines
from waybill.evidence.disclosure import disclose
from waybill.story import Story, read_story
from waybill.story.day import Day
from waybill.view.row_filter import RowFilter
from waybill.view.select import is_inside
from waybill.view.view import View, default_view


def story_of(folder: Path, legs: int) -> Story:
    read = read_story(write_regional_story(folder, legs, points=5)).story
    assert read is not None
    return read


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return story_of(tmp_path_factory.mktemp("large"), 400)


def views(story: Story) -> list[View]:
    whole = default_view(story)
    windows = [whole, replace(whole, start=Day(2023, 3, 1), end=Day(2023, 3, 20))]
    days = [None, Day(2023, 1, 31), Day(2023, 2, 1), Day(2023, 2, 28), Day(2023, 3, 1)]
    found = [replace(window, known=day) for window in windows for day in days]
    return [*found, replace(whole, wanted=RowFilter(mode="sea"))]


def test_the_same_legs_at_the_same_levels_as_one_by_one(story: Story) -> None:
    for view in views(story):
        on_day = disclose(story, view.known)
        expected: Counter[str] = Counter()
        for leg_id, leg in on_day.legs.items():
            standing = on_day.standing(leg_id)
            assert standing is not None
            is_wanted = not view.wanted or leg.mode == "sea"
            if is_wanted and is_inside(story.when(leg), view):
                expected[f"{leg.mode} {standing.level} plain"] += 1
        # In a view that only fits a filter the picture may have the full style: these are plain in any case.
        lines = plain_lines(on_day, view, placeholder_values(story, view)["viewport"])
        assert {line["classes"]: line["legs"] for line in lines} == expected
        assert sum(line["path"].count("M") for line in lines) == sum(expected.values())


def points_of(path: str) -> list[tuple[int, int]]:
    numbers = np.array(re.findall(r"-?\d+", path), np.int64).reshape(-1, 2)
    return [(x, y) for x, y in numbers.cumsum(axis=0).tolist()]


def test_a_line_in_pieces_keeps_its_course_and_no_piece_leaves_its_square(story: Story) -> None:
    viewport = placeholder_values(story, default_view(story))["viewport"]
    units = shapes_of(story).units
    wholes, cuts = whole_lines(viewport, units), cut_lines(viewport, units)
    assert max(map(len, cuts)) > 2
    for whole, pieces in zip(wholes, cuts, strict=True):
        course = points_of(whole)
        parts = [points_of(path) for _, path in pieces]
        assert parts[0][0] == course[0]
        assert parts[-1][-1] == course[-1]
        assert all(before[-1] == after[0] for before, after in pairwise(parts))
        joined = [point for part in parts for point in part]
        assert set(course) <= set(joined)
        for part in parts:
            assert (np.ptp(np.array(part), axis=0) <= SQUARE + 1).all()


def test_a_new_day_costs_the_same_at_any_number_of_legs(tmp_path: Path) -> None:
    work = []
    for legs in (400, 800):
        story = story_of(tmp_path / str(legs), legs)
        whole = default_view(story)
        placeholder_values(story, whole)
        view = replace(whole, start=Day(2023, 3, 1))
        work.append(calls_of(lambda story=story, view=view: placeholder_values(story, view)))  # type: ignore[misc]
    assert work[1] < work[0] + 40, work
