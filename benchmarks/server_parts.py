"""What the server and the commands of a checkout take: starts, checks, publishing, pages, cards, weight, memory.

Every part looks at processes from outside, so that an earlier commit is measured by the same code.
"""

from __future__ import annotations

import gzip
import re
import statistics
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright

from benchmarks.bare_server import bare_server
from benchmarks.limits import LIMITS, Limits
from benchmarks.load import ask, ask_with_health
from benchmarks.page import launch, visit_ms
from benchmarks.processes import ROOT, SERVER, TookTooLongError, finished, resident_mb, running
from benchmarks.rounds import Figures

CLIENTS = 16
LONG_START_S = 20.0  # an earlier commit's start of 50,000 legs takes half a minute, each time
KEEPING_S, MOST_KEEPING_S = 3.0, 20.0
AFTER_VISIT_MS = 2500  # what a page loads once it is idle
SETTLE_S = 4.0  # for what a server does after its first page
FIRST_CARD = 68  # among the new views, of which the earlier ones show fewer legs


def warm_up(folder: Path, checkout: Path, limits: Limits = LIMITS) -> None:
    """Start a server once, unmeasured: what Python compiles and the disk holds is the same for all after it."""
    with (
        tempfile.TemporaryDirectory() as cache,
        suppress(TookTooLongError),
        running(SERVER, folder, checkout, cache, limits.start_s),
    ):
        pass


def start_and_check(folder: Path, checkout: Path, limits: Limits = LIMITS) -> Figures:
    """Seconds until the server is well, until its first page, both again; and what ``check`` takes.

    Not again where the first start was a long one. Beside it the first page of a blank Streamlit app: with the
    check's time it is what a start takes that reads all that the check reads, after the imports.
    """
    found: Figures = {"cut": []}
    with running("benchmarks/blank_app.py", folder, ROOT) as server:
        found["blank_page_s"] = server.first_page_s
    with tempfile.TemporaryDirectory() as cache:
        for name in ("first", "again"):
            if found.get("first_page_s", 0.0) > min(LONG_START_S, 0.9 * limits.start_s):
                break
            try:
                with running(SERVER, folder, checkout, cache, limits.start_s) as server:
                    found[f"{name}_healthy_s"] = server.healthy_s
                    found[f"{name}_page_s"] = server.first_page_s
                    found["idle_mb"] = resident_mb(server.pid)
                    if name == "first":
                        _wait_for_kept_work(Path(cache))
            except TookTooLongError:
                found["cut"].append(f"{name}_page_s")
                found[f"{name}_page_s"] = limits.start_s
    try:
        check = finished(["check", str(folder.resolve())], checkout, limits.command_s)
    except TookTooLongError:
        return {**found, "check_s": limits.command_s, "cut": [*found["cut"], "check_s"]}
    return {**found, "check_s": check.seconds, "check_mb": check.peak_mb}


def _wait_for_kept_work(folder: Path) -> None:
    """Let a first start keep what it prepares after its first page; an earlier commit keeps nothing."""
    end = time.monotonic() + MOST_KEEPING_S
    files, since = _states(folder), time.monotonic()
    while files and time.monotonic() < min(end, since + KEEPING_S):
        time.sleep(0.2)
        if (now := _states(folder)) != files:
            files, since = now, time.monotonic()


def _states(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}


