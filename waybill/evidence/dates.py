"""Days from which something may show, compared: the only place that compares them.

A ``Day`` of None means that no publication limits it; ``known`` of None means everything in the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from waybill.story.day import Day
from waybill.story.model import Claim, Source

Since = Day | None
_NUMBER = attrgetter("number")  # comparing two days themselves takes ten times as long


def became_public(claim: Claim) -> Day:
    """The day from which a claim counts as known: the last that its date can mean."""
    return claim.stated_on.last


def published(source: Source) -> Since:
    """The day from which a source counts as published; None when it is not dated."""
    return source.published_on.last if source.published_on else None


def is_out(day: Since, known: Day | None) -> bool:
    """May what counts from ``day`` show to a reader who looks at what was known on ``known``?"""
    return known is None or day is None or day <= known


def latest(days: Iterable[Since]) -> Since:
    """The day on which the last of these is out; None when none of them is limited."""
    return max((day for day in days if day is not None), key=_NUMBER, default=None)


def earliest(days: Iterable[Since]) -> Since:
    """The day on which the first of these is out; None when one of them, or nothing, limits it."""
    found = list(days)
    known = [day for day in found if day is not None]
    return min(known, key=_NUMBER) if known and len(known) == len(found) else None
