"""Dates mean what EDTF level 1 says, and are told no more exactly than they were written."""

import calendar
import copy
import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.days import days as random_days

from waybill.story import Day, EdtfDate, Span, describe, when
from waybill.story.edtf import interval

DAYS = random_days().map(Day.isoformat)
MONTHS = random_days().map(lambda day: day.isoformat()[:-3])
YEARS = random_days().map(lambda day: day.isoformat()[:-6])
EDTF = st.builds(
    lambda text, mark: EdtfDate(text + mark),
    st.one_of(DAYS, MONTHS, YEARS),
    st.sampled_from(["", "?", "~", "%"]),
)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "soft"),
    [
        ("2023-09-12", Day(2023, 9, 12), Day(2023, 9, 12), "day", False),
        ("2023-09-12~", Day(2023, 9, 12), Day(2023, 9, 12), "day", True),
        ("2023-09", Day(2023, 9, 1), Day(2023, 9, 30), "month", True),
        ("2024-02", Day(2024, 2, 1), Day(2024, 2, 29), "month", True),
        ("2023?", Day(2023, 1, 1), Day(2023, 12, 31), "year", True),
    ],
)
def test_a_date_covers_the_days_its_precision_says(
    text: str, first: Day, last: Day, precision: str, soft: bool
) -> None:
    parsed = EdtfDate(text)
    assert (parsed.first, parsed.last) == (first, last)
    assert (parsed.precision, parsed.soft) == (precision, soft)


def test_marks_tell_uncertain_from_approximate() -> None:
    marks = {text: (EdtfDate(text).uncertain, EdtfDate(text).approximate) for text in
             ("2023", "2023?", "2023~", "2023%")}  # fmt: skip
    assert marks == {
        "2023": (False, False),
        "2023?": (True, False),
        "2023~": (False, True),
        "2023%": (True, True),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("12/09/2023", "is not a date; write 2023-09-12, 2023-09 or 2023"),
        ("2023-9-7", "is not a date"),
        ("٢٠٢٣", "is not a date"),
        ("2023-02-30", "is not a day of the calendar: Feb 2023 has 28 days"),
        ("2023-13", "is not a day of the calendar: there is no month 13"),
        ("-0000", "is not a date: the year before 0001 is 0000"),
        ("2023-25", "is not a day of the calendar: there is no month 25"),
        ("2023-XX-07", "is not a date: a day without its month"),
        ("202X-05", "is not a date: digits are left open from the right"),
        ("2XXX", "is not a date"),
        ("X023", "is not a date"),
        ("2023-1X", "is not a date"),
        ("2023?-09", "is not a date"),
        ("Y12023", "is not a date"),
        ("10000", "is not a date"),
        ("..", "is not a date"),
        ("", "is not a date"),
    ],
)
def test_what_is_no_date_says_what_would_be(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        EdtfDate(text)


CASES = json.loads((Path(__file__).parents[1] / "cases" / "edtf.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["start"] + "_" + case.get("end", ""))
def test_the_cases_that_other_languages_read_too(case: dict[str, Any]) -> None:
    start, end = EdtfDate.end(case["start"]), EdtfDate.end(case.get("end", ""))
    span = when(start, end, southern=case.get("southern", False))
    days = [day and [day.isoformat(), day.number] for day in (span.first, span.last)]
    assert days == case["days"]
    assert [span.start, span.end] == case["ends"]
    assert describe(start, end) == case["words"]


@given(st.text(alphabet="0123456789-X?~%./", max_size=14))
def test_any_text_is_a_date_with_its_days_in_order_or_an_error(text: str) -> None:
    for parse in (EdtfDate, EdtfDate.end):
        try:
            found = parse(text)
        except ValueError:
            continue
        if found.is_date:
            assert Day.MIN <= found.first <= found.last <= Day.MAX
            south = found.days(southern=True)
            assert south[0] <= south[1]
        assert EdtfDate.end(str(found)) == found
        assert pickle.loads(pickle.dumps(found)) == found
        describe(found)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023-09-07/2023-10-01", "2023-09-07", "2023-10-01"),
        ("2023-09-07/..", "2023-09-07", ".."),
        ("../2023-10-01", "..", "2023-10-01"),
        ("2023-09-07/", "2023-09-07", "?"),
        ("/2023-10-01", "", "2023-10-01"),
        ("2023~/2024-06-XX", "2023~", "2024-06-XX"),
        ("-0217/-0200", "-0217", "-0200"),
    ],
)
def test_an_interval_in_one_cell_has_two_ends(text: str, start: str, end: str) -> None:
    assert [str(one) for one in interval(text)] == [start, end]


@pytest.mark.parametrize("text", ["2023", "../..", "/", "2023/2024/2025", "2023/x", "/.."])
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"an interval|not a date"):
        interval(text)


