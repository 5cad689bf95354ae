"""Connections until the head of a request is whole, and how many of them there may be.

A connection that sends a byte now and then costs its file, its bytes and a place in a queue; no reader of
HTTP, no timer of its own, and nothing that refers to itself and has to be found by a collection of garbage.
With a reader of HTTP for each, 5,000 of them took 40 % of a core and half a second at a time. A connection
that was answered and is kept for a next request gives its reader back: a new one costs 9 µs.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Protocol

from waybill.guard.addresses import address_of
from waybill.guard.heads.beats import Beats

LOG = logging.getLogger("waybill")

HEAD_SECONDS = 10.0
MAX_BYTES = 16_384
"""Of a head that is kept here; who reads HTTP says what is too much."""
SWEEP_SECONDS = 0.02
UNFINISHED = 0.35
"""The part of all connections that may wait for a request or the rest of one.

Viewers may have 0.6 (guard.viewers), and what is left answers. One that is dropped to make room comes again
at once if it attacks, and the next is dropped for it: a queue of 4,950 under 5,000 slow connections turned
1,750 of them over a second, half a core. Where all have room, only those that are late come again.
"""

REFUSED = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Retry-After: 10\r\nConnection: close\r\nContent-Length: 48\r\n\r\n"
    b"Too many are connected. Ask again in a moment.\r\n"
)


class Waiting(Protocol):
    """A connection that waits for a request or the rest of one."""

    def drop(self) -> None:
        """End it without a word."""


class Deadlines:
    """When waiting connections are late. All are given the same time, so the oldest is late first."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._until: OrderedDict[Waiting, float] = OrderedDict()
        self._sweep: asyncio.TimerHandle | None = None

    def add(self, one: Waiting, seconds: float) -> None:
        """Drop a connection in ``seconds``, unless it is removed before."""
        loop = asyncio.get_running_loop()
        self._until[one] = loop.time() + seconds
        if self._sweep is None:
            self._sweep = loop.call_later(seconds, self._drop_late, loop)

    def remove(self, one: Waiting) -> bool:
        """Forget a connection; returns whether it was there."""
        return self._until.pop(one, None) is not None

    def _drop_late(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        while self._until:
            oldest, until = next(iter(self._until.items()))
            if until > now:
                delay = max(SWEEP_SECONDS, until - now)
                self._sweep = loop.call_later(delay, self._drop_late, loop)
                return
            self.remove(oldest)
            try:
                oldest.drop()
            except Exception:  # the others are late too
                LOG.exception("A late connection cannot be ended")
        self._sweep = None


class Connections:
    """The connections of a server by what they wait for, with the bounds of both."""

    def __init__(self, most: int, head_seconds: float = HEAD_SECONDS) -> None:
        """``most``: how many may be open; UNFINISHED of them may wait for a request or the rest of one."""
        self.most = most
        self.most_unfinished = max(16, int(most * UNFINISHED))
        self.head_seconds = head_seconds
        self.beats: Beats | None = None  # where pieces of heads are read together, if anywhere
        self.heads, self.idle = Deadlines(), Deadlines()
        self._unfinished: OrderedDict[Waiting, str] = OrderedDict()
        self._of_address: dict[str, OrderedDict[Waiting, None]] = {}

    def begin(self, one: Waiting, client: Any) -> None:
        """Note that a connection waits for a request or the rest of one; it keeps its place.

        ``client``: its other end, as the socket has it.

        When too many do, the oldest of an address goes: of the new one's, or of the one that has waited
        longest, whichever has more that wait. So one address that fills the queue empties its own places.
        """
        if one in self._unfinished:
            return
        address = address_of({"client": client})
        self._unfinished[one] = address
        self._of_address.setdefault(address, OrderedDict())[one] = None
        if len(self._unfinished) > self.most_unfinished:
            oldest = next(iter(self._unfinished.values()))
            most = max((oldest, address), key=lambda one: len(self._of_address[one]))
            next(iter(self._of_address[most])).drop()

    def end(self, one: Waiting) -> None:
        """Note that a connection has its request, or is gone."""
        address = self._unfinished.pop(one, None)
        if address is not None:
            of_address = self._of_address[address]
            del of_address[one]
            if not of_address:
                del self._of_address[address]


class WaitingHead(asyncio.Protocol):
    """A connection until what it has sent is for a reader of HTTP: a new one, or one that was answered."""

    __slots__ = ("_data", "_make", "_number", "_transport", "everyone", "of_server")

    def __init__(
        self, of_server: Connections, everyone: set[object], make: Callable[[], asyncio.Protocol]
    ) -> None:
        """``everyone``: the open connections as uvicorn counts them; ``make`` makes a reader of HTTP."""
        self.of_server, self.everyone, self._make = of_server, everyone, make
        self._data = b""
        self._number = -1  # of its file, while it is read on a beat
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Refuse a connection beyond the most; else wait for its request."""
        if len(self.everyone) >= self.of_server.most:
            transport.write(REFUSED)
            transport.close()
            return
        self._transport = transport
        self.everyone.add(self)
        self.of_server.heads.add(self, self.of_server.head_seconds)
        self.of_server.begin(self, transport.get_extra_info("peername"))

    def take_over(self, transport: asyncio.Transport, data: bytes, idle_seconds: float) -> None:
        """Wait for the next request of a connection that was answered.

        ``data`` of it has come already; the rest has as long as the head of a first one. While nothing has
        come, the connection is kept for ``idle_seconds``.
        """
        self._transport = transport
        transport.set_protocol(self)
        self.everyone.add(self)
        if data:
            self.of_server.heads.add(self, self.of_server.head_seconds)
        else:
            self.of_server.idle.add(self, idle_seconds)
        self.of_server.begin(self, transport.get_extra_info("peername"))
        if data:
            self.data_received(data)

    def data_received(self, data: bytes) -> None:
        """Keep bytes of a head; a whole one, a bare LF or too much goes to a reader of HTTP."""
        if self._transport is None:
            return
        ready = is_for_a_reader(self._data, data)
        self._data += data
        if ready:
            self._hand_over(self._transport)
            return
        if self.of_server.idle.remove(self):
            self.of_server.heads.add(self, self.of_server.head_seconds)
        if self._number < 0:
            self._read_on_a_beat(self._transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._leave()

    def drop(self) -> None:
        """End the connection without another word."""
        transport = self._transport
        self._leave()
        if transport is not None:
            transport.abort()

    def shutdown(self) -> None:
        """End the connection because the server ends, as uvicorn asks of all."""
        self.drop()

    def _read_on_a_beat(self, transport: asyncio.Transport) -> None:
        """Read the rest of a head together with those of others, and not by the transport."""
        beats = self.of_server.beats
        if beats is None or transport.is_closing() or transport.get_extra_info("sslcontext"):
            return
        transport.pause_reading()
        self._number = transport.get_extra_info("socket").fileno()
        beats.add(self._number, self._read)

    def _read(self) -> None:
        try:
            data = os.read(self._number, MAX_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if data:
            self.data_received(data)
        else:
            self.drop()

    def _hand_over(self, transport: asyncio.Transport) -> None:
        data, protocol = self._data, self._make()
        self._leave()
        transport.set_protocol(protocol)
        transport.resume_reading()
        protocol.connection_made(transport)
        protocol.data_received(data)

    def _leave(self) -> None:
        self.of_server.heads.remove(self)
        self.of_server.idle.remove(self)
        self.of_server.end(self)
        self.everyone.discard(self)
        if self.of_server.beats is not None and self._number >= 0:
            self.of_server.beats.remove(self._number)
        self._transport, self._data, self._number = None, b"", -1


def is_for_a_reader(before: bytes, data: bytes) -> bool:
    """Whether what has come and what comes now hold a whole head, a bare LF or more than is kept here."""
    if len(before) + len(data) > MAX_BYTES:
        return True
    new = before[-3:] + data
    return b"\n" in data and (b"\r\n\r\n" in new or _has_bare_lf(new))


def _has_bare_lf(data: bytes) -> bool:
    """Whether a line ends without CR; a first byte LF may have had its CR before."""
    return data.count(b"\n", 1) != data.count(b"\r\n")
