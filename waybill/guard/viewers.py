"""How many viewers a server has at once: each is one websocket, and one beyond the most is told so.

Of one address there may be a part of them, so that one person cannot take everybody's place. Whose address counts
is said in guard.addresses.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from waybill.guard.addresses import address_of
from waybill.guard.messages.kept import Kept

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

    def __init__(self, most: int, most_each: int | None = None) -> None:
        """``most``: how many there may be; ``most_each``: how many of one address, by default as many."""
        self.most = most
        self.most_each = most if most_each is None else most_each
        self.count = 0
        self._kept = Kept()
        self._of_address: Counter[str] = Counter()
        self._told = False
        self._told_of: set[str] = set()

    def is_full(self, scope: Mapping[str, Any]) -> bool:
        """Whether a viewer from where this request comes from would be refused."""
        return self.count >= self.most or self._of_address[address_of(scope)] >= self.most_each

    async def serve(self, app: App, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a websocket by ``app``, or refuse it with 503 and Retry-After when there are too many."""
        address = address_of(scope)
        if self.is_full(scope):
            self._tell(address)
            await _refuse(scope, receive, send)
            return
        self.count += 1
        self._of_address[address] += 1
        visit = self._kept.visit(address, scope)
        try:
            await app(scope, visit.looking(receive), send)
        finally:
            visit.end()
            self.count -= 1
            self._of_address[address] -= 1
            if not self._of_address[address]:
                del self._of_address[address]
                self._told_of.discard(address)
            self._told = self._told and self.count > 0.9 * self.most

    def _tell(self, address: str) -> None:
        """Say in the log that there are too many, once until there are fewer."""
        if self.count >= self.most:
            if not self._told:
                self._told = True
                LOG.warning(
                    "%d viewers are here (WAYBILL_VIEWERS); more are told to wait", self.most
                )
        elif address not in self._told_of:
            self._told_of.add(address)
            LOG.warning(
                "%d viewers are here from %s (WAYBILL_VIEWERS_EACH); more are told to wait. If that is a "
                "proxy of yours, name it in FORWARDED_ALLOW_IPS and let it send X-Forwarded-For",
                self.most_each,
                address,
            )


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1013})  # try again later
        return
    headers = [(b"retry-after", str(RETRY_SECONDS).encode()), (b"content-type", b"text/plain")]
    await send({"type": "websocket.http.response.start", "status": 503, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": b"Too many are here. Try again."})
