"""Visitors may bring so much and no more, and it goes when they go."""

from __future__ import annotations

import asyncio
import inspect
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import streamlit
from streamlit.runtime import Runtime, scriptrunner
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from support.live_viewers import close_viewers, memory_mb, open_viewers
from support.run_async import run_async
from support.running import ROOT, Server, start_server

from waybill.guard import uploads
from waybill.guard.addresses import address_of, address_of_visit
from waybill.guard.uploads import MB, Leavers, Limits, Uploads


class Kept:
    """Files that are kept, by visit."""

    def __init__(self) -> None:
        self.kept: dict[str, int] = {}
        self.here: set[str] = set()

    def sizes(self) -> dict[str, int]:
        return self.kept

    def is_here(self, session: str) -> bool:
        return session in self.here

    def drop(self, session: str) -> None:
        del self.kept[session]


def put(
    taken: Uploads,
    kept: Kept,
    session: str,
    size: int | None,
    address: str = "10.0.0.1",
    wait: float = 0,
) -> int:
    """The status of an upload; the app behind keeps what it is given."""
    return run_async(put_now, taken, kept, session, size, address, wait)


async def put_now(
    taken: Uploads, kept: Kept, session: str, size: int | None, address: str, wait: float = 0
) -> int:
    statuses = []

    async def app(_scope: object, _receive: object, send) -> None:
        await asyncio.sleep(wait)
        kept.kept[session] = kept.kept.get(session, 0) + (size or 0)
        await send({"type": "http.response.start", "status": 204, "headers": []})

    async def receive() -> dict:
        return {"type": "http.request"}

    async def send(message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    headers = [] if size is None else [(b"content-length", str(size).encode())]
    path = f"/_stcore/upload_file/{session}/file"
    scope = {"type": "http", "method": "PUT", "headers": headers, "client": (address, 1)}
    await taken.serve(app, scope, receive, send, path)
    return statuses[0]


def test_a_visitor_an_address_and_all_have_a_limit() -> None:
    kept = Kept()
    taken = Uploads(kept)
    assert put(taken, kept, "a", 21 * MB) == 413
    assert [put(taken, kept, "a", 15 * MB) for _ in range(5)] == [204] * 4 + [413]
    assert put(taken, kept, "b", 20 * MB) == 204
    assert [put(taken, kept, "b", 15 * MB) for _ in range(2)] == [204] * 2
    assert put(taken, kept, "c", 15 * MB) == 503, "the address has 110 of its 120 MB"
    assert put(taken, kept, "c", 15 * MB, address="10.0.0.2") == 204
    for number in range(12):
        put(taken, kept, f"other{number}", 15 * MB, address=f"10.0.1.{number}")
    assert sum(kept.kept.values()) <= Limits().all
    assert put(taken, kept, "late", 15 * MB, address="10.0.3.1") == 503


def test_a_file_on_its_way_counts_and_one_of_unknown_length_as_the_largest() -> None:
    kept = Kept()
    taken = Uploads(kept)

    async def together() -> list[int]:
        sizes = [None, None, 20 * MB, 15 * MB]
        uploads = [put_now(taken, kept, "a", size, "10.0.0.1", 0.05) for size in sizes]
        return await asyncio.gather(*uploads)

    assert run_async(together) == [204, 204, 204, 413]


def test_files_go_a_minute_after_the_page_was_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(uploads.time, "monotonic", lambda: now)
    kept = Kept()
    kept.kept = {"here": 1, "gone": 2, "back": 3}
    kept.here = {"here", "gone", "back"}
    leavers = Leavers(kept)
    assert leavers.sweep() == []
    kept.here = {"here"}
    assert leavers.sweep() == []
    now = 50.0
    kept.here = {"here", "back"}
    assert leavers.sweep() == []
    now = 61.0
    kept.here = {"here"}
    assert leavers.sweep() == ["gone"]
    assert kept.kept == {"here": 1, "back": 3}
    now = 121.0
    assert leavers.sweep() == ["back"]


def test_an_ended_visit_is_forgotten_in_time_though_no_other_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, closed = 0.0, []
    cache = TTLCache(128, 120, timer=lambda: now)
    cache["a"] = SimpleNamespace(session=SimpleNamespace(shutdown=lambda: closed.append("a")))
    storage = SimpleNamespace(_session_storage=SimpleNamespace(_cache=cache))
    found = SimpleNamespace(
        exists=lambda: True, get_instance=lambda: SimpleNamespace(_session_mgr=storage)
    )
    monkeypatch.setattr(uploads, "runtime", found)
    now = 119.0
    assert (uploads.forget_ended_visits(), closed) == (0, [])
    now = 121.0
    assert (uploads.forget_ended_visits(), closed) == (1, ["a"])


def test_streamlit_keeps_ended_visits_where_they_are_looked_for() -> None:
    storage = MemorySessionStorage()
    assert isinstance(vars(storage)["_cache"], TTLCache)
    assert "_session_storage" in inspect.getsource(WebsocketSessionManager.__init__)
    assert "self._session_mgr" in inspect.getsource(Runtime.__init__)


@pytest.mark.parametrize(
    ("client", "address"),
    [
        (("192.0.2.1", 1), "192.0.2.1"),
        (("::ffff:192.0.2.1", 1), "192.0.2.1"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::/64"),
        (("127.0.0.1", 1), "127.0.0.1"),
        (("::1", 1), "127.0.0.1"),
        (("unix", 0), "unix"),
        (None, ""),
    ],
)
def test_an_address_is_that_of_a_reader_or_their_network(client, address: str) -> None:
    assert address_of({"client": client}) == address


def test_a_visitor_of_this_machine_has_one_address_in_pages_and_in_requests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert address_of_visit() == ""
    monkeypatch.setattr(scriptrunner, "get_script_run_ctx", lambda **_: object())
    monkeypatch.setattr(streamlit, "context", SimpleNamespace(ip_address=None))
    assert address_of_visit() == address_of({"client": ("127.0.0.1", 1)})


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    found = start_server(ROOT / "data", more={"WAYBILL_DRAFTS": "off"})
    yield found
    found.stop()


def token_of(url: str) -> str:
    """What a page sends back so that Streamlit knows that it comes from its own pages."""
    with urllib.request.urlopen(f"{url}/_stcore/health", timeout=30) as answer:
        (token,) = re.findall(r"_streamlit_xsrf=([^;]+)", str(answer.headers["Set-Cookie"]))
    return token


def send(url: str, session: str, number: int, size: int, token: str) -> int:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n%b\r\n--x--\r\n'
    )
    request = urllib.request.Request(
        f"{url}/_stcore/upload_file/{session}/{number}",
        data=body % (b"a" * size),
        method="PUT",
        headers={
            "Content-Type": "multipart/form-data; boundary=x",
            "Cookie": f"_streamlit_xsrf={token}",
            "X-Xsrftoken": token,
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.slow
def test_forty_files_of_one_visitor_are_refused_at_the_fifth(running: Server) -> None:
    assert running.process is not None
    pid = running.process.pid

    async def bring() -> list[int]:
        (viewer,) = await open_viewers(running.url, 1)
        before, token = memory_mb(pid), token_of(running.url)
        codes = [
            await asyncio.to_thread(send, running.url, viewer.session, number, 15 * MB, token)
            for number in range(40)
        ]
        assert memory_mb(pid) - before < 150
        await close_viewers([viewer])
        return codes

    codes = run_async(bring)
    # The frames around a file count with it.
    assert codes[:3] == [204] * 3
    assert set(codes[4:]) == {413}


def test_the_page_states_what_is_taken() -> None:
    text = (ROOT / "docs" / "deploying.md").read_text("utf-8")
    limits = Limits()
    assert f"at most {limits.file // MB} MB each" in text
    assert re.search(
        rf"{limits.visitor // MB} MB from one visitor, {limits.address // MB} MB from one address\s+"
        rf"and {limits.all // MB} MB in all",
        text,
    )
