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
    """The most that a figure of a part may be; the bound may come from the same part."""

    part: str
    words: str
    found: Callable[[Figures], float]
    most: Callable[[Figures], float]
    unit: str = ""


def _fixed(value: float) -> Callable[[Figures], float]:
    return lambda _: value


BOUNDS = (
    Bound(
        "cold",
        "a cold cube ÷ the engine's own time for the same questions",
        lambda f: f["ratio"],
        _fixed(1.5),
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
        "the least bytes a cell that any writing of these cells can take (floor)",
        lambda f: f["floor_bytes_a_cell"],
        _fixed(2.0),
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
    Bound(
        "warm",
        "a new visitor's page, until its flows are drawn (500 legs beside it)",
        lambda f: f["flows"]["new_ms"],
        lambda f: f["legs"]["new_ms"],
        "ms",
    ),
    Bound(
        "warm",
        "the same with files in the browser's cache",
        lambda f: f["flows"]["again_ms"],
        lambda f: f["legs"]["again_ms"],
        "ms",
    ),
    Bound(
        "warm",
        "a new visitor's first paint, with the flows in the opening picture (500 legs beside it)",
        lambda f: f["flows"]["new_paint_ms"],
        lambda f: f["legs"]["new_paint_ms"],
        "ms",
    ),
    Bound(
        "frames",
        "p95 of frames while dragging (an idle page's + 4 ms)",
        lambda f: f["flows"]["p95"],
        lambda f: f["idle"]["p95"] + FRAMES_OVER_IDLE_MS,
        "ms",
    ),
)


def print_bounds(figures: Figures) -> None:
    """One line a bound, of the parts that there are figures for."""
    for bound in BOUNDS:
        own = figures.get(bound.part)
        if own is None:
            print(f"not measured  {bound.words} (--parts {bound.part})")
            continue
        _print(bound.words, bound.found(own), bound.most(own), bound.unit)
    both = figures.get("first"), figures.get("cold")
    if both[0] and both[1]:
        ratio = both[0]["seconds"] / both[1]["engine_seconds"]
        _print("the first picture of a page ÷ the engine's own time", ratio, 1.5, "")


def _print(words: str, found: float, most: float, unit: str) -> None:
    word = "reached    " if found <= most else "NOT REACHED"
    print(f"{word}  {words}: {found:,.4g} {unit} (bound {most:,.4g})".replace("  (", " ("))
