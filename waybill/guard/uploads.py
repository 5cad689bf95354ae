"""How much visitors may have uploaded at once, and that it goes when they go.

Streamlit takes any number of files, each up to server.maxUploadSize, and keeps them as long as it keeps the
visit: until later visits push it out, which on a quiet server is never. Here a file counts from its first
byte on; a visitor, an address and all together have a limit; and what a visitor brought is dropped a minute
after their page was closed.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from streamlit import config, runtime
from streamlit.runtime.caching.ttl_cache import TTLCache

from waybill.guard.addresses import address_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

PATH = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")
GONE_SECONDS = 60.0
RETRY_SECONDS = 60
MB = 1_000_000


class Files(Protocol):
    """What is known of the files that are kept: their sizes by visit, and how to drop a visit's."""

    def sizes(self) -> Mapping[str, int]:
        """Bytes kept by session."""

    def is_here(self, session: str) -> bool:
        """Whether a visit's page is open."""

    def drop(self, session: str) -> None:
        """Drop the files of a visit."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes: of a file, of a visitor's files, of those from one address, and of all."""

    file: int = 20 * MB
    visitor: int = 60 * MB
    address: int = 120 * MB
    all: int = 300 * MB


class Uploads:
    """The files that visitors have uploaded or are uploading."""

    def __init__(self, files: Files, limits: Limits | None = None) -> None:
        """``files`` are those that are kept."""
        self._files = files
        self._limits = limits or Limits()
        self._coming: Counter[str] = Counter()
        self._addresses: dict[str, str] = {}

    async def serve(self, app: App, scope: Scope, receive: Receive, send: Send, path: str) -> None:
        """Let ``app`` take the file that a PUT to ``path`` brings, or refuse it before its first byte."""
        found = PATH.fullmatch(path)
        if scope["method"] != "PUT" or found is None:
            await app(scope, receive, send)
            return
        session = found[1]
        size = self._size(Headers(scope=scope))
        refused = self._refusal(session, address_of(scope), size)
        if refused is not None:
            if size <= self._limits.file:  # a browser reads the answer when it has sent the file
                await _read_away(receive)
            await refused(scope, receive, send)
            return
        known = self._files.sizes().keys() | self._coming.keys()
        self._addresses = {s: a for s, a in self._addresses.items() if s in known}
        self._addresses[session] = address_of(scope)
        self._coming[session] += size
        try:
            await app(scope, receive, send)
        finally:
            self._coming[session] -= size
            if not self._coming[session]:
                del self._coming[session]

    def _size(self, headers: Headers) -> int:
        """The bytes to come; a body that does not say its length may have the most."""
        length = headers.get("content-length", "")
        return int(length) if re.fullmatch(r"\d{1,12}", length, re.ASCII) else self._limits.file

    def _refusal(self, session: str, address: str, size: int) -> PlainTextResponse | None:
        limits, kept = self._limits, Counter(self._files.sizes())
        kept.update(self._coming)
        from_there = sum(n for s, n in kept.items() if self._addresses.get(s) == address)
        over = limits.file + limits.file // 50  # what surrounds a file in its request
        if size > over:
            text = f"The file is larger than {limits.file // MB} MB."
        elif kept[session] + size > limits.visitor:
            text = (
                f"Your files are larger than {limits.visitor // MB} MB together. Remove some first."
            )
        elif from_there + size > limits.address or kept.total() + size > limits.all:
            text = "Many are bringing files at the moment. Try again in a few minutes."
            headers = {"Retry-After": str(RETRY_SECONDS), "Connection": "close"}
            return PlainTextResponse(text, 503, headers)
        else:
            return None
        return PlainTextResponse(text, 413, {"Connection": "close"})


async def _read_away(receive: Receive) -> None:
    while True:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body"):
            return


class Leavers:
    """Visitors who have left files behind."""

    def __init__(self, files: Files) -> None:
        """``files`` are those that are kept."""
        self._files = files
        self._gone_since: dict[str, float] = {}

    def sweep(self) -> list[str]:
        """Drop the files of visits whose page has been closed for a minute; returns those visits."""
        now = time.monotonic()
        gone = [session for session in self._files.sizes() if not self._files.is_here(session)]
        self._gone_since = {session: self._gone_since.get(session, now) for session in gone}
        dropped = [s for s, since in self._gone_since.items() if now - since >= GONE_SECONDS]
        for session in dropped:
            self._files.drop(session)
            del self._gone_since[session]
        return dropped


class StreamlitFiles:
    """The files that Streamlit keeps, in memory."""

    def sizes(self) -> Mapping[str, int]:
        """Bytes kept by session."""
        if not runtime.exists():
            return {}
        storage = getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {})
        return {
            session: sum(len(file.data) for file in list(files.values()))
            for session, files in list(storage.items())
            if files
        }

    def is_here(self, session: str) -> bool:
        """Whether a visit's page is open."""
        return runtime.get_instance().is_active_session(session)

    def drop(self, session: str) -> None:
        """Drop the files of a visit."""
        runtime.get_instance().uploaded_file_mgr.remove_session_files(session)


def streamlit_limits() -> Limits:
    """The limits, with the size of a file that Streamlit's own setting allows."""
    return Limits(file=int(config.get_option("server.maxUploadSize")) * 1024 * 1024)


def forget_ended_visits() -> int:
    """Forget the visits that ended two minutes ago; returns how many. Each refers to itself, and is garbage then.

    Streamlit keeps them so that a page may come back, and looks at the time only when another ends.
    """
    if not runtime.exists():
        return 0
    manager = getattr(runtime.get_instance(), "_session_mgr", None)
    cache = getattr(getattr(manager, "_session_storage", None), "_cache", None)
    if not isinstance(cache, TTLCache) or not (ended := cache.expire()):
        return 0
    for _, visit in ended:
        visit.session.shutdown()
    return len(ended)
