"""What websockets send is bounded: a message, its time and pieces, and all that have not ended."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
import websockets
from streamlit.web.server.starlette.starlette_server import _get_websocket_protocol
from support.guarded import SERVERS
from support.run_async import run_async
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.asyncio.client import ClientConnection, connect

from waybill.guard.messages import unfinished as messages
from waybill.guard.messages.unfinished import GuardedWebSocket


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


async def begin(connection: ClientConnection, size: int, code: bytes = b"\x82") -> None:
    """Send so much of a message that never ends; the connection may be ended meanwhile."""
    with contextlib.suppress(OSError, websockets.ConnectionClosed):
        connection.transport.write(code + b"\xff" + (size + 1).to_bytes(8, "big") + bytes(4 + size))


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


def test_a_lost_connection_holds_no_message(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lost: list[GuardedWebSocket] = []
    lose = GuardedWebSocket.connection_lost

    def losing(self: GuardedWebSocket, exc: Exception | None) -> None:
        lose(self, exc)
        lost.append(self)

    monkeypatch.setattr(GuardedWebSocket, "connection_lost", losing)

    async def talk() -> None:
        async with open_one(url) as connection:
            await connection.send(bytes(1_000_000))
            assert await connection.recv() == "1000000"
            connection.transport.write(b"\x02\xfe" + (1_000).to_bytes(2, "big") + bytes(4 + 1_000))
            await begin(connection, 300_000, b"\x80")
            async with asyncio.timeout(5):
                while GuardedWebSocket.unfinished.total < 300_000:
                    await asyncio.sleep(0.01)
            connection.transport.abort()
        async with asyncio.timeout(5):
            while not lost:
                await asyncio.sleep(0.01)

    run_async(talk)
    (one,) = lost
    assert one.frames == []
    assert len(one.conn.reader.buffer) == 0
    assert one.conn.parser.gi_frame is None


def test_a_message_that_came_before_the_end_is_whole(url: str) -> None:
    """The app may still read it when its connection is lost."""
    taken: list[dict] = []

    async def late(scope, receive, send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        await asyncio.sleep(0.3)
        while not taken or taken[-1]["type"] == "websocket.receive":
            taken.append(await receive())

    SERVERS[-1].config.loaded_app = late

    async def talk() -> None:
        async with open_one(url) as connection:
            await connection.send(b"last")
            connection.transport.abort()
        async with asyncio.timeout(5):
            while len(taken) < 2:
                await asyncio.sleep(0.01)

    run_async(talk)
    assert taken[0]["bytes"] == b"last"
