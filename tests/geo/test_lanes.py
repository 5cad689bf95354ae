"""Lines on one path lie beside each other where they differ, each to the right of its direction."""

import numpy as np
import pytest

from waybill.geo.lanes import Way, beside, lane_steps


def test_there_and_back_part_to_either_side_and_runs_of_one_way_share_a_lane():
    there, back = Way(("a", "b"), "sea", False), Way(("b", "a"), "sea", False)
    assert lane_steps([there, back, there, back]) == [0.5, 0.5, 0.5, 0.5]


def test_a_line_alone_stays_on_its_path():
    assert lane_steps([Way(("a", "b"), "sea", False), Way(("b", "c"), "sea", False)]) == [0, 0]
    # each bow bends to its own side
    assert lane_steps([Way(("a", "b"), "sea", True), Way(("b", "a"), "sea", True)]) == [0, 0]


def test_lines_of_one_way_that_look_different_lie_around_the_path():
    assert lane_steps([Way(("a", "b"), look, False) for look in ("sea", "air")]) == [-0.5, 0.5]


def test_a_line_beside_another_keeps_its_ends_and_lies_to_the_right():
    line = np.array([[0.0, 0.0], [50.0, 0.0], [100.0, 0.0]])
    moved = beside(line, 5.0, 20.0)
    assert moved[0].tolist() == [0, 0]
    assert moved[-1].tolist() == [100, 0]
    # y grows to the south: on the way to the east, south is to the right
    middle = moved[np.abs(moved[:, 0] - 50).argmin()]
    assert middle.tolist() == pytest.approx([50, 5])
    assert beside(line[::-1], 5.0, 20.0)[:, 1].min() == pytest.approx(-5)


def test_nothing_moves_without_an_offset_or_a_length():
    line = np.array([[1.0, 1.0], [1.0, 1.0]])
    assert beside(line, 5.0, 20.0) is line
    assert beside(np.array([[1.0, 1.0], [6.0, 6.0]]), 0.0, 20.0).tolist() == [[1, 1], [6, 6]]
