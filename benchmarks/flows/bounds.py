"""The bounds of ten million shipments, each with what was found and whether it is reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Figures = dict[str, Any]
FRAMES_OVER_IDLE_MS = 4.0
MEMORY_MB = 1_000.0  # a gigabyte as 10**9 bytes, the stricter of its two readings


@dataclass(frozen=True, slots=True)
class Bound:
    """The most that a figure of a part may be; the bound may come from the same part.

    A floor is no figure of ours: what the figure above it can't fall below.
    """

    part: str
    words: str
    found: Callable[[Figures], float]
    most: Callable[[Figures], float]
    unit: str = ""
    is_floor: bool = False


def _fixed(value: float) -> Callable[[Figures], float]:
    return lambda _: value


def _beside_legs(words: str, key: str) -> Bound:
    """A page of flows takes no longer than one of 500 legs."""
    return Bound("warm", words, lambda f: f["flows"][key], lambda f: f["legs"][key], "ms")


BOUNDS = (
    Bound(
        "cold",
        "a cold cube ÷ the engine's own time for the same questions",
        lambda f: f["ratio"],
        _fixed(1.5),
    ),
    Bound(
        "cold",
        "the same questions with our memory limit, answers in parts, and nothing else of ours",
        lambda f: f["parts_seconds"] / f["engine_seconds"],
        _fixed(1.5),
        is_floor=True,
    ),
    Bound(
        "cold", "memory of a cold cube's process", lambda f: f["memory_mb"], _fixed(MEMORY_MB), "MB"
    ),
    Bound(
        "cold",
        "the cube, gzipped",
        lambda f: f["last"]["cold"]["gzip_bytes"],
        _fixed(1e6),
        "bytes",
    ),
    Bound(
        "cold", "bytes a cell, gzipped", lambda f: f["last"]["cold"]["bytes_a_cell"], _fixed(2.0)
    ),
    Bound(
        "cold",
        "the least bytes a cell that any writing of these cells can take: their entropy",
        lambda f: f["floor_bytes_a_cell"],
        _fixed(2.0),
        is_floor=True,
    ),
    Bound(
        "csv",
        "whether the cube of a CSV of the same rows differs (0: equal bytes)",
        lambda f: float(not f["is_equal"]),
        _fixed(0),
    ),
    Bound(
        "csv",
        "memory of a cold cube's process, of a CSV",
        lambda f: f["memory_mb"],
        _fixed(MEMORY_MB),
        "MB",
    ),
    Bound(
        "window",
        "a window of 2,000 pairs, p50",
        lambda f: f["pairs_2000"]["ours_p50_ms"],
        _fixed(1.0),
        "ms",
    ),
    Bound(
        "window",
        "the same, p95 (median of the rounds)",
        lambda f: f["pairs_2000"]["ours_p95_ms"],
        _fixed(1.0),
        "ms",
    ),
    Bound(
        "window",
        "the same, p95 of the worst round",
        lambda f: f["pairs_2000"]["worst_p95_ms"],
        _fixed(1.0),
        "ms",
    ),
    Bound(
        "fifty",
        "how often fifty viewers at once put one question",
        lambda f: f["asked_most_often"],
        _fixed(1),
    ),
    Bound("first", "memory of the whole server", lambda f: f["server_mb"], _fixed(MEMORY_MB), "MB"),
    _beside_legs("a new visitor's page, until its flows are drawn (500 legs beside it)", "new_ms"),
    _beside_legs("the same with files in the browser's cache", "again_ms"),
    _beside_legs(
        "a new visitor's first paint, with the flows in the opening picture (500 legs beside it)",
        "new_paint_ms",
    ),
    Bound(
        "frames",
        "p95 of frames while dragging (an idle page's + 4 ms)",
        lambda f: f["flows"]["p95"],
        lambda f: f["idle"]["p95"] + FRAMES_OVER_IDLE_MS,
        "ms",
    ),
)


def print_bounds(figures: Figures, rows: int, commit: str) -> None:
    """One line a bound, of the parts that were measured with as many rows.

    Args:
        figures: by part, each with the rows and the commit that it was measured with.
        rows: shipments of the story.
        commit: that is checked out; figures of another one are printed with its name.
    """
    usable = {part: own for part, own in figures.items() if own.get("rows") == rows}
    for bound in BOUNDS:
        own = usable.get(bound.part)
        if own is None:
            print(f"not measured  {bound.words} (--parts {bound.part})")
            continue
        other = _others(commit, own)
        try:
            found, most = bound.found(own), bound.most(own)
        except KeyError:  # figures of a commit that did not measure it yet
            print(f"not measured  {bound.words}{other}")
            continue
        _print(bound.words, found, most, bound.unit, other, is_floor=bound.is_floor)
    if "first" in usable and "cold" in usable:
        first, cold = usable["first"], usable["cold"]
        ratio = first["seconds"] / cold["engine_seconds"]
        words = "the first picture of a page ÷ the engine's own time"
        _print(words, ratio, 1.5, "", _others(commit, first, cold))


def _others(commit: str, *parts: Figures) -> str:
    """Other commits that parts were measured at; "" for none."""
    others = {part.get("commit", "an unknown commit") for part in parts} - {commit}
    return f", measured at {' and '.join(sorted(others))}" if others else ""


def _print(
    words: str, found: float, most: float, unit: str, other: str, *, is_floor: bool = False
) -> None:
    word = "reached    " if found <= most else "NOT REACHED"
    if is_floor:
        word = "floor      "
    line = f"{word}  {words}: {found:,.4g} {unit} (bound {most:,.4g}){other}"
    print(line.replace("  (", " ("))
