"""Messages of websockets that are large, or never end.

uvicorn keeps what has come of a message until its end has, up to the size of the largest that Streamlit may send
itself: 200 MB for each viewer. Here a message that comes in may have MAX_MESSAGE and takes MESSAGE_SECONDS at
most; all that have not ended may hold MAX_UNFINISHED together, and the oldest of them goes first.

Streamlit keeps what the last message of a visit said of its widgets as long as the visit, and an object or more
for each: twenty messages of 7.7 MB with 200,000 widgets each took 3 GB, of which 1.5 stayed. So a large message
may be long by what people write into a field, but not by how many fields it names. What a connection holds of its
last message is freed with it: 20 that had sent 10 MB each left 100 MB behind.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

MAX_MESSAGE = 10_000_000
"""Bytes: the text that may be pasted has 2 million characters, each four bytes at most."""
MAX_UNFINISHED = 100_000_000
MAX_FRAMES = 2_000
"""That a message may come in; each costs an object."""
MESSAGE_SECONDS = 120.0
SMALL = 65_536
"""Bytes of an unfinished message that are not counted: a read or two."""

LARGE = 65_536
"""Bytes of a whole message from which on it is looked at. A page's own have 2 kB."""
MAX_WIDGETS = 5_000
MAX_ITEMS = 50_000
"""Of lists that widgets have for values, all together."""
MAX_KEPT_EACH = 60_000_000
"""Bytes of the largest messages of all visits from one address."""
MAX_KEPT = 200_000_000
KEPT_SECONDS = 130.0
"""How long Streamlit keeps a visit that has ended, and house-keeping takes to see it."""

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]


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
        for message in self.queue._queue:  # type: ignore[attr-defined]
            message.pop("bytes", None)  # nobody waits for an answer any more

    def drop(self) -> None:
        """End the connection without another word; a page opens another by itself."""
        self._end()
        self.transport.abort()

    def _end(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
            self.unfinished.note(self, 0)


class Kept:
    """What large messages may have left with the visits that sent them."""

    def __init__(self, loop_later: Callable[..., object] | None = None) -> None:
        """There is none. ``loop_later`` calls a function after seconds; that of the running loop by default."""
        self._of_address: Counter[str] = Counter()
        self._later = loop_later

    @property
    def total(self) -> int:
        """Bytes that count now."""
        return self._of_address.total()

    def visit(self, address: str) -> Visit:
        """A visit that begins now."""
        return Visit(self, address)

    def admit(self, address: str, more: int) -> bool:
        """Whether ``more`` bytes have room; they count from now on."""
        of_address = self._of_address[address] + more
        if of_address > MAX_KEPT_EACH or self.total + more > MAX_KEPT:
            return False
        self._of_address[address] = of_address
        return True

    def release(self, address: str, size: int) -> None:
        """Count bytes no more, once their visit is forgotten."""
        later = self._later or asyncio.get_running_loop().call_later
        later(KEPT_SECONDS, self._forget, address, size)

    def _forget(self, address: str, size: int) -> None:
        self._of_address[address] -= size
        if not self._of_address[address]:
            del self._of_address[address]


class Visit:
    """One websocket, as far as its large messages count."""

    def __init__(self, kept: Kept, address: str) -> None:
        """None has come."""
        self._kept, self._address, self._largest = kept, address, 0

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
        more = max(0, len(data) - self._largest)
        if holds_too_many(data) or not self._kept.admit(self._address, more):
            return False
        self._largest += more
        return True

    def end(self) -> None:
        """The visitor has gone."""
        if self._largest:
            self._kept.release(self._address, self._largest)


def holds_too_many(data: bytes) -> bool:
    """Whether a message is large by other things than the texts of its widgets."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return True
    states = message.rerun_script.widget_states
    if len(states.widgets) > MAX_WIDGETS or message.ByteSize() - states.ByteSize() > LARGE:
        return True
    items = 0
    for widget in states.widgets:
        items += len(widget.id) if len(widget.id) > 1_000 else 0
        items += len(widget.int_array_value.data) + len(widget.double_array_value.data)
        items += len(widget.string_array_value.data)
        items += len(widget.file_uploader_state_value.uploaded_file_info)
    return items > MAX_ITEMS
