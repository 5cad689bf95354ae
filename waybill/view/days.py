"""The days of a story: those shown first, and the whole axis."""

from __future__ import annotations

from typing import NamedTuple

from waybill.evidence.dates import became_public
from waybill.story.day import Day
from waybill.story.model import Leg, Story, Visit
from waybill.story.once import once_per_story

Range = tuple[Day, Day]
"""First and last day, inclusive."""


class StoryDays(NamedTuple):
    """``window``: the dates shown first. ``record``: the whole axis, which holds the window."""

    window: Range
    record: Range


class Undated(NamedTuple):
    """Ids of the legs and visits of which no day is stated."""

    legs: tuple[str, ...]
    visits: tuple[str, ...]


@once_per_story
def undated_rows(story: Story) -> Undated:
    """The legs and visits of which no day is stated, in file order."""
    return Undated(
        tuple(leg_id for leg_id, leg in story.legs.items() if not story.when(leg).is_dated),
        tuple(visit_id for visit_id, v in story.visits.items() if not story.when(v).is_dated),
    )


def is_of_flows_alone(story: Story) -> bool:
    """Whether shipments are all that the story has: then nothing is said of legs."""
    has_rows = story.legs or story.visits or story.claims
    return story.info.shipments is not None and not has_rows


@once_per_story
def has_days(story: Story) -> bool:
    """Whether anything is dated, claimed or shipped: else an axis of days says nothing."""
    rows: tuple[Leg | Visit, ...] = (*story.legs.values(), *story.visits.values())
    return bool(story.claims or story.info.shipments) or any(
        story.when(row).is_dated for row in rows
    )


@once_per_story
def story_days(story: Story) -> StoryDays:
    """The days that story.toml gives, or where it gives none those of the legs and visits."""
    data = _data_days(story) or story.info.record or story.info.window or _NO_DAY
    window = story.info.window or story.info.record or data
    record = story.info.record or (min(data[0], window[0]), max(data[1], window[1]))
    return StoryDays(window, (min(record[0], window[0]), max(record[1], window[1])))


def whole_days(story: Story) -> Range:
    """From the first day to the last of the axis and of all legs and visits, on it or not."""
    first, last = record = story_days(story).record
    start, end = _data_days(story) or record
    return min(first, start), max(last, end)


def _data_days(story: Story) -> Range | None:
    """The first and the last day that the record states; an open end has none. None where it states none."""
    rows: tuple[Leg | Visit, ...] = (*story.legs.values(), *story.visits.values())
    whens = [story.when(row) for row in rows]
    stated = [day for when in whens for day in (when.first, when.last) if day is not None]
    if any(when.is_dated and None in (when.first, when.last) for when in whens):
        # Half open: the days that its one date can mean, so that the axis has room for it.
        ends = (
            end for row in rows for end in (row.start_date, row.end_date) if end and end.is_date
        )
        stated += [day for end in ends for day in end.days()]
    stated = stated or [became_public(claim) for claim in story.claims.values()]
    return (min(stated), max(stated)) if stated else None


_NO_DAY = Day(2000), Day(2000, 12, 31)
"""The axis of a story in which nothing at all has a date: any will do, for nothing stands on it."""
