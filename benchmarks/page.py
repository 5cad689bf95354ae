"""Visits to a page, as all measurements make them; run as a command, dragging in the app in more words.

``python -m benchmarks.page`` wants a machine with nothing else to do. Every server is warm, having shown its page
once. Visits beside other pages are benchmarks/live.py's.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Frame, Page, Playwright, sync_playwright

from benchmarks.big_story import write_big_story
from benchmarks.processes import running

ROOT = Path(__file__).parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # A new window of Chromium 15x loads three pages of the browser's own for the list below its address
    # bar: 0.7 s of CPU beside the first second of every visit, which made a bench of two cores measure them.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
]
CHANGES = 7  # of the usual page's slider
LIVE_MS, POLL_MS = 120_000, 50

# Whether a window can be seen: the page's own, or that of a frame that is not hidden. The live map may be in a frame
# that is there before the component's own, which then stays hidden beside it.
SEEN = """(() => {
  const { frameElement } = window;
  if (!frameElement) return true;
  const isHidden = !frameElement.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  return !isHidden && frameElement.offsetHeight > 0;
})()"""
READY = f"!!window.waybill && !!document.querySelector('.wb[data-ready]') && {SEEN}"

# Runs in every frame before its page: notes when what the page is for is on the screen, after the
# frame that drew it. The usual page's legs are SVG paths; ours say so themselves.
WATCH = """
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const seen = () => SEEN;
  const shown = () => {
    if (document.querySelector("[data-testid=stMarkdown]")?.textContent.includes("blank page ready")) return true;
    if (window.top.__legs === 0) return Boolean(document.querySelector(".leaflet-map-pane"));
    const wanted = window.top.__legs || 1;
    if (document.querySelectorAll("path.leaflet-interactive").length >= wanted) return true;
    // Ours draws the legs twice: in the page's own HTML at once, and live in the frame.
    const opening = [...document.querySelectorAll("#waybill-opening [data-legs]")];
    if (opening.reduce((sum, line) => sum + Number(line.dataset.legs), 0) >= wanted) window.top.__opened ||= now();
    return Boolean(window.waybill?.legs && window.waybill.legs().length >= wanted);
  };
  // With each frame: what is there is drawn by it. A timer between frames saw it only after that frame, and
  // then waited for the next, which came after all that the page does once its map is on the screen.
  // The task comes right after the frame, before whatever else waits to be run.
  const first = (run, delay) => scheduler.postTask(run, { priority: "user-blocking", delay });
  const look = () => {
    if (window.top.__shown) return;
    if (document.body && shown() && seen()) first(() => (window.top.__shown ||= now()), 0);
    else requestAnimationFrame(look);
  };
  // A frame's window is there before its page, whose document forgets what the empty one was asked for.
  const begin = () => (document.URL === "about:blank" ? first(begin, 4) : look());
  if (window === window.top) window.__legs = LEGS;
  begin();
})();
""".replace("SEEN", SEEN)
FRAMES = """
() => { window.__frames = []; let last = performance.now();
  const tick = (now) => { window.__frames.push(now - last); last = now; window.__ticking = requestAnimationFrame(tick); };
  window.__ticking = requestAnimationFrame(tick); }
