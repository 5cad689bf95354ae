"""The bounds that the project set itself in its issue "Smooth at every size", and whether a figure keeps its own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from benchmarks.limits import BUNDLED

LARGE, HUGE = "5000", "50000"
"""Names of the stories of so many legs, for which the bounds are."""

DRAG_LEGS = (100, 200, 299, 500, 1000, 5000)
FRAME_OVER_IDLE_MS = 4.0
LARGEST_LEGS, LARGEST_FRAME_MS = 20_000, 33.0
STEP_LEGS, GOAL_LEGS, GOAL_SHARE = (12, 5000), 5000, 0.5
"""A step is to be as quick as plain Leaflet's; of the largest of these stories, as a goal, twice as quick."""
LIVE = {BUNDLED: 1.15, LARGE: 1.6}  # × blank
KINDS = ("cold", "warm")
LOADS = 7  # of each kind, at the least, of which a bound of the live map wants medians
START_S, START_OVER_CHECK = 3.0, 1.5
CHECK = {HUGE: {"check_s": 5.0, "check_mb": 400.0}}
PUBLISH = {
    BUNDLED: {"seconds": 5.0, "has_brotli": 1.0},
    LARGE: {"seconds": 15.0, "peak_mb": 400.0, "written_mb": 30.0},
}
PAGES = {
    BUNDLED: {"known_ms": 3.0, "new_ms": 20.0, "a_second": 500.0, "health_ms": 50.0},
    LARGE: {
        "known_ms": 3.0,
        "new_ms": 40.0,
        "a_second": 500.0,
        "health_ms": 50.0,
        "new_card_ms": 400.0,
    },
}
WEIGHT = {BUNDLED: {"edition_kb": 300.0}, LARGE: {"story_kb": 600.0}}
LEAST = ("a_second", "has_brotli")
"""Figures whose bound is the least that they may be."""

REACHED, NOT_REACHED, NOT_MEASURED = "reached", "NOT REACHED", "not measured"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``most`` (or with ``is_least`` the least) is the bound, if there is one.

    A ``value`` that was not measured is NaN; ``why`` says why there is no verdict.
    """

    what: str
    value: float
    unit: str
    most: float | None = None
    beside: str = ""
    is_least: bool = False
    is_cut: bool = False
    """It was ended when it had taken so much."""
    why: str = ""
    more: str = ""
    """Said behind the value."""

    @property
    def is_reached(self) -> bool | None:
        """Whether the bound is kept; None without one, and where that was not measured."""
        if self.most is None or self.why or math.isnan(self.value):
            return None
        if self.is_cut and self.value <= self.most:
            return None
        return self.value >= self.most if self.is_least else self.value <= self.most

    @property
    def mark(self) -> str:
        """Whether the bound is kept, in words; "" without one."""
        if self.is_reached is not None:
            return REACHED if self.is_reached else NOT_REACHED
        if self.most is None and not self.why:
            return ""
        return f"{NOT_MEASURED} ({self.why or ('cut off' if self.is_cut else 'no figure')})"


def drag_words(legs: int, handle: str) -> str:
    """What a row of dragging says."""
    return f"dragging “{handle}”, {legs} legs, p95"


def step_words(legs: int, is_goal: bool = False) -> str:
    """What a row of a day's step says."""
    return f"a day’s step of either handle, {legs} legs{' (goal)' if is_goal else ''}"


def live_words(kind: str, story: str) -> str:
    """What a row of the live map says."""
    return f"live map, {kind}, {story} legs"


def start_words(name: str, story: str) -> str:
    """What a row of a server's start says."""
    return f"server ready (health, first page), {name} start, {story} legs"


def plain_words(part: str, key: str, story: str) -> str:
    """What a row of the other parts says."""
    heads = {"start": "", "publish": "publish: ", "pages": "GET: ", "weight": "weight: "}
    words = {
        "check_s": "check",
        "check_mb": "memory of check",
        "idle_mb": "memory of the server",
        "peak_mb": "memory",
        "has_brotli": "brotli copies (1: there; they need a Brotli package)",
        "edition_kb": "first visit to the edition, gzip",
        "edition_br_kb": "first visit to the edition, brotli",
        "first_visit_kb": "first visit to the app",
        "story_kb": "the story’s JSON, gzip",
        "story_br_kb": "the story’s JSON, brotli",
        "a_second": "pages a second, 16 clients",
        "health_ms": "longest health check meanwhile",
    }
    plain = key.removesuffix("_ms").removesuffix("_mb").removesuffix("_kb").replace("_", " ")
    return f"{heads[part]}{words.get(key, plain)}, {story} legs"


def frame_bound(legs: int, idle_p95: float) -> float:
    """The most that a frame may take while a handle is dragged, in ms."""
    return LARGEST_FRAME_MS if legs >= LARGEST_LEGS else idle_p95 + FRAME_OVER_IDLE_MS


def start_bound(story: str, check_s: float | None) -> float | None:
    """The most seconds until a server is ready; None where that isn't known, or not bounded."""
    if story == BUNDLED:
        return START_S
    is_bounded = story in (LARGE, HUGE) and check_s is not None
    return START_OVER_CHECK * check_s if is_bounded else None


def expected() -> dict[str, tuple[str, str]]:
    """Every bound of the issue: the words of its row → the part that measures it, and its story."""
    found: dict[str, tuple[str, str]] = {}
    for story in LIVE:
        found |= {live_words(kind, story): ("live", story) for kind in KINDS}
    for legs in (*DRAG_LEGS, LARGEST_LEGS):
        found |= {drag_words(legs, handle): ("drag", str(legs)) for handle in ("to", "from")}
    found |= {step_words(legs): ("steps", str(legs)) for legs in STEP_LEGS}
    found[step_words(GOAL_LEGS, is_goal=True)] = ("steps", str(GOAL_LEGS))
    for story in (BUNDLED, LARGE, HUGE):
        found |= {start_words(name, story): ("start", story) for name in ("first", "again")}
    for part, bounds in (
        ("start", CHECK),
        ("publish", PUBLISH),
        ("pages", PAGES),
        ("weight", WEIGHT),
    ):
        for story, keys in bounds.items():
            found |= {plain_words(part, key, story): (part, story) for key in keys}
    return found


def step_verdict(ours: dict[str, Any], plain: dict[str, Any], what: str) -> str:
    """Whether ours is as quick as plain Leaflet's, of steps ("both", "to", "from"), with the error.

    Of "work", which has no bound, the difference alone.
    """
    mean = mean_of(what)
    if mean not in ours or mean not in plain:
        return NOT_MEASURED
    more, error = step_difference(ours, plain, what)
    words = f"{more:+.1f} ± {error:.1f} ms beside plain Leaflet"
    words += "" if abs(more) > 2 * error else "; within the error"
    return words if what == "work" else f"{REACHED if more <= 0 else NOT_REACHED} ({words})"


def step_difference(ours: dict[str, Any], plain: dict[str, Any], what: str) -> tuple[float, float]:
    """By how many ms ours takes longer than plain Leaflet's, and the standard error of that."""
    mean, error = mean_of(what), f"{what}_error"
    return ours[mean] - plain[mean], math.hypot(ours[error], plain[error])


def mean_of(what: str) -> str:
    """The key of a mean; figures of too few steps have none."""
    return what if what == "work" else f"{what}_step"
