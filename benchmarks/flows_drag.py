"""Dragging a handle over thousands of flows, beside an idle page and a story of 500 legs, in one run.

Run it with ``python -m benchmarks.flows_drag`` on a machine with nothing else to do. The story is that of
benchmarks/many_shipments.py with ``--rows`` rows, published as a reader edition and opened with up to 2,000
flows drawn. Every round opens each page anew, in turn; figures are medians over the rounds.

- ``p95``: of the time between two frames while the handle is dragged there and back, in ms.
- ``script``: CPU time in scripts a frame (CDP, thread time), which a busy machine does not change as much;
  ``task``: with style, layout and paint.
- ``ready``: from the navigation until flows or legs are drawn, files in the browser's cache; ``ready_cpu``:
  the page's CPU time until it stands still.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Playwright, sync_playwright

from benchmarks import many_shipments
from benchmarks.big_story import write_regional_story
from benchmarks.drag import drag, frames_during
from benchmarks.drag_pages import Quiet, write_idle
from benchmarks.page import launch, percentile
from waybill.edition.build import Options
from waybill.edition.publish import publish

SETTLE_MS, IDLE_MS = 2500, 2000
LEGS = 500
LINK = "?from=2020-01-01&to=2023-12-31&top=2000&map=15,10,3"
PAGES = {"flows": f"flows/index.html{LINK}", "legs": "legs/index.html"}


def metric_ms(session: CDPSession, name: str) -> float:
    """A duration of the page's main thread so far, in ms of CPU time."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(one["value"]) for one in metrics if one["name"] == name)


def measure(playwright: Playwright, address: str, name: str) -> dict[str, float]:
    """One visit to a page."""
    browser = launch(playwright)
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    if name == "idle":
        page.goto(f"{address}/idle/")
        page.wait_for_timeout(500)
        frames = frames_during(page, lambda: page.wait_for_timeout(IDLE_MS))
        browser.close()
        return {"p95": percentile(frames, 0.95)}
    selector = ".wb-fl-table tbody tr" if name == "flows" else ".wb-m-badge, .wb-label"
    for _ in range(2):  # the second time from the cache
        page.goto(f"{address}/{PAGES[name]}")
        page.locator(selector).first.wait_for(state="attached", timeout=120_000)
        ready = page.evaluate("performance.now()")
        page.wait_for_timeout(SETTLE_MS)
        ready_cpu = metric_ms(session, "TaskDuration")  # begins anew with each page
    found = {"ready": ready, "ready_cpu": ready_cpu}
    if name == "flows":
        words = page.locator(".wb-fl-rest").inner_text()
        found["drawn"] = float(words.split(": ")[1].split(" flow")[0].replace(",", ""))
    script, task = metric_ms(session, "ScriptDuration"), metric_ms(session, "TaskDuration")
    frames = frames_during(page, lambda: drag(page, "to"))
    count = max(1, len(frames))
    found["script"] = (metric_ms(session, "ScriptDuration") - script) / count
    found["task"] = (metric_ms(session, "TaskDuration") - task) / count
    found["p95"] = percentile(frames, 0.95)
    page.mouse.up()
    browser.close()
    return found


def run(many: Path, rounds: int) -> dict[str, Any]:
    """All figures, by page; ``many`` is the folder of the story with shipments."""
    taken: dict[str, list[dict[str, float]]] = {"idle": [], "flows": [], "legs": []}
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        root = Path(scratch) / "site"
        write_idle(root / "idle")
        publish(many, root / "flows", Options())
        write_regional_story(Path(scratch) / "story", LEGS, 20)
        publish(Path(scratch) / "story", root / "legs", Options(), force=True)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for _ in range(rounds):
            for name, found in taken.items():
                found.append(measure(playwright, f"http://127.0.0.1:{server.server_port}", name))
        server.shutdown()
    return {
        "load": [round(one, 1) for one in os.getloadavg()],
        **{
            name: {key: round(statistics.median(one[key] for one in found), 2) for key in found[0]}
            for name, found in taken.items()
        },
    }


def main() -> None:
    """Parse the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = run(many_shipments.write_story(Path(scratch), args.rows), args.rounds)
    print(json.dumps(found, indent=2))
    limit = found["idle"]["p95"] + 4
    print(f"frames: p95 {found['flows']['p95']} ms; bound: {limit:.1f} ms (an idle page's p95 + 4)")


if __name__ == "__main__":
    main()
