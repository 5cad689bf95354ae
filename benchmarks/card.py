"""How long a preview card takes: python -m benchmarks.card

Cold: the first card of a process, with the base map and the fonts still to load (a new process a
run). New: a view not asked for before, in a warm process, base map picture included. Kept: the same
view again, out of the cache.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from waybill.card.basemap import basemap_picture
from waybill.card.render import render_card, warm_up
from waybill.httpd.card_cache import CardCache
from waybill.story import read_story, story_version
from waybill.story.day import Day
from waybill.story.model import Story
from waybill.view.view import MapPosition, View

DATA = Path(__file__).parents[1] / "data"
RUNS = 5
COLD_RUNS = 3


def views() -> dict[str, View]:
    """Views of the bundled story that look different."""
    whole = View(start=Day(2023, 9, 7), end=Day(2023, 10, 1))
    return {
        "whole story": whole,
        "whole story, dark": replace(whole, theme="dark"),
        "sea leg": replace(whole, focus=("leg", "rajin-dunay")),
        "rail leg": replace(whole, focus=("leg", "dunay-tikhoretsk")),
        "the Gaza claim": replace(whole, focus=("step", "gaza")),
        "known on 12 Oct 2023": replace(whole, known=Day(2023, 10, 12)),
        "a place": replace(whole, focus=("place", "tikhoretsk")),
        "a map position": replace(whole, position=MapPosition(45.0, 36.0, 6.0)),
    }


def milliseconds(task: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    task()
    return 1000 * (time.perf_counter() - start)


def new_ms(story: Story, view: View) -> float:
    """Median time of drawing a view whose base map picture is not kept."""

    def draw() -> None:
        basemap_picture.cache_clear()
        render_card(story, view)

    return statistics.median(milliseconds(draw) for _ in range(RUNS))


def cold_ms() -> float:
    """Median time of the first card, each in a new process; reading the story is not counted."""
    command = [sys.executable, "-m", "benchmarks.card", "--cold"]
    runs = [subprocess.run(command, capture_output=True, check=True) for _ in range(COLD_RUNS)]
    return statistics.median(float(run.stdout) for run in runs)


def main() -> None:
    """Print a line a view."""
    story = read_story(DATA).story
    assert story is not None
    every = views()
    if "--cold" in sys.argv[1:]:
        print(milliseconds(lambda: render_card(story, every["whole story"])))
        return
    print(f"first card of a process, median of {COLD_RUNS}: {cold_ms():.0f} ms")
    warm_up()
    cache, version = CardCache(), story_version(story)
    times = []
    print(f"{'view':24}{'new':>10}{'kept':>12}{'size':>10}")
    for name, view in every.items():
        size = len(cache.get(story, view, version))
        kept = statistics.median(
            milliseconds(lambda view=view: cache.get(story, view, version)) for _ in range(RUNS)
        )
        times.append(new_ms(story, view))
        print(f"{name:24}{times[-1]:7.0f} ms{kept:9.2f} ms{size / 1000:7.0f} kB")
    print(f"{'median':24}{statistics.median(times):7.0f} ms")


if __name__ == "__main__":
    main()
