"""A day's step of a handle beside plain Leaflet's canvas: key presses on both pages in turn, in one run.

Run it with ``python -m benchmarks.steps`` on a machine with nothing else to do; ``--legs 12 299`` chooses the
sizes, ``--bare`` adds our page without all but lines and handles, ``--against FOLDER`` the page of another
checkout, ``--trace`` prints what the main thread does in a step, ``--json FILE`` keeps the figures. Pages are
open side by side in one browser, and get a key press each in turn; those that change the set are measured.

- ``step``: from the key press until the refresh of the screen that shows the new set. Refreshes come every
  16.7 ms, so steps of one page lie evenly over as much. A key press can hit any moment between two of them:
  each page's are spread evenly over those moments, and the mean (without the tenth at each end) is what says
  which page is quicker.
- ``work``: CPU time of the main thread from the key press until the frame with the new set is handed to
  the compositor: script, style, layout and paint, whenever the screen is refreshed. From a trace, in a run of its
  own.

Both come with their standard error. That of ``step`` is of steps that began next to each other in the
interval between two refreshes, as is usual where samples are spread evenly.
"""

from __future__ import annotations

import itertools
import json
import math
import os
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

from benchmarks.bounds import NOT_MEASURED, step_verdict
from benchmarks.drag_pages import HANDLES, MAP_SIZE, Site
from benchmarks.limits import LARGE_LEGS, LIMITS
from benchmarks.page import launch
from benchmarks.rounds import Tried
from benchmarks.step_trace import CATEGORIES, MORE, frames_of, parts_of
from benchmarks.stories import Stories, arguments, write

SIZES = [12, 299, 1000, 5000]
READY_MS = 120_000
REFRESH_S = 1 / 60
REST_MS = 1000  # before a handle is moved that was not moved before
TURN = 6  # refreshes from a key press to the next one, on the other page
GOLDEN = (
    0.618034  # multiples of it, without what is before the point, are spread evenly over 0 to 1
)
LEAST = 5  # values of which there is a mean
TRACED = 16  # key presses of each handle while a trace is written, which takes room

# From a key press until the frame is on the screen in which waybill.legs() is the set of the new dates:
# the beginning of the frame after it.
TIME_STEPS = """
([id, days, name]) => {
  const day = (value) => (isNaN(value) ? Date.parse(value) / 864e5 : Number(value));
  const wanted = () => {
    const [from, to] = waybill.range().map(day);
    return days.filter(([, first, last]) => first <= to && last >= from).map(([leg]) => leg).join();
  };
  let before = wanted();
  const frameStart = () => new Promise((done) => requestAnimationFrame(done));
  const frameEnd = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  window.__steps = [];
  window.__time = async (pressed) => {
    await frameEnd();
    const after = wanted();
    for (let late = 0; late < 60 && waybill.legs().join() !== after; late++) await frameEnd();
    performance.mark(`${name} drawn`); // some frames later, where the set came late
    const seen = await frameStart();
    if (after !== before) window.__steps.push([seen - pressed, (seen - pressed) % (1000 / 60)]);
    performance.mark(`${name} ${after === before ? "other" : "step"}`);
    before = after;
  };
  document.getElementById(id).focus();
  const press = ({ timeStamp }) => {
    performance.mark(`${name} pressed`);
    window.__time(timeStamp);
  };
  if (!window.__listens) addEventListener("keydown", press, true);
  window.__listens = true;
  return waybill.range().map(day);
}
"""

Step = tuple[float, float]
"""(ms from the key press to the refresh, moment of the press between two refreshes)."""


@dataclass(slots=True)
class Stepped:
    """A page whose handles are stepped."""

    name: str
    page: Page
    days: list[list[Any]]
    """[id, first day, last day] a leg."""
    turns: int = 0
    origin: float = field(default_factory=time.monotonic)

    def take_hold(self, handle: str) -> list[int]:
        """Begin to count anew, with the focus on a handle; returns the dates shown."""
        dates: list[int] = self.page.evaluate(TIME_STEPS, [f"wb-{handle}", self.days, self.name])
        return dates

    def press(self, key: str) -> None:
        """Press a key at the page's next moment between two refreshes."""
        self.turns += 1
        now = (time.monotonic() - self.origin) / REFRESH_S
        time.sleep((self.turns * GOLDEN - now) % 1 * REFRESH_S)
        self.page.keyboard.down(key)
        time.sleep(TURN * REFRESH_S)
        self.page.keyboard.up(key)

    def steps(self) -> list[Step]:
        """Those that changed the set, since it took hold."""
        found: list[Step] = self.page.evaluate("window.__steps")
        return found


