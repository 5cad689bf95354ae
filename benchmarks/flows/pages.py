"""The live page of ten million shipments: from a cold cache, and from a warm one beside a page of 500 legs."""

from __future__ import annotations

import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, sync_playwright

from benchmarks.big_story import write_regional_story
from benchmarks.flows.counting import most_held_mb
from benchmarks.page import launch
from benchmarks.processes import SERVER, running

LEGS, POINTS = 500, 20

# In every frame, before its page: when the list of flows has rows, or when the map has its legs, after the frame
# that drew it. The list is written after the map's canvas.
WATCH = """
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const shown = () => document.querySelector(".wb-fl-table tbody tr")
    || (!document.querySelector(".wb-flows *") && window.waybill?.legs && window.waybill.legs().length >= 100);
  const look = () => {
    if (window.top.__shown) return;
    if (document.body && shown()) setTimeout(() => (window.top.__shown ||= now()), 0);
    else requestAnimationFrame(look);
  };
  const begin = () => (document.URL === "about:blank" ? setTimeout(begin, 4) : look());
  begin();
})();
"""


def visit_ms(page: Page, address: str, wait_s: float = 60.0) -> dict[str, float]:
    """From the navigation until flows or legs are on the map (``live``), and the first paint (``paint``)."""
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.__shown", timeout=1000 * wait_s, polling=100)
    live, paint = page.evaluate(
        """() => [window.__shown - performance.timeOrigin,
          performance.getEntriesByName("first-contentful-paint")[0]?.startTime || 0]"""
    )
    return {"live": float(live), "paint": float(paint)}


def first_picture(folder: Path, rounds: int) -> dict[str, Any]:
    """A visitor to a server that has never counted: until the flows are drawn, and the server's memory."""
    found = []
    with sync_playwright() as playwright:
        for _ in range(rounds):
            with (
                tempfile.TemporaryDirectory() as kept,
                running(SERVER, folder, cache=kept) as server,
            ):
                before = most_held_mb(server.pid)
                browser = launch(playwright)
                taken = visit_ms(browser.new_page(), server.address, 120)
                browser.close()
                memory = most_held_mb(server.pid)
                found.append({**taken, "server_before_mb": before, "server_mb": memory})
    return {
        "seconds": statistics.median(one["live"] for one in found) / 1000,
        "server_mb": max(one["server_mb"] for one in found),
        "visits": found,
    }


def warm_pages(folder: Path, visits: int) -> dict[str, Any]:
    """New visitors to servers that have counted, in turn with 500 legs; the second visit has files in its cache."""
    taken: dict[str, dict[str, list[float]]] = {}
    with (
        tempfile.TemporaryDirectory() as scratch,
        ExitStack() as stack,
        sync_playwright() as playwright,
    ):
        legs = write_regional_story(Path(scratch) / "legs", LEGS, POINTS)
        folders = {"flows": folder, "legs": legs}
        servers = {
            name: stack.enter_context(running(SERVER, own, cache=f"{scratch}/{name}-kept"))
            for name, own in folders.items()
        }
        for visit in range(visits + 1):
            for name, server in servers.items():
                for kind, values in _two_visits(playwright, server.address).items():
                    if visit:  # the first one makes the cube
                        taken.setdefault(name, {}).setdefault(kind, []).append(values)
    return {
        name: {kind: statistics.median(values) for kind, values in kinds.items()}
        for name, kinds in taken.items()
    } | {"visits": taken}


def _two_visits(playwright: Playwright, address: str) -> dict[str, float]:
    browser = launch(playwright)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    new = visit_ms(page, address)
    page.wait_for_timeout(800)
    page.close()
    again = visit_ms(context.new_page(), address)
    browser.close()
    return {
        "new_ms": new["live"],
        "again_ms": again["live"],
        "new_paint_ms": new["paint"],
        "again_paint_ms": again["paint"],
    }
