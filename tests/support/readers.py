"""A reader in a real browser, who watches what the app does."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Frame, Page, ViewportSize

# What a browser says of its reader unless a test says otherwise.
MEDIA = {"color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"}
READY = """!!(window.waybill && document.querySelector('.wb[data-ready]')
  && !parent.document.getElementById("waybill-early"))"""
"""The map is drawn, and Streamlit's page carries it if it came before."""
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


# What a page's policy refuses is an error, too.
REFUSALS = """addEventListener("securitypolicyviolation", (event) =>
  console.error("refused: " + event.violatedDirective + " " + event.blockedURI));"""


def _wait_for_function(
    self: Page | Frame, expression: str, *, arg: object = None, timeout: float = 45_000, **_: object
) -> None:
    """Wait until an expression, or a function of ``arg``, is true.

    Playwright's own asks from inside the page by eval, which the pages' policy refuses.
    """
    asked = f"""async (arg) => {{ const found = ({expression});
      return !!(await (typeof found === "function" ? found(arg) : found)); }}"""
    deadline = time.monotonic() + timeout / 1000
    while True:
        try:
            if self.evaluate(asked, arg):
                return
        except Error as error:  # the page is being exchanged for the next one
            if "context was destroyed" not in str(error) and "navigat" not in str(error):
                raise
        assert time.monotonic() < deadline, f"it did not become true: {expression}"
        self.wait_for_timeout(20)


Page.wait_for_function = _wait_for_function
Frame.wait_for_function = _wait_for_function


@dataclass
class Reader:
    """A reader with a page open, and what the browser noticed meanwhile."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    viewport: ViewportSize | None = None
    media: dict[str, str] = field(default_factory=dict)
    kept: set[Page] = field(default_factory=set)
    """Pages of other readers in the same browser context, which stay when this one starts over."""

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
                        if frame.evaluate(READY):
                            return frame
                    except Exception:  # the frame is being replaced
                        break
            self.page.wait_for_timeout(50)
        raise AssertionError(f"the map's frame did not become ready; errors: {self.errors}")

    def has_dashboard(self) -> bool:
        """Is the dashboard open, and its map's frame ready?"""
        try:
            return urlsplit(self.page.url).path == "/" and any(
                "streamlit_folium" in frame.url and frame.evaluate(READY)
                for frame in self.page.frames
            )
        except Error:  # the page is broken
            return False

    def put_back(self) -> None:
        """Make the window and what the browser says of its reader what they were at first."""
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.emulate_media(media="null", **{**MEDIA, **self.media})
        if self.viewport:
            self.page.set_viewport_size(self.viewport)

    def start_over(self) -> None:
        """Make a first-time reader of one who has been here.

        Nothing is kept but what the browser has fetched and compiled, which is half of what opening
        the dashboard costs. The page stays where nothing runs: going on to "about:blank" would cost a
        third more.
        """
        for page in self.page.context.pages:
            if page is not self.page and page not in self.kept:
                page.close()
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.goto(f"{self.base.rstrip('/')}/_stcore/health")  # of this origin, and tiny
        self.page.evaluate("sessionStorage.clear(); localStorage.clear()")
        self.page.context.clear_cookies()
        self.put_back()
        self.requests.clear()
        self.errors.clear()

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
    """A reader with a window of its own, whose browser has fetched and compiled nothing yet.

    Opening the dashboard in it costs twice what it costs one of ``Readers``.
    """
    wanted = {"viewport": {"width": 1440, "height": 900}, **context}
    media = {name: context[name] for name in MEDIA if name in context}
    return _watched(Reader(browser.new_context(**wanted).new_page(), base, media=media))


def _watched(reader: Reader) -> Reader:
    page = reader.page
    reader.viewport = page.viewport_size
    page.add_init_script(REFUSALS)
    page.on("request", lambda request: reader.requests.append(request.url))
    page.on("websocket", lambda socket: reader.requests.append(socket.url))
    page.on(
        "console", lambda message: message.type == "error" and reader.errors.append(message.text)
    )
    page.on("pageerror", lambda error: reader.errors.append(str(error)))
    return reader


class Readers:
    """Readers who stay for all tests, one for each kind of device; every test meets them as new.

    Devices whose options are the same share a browser context, and with it what the browser has
    fetched and compiled.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._known: dict[str, Reader] = {}
        self._contexts: dict[str, BrowserContext] = {}
        self._kept: set[Page] = set()

    def meet(self, device: str, base: str, **options) -> Reader:
        """Return the reader on that device, as one who comes for the first time.

        Args:
            device: a name; with the same one, ``options`` must be the same too.
            base: the address of the site that is visited.
            options: of the browser's context; size and media are the page's own.
        """
        known = self._known.get(device)
        if known is not None:
            known.base = base
            try:
                known.start_over()
            except Error:  # the page that a test left behind is broken
                self.dismiss(known)
            else:
                return known
        self._known[device] = self.newcomer(base, **options)
        return self._known[device]

    def stay(self, device: str, base: str, **options) -> Reader:
        """Return the reader on that device with the dashboard open: as it is, if it still is open.

        For tests that put the page back themselves. What the reader has noticed since the page was
        opened is kept.
        """
        known = self._known.get(device)
        if known is not None and known.base == base and known.has_dashboard():
            known.put_back()
            return known
        opened = self.meet(device, base, **options)
        opened.open()
        return opened

    def newcomer(self, base: str, **options) -> Reader:
        """Return a first-time reader on a page of their own, for a script that runs in every page.

        Whoever asks closes the page with ``dismiss``.
        """
        viewport = options.pop("viewport", {"width": 1440, "height": 900})
        media = {name: options.pop(name) for name in MEDIA if name in options}
        # A phone's size is the window's, too.
        own = {"viewport": viewport} if options.get("is_mobile") else {}
        key = repr(sorted({**options, **own}.items()))
        if key not in self._contexts:
            self._contexts[key] = self._browser.new_context(viewport=viewport, **options)
        page = self._contexts[key].new_page()
        page.set_viewport_size(viewport)
        self._kept.add(page)
        reader = _watched(Reader(page, base, media=media, kept=self._kept))
        reader.start_over()
        page.goto("about:blank")
        return reader

    def dismiss(self, reader: Reader) -> None:
        """Close a reader's page."""
        self._kept.discard(reader.page)
        reader.page.close()

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts.values():
            context.close()
