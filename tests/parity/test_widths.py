"""Lines as wide as a quantity: the server's pictures and the live map have one scale."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from support.tiny_stories import PLACES

from waybill.story import Story, read_story
from waybill.story.day import Day
from waybill.view.widths import round_quantity, sample_words, units, width_scale

WIDTHS = ("", "quantity", "quantity:t", "quantity:T", "quantity:", "quantity:containers")


def write_story(folder: Path, legs: list[tuple[str, str, str]]) -> Story:
    """Legs of (quantity, unit, day of the one claim that asserts it)."""
    (folder / "places.csv").write_text(PLACES, "utf-8")
    with (folder / "routes.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["leg_id", "origin", "destination", "start_date", "quantity", "quantity_unit", "claims"]
        )
        for i, (quantity, unit, _) in enumerate(legs):
            rows.writerow([f"leg{i}", "rajin", "dunay", "2023-01-01", quantity, unit, f"c{i}"])
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["claim_id", "statement", "claimant", "stated_on"])
        rows.writerows([f"c{i}", "It went.", "A", day] for i, (_, _, day) in enumerate(legs))
    found = read_story(folder)
    assert found.story is not None, found.problems
    return found.story


LEGS = [
    ("500", "t", "2023-02-01"),
    ("40", "containers", "2023-02-01"),
    ("1000", "t", "2023-02-02"),
    ("", "", "2023-02-01"),
    ("0", "t", "2023-02-03"),
    ("7", "", "2023-02-03"),
]


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return write_story(tmp_path, LEGS)


def test_the_width_is_linear_from_zero_in_one_unit(story: Story) -> None:
    scale = width_scale(story, None, "quantity")
    assert scale is not None
    assert (scale.unit, scale.largest) == ("t", 1000)
    assert {leg_id: scale.width_px(leg_id) for leg_id in story.legs} == {
        "leg0": 6,
        "leg1": None,  # containers never share a scale with tonnes
        "leg2": 12,
        "leg3": None,
        "leg4": 1,  # nothing was carried: as thin as can be seen
        "leg5": None,
    }
    assert (scale.in_other_units, scale.without) == (2, 1)


def test_a_quantity_has_a_width_from_the_day_on_which_it_was_published(story: Story) -> None:
    first, second = (width_scale(story, Day(2023, 2, day), "quantity") for day in (1, 2))
    assert first is not None
    assert second is not None
    assert (first.quantities, first.largest) == ({"leg0": 500}, 500)
    assert (second.quantities, second.largest) == ({"leg0": 500, "leg2": 1000}, 1000)
    assert width_scale(story, Day(2023, 1, 31), "quantity") is None
    assert units(story, Day(2023, 2, 1)) == [("t", 1), ("containers", 1)]


def test_a_unit_is_meant_as_it_is_written(story: Story) -> None:
    assert width_scale(story, None, "quantity:T") is None
    no_unit = width_scale(story, None, "quantity:")
    assert no_unit is not None
    assert no_unit.quantities == {"leg5": 7}


def test_the_more_legs_there_are_the_thinner_is_the_widest(tmp_path: Path) -> None:
    many = write_story(tmp_path, [("5", "t", "2023-02-01")] * 160)
    scale = width_scale(many, None, "quantity")
    assert scale is not None
    assert scale.px_of(5) == 6


@pytest.mark.parametrize(
    ("quantity", "rounded", "words"),
    [
        (1000, 1000, "1,000 t"),
        (26527, 20000, "20,000 t"),
        (999.9999999, 500, "500 t"),
        (1, 1, "1 t"),
        (0.07, 0.05, "0.05 t"),
        (1e300, 1e300, "1e300 t"),
        (4e-12, 2e-12, "2e-12 t"),
    ],
)
def test_a_legend_has_round_values(rules, quantity: float, rounded: float, words: str) -> None:
    assert (round_quantity(quantity), rules("round_quantity", quantity)) == (rounded, rounded)
    assert (sample_words(rounded, "t"), rules("sample_words", rounded, "t")) == (words, words)


def test_both_languages_have_one_scale(rules, tmp_path: Path) -> None:
    draw = random.Random(10)
    for number in range(6):
        legs = [
            (
                draw.choice(["", "0", str(draw.randint(1, 10**6)), str(draw.random())]),
                draw.choice(["t", "T", "containers", ""]),
                f"2023-02-0{draw.randint(1, 9)}",
            )
            for _ in range(draw.choice([3, 60]))
        ]
        folder = tmp_path / str(number)
        folder.mkdir()
        story = write_story(folder, legs)
        rules.load(f"widths {number}", story)
        for known in (None, Day(2023, 2, 3), Day(2023, 2, 6)):
            for width in WIDTHS:
                scale = width_scale(story, known, width)
                ours = scale and {
                    "unit": scale.unit,
                    "largest": scale.largest,
                    "px": {leg_id: scale.width_px(leg_id) for leg_id in scale.quantities},
                    "in_other_units": scale.in_other_units,
                    "without": scale.without,
                    "samples": scale.samples,
                }
                theirs = rules("width_scale", f"widths {number}", width, known and known.number)
                assert theirs == ours, (number, known, width)
