"""How smoothly a handle can be dragged, beside an idle page and a plain Leaflet canvas, in one run.

Run it with ``python -m benchmarks.drag`` on a machine with nothing else to do; ``--legs 12 299 5000``
chooses the sizes, ``--against FOLDER`` measures the map of another checkout beside this one, ``--json
FILE`` keeps the figures. Stories are those of benchmarks/big_story.py: legs
of about twenty points in one region, at all four evidence levels. Every round opens each page anew, one
after the other, so that the machine's mood meets them all; figures are medians over the rounds. Single steps
are benchmarks/steps.py's.

- ``p95``: of the time between two frames while the handle is dragged there and back.
- ``cpu``: main-thread CPU a frame, which a busy machine does not change as much.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, Playwright, sync_playwright

from benchmarks.drag_pages import HANDLES, MAP_SIZE, Site
from benchmarks.limits import WHOLE, Limits
from benchmarks.page import FRAMES, STOP, Tried, launch, percentile

SIZES = [12, 100, 200, 299, 500, 1000, 5000]
IDLE_MS = 2000
READY_MS = 60_000
MOVES = 110  # of the pointer in each direction
SPAN = 0.5  # of the track that a drag covers


def frames_during(page: Page, work: Callable[[], None]) -> list[float]:
    """Milliseconds between the page's frames while ``work`` runs."""
    page.evaluate(FRAMES)
    work()
    taken: list[float] = page.evaluate(STOP)
    return taken


def cpu_ms(session: CDPSession) -> float:
    """CPU time of the page's main thread so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(m["value"]) for m in metrics if m["name"] == "TaskDuration")


def drag(page: Page, handle: str, limit_s: float = 60.0) -> None:
    """Drag a handle inwards over half of its track, and back, for no longer than ``limit_s``."""
    track = page.locator(f"#wb-{handle}").bounding_box()
    assert track is not None
    at = page.evaluate(
        "(id) => { const i = document.getElementById(id); return (i.value - i.min) / (i.max - i.min); }",
        f"wb-{handle}",
    )
    thumb = (
        28 if page.locator(".wb").count() else 16
    )  # px; an input's ends are half of it farther in
    width = track["width"] - thumb
    x = track["x"] + thumb / 2 + at * width
    y = track["y"] + min(track["height"] / 2, 12)
    towards = -1 if handle == "to" else 1
    page.mouse.move(x, y)
    page.mouse.down()
    end = time.monotonic() + limit_s
    for step in (*range(1, MOVES + 1), *range(MOVES - 1, -1, -1)):
        page.mouse.move(x + towards * step * width * SPAN / MOVES, y)
        if time.monotonic() > end:
            break


def measure(playwright: Playwright, url: str, limits: Limits) -> dict[str, Any]:
    """One visit to a page: idle, then drags of both handles."""
    browser = launch(playwright)
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(url)
    if "/idle/" in url:
        page.wait_for_timeout(500)
        idle = frames_during(page, lambda: page.wait_for_timeout(IDLE_MS))
        browser.close()
        return {"idle_p95": percentile(idle, 0.95)}
    page.wait_for_function(
        "() => window.waybill && waybill.ready.then(() => true)", timeout=READY_MS
    )
    page.wait_for_timeout(limits.settle_ms)
    found: dict[str, Any] = {}
    found["width"], found["height"] = page.evaluate(MAP_SIZE)
    for handle in HANDLES:
        before = cpu_ms(session)
        frames = frames_during(page, lambda handle=handle: drag(page, handle, limits.drag_s))  # type: ignore[misc]
        found[f"{handle}_cpu"] = (cpu_ms(session) - before) / max(1, len(frames))
        found[f"{handle}_p95"] = percentile(frames, 0.95)
        found[f"{handle}_fps"] = 1000 / statistics.fmean(frames)
        page.mouse.up()
        page.wait_for_timeout(limits.settle_ms)
    browser.close()
    return found


def medians(rounds: list[dict[str, Any]]) -> dict[str, float]:
    """The median of every figure over the rounds."""
    return {key: round(statistics.median(r[key] for r in rounds), 1) for key in rounds[0]}


def run(
    sizes: list[int],
    rounds: int,
    points: int,
    *,
    bundled: bool = False,
    against: Path | None = None,
    limits: Limits = WHOLE,
    results: dict[str, Any] | None = None,
    tried: Tried = lambda _, measure: measure(),
) -> dict[str, Any]:
    """All figures, by story and page.

    ``results`` is filled as they come; ``tried`` is what runs each measurement, with words for it.
    """
    results = {"stories": {}} if results is None else results
    results["load"] = [round(x, 1) for x in os.getloadavg()]
    with Site() as site, sync_playwright() as playwright:
        for name in (*(["bundled"] if bundled else []), *map(str, sizes)):
            story = results["stories"][name] = site.story(name, points)
            story.pop("days")
            pages = {"idle": "idle", "ours": f"{name}/ours", "leaflet": f"{name}/leaflet"}
            taken: dict[str, list[dict[str, Any]]] = {}

            def visit(page: str, path: str, story=story, taken=taken) -> None:  # type: ignore[no-untyped-def]
                found = measure(playwright, site.url(path, story.get("size", "")), limits)
                if page == "ours":  # plain Leaflet's map is as large as ours
                    story["size"] = f"{found['width']}x{found['height']}"
                taken.setdefault(page, []).append(found)
                story[page] = medians(taken[page])

            def write_other(pages=pages, name=name) -> None:  # type: ignore[no-untyped-def]
                site.write_other(name, points, against, limits.start_s)  # type: ignore[arg-type]
                pages["other"] = f"{name}/other"

            if against:
                tried(f"{name} legs, the other's page", write_other)
            for _ in range(rounds):
                for page, path in pages.items():
                    tried(f"{name} legs, {page}", partial(visit, page, path))
            report(name, story)
    return results


def report(name: str, story: dict[str, Any]) -> None:
    """One story's figures, and whether they keep what issue 11 asks for."""
    idle = story.get("idle", {}).get("idle_p95", 0.0)
    limit = 33.0 if story["legs"] > 10_000 else idle + 4
    print(
        f"{name} ({story['legs']} legs, {story['points']} points a leg); load {os.getloadavg()[0]:.1f}; "
        f"idle page p95 {idle:.1f} ms"
    )
    for page in ("ours", "other", "leaflet"):
        if page not in story:
            continue
        found = story[page]
        for handle in HANDLES:
            kept = "kept" if found[f"{handle}_p95"] <= limit else f"not kept (limit {limit:.1f})"
            print(
                f"  {page:8}{handle:5} p95 {found[f'{handle}_p95']:6.1f} ms, {kept}; "
                f"{found[f'{handle}_fps']:.0f} frames/s, {found[f'{handle}_cpu']:.1f} ms CPU a frame",
                flush=True,
            )


def main() -> None:
    """Parse the arguments, measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--legs", type=int, nargs="*", default=SIZES, help="sizes of stories")
    parser.add_argument("--points", type=int, default=20, help="points a leg")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-bundled", action="store_true", help="leave the bundled story out")
    parser.add_argument("--against", type=Path, help="another checkout, measured beside this one")
    parser.add_argument("--json", type=Path, help="write the figures there")
    args = parser.parse_args()
    results = run(
        args.legs,
        args.rounds,
        args.points,
        bundled=not args.no_bundled,
        against=args.against,
    )
    if args.json:
        args.json.write_text(json.dumps(results, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
