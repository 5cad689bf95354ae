"""Random days for Hypothesis."""

from hypothesis import strategies as st

from waybill.story.day import Day


def days(first: Day = Day.MIN, last: Day = Day.MAX) -> st.SearchStrategy[Day]:
    """Days from the first to the last, both inclusive."""
    return st.integers(first.number, last.number).map(Day.of)
