"""What large messages leave with the visits that sent them, bounded for an address and for all.

A visit is the one that Streamlit says it is: a page whose connection was lost comes back to its visit, whose last
message takes the place of the one before. What the page says of itself does not count.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from streamlit import runtime

from waybill.guard.messages.contents import UnwantedError, kept_bytes

LOG = logging.getLogger("waybill")
LARGE = 8_192
"""Bytes of a whole message from which on it is looked at. Without long texts a page's own have 3 kB and 42 widgets at most."""
MAX_KEPT_EACH = 60_000_000
"""Bytes that the largest messages of all visits from one address leave."""
MAX_KEPT = 200_000_000
KEPT_SECONDS = 130.0
"""How long Streamlit keeps a visit that has ended, and house-keeping takes to see it."""
TOLD_SECONDS = 600.0
"""Until a refusal of an address's is said again."""
VISIT = "waybill.visit"
"""Where the scope of a websocket names its visit."""

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]


@dataclass(slots=True)
class Share:
    """Of a session: whence it came, the bytes that count, its open connections, and those that it has lost."""

    address: str
    size: int = 0
    open: int = 0
    lost: int = 0


class Kept:
    """What large messages may have left with the visits that sent them."""

    def __init__(self, later: Callable[..., object] | None = None) -> None:
        """There is none. ``later`` calls a function after seconds; that of the running loop by default."""
        self._shares: dict[object, Share] = {}
        self._of_address: Counter[str] = Counter()
        self._told: set[str] = set()
        self._later = later

    @property
    def total(self) -> int:
        """Bytes that count now."""
        return self._of_address.total()

    def visit(self, address: str, scope: MutableMapping[str, Any]) -> Visit:
        """The visit of a websocket that is opened now."""
        visit = scope[VISIT] = Visit(self, address)
        return visit

    def open(self, session: object, address: str) -> None:
        """Note that a connection of a session sends large messages."""
        self._shares.setdefault(session, Share(address)).open += 1

    def admit(self, session: object, size: int) -> bool:
        """Whether a message of a session has room; it counts from now on, if it is the largest."""
        share = self._shares[session]
        more = max(0, size - share.size)
        of_address = self._of_address[share.address] + more
        if more and (of_address > MAX_KEPT_EACH or self.total + more > MAX_KEPT):
            return False
        share.size += more
        self._of_address[share.address] = of_address
        return True

    def release(self, session: object) -> None:
        """Count a session no more, once it is forgotten after its last connection."""
        share = self._shares[session]
        share.open -= 1
        share.lost += 1
        self._call_later(KEPT_SECONDS, self._forget, session, share.lost)

    def tell(self, address: str, size: int, why: str) -> None:
        """Say in the log that a message is refused, now and then of an address."""
        if address in self._told:
            return
        self._told.add(address)
        self._call_later(TOLD_SECONDS, self._told.discard, address)
        LOG.warning(
            "a message of %d bytes from %s was refused and its connection ended: %s",
            size,
            address,
            why,
        )

    def _forget(self, session: object, lost: int) -> None:
        share = self._shares.get(session)
        if share is None or share.open or share.lost != lost:
            return  # it has come back since
        if is_known(session):  # it has come back, and has sent nothing large
            self._call_later(KEPT_SECONDS, self._forget, session, lost)
            return
        del self._shares[session]
        self._of_address[share.address] -= share.size
        if not self._of_address[share.address]:
            del self._of_address[share.address]

    def _call_later(self, seconds: float, function: Callable[..., object], *of: object) -> None:
        (self._later or asyncio.get_running_loop().call_later)(seconds, function, *of)


class Visit:
    """One websocket, as far as its large messages count."""

    def __init__(self, kept: Kept, address: str) -> None:
        """None has come."""
        self._kept, self._address = kept, address
        self._sessions: set[object] = set()

    def looking(self, receive: Receive) -> Receive:
        """``receive``, which says that the visitor has gone when they send what is not taken."""

        async def receiving() -> Message:
            message = await receive()
            data = message.get("bytes") or b""
            if len(data) <= LARGE or self._takes(data):
                return message
            return {"type": "websocket.disconnect", "code": 1009}

        return receiving

    def _takes(self, data: bytes) -> bool:
        try:
            size = kept_bytes(data)
        except UnwantedError as fault:
            self._kept.tell(self._address, len(data), str(fault))
            return False
        session = session_of(self) or self
        if session not in self._sessions:
            self._sessions.add(session)
            self._kept.open(session, self._address)
        if self._kept.admit(session, size):
            return True
        self._kept.tell(
            self._address, len(data), "the visits from there, or all, have sent too much"
        )
        return False

    def end(self) -> None:
        """The visitor has gone."""
        for session in self._sessions:
            self._kept.release(session)


def session_of(visit: Visit) -> str | None:
    """The session that Streamlit has for a visit, by the scope of its websocket."""
    manager = _sessions()
    for info in manager.list_active_sessions() if manager is not None else ():
        websocket = getattr(info.client, "_websocket", None)
        if websocket is not None and websocket.scope.get(VISIT) is visit:
            return str(info.session.id)
    return None


def is_known(session: object) -> bool:
    """Whether Streamlit has a session, open or not."""
    manager = _sessions()
    return manager is not None and manager.get_session_info(session) is not None


def _sessions() -> Any:
    return getattr(runtime.get_instance(), "_session_mgr", None) if runtime.exists() else None