def publish(folder: Path, checkout: Path, limits: Limits = LIMITS) -> Figures:
    """Seconds, memory and written bytes of ``publish``; bytes of a first visit to what it wrote."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "edition"
        arguments = ["publish", str(folder.resolve()), "--out", str(out)]
        try:
            done = finished(arguments, checkout, limits.command_s)
        except TookTooLongError:
            return {"seconds": limits.command_s, "cut": ["seconds"]}
        files = [file for file in out.rglob("*") if file.is_file()]
        written = sum(file.stat().st_size for file in files) / 1e6
        copies = {kind: any(f.suffix == kind for f in files) for kind in (".gz", ".br")}
    return {
        "seconds": done.seconds,
        "peak_mb": done.peak_mb,
        "written_mb": written,
        "has_brotli": float(copies[".br"]),
    }


def pages(folder: Path, checkout: Path, requests: int, limits: Limits = LIMITS) -> Figures:
    """Milliseconds of pages of views made before and of new ones; how many a second; health.

    Health is the longest of all checks that were made while 16 clients asked for pages; beside it, that of a
    server that does nothing (benchmarks/bare_server.py) with the same clients.
    """
    with running(SERVER, folder, checkout) as server:
        address = server.address
        views = _new_views()
        _, known = ask(address, [""] * 60)
        _, new = ask(address, [next(views) for _ in range(20)])
        seconds, asked, health = ask_with_health(address, [""] * requests, CLIENTS, limits.load_s)
        fresh = [next(views) for _ in range(3 * CLIENTS)]
        _, crowd, busy_health = ask_with_health(address, fresh, CLIENTS)
        with urllib.request.urlopen(address) as answer:
            size = len(gzip.compress(answer.read()))
        with bare_server(size) as bare:
            _, _, floor = ask_with_health(bare, [""] * requests, CLIENTS, limits.load_s)
        return {
            "known_ms": statistics.median(known),
            "new_ms": statistics.median(new),
            "a_second": len(asked) / seconds,
            "health_ms": max(health, busy_health),
            "health_of_a_bare_server_ms": floor,
            "new_by_16_ms": statistics.median(crowd),
            "loaded_mb": resident_mb(server.pid),
        }


def cards(folder: Path, checkout: Path) -> Figures:
    """Milliseconds of cards of views that nobody has asked for, the first of them, and of cards made before."""
    with running(SERVER, folder, checkout) as server:
        time.sleep(SETTLE_S)
        views = islice(_new_views(), FIRST_CARD, None)
        _, first = ask(server.address, [f"card.png{next(views)}"])
        addresses = [f"card.png{next(views)}" for _ in range(5)]
        _, new = ask(server.address, addresses)
        _, known = ask(server.address, addresses)
        return {
            "first_card_ms": first[0],
            "new_card_ms": statistics.median(new),
            "known_card_ms": statistics.median(known),
        }


def _new_views() -> Iterator[str]:
    """Query strings of views that nobody has asked for."""
    first = date(2023, 9, 7)
    for length in range(3, 300):
        for offset in range(9):
            start = first + timedelta(offset)
            yield f"?from={start}&to={start + timedelta(length)}"


def weight(
    playwright: Playwright, folder: Path, checkout: Path, legs: int, sessions: int
) -> Figures:
    """Bytes and requests of a first visit to the app, file by file too; bytes of its story; memory of a session.

    The last is of so many open pages; with none it is left out.
    """
    with running(SERVER, folder, checkout) as server:
        files = _first_visit(playwright, server.address, legs)
        found = {"first_visit_kb": _kb(files), "first_visit_requests": float(len(files))}
        found |= _story_bytes(server.address)
        if sessions:
            found["session_mb"] = _session_mb(playwright, server.address, server.pid, sessions)
    return {**found, "files": files}


def edition_weight(playwright: Playwright, folder: Path, checkout: Path, legs: int) -> Figures:
    """Bytes and requests of a first visit to the reader edition: by gzip alone, file by file too.

    By brotli as well where ``publish`` has made such copies: it does where a Brotli package is installed.
    """
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "edition"
        finished(["publish", str(folder.resolve()), "--out", str(out)], checkout)
        with _compressed_files(out, ["gzip"]) as address:
            files = _first_visit(playwright, address, legs)
        found = {"edition_kb": _kb(files), "edition_requests": float(len(files))}
        if any(out.rglob("*.br")):
            with _compressed_files(out, ["br", "gzip"]) as address:
                found["edition_br_kb"] = _kb(_first_visit(playwright, address, legs))
    return {**found, "edition_files": files}


Files = list[tuple[str, float]]
"""(path below the server's address, bytes as they crossed the network, headers too)."""


def _kb(files: Files) -> float:
    return sum(size for _, size in files) / 1000


def _first_visit(playwright: Playwright, address: str, legs: int) -> Files:
    with launch(playwright) as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        files = _watch_bytes(page)
        visit_ms(page, address, legs)
        page.wait_for_timeout(AFTER_VISIT_MS)
        return [(_below(url, address), size) for url, size in files.values() if size]


def _watch_bytes(page: Page) -> dict[str, tuple[str, float]]:
    """The address and bytes of every answer by its request; filled as they come."""
    found: dict[str, tuple[str, float]] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def ask(event: dict[str, Any]) -> None:
        found[event["requestId"]] = (event["request"]["url"], 0.0)

    def end(event: dict[str, Any]) -> None:
        url, _ = found.get(event["requestId"], ("?", 0.0))
        found[event["requestId"]] = (url, event["encodedDataLength"])

    session.on("Network.requestWillBeSent", ask)
    session.on("Network.loadingFinished", end)
    return found


def _below(url: str, address: str) -> str:
    path = url.removeprefix(address) if url != address else "the page"
    return path.partition("?")[0][:120]


def _story_bytes(address: str) -> Figures:
    """The story's JSON, compressed as the server sends it; by gzip here where it does not."""
    page = urllib.request.urlopen(address).read().decode()
    found = re.search(r'"([^"]*/story\.[^"/]*\.json)"', page)
    if not found:
        return {}
    made: Figures = {}
    for key, coding in (("story_kb", "gzip"), ("story_br_kb", "br")):
        request = urllib.request.Request(
            address + found[1].lstrip("/"), headers={"Accept-Encoding": coding}
        )
        with urllib.request.urlopen(request) as answer:
            content = answer.read()
            if answer.headers.get("Content-Encoding") == coding:
                made[key] = len(content) / 1000
            elif coding == "gzip":
                made[key] = len(gzip.compress(content)) / 1000
    return made


def _session_mb(playwright: Playwright, address: str, pid: int, pages_open: int) -> float:
    """Memory of the server for each further page that is open."""
    held = []
    with launch(playwright) as browser:
        for _ in range(pages_open):
            page = browser.new_page()
            page.goto(address)
            page.wait_for_timeout(AFTER_VISIT_MS)
            held.append(resident_mb(pid))
    return (held[-1] - held[2]) / (pages_open - 3)


class _Compressed(SimpleHTTPRequestHandler):
    """Answers with the compressed copy beside a file, as file hosts do, in the first of ``codings`` that fits."""

    codings: Sequence[str] = ()

    def send_head(self):  # type: ignore[no-untyped-def]
        accepted = self.headers.get("Accept-Encoding", "")
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        for coding in self.codings:
            copy = file.with_name(file.name + {"br": ".br", "gzip": ".gz"}[coding])
            if coding in accepted and copy.exists():
                self.send_response(200)
                self.send_header("Content-Type", self.guess_type(str(file)))
                self.send_header("Content-Encoding", coding)
                self.send_header("Content-Length", str(copy.stat().st_size))
                self.end_headers()
                return copy.open("rb")
        return super().send_head()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def _compressed_files(folder: Path, codings: Sequence[str]) -> Iterator[str]:
    handler = type("Handler", (_Compressed,), {"codings": codings})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def empty_server_mb() -> float:
    """Memory of a server of the blank page, after its first page."""
    with running("benchmarks/blank_app.py", ROOT / "data") as server:
        return resident_mb(server.pid)
