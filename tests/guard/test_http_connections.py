"""Slow connections are ended, readers beside them are served, and no head holds a bare LF."""

from __future__ import annotations

import contextlib
import socket
import time

import pytest
from support.guarded import HEAD, LARGE, SERVERS, ask, ended, open_connections
from support.slow_attack import attack, read_apart
from uvicorn.protocols.http import auto
from uvicorn.protocols.http.h11_impl import H11Protocol

from waybill.guard.http_connections import GuardedProtocol


def test_a_request_in_one_go_is_answered(address) -> None:
    assert ask(address, HEAD).startswith(b"HTTP/1.1 200")
    assert b"503" not in ask(
        address, HEAD.replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\n\r\n\n\n\n")
    )


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\nHost: here\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: here\n\n",
        b"GET / HTTP/1.1\r\nHost: here\nX-Other: yes\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: here\r\n\n",
        b"\nGET / HTTP/1.1\r\nHost: here\r\n\r\n",
        HEAD + b"GET /second HTTP/1.1\r\nHost: here\n\r\n\r\n",
    ],
)
def test_a_bare_line_feed_in_a_head_is_refused(address, head: bytes) -> None:
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(head)
        answer = b""
        while piece := connection.recv(4096):
            answer += piece
    assert answer.count(b"HTTP/1.1 200") == head.startswith(HEAD)
    assert answer.count(b"HTTP/1.1 400") == 1


def test_a_head_that_does_not_come_ends_its_connection(address) -> None:
    with socket.create_connection(address) as silent, socket.create_connection(address) as slow:
        slow.sendall(HEAD[:-2])
        for _ in range(3):  # a byte now and then is no reason to wait longer
            time.sleep(0.1)
            slow.sendall(b"X")
        assert ended(slow) < 1
        assert ended(silent) < 1


def test_half_a_request_on_a_kept_connection_ends_it_too(address) -> None:
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(HEAD)
        assert connection.recv(4096).startswith(b"HTTP/1.1 200")
        connection.sendall(HEAD[:-2])
        assert ended(connection) < 2  # kept alive for five seconds otherwise


def test_a_body_must_come_at_the_least_rate(address, monkeypatch: pytest.MonkeyPatch) -> None:
    post = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100000\r\n\r\n"
    with socket.create_connection(address) as slow:
        slow.sendall(post + b"x" * 100)
        assert ended(slow) < 2
    with socket.create_connection(address, timeout=5) as steady:
        steady.sendall(post)
        for _ in range(10):
            steady.sendall(b"x" * 10_000)
            time.sleep(0.1)  # a second in all, twice as long as a body that stops has
        assert steady.recv(4096).endswith(b"100000")


def test_an_answer_that_nobody_takes_ends_its_connection(address) -> None:
    with socket.create_connection(address, timeout=5) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(HEAD.replace(b"/", b"/large", 1))
        time.sleep(0.2)
        assert open_connections() == 1
        time.sleep(1.3)
        assert open_connections() == 0


def test_an_answer_that_is_taken_slowly_comes_whole(address) -> None:
    with socket.create_connection(address, timeout=5) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.sendall(HEAD.replace(b"/", b"/large", 1))
        taken, start = 0, time.monotonic()
        while taken < len(LARGE):
            piece = connection.recv(1 << 18)
            assert piece, f"ended after {taken} bytes"
            taken += len(piece)
            if time.monotonic() - start < 1.2:
                time.sleep(0.03)
        assert time.monotonic() - start > 1


def test_readers_are_served_while_others_hold_connections_open(address) -> None:
    held = [socket.create_connection(address) for _ in range(200)]
    try:
        for connection in held:
            with contextlib.suppress(OSError):
                connection.sendall(HEAD[:5])
        answers = [ask(address, HEAD)[:12] for _ in range(20)]
        assert answers == [b"HTTP/1.1 200"] * 20
    finally:
        for connection in held:
            connection.close()


def test_a_slow_connection_costs_no_reader_of_http(
    address, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    begin = GuardedProtocol.connection_made

    def counted(self, transport) -> None:
        made.append(self)
        begin(self, transport)

    monkeypatch.setattr(GuardedProtocol, "connection_made", counted)
    of_server = GuardedProtocol.connections_of_server
    of_server.most, of_server.most_unfinished = 400, 200
    with attack(address, 300, processes=1):
        deadline = time.monotonic() + 20
        while open_connections() <= 100 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert 100 < open_connections() <= 201
        found = read_apart(address, 30)
    assert [status for status, _ in found] == [200] * 30
    assert len(made) == 30


def test_a_server_that_ends_waits_for_no_slow_connection(address) -> None:
    with socket.create_connection(address) as slow:
        slow.sendall(HEAD[:-2])
        GuardedProtocol.connections_of_server.head_seconds = 60
        with socket.create_connection(address) as slower:
            slower.sendall(HEAD[:-2])
            while open_connections() < 2:
                time.sleep(0.01)
            SERVERS[-1].should_exit = True
            assert ended(slower) < 5


def test_a_head_in_pieces_is_read_however_it_is_cut(address) -> None:
    for cut in range(1, len(HEAD)):
        with socket.create_connection(address, timeout=5) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(HEAD[:cut])
            time.sleep(0.002)
            connection.sendall(HEAD[cut:])
            assert connection.recv(4096).startswith(b"HTTP/1.1 200"), cut


def test_a_connection_beyond_the_most_is_told_so(address, monkeypatch: pytest.MonkeyPatch) -> None:
    GuardedProtocol.connections_of_server.most = 3
    kept = [socket.create_connection(address, timeout=5) for _ in range(3)]
    try:
        for connection in kept:
            connection.sendall(HEAD)
            assert connection.recv(4096).startswith(b"HTTP/1.1 200")
        refused = ask(address, HEAD)
        assert refused.startswith(b"HTTP/1.1 503")
        assert b"Retry-After: 10" in refused
    finally:
        for connection in kept:
            connection.close()


def test_uvicorn_reads_http_with_what_is_guarded() -> None:
    assert auto.AutoHTTPProtocol is H11Protocol
