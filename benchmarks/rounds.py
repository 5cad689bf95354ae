"""Measurements made several times, in turn with others: their medians, and how far they lie apart."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

Figures = dict[str, Any]
"""Numbers by name. "cut": names of those that are more than the time that was given; "spread": of how many runs each
is the median, the least and the most of them; "files" and "edition_files": [name, bytes] of what a visit loads."""

LISTS = ("files", "edition_files")
NOTES = ("cut", "spread", *LISTS)

Tried = Callable[[str, Callable[[], None]], bool]
"""Runs a measurement, with words for it; says whether it went well."""


def straight(_: str, measure: Callable[[], None]) -> bool:
    """Run a measurement; what goes wrong is raised."""
    measure()
    return True


def medians(runs: Sequence[Figures]) -> Figures:
    """Return the median of each number, over the runs that have it; of lists the last run's."""
    names = dict.fromkeys(name for run in runs for name in run if name not in NOTES)
    values = {name: [run[name] for run in runs if name in run] for name in names}
    found: Figures = {name: statistics.median(each) for name, each in values.items()}
    # Cut runs are the longest: where they are fewer than half, the median is none of them.
    cuts = Counter(name for run in runs for name in run.get("cut", []))
    found["cut"] = sorted(name for name, count in cuts.items() if 2 * count >= len(values[name]))
    found["spread"] = {name: [len(each), min(each), max(each)] for name, each in values.items()}
    return found | {name: run[name] for run in runs for name in LISTS if name in run}


def joined(one: Figures, other: Figures) -> Figures:
    """Return the figures of two measurements of the same thing, each with its own numbers."""
    return {
        **one,
        **other,
        "cut": [*one.get("cut", []), *other.get("cut", [])],
        "spread": {**one.get("spread", {}), **other.get("spread", {})},
    }


def range_words(found: Figures, name: str, unit: str) -> str:
    """Say of how many runs a number is the median, and from where to where they go; "" for one run."""
    runs, least, most = found.get("spread", {}).get(name, (1, 0.0, 0.0))
    return "" if runs < 2 else f"median of {runs} runs, {least:.2f} to {most:.2f} {unit}"
