"""The parts of the table, each of which can be measured by a process of its own: ``python -m benchmarks.parts``.

A part writes what it has after each measurement, so that a failure or the end of its time loses nothing that
was there before. benchmarks/table.py starts the parts.
"""

from __future__ import annotations

import argparse
import json
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks import drag, live, server_parts, steps
from benchmarks.big_story import add_claims, write_big_story, write_regional_story
from benchmarks.limits import BUNDLED, BUNDLED_LEGS, LIMITS, PARTS, SEEN, Limits
from benchmarks.processes import ROOT
from benchmarks.rounds import joined, medians
from benchmarks.stories import Stories

ROUNDS = 3  # of starts and of cards, which a moment of the machine's makes a fifth longer
LONG_START_S = 20.0  # such a start is measured once


@dataclass(slots=True)
class Part:
    """One part in the making: what was asked for, and what has been found so far."""

    args: argparse.Namespace
    checkouts: Mapping[str, Path]
    scratch: Path
    file: Path
    limits: Limits = LIMITS
    found: dict[str, Any] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def write(self) -> None:
        """Write what has been found and what failed."""
        made = {"found": self.found, "failed": self.failed}
        self.file.write_text(json.dumps(made, indent=2) + "\n", "utf-8")

    def tried(self, what: str, measure: Callable[[], None]) -> bool:
        """Measure, and write; a failure is noted, and what comes after it is measured all the same."""
        try:
            measure()
        except Exception as fault:
            traceback.print_exc()
            self.failed[what] = f"{type(fault).__name__}: {fault}".strip().split("\n")[0][:300]
        self.write()
        return what not in self.failed

    def stories(self, sizes: Sequence[int]) -> Stories:
        """Stories whose pages are dragged or stepped; the part's figures are theirs."""
        return Stories(
            [str(legs) for legs in sizes],
            self.args.points,
            self.checkouts.get("other"),
            self.limits,
            self.found,
            self.tried,
            self.scratch / "pages",
        )

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


def _live(part: Part) -> None:
    args = part.args
    live.measured(
        args.visits, args.large, part.regional(args.large), part.checkouts, part.found, part.tried
    )


def _drag(part: Part) -> None:
    drag.run(part.stories(part.args.legs), part.args.rounds)


def _steps(part: Part) -> None:
    steps.run(part.stories(part.args.steps))


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
            sessions = 0 if is_large else part.limits.sessions
            found = server_parts.weight(playwright, folder, checkout, legs, sessions)
            if is_large:
                return found
            edition = server_parts.edition_weight(playwright, folder, checkout, BUNDLED_LEGS)
            return {**found, **edition}

        part.each(folders, weigh)


MEASURE = {
    "live": _live,
    "drag": _drag,
    "steps": _steps,
    "pages": _pages,
    "start": _start,
    "publish": _publish,
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
        replace(
            LIMITS,
            presses=job["args"]["presses"],
            large_presses=min(LIMITS.large_presses, job["args"]["presses"]),
        ),
        found=job["before"],
    )
    part.write()
    MEASURE[job["part"]](part)
    part.write()


if __name__ == "__main__":
    main()
