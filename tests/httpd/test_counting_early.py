"""Shipments are counted before a map asks for them: once for all who want them, and not for those who have gone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from starlette.requests import Request
from support.asgi import get_now
from support.run_async import run_async
from support.shipment_stories import SOUND, write_story

from waybill import work_folder
from waybill.flows.shown import COUNTING, ShownFlows
from waybill.httpd import endpoints
from waybill.httpd.page_cache import PageCache
from waybill.httpd.requests import RequestReader
from waybill.httpd.shipments import asking, beginning, routes, shown
from waybill.httpd.start import prepare
from waybill.settings import Settings
from waybill.shipments.engine import count, source
from waybill.shipments.engine.errors import EngineError
from waybill.shipments.entry import Entry
from waybill.shipments.flights import Flight
from waybill.shipments.service import CubeService
from waybill.story import StoryFolder

INDEX = b"<html><head><title>Streamlit</title></head><body></body></html>"
LONG_S = 20


class Engine:
    """An engine that answers once it is let, and notes when it is stopped."""

    def __init__(self) -> None:
        self.began, self.let, self.stopped = (threading.Event() for _ in range(3))
        self._count = count.count

    def __call__(self, opened: source.Source, *arguments: Any) -> object:
        self.began.set()
        while not self.let.wait(0.02):
            if opened._cancelled.is_set():
                self.stopped.set()
                raise EngineError("withdrawn")
        return self._count(opened, *arguments)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> CubeService:
    own = CubeService({})
    for module in (beginning, routes, shown):
        monkeypatch.setattr(module, "service", own)
    return own


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, service: CubeService) -> StoryFolder:
    """A story with shipments, the default one of a server that has never counted."""
    kept = Settings(cache=str(tmp_path / "kept"))
    monkeypatch.setattr(work_folder, "settings", lambda: kept)
    folder = StoryFolder(write_story(tmp_path / "story", SOUND))
    for module in (asking, endpoints):
        monkeypatch.setattr(module, "named_folder", lambda name: None if name else folder)
    monkeypatch.setattr(endpoints, "requests", RequestReader(folder))
    monkeypatch.setattr(prepare, "story_folder", lambda: folder)
    return folder


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    made = Engine()
    monkeypatch.setattr(count, "count", made)
    yield made
    made.let.set()


def open_page() -> None:
    run_async(PageCache().page, INDEX, "/", "")


def flows_of_page() -> ShownFlows:
    request = endpoints.requests.read("")
    assert request is not None
    flows = endpoints.flows_of(request)
    assert flows is not None
    return flows


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(400):
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail("it never was so")


def test_a_page_begins_the_count_that_its_map_waits_for(
    served: StoryFolder, service: CubeService, engine: Engine
) -> None:
    open_page()
    assert engine.began.wait(LONG_S)
    open_page()
    engine.let.set()
    assert run_async(get_now, routes.ROUTES, "/shipments/cube").status == 200
    assert service.passes == 1


def test_a_page_whose_map_does_not_ask_holds_its_count_no_longer(
    served: StoryFolder, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "HELD_SECONDS", 0.1)
    open_page()
    assert engine.stopped.wait(LONG_S)


def test_a_map_that_waits_keeps_the_count_of_its_page_and_one_that_goes_away_ends_it(
    served: StoryFolder, service: CubeService, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "HELD_SECONDS", 0.1)
    leave = threading.Event()

    async def is_disconnected(_: Request) -> bool:
        return leave.is_set()

    monkeypatch.setattr(Request, "is_disconnected", is_disconnected)

    async def visit() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(get_now, routes.ROUTES, "/shipments/cube")
            await PageCache().page(INDEX, "/", "")
            await anyio.sleep(1)
            assert engine.began.is_set()
            assert not engine.stopped.is_set()
            leave.set()

    run_async(visit)
    assert engine.stopped.wait(LONG_S)
    assert service.passes == 1


def test_a_server_counts_at_its_start_to_the_end(
    served: StoryFolder, service: CubeService, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "HELD_SECONDS", 0.0)
    prepare._first_page()
    assert engine.began.wait(LONG_S)
    assert flows_of_page().why == COUNTING
    assert not engine.stopped.wait(0.5)
    engine.let.set()
    wait_until(lambda: flows_of_page().cube is not None)
    prepare._first_page()  # as the next start: its cube is kept
    assert service.passes == 1


def test_a_start_asks_no_database(
    tmp_path: Path, served: StoryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Flight[Entry]] = []

    def join(*_: object, **__: object) -> Flight[Entry]:
        begun.append(Flight())
        return begun[-1]

    monkeypatch.setattr(beginning, "join", join)
    of_database = write_story(tmp_path / "other", source="env:WAYBILL_SHIPMENTS", table="rows")
    for folder, many in ((StoryFolder(of_database), 0), (served, 1)):
        story = folder.current().story
        assert story is not None
        beginning.count_at_start(story, folder.path)
        assert len(begun) == many


def test_views_narrowed_in_different_ways_wait_for_one_count_of_all(
    served: StoryFolder, service: CubeService, engine: Engine
) -> None:
    async def all_at_once() -> list[int]:
        found: list[int] = []

        async def one(query: str) -> None:
            found.append((await get_now(routes.ROUTES, f"/shipments/cube{query}")).status)

        async with anyio.create_task_group() as group:
            for query in ("", "?cargo=corn", "?mode=sea", "?where=owner:A"):
                group.start_soon(one, query)
            await anyio.sleep(0.5)
            engine.let.set()
        return found

    assert run_async(all_at_once) == [200] * 4
    assert service.passes == 1


def test_who_waits_is_told_when_the_answer_is_there_and_need_not_look(
    served: StoryFolder, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_LOOK_SECONDS", 10.0 * LONG_S)

    async def visit() -> int:
        threading.Timer(0.3, engine.let.set).start()
        with anyio.fail_after(LONG_S):
            return (await get_now(routes.ROUTES, "/shipments/cube")).status

    assert run_async(visit) == 200


def test_an_end_is_told_once_also_to_whoever_comes_after_it() -> None:
    told: list[str] = []
    flight: Flight[int] = Flight()
    flight.on_end(lambda: told.append("first"))
    flight.on_end(lambda: 1 // 0)
    flight.on_end(lambda: told.append("second"))
    assert told == []
    flight.run(lambda _: 7)
    flight.on_end(lambda: told.append("later"))
    assert (told, flight.answer()) == (["first", "second", "later"], 7)
