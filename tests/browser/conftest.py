"""The app in a real browser: one browser and its windows for all tests, and every reader a new one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, expect, sync_playwright
from support.browser_flags import FLAGS
from support.frame_alone import FrameAlone
from support.gestures import RESET, WHOLE, settled_view
from support.made_once import one_server
from support.readers import PHONE, Reader, Readers
from support.running import ROOT, FolderServer, Server, start_folder_server, start_server
from support.static_site import Site, map_page

# A busy machine is late; what comes in time costs no more.
expect.set_options(timeout=30_000)
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
SHELL = "chromium-headless-shell"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


def browser_path() -> str | None:
    return os.environ.get("WAYBILL_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)


def quick_browser_path() -> str | None:
    """Chromium's headless shell if it is there: the same engine, and a page costs a third less."""
    named = os.environ.get("WAYBILL_HEADLESS_SHELL")
    found = None if "WAYBILL_BROWSER" in os.environ else shutil.which(SHELL)
    return named or found or browser_path()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=quick_browser_path(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def browser_that_keeps_pages(browser: Browser) -> Iterator[Browser]:
    """With the memory for going back and forward, which Playwright otherwise switches off.

    The headless shell has none, so this is always a whole browser.
    """
    running = browser.browser_type.launch(
        executable_path=browser_path(),
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield running
    running.close()


@pytest.fixture(scope="session")
def readers(browser: Browser) -> Iterator[Readers]:
    made = Readers(browser)
    yield made
    made.close()


@pytest.fixture
def reader(readers: Readers, server: Server) -> Reader:
    """A first-time reader at a desk."""
    return readers.meet("desktop", server.url)


@pytest.fixture(scope="module")
def visitor(readers: Readers, server: Server) -> Reader:
    """One reader at a desk for a whole file of tests, who goes from page to page."""
    return readers.meet("visitor's desktop", server.url)


@pytest.fixture(scope="session")
def frame_site() -> Iterator[Site]:
    """The page of ``alone``."""
    with Site({"/": map_page()}) as running:
        yield running


@pytest.fixture
def alone(readers: Readers, frame_site: Site) -> FrameAlone:
    """The frame on a page of its own, of any story."""
    return FrameAlone(readers, frame_site)


@pytest.fixture
def phone(readers: Readers, server: Server) -> Reader:
    """A first-time reader on a phone."""
    return readers.meet("phone", server.url, **PHONE)


@pytest.fixture
def scriptless(readers: Readers, server: Server) -> Reader:
    """A first-time reader whose browser runs no JavaScript."""
    return readers.meet("without JavaScript", server.url, java_script_enabled=False)


@pytest.fixture(scope="module")
def desk(readers: Readers, server: Server) -> Reader:
    """One reader at a desk, with the dashboard open; see ``dashboard``.

    It is opened once for all files, unless a test has left it. Reduced motion: nothing has to be
    waited for that only moves.
    """
    opened = readers.stay("calm desktop", server.url, reduced_motion="reduce")
    # Whoever was here before may have left something open, and the address follows a little later.
    opened.frame().evaluate(RESET)
    opened.frame().evaluate(WHOLE)
    opened.page.wait_for_timeout(1000)
    return opened


@pytest.fixture(scope="session")
def folder_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FolderServer]:
    """A server over a folder whose story the tests exchange."""
    running = start_folder_server(tmp_path_factory.mktemp("folder"))
    yield running
    running.stop()


@pytest.fixture
def folder_reader(readers: Readers, folder_server: FolderServer) -> Reader:
    """A first-time reader, at a desk, of the story in the folder."""
    return readers.meet("desktop", folder_server.url)


@pytest.fixture(scope="session")
def streamlit_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bundled story by ``streamlit run app.py``: without what waybill/server.py adds."""

    def start() -> Server:
        return start_server(ROOT / "data", "app.py")

    with one_server(tmp_path_factory, "streamlit-server", start) as running:
        yield running


@pytest.fixture
def dashboard(desk: Reader) -> Iterator[Frame]:
    """The map's frame of ``desk``, put back as a first-time reader finds it.

    What the page complains of is told of the test that it happened in.
    """
    desk.page.mouse.up()  # a test that failed may have left it down
    desk.put_back()
    frame = desk.frame()
    frame.evaluate(RESET)
    settled_view(frame, frames=4)  # nothing flies: motion is reduced
    desk.page.mouse.move(2, 2)
    yield frame
    errors = desk.errors.copy()
    desk.errors.clear()
    assert errors == []
