"""What a visit waits for, one after the other: ours beside the least that Streamlit can do.

Run `python -m benchmarks.timeline_of_visit [--visits 5] [--folder STORY --legs N]` on a machine with nothing
else to do. Prints, in milliseconds since navigation, medians of pages visited in turn, each by a new browser
(cold) and by a second page in it (warm): a blank page, an empty map of streamlit-folium (frame), the same
below a navigation like ours (shell), which is the floor of a live map here, and our dashboard.
"""

from __future__ import annotations

import argparse
import statistics
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from benchmarks.page import ROOT, WATCH, launch, served
from benchmarks.processes import SERVER

ENTRIES = {
    "blank": "benchmarks/blank_app.py",
    "frame": "benchmarks/frame_app.py",
    "shell": "benchmarks/shell_app.py",
    "waybill": SERVER,
}
STEPS = {
    "paint": "first contentful paint",
    "program": "Streamlit's app is in the page",
    "socket": "its websocket is asked for",
    "message": "first message of the script's run",
    "iframe": "the map's iframe is in the page",
    "page": "the iframe's own page begins",
    "render": "it is asked to render",
    "leaflet": "Leaflet has run",
    "shown": "the frame that draws the map",
}
# Runs in every window before its page. A frame's window outlives the empty document it begins with, and so
# do its timers; they only look whether Leaflet is there.
MARKS = """
(() => {
  const marks = (window.top.__marks ||= {});
  const mark = (name) => (marks[name] ||= performance.timeOrigin + performance.now());
  if (window === window.top) {
    const Real = window.WebSocket;
    window.WebSocket = new Proxy(Real, {
      construct(target, given) {
        mark("socket");
        const made = new target(...given);
        made.addEventListener("message", () => mark("message"));
        return made;
      },
    });
    new MutationObserver(() => {
      if (document.querySelector("[data-testid=stApp]")) mark("program");
      if (document.querySelector("iframe")) mark("iframe");
    }).observe(document, { subtree: true, childList: true });
  } else {
    addEventListener("message", ({ data }) => data?.type === "streamlit:render" && mark("render"));
    const look = () => {
      if (document.URL !== "about:blank") mark("page");
      if (window.L) mark("leaflet");
      else scheduler.postTask(look, { priority: "user-blocking", delay: 4 });
    };
    look();
  }
})();
"""
READ = """() => ({...window.__marks, shown: window.__shown,
  paint: performance.timeOrigin + (performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN),
  from: performance.timeOrigin})"""

Timeline = dict[str, float]


def timelines(playwright: Playwright, address: str, legs: int) -> tuple[Timeline, Timeline]:
    """(cold, warm): step → milliseconds since navigation."""
    browser = launch(playwright)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(MARKS + WATCH.replace("LEGS", str(legs)))
    taken: list[Timeline] = []
    for _ in ("cold", "warm"):
        page = context.new_page()
        page.goto(address, wait_until="commit")
        page.wait_for_function("() => window.__shown", timeout=120_000, polling=100)
        page.wait_for_timeout(1000)  # the browser's cache takes up what came last
        marks = page.evaluate(READ)
        begun = marks.pop("from")
        taken.append({name: at - begun for name, at in marks.items() if at is not None})
        page.close()
    browser.close()
    return taken[0], taken[1]


def main() -> None:
    """Print both timelines of every page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=ROOT / "data")
    parser.add_argument("--legs", type=int, default=5, help="to wait for")
    given = parser.parse_args()
    taken: dict[str, tuple[list[Timeline], list[Timeline]]] = {}
    with sync_playwright() as playwright, ExitStack() as stack:
        addresses = {
            name: stack.enter_context(served(entry, given.folder))
            for name, entry in ENTRIES.items()
        }
        for visit in range(given.visits + 1):
            for name, address in addresses.items():
                legs = {"blank": 1, "frame": 0, "shell": 0}.get(name, given.legs)
                cold, warm = timelines(playwright, address, legs)
                if visit:  # the first one warms the server
                    both = taken.setdefault(name, ([], []))
                    both[0].append(cold)
                    both[1].append(warm)
    for place, kind in enumerate(("cold", "warm")):
        print(f"\n{kind:34}" + "".join(f"{name:>9}" for name in taken))
        for step, words in STEPS.items():
            print(f"{words:34}" + "".join(_cell(both[place], step) for both in taken.values()))


def _cell(visits: list[Timeline], step: str) -> str:
    values = [visit[step] for visit in visits if step in visit]
    return f"{statistics.median(values):9.0f}" if values else f"{'–':>9}"


if __name__ == "__main__":
    main()
