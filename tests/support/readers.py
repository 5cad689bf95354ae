"""A reader in a real browser, who watches what the app does."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Frame, Page, ViewportSize

# What a browser says of its reader unless a test says otherwise.
MEDIA = {"color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


@dataclass
class Reader:
    """A reader with a page open, and what the browser noticed meanwhile."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    viewport: ViewportSize | None = None
    media: dict[str, str] = field(default_factory=dict)

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

    def start_over(self) -> None:
        """Make a first-time reader of one who has been here.

        Nothing is kept but what the browser has fetched and compiled, which is half of what opening
        the dashboard costs.
        """
        for page in self.page.context.pages:
            if page is not self.page:
                page.close()
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.goto(f"{self.base.rstrip('/')}/_stcore/health")  # of this origin, and tiny
        self.page.evaluate("sessionStorage.clear(); localStorage.clear()")
        self.page.context.clear_cookies()
        self.page.goto("about:blank")
        self.page.emulate_media(media="null", **{**MEDIA, **self.media})
        if self.viewport:
            self.page.set_viewport_size(self.viewport)
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
    page = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **context}).new_page()
    media = {name: context[name] for name in MEDIA if name in context}
    reader = Reader(page, base, viewport=page.viewport_size, media=media)
    page.on("request", lambda request: reader.requests.append(request.url))
    page.on("websocket", lambda socket: reader.requests.append(socket.url))
    page.on(
        "console", lambda message: message.type == "error" and reader.errors.append(message.text)
    )
    page.on("pageerror", lambda error: reader.errors.append(str(error)))
    return reader


class Readers:
    """Readers who stay for all tests, one for each kind of device; every test meets them as new."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._known: dict[str, Reader] = {}

    def meet(self, device: str, base: str, **context) -> Reader:
        """Return the reader on that device, as one who comes for the first time.

        Args:
            device: a name; with the same one, ``context`` must be the same too.
            base: the address of the site that is visited.
            context: options of the browser's context.
        """
        known = self._known.get(device)
        if known is not None:
            try:
                known.start_over()
            except Error:  # the page that a test left behind is broken
                known.page.context.close()
            else:
                known.base = base
                return known
        self._known[device] = new_reader(self._browser, base, **context)
        return self._known[device]

    def close(self) -> None:
        """Close every reader's window."""
        for reader in self._known.values():
            reader.page.context.close()
