"""A stated number of viewers, a file for each, and plain words for whoever comes beyond."""

from __future__ import annotations

import asyncio
import logging
import urllib.error
import urllib.request

import pytest
from support.live_viewers import close_viewers, open_files, open_viewer, open_viewers
from support.run_async import run_async
from support.running import ROOT, start_server
from websockets.exceptions import InvalidStatus

from waybill.guard.viewers import Viewers, most_viewers

FEW = {"WAYBILL_VIEWERS": "4", "WAYBILL_VIEWERS_EACH": "2", "WAYBILL_DRAFTS": "off"}
HERE = {"client": ("203.0.113.7", 1)}


def test_fewer_viewers_than_wanted_are_said(caplog: pytest.LogCaptureFixture) -> None:
    assert most_viewers(2000, 65_000) == 2000
    assert caplog.text == ""
    with caplog.at_level(logging.WARNING, "waybill"):
        assert most_viewers(2000, 824) == 494
    assert "enough for 494 viewers" in caplog.text


def test_a_place_is_free_again_when_a_viewer_leaves() -> None:
    viewers = Viewers(1)
    sent: list[dict] = []

    async def visit(leave: asyncio.Event) -> None:
        async def app(*_: object) -> None:
            await leave.wait()
            raise ConnectionError

        async def receive() -> dict:
            return {"type": "websocket.connect"}

        async def send(message: object) -> None:
            sent.append(message)  # type: ignore[arg-type]

        scope = {"type": "websocket", "extensions": {"websocket.http.response": {}}}
        await viewers.serve(app, scope, receive, send)

    async def story() -> None:
        leave = asyncio.Event()
        first = asyncio.create_task(visit(leave))
        await asyncio.sleep(0)
        assert viewers.is_full(HERE)
        await visit(leave)
        assert sent[0]["status"] == 503
        assert (b"retry-after", b"30") in sent[0]["headers"]
        leave.set()
        await asyncio.gather(first, return_exceptions=True)
        assert not viewers.is_full(HERE)

    run_async(story)


def test_one_address_cannot_take_everybodys_place(caplog: pytest.LogCaptureFixture) -> None:
    viewers = Viewers(6, 2)
    statuses: list[int] = []

    async def story() -> None:
        leave = asyncio.Event()

        async def app(*_: object) -> None:
            await leave.wait()

        async def receive() -> dict:
            return {"type": "websocket.connect"}

        async def send(message: object) -> None:
            if message["type"].endswith("start"):  # type: ignore[index]
                statuses.append(message["status"])  # type: ignore[index]

        async def visit(address: str) -> None:
            extensions = {"websocket.http.response": {}}
            scope = {"type": "websocket", "extensions": extensions, "client": (address, 1)}
            await viewers.serve(app, scope, receive, send)

        # The last two are of one network of an IPv6 household.
        there = (
            ["192.0.2.1"] * 5 + ["192.0.2.2"] * 2 + ["2001:db8::1", "2001:db8::2", "2001:db8::3"]
        )
        visits = [asyncio.create_task(visit(address)) for address in there]
        await asyncio.sleep(0.01)
        assert statuses == [503] * 4, "three of the first address, one of the network"
        assert viewers.count == 6
        assert caplog.text.count("WAYBILL_VIEWERS_EACH") == 1
        leave.set()
        await asyncio.gather(*visits)
        assert not viewers.is_full(HERE)
        assert not viewers.is_full({"client": ("192.0.2.1", 1)})

    with caplog.at_level(logging.WARNING, "waybill"):
        run_async(story)


def page(url: str, headers: dict[str, str] | None = None) -> tuple[int, str, str]:
    request = urllib.request.Request(url, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers.get("Retry-After", ""), answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers.get("Retry-After", ""), error.read().decode()


@pytest.mark.slow
def test_a_viewer_takes_one_file_and_one_too_many_gets_the_text() -> None:
    server = start_server(ROOT / "data", more=FEW)
    assert server.process is not None

    async def visits() -> None:
        assert server.process is not None
        first = await open_viewers(server.url, 1)
        before = open_files(server.process.pid)
        crowd = {"X-Forwarded-For": "192.0.2.9"}  # as a proxy on this machine tells it
        more = await open_viewers(server.url, 1)
        for _ in range(2):
            more.append(await open_viewer(server.url, "", crowd))
            await more[-1].run()
        assert open_files(server.process.pid) - before == 3
        assert all(len(viewer.arguments) == 1 for viewer in first + more), "each got its map"
        with pytest.raises(InvalidStatus) as refused:
            await open_viewer(server.url)
        assert refused.value.response.status_code == 503

        status, retry, text = await asyncio.to_thread(page, f"{server.url}/?leg=rajin-dunay")
        assert (status, retry) == (503, "30")
        assert "So many people read this at the moment" in text
        assert '<meta http-equiv="refresh" content="30">' in text
        assert "card.png?" in text
        assert "table?" in text
        assert "<script" not in text
        table = (await asyncio.to_thread(page, f"{server.url}/table"))[2]
        assert "<table" in table
        assert "<noscript" not in table

        await close_viewers(more)
        # One address has no more than its part.
        pair = [await open_viewer(server.url, "", crowd) for _ in range(2)]
        with pytest.raises(InvalidStatus) as refused:
            await open_viewer(server.url, "", crowd)
        assert refused.value.response.status_code == 503
        assert (await asyncio.to_thread(page, server.url, crowd))[0] == 503
        assert (await asyncio.to_thread(page, server.url))[0] == 200
        await close_viewers(pair)
        for _ in range(100):
            if (await asyncio.to_thread(page, server.url))[0] == 200:
                break
            await asyncio.sleep(0.05)
        assert (await asyncio.to_thread(page, server.url))[0] == 200
        assert open_files(server.process.pid) <= before + 1, "those who left hold no file"
        await close_viewers(first)

    try:
        run_async(visits)
    finally:
        server.stop()
