"""What large messages leave behind is bounded for an address and for all, and a page that comes back counts once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from support.live_viewers import open_viewer
from support.run_async import run_async
from support.running import ROOT, start_server
from websockets.exceptions import ConnectionClosed

from waybill.guard.messages import kept as module
from waybill.guard.messages.contents import kept_bytes
from waybill.guard.messages.kept import Kept, Visit


def of_text(length: int, letter: str = "a") -> bytes:
    message = BackMsg()
    widget = message.rerun_script.widget_states.widgets.add()
    widget.id, widget.string_value = "$$ID-1", letter * length
    return message.SerializeToString()


DATA = of_text(100_000)
SIZE = kept_bytes(DATA)


class Later:
    """Calls functions when it is told that their time has come."""

    def __init__(self) -> None:
        """None waits."""
        self.waiting: list[tuple[float, Callable, tuple]] = []

    def __call__(self, seconds: float, function: Callable, *of: object) -> None:
        """Call a function later."""
        self.waiting.append((seconds, function, of))

    def come(self) -> None:
        waiting, self.waiting = self.waiting, []
        for _, function, of in waiting:
            function(*of)


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def kept(later: Later, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Room for two such messages of an address, and for three of all."""
    monkeypatch.setattr(module, "MAX_KEPT_EACH", 2 * SIZE)
    monkeypatch.setattr(module, "MAX_KEPT", 3 * SIZE)
    return Kept(later)


def comes(visit: Visit, data: bytes = DATA) -> bool:
    async def receive() -> dict:
        return {"type": "websocket.receive", "bytes": data}

    return run_async(visit.looking(receive))["type"] == "websocket.receive"


def test_an_address_and_all_have_a_bound(kept: Kept, later: Later) -> None:
    first = [kept.visit("192.0.2.1", {}) for _ in range(3)]
    assert [comes(one) for one in first] == [True, True, False]
    assert comes(first[0])  # as large as before: it takes the place of the last
    others = [kept.visit(f"192.0.2.{n}", {}) for n in range(2, 5)]
    assert [comes(one) for one in others] == [True, False, False]
    assert kept.total == 3 * SIZE
    first[0].end()
    assert kept.total == 3 * SIZE  # Streamlit keeps a visit for two minutes
    later.come()
    assert kept.total == 2 * SIZE
    assert comes(others[1])


def test_many_small_fields_count_as_what_they_leave(kept: Kept) -> None:
    message = BackMsg()
    for number in range(1_500):
        message.rerun_script.widget_states.widgets.add().id = f"{number:x}"
    data = message.SerializeToString()
    assert 8_192 < len(data) < 65_536
    visits = [kept.visit("192.0.2.1", {}) for _ in range(2)]
    assert len(data) < 0.1 * 2 * SIZE
    assert [comes(one, data) for one in visits] == [False, False]
    assert comes(visits[0], of_text(1_000))


def test_a_session_that_comes_back_counts_once(
    kept: Kept, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions: dict[Visit, str] = {}
    monkeypatch.setattr(module, "session_of", sessions.get)

    def visit(session: str) -> Visit:
        one = kept.visit("192.0.2.1", {})
        sessions[one] = session
        return one

    last = visit("one")
    assert comes(last)
    for _ in range(9):
        following = visit("one")
        assert comes(following)
        last.end()  # the server may hear of the loss only then
        last = following
        later.come()
        assert kept.total == SIZE
    assert [comes(visit(name)) for name in ("two", "three")] == [True, False]
    last.end()
    monkeypatch.setattr(module, "is_known", {"one"}.__contains__)
    later.come()  # it has come back, and has sent nothing since: what it sent before is there still
    assert kept.total == 2 * SIZE
    monkeypatch.setattr(module, "is_known", lambda _: False)
    later.come()
    assert kept.total == SIZE


def test_a_refusal_is_said_once_in_a_while(
    kept: Kept, later: Later, caplog: pytest.LogCaptureFixture
) -> None:
    visit = kept.visit("192.0.2.1", {})
    with caplog.at_level(logging.WARNING, "waybill"):
        assert not comes(visit, b"\xff" * 10_000)
        assert not comes(visit, b"\xff" * 10_000)
        assert [record.getMessage() for record in caplog.records] == [
            "a message of 10000 bytes from 192.0.2.1 was refused and its connection ended: it cannot be read"
        ]
        later.come()
        assert not comes(visit, of_text(1_000_000))
    assert "the visits from there, or all, have sent too much" in caplog.records[1].getMessage()


def test_the_session_is_the_one_that_streamlit_has(tmp_path: Path) -> None:
    """A page that comes back is known, and one that only says so is not."""
    log = tmp_path / "log"
    data = of_text(2_400_000, "\U0001f600")
    server = start_server(ROOT / "data", log=log)

    async def taken(session: str) -> str:
        viewer = await open_viewer(server.url, session)
        await viewer.connection.send(data)  # a page says first what its fields hold
        with suppress(ConnectionClosed):
            while not viewer.session:
                await viewer.take()
        await viewer.close()
        return viewer.session

    async def talk() -> None:
        session = ""
        for _ in range(7):  # six of them fill what an address has
            session = await taken(session)
        assert "refused" not in log.read_text()
        assert {await taken("another") for _ in range(6)} > {""}
        assert "refused" in log.read_text()

    try:
        run_async(talk)
    finally:
        server.stop()
