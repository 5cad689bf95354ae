"""Days count in Python's calendar, and go on where that ends."""

import copy
import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from waybill.story.day import Day, days_in_month, is_leap, iso_year, year_words

NUMBERS = st.integers(Day.MIN.number, Day.MAX.number)


@given(st.dates())
def test_a_day_is_the_same_as_pythons(day: date) -> None:
    ours = Day.of_date(day)
    assert (ours.year, ours.month, ours.day) == (day.year, day.month, day.day)
    assert ours.isoformat() == day.isoformat()
    assert ours.number == day.toordinal() - date(1970, 1, 1).toordinal()
    assert ours.to_date() == day


@given(NUMBERS)
def test_a_number_gives_a_day_and_back(number: int) -> None:
    day = Day.of(number)
    assert day.number == number
    assert Day.fromisoformat(day.isoformat()) == day
    assert copy.deepcopy(day) == pickle.loads(pickle.dumps(day)) == day


@given(NUMBERS, st.integers(-4000, 4000))
def test_days_are_counted_without_a_gap(number: int, days: int) -> None:
    day = Day.of(number)
    later = day.plus(days)
    assert later - day == days or later in (Day.MIN, Day.MAX)
    assert (later > day) == (later.number > day.number)


@given(st.integers(-9599, 9599), st.integers(1, 12))
def test_the_calendar_repeats_every_400_years(year: int, month: int) -> None:
    assert days_in_month(year, month) == days_in_month(year + 400, month)
    assert Day(year + 400, month) - Day(year, month) == 146_097


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1970-01-01", 0),
        ("2023-09-07", 19607),
        ("0001-01-01", -719162),
        ("0000-12-31", -719163),
        ("0000-02-29", -719469),
        ("-0001-12-31", -719529),
        ("-0217-06-01", -798634),
        ("-9999-01-01", -4371587),
        ("9999-12-31", 2932896),
    ],
)
def test_known_days_have_known_numbers(text: str, number: int) -> None:
    assert Day.fromisoformat(text).number == number
    assert str(Day.of(number)) == text


@pytest.mark.parametrize(
    "text", ["2023-02-29", "-0001-02-29", "-0000-01-01", "10000-01-01", "2023"]
)
def test_no_other_text_is_a_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not|there is no"):
        Day.fromisoformat(text)


def test_the_year_before_1_is_a_leap_year() -> None:
    assert [is_leap(year) for year in (0, -4, -100, -400, 4, 100, 400)] == [
        True, True, False, True, True, False, True,
    ]  # fmt: skip


def test_years_in_words() -> None:
    assert [year_words(year) for year in (2023, 1000, 999, 79, 1, 0, -1, -217)] == [
        "2023", "1000", "AD 999", "AD 79", "AD 1", "1 BC", "2 BC", "218 BC",
    ]  # fmt: skip
    assert [iso_year(year) for year in (79, 0, -217)] == ["0079", "0000", "-0217"]


def test_a_day_cannot_be_changed_and_is_written_as_text() -> None:
    day = Day(2023, 9, 7)
    with pytest.raises(AttributeError):
        day.number = 1
    adapter = TypeAdapter(Day)
    assert adapter.validate_python(date(2023, 9, 7)) == adapter.validate_python("2023-09-07") == day
    assert adapter.dump_json(day) == b'"2023-09-07"'
