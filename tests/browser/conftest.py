"""The app in a real browser: one server a story folder, one browser, a fresh page a test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, sync_playwright
from support.gestures import RESET, drawn, settled_view
from support.running import Reader, Server, new_reader

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


def browser_path() -> str | None:
    return os.environ.get("WAYBILL_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def browser_that_keeps_pages(browser: Browser) -> Iterator[Browser]:
    """With the memory for going back and forward, which Playwright otherwise switches off."""
    running = browser.browser_type.launch(
        executable_path=browser_path(),
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield running
    running.close()


@pytest.fixture
def reader(browser: Browser, server: Server) -> Iterator[Reader]:
    """A first-time reader on a desk."""
    opened = new_reader(browser, server.url)
    yield opened
    opened.page.context.close()


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Reader]:
    """A first-time reader on a phone."""
    opened = new_reader(
        browser, server.url, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )  # fmt: skip
    yield opened
    opened.page.context.close()


@pytest.fixture(scope="module")
def desk(browser: Browser, server: Server) -> Iterator[Reader]:
    """One reader on a desk for a whole file of tests, with the dashboard open.

    Reduced motion: nothing has to be waited for that only moves.
    """
    opened = new_reader(browser, server.url, reduced_motion="reduce")
    opened.open()
    yield opened
    opened.page.context.close()


@pytest.fixture
def dashboard(desk: Reader) -> Frame:
    """The map's frame of ``desk``, put back as a first-time reader finds it."""
    desk.page.mouse.up()  # a test that failed may have left it down
    frame = desk.frame()
    frame.evaluate(RESET)
    drawn(frame)
    settled_view(frame)
    desk.page.mouse.move(2, 2)
    return frame
