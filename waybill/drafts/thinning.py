"""Which snapshots of a story stay: all of a day, one an hour of a week, one a day before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

ALL_FOR = timedelta(days=1)
HOURLY_FOR = timedelta(days=7)


def kept_revisions(
    made: Mapping[int, datetime], now: datetime, for_good: Collection[int] = ()
) -> set[int]:
    """The revisions whose snapshots stay: the newest one, those ``for_good``, and the last of each span."""
    kept = set(for_good)
    spans: set[tuple[int, int]] = set()
    for rev in sorted(made, reverse=True):
        age = now - made[rev]
        hours = int(made[rev].timestamp() // 3600)
        span = (1, hours) if age < HOURLY_FOR else (2, hours // 24)
        if age < ALL_FOR or span not in spans:
            kept.add(rev)
        spans.add(span)
    if made:
        kept.add(max(made))
    return kept
