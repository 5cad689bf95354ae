"""The map before Streamlit: folium's own page of it, in a frame that the served page begins with.

Streamlit needs half a second until it has made streamlit-folium's frame. Meanwhile this frame already shows
the same map, live; streamlit-folium's carries it from then on (web/host/early_map.js) and makes no second one.
Browsers that cannot move a frame without loading it anew (Element.moveBefore: Chromium 133, Firefox 144) see
the opening picture until streamlit-folium's map is there. Under Streamlit alone there is neither.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import parse_qsl, urlencode

from anyio import CapacityLimiter, to_thread
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from waybill.httpd import asset_registry
from waybill.httpd.preload import EARLY, FRAME_PAGE, NONCE_MARK, early_story_script
from waybill.httpd.requests import MAX_QUERY
from waybill.httpd.story_source import named_folder, story_folder
from waybill.limiter import BoundedCache, BusyError, CachedWork, WorkLimiter
from waybill.story import Loaded
from waybill.view.link import SERVED, asked_story

NAME = "map.html"
PATH = f"{FRAME_PAGE.rpartition('/')[0]}/{NAME}"
# As Streamlit gives it to the frame of a component: the map has the same rights in both.
SANDBOX = (
    "allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-same-origin "
    "allow-scripts allow-downloads"
)
TITLE = "Map, timeline and lists"  # until its program names the story
SCRIPT = "<script>"  # folium's, in its page
WAIT_SECONDS = 10.0

Make = Callable[[Loaded, str], str]
"""Makes folium's page of a story, which the second argument names among several of a server ("": the default)."""


def frame_template(served: str) -> str:
    """Return the template of the frame, which waits for the first picture of the dashboard's page."""
    query = f"?{urlencode({SERVED: served})}" if served else ""
    address = f"{PATH.lstrip('/')}{query}"
    return (
        f'<template id="{EARLY}"><div id="waybill-early"><iframe class="waybill-early-map" '
        f'src="{escape(address)}" title="{TITLE}" sandbox="{SANDBOX}" scrolling="no"></iframe>'
        "</div></template>"
    )


class EarlyMaps:
    """The pages made so far, by the version of the story and its name."""

    def __init__(self, make: Make) -> None:
        """``make`` is called in a thread, once for each version of a story."""
        self._make = make
        kept: BoundedCache[tuple[str, str], str] = BoundedCache(
            len, max_entries=24, max_bytes=1_000_000
        )
        limiter = WorkLimiter(2, waiting=64, wait_seconds=WAIT_SECONDS)
        self._work = CachedWork(kept, limiter, WAIT_SECONDS)
        self._threads = CapacityLimiter(8)  # Streamlit uses anyio's common ones

    async def answer(self, query: bytes, nonce: str) -> Response:
        """Return the page; 404 if there is no such story, or none that can be shown.

        ``nonce``: the word by which the page's policy allows its scripts, new for each answer.
        """
        served = asked_story(dict(parse_qsl(query[:MAX_QUERY].decode("latin-1"))))
        try:
            page = self._kept(served) or await to_thread.run_sync(
                self._page, served, limiter=self._threads
            )
        except BusyError:
            return PlainTextResponse("Too many at once.", 503)
        if page is None:
            return PlainTextResponse("Not found", 404)
        headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
        return HTMLResponse(page.replace(NONCE_MARK, nonce), headers=headers)

    def _kept(self, served: str) -> str | None:
        """Return the page of the default story if it was made before and the story has not changed."""
        loaded = None if served else story_folder().unchanged()
        if loaded is None or loaded.story is None:
            return None
        asset_registry.promise_story(loaded.story, loaded.version)
        return self._work.cache.get((loaded.version, served))

    def _page(self, served: str) -> str | None:
        folder = named_folder(served)
        loaded = None if folder is None else folder.unchanged() or folder.current()
        if loaded is None or loaded.story is None:
            return None
        asset_registry.promise_story(loaded.story, loaded.version)
        return self._work.get((loaded.version, served), lambda: self._made(loaded, served))

    def _made(self, loaded: Loaded, served: str) -> str:
        page = self._make(loaded, served).replace(SCRIPT, f'<script nonce="{NONCE_MARK}">')
        return page.replace("<head>", f"<head>{early_story_script(loaded.version)}", 1)
