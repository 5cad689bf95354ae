"""Connections that are slow on purpose.

uvicorn gives a connection all the time in the world to send a request: 1,200 that send a byte now and then
stopped the server. Here the head of a request has HEAD_SECONDS, its body must come at MIN_BODY_RATE, and an
answer must be taken. When too many connections wait with half a request, the oldest goes first: a browser
sends a request in one go, so it is never among them for long. Until the head of a request is whole, the first
or a later one, a connection is no more than its bytes (guard.heads): what 5,000 slow ones cost, readers
wait for. Which heads are refused is said in strict_heads.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import h11
from uvicorn.protocols.http import auto
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from waybill.guard.heads.accepting import accept_in_loop
from waybill.guard.heads.waiting import Connections, WaitingHead
from waybill.guard.messages.unfinished import GuardedWebSocket
from waybill.guard.strict_heads import StrictBuffer

LOG = logging.getLogger("waybill")

BODY_SECONDS = 20.0
MIN_BODY_RATE = 2_000  # bytes a second, from BODY_SECONDS on
TAKE_SECONDS = 60.0
MIN_TAKEN = 10_000
"""Bytes of an answer that a client must take in TAKE_SECONDS."""


class GuardedProtocol(H11Protocol):
    """One connection of uvicorn's, with bounds of time."""

    connections_of_server = Connections(1 << 30)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """As uvicorn's."""
        super().__init__(*arguments, **named)
        self.conn._receive_buffer = StrictBuffer()
        self._wait_again = partial(guarded_protocol, *arguments, **named)
        self._timer: asyncio.TimerHandle | None = None
        self._taking: asyncio.TimerHandle | None = None
        self._body_began = 0.0
        self._body_bytes = 0
        self._upgraded = False

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes, and see what is waited for now."""
        if self.transport.is_closing():
            return
        waited_for_head = self._waits_for_head()
        super().data_received(data)
        if self._waits_for_body():
            if waited_for_head:
                self._body_began, self._body_bytes = self.loop.time(), 0
            self._body_bytes += len(data)
            self._wait_for_body()
        else:
            self._see_what_is_waited_for()

    def on_response_complete(self) -> None:
        """Wait for the answer to be taken, and for the next request."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY and not self.transport.is_closing():
            self._set_timer(
                BODY_SECONDS, self.drop
            )  # of a request that was answered before its end
        self._see_what_is_waited_for()

    def _see_what_is_waited_for(self) -> None:
        if self._upgraded:
            self._stop()
            return
        if self.cycle is None or self.cycle.response_complete:
            self._see_what_is_untaken()
        if self.transport.is_closing():
            self._stop_waiting()
        elif self._waits_for_head():
            if self._taking is None and self.cycle is not None:
                self._hand_back()
            elif self._timer is None and any(self.conn.trailing_data):
                # Half a head; uvicorn has put its own timer away.
                self._set_timer(self.connections_of_server.head_seconds, self.drop)
        elif self.conn.their_state is not h11.SEND_BODY:
            self._stop_waiting()

    def _see_what_is_untaken(self) -> None:
        """The last of an answer must be taken too: too little to pause the writing of it."""
        if not self.transport.get_write_buffer_size():
            self._stop_taking()
        elif self._taking is None:
            self._await_taking()

    def _hand_back(self) -> None:
        """Give the connection back until the head of its next request is whole."""
        self._stop()
        self._unset_keepalive_if_required()
        self.connections.discard(self)
        pending, _ = self.conn.trailing_data
        one = self._wait_again()
        one.take_over(self.transport, bytes(pending), float(self.timeout_keep_alive))

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hand the connection on to the websocket's own protocol."""
        self._upgraded = True
        if self.ws_protocol_class is WebSocketsSansIOProtocol:
            self.ws_protocol_class = GuardedWebSocket
        super().handle_websocket_upgrade(event)

    def pause_writing(self) -> None:
        """Note that the client does not take what it is sent."""
        self.flow.pause_writing()
        if self._taking is None:
            self._await_taking()

    def resume_writing(self) -> None:
        """Note that the client takes what it is sent."""
        self.flow.resume_writing()
        self._stop_taking()

    def drop(self) -> None:
        """End the connection without another word; it counts no more from now on."""
        self._stop()
        self.connections.discard(self)
        if self.transport is not None:  # one that closes may have an answer that nobody takes
            self.transport.abort()

    def _waits_for_head(self) -> bool:
        return self.conn.their_state is h11.IDLE

    def _waits_for_body(self) -> bool:
        cycle = self.cycle
        return cycle is not None and cycle.more_body and not cycle.response_complete

    def _set_timer(self, seconds: float, late: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, late)
        self.connections_of_server.begin(self, self.transport.get_extra_info("peername"))

    def _wait_for_body(self) -> None:
        """A body may take BODY_SECONDS, and more for what has come at the least rate."""
        spent = self.loop.time() - self._body_began
        left = BODY_SECONDS + self._body_bytes / MIN_BODY_RATE - spent
        self._set_timer(max(0.0, min(BODY_SECONDS, left)), self._late)

    def _late(self) -> None:
        if self.flow.read_paused:  # it is we who do not read
            self._set_timer(BODY_SECONDS, self._late)
        else:
            self.drop()

    def _await_taking(self) -> None:
        """Look after a while whether any of the answer has been taken."""
        size = _untaken(self.transport)

        def look() -> None:
            left = _untaken(self.transport)
            if left and size - left < MIN_TAKEN:
                self.drop()
            elif left:
                self._await_taking()
            else:
                self._taking = None
                self._see_what_is_waited_for()

        self._taking = self.loop.call_later(TAKE_SECONDS, look)

    def _stop_waiting(self) -> None:
        self.connections_of_server.end(self)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _stop(self) -> None:
        self._stop_waiting()
        self._stop_taking()

    def _stop_taking(self) -> None:
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None


def _untaken(transport: asyncio.Transport) -> int:
    """How many bytes the other side has not yet acknowledged, those that the kernel holds among them."""
    held = bytearray(4)
    with suppress(OSError, AttributeError):
        fcntl.ioctl(transport.get_extra_info("socket").fileno(), termios.TIOCOUTQ, held)
    return transport.get_write_buffer_size() + int.from_bytes(held, sys.byteorder)


def guard_connections(most: int) -> bool:
    """Let uvicorn make guarded connections from now on, ``most`` at once.

    Returns False when it uses another reader of HTTP than h11, whose connections are not guarded.
    """
    GuardedProtocol.connections_of_server = Connections(most)
    if auto.AutoHTTPProtocol is not H11Protocol:
        LOG.warning(
            "Slow connections are not bounded: uvicorn reads HTTP with another library than h11"
        )
        return False

    # uvicorn has chosen the class before it imports the app, and makes one object a connection.
    def made(kind: type[H11Protocol], *arguments: Any, **named: Any) -> object:
        if kind is H11Protocol:
            return guarded_protocol(*arguments, **named)
        return object.__new__(kind)

    H11Protocol.__new__ = made  # type: ignore[method-assign, assignment]
    accept_in_loop(asyncio.get_running_loop())
    return True


def guarded_protocol(*arguments: Any, **named: Any) -> WaitingHead:
    """What takes a new connection; the arguments are those of uvicorn's protocols."""
    state = named["server_state"]
    make = partial(GuardedProtocol, *arguments, **named)
    return WaitingHead(GuardedProtocol.connections_of_server, state.connections, make)
