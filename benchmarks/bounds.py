"""The table of a run: what was measured, beside what, and whether it keeps its bound.

The bounds are those that the project set itself in its issue "Smooth at every size".
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.rounds import NOTES, range_words

FRAME_OVER_IDLE_MS = 4
LARGE, LARGE_FRAME_MS = 10_000, 33.0
LIVE = {"bundled": 1.15, "5000": 1.6}  # × blank
START_S, START_OVER_CHECK = 3.0, 1.5
CHECK_S, CHECK_MB = 5.0, 400.0
PUBLISH = {
    "bundled": {"seconds": 5.0},
    "5000": {"seconds": 15.0, "peak_mb": 400.0, "written_mb": 30.0},
}
PAGES = {
    "bundled": {"known_ms": 3.0, "new_ms": 20.0, "a_second": 500.0, "health_ms": 50.0},
    "5000": {
        "known_ms": 3.0,
        "new_ms": 40.0,
        "a_second": 500.0,
        "health_ms": 50.0,
        "new_card_ms": 400.0,
    },
}
NOT_MEASURED = "not measured"
EDITION_KB, STORY_KB = 300.0, 600.0
UNITS = {"ms": "ms", "s": "s", "mb": "MB", "kb": "kB", "seconds": "s", "second": "a second"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``most`` (or with ``is_least`` the least) is the bound, if there is one.

    A ``value`` that was not measured is NaN.
    """

    what: str
    value: float
    unit: str
    most: float | None = None
    beside: str = ""
    is_least: bool = False
    is_cut: bool = False
    """It was ended when it had taken so much."""

    @property
    def is_reached(self) -> bool | None:
        """Whether the bound is kept; None without one."""
        if self.most is None or (self.is_cut and self.value <= self.most):
            return None
        return self.value >= self.most if self.is_least else self.value <= self.most


def step_verdict(ours: dict[str, Any], plain: dict[str, Any], what: str) -> str:
    """Whether ours is as quick as plain Leaflet's, of steps ("both", "to", "from") or of "work", with the error."""
    mean = _mean_of(what)
    if mean not in ours or mean not in plain:
        return NOT_MEASURED
    more, error = step_difference(ours, plain, what)
    words = f"{more:+.1f} ± {error:.1f} ms beside plain Leaflet"
    kept = "reached" if more <= 0 else "not reached"
    return f"{kept} ({words}{'' if abs(more) > 2 * error else '; within the error'})"


def step_difference(ours: dict[str, Any], plain: dict[str, Any], what: str) -> tuple[float, float]:
    """By how many ms ours takes longer than plain Leaflet's, and the standard error of that."""
    mean, error = _mean_of(what), f"{what}_error"
    return ours[mean] - plain[mean], math.hypot(ours[error], plain[error])


def _mean_of(what: str) -> str:
    """The key of a mean; figures of too few steps have none."""
    return what if what == "work" else f"{what}_step"


def rows(figures: dict[str, Any], name: str) -> list[Row]:
    """The rows of a checkout: "waybill" for this one, "other" for the one it is compared with."""
    found: list[Row] = []
    for story, visits in figures.get("visits", {}).items():
        found += _visits(story, visits, name)
    for story in figures.get("drag", {}).get("stories", {}).values():
        found += _drag(story, "ours" if name == "waybill" else name)
    for story in figures.get("steps", {}).get("stories", {}).values():
        found += _steps(story, "ours" if name == "waybill" else name)
    for part, made in (
        ("start", _start),
        ("publish", _publish),
        ("pages", _pages),
        ("weight", _weight),
    ):
        for story, by_name in figures.get(part, {}).items():
            if name in by_name:
                found += made(story, by_name[name])
    return found


def _visits(story: str, visits: dict[str, Any], name: str) -> Iterator[Row]:
    for kind in ("cold", "warm", "opening"):
        if kind not in visits.get(name, {}):
            continue
        beside_kind = "warm" if kind == "warm" else "cold"
        names = {"blank": "blank", "frame": "empty st_folium", "usual": "careful st_folium"}
        others = {
            words: statistics.median(visits[page][beside_kind])
            for page, words in names.items()
            if page in visits
        }
        if "blank" not in others:
            continue
        base, taken = others["blank"], statistics.median(visits[name][kind])
        beside = "; ".join(f"{words} {value:.0f} ms" for words, value in others.items())
        beside = f"{taken:.0f} ms; {beside}"
        most = LIVE.get(story) if kind != "opening" else None
        words = "the opening picture" if kind == "opening" else f"live map, {kind}"
        yield Row(f"{words}, {story} legs", taken / base, "× blank", most, beside)


def _drag(story: dict[str, Any], page: str) -> Iterator[Row]:
    if not {page, "idle", "leaflet"} <= story.keys():
        return
    legs, idle = story["legs"], story["idle"]["idle_p95"]
    most = LARGE_FRAME_MS if legs > LARGE else idle + FRAME_OVER_IDLE_MS
    found, plain = story[page], story["leaflet"]
    for handle in ("to", "from"):
        beside = f"idle {idle:.1f} ms, plain Leaflet {plain[f'{handle}_p95']:.1f} ms; {found[f'{handle}_cpu']:.1f} ms CPU a frame"
        yield Row(
            f"dragging “{handle}”, {legs} legs, p95", found[f"{handle}_p95"], "ms", most, beside
        )


