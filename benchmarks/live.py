"""How soon the live map is there, beside its floors, in one run of at most six minutes: python -m benchmarks.live

Visits, in turn, each by a new browser (cold) and by a second page in it (warm): a blank Streamlit page; an
empty map of streamlit-folium (frame); the same below a navigation like ours (shell); ours; and on the shell's
map the legs of the same story as plain Leaflet's canvas draws them (lines), which is the floor of a live
map of these legs here: nothing but Streamlit, the frame, the story's JSON and its lines. Prints medians,
as shares of the blank page and of the floor, and the bounds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.big_story import write_regional_story
from benchmarks.bounds import LIVE
from benchmarks.page import ROOT, served, two_visits
from benchmarks.parts import BUNDLED, BUNDLED_LEGS, SEEN
from benchmarks.processes import SERVER

BLANK = "blank"
LINES = "benchmarks/lines_app.py"
Taken = dict[str, dict[str, list[float]]]


def measured(visits: int, large: int, points: int, most_s: float) -> Taken:
    """By page and kind of visit ("cold", "warm"): milliseconds. Begins no turn that would end after ``most_s``."""
    began = time.monotonic()
    taken: Taken = {}
    with ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory())
        playwright = stack.enter_context(sync_playwright())
        big = write_regional_story(Path(scratch) / "large", large, points)
        pages = {
            BLANK: ("benchmarks/blank_app.py", ROOT / "data", 1),
            "frame": ("benchmarks/frame_app.py", ROOT / "data", 0),
            "shell": ("benchmarks/shell_app.py", ROOT / "data", 0),
            f"lines, {BUNDLED}": (LINES, ROOT / "data", BUNDLED_LEGS),
            f"ours, {BUNDLED}": (SERVER, ROOT / "data", BUNDLED_LEGS),
            f"lines, {large}": (LINES, big, large),
            f"ours, {large}": (SERVER, big, SEEN),
        }
        addresses = {
            name: (stack.enter_context(served(entry, folder)), legs)
            for name, (entry, folder, legs) in pages.items()
        }
        longest = 0.0
        for turn in range(visits + 1):
            if time.monotonic() - began + longest > most_s:
                print(f"cut off after {turn - 1} visits to each page: {most_s:.0f} s are over")
                break
            turn_began = time.monotonic()
            for name, (address, legs) in addresses.items():
                found = two_visits(playwright, address, legs)
                for kind in ("cold", "warm") if turn else ():  # the first one warms the server
                    taken.setdefault(name, {}).setdefault(kind, []).append(found[kind])
            longest = max(longest, time.monotonic() - turn_began)
            print(f"turn {turn} of {visits}: {time.monotonic() - began:.0f} s", flush=True)
    return taken


def lines_of(taken: Taken) -> list[str]:
    """The table, a line a page and kind of visit."""
    found = []
    for kind in ("cold", "warm"):
        median = {name: statistics.median(kinds[kind]) for name, kinds in taken.items()}
        for name, value in median.items():
            values = taken[name][kind]
            line = f"{kind}  {name:16}{value:7.0f} ms {value / median[BLANK]:6.2f} × blank"
            line += f"   ({min(values):.0f}–{max(values):.0f}, of {len(values)})"
            what, _, story = name.partition(", ")
            if what == "ours":
                floor = median[f"lines, {story}"]
                line += f"   {value / floor:.2f} × the floor ({floor / median[BLANK]:.2f} × blank)"
                if story in LIVE:
                    is_kept = value / median[BLANK] <= LIVE[story]
                    line += f"   bound {LIVE[story]}: {'reached' if is_kept else 'NOT REACHED'}"
            found.append(line)
    return found


def main() -> None:
    """Print the table, and write the figures where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=7, help="to each page")
    parser.add_argument("--large", type=int, default=5000, help="legs of the large story")
    parser.add_argument("--points", type=int, default=20, help="of each of its legs")
    parser.add_argument("--most", type=float, default=350, help="seconds")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}", flush=True)
    taken = measured(given.visits, given.large, given.points, given.most)
    print("\n".join(lines_of(taken)) if taken else "nothing was measured")
    if given.json:
        given.json.write_text(json.dumps(taken, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
