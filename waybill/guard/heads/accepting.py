"""New connections until the head of their first request is whole, without a transport of asyncio's.

For each connection that it accepts asyncio makes a task, a transport, its handles and a protocol, and takes
three turns of its loop. One that never asks for anything costs as much as a reader: 5,000 slow ones that came
again when they were ended took half a core. Here such a connection is a socket and what it has sent, watched
by an epoll of its own; few are accepted in a turn, so that answers are written in between.

TCP_DEFER_ACCEPT would keep silent connections in the kernel, but in the queue of half-open ones, which is short
and drops readers when it is full. Connections with TLS, and systems without epoll, are accepted by asyncio.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import select
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from waybill.guard.heads.beats import READ_AT_ONCE, Beats
from waybill.guard.heads.waiting import MAX_BYTES, REFUSED, WaitingHead, is_for_a_reader

LOG = logging.getLogger("waybill")

ACCEPTED_AT_ONCE = 16
"""How many connections are accepted before other work has its turn."""
REST_SECONDS = 1.0
"""How long nothing is accepted after the system had no file or memory for another connection."""
EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.ENOSPC}
"""What the system says then; the last of epoll, when it may watch no more files."""


class NewConnection:
    """A connection whose first request has not come whole."""

    __slots__ = ("_end", "data", "socket")

    def __init__(self, one: socket.socket, end: Callable[[NewConnection], None]) -> None:
        """``end`` is called when it is to be ended."""
        self.socket, self.data = one, b""
        self._end = end

    def drop(self) -> None:
        """End it without a word."""
        self._end(self)

    def shutdown(self) -> None:
        """End it because the server ends, as uvicorn asks of all."""
        self._end(self)


class Door:
    """Accepts the connections of listening sockets, and hands them on when a request is there."""

    def __init__(self, factory: Callable[[], WaitingHead]) -> None:
        """``factory`` makes the protocol of a connection, as for asyncio's servers."""
        self._loop = asyncio.get_running_loop()
        self._factory = factory
        one = factory()
        self._of_server, self._everyone = one.of_server, one.everyone
        self._beats = self._of_server.beats = self._of_server.beats or Beats()
        self._silent: dict[int, NewConnection] = {}  # by their file numbers
        self._handing: dict[NewConnection, asyncio.Task[Any]] = {}
        self._poll = select.epoll()
        self._loop.add_reader(self._poll.fileno(), self._read_some)

    def open(self, listening: int) -> None:
        """Accept what comes to a listening socket, given by its file number, instead of asyncio."""
        self._loop.add_reader(listening, self._accept_some, listening)

    def _accept_some(self, listening: int) -> None:
        accepting = socket.socket(fileno=listening)
        try:
            for _ in range(ACCEPTED_AT_ONCE):
                try:
                    self._begin(*accepting.accept())
                except (BlockingIOError, InterruptedError):
                    return
                except OSError as fault:
                    # Any other is of that connection alone: Linux passes on what its network said.
                    if fault.errno in EXHAUSTED:
                        self._rest(listening, fault)
                        return
        finally:
            accepting.detach()  # it is the server's, which closes it

    def _rest(self, listening: int, fault: OSError) -> None:
        LOG.warning("No connection is accepted for a second: %s", fault)
        self._loop.remove_reader(listening)
        self._loop.call_later(REST_SECONDS, self._open_again, listening)

    def _open_again(self, listening: int) -> None:
        with suppress(OSError, ValueError):  # closed meanwhile
            self.open(listening)

    def _begin(self, one: socket.socket, client: Any) -> None:
        one.setblocking(False)
        if len(self._everyone) >= self._of_server.most:
            with suppress(OSError):
                one.recv(MAX_BYTES)  # what is not read would take the answer with it
            with suppress(OSError):
                one.send(REFUSED)
            one.close()
            return
        try:
            self._poll.register(one.fileno(), select.EPOLLIN)
        except OSError:
            one.close()
            raise
        new = NewConnection(one, self._end)
        self._silent[one.fileno()] = new
        self._everyone.add(new)
        self._of_server.heads.add(new, self._of_server.head_seconds)
        self._of_server.begin(new, client)

    def _read_some(self) -> None:
        for number, _ in self._poll.poll(0, READ_AT_ONCE):
            self._read(self._silent[number])

    def _read(self, new: NewConnection) -> None:
        try:
            data = new.socket.recv(MAX_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        ready = is_for_a_reader(new.data, data)
        new.data += data
        if not data:
            self._end(new)
        elif ready:
            self._hand_over(new)
        elif self._stop_watching(new):
            self._beats.add(new.socket.fileno(), partial(self._read, new))

    def _hand_over(self, new: NewConnection) -> None:
        """Make a transport for a connection with a whole head, whose protocol gets what has come.

        Until that protocol takes its place, the connection counts among the open ones as it did.
        """
        self._stop_waiting(new)
        handing = self._loop.create_task(
            self._loop.connect_accepted_socket(
                lambda: _Begun(self._factory(), new, self._everyone), new.socket
            )
        )
        self._handing[new] = handing
        handing.add_done_callback(partial(self._handed_over, new))

    def _handed_over(self, new: NewConnection, handing: asyncio.Task[Any]) -> None:
        del self._handing[new]
        self._everyone.discard(new)
        if handing.cancelled() or handing.exception() is not None:
            new.socket.close()

    def _end(self, new: NewConnection) -> None:
        handing = self._handing.get(new)
        if handing is not None:
            handing.cancel()
            return
        self._stop_waiting(new)
        self._everyone.discard(new)
        new.socket.close()

    def _stop_waiting(self, new: NewConnection) -> None:
        if not self._stop_watching(new):
            self._beats.remove(new.socket.fileno())
        self._of_server.heads.remove(new)
        self._of_server.end(new)

    def _stop_watching(self, new: NewConnection) -> bool:
        """Watch a connection no more; returns whether it was, because nothing had come."""
        number = new.socket.fileno()
        if self._silent.pop(number, None) is None:
            return False
        self._poll.unregister(number)
        return True


class _Begun(asyncio.Protocol):
    """Gives a connection's protocol what had come before there was a transport."""

    def __init__(
        self, protocol: asyncio.Protocol, new: NewConnection, everyone: set[object]
    ) -> None:
        self._protocol, self._new, self._everyone = protocol, new, everyone

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._everyone.discard(self._new)
        transport.set_protocol(self._protocol)
        self._protocol.connection_made(transport)
        self._protocol.data_received(self._new.data)


def accept_in_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Let servers that this loop makes from now on accept their connections here, where that can be."""
    if not hasattr(select, "epoll") or not isinstance(loop, asyncio.SelectorEventLoop):
        LOG.warning(
            "New connections are accepted by the event loop: it is not asyncio's own, or has no epoll"
        )
        return
    create = loop.create_server

    async def create_server(factory: Callable[[], Any], *where: Any, **named: Any) -> Any:
        server = await create(factory, *where, **named)
        if named.get("ssl") is None and isinstance(factory(), WaitingHead):
            door = Door(factory)
            for listening in server.sockets:
                door.open(listening.fileno())
        return server

    loop.create_server = create_server  # type: ignore[method-assign, assignment]
