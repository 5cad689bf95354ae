"""The rows of the table: every figure of a run, with its bound if it has one."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.bounds import (
    CHECK,
    DRAG_LEGS,
    GOAL_LEGS,
    GOAL_SHARE,
    KINDS,
    LARGEST_LEGS,
    LEAST,
    LIVE,
    LOADS,
    PAGES,
    PUBLISH,
    STEP_LEGS,
    WEIGHT,
    Row,
    drag_words,
    frame_bound,
    live_words,
    mean_of,
    plain_words,
    start_bound,
    start_words,
    step_difference,
    step_words,
)
from benchmarks.limits import BUNDLED
from benchmarks.rounds import NOTES, range_words

UNITS = {"ms": "ms", "s": "s", "mb": "MB", "kb": "kB", "seconds": "s", "second": "a second"}
SHELL = {"frame": "empty st_folium map", "shell": "that below our navigation"}
PLAIN = (("start", CHECK), ("publish", PUBLISH), ("pages", PAGES), ("weight", WEIGHT))


def rows(figures: Mapping[str, Any], name: str) -> list[Row]:
    """The rows of a checkout: "waybill" for this one, "other" for the one it is compared with."""
    page = "ours" if name == "waybill" else name
    found = list(live_rows(figures.get("live", {}), name))
    for story in figures.get("drag", {}).get("stories", {}).values():
        found += _drag(story, page)
    for story in figures.get("steps", {}).get("stories", {}).values():
        found += _steps(story, page)
    for part, bounds in PLAIN:
        for story, by_name in figures.get(part, {}).items():
            if name in by_name:
                found += _start(story, by_name[name]) if part == "start" else ()
                found += _plain(part, story, by_name[name], bounds.get(story, {}))
    return found


def live_rows(taken: Mapping[str, Mapping[str, list[float]]], name: str) -> Iterator[Row]:
    """The live map's, of figures by page ("blank", "waybill, bundled", …) and kind of visit."""
    stories = [page.partition(", ")[2] for page in taken if page.startswith(f"{name}, ")]
    for story in stories:
        for kind in (*KINDS, "opening"):
            ours = taken[f"{name}, {story}"].get(kind, [])
            beside = "cold" if kind == "opening" else kind
            blank = taken.get("blank", {}).get(beside, [])
            if ours and blank:
                yield _live(taken, story, kind, ours, blank)


def _live(
    taken: Mapping[str, Mapping[str, list[float]]],
    story: str,
    kind: str,
    ours: list[float],
    blank: list[float],
) -> Row:
    value, base = statistics.median(ours), statistics.median(blank)
    loads = min(len(ours), len(blank))
    said = [f"median of {len(ours)} loads, {min(ours):.0f} to {max(ours):.0f} ms"]
    said.append(f"blank {base:.0f} ms of {len(blank)}")
    if kind == "opening":
        return Row(
            f"the opening picture, {story} legs",
            value / base,
            "× blank",
            None,
            "; ".join(said),
            more=f"{value:.0f} ms",
        )
    others = {**SHELL, f"lines, {story}": "plain Leaflet’s lines there (floor)"}
    if story == BUNDLED:
        others["usual"] = "careful st_folium page"
    for page, words in others.items():
        if times := taken.get(page, {}).get(kind, []):
            said.append(f"{words} {statistics.median(times) / base:.2f} × of {len(times)}")
    if floor := taken.get(f"lines, {story}", {}).get(kind, []):
        said.append(f"{value / statistics.median(floor):.2f} of the floor")
    most = LIVE.get(story)
    is_few = most is not None and loads < LOADS
    return Row(
        live_words(kind, story),
        value / base,
        "× blank",
        most,
        "; ".join(said),
        why=f"{loads} loads, not {LOADS}" if is_few else "",
        more=f"{value:.0f} ms",
    )


