"""What websockets send is bounded: a message, its time and pieces, and all that have not ended."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_server import _get_websocket_protocol
from support.guarded import SERVERS
from support.run_async import run_async
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.asyncio.client import ClientConnection, connect

from waybill.guard import messages
from waybill.guard.messages import GuardedWebSocket, Kept, holds_too_many


async def echo(scope, receive, send) -> None:
    """Says how many bytes each message has."""
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": str(len(message["bytes"]))})


@pytest.fixture
def url(address: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> str:
    """A server of such websockets."""
    monkeypatch.setattr(GuardedWebSocket, "unfinished", messages.Unfinished())
    SERVERS[-1].config.loaded_app = echo
    SERVERS[-1].config.ws_protocol_class = WebSocketsSansIOProtocol
    return f"ws://{address[0]}:{address[1]}/"


def open_one(url: str) -> connect:
    return connect(url, proxy=None, compression=None, max_size=None)


async def begin(connection: ClientConnection, size: int) -> None:
    """Send so much of a message that never ends; the connection may be ended meanwhile."""
    with contextlib.suppress(OSError, websockets.ConnectionClosed):
        connection.transport.write(b"\x82\xff" + (size + 1).to_bytes(8, "big") + bytes(4 + size))


async def is_ended(connection: ClientConnection, seconds: float = 5.0) -> bool:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await connection.wait_closed()
            return True
    return False


def test_a_large_message_comes_whole_in_one_piece_or_several(url: str) -> None:
    async def talk() -> None:
        async with open_one(url) as connection:
            await connection.send(bytes(8_000_000))
            assert await connection.recv() == "8000000"
            await connection.send(bytes(100_000) for _ in range(20))
            assert await connection.recv() == "2000000"
        assert GuardedWebSocket.unfinished.total == 0

    run_async(talk)


def test_one_that_is_too_large_or_in_too_many_pieces_is_refused(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "MAX_FRAMES", 50)

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x"
            await asyncio.sleep(0.005)

    async def talk() -> None:
        async with open_one(url) as connection:
            await begin(connection, 10_000_001)
            assert await is_ended(connection)
        async with open_one(url) as connection:
            with contextlib.suppress(websockets.ConnectionClosed):
                await connection.send(pieces())
            assert await is_ended(connection)

    run_async(talk)


def test_one_that_never_ends_is_ended(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "MESSAGE_SECONDS", 0.3)

    async def talk() -> None:
        async with open_one(url) as quiet, open_one(url) as slow:
            await begin(slow, 200_000)
            assert await is_ended(slow)
            await quiet.send(b"abc")  # who sends nothing may stay
            assert await quiet.recv() == "3"

    run_async(talk)


def test_all_that_have_not_ended_hold_no_more_than_they_may(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "MAX_UNFINISHED", 1_000_000)

    async def talk() -> None:
        async with contextlib.AsyncExitStack() as stack:
            many = [await stack.enter_async_context(open_one(url)) for _ in range(8)]
            for one in many:
                await begin(one, 300_000)
                await asyncio.sleep(0.1)
            assert GuardedWebSocket.unfinished.total <= 1_000_000
            assert [await is_ended(one, 0.1) for one in many] == [True] * 5 + [False] * 3
            async with open_one(url) as another:
                await another.send(bytes(300_000))
                assert await another.recv() == "300000"

    run_async(talk)


def test_streamlits_websockets_are_those_that_are_guarded() -> None:
    assert _get_websocket_protocol() == "websockets-sansio"


def states(count: int, text: str) -> bytes:
    """A message that says of so many widgets what stands in them."""
    message = BackMsg()
    for number in range(count):
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id, widget.string_value = f"$$ID-{number}", text
    return message.SerializeToString()


def test_a_large_message_may_have_long_texts_and_not_many_fields() -> None:
    assert not holds_too_many(states(1, "я" * 2_000_000))
    assert not holds_too_many(states(1_000, "short"))
    assert holds_too_many(states(200_000, "short"))
    message = BackMsg()
    message.rerun_script.query_string = "a" * 1_000_000
    assert holds_too_many(message.SerializeToString())
    message = BackMsg()
    widget = message.rerun_script.widget_states.widgets.add()
    widget.int_array_value.data.extend([1] * 1_000_000)
    assert holds_too_many(message.SerializeToString())


def test_large_messages_of_an_address_and_of_all_are_bounded_in_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(messages, "MAX_KEPT_EACH", 250_000)
    monkeypatch.setattr(messages, "MAX_KEPT", 400_000)
    forgotten = []
    kept = Kept(lambda _, forget, *of: forgotten.append((forget, of)))
    data = states(1, "a" * 100_000)

    async def receive() -> dict:
        return {"type": "websocket.receive", "bytes": data}

    def comes(visit) -> bool:
        return run_async(visit.looking(receive))["type"] == "websocket.receive"

    first = [kept.visit("192.0.2.1") for _ in range(3)]
    assert [comes(one) for one in first] == [True, True, False]
    assert comes(first[0])  # as large as before: it takes the place of the last
    others = [kept.visit(f"192.0.2.{n}") for n in range(2, 5)]
    assert [comes(one) for one in others] == [True, False, False]
    assert kept.total == 3 * len(data)
    first[0].end()
    assert kept.total == 3 * len(data)  # Streamlit keeps a visit for two minutes
    for forget, of in forgotten:
        forget(*of)
    assert kept.total == 2 * len(data)
    assert comes(others[1])


def test_a_lost_connection_holds_no_message(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lost: list[GuardedWebSocket] = []
    lose = GuardedWebSocket.connection_lost

    def losing(self: GuardedWebSocket, exc: Exception | None) -> None:
        lose(self, exc)
        lost.append(self)

    monkeypatch.setattr(GuardedWebSocket, "connection_lost", losing)

    async def talk() -> None:
        async with open_one(url) as connection:
            for _ in range(3):
                await connection.send(bytes(1_000_000))
            connection.transport.abort()
        async with asyncio.timeout(5):
            while not lost:
                await asyncio.sleep(0.01)

    run_async(talk)
    (one,) = lost
    assert one.conn.parser.gi_frame is None
    assert not any(message.get("bytes") for message in one.queue._queue)
