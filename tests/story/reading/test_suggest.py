"""The nearest valid value is what a person would have guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waybill.story import EdtfDate
from waybill.story.reading import suggest


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2023-9-7", "2023-09-07"),
        ("2023-9-7?", "2023-09-07?"),
        ("2023/09/12", "2023-09-12"),
        ("20230912", "2023-09-12"),
        ("13/09/2023", "2023-09-13"),
        ("09/13/2023", "2023-09-13"),
        ("12.09.2023", "2023-09-12"),
        ("2023-02-30", "2023-02-28"),
        ("2023-13-01", "2023-01-13"),
        ("2023-09-12T10:00", "2023-09-12"),
        ("2023-9", "2023-09"),
        ("9/2023", "2023-09"),
        ("2023-09-XX", "2023-09"),
        ("12 September 2023", "2023-09-12"),
        ("Sept 12, 2023", "2023-09-12"),
        ("Oct 2023", "2023-10"),
        ("circa 2023", "2023~"),
        ("c. 2023", "2023~"),
        ("45181", "2023-09-12"),
        ("someday", None),
        ("", None),
    ],
)
def test_the_date_that_was_probably_meant(written: str, meant: str | None) -> None:
    assert suggest.day(written) == (meant, None)


def test_a_date_with_two_readings_gets_both_and_no_suggestion() -> None:
    assert suggest.day("12/09/2023") == (None, "could be 2023-09-12 or 2023-12-09")


def test_an_interval_in_one_cell_is_sent_to_two_columns() -> None:
    assert suggest.day("2023-09-07/2023-10-01") == (
        None,
        "an interval goes into two columns, one date each",
    )


@given(st.text(alphabet="0123456789-/.?~ ctXSept", max_size=20))
def test_every_suggested_date_is_a_date(text: str) -> None:
    suggestion, _ = suggest.day(text)
    assert suggestion is None or EdtfDate(suggestion).text == suggestion


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("45,85", "45.85"),
        ("42.25 N", "42.25"),
        ("42°15'N", "42.25"),
        ("42° 15' 36\" S", "-42.26"),
        ("130°W", "-130"),
        ("−5.5", "-5.5"),
        ("north", None),
    ],
)
def test_the_coordinate_that_was_probably_meant(written: str, meant: str | None) -> None:
    assert suggest.coordinate(written) == meant


def test_a_comma_is_decimal_in_a_position_and_thousands_in_a_quantity() -> None:
    assert suggest.number("1,000") == "1.000"
    assert suggest.number("1,000", decimal_comma=False) == "1000"
    assert suggest.number("12 km") == "12"


def test_words_of_a_closed_list() -> None:
    modes = ["sea", "rail", "road", "air", "unknown"]
    assert suggest.nearest("SEA", modes) == "sea"
    assert suggest.nearest("train", modes) == "rail"
    assert suggest.nearest("railways", modes) == "rail"
    assert suggest.nearest("zzz", modes) is None
    assert suggest.nearest("b2", "ABCDEF") == "B"


def test_no_suggestions_are_made_once_the_budget_is_spent() -> None:
    labels = {"rajin": "rajin", "dunay": "dunay"}
    suggester = suggest.Suggester(max_comparisons=2)
    assert suggester.nearest("rajn", labels, "places") == "rajin"
    assert suggester.nearest("dunai", labels, "places") is None
    assert suggester.nearest("rajn", labels, "places") == "rajin"


@given(st.text())
def test_suggesting_never_fails(text: str) -> None:
    suggest.day(text)
    suggest.coordinate(text)
    suggest.number(text)
    suggest.nearest(text, ["sea", "rail"])
    suggest.identifier(text)
