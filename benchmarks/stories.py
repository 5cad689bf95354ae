"""Stories of several sizes whose pages are measured: what benchmarks/drag.py and benchmarks/steps.py share."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, sync_playwright

from benchmarks.drag_pages import Site
from benchmarks.limits import LIMITS, Limits
from benchmarks.rounds import Tried, straight

Story = dict[str, Any]
"""What was found out about a story: how many "legs" and "points" a leg, and figures by page."""


@dataclass(slots=True)
class Stories:
    """What is measured, by what means, and the figures as they come."""

    names: Sequence[str]
    """Numbers of legs, or "bundled"."""
    points: int = 20
    against: Path | None = None
    """Another checkout, whose page "other" is measured beside ours."""
    limits: Limits = LIMITS
    results: dict[str, Any] = field(default_factory=dict)
    """{"load": …, "stories": {name: Story}}; stories that are "whole" there already are not measured again."""
    tried: Tried = straight
    folder: Path | None = None
    """Where pages are kept for the next part."""

    def each(self, measure: Callable[[Site, Playwright, str, Tried], None]) -> dict[str, Any]:
        """Measure each story: ``measure`` fills ``stories[name]``, and runs its steps by what it is given."""
        stories = self.results.setdefault("stories", {})
        self.results["load"] = [round(x, 1) for x in os.getloadavg()]
        names = [name for name in self.names if not stories.get(name, {}).get("whole")]
        with Site(self.folder) as site, sync_playwright() as playwright:
            began = time.monotonic()
            site.prepare(names, self.points, self.against, self.limits.page_s)
            print(f"pages written in {time.monotonic() - began:.0f} s", flush=True)
            for name in names:
                well: list[bool] = []

                def tried(what: str, work: Callable[[], None], well: list[bool] = well) -> bool:
                    well.append(self.tried(what, work))
                    return well[-1]

                measure(site, playwright, name, tried)
                stories.setdefault(name, {})["whole"] = all(well)
        return self.results


def arguments(description: str, sizes: Sequence[int]) -> argparse.ArgumentParser:
    """The options that both commands have."""
    parser = argparse.ArgumentParser(description=description.split("\n", 1)[0])
    parser.add_argument("--legs", type=int, nargs="*", default=sizes, help="sizes of stories")
    parser.add_argument("--points", type=int, default=20, help="points a leg")
    parser.add_argument("--against", type=Path, help="another checkout, measured beside this one")
    parser.add_argument("--json", type=Path, help="write the figures there")
    return parser


def write(file: Path | None, figures: dict[str, Any]) -> None:
    """Write the figures where that is asked for."""
    if file:
        file.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