"""
STOP = "() => { cancelAnimationFrame(window.__ticking); return window.__frames.slice(1); }"


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@contextmanager
def served(entry: str, folder: Path, checkout: Path = ROOT) -> Iterator[str]:
    """A running Streamlit app; yields its address."""
    with running(entry, folder, checkout) as server:
        yield server.address


def launch(playwright: Playwright) -> Browser:
    """A new browser with nothing cached."""
    found = os.environ.get("WAYBILL_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    return playwright.chromium.launch(executable_path=found, args=FLAGS)


def visit_ms(page: Page, address: str, legs: int) -> tuple[float, float | None]:
    """(live, opening): from navigation to every leg on the screen.

    Opening is when the picture in the page's own HTML showed them; None where there is none.
    """
    page.add_init_script(WATCH.replace("LEGS", str(legs)))
    page.goto(address, wait_until="commit")
    # Functions and not texts: the edition's policy forbids eval.
    page.wait_for_function("() => window.__shown", timeout=LIVE_MS, polling=100)
    live, opened, painted = page.evaluate(
        """() => [window.__shown - performance.timeOrigin,
          window.__opened ? window.__opened - performance.timeOrigin : null,
          performance.getEntriesByName("first-contentful-paint")[0]?.startTime || 0]"""
    )
    return float(live), None if opened is None else max(float(opened), float(painted))


def two_visits(playwright: Playwright, address: str, legs: int) -> dict[str, float]:
    """A new visitor, with nothing cached (``cold``), who comes back at once (``warm``); ``opening`` as above."""
    with launch(playwright) as browser:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        cold, opened = visit_ms(page, address, legs)
        page.wait_for_timeout(1000)  # the browser's cache takes up what came last
        page.close()
        warm, _ = visit_ms(context.new_page(), address, legs)
    return {"cold": cold, "warm": warm, **({} if opened is None else {"opening": opened})}


def frame_of(page: Page) -> Frame:
    """The frame with the live map, once that is ready: of several the one that can be seen.

    Raises TimeoutError when there is none.
    """
    for _ in range(LIVE_MS // POLL_MS):
        for frame in page.frames:
            try:
                if frame.evaluate(READY):
                    return frame
            except Error:  # the frame is being replaced
                pass
        page.wait_for_timeout(POLL_MS)
    raise TimeoutError("no frame with a live map became ready")


def measure_drag(playwright: Playwright, folder: Path, handle_id: str = "wb-to") -> None:
    """Frames while a handle is dragged, what crosses the websocket, and how soon the panel follows.

    ``wb-to`` is the end of the dates, ``wb-known`` the second clock (as known on).
    """
    with served("waybill/server.py", folder) as address:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 1100})
        crossed = {"bytes": 0}
        counting = {"on": False}

        def watch(socket_: object) -> None:
            def add(payload: str | bytes) -> None:
                if counting["on"]:
                    crossed["bytes"] += len(payload)

            socket_.on("framesent", add)  # type: ignore[attr-defined]
            socket_.on("framereceived", add)  # type: ignore[attr-defined]

        page.on("websocket", watch)
        page.goto(address)
        frame = frame_of(page)
        page.wait_for_timeout(1500)
        if handle_id == "wb-known":  # the handle is there while the clock is on
            frame.locator(".wb-tl-switch").click()
            page.wait_for_timeout(1500)
        frame.evaluate(FRAMES)
        page.wait_for_timeout(2000)
        idle = frame.evaluate(STOP)
        handle = frame.locator(f"#{handle_id}")
        handle.scroll_into_view_if_needed()
        track = handle.bounding_box()
        assert track is not None
        at = frame.evaluate(
            """(id) => { const i = document.getElementById(id); return (i.value - i.min) / (i.max - i.min); }""",
            handle_id,
        )
        y = track["y"] + min(track["height"] / 2, 12)
        x = track["x"] + at * track["width"]
        view = frame.evaluate("JSON.stringify(waybill.view())")
        page.mouse.move(x, y)
        page.mouse.down()
        counting["on"] = True
        frame.evaluate(FRAMES)
        frame.evaluate(
            """() => { window.__lags = []; let moved = null;
              document.addEventListener("input", () => { moved = performance.now(); }, true);
              new MutationObserver(() => moved && window.__lags.push(performance.now() - moved))
                .observe(document.querySelector(".wb-panel"), { subtree: true, childList: true, characterData: true }); }"""
        )
        before = frame.evaluate("[waybill.range(), waybill.known()]")
        for step in range(120):
            page.mouse.move(x - step * track["width"] / 200, y)
        for step in range(120, 20, -1):
            page.mouse.move(x - step * track["width"] / 200, y)
        dragged = frame.evaluate(STOP)
        during = crossed["bytes"]
        after = frame.evaluate("[waybill.range(), waybill.known()]")
        page.mouse.up()
        page.wait_for_timeout(1500)
        kept = view == frame.evaluate("JSON.stringify(waybill.view())")
        print(f"  idle p95 {percentile(idle, 0.95):.1f} ms; dragging p95 {percentile(dragged, 0.95):.1f} ms "
              f"(median {statistics.median(dragged):.1f}, worst {max(dragged):.1f}, {len(dragged)} frames)")  # fmt: skip
        lags = frame.evaluate("window.__lags")
        if lags:
            print(
                f"  the panel followed a move after at most {max(lags):.0f} ms ({len(lags)} changes)"
            )
        print(f"  range and known {before} → {after}; map position kept: {kept}")
        print(
            f"  websocket while dragging: {during} bytes; on release: {crossed['bytes'] - during} bytes"
        )
        browser.close()


def measure_usual_change(playwright: Playwright, folder: Path) -> None:
    """How long the usual page takes for one change of its slider, and how long its map is blank."""
    with served("benchmarks/usual_app.py", folder) as address:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        inside = page.frame_locator("iframe")
        inside.locator("path.leaflet-interactive").first.wait_for(state="attached", timeout=120_000)
        taken: list[float] = []
        for _ in range(CHANGES):
            page.wait_for_timeout(800)
            mark = page.evaluate(
                """() => { const old = document.querySelector("iframe"); window.__old = old; window.__new = null; const t = performance.now();
                  const look = () => { const now = document.querySelector("iframe");
                    const paths = now && now.contentDocument && now.contentDocument.querySelectorAll("path.leaflet-interactive").length;
                    if (now !== old && paths) window.__new = performance.now() - t; else requestAnimationFrame(look); }; look(); return 1; }"""
            )
            assert mark
            page.get_by_role("slider").last.press("ArrowLeft")
            try:
                page.wait_for_function("() => window.__new", timeout=30_000, polling=50)
                taken.append(page.evaluate("window.__new"))
            except Exception:  # the map was kept: nothing to measure
                break
        browser.close()
    if taken:
        print(
            f"  usual way: one change redraws the map in {statistics.median(taken):.0f} ms (of {len(taken)})"
        )
    else:
        print("  usual way: the map was not rebuilt on a change")


def main() -> None:
    """Print every figure."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        bundled = ROOT / "data"
        big = write_big_story(Path(scratch) / "big")
        print("Dragging a handle across the dates: the bundled story")
        measure_drag(playwright, bundled)
        print("Dragging the second clock: the bundled story")
        measure_drag(playwright, bundled, "wb-known")
        measure_usual_change(playwright, bundled)
        print("The same with 5,000 legs")
        measure_drag(playwright, big)


if __name__ == "__main__":
    main()
