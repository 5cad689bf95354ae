"""The days of a story: those shown first, and the whole axis."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from waybill.story import span
from waybill.story.model import Leg, Story, Visit
from waybill.story.once import once_per_story

Range = tuple[date, date]
"""First and last day, inclusive."""


class StoryDays(NamedTuple):
    """``window``: the dates shown first. ``record``: the whole axis, which holds the window."""

    window: Range
    record: Range


@once_per_story
def story_days(story: Story) -> StoryDays:
    """The days that story.toml gives, or where it gives none those of the legs and visits."""
    data = _data_days(story)
    window = story.info.window or story.info.record or data
    record = story.info.record or (min(data[0], window[0]), max(data[1], window[1]))
    return StoryDays(window, (min(record[0], window[0]), max(record[1], window[1])))


def whole_days(story: Story) -> Range:
    """From the first day to the last of the axis and of all legs and visits, on it or not."""
    (first, last), (start, end) = story_days(story).record, _data_days(story)
    return min(first, start), max(last, end)


def _data_days(story: Story) -> Range:
    dated: tuple[Leg | Visit, ...] = (*story.legs.values(), *story.visits.values())
    spans = [span(row.start_date, row.end_date) for row in dated]
    return min(s[0] for s in spans), max(s[1] for s in spans)
