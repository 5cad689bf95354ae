"""A running app, and a reader in a real browser who watches what it does."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Frame, Page

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@dataclass
class Server:
    """A running app."""

    url: str
    process: subprocess.Popen

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def start_server(folder: Path, entry: str = "waybill/server.py") -> Server:
    port = free_port()
    log = Path(os.environ.get("WAYBILL_TEST_LOG", os.devnull)).open("ab")  # noqa: SIM115
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", entry, f"--server.port={port}", "--server.address=127.0.0.1"],
        cwd=ROOT,
        env={**os.environ, "WAYBILL_DATA": str(folder)},
        stdout=log,
        stderr=log,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
            return Server(f"http://127.0.0.1:{port}", process)
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError("the app did not start")


@dataclass
class Reader:
    """A reader with a page open, and what the browser noticed meanwhile."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Frame:
        """Open the dashboard and wait until the frame is ready; returns the map's frame."""
        self.page.goto(self.base + path)
        return self.frame()

    def frame(self) -> Frame:
        """The map's frame, once its front end is ready."""
        deadline = time.monotonic() + 45
        while time.monotonic() < deadline:
            for frame in self.page.frames:
                if "streamlit_folium" in frame.url:
                    try:
                        if frame.evaluate(
                            "!!(window.waybill && document.querySelector('.wb[data-ready]'))"
                        ):
                            return frame
                    except Exception:  # the frame is being replaced
                        break
            self.page.wait_for_timeout(50)
        raise AssertionError(f"the map's frame did not become ready; errors: {self.errors}")

    def leave(self, frame: Frame, link: str) -> None:
        """Follow a link to another page of the app, until ``frame`` (of the page before) is gone."""
        self.page.get_by_role("link", name=link, exact=True).first.click()
        self.gone(frame)

    def gone(self, frame: Frame) -> None:
        """Wait until a frame has been taken away: an old one may stay while the next page starts."""
        deadline = time.monotonic() + 45
        while not frame.is_detached():
            assert time.monotonic() < deadline, "the frame of the page before stayed"
            self.page.wait_for_timeout(50)

    def foreign_requests(self) -> list[str]:
        """Requests that left the host that serves the page."""
        own = urlsplit(self.base).netloc
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme in ("http", "https", "ws", "wss")
            and urlsplit(url).netloc != own
        ]


def new_reader(browser: Browser, base: str, **context) -> Reader:
    page = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **context}).new_page()
    reader = Reader(page, base)
    page.on("request", lambda request: reader.requests.append(request.url))
    page.on("websocket", lambda socket: reader.requests.append(socket.url))
    page.on(
        "console", lambda message: message.type == "error" and reader.errors.append(message.text)
    )
    page.on("pageerror", lambda error: reader.errors.append(str(error)))
    return reader