def _drag(story: Mapping[str, Any], page: str) -> Iterator[Row]:
    if not {page, "idle"} <= story.keys():
        return
    legs, idle, found = story["legs"], story["idle"]["idle_p95"], story[page]
    most = frame_bound(legs, idle) if legs in (*DRAG_LEGS, LARGEST_LEGS) else None
    for handle in ("to", "from"):
        key = f"{handle}_p95"
        said = [f"idle page {idle:.1f} ms"]
        if "leaflet" in story:
            said.append(f"plain Leaflet {story['leaflet'][key]:.1f} ms")
        said.append(f"{found[f'{handle}_cpu']:.1f} ms CPU a frame")
        said.append(
            f"median of {found.get('rounds', 1)}, worst {found.get('worst', found)[key]:.1f} ms"
        )
        yield Row(drag_words(legs, handle), found[key], "ms", most, "; ".join(said))


def _steps(story: Mapping[str, Any], page: str) -> Iterator[Row]:
    if not {page, "leaflet"} <= story.keys():
        return
    found, plain, legs = story[page], story["leaflet"], story["legs"]
    if mean_of("both") not in found or mean_of("both") not in plain:
        yield Row(step_words(legs), math.nan, "ms", None, why="too few steps")
    else:
        value, floor = found["both_step"], plain["both_step"]
        more, error = step_difference(found, plain, "both")
        said = [f"plain Leaflet {floor:.1f} ms: {more:+.1f} ± {error:.1f} ms"]
        if abs(more) <= 2 * error:
            said[0] += ", within the error"
        said += [
            f"“{handle}” {found[f'{handle}_step']:.1f} and {plain[f'{handle}_step']:.1f}"
            for handle in ("to", "from")
            if mean_of(handle) in found and mean_of(handle) in plain
        ]
        said.append(f"of {found['both_steps']} steps")
        most = floor if legs in STEP_LEGS else None
        yield Row(step_words(legs), value, "ms", most, "; ".join(said))
        if legs == GOAL_LEGS:
            goal = GOAL_SHARE * floor
            yield Row(step_words(legs, is_goal=True), value, "ms", goal, "half of plain Leaflet’s")
    if "work" in found and "work" in plain:
        said_of = f"plain Leaflet {plain['work']:.2f} ms; of {found['work_steps']} steps"
        what = f"main thread’s work for a step, {legs} legs"
        yield Row(what, found["work"], "ms", None, said_of)


def _start(story: str, found: Mapping[str, Any]) -> Iterator[Row]:
    check, blank, cut = found.get("check_s"), found.get("blank_page_s"), found.get("cut", [])
    is_check_cut = "check_s" in cut and story != BUNDLED
    most = start_bound(story, None if is_check_cut else check)
    for name in ("first", "again"):
        key = f"{name}_page_s"
        if key not in found:
            continue
        said = [range_words(found, key, "s")]
        if healthy := found.get(f"{name}_healthy_s"):
            said.append(f"healthy at {healthy:.2f} s")
        if check:
            said.append(f"check takes {check:.2f} s")
        if blank:
            said.append(f"a blank page {blank:.2f} s")
        yield Row(
            start_words(name, story),
            found[key],
            "s",
            most,
            "; ".join(filter(None, said)),
            is_cut=key in cut,
            why="check was cut off" if is_check_cut else "",
        )


START_KEYS = ("check_s", "check_mb", "idle_mb")


def _plain(
    part: str, story: str, found: Mapping[str, Any], bounds: Mapping[str, float]
) -> Iterator[Row]:
    cut = found.get("cut", [])
    for key, value in found.items():
        if key in NOTES or (part == "start" and key not in START_KEYS):
            continue
        unit = UNITS.get(key.rpartition("_")[2], "")
        yield Row(
            plain_words(part, key, story),
            value,
            unit,
            bounds.get(key),
            range_words(dict(found), key, unit),
            is_least=key in LEAST,
            is_cut=key in cut,
        )