def test_a_date_cannot_be_changed() -> None:
    day = EdtfDate("2023-09-12")
    with pytest.raises(AttributeError):
        day.text = "2024"
    with pytest.raises(AttributeError):
        del day.text


@given(EDTF)
def test_a_date_survives_its_text_a_copy_and_a_pickle(day: EdtfDate) -> None:
    assert EdtfDate(str(day)) == day
    assert copy.deepcopy(day).last == day.last
    assert pickle.loads(pickle.dumps(day)).first == day.first


@given(EDTF)
def test_first_and_last_day_bound_what_was_written(day: EdtfDate) -> None:
    days = day.last - day.first + 1
    months = calendar.monthrange(day.first.year, day.first.month)[1]
    years = 366 if calendar.isleap(day.first.year) else 365
    assert days == {"day": 1, "month": months, "year": years}[day.precision]


@given(st.text())
def test_any_text_is_a_date_kept_as_written_or_a_value_error(text: str) -> None:
    try:
        day = EdtfDate(text)
    except ValueError:
        return
    assert day.text == text.strip()


def test_a_start_alone_lasts_as_long_as_its_precision() -> None:
    assert when(EdtfDate("2023-09")) == Span(Day(2023, 9, 1), Day(2023, 9, 30), "soft", "soft")
    one = Day(2023, 9, 12)
    assert when(EdtfDate("2023-09-12")) == Span(one, one, "exact", "exact")


def test_each_end_of_a_span_is_soft_by_itself() -> None:
    found = when(EdtfDate("2023?"), EdtfDate("2023-10-01"))
    assert found == Span(Day(2023), Day(2023, 10, 1), "soft", "exact")


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="the end 2023-09-01 is before the start 2023-09-07"):
        when(EdtfDate("2023-09-07"), EdtfDate("2023-09-01"))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2023-09-12", None, "12 Sept 2023"),
        ("2023-09", None, "Sept 2023"),
        ("2023", None, "2023"),
        ("2023~", None, "about 2023"),
        ("2023-05-01%", None, "about 1 May 2023 (uncertain)"),
        ("2023-09-07", "2023-10-01", "7 Sept – 1 Oct 2023"),
        ("2023-09-07", "2023-09-09", "7–9 Sept 2023"),
        ("2023-09-07", "2023-09-07", "7 Sept 2023"),
        ("2022-12-30", "2023-01-02", "30 Dec 2022 – 2 Jan 2023"),
        ("2023-09", "2023-10", "Sept – Oct 2023"),
        ("2022", "2023", "2022–2023"),
        ("2023-09~", "2023-10-01", "about Sept 2023 – 1 Oct 2023"),
        ("2023?", "2023-10-01", "2023 (uncertain) – 1 Oct 2023"),
        ("2023-09-07", "2023-10-01~", "7 Sept 2023 – about 1 Oct 2023"),
        ("2023-09", "2023-10-01", "Sept 2023 – 1 Oct 2023"),
    ],
)
def test_dates_read_in_english_no_more_exact_than_written(
    start: str, end: str | None, words: str
) -> None:
    assert describe(EdtfDate(start), EdtfDate(end) if end else None) == words


@given(EDTF, st.none() | EDTF)
def test_describing_never_fails_and_always_names_the_years(
    start: EdtfDate, end: EdtfDate | None
) -> None:
    words = describe(start, end)
    for year in (start.first.year, (end or start).first.year):
        assert str(year if year > 0 else 1 - year) in words
