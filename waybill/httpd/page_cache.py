"""Pages made before, kept in memory with their compressed form and their tag.

A page depends on Streamlit's index, the story, the view and the page's name. Making one takes
milliseconds and runs in a thread; finding one takes microseconds and needs none.
"""

from __future__ import annotations

import gzip
import hashlib
import weakref
from dataclasses import dataclass
from functools import partial

from anyio import CapacityLimiter, to_thread

from waybill.flows.shown import ShownFlows, flows_key
from waybill.httpd import asset_registry, endpoints
from waybill.httpd.inject import crowded_page, inject_metadata
from waybill.httpd.requests import ViewRequest
from waybill.limiter import BoundedCache, CachedWork, WorkLimiter
from waybill.story.model import Story
from waybill.view.view import View

MAX_QUICKLY_COMPRESSED = 100_000  # bytes; above, level 4 is 5 % larger in a sixth of the time
WAIT_SECONDS = 10.0
DASHBOARD = "/"  # the only page with a map


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is sent; ``tag`` is its ETag, a weak one since there are two encodings."""

    content: bytes
    compressed: bytes
    tag: str


_Key = tuple[bytes, str, str, View, str, str]


class PageCache:
    """The pages last asked for of the stories that are shown now."""

    def __init__(self, *, max_entries: int = 1024, max_bytes: int = 48_000_000) -> None:
        """Start empty, with at most so many pages and bytes."""
        kept: BoundedCache[_Key, Page] = BoundedCache(
            lambda page: len(page.content) + len(page.compressed),
            max_entries=max_entries,
            max_bytes=max_bytes,
        )
        self._kept = kept
        self._work = CachedWork(
            kept, WorkLimiter(2, waiting=64, wait_seconds=WAIT_SECONDS), WAIT_SECONDS
        )
        self._threads = CapacityLimiter(16)  # the limiter's own: Streamlit uses anyio's common ones
        self._stories: dict[str, weakref.ref[Story]] = {}

    async def crowded(self, path: str, query: str, seconds: int) -> Page:
        """Return the page for whom there is no room; it tries again after so many seconds."""

        def made() -> Page:
            request = endpoints.requests.read(query)
            if request is None:
                return page_of(crowded_page(path, None, seconds))
            flows = endpoints.flows_of(request)
            key = self._key(b"crowded", path, request, flows)
            return self._work.get(key, lambda: page_of(crowded_page(path, request, seconds, flows)))

        return await to_thread.run_sync(made, limiter=self._threads)

    def kept(self, index: bytes, path: str, query: str) -> Page | None:
        """Return the page if it was made before and the story has not changed; nothing is made or read."""
        request = endpoints.requests.read_unchanged(query)
        if request is None or request.story.info.shipments is not None:
            return None  # whether shipments have changed is asked of the disk
        return self._kept.get(self._key(index, path, request))

    async def page(self, index: bytes, path: str, query: str, *, is_visit: bool = False) -> Page:
        """Return the page, made now if need be. Raises BusyError when too many are being made.

        ``is_visit``: somebody will look at it, so what the dashboard's map will ask for begins to be counted.
        """
        begins_count = is_visit and path == DASHBOARD
        return await to_thread.run_sync(
            partial(self._made, index, path, query, begins_count), limiter=self._threads
        )

    def _made(self, index: bytes, path: str, query: str, begins_count: bool) -> Page:
        request = endpoints.requests.read(query)
        if request is None:
            return page_of(inject_metadata(index, path, None))
        # The page makes browsers fetch its own story early, not that of the data before.
        asset_registry.promise_story(request.story, request.version)
        flows_of = endpoints.flows_of_visit if begins_count else endpoints.flows_of
        flows = flows_of(request)
        key = self._key(index, path, request, flows)
        found = self._kept.get(key)
        if found is None:
            found = self._work.get(
                key, lambda: page_of(inject_metadata(index, path, request, flows))
            )
        return found

    def _key(
        self, index: bytes, path: str, request: ViewRequest, flows: ShownFlows | None = None
    ) -> _Key:
        served = request.view.served
        known = self._stories.get(served)
        if known is None or known() is not request.story:
            # Read again, a story may have its rows in another order while its version is the same.
            if known is not None:
                self._kept.clear()
            self._stories[served] = weakref.ref(request.story)
        name = asset_registry.story_name(request.version)
        return index, path, request.version, request.view, name or "", flows_key(flows)


def page_of(content: bytes) -> Page:
    """Return the page with its compressed form and its tag."""
    level = 6 if len(content) <= MAX_QUICKLY_COMPRESSED else 4
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
    return Page(content, gzip.compress(content, level, mtime=0), tag)
