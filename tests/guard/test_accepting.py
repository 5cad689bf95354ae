"""New connections cost little until their first head is whole, and wait for nothing when it is."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import time
from types import SimpleNamespace
from typing import Any

import pytest
import uvicorn
from support.guarded import HEAD, SERVERS, ask, ended, open_connections, read_answers, wait_until
from support.run_async import run_async

from waybill.guard.heads import accepting, beats
from waybill.guard.heads.accepting import NewConnection
from waybill.guard.heads.beats import Beats
from waybill.guard.heads.waiting import Connections, Deadlines, WaitingHead


def test_a_connection_has_no_transport_before_its_head_is_whole(address) -> None:
    with socket.create_connection(address, timeout=5) as connection:
        for piece in (b"", HEAD[:9], HEAD[9:20]):
            connection.sendall(piece)
            assert wait_until(
                lambda: (
                    [type(one) for one in SERVERS[-1].server_state.connections] == [NewConnection]
                )
            )
        connection.sendall(HEAD[20:] + HEAD)
        read_answers(connection, 2)


def test_pieces_of_many_heads_are_read_together(address, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[float] = []
    beat = Beats._beat

    def counted(self: Beats) -> None:
        looked.append(time.monotonic())
        beat(self)

    monkeypatch.setattr(beats, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(Beats, "_beat", counted)
    held = [socket.create_connection(address, timeout=5) for _ in range(10)]
    try:
        for connection in held:
            connection.sendall(HEAD[:5])
        for _ in range(20):
            for connection in held:
                connection.sendall(b"x")
            time.sleep(0.01)
        assert 1 <= len(looked) <= 5  # 200 bytes in 0.2 s
    finally:
        for connection in held:
            connection.close()


def test_a_connection_that_its_client_ends_is_forgotten(address) -> None:
    for sent in (b"", HEAD[:5]):
        with socket.create_connection(address) as connection:
            connection.sendall(sent)
            assert wait_until(lambda: open_connections() == 1)
        assert wait_until(lambda: open_connections() == 0)


def fail_once(monkeypatch: pytest.MonkeyPatch, number: int) -> Any:
    """Let the next accept() of the server fail with an error; ``has_failed`` says when it did."""

    class Failing(socket.socket):
        has_failed = False

        def accept(self):
            if not Failing.has_failed:
                Failing.has_failed = True
                raise OSError(number, os.strerror(number))
            return super().accept()

    monkeypatch.setattr(accepting, "socket", SimpleNamespace(socket=Failing))
    return Failing


def test_no_file_for_a_connection_makes_it_wait_and_not_fail(
    address, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_once(monkeypatch, errno.EMFILE)
    monkeypatch.setattr(accepting, "REST_SECONDS", 0.2)
    start = time.monotonic()
    assert ask(address, HEAD).startswith(b"HTTP/1.1 200")
    assert time.monotonic() - start > 0.15
    assert ask(address, HEAD).startswith(b"HTTP/1.1 200")


def test_a_server_that_ended_accepts_nobody(address) -> None:
    SERVERS[-1].should_exit = True

    def refused() -> bool:
        try:
            socket.create_connection(address, timeout=1).close()
        except OSError:
            return True
        return False

    assert wait_until(refused)


def test_five_thousand_find_room_beside_two_thousand_viewers() -> None:
    of_server = Connections(20_000 - 200)  # as many files as a bare Debian allows, and fewer
    assert of_server.most_unfinished >= 5_000
    assert of_server.most - of_server.most_unfinished >= 0.6 * of_server.most + 500


@pytest.mark.parametrize("address", ["asyncio"], indirect=True)
def test_where_asyncio_accepts_heads_are_bounded_too(address) -> None:
    with socket.create_connection(address, timeout=5) as slow:
        slow.sendall(HEAD[:-2])
        assert wait_until(
            lambda: [type(one) for one in SERVERS[-1].server_state.connections] == [WaitingHead]
        )
        assert ask(address, HEAD).startswith(b"HTTP/1.1 200")
        assert ended(slow) < 2


def test_other_servers_of_the_loop_accept_as_before() -> None:
    async def echo() -> bytes:
        accepting.accept_in_loop(asyncio.get_running_loop())

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(await reader.readline())
            writer.close()

        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(b"as before\n")
            said = await reader.read()
            writer.close()
            return said

    assert run_async(echo) == b"as before\n"


def test_uvicorn_asks_the_loop_for_its_servers() -> None:
    assert "create_server" in uvicorn.Server.startup.__code__.co_names


@pytest.mark.parametrize("address", ["", "asyncio"], indirect=True)
def test_an_answered_connection_that_its_client_ends_within_a_head_is_forgotten(address) -> None:
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(HEAD + HEAD[:9])
        read_answers(connection, 1)
        assert wait_until(lambda: open_connections() == 1)
    assert wait_until(lambda: open_connections() == 0, 0.3)  # before a head is late


class OtherLoop:
    """A loop of another make, whose servers hide their sockets."""

    async def create_server(self) -> str:
        """Its own server."""
        return "its own"


def test_another_loop_than_asyncios_accepts_by_itself(caplog: pytest.LogCaptureFixture) -> None:
    loop = OtherLoop()
    accepting.accept_in_loop(loop)  # type: ignore[arg-type]
    assert "create_server" not in vars(loop)
    assert "accepted by the event loop" in caplog.text


def test_a_connection_that_fails_as_it_is_accepted_delays_no_other(
    address, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = fail_once(monkeypatch, errno.EPROTO)
    monkeypatch.setattr(accepting, "REST_SECONDS", 60.0)
    assert ask(address, HEAD).startswith(b"HTTP/1.1 200")
    assert failing.has_failed


def test_a_connection_counts_while_it_is_handed_over(
    address, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    made = accepting._Begun.connection_made

    def noted(self: accepting._Begun, transport: asyncio.BaseTransport) -> None:
        counted.append(open_connections())
        made(self, transport)
        counted.append(open_connections())

    monkeypatch.setattr(accepting._Begun, "connection_made", noted)
    assert ask(address, HEAD).startswith(b"HTTP/1.1 200")
    assert counted == [1, 1]
    assert wait_until(lambda: open_connections() == 0)


def test_a_connection_that_is_handed_over_ends_with_the_server() -> None:
    async def ended_meanwhile() -> tuple[int, bytes]:
        loop = asyncio.get_running_loop()
        everyone: set[object] = set()
        of_server = Connections(40)
        door = accepting.Door(lambda: WaitingHead(of_server, everyone, asyncio.Protocol))
        here, there = socket.socketpair()
        there.setblocking(False)
        door._begin(here, None)
        there.sendall(HEAD)
        door._read_some()
        (new,) = everyone
        assert isinstance(new, NewConnection)
        new.shutdown()
        with there:
            return len(everyone), await asyncio.wait_for(loop.sock_recv(there, 1), 5)

    count, said = run_async(ended_meanwhile)
    assert (count, said) == (1, b"")


def test_one_that_cannot_be_read_or_ended_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    class Late:
        def __init__(self, name: str) -> None:
            self.name = name

        def drop(self) -> None:
            if self.name == "faulty":
                raise RuntimeError("not ended")
            done.append(f"{self.name} is ended")

    async def both() -> None:
        deadlines, beat = Deadlines(), Beats()
        pipes = [os.pipe() for _ in range(2)]

        def fail() -> None:
            done.append("faulty is read")
            raise RuntimeError("not read")

        def read() -> None:
            os.read(pipes[1][0], 1)
            done.append("sound is read")
            beat.remove(pipes[1][0])

        for (reading, writing), look in zip(pipes, (fail, read), strict=True):
            os.write(writing, b"x")
            beat.add(reading, look)
        for name in ("faulty", "sound"):
            deadlines.add(Late(name), 0.2)
        await asyncio.sleep(0.4)
        for number in (*pipes[0], *pipes[1]):
            os.close(number)

    run_async(both)
    assert done == ["faulty is read", "sound is read", "sound is ended"]
    assert {"not read", "not ended"} <= {
        str(one.exc_info[1]) for one in caplog.records if one.exc_info
    }
