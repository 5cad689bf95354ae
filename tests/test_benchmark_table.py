"""The table of the benchmarks: every bound of the issue is in it, and none is reached without its figure."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import stories
from benchmarks.bounds import expected
from benchmarks.limits import LIMITS, PARTS
from benchmarks.parts import Part
from benchmarks.report import bound_rows, summary, table
from benchmarks.rows import live_rows, rows
from benchmarks.table import FULL, QUICK, _about, _limit, _write, arguments, completed, run

# As the issue "Smooth at every size" has them; where it names a multiple, of the figures below.
BOUNDS = {
    "live map, cold, bundled legs": "≤ 1.15 × blank",
    "live map, warm, bundled legs": "≤ 1.15 × blank",
    "live map, cold, 5000 legs": "≤ 1.60 × blank",
    "live map, warm, 5000 legs": "≤ 1.60 × blank",
    **{
        f"dragging “{handle}”, {legs} legs, p95": "≤ 20.7 ms"
        for legs in (100, 200, 299, 500, 1000, 5000)
        for handle in ("to", "from")
    },
    "dragging “to”, 20000 legs, p95": "≤ 33.0 ms",
    "dragging “from”, 20000 legs, p95": "≤ 33.0 ms",
    "a day’s step of either handle, 12 legs": "≤ 14.0 ms",
    "a day’s step of either handle, 5000 legs": "≤ 14.0 ms",
    "a day’s step of either handle, 5000 legs (goal)": "≤ 7.00 ms",
    "server ready (health, first page), first start, bundled legs": "≤ 3.00 s",
    "server ready (health, first page), again start, bundled legs": "≤ 3.00 s",
    "server ready (health, first page), first start, 5000 legs": "≤ 6.00 s",
    "server ready (health, first page), again start, 5000 legs": "≤ 6.00 s",
    "server ready (health, first page), first start, 50000 legs": "≤ 6.00 s",
    "server ready (health, first page), again start, 50000 legs": "≤ 6.00 s",
    "check, 50000 legs": "≤ 5.00 s",
    "memory of check, 50000 legs": "≤ 400.0 MB",
    "publish: seconds, bundled legs": "≤ 5.00 s",
    "publish: brotli copies (1: there; they need a Brotli package), bundled legs": "≥ 1.00",
    "publish: seconds, 5000 legs": "≤ 15.0 s",
    "publish: memory, 5000 legs": "≤ 400.0 MB",
    "publish: written, 5000 legs": "≤ 30.0 MB",
    "GET: known, bundled legs": "≤ 3.00 ms",
    "GET: new, bundled legs": "≤ 20.0 ms",
    "GET: pages a second, 16 clients, bundled legs": "≥ 500.0 a second",
    "GET: longest health check meanwhile, bundled legs": "≤ 50.0 ms",
    "GET: known, 5000 legs": "≤ 3.00 ms",
    "GET: new, 5000 legs": "≤ 40.0 ms",
    "GET: pages a second, 16 clients, 5000 legs": "≥ 500.0 a second",
    "GET: longest health check meanwhile, 5000 legs": "≤ 50.0 ms",
    "GET: new card, 5000 legs": "≤ 400.0 ms",
    "weight: first visit to the edition, gzip, bundled legs": "≤ 300.0 kB",
    "weight: the story’s JSON, gzip, 5000 legs": "≤ 600.0 kB",
}


def found(**names: str) -> dict[str, Any]:
    """Figures of a run at full size, in which every bound is kept."""
    about = {"commits": {"waybill": "abc1234", **names}, "cores": 2, "python": "3.11"}
    live = {"cold": [1000.0] * 7, "warm": [900.0] * 7}
    drag = {f"{handle}_{key}": 16.0 for handle in ("to", "from") for key in ("p95", "cpu")}
    step = {"both_step": 6.0, "both_error": 0.3, "both_steps": 120}
    ours = ["ours", *names]
    pages = {"known_ms": 1.0, "new_ms": 9.0, "a_second": 900.0, "health_ms": 20.0}
    start = {"first_page_s": 2.0, "again_page_s": 1.0, "check_s": 4.0, "check_mb": 300.0}
    publish = {"seconds": 4.0, "peak_mb": 300.0, "written_mb": 29.0, "has_brotli": 1.0}
    parts: dict[str, dict[str, dict[str, float]]] = {
        "start": dict.fromkeys(("bundled", "5000", "50000"), start),
        "pages": {"bundled": pages, "5000": {**pages, "new_card_ms": 300.0}},
        "publish": dict.fromkeys(("bundled", "5000"), publish),
        "weight": {"bundled": {"edition_kb": 299.0}, "5000": {"story_kb": 432.0}},
    }
    return {
        "about": about,
        "failed": {},
        "seconds": dict.fromkeys(
            ("live", "drag", "steps", "pages", "start", "publish", "weight"), 9
        ),
        "live": {
            "blank": live,
            **{
                f"{name}, {story}": live
                for name in about["commits"]
                for story in ("bundled", "5000")
            },
        },
        "drag": {
            "stories": {
                str(legs): {"legs": legs, "idle": {"idle_p95": 16.7}, **dict.fromkeys(ours, drag)}
                for legs in FULL["legs"]
            }
        },
        "steps": {
            "stories": {
                str(legs): {
                    "legs": legs,
                    **dict.fromkeys(ours, step),
                    "leaflet": {**step, "both_step": 14.0},
                }
                for legs in FULL["steps"]
            }
        },
        **{
            part: {story: dict.fromkeys(about["commits"], by_key) for story, by_key in of.items()}
            for part, of in parts.items()
        },
    }


def test_a_run_marks_every_bound_of_the_issue_and_no_other() -> None:
    said = table(found()).partition("### Figures without")[0].splitlines()
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in said if line[:1] == "|"]
    assert {what: bound for what, bound, *_ in cells[2:]} == BOUNDS
    assert {kept for _, _, _, kept, _ in cells[2:]} == {"reached"}
    assert list(expected()) == [what for what, *_ in cells[2:]]
    assert f"- abc1234: {len(BOUNDS)} reached, 0 NOT REACHED, 0 not measured" in said


def test_a_whole_run_has_the_sizes_of_the_bounds() -> None:
    args = completed(arguments("").parse_args([]))
    assert (args.legs, args.steps) == ([100, 200, 299, 500, 1000, 5000, 20_000], [12, 5000])
    assert (args.large, args.huge, args.points, args.visits) == (5000, 50_000, 20, 7)
    assert completed(arguments("").parse_args(["--quick"])).large == QUICK["large"]
    assert tuple(LIMITS.part_s) == PARTS


def without_drag(figures: dict[str, Any]) -> str:
    del figures["drag"]["stories"]["20000"]
    figures["failed"]["drag"] = {
        "1000 legs, ours": "not of this story",
        "20000 legs, the other's page": "not of this commit",
        "20000 legs, ours": "TimeoutError",
        "the whole part": "ended after the 870 s",
    }
    return "dragging “to”, 20000 legs, p95"


def without_idle(figures: dict[str, Any]) -> str:
    del figures["drag"]["stories"]["299"]["idle"]
    return "dragging “from”, 299 legs, p95"


def without_leaflet(figures: dict[str, Any]) -> str:
    figures["steps"]["stories"]["12"]["leaflet"] = {"both_steps": 3}
    return "a day’s step of either handle, 12 legs"


def without_part(figures: dict[str, Any]) -> str:
    del figures["publish"], figures["seconds"]["publish"]
    return "publish: written, 5000 legs"


def few_loads(figures: dict[str, Any]) -> str:
    figures["live"]["waybill, bundled"] = {"cold": [1000.0] * 6, "warm": [900.0] * 7}
    return "live map, cold, bundled legs"


def without_blank(figures: dict[str, Any]) -> str:
    del figures["live"]["blank"]["warm"]
    return "live map, warm, 5000 legs"


def cut_check(figures: dict[str, Any]) -> str:
    figures["start"]["50000"]["waybill"] = {
        "first_page_s": 5.0,
        "check_s": 4.5,
        "cut": ["check_s"],
    }
    return "check, 50000 legs"


def start_beside_a_cut_check(figures: dict[str, Any]) -> str:
    cut_check(figures)
    return "server ready (health, first page), first start, 50000 legs"


def cut_publish(figures: dict[str, Any]) -> str:
    figures["publish"]["5000"]["waybill"] = {"seconds": 10.0, "cut": ["seconds"]}
    return "publish: seconds, 5000 legs"


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (without_drag, "20000 legs, ours: TimeoutError; ended after the 870 s"),
        (without_idle, "no figure of it was asked for"),
        (without_leaflet, "too few steps"),
        (without_part, "the part “publish” did not run"),
        (few_loads, "6 loads, not 7"),
        (without_blank, "no figure of it was asked for"),
        (cut_check, "cut off"),
        (start_beside_a_cut_check, "check was cut off"),
        (cut_publish, "cut off"),
    ],
)
def test_a_bound_without_its_figure_is_not_reached(
    spoil: Callable[[dict[str, Any]], str], why: str
) -> None:
    figures = json.loads(json.dumps(found()))
    what = spoil(figures)
    marks = {row.what: row.mark for row in bound_rows(figures, "waybill")}
    assert marks[what] == f"not measured ({why})"
    counts = summary(figures)["waybill"]
    assert counts["reached"] + counts["not_measured"] == len(BOUNDS)
    assert counts["not_measured"] >= 1


def test_a_nearly_kept_bound_does_not_look_like_one_that_is() -> None:
    figures = found()
    figures["weight"]["bundled"] = {"waybill": {"edition_kb": 300.04}}
    figures["pages"]["5000"] = {"waybill": {"a_second": 499.99}}
    said = table(figures)
    assert "| ≤ 300.0 kB | 300.04 kB | **NOT REACHED** |" in said
    assert "| ≥ 500.0 a second | 499.99 a second | **NOT REACHED** |" in said


def test_two_commits_are_marked_each_by_its_own_limit() -> None:
    figures = json.loads(json.dumps(found(other="def5678")))
    figures["start"]["5000"]["other"] = {"first_page_s": 6.0, "check_s": 0.7}
    said = table(figures)
    row = (
        "| server ready (health, first page), first start, 5000 legs | ≤ 6.00 s | 2.00 s | reached"
    )
    assert f"{row} | 6.00 s (≤ 1.05 s) | **NOT REACHED** |" in said
    marks = {name: each["not_reached"] for name, each in summary(figures).items()}
    assert marks == {"waybill": 0, "other": 1}
    assert summary(figures)["other"]["commit"] == "def5678"
    again = next(
        each for each in summary(figures)["other"]["bounds"] if "again start, 5000" in each["what"]
    )
    assert (again["value"], again["mark"]) == (
        None,
        "not measured (no figure of it was asked for)",
    )


def test_no_part_goes_on_after_the_minutes_of_the_whole_run() -> None:
    args = arguments("").parse_args(["--minutes", "38", "--patience", "2"])
    assert _limit("publish", args, 60.0) == 2 * LIMITS.part_s["publish"]
    assert _limit("publish", args, 2270.0) == 10.0
    assert _limit("publish", args, 2300.0) < 0
    assert _limit("publish", arguments("").parse_args([]), 1e6) == LIMITS.part_s["publish"]


def test_the_live_map_stands_beside_its_floors() -> None:
    taken = {
        "blank": {"cold": [800.0] * 7},
        "shell": {"cold": [1000.0] * 4},
        "lines, 5000": {"cold": [1200.0] * 7},
        "waybill, 5000": {"cold": [1000.0, 1200.0, 1320.0] * 3, "opening": [400.0]},
    }
    live, opening = live_rows(taken, "waybill")
    assert (live.value, live.mark, live.more) == (1.5, "reached", "1200 ms")
    assert "that below our navigation 1.25 × of 4" in live.beside
    assert "plain Leaflet’s lines there (floor) 1.50 × of 7; 1.00 of the floor" in live.beside
    assert (opening.value, opening.mark) == (0.5, "")


def test_every_file_of_a_first_visit_is_listed() -> None:
    figures = found()
    files = [["small.css", 1000.0], ["app.js", 298_000.0]]
    figures["weight"]["bundled"]["waybill"] = {"edition_kb": 299.0, "edition_files": files}
    said = table(figures)
    assert "### First visit to the edition, by gzip, abc1234: 2 files" in said
    assert "| app.js | 298,000 |\n| small.css | 1,000 |\n| together | 299,000 |" in said
    assert all("files" not in row.what for row in rows(figures, "waybill"))


def test_a_run_that_goes_on_keeps_stories_that_were_measured_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[list[str]] = []
    site = SimpleNamespace(prepare=lambda names, *_: prepared.append(names))
    monkeypatch.setattr(stories, "Site", lambda _: nullcontext(site))
    monkeypatch.setattr(stories, "sync_playwright", nullcontext)
    before = {"stories": {"12": {"legs": 12, "whole": True}, "100": {"legs": 100, "whole": False}}}
    part = Part(
        argparse.Namespace(points=20), {}, tmp_path, tmp_path / "figures.json", found=before
    )
    asked: list[str] = []

    def measure(_: object, __: object, name: str, tried: Callable[..., bool]) -> None:
        asked.append(name)
        part.found["stories"][name] = {"legs": int(name)}
        tried("the page", lambda: None if name == "100" else 1 / 0)

    part.stories([12, 100, 200]).each(measure)
    assert prepared == [asked] == [["100", "200"]]
    whole = {name: story["whole"] for name, story in part.found["stories"].items()}
    assert whole == {"12": True, "100": True, "200": False}
    assert part.failed == {"the page": "ZeroDivisionError: division by zero"}


def test_a_part_that_was_ended_hard_is_measured_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its figures so far are written each second; a run that goes on must not take them for whole."""
    file = tmp_path / "figures.json"
    args = completed(arguments("").parse_args(["--json", str(file), "--parts", "weight"]))
    about = _about(args, {})
    file.write_text(
        json.dumps(
            {"about": about, "seconds": {"weight": 9}, "failed": {"weight": {"it": "broke"}}}
        )
    )
    written: list[dict[str, Any]] = []

    def measure(
        name: str, args: argparse.Namespace, _: object, __: object, figures: Any, *___: Any
    ) -> None:
        figures["failed"].pop(name)
        _write(args, figures)
        written.append(json.loads(file.read_text()))

    monkeypatch.setattr("benchmarks.table._measure", measure)
    args.resume = file
    run(args, {})
    assert written[0]["seconds"] == {}
    assert list(json.loads(file.read_text())["seconds"]) == ["weight"]
