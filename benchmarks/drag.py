"""How smoothly a handle can be dragged, beside an idle page and a plain Leaflet canvas, in one run.

Run it with ``python -m benchmarks.drag`` on a machine with nothing else to do; ``--legs 12 299 5000``
chooses the sizes, ``--against FOLDER`` measures the map of another checkout beside this one, ``--json
FILE`` keeps the figures. Stories are those of benchmarks/big_story.py: legs
of about twenty points in one region, at all four evidence levels. Every round opens each page anew, one
after the other, so that the machine's mood meets them all; figures are medians over the rounds. Plain Leaflet's
and the other checkout's pages, which have no bound of their own, are dragged in the first round alone. Single steps
are benchmarks/steps.py's.

- ``p95``: of the time between two frames while the handle is dragged there and back.
- ``cpu``: main-thread CPU a frame, which a busy machine does not change as much.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from playwright.sync_api import CDPSession, Page, Playwright

from benchmarks.bounds import frame_bound
from benchmarks.drag_pages import HANDLES, MAP_SIZE, Site
from benchmarks.limits import BUNDLED, Limits
from benchmarks.page import FRAMES, STOP, launch, percentile
from benchmarks.rounds import Tried
from benchmarks.stories import Stories, Story, arguments, write

SIZES = [12, 100, 200, 299, 500, 1000, 5000]
IDLE_MS = 2000
READY_MS = 120_000
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


def drag(page: Page, handle: str, limit_s: float) -> None:
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
    with launch(playwright) as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(url, timeout=READY_MS)
        if "/idle/" in url:
            page.wait_for_timeout(500)
            idle = frames_during(page, lambda: page.wait_for_timeout(IDLE_MS))
            return {"idle_p95": percentile(idle, 0.95)}
        page.wait_for_function(
            "() => window.waybill && waybill.ready.then(() => true)", timeout=READY_MS
        )
        return drags(page, session, limits)


def drags(page: Page, session: CDPSession, limits: Limits) -> dict[str, Any]:
    """Frames and CPU time of drags of both handles, and the size of the map."""
    found: dict[str, Any] = {}
    found["width"], found["height"] = page.evaluate(MAP_SIZE)
    for handle in HANDLES:
        page.wait_for_timeout(limits.settle_ms)
        before = cpu_ms(session)
        frames = frames_during(page, lambda handle=handle: drag(page, handle, limits.drag_s))  # type: ignore[misc]
        found[f"{handle}_cpu"] = (cpu_ms(session) - before) / max(1, len(frames))
        found[f"{handle}_p95"] = percentile(frames, 0.95)
        found[f"{handle}_fps"] = 1000 / statistics.fmean(frames)
        found[f"{handle}_frames"] = len(frames)
        page.mouse.up()
    return found


def medians(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """The median of every figure over the rounds; "rounds": how many, "worst": the highest of each p95."""
    found: dict[str, Any] = {
        key: round(statistics.median(r[key] for r in rounds), 1) for key in rounds[0]
    }
    worst = {key: round(max(r[key] for r in rounds), 1) for key in rounds[0] if "p95" in key}
    return {**found, "rounds": len(rounds), "worst": worst}


def run(job: Stories, rounds: int) -> dict[str, Any]:
    """All figures, by story and page: ours and the idle page's of so many rounds, the others' of one."""

    def one(site: Site, playwright: Playwright, name: str, tried: Tried) -> None:
        story: Story = site.story(name, job.points)
        job.results["stories"][name] = story
        story.pop("days")
        pages = {"idle": "idle", "ours": f"{name}/ours", "leaflet": f"{name}/leaflet"}
        taken: dict[str, list[dict[str, Any]]] = {}

        def visit(page: str, path: str) -> None:
            found = measure(playwright, site.url(path, story.get("size", "")), job.limits)
            if page == "ours":  # plain Leaflet's map is as large as ours
                story["size"] = f"{found['width']}x{found['height']}"
            taken.setdefault(page, []).append(found)
            story[page] = medians(taken[page])

        if job.against and tried(
            f"{name} legs, the other's page", lambda: site.wait_for_other(name)
        ):
            pages["other"] = f"{name}/other"
        for turn in range(rounds):
            for page, path in pages.items():
                if turn == 0 or page in ("idle", "ours"):
                    tried(f"{name} legs, {page}", partial(visit, page, path))
        report(name, story)

    return job.each(one)


def report(name: str, story: Story) -> None:
    """One story's figures, and whether they keep the bound."""
    idle = story.get("idle", {}).get("idle_p95")
    most = None if idle is None else frame_bound(story["legs"], idle)
    print(
        f"{name} ({story['legs']} legs, {story['points']} points a leg); load {os.getloadavg()[0]:.1f}; "
        f"idle page p95 {'not measured' if idle is None else f'{idle:.1f} ms'}"
    )
    for page in ("ours", "other", "leaflet"):
        if page not in story:
            continue
        found = story[page]
        for handle in HANDLES:
            p95 = found[f"{handle}_p95"]
            kept = (
                ""
                if most is None
                else "kept; "
                if p95 <= most
                else f"not kept (limit {most:.1f}); "
            )
            print(
                f"  {page:8}{handle:5} p95 {p95:6.1f} ms, {kept}"
                f"{found[f'{handle}_fps']:.0f} frames/s, {found[f'{handle}_cpu']:.1f} ms CPU a frame",
                flush=True,
            )


def main() -> None:
    """Parse the arguments, measure, print, write."""
    parser = arguments(str(__doc__), SIZES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-bundled", action="store_true", help="leave the bundled story out")
    args = parser.parse_args()
    names = [*([] if args.no_bundled else [BUNDLED]), *map(str, args.legs)]
    write(args.json, run(Stories(names, args.points, args.against), args.rounds))


if __name__ == "__main__":
    main()
