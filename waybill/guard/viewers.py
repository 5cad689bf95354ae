"""How many viewers a server has at once: each is one websocket, and one beyond the most is told so."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOG = logging.getLogger("waybill")
RETRY_SECONDS = 30
PART = 0.6
"""The part of all connections that may be viewers; the others ask for pages and files."""


def most_viewers(wanted: int, connections: int) -> int:
    """Return how many viewers there may be, with a warning if that is fewer than wanted."""
    most = min(wanted, int(connections * PART))
    if most < wanted:
        LOG.warning(
            "WAYBILL_VIEWERS is %d, but the limit of open files is enough for %d viewers; "
            "raise it (LimitNOFILE=, ulimit -n)",
            wanted,
            most,
        )
    return most


class Viewers:
    """The websockets that are open now."""

    def __init__(self, most: int) -> None:
        """``most``: how many there may be."""
        self.most = most
        self.count = 0
        self._told = False

    @property
    def is_full(self) -> bool:
        """Whether the next one would be refused."""
        return self.count >= self.most

    async def serve(self, app: App, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a websocket by ``app``, or refuse it with 503 and Retry-After when there are too many."""
        if self.is_full:
            if not self._told:
                self._told = True
                LOG.warning(
                    "%d viewers are here (WAYBILL_VIEWERS); more are told to wait", self.most
                )
            await _refuse(scope, receive, send)
            return
        self.count += 1
        try:
            await app(scope, receive, send)
        finally:
            self.count -= 1
            self._told = self._told and self.count > 0.9 * self.most


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1013})  # try again later
        return
    headers = [(b"retry-after", str(RETRY_SECONDS).encode()), (b"content-type", b"text/plain")]
    await send({"type": "websocket.http.response.start", "status": 503, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": b"Too many are here. Try again."})
