"""How smoothly a handle can be dragged, beside an idle page and a plain Leaflet canvas, in one run.

Run it with ``python -m benchmarks.drag`` on a machine with nothing else to do; ``--legs 12 299 5000``
chooses the sizes, ``--against FOLDER`` measures the map of another checkout beside this one, ``--json
FILE`` keeps the figures, ``--steps`` measures steps alone, with our page without all but lines and handles
beside the others: the floor of a step. Stories are those of benchmarks/big_story.py: legs
of about twenty points in one region, at all four evidence levels. Every round opens each page anew, one
after the other, so that the machine's mood meets them all; figures are medians over the rounds.

- ``p95``: of the time between two frames while the handle is dragged there and back.
- ``cpu``: main-thread CPU a frame, which a busy machine does not change as much.
- ``step``: from a key press on a handle until the frame with the new set is on the screen, a mean over the
  steps without the tenth at each end: it ends with a refresh of the screen, every 16.7 ms, so that steps of
  one page lie evenly over 16.7 ms, and a median of 20 would be good to 2 ms. ``work``: until the page has
  done its part of it, a median; ``step_cpu``: main-thread CPU a key press.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, Playwright, sync_playwright

from benchmarks.big_story import write_regional_story
from benchmarks.drag_pages import write_idle, write_pages, write_pages_of
from benchmarks.limits import WHOLE, Limits
from benchmarks.page import FRAMES, STOP, Tried, launch, percentile

ROOT = Path(__file__).parents[1]
SIZES = [12, 100, 200, 299, 500, 1000, 5000]
HANDLES = ("to", "from")
IDLE_MS = 2000
PAUSE_MS = 150
READY_MS = 60_000
MOVES = 110  # of the pointer in each direction
SPAN = 0.5  # of the track that a drag covers
# Of the stories: few legs lie close together in time, so that nearly every step changes the set.
DAYS, LEAST_DAYS, DAYS_A_LEG = 350, 24, 2

# From a key press until the frame is on the screen in which waybill.legs() is the set of the new dates:
# the beginning of the frame after it. ``__work`` is how long the page's main thread was busy with it.
TIME_STEPS = """
([id, days]) => {
  const day = (value) => (isNaN(value) ? Date.parse(value) / 864e5 : Number(value));
  const wanted = () => {
    const [from, to] = waybill.range().map(day);
    return days.filter(([, first, last]) => first <= to && last >= from).map(([leg]) => leg).join();
  };
  let before = wanted();
  const frameStart = () => new Promise((done) => requestAnimationFrame(() => done(performance.now())));
  const frameEnd = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(0);
  }));
  window.__steps = [];
  window.__work = [];
  window.__time = async (pressed) => {
    let end = await frameEnd();
    const after = wanted();
    for (let tries = 0; tries < 60 && waybill.legs().join() !== after; tries++) end = await frameEnd();
    const seen = await frameStart();
    if (after !== before) window.__steps.push(seen - pressed) && window.__work.push(end - pressed);
    before = after;
  };
  document.getElementById(id).focus();
  if (!window.__listens) addEventListener("keydown", () => window.__time(performance.now()), true);
  window.__listens = true;
}
"""

DATES_LENGTH = """() => {
  const [from, to] = waybill.range().map((value) => (isNaN(value) ? Date.parse(value) / 864e5 : Number(value)));
  return to - from;
}"""

MAP_SIZE = """() => {
  const { clientWidth, clientHeight } = document.querySelector(".leaflet-container");
  return [clientWidth, clientHeight];
}"""


class Quiet(SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


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


def trimmed_mean(values: list[float]) -> float:
    """The mean of all but the tenth at each end; 0 of none."""
    cut = len(values) // 10
    return statistics.fmean(sorted(values)[cut : len(values) - cut] or [0.0])


def steps_ms(
    page: Page, session: CDPSession, handle: str, days: list[list[Any]], most: int
) -> dict[str, float]:
    """Step, work and CPU over ``most`` key presses at most; ``days`` is [id, first day, last day] a leg."""
    key, back = ("ArrowLeft", "ArrowRight") if handle == "to" else ("ArrowRight", "ArrowLeft")
    page.evaluate(TIME_STEPS, [f"wb-{handle}", days])
    presses = min(most, int(page.evaluate(DATES_LENGTH)))
    before = cpu_ms(session)
    for _ in range(presses):
        page.keyboard.press(key)
        page.wait_for_timeout(PAUSE_MS)
    cpu = (cpu_ms(session) - before) / presses
    steps, work = page.evaluate("[window.__steps, window.__work]")
    for _ in range(presses):  # the other handle needs room too
        page.keyboard.press(back)
    return {
        f"{handle}_step": trimmed_mean(steps),
        f"{handle}_work": statistics.median(work or [0.0]),
        f"{handle}_step_cpu": cpu,
        f"{handle}_steps": len(steps),
    }


def measure(
    playwright: Playwright, url: str, days: list[list[Any]], drags: bool, limits: Limits
) -> dict[str, Any]:
    """One visit to a page: idle, then drags and steps of both handles, or steps alone."""
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
    idle = frames_during(page, lambda: page.wait_for_timeout(IDLE_MS))
    found: dict[str, Any] = {"idle_p95": percentile(idle, 0.95)}
    found["width"], found["height"] = page.evaluate(MAP_SIZE)
    for handle in HANDLES if drags else ():
        before = cpu_ms(session)
        frames = frames_during(page, lambda handle=handle: drag(page, handle, limits.drag_s))  # type: ignore[misc]
        found[f"{handle}_cpu"] = (cpu_ms(session) - before) / max(1, len(frames))
        found[f"{handle}_p95"] = percentile(frames, 0.95)
        found[f"{handle}_fps"] = 1000 / statistics.fmean(frames)
        page.mouse.up()
        page.wait_for_timeout(limits.settle_ms)
    for handle in HANDLES:
        found |= steps_ms(page, session, handle, days, limits.presses)
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
    drags: bool = True,
    limits: Limits = WHOLE,
    results: dict[str, Any] | None = None,
    tried: Tried = lambda _, measure: measure(),
) -> dict[str, Any]:
    """All figures, by story and page; without ``drags`` those of steps alone, with the bare page beside them.

    ``results`` is filled as they come; ``tried`` is what runs each measurement, with words for it.
    """
    results = {"stories": {}} if results is None else results
    results["load"] = [round(x, 1) for x in os.getloadavg()]
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        root = Path(scratch) / "site"
        write_idle(root / "idle")
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        for name in (*(["bundled"] if bundled else []), *map(str, sizes)):
            folder = ROOT / "data" if name == "bundled" else _story(Path(scratch), name, points)
            story = results["stories"][name] = write_pages(folder, root / name)
            days = story.pop("days")
            pages = {"idle": "idle", "ours": f"{name}/ours", "leaflet": f"{name}/leaflet"}
            if not drags:
                pages["bare"] = f"{name}/bare"
            taken: dict[str, list[dict[str, Any]]] = {}

            def visit(page: str, path: str, days=days, story=story, taken=taken) -> None:  # type: ignore[no-untyped-def]
                size = f"?{story['size']}" if "size" in story else ""
                found = measure(playwright, f"{address}/{path}/{size}", days, drags, limits)
                if page == "ours":  # plain Leaflet's map is as large as ours
                    story["size"] = f"{found['width']}x{found['height']}"
                taken.setdefault(page, []).append(found)
                story[page] = medians(taken[page])

            def write_other(folder=folder, pages=pages, name=name) -> None:  # type: ignore[no-untyped-def]
                write_pages_of(against, folder, root / name / "other", limits.start_s)  # type: ignore[arg-type]
                pages["other"] = f"{name}/other"

            if against:
                tried(f"{name} legs, the other's page", write_other)
            for _ in range(rounds):
                for page, path in pages.items():
                    tried(f"{name} legs, {page}", partial(visit, page, path))
            report(name, story)
        server.shutdown()
    return results


def _story(scratch: Path, legs: str, points: int) -> Path:
    days = min(DAYS, max(LEAST_DAYS, DAYS_A_LEG * int(legs)))
    return write_regional_story(scratch / f"story-{legs}", int(legs), points, days=days)


def report(name: str, story: dict[str, Any]) -> None:
    """One story's figures, and whether they keep what issue 11 asks for."""
    idle = story.get("idle", {}).get("idle_p95", 0.0)
    limit = 33.0 if story["legs"] > 10_000 else idle + 4
    print(
        f"{name} ({story['legs']} legs, {story['points']} points a leg); load {os.getloadavg()[0]:.1f}; "
        f"idle page p95 {idle:.1f} ms"
    )
    for page in ("ours", "other", "bare", "leaflet"):
        if page not in story:
            continue
        found = story[page]
        if "to_p95" not in found:
            steps = " and ".join(f"{found[f'{handle}_step']:.1f}" for handle in HANDLES)
            work = " and ".join(f"{found[f'{handle}_work']:.1f}" for handle in HANDLES)
            cpu = " and ".join(f"{found[f'{handle}_step_cpu']:.1f}" for handle in HANDLES)
            print(
                f"  {page:8}a day's step {steps} ms; the page's part of it {work} ms, CPU {cpu} ms"
            )
            continue
        for handle in HANDLES:
            kept = "kept" if found[f"{handle}_p95"] <= limit else f"not kept (limit {limit:.1f})"
            print(
                f"  {page:8}{handle:5} p95 {found[f'{handle}_p95']:6.1f} ms, {kept}; "
                f"{found[f'{handle}_fps']:.0f} frames/s, {found[f'{handle}_cpu']:.1f} ms CPU a frame; "
                f"a day's step {found[f'{handle}_step']:.1f} ms",
                flush=True,
            )


def main() -> None:
    """Parse the arguments, measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--legs", type=int, nargs="*", default=SIZES, help="sizes of stories")
    parser.add_argument("--points", type=int, default=20, help="points a leg")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", action="store_true", help="steps alone, no drags")
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
        drags=not args.steps,
    )
    if args.json:
        args.json.write_text(json.dumps(results, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
