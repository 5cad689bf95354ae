"""Messages of websockets that are large, or never end.

uvicorn keeps what has come of a message until its end has, up to the size of the largest that Streamlit may send
itself: 200 MB for each viewer. Here a message that comes in may have MAX_MESSAGE and takes MESSAGE_SECONDS at
most; all that have not ended may hold MAX_UNFINISHED together, and the oldest of them goes first.

What a connection holds of its last message is freed with it: 20 that had sent 10 MB each left 100 MB behind.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

MAX_MESSAGE = 10_000_000
"""Bytes: the text that may be pasted has 2 million characters, each four bytes at most."""
MAX_UNFINISHED = 100_000_000
MAX_FRAMES = 2_000
"""That a message may come in; each costs an object."""
MESSAGE_SECONDS = 120.0
SMALL = 65_536
"""Bytes of an unfinished message that are not counted: a read or two."""


class Unfinished:
    """The messages of a server's websockets that have not ended."""

    def __init__(self) -> None:
        """There are none."""
        self._bytes: OrderedDict[GuardedWebSocket, int] = OrderedDict()
        self.total = 0

    def note(self, one: GuardedWebSocket, size: int) -> None:
        """Note how much a websocket holds of a message; it keeps its place while there is any."""
        self.total += size - self._bytes.get(one, 0)
        if size:
            self._bytes[one] = size
        else:
            self._bytes.pop(one, None)
        while self.total > MAX_UNFINISHED:
            oldest = next(iter(self._bytes))
            self.note(oldest, 0)
            oldest.drop()


class GuardedWebSocket(WebSocketsSansIOProtocol):
    """One websocket of uvicorn's, with bounds of what it holds of a message."""

    unfinished = Unfinished()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """As uvicorn's."""
        super().__init__(*arguments, **named)
        self.conn.max_message_size = min(MAX_MESSAGE, self.config.ws_max_size)
        self._late: asyncio.TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        """Take bytes, and see what is held of a message."""
        super().data_received(data)
        if len(self.frames) > MAX_FRAMES:
            self.drop()
            return
        held = len(self.conn.reader.buffer) + sum(map(len, self.frames))
        if held <= SMALL or self.transport.is_closing():
            self._end()
            return
        if self._late is None:
            self._late = self.loop.call_later(MESSAGE_SECONDS, self.drop)
        self.unfinished.note(self, held)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection, and at once what it held: a collection of garbage may take its time."""
        self._end()
        super().connection_lost(exc)
        self.frames = []
        self.conn.reader.buffer.clear()
        self.conn.parser.close()  # a circle with its connection, which holds the last message

    def drop(self) -> None:
        """End the connection without another word; a page opens another by itself."""
        self._end()
        self.transport.abort()

    def _end(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
            self.unfinished.note(self, 0)
