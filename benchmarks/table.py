"""The whole table of what Waybill takes, beside a blank page, a careful st_folium page and plain Leaflet.

Run it with ``make benchmark``, or ``python -m benchmarks.table`` with other sizes, on a machine with
nothing else to do. ``--quick`` takes a few minutes and small sizes: a look, not a result. Everything is
measured in one run, in turn, so that the machine's mood meets all; quote ratios rather than times.
``python -m benchmarks.compare CHECKOUT`` measures another checkout or commit beside this one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks import drag, server_parts
from benchmarks.big_story import add_claims, write_big_story, write_regional_story
from benchmarks.bounds import table
from benchmarks.page import compare_visits
from benchmarks.processes import ROOT

PARTS = ("visits", "drag", "start", "publish", "pages", "weight")
FULL = {"drag": [12, 100, 200, 299, 500, 1000, 5000, 20_000], "large": 5000, "huge": 50_000}
QUICK = {"drag": [12, 299, 1000], "large": 1000, "huge": 5000}
BUNDLED_LEGS, SEEN = 5, 4  # legs that must be on the screen: of the bundled story all


class Stories:
    """The folders of a run, made when they are first asked for."""

    def __init__(self, scratch: Path, points: int) -> None:
        """Keep them in ``scratch``; ``points`` a leg."""
        self.scratch, self.points = scratch, points

    def regional(self, legs: int) -> Path:
        """Legs of about twenty points in one region."""
        folder = self.scratch / f"regional-{legs}"
        return folder if folder.exists() else write_regional_story(folder, legs, self.points)

    def world(self, legs: int) -> Path:
        """Legs around the world, and as many claims."""
        folder = self.scratch / f"world-{legs}"
        return folder if folder.exists() else add_claims(write_big_story(folder, legs), legs)


def run(args: argparse.Namespace, checkouts: Mapping[str, Path]) -> dict[str, Any]:
    """All figures of the parts asked for, by part, story and checkout ("waybill": this one)."""
    figures: dict[str, Any] = {"about": _about(checkouts)}
    with tempfile.TemporaryDirectory() as scratch:
        stories = Stories(Path(scratch), args.points)
        for part in args.parts:
            print(f"\n{part}; load {os.getloadavg()[0]:.1f}, {time.strftime('%H:%M')}", flush=True)
            figures[part] = MEASURE[part](args, checkouts, stories)
            if args.json:
                args.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return figures


def _about(checkouts: Mapping[str, Path]) -> dict[str, Any]:
    def commit(folder: Path) -> str:
        command = ["git", "-C", str(folder), "rev-parse", "--short", "HEAD"]
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()

    return {
        "commits": {name: commit(folder) for name, folder in checkouts.items()},
        "cores": os.cpu_count(),
        "load": [round(each, 1) for each in os.getloadavg()],
        "python": platform.python_version(),
    }


def _visits(args: argparse.Namespace, checkouts: Mapping[str, Path], stories: Stories) -> Any:
    found = {}
    with sync_playwright() as playwright:
        for name, folder, legs in (
            ("bundled", ROOT / "data", BUNDLED_LEGS),
            (str(args.large), stories.regional(args.large), SEEN),
        ):
            print(f" {name} legs", flush=True)
            found[name] = compare_visits(playwright, folder, legs, args.visits, checkouts)
    return found


def _drag(args: argparse.Namespace, checkouts: Mapping[str, Path], _: Stories) -> Any:
    return drag.run(args.legs, args.rounds, args.points, False, checkouts.get("other"))


def _each(
    checkouts: Mapping[str, Path], stories: Mapping[str, Path], measure: Any
) -> dict[str, dict[str, dict[str, float]]]:
    found: dict[str, dict[str, dict[str, float]]] = {}
    for story, folder in stories.items():
        for name, checkout in checkouts.items():
            found.setdefault(story, {})[name] = made = measure(folder, checkout)
            values = ", ".join(f"{key} {value:.4g}" for key, value in made.items())
            print(f"  {story} legs, {name}: {values}", flush=True)
    return found


def _start(args: argparse.Namespace, checkouts: Mapping[str, Path], stories: Stories) -> Any:
    sizes = {size: stories.world(size) for size in (args.large, args.huge)}
    folders = {"bundled": ROOT / "data", **{str(size): folder for size, folder in sizes.items()}}
    return _each(checkouts, folders, server_parts.start_and_check)


def _publish(args: argparse.Namespace, checkouts: Mapping[str, Path], stories: Stories) -> Any:
    folders = {"bundled": ROOT / "data", str(args.large): stories.regional(args.large)}
    return _each(checkouts, folders, server_parts.publish)


def _pages(args: argparse.Namespace, checkouts: Mapping[str, Path], stories: Stories) -> Any:
    folders = {"bundled": ROOT / "data", str(args.large): stories.regional(args.large)}
    return _each(checkouts, folders, lambda *at: server_parts.pages(*at, requests=args.requests))


def _weight(args: argparse.Namespace, checkouts: Mapping[str, Path], stories: Stories) -> Any:
    large = stories.regional(args.large)
    with sync_playwright() as playwright:

        def weigh(folder: Path, checkout: Path) -> dict[str, float]:
            is_large = folder == large
            found = server_parts.weight(
                playwright, folder, checkout, SEEN if is_large else BUNDLED_LEGS
            )
            if is_large:
                return found
            edition = server_parts.edition_weight(playwright, folder, checkout, BUNDLED_LEGS)
            return {
                **found,
                "edition_kb": edition["first_visit_kb"],
                "edition_requests": edition["first_visit_requests"],
            }

        return _each(checkouts, {"bundled": ROOT / "data", str(args.large): large}, weigh)


MEASURE = {
    "visits": _visits,
    "drag": _drag,
    "start": _start,
    "publish": _publish,
    "pages": _pages,
    "weight": _weight,
}


def arguments(description: str) -> argparse.ArgumentParser:
    """The options of both commands."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="small sizes and few rounds")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--legs", type=int, nargs="+", help="sizes of the stories that are dragged")
    parser.add_argument("--large", type=int, help="legs of the large story")
    parser.add_argument("--huge", type=int, help="legs and claims of the story that is checked")
    parser.add_argument("--points", type=int, default=20, help="points a leg, about")
    parser.add_argument("--rounds", type=int, help="of dragging")
    parser.add_argument("--visits", type=int, help="to each page")
    parser.add_argument("--requests", type=int, help="of a page that was made before")
    parser.add_argument("--json", type=Path, help="write the figures there")
    return parser


def completed(args: argparse.Namespace) -> argparse.Namespace:
    """Fill in what was not said."""
    sizes = QUICK if args.quick else FULL
    args.legs = args.legs or sizes["drag"]
    args.large = args.large or sizes["large"]
    args.huge = args.huge or sizes["huge"]
    args.rounds = args.rounds or (1 if args.quick else 3)
    args.visits = args.visits or (2 if args.quick else 7)
    args.requests = args.requests or (400 if args.quick else 3000)
    return args


def main() -> None:
    """Measure, print the table, write the figures."""
    args = completed(arguments(str(__doc__).split("\n", 1)[0]).parse_args())
    print("\n" + table(run(args, {"waybill": ROOT})))


if __name__ == "__main__":
    main()
