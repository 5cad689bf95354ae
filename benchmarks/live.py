"""How soon the live map is there, beside its floors, in one run: python -m benchmarks.live

Visits, in turn, each by a new browser (cold) and by a second page in it (warm): a blank Streamlit page; an
empty map of streamlit-folium (frame); the same below a navigation like ours (shell); a careful st_folium page of the
bundled story (usual); ours; and on the shell's
map the legs of the same story as plain Leaflet's canvas draws them (lines), which is the floor of a live
map of these legs here: nothing but Streamlit, the frame, the story's JSON and its lines. Prints medians,
as shares of the blank page and of the floor, and the bounds. The order of the pages moves on by one with each
turn, so that none always comes after the same other one.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.big_story import write_regional_story
from benchmarks.bounds import LOADS
from benchmarks.limits import BUNDLED, BUNDLED_LEGS, SEEN
from benchmarks.page import ROOT, served, two_visits
from benchmarks.processes import SERVER
from benchmarks.rounds import Tried, straight
from benchmarks.rows import live_rows
from benchmarks.stories import write

BLANK = "blank"
APPS = {
    BLANK: ("benchmarks/blank_app.py", 1),
    "frame": ("benchmarks/frame_app.py", 0),
    "shell": ("benchmarks/shell_app.py", 0),
    "usual": ("benchmarks/usual_app.py", BUNDLED_LEGS),
}
LINES = "benchmarks/lines_app.py"

Taken = dict[str, dict[str, list[float]]]
"""By page ("blank", "lines, bundled", "waybill, 5000", …) and kind of visit ("cold", "warm", "opening"): ms."""
Page = tuple[str, Path, Path, int]
"""(the app, the story's folder, the checkout, how many legs must be there)."""


def pages(large: int, folder: Path, checkouts: Mapping[str, Path]) -> dict[str, Page]:
    """The pages that are visited, by their names in the table."""
    bundled = ROOT / "data"
    found: dict[str, Page] = {
        name: (app, bundled, ROOT, legs) for name, (app, legs) in APPS.items()
    }
    for story, at, drawn, seen in (
        (BUNDLED, bundled, BUNDLED_LEGS, BUNDLED_LEGS),
        (str(large), folder, large, SEEN),
    ):
        found[f"lines, {story}"] = (LINES, at, ROOT, drawn)
        for name, checkout in checkouts.items():
            found[f"{name}, {story}"] = (SERVER, at, checkout, seen)
    return found


def measured(
    visits: int,
    large: int,
    folder: Path,
    checkouts: Mapping[str, Path],
    taken: Taken,
    tried: Tried = straight,
) -> None:
    """Fill ``taken``, with as many visits of each kind to each page; ``folder`` has the large story."""
    began = time.monotonic()
    addresses: dict[str, str] = {}
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        of = pages(large, folder, checkouts)

        def serve(name: str) -> None:
            app, story, checkout, _ = of[name]
            addresses[name] = stack.enter_context(served(app, story, checkout))

        def visit(name: str, is_first: bool) -> None:
            found = two_visits(playwright, addresses[name], of[name][3])
            for kind, ms in () if is_first else found.items():  # the first one warms the server
                taken.setdefault(name, {}).setdefault(kind, []).append(ms)

        for name in of:
            tried(f"the server of {name}", partial(serve, name))
        print(f"  servers: {time.monotonic() - began:.0f} s", flush=True)
        names = list(addresses)
        for turn in range(visits + 1):
            first = turn % len(names)
            for name in names[first:] + names[:first]:
                tried(f"visit {turn} to {name}", partial(visit, name, turn == 0))
            print(
                f"  turn {turn} of {visits}: {time.monotonic() - began:.0f} s, "
                f"load {os.getloadavg()[0]:.1f}",
                flush=True,
            )


def lines_of(taken: Taken) -> list[str]:
    """The table, a line a page and kind of visit."""
    rows = [row for name in ("waybill", "other") for row in live_rows(taken, name)]
    found = []
    for kind in ("cold", "warm"):
        median = {name: statistics.median(kinds[kind]) for name, kinds in taken.items()}
        for name, value in median.items():
            values = taken[name][kind]
            line = f"{kind}  {name:16}{value:7.0f} ms {value / median[BLANK]:6.2f} × blank"
            found.append(f"{line}   ({min(values):.0f}–{max(values):.0f}, of {len(values)})")
    for row in rows:
        kept = f"   bound {row.most}: {row.mark}" if row.mark else ""
        found.append(f"{row.what}: {row.value:.2f} {row.unit}{kept}   {row.beside}")
    return found


def main() -> None:
    """Print the table, and write the figures where that is asked for."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--visits", type=int, default=LOADS, help="to each page")
    parser.add_argument("--large", type=int, default=5000, help="legs of the large story")
    parser.add_argument("--points", type=int, default=20, help="of each of its legs")
    parser.add_argument("--against", type=Path, help="another checkout, visited beside this one")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}", flush=True)
    checkouts = {"waybill": ROOT, **({"other": given.against} if given.against else {})}
    taken: Taken = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = write_regional_story(Path(scratch) / "large", given.large, given.points)
        measured(given.visits, given.large, folder, checkouts, taken)
    print("\n".join(lines_of(taken)))
    write(given.json, taken)


if __name__ == "__main__":
    main()
