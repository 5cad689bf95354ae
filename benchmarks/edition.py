"""The reader edition beside folium's own exported page of the same legs, in one run.

Run it with ``python -m benchmarks.edition`` on a machine with nothing else to do. Both are files with
compressed copies beside them, served by the same nginx (by Python's own server where there is none).
Prints medians; a new browser a visit, so that nothing is cached. Variables: VISITS, VISITORS.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Playwright, sync_playwright

from benchmarks.big_story import write_big_story
from benchmarks.folium_pages import write_plain_page, write_timeline_page
from benchmarks.page import FRAMES, STOP, VISITS, launch, percentile
from benchmarks.processes import free_port
from waybill.edition import preview_server
from waybill.edition.build import Options
from waybill.edition.publish import Published, publish
from waybill.story import read_story

ROOT = Path(__file__).parents[1]
PAGES = ("edition", "folium", "folium-timeline")
VISITORS = int(os.environ.get("VISITORS", "2000"))
LOAD_SECONDS = 120  # and no longer, however slow the machine is
NGINX = """
daemon off; pid {room}/nginx.pid; error_log {room}/error.log warn; worker_processes 1;
worker_rlimit_nofile 16384;
events {{ worker_connections 8192; }}
http {{
  types {{ text/html html; text/javascript js; text/css css; application/json json; image/png png; }}
  access_log off; gzip_static on; sendfile on; keepalive_requests 1000;
  client_body_temp_path {room}; proxy_temp_path {room}; fastcgi_temp_path {room};
  uwsgi_temp_path {room}; scgi_temp_path {room};
  server {{ listen 127.0.0.1:{port} backlog=8192; root {root}; }}
}}
"""


@contextmanager
def served(root: Path) -> Iterator[str]:
    """A running file server of ``root``; yields its address."""
    if shutil.which("nginx") is None:
        print("nginx is not installed: Python's own server, without compressed copies")
        server = preview_server.server(root, 0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        return
    with tempfile.TemporaryDirectory() as scratch:
        room, port = Path(scratch), free_port()
        config = room / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        config.write_text(user + NGINX.format(room=room, port=port, root=root))
        process = subprocess.Popen(
            ["nginx", "-p", str(room), "-c", str(config)], stderr=subprocess.DEVNULL
        )
        address = f"http://127.0.0.1:{port}/"
        try:
            deadline = time.monotonic() + 10
            while True:
                try:
                    urllib.request.urlopen(address + "edition/edition.json", timeout=2).close()
                    break
                except OSError:
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(0.05)
            yield address
        finally:
            process.terminate()
            process.wait(10)


# Looks once a frame, so that the frame seen is the first one that has the legs (a timer would wait
# behind whatever the page does next), and notes the time after that frame is drawn.
WATCH_FRAMES = """
(() => {
  const live = () => window.waybill?.legs ? window.waybill.legs().length : document.querySelectorAll("path.leaflet-interactive").length;
  const opening = () => [...document.querySelectorAll("#wbe-opening [data-legs]")].reduce((sum, line) => sum + Number(line.dataset.legs), 0);
  const afterThisFrame = (use) => scheduler.postTask(() => use(performance.now()), { priority: "user-blocking" });
  const look = () => {
    if (!window.__opened && opening() >= LEGS) afterThisFrame((now) => (window.__opened ||= now));
    if (live() >= LEGS) afterThisFrame((now) => (window.__shown ||= now));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""


def first_visit_ms(playwright: Playwright, address: str, legs: int) -> tuple[float, float | None]:
    """(live, opening): from navigation to every leg on the screen, for a new visitor.

    Live is the map that can be used; opening the legs in the page's own HTML (None without them).
    The page's policy forbids eval, so what is waited for is a function and not a text.
    """
    page = launch(playwright).new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(WATCH_FRAMES.replace("LEGS", str(legs)))
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.__shown", timeout=120_000, polling=100)
    live, opening, painted = page.evaluate(
        """() => [window.__shown, window.__opened || null,
          performance.getEntriesByName("first-contentful-paint")[0]?.startTime || 0]"""
    )
    close(page)
    return live, None if opening is None else max(opening, painted)


def close(page: Page) -> None:
    """End the page's browser."""
    assert page.context.browser is not None
    page.context.browser.close()


def compare_visits(playwright: Playwright, pages: dict[str, str], legs: int, visits: int) -> None:
    """From navigation to every leg on the screen; in turn, so that the machine's mood meets all."""
    taken: dict[str, list[float]] = {}
    for visit in range(visits + 1):
        for name, address in pages.items():
            live, opening = first_visit_ms(playwright, address, legs)
            if not visit:  # the first one fills the disk's own cache
                continue
            taken.setdefault(name, []).append(live)
            if opening is not None:
                taken.setdefault(f"{name}: opening", []).append(opening)
    for name, values in taken.items():
        spread = f"{min(values):.0f}–{max(values):.0f}"
        print(f"  {name:24} {statistics.median(values):6.0f} ms   ({spread}, of {visits})")


def opened(playwright: Playwright, address: str) -> Page:
    """The edition in a new browser, ready and at rest."""
    page = launch(playwright).new_page(viewport={"width": 1440, "height": 1100})
    page.goto(address)
    page.wait_for_function("() => document.querySelector('.wb[data-ready]')", timeout=120_000)
    page.wait_for_timeout(1500)
    return page


def frames_of(page: Page, work: str, values: list[float]) -> None:
    """A line about the frames of some work."""
    print(f"  {work:10} p95 {percentile(values, 0.95):5.1f} ms, median {statistics.median(values):5.1f}, "
          f"worst {max(values):5.1f} ({len(values)} frames)")  # fmt: skip


def measure_frames(playwright: Playwright, address: str) -> None:
    """Frames of the page at rest, while a handle is dragged, and while the dates play."""
    page = opened(playwright, address)
    page.evaluate(FRAMES)
    page.wait_for_timeout(2000)
    frames_of(page, "idle", page.evaluate(STOP))
    handle = page.locator("#wb-to")
    handle.scroll_into_view_if_needed()
    track = handle.bounding_box()
    assert track is not None
    share = handle.evaluate("(i) => (i.value - i.min) / (i.max - i.min)")
    x, y = track["x"] + share * track["width"], track["y"] + min(track["height"] / 2, 12)
    before = page.evaluate("waybill.range()")
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    for step in (*range(120), *range(120, 20, -1)):
        page.mouse.move(x - step * track["width"] / 200, y)
    frames_of(page, "dragging", page.evaluate(STOP))
    assert page.evaluate("waybill.range()") != before
    page.mouse.up()
    page.wait_for_timeout(800)
    page.get_by_role("button", name="Play").first.click()
    page.evaluate(FRAMES)
    page.wait_for_timeout(2500)
    frames_of(page, "playing", page.evaluate(STOP))
    page.goto(address + "method.html")
    start = time.perf_counter()
    page.go_back(wait_until="commit")
    page.wait_for_function("() => window.waybill?.legs?.().length", polling="raf")
    print(
        f"  back from another page until the legs are drawn: {1000 * (time.perf_counter() - start):.0f} ms"
    )
    close(page)


async def visit(address: str, paths: list[str], ready: asyncio.Barrier) -> tuple[float, int]:
    """One visitor: a connection, then every file of a first visit. Returns (seconds, bytes)."""
    host, port = address.removeprefix("http://").strip("/").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    await ready.wait()  # all are connected before the first one asks
    start = time.perf_counter()
    received = 0
    for path in paths:
        writer.write(
            f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if not head.startswith(b"http/1.1 200 "):
            raise OSError(head.split(b"\r\n")[0].decode())
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        received += length
    writer.close()
    return time.perf_counter() - start, received


async def crowd(address: str, paths: list[str]) -> None:
    """All visitors at once; prints how they fared."""
    ready = asyncio.Barrier(VISITORS)
    start = time.perf_counter()
    async with asyncio.timeout(LOAD_SECONDS):
        visits = (visit(address, paths, ready) for _ in range(VISITORS))
        done = await asyncio.gather(*visits, return_exceptions=True)
    seconds = time.perf_counter() - start
    good = [result for result in done if isinstance(result, tuple)]
    faults = [result for result in done if not isinstance(result, tuple)]
    times = [taken for taken, _ in good]
    total = sum(size for _, size in good)
    print(f"  {len(good):,} of {VISITORS:,} at once were served {len(paths)} files each, {len(faults)} errors; "
          f"{seconds:.1f} s, {len(good) * len(paths) / seconds:,.0f} requests/s, {total / 1e6 / seconds:.0f} MB/s; "
          f"a visitor waited {statistics.median(times):.1f} s (p95 {percentile(times, 0.95):.1f}), "
          "client and server on one machine")  # fmt: skip
    for fault in faults[:3]:
        print(f"    {fault!r}")


def sizes(done: Published, folium_page: Path) -> None:
    """What a first visit loads."""
    theirs = sum(file.stat().st_size for file in folium_page.glob("*.gz"))
    print(f"First visit, compressed: edition {done.edition.first_visit_bytes() / 1000:.0f} kB "
          f"(with base map, timeline, panel and text), folium's page {theirs / 1000:.0f} kB (lines alone)")  # fmt: skip
    for path in done.edition.first_visit:
        size = len(done.edition.contents.get(f"{path}.gz", done.edition.contents[path]))
        print(f"  {size / 1000:6.1f} kB  {path}")


def compare(playwright: Playwright, root: Path, address: str) -> None:
    """Visits and frames of the bundled story and of a large one."""
    print("New visitor until all legs are on the screen: the bundled story")
    disk = (root / "edition" / "index.html").as_uri()
    pages = {name: f"{address}{name}/" for name in PAGES if (root / name).exists()}
    compare_visits(playwright, {**pages, "edition (disk)": disk}, 5, VISITS)
    print("The same with 5,000 legs")
    pages = {name: f"{address}{name}-5000/" for name in PAGES if (root / f"{name}-5000").exists()}
    compare_visits(playwright, pages, 5000, max(3, VISITS // 2))
    print("Frames: the bundled story")
    measure_frames(playwright, f"{address}edition/")
    print("Frames: 5,000 legs")
    measure_frames(playwright, f"{address}edition-5000/")


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "root"
        root.mkdir()
        story = read_story(ROOT / "data").story
        big = read_story(write_big_story(Path(scratch) / "big")).story
        assert story is not None
        assert big is not None
        done = publish(ROOT / "data", root / "edition", Options())
        publish(Path(scratch) / "big", root / "edition-5000", Options())
        write_plain_page(story, root / "folium")
        write_plain_page(big, root / "folium-5000")
        try:
            write_timeline_page(story, root / "folium-timeline", Path(scratch))
            write_timeline_page(big, root / "folium-timeline-5000", Path(scratch))
        except OSError as error:
            print(f"Without folium's Timeline export: {error}")
        sizes(done, root / "folium")
        with served(root) as address:
            with sync_playwright() as playwright:
                compare(playwright, root, address)
            print(f"{VISITORS:,} visitors at once")
            asyncio.run(crowd(address, [f"edition/{path}" for path in done.edition.first_visit]))
        print(f"Load of the machine over the last minutes: {os.getloadavg()}")


if __name__ == "__main__":
    main()
