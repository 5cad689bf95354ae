"""A number is read by its column; where that does not tell, nobody is sent off by a factor of 1,000."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waybill.story.reading.suggest import numbers, quantities
from waybill.story.reading.suggest.numbers import UNKNOWN_STYLE, NumberStyle, judge

ALONE = {
    "1 234": "1234",
    "26\u202f527": "26527",
    "26\u00a0527": "26527",
    "26'527": "26527",
    "26’527,5": "26527.5",
    "1.234,5": "1234.5",
    "1,234.5": "1234.5",
    "1.000.500": "1000500",
    "1,000,500": "1000500",
    "1,26,527": "126527",
    "12,34,567.8": "1234567.8",
    "12,5": "12.5",
    "0,125": "0.125",
    "26527,5": "26527.5",
    "1,000": "1000",
    "٢٠٫٥": "20.5",
    "−5": "-5",
    "26,527": None,  # 26.527 or 26527?
    "12..5": None,
    "1,23,4": None,
    "1 23": None,
    "10²": None,
    "twenty": None,
    "": None,
}


@pytest.mark.parametrize(("written", "meant"), ALONE.items())
def test_a_number_without_a_column(written: str, meant: str | None) -> None:
    assert quantities.measure(written, UNKNOWN_STYLE).value == meant


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        (["26,527", "26,5"], ["26.527", "26.5"]),
        (["26,527", "1,26,527"], ["26527", "126527"]),
        (["26,527", "12.5"], ["26527", None]),
        (["26,527", "1.000.500"], [None, "1000500"]),
        (["26,527", "26,5", "1,000,000"], [None, "26.5", "1000000"]),
    ],
)
def test_the_column_says_what_a_comma_means(column: list[str], meant: list[str | None]) -> None:
    style = judge(column)
    found = [None if cell == "12.5" else numbers.read(cell, style).value for cell in column]
    assert found == meant


def test_two_readings_are_both_named() -> None:
    assert numbers.read("26,527", UNKNOWN_STYLE).remark == "could be 26527 or 26.527"


@pytest.mark.parametrize(
    ("column", "suggested"),
    [
        (["26.527", "1.000.500"], {0: "26527"}),
        (["26.527", "31000", "28500"], {0: "26527"}),
        (["26.527", "58.041", "33.112"], {0: None, 1: None, 2: None}),
        (["26.527", "12,5"], {0: None}),
        (["26.527", "12.5", "31000"], {}),
        (["26.527"], {}),
        (["26.527", "19", "31"], {}),
        (["0.125", "0.250", "0.375"], {}),
        (["26.5270", "58.0410"], {}),
    ],
)
def test_a_point_that_may_stand_between_thousands_is_doubted(
    column: list[str], suggested: dict[int, str | None]
) -> None:
    found = numbers.doubts([(cell, "t") for cell in column])
    assert {doubt.position: doubt.suggestion for doubt in found} == suggested


def test_only_numbers_of_one_unit_are_compared_by_size() -> None:
    assert numbers.doubts([("26.527", "kt"), ("31000", "t"), ("28500", "t")]) == []


@pytest.mark.parametrize(
    ("written", "unit", "qualifier", "changes"),
    [
        ("~1000", "t", "", {"quantity": "1000", "quantity_qualifier": "about"}),
        ("ca. 1 000", "t", "", {"quantity": "1000", "quantity_qualifier": "about"}),
        ("1000+", "t", "", {"quantity": "1000", "quantity_qualifier": "at least"}),
        (">= 1000", "t", "", {"quantity": "1000", "quantity_qualifier": "at least"}),
        ("up to 1000", "t", "", {"quantity": "1000", "quantity_qualifier": "up to"}),
        ("1000 containers", "", "", {"quantity": "1000", "quantity_unit": "containers"}),
        ("about 1,000 containers", "", "",
         {"quantity": "1000", "quantity_unit": "containers", "quantity_qualifier": "about"}),
    ],
)  # fmt: skip
def test_what_has_a_column_of_its_own_goes_there(
    written: str, unit: str, qualifier: str, changes: dict[str, str]
) -> None:
    advice = quantities.quantity(written, UNKNOWN_STYLE, unit, qualifier)
    assert (advice.value, dict(advice.changes)) == (None, changes)


@pytest.mark.parametrize(
    ("written", "unit", "qualifier", "value"),
    [
        ("1000 t", "t", "", "1000"),
        ("about 1000", "", "about", "1000"),
        ("1000 t", "containers", "", None),
        ("3 kt", "", "", None),  # three thousand
        ("1.5 million", "", "", None),
        ("about 1000", "", "at least", None),
        ("1000-1500", "t", "", None),
        ("1000 to 1500", "t", "", None),
        ("less than 500", "t", "", None),
        ("26,527 t", "t", "", None),
        ("$500", "", "", None),
    ],
)
def test_no_number_is_advised_that_would_lose_or_change_something(
    written: str, unit: str, qualifier: str, value: str | None
) -> None:
    advice = quantities.quantity(written, UNKNOWN_STYLE, unit, qualifier)
    assert (advice.value, advice.changes) == (value, ())


def test_a_unit_that_the_column_has_may_stand_beside_the_number() -> None:
    assert quantities.measure("3 km", UNKNOWN_STYLE, "km").value == "3"
    assert quantities.measure("300 m", UNKNOWN_STYLE, "km").value is None


GROUPS = {"en": ",.", "de": ".,", "fr": "\u202f,", "ch": "'."}


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=5), st.sampled_from(sorted(GROUPS)))
def test_a_column_of_one_country_is_read_or_left_alone(values: list[int], country: str) -> None:
    """With one number that leaves no choice in it, every other one is right or not advised."""
    group, point = GROUPS[country]
    cells = [f"{value:,}".replace(",", group) for value in values]
    style = judge([*cells, f"1{group}234{point}5"])
    for cell, value in zip(cells, values, strict=True):
        advice = numbers.read(cell, style)
        assert advice.value in (str(value), None), (cell, style)
        assert advice.value is not None or not cell.isdigit()


@given(st.text(), st.text())
def test_reading_never_fails(text: str, other: str) -> None:
    style = judge([text, other])
    assert isinstance(style, NumberStyle)
    quantities.quantity(text, style, other)
    numbers.doubts([(text, other), (other, text)])