def _steps(story: dict[str, Any], page: str) -> Iterator[Row]:
    if not {page, "leaflet"} <= story.keys():
        return
    found, plain = story[page], story["leaflet"]
    day = "a day’s step of"
    for what, words, digits in (
        ("to", f"{day} “to”", 1),
        ("from", f"{day} “from”", 1),
        ("both", f"{day} either handle", 1),
        ("work", "main thread’s work for a step", 2),
    ):
        mean, row = _mean_of(what), f"{words}, {story['legs']} legs"
        if mean not in found or mean not in plain:
            yield Row(row, math.nan, "ms", None, "too few steps")
            continue
        beside = f"plain Leaflet {plain[mean]:.{digits}f} ms: {step_verdict(found, plain, what)}"
        yield Row(row, found[mean], "ms", plain[mean], beside)


def _start(story: str, found: dict[str, Any]) -> Iterator[Row]:
    most = START_S if story == "bundled" else START_OVER_CHECK * found["check_s"]
    check, blank, cut = found["check_s"], found["blank_page_s"], found.get("cut", [])
    for name in ("first", "again"):
        key = f"{name}_page_s"
        if key not in found:
            continue
        healthy = found.get(f"{name}_healthy_s")
        spread = range_words(found, key, "s")
        beside = (
            f"{spread and f'{spread}; '}{'' if healthy is None else f'healthy at {healthy:.1f} s; '}check takes {check:.1f} s, a blank page "
            f"{blank:.1f} s, one after the other {blank + check:.1f} s"
        )
        what = f"server’s first page, {name} start, {story} legs"
        yield Row(what, found[key], "s", most, beside, is_cut=key in cut)
    is_huge = story == "50000"
    most_check = CHECK_S if is_huge else None
    yield Row(f"check, {story} legs", check, "s", most_check, is_cut="check_s" in cut)
    if "check_mb" in found:
        most_mb = CHECK_MB if is_huge else None
        yield Row(f"memory of check, {story} legs", found["check_mb"], "MB", most_mb)
    if "idle_mb" in found:
        yield Row(f"memory of the server, {story} legs", found["idle_mb"], "MB")


def _bounded(
    what: str, story: str, found: dict[str, Any], bounds: dict[str, float]
) -> Iterator[Row]:
    cut = found.get("cut", [])
    for key, value in found.items():
        if key in NOTES:
            continue
        unit = UNITS.get(key.rpartition("_")[2], "")
        words = key.removesuffix("_ms").removesuffix("_mb").removesuffix("_kb").replace("_", " ")
        yield Row(
            f"{what}, {story} legs: {words}",
            value,
            unit,
            bounds.get(key),
            range_words(found, key, unit),
            is_least=key == "a_second",
            is_cut=key in cut,
        )


def _publish(story: str, found: dict[str, Any]) -> Iterator[Row]:
    yield from _bounded("publish", story, found, PUBLISH.get(story, {}))


def _pages(story: str, found: dict[str, float]) -> Iterator[Row]:
    yield from _bounded("GET", story, found, PAGES.get(story, {}))


def _weight(story: str, found: dict[str, float]) -> Iterator[Row]:
    bounds = {"edition_kb": EDITION_KB} if story == "bundled" else {"story_kb": STORY_KB}
    yield from _bounded("weight", story, found, bounds)


def table(figures: dict[str, Any]) -> str:
    """The whole table as Markdown; with the other checkout's figures where there are any."""
    ours = {row.what: row for row in rows(figures, "waybill")}
    other = {row.what: row for row in rows(figures, "other")}
    head = ["what", "measured", *(["other"] if other else []), "beside", "bound", "kept"]
    lines = [_line(head), _line(["---"] * len(head))]
    for row in ours.values():
        sign = "≥" if row.is_least else "≤"
        bound = "" if row.most is None else f"{sign} {_number(row.most)} {row.unit}"
        kept = {None: "", True: "reached", False: "**not reached**"}[row.is_reached]
        cells = [row.what, _measured(row)]
        if other:
            before = other.get(row.what)
            cells.append(_measured(before) if before else "–")
        lines.append(_line([*cells, row.beside, bound, kept]))
    for part, faults in figures.get("failed", {}).items():
        lines += [f"\nNot measured: {part}, {what}: {why}" for what, why in faults.items()]
    if "seconds" in figures:
        taken = ", ".join(f"{part} {seconds} s" for part, seconds in figures["seconds"].items())
        lines.append(f"\nTime taken: {taken}.")
    return "\n".join(lines)


def _measured(row: Row) -> str:
    if math.isnan(row.value):
        return NOT_MEASURED
    return f"{'more than ' if row.is_cut else ''}{_number(row.value)} {row.unit}"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
