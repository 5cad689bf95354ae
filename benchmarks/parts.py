"""The parts of the table, each of which can be measured by a process of its own: ``python -m benchmarks.parts``.

A part writes what it has after each measurement, so that a failure or the end of its time loses nothing that
was there before. benchmarks/table.py starts the parts.
"""

from __future__ import annotations

import argparse
import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks import drag, server_parts, steps
from benchmarks.big_story import add_claims, write_big_story, write_regional_story
from benchmarks.limits import BOUNDED, PARTS, WHOLE, Limits
from benchmarks.page import compare_visits
from benchmarks.processes import ROOT
from benchmarks.rounds import joined, medians

BUNDLED_LEGS, SEEN = 5, 4  # legs that must be on the screen: of the bundled story all
BUNDLED = "bundled"
ROUNDS = 3  # of starts and of cards, which a moment of the machine's makes a fifth longer
LONG_START_S = 10.0  # such a start is measured once


@dataclass(slots=True)
class Part:
    """One part in the making: what was asked for, and what has been found so far."""

    args: argparse.Namespace
    checkouts: Mapping[str, Path]
    scratch: Path
    file: Path
    limits: Limits = WHOLE
    found: dict[str, Any] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def write(self) -> None:
        """Write what has been found and what failed."""
        made = {"found": self.found, "failed": self.failed}
        self.file.write_text(json.dumps(made, indent=2) + "\n", "utf-8")

    def tried(self, what: str, measure: Callable[[], None]) -> None:
        """Measure, and write; a failure is noted, and what comes after it is measured all the same."""
        try:
            measure()
        except Exception as fault:
            traceback.print_exc()
            self.failed[what] = f"{type(fault).__name__}: {fault}".strip().split("\n")[0][:300]
        self.write()

    def regional(self, legs: int) -> Path:
        """A folder with legs of about twenty points in one region."""
        folder = self.scratch / f"regional-{legs}"
        return folder if folder.exists() else write_regional_story(folder, legs, self.args.points)

    def world(self, legs: int) -> Path:
        """A folder with legs around the world, and as many claims."""
        folder = self.scratch / f"world-{legs}"
        return folder if folder.exists() else add_claims(write_big_story(folder, legs), legs)

    def bundled_and_large(self) -> dict[str, Path]:
        """The folders of the bundled story and of the large one, by their names in the table."""
        return {BUNDLED: ROOT / "data", str(self.args.large): self.regional(self.args.large)}

    def each(
        self,
        stories: Mapping[str, Path],
        measure: Callable[[Path, Path], dict[str, Any]],
        rounds: int = 1,
        is_long: Callable[[dict[str, Any]], bool] = lambda _: False,
    ) -> None:
        """Measure each story with each checkout, in turn, so many times; once what ``is_long``."""
        runs: dict[tuple[str, str], list[dict[str, Any]]] = {}
        before = {story: dict(found) for story, found in self.found.items()}
        for _ in range(rounds):
            for story, folder in stories.items():
                for name, checkout in self.checkouts.items():
                    made = runs.setdefault((story, name), [])
                    if made and is_long(made[0]):
                        continue

                    def one(
                        story=story, folder=folder, name=name, checkout=checkout, made=made
                    ) -> None:  # type: ignore[no-untyped-def]
                        made.append(measure(folder, checkout))
                        found = joined(before.get(story, {}).get(name, {}), medians(made))
                        self.found.setdefault(story, {})[name] = found
                        values = (
                            f"{key} {value:.4g}"
                            for key, value in made[-1].items()
                            if isinstance(value, float)
                        )
                        print(f"  {story} legs, {name}: {', '.join(values)}", flush=True)

                    self.tried(f"{story} legs, {name}", one)


def _visits(part: Part) -> None:
    with sync_playwright() as playwright:
        for name, folder in part.bundled_and_large().items():
            print(f" {name} legs", flush=True)
            is_bundled = name == BUNDLED
            taken = part.found.setdefault(name, {})
            compare_visits(
                playwright,
                folder,
                BUNDLED_LEGS if is_bundled else SEEN,
                part.args.visits,
                part.checkouts,
                has_usual=is_bundled or part.limits.has_careful_page_of_large,
                taken=taken,
                tried=lambda what, one, name=name: part.tried(f"{name} legs, {what}", one),  # type: ignore[misc]
            )


def _drag(part: Part) -> None:
    part.found = {"stories": {}}
    args = part.args
    drag.run(
        args.legs,
        args.rounds,
        args.points,
        against=part.checkouts.get("other"),
        limits=part.limits,
        results=part.found,
        tried=part.tried,
    )


def _steps(part: Part) -> None:
    part.found = {"stories": {}}
    steps.run(
        [legs for legs in part.args.legs if legs <= steps.MOST_LEGS],
        part.args.points,
        against=part.checkouts.get("other"),
        limits=part.limits,
        results=part.found,
        tried=part.tried,
    )


def _start(part: Part) -> None:
    sizes = {size: part.world(size) for size in (part.args.large, part.args.huge)}
    folders = {BUNDLED: ROOT / "data", **{str(size): folder for size, folder in sizes.items()}}
    for checkout in part.checkouts.values():
        server_parts.warm_up(folders[BUNDLED], checkout, part.limits)
    part.each(
        folders,
        lambda *at: server_parts.start_and_check(*at, limits=part.limits),
        ROUNDS,
        lambda found: found.get("first_page_s", 0.0) > LONG_START_S,
    )


def _publish(part: Part) -> None:
    part.each(part.bundled_and_large(), lambda *at: server_parts.publish(*at, limits=part.limits))


def _pages(part: Part) -> None:
    part.each(
        part.bundled_and_large(),
        lambda *at: server_parts.pages(*at, requests=part.args.requests, limits=part.limits),
    )
    stories = part.bundled_and_large()
    part.each({BUNDLED: stories.pop(BUNDLED)}, server_parts.cards)
    part.each(stories, server_parts.cards, ROUNDS)


def _weight(part: Part) -> None:
    folders = part.bundled_and_large()
    with sync_playwright() as playwright:

        def weigh(folder: Path, checkout: Path) -> dict[str, float]:
            is_large = folder != folders[BUNDLED]
            legs = SEEN if is_large else BUNDLED_LEGS
            found = server_parts.weight(playwright, folder, checkout, legs, part.limits)
            if is_large:
                return found
            edition = server_parts.edition_weight(playwright, folder, checkout, BUNDLED_LEGS)
            return {
                **found,
                "edition_kb": edition["first_visit_kb"],
                "edition_requests": edition["first_visit_requests"],
            }

        part.each(folders, weigh)


MEASURE = {
    "visits": _visits,
    "drag": _drag,
    "steps": _steps,
    "start": _start,
    "publish": _publish,
    "pages": _pages,
    "weight": _weight,
}
assert tuple(MEASURE) == PARTS


def main() -> None:
    """Measure one part, as a job in JSON on the command line says, and write it to the job's file."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("job", type=json.loads)
    job = parser.parse_args().job
    part = Part(
        argparse.Namespace(**job["args"]),
        {name: Path(folder) for name, folder in job["checkouts"].items()},
        Path(job["scratch"]),
        Path(job["file"]),
        BOUNDED if job["is_bounded"] else WHOLE,
    )
    part.write()
    MEASURE[job["part"]](part)
    part.write()


if __name__ == "__main__":
    main()
