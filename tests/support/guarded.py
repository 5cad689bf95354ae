"""A small server of guarded connections, with short waits, and what a client sees of it."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn

from support.running import free_port
from waybill.guard import http_connections
from waybill.guard.heads.accepting import accept_in_loop
from waybill.guard.heads.waiting import Connections
from waybill.guard.http_connections import GuardedProtocol, guarded_protocol

HEAD = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
LARGE = b"x" * 20_000_000
SERVERS: list[uvicorn.Server] = []


async def app(scope, receive, send) -> None:
    """Answers with the size of the body; at /large with 20 MB, at /early before the body has come."""
    assert scope["type"] == "http"
    size, more = 0, scope["path"] != "/early"
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    body = LARGE if scope["path"] == "/large" else str(size).encode()
    if scope["path"].startswith("/size/"):
        body = bytes(int(scope["path"].removeprefix("/size/")))
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture
def address(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[tuple[str, int]]:
    """A server of guarded connections, forty at most, with short waits.

    The parameter "asyncio" lets asyncio accept them, as where there is TLS or no epoll.
    """
    monkeypatch.setattr(http_connections, "BODY_SECONDS", 0.5)
    monkeypatch.setattr(http_connections, "TAKE_SECONDS", 0.3)
    monkeypatch.setattr(GuardedProtocol, "connections_of_server", Connections(40, 0.5))
    port = free_port()
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=port,
        http=guarded_protocol,  # type: ignore[arg-type]
        lifespan="off",
        log_level="critical",
    )
    server = uvicorn.Server(config)
    SERVERS[:] = [server]

    async def serve() -> None:
        if getattr(request, "param", "") != "asyncio":
            accept_in_loop(asyncio.get_running_loop())
        await server.serve()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield "127.0.0.1", port
    server.should_exit = True
    thread.join(10)


def ask(address: tuple[str, int], data: bytes) -> bytes:
    """What a server says to bytes that are sent in one go."""
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(data)
        return connection.recv(4096)


def open_connections() -> int:
    """How many connections the server has; the one of the test that runs now."""
    return len(SERVERS[-1].server_state.connections)


def ended(connection: socket.socket, seconds: float = 5.0) -> float:
    """How long it takes until the server has ended a connection."""
    start = time.monotonic()
    connection.settimeout(seconds)
    try:
        while connection.recv(65536):
            pass
    except ConnectionResetError:
        pass
    return time.monotonic() - start


def read_answers(connection: socket.socket, count: int) -> bytes:
    """Short answers of the app, each with its body."""
    found = b""
    while found.count(b"\r\n\r\n") < count or found.endswith(b"\r\n\r\n"):
        piece = connection.recv(4096)
        assert piece, found
        found += piece
    return found


def wait_until(holds: Callable[[], bool], seconds: float = 4.0) -> bool:
    """Whether something holds before the time is over."""
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(0.01)
    return holds()


def still_open_after(connection: socket.socket, seconds: float) -> bool:
    """Whether a connection that sends a byte now and then is still open after a while."""
    until = time.monotonic() + seconds
    connection.settimeout(0.1)
    while time.monotonic() < until:
        try:
            connection.sendall(b"x")
            if not connection.recv(1):
                return False
        except TimeoutError:
            pass
        except OSError:
            return False
    return True