def planned(handle: str, days: list[list[Any]], dates: list[int], presses: int) -> list[str]:
    """Moves of a handle, a day each: "over" days on which no leg goes, and "in", "out", "in" where one does.

    There are at least ``presses`` of the latter, in at most as many places.
    """
    first, last = dates
    ends = range(last, first, -1) if handle == "to" else range(first, last)
    edge = 1 if handle == "to" else 2  # a leg goes with the day of its beginning, or of its end
    counts = {day: sum(leg[edge] == day for leg in days) for day in ends}
    changing = [day for day, count in counts.items() if count][:presses]
    times = max(1, math.ceil(presses / max(1, len(changing)) / 2)) * 2 - 1
    plan: list[str] = []
    for day in ends:
        if plan.count("in") + plan.count("out") >= presses:
            break
        plan += ["in", "out"] * (times // 2) + ["in"] if counts[day] else ["over"]
    return plan


def step_handles(pages: list[Stepped], presses: int) -> dict[str, dict[str, list[Step]]]:
    """Step both handles of all pages in turn; → steps by page and handle."""
    found: dict[str, dict[str, list[Step]]] = {page.name: {} for page in pages}
    for handle in HANDLES:
        inwards, outwards = ("ArrowLeft", "ArrowRight")[:: 1 if handle == "to" else -1]
        dates = [page.take_hold(handle) for page in pages]
        pages[0].page.wait_for_timeout(REST_MS)
        plan = planned(handle, pages[0].days, dates[0], presses)
        for turn, word in enumerate(plan):
            first = turn % len(pages)  # no page is always pressed after the same other one
            for page in pages[first:] + pages[:first]:
                if word == "over":
                    page.page.keyboard.press(inwards)
                else:
                    page.press(inwards if word == "in" else outwards)
        back = len(plan) - 2 * plan.count("out")
        for page in pages:
            found[page.name][handle] = page.steps()
            for _ in range(back):  # the other handle needs room too
                page.page.keyboard.press(outwards)
    return found


def trimmed(values: list[Any]) -> list[Any]:
    """All but the tenth at each end, in order."""
    cut = len(values) // 10
    return sorted(values)[cut : len(values) - cut]


def mean_and_error(steps: list[Step]) -> tuple[float, float]:
    """The mean of steps spread evenly over the moments between two refreshes, and its standard error (ms).

    The tenth at each end is left out: what else the machine does is in it. There must be two or more.
    """
    times = [taken for taken, _ in sorted(trimmed(steps), key=lambda step: step[1])]
    squares = sum((b - a) ** 2 for a, b in itertools.pairwise(times))
    return statistics.fmean(times), math.sqrt(squares / 2 / (len(times) - 1) / len(times))


class Steps:
    """Steps of the pages of one story, with what they are measured by."""

    def __init__(self, browser: Browser, days: list[list[Any]], settle_ms: int) -> None:
        """No page yet."""
        self.browser, self.days, self.settle_ms = browser, days, settle_ms
        self.pages: list[Stepped] = []

    def open(self, name: str, url: str) -> list[int]:
        """Open a page; returns the size of its map."""
        page = self.browser.new_page(viewport={"width": 1440, "height": 1000})
        page.goto(url, timeout=READY_MS)
        page.wait_for_function(
            "() => window.waybill && waybill.ready.then(() => true)", timeout=READY_MS
        )
        self.pages.append(Stepped(name, page, self.days))
        size: list[int] = page.evaluate(MAP_SIZE)
        return size

    def measure(self, presses: int) -> dict[str, dict[str, Any]]:
        """The figures of each page: steps first, then work from a trace."""
        self.pages[0].page.wait_for_timeout(self.settle_ms)
        step_handles(self.pages, 2)  # the first of all are slower
        steps = step_handles(self.pages, presses)
        self.browser.start_tracing(categories=CATEGORIES)
        step_handles(self.pages, min(presses, TRACED))
        frames = frames_of(json.loads(self.browser.stop_tracing())["traceEvents"])
        return {name: figures(taken, frames.get(name, [])) for name, taken in steps.items()}

    def parts(self, presses: int) -> dict[str, dict[str, float]]:
        """What the main thread does in a step of each page, by words of Chromium: ms of CPU time."""
        self.browser.start_tracing(categories=[*CATEGORIES, *MORE])
        step_handles(self.pages, presses)
        return parts_of(json.loads(self.browser.stop_tracing())["traceEvents"])


def figures(steps: Mapping[str, list[Step]], work: list[float]) -> dict[str, Any]:
    """Mean, error, median and number of steps for each handle and ("both") together; work likewise.

    Of fewer than ``LEAST`` there is the number alone.
    """
    both = [step for taken in steps.values() for step in taken]
    found: dict[str, Any] = {"work_steps": len(work)}
    if len(work) >= LEAST:
        kept = trimmed(work)
        found["work"] = statistics.fmean(kept)
        found["work_error"] = statistics.stdev(kept) / math.sqrt(len(kept))
    for handle, taken in {**steps, "both": both}.items():
        found[f"{handle}_steps"] = len(taken)
        if len(taken) >= LEAST:
            found[f"{handle}_step"], found[f"{handle}_error"] = mean_and_error(taken)
            found[f"{handle}_median"] = statistics.median([ms for ms, _ in taken])
    return {key: round(value, 3) for key, value in found.items()}


def run(job: Stories, bare: bool = False, parts: bool = False) -> dict[str, Any]:
    """All figures, by story and page."""

    def one(site: Site, playwright: Playwright, name: str, tried: Tried) -> None:
        pages = ["ours", *(["bare"] if bare else [])]
        if job.against and tried(
            f"{name} legs, the other's page", lambda: site.wait_for_other(name)
        ):
            pages.append("other")
        tried(f"{name} legs", lambda: _step(job, site, playwright, name, pages, parts))

    return job.each(one)


def _step(
    job: Stories, site: Site, playwright: Playwright, name: str, pages: list[str], parts: bool
) -> None:
    story = site.story(name, job.points)
    with launch(playwright) as browser:
        steps = Steps(browser, story.pop("days"), job.limits.settle_ms)
        for page in pages:
            wide, high = steps.open(page, site.url(f"{name}/{page}"))
        steps.open("leaflet", site.url(f"{name}/leaflet", f"{wide}x{high}"))
        limits = job.limits
        is_large = story["legs"] >= LARGE_LEGS
        story |= steps.measure(limits.large_presses if is_large else limits.presses)
        job.results["stories"][name] = story
        report(story)
        if parts:
            report_parts(steps.parts(TRACED))


def report(story: Mapping[str, Any]) -> None:
    """One story's figures, and whether ours is as quick as plain Leaflet's."""
    print(f"{story['legs']} legs, {story['points']} points a leg; load {os.getloadavg()[0]:.1f}")
    for name in ("ours", "other", "bare", "leaflet"):
        if name not in story:
            continue
        found = story[name]
        by_handle = "; ".join(_figure(found, handle) for handle in (*HANDLES, "both"))
        work = (
            f"{found['work']:.2f} ± {found['work_error']:.2f} ms"
            if "work" in found
            else NOT_MEASURED
        )
        print(f"  {name:8}{by_handle}; work {work}")
    for what in ("both", "work"):
        print(
            f"  {'step' if what == 'both' else 'work'}: {step_verdict(story['ours'], story['leaflet'], what)}",
            flush=True,
        )


def _figure(found: Mapping[str, Any], handle: str) -> str:
    if f"{handle}_step" not in found:
        return f"{handle} {NOT_MEASURED} ({found[f'{handle}_steps']} steps)"
    return (
        f"{handle} {found[f'{handle}_step']:.1f} ± {found[f'{handle}_error']:.1f} ms"
        f" (median {found[f'{handle}_median']:.1f}, {found[f'{handle}_steps']} steps)"
    )


def report_parts(parts: Mapping[str, Mapping[str, float]]) -> None:
    """What the main thread does in a step of each page."""
    for name, found in parts.items():
        print(f"  {name:8}" + ", ".join(f"{part} {ms:.2f}" for part, ms in found.items()))


def main() -> None:
    """Parse the arguments, measure, print, write."""
    parser = arguments(str(__doc__), SIZES)
    parser.add_argument("--presses", type=int, default=LIMITS.presses, help="of each handle")
    parser.add_argument("--bare", action="store_true", help="measure the bare page too")
    parser.add_argument("--trace", action="store_true", help="print what a step is made of")
    args = parser.parse_args()
    limits = replace(LIMITS, presses=args.presses, large_presses=args.presses)
    job = Stories([str(legs) for legs in args.legs], args.points, args.against, limits)
    write(args.json, run(job, args.bare, args.trace))


if __name__ == "__main__":
    main()
