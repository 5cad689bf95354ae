"""Files of shipments are counted before a map asks for them: once for all who want them, and not again and again."""

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
from waybill.limiter import BoundedCache
from waybill.settings import Settings
from waybill.shipments.engine import count, source
from waybill.shipments.engine.errors import EngineError
from waybill.shipments.service import CubeService
from waybill.story import StoryFolder
from waybill.story.model import Story

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
    monkeypatch.setattr(beginning, "_failed", BoundedCache(lambda _: 1, max_entries=9, max_bytes=9))
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
    wait_until(lambda: not beginning._begun)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """An engine that fails; how often it was asked."""
    asked: list[int] = []

    def fail(*_: object) -> None:
        asked.append(1)
        raise EngineError("The engine could not answer.")

    monkeypatch.setattr(count, "count", fail)
    yield asked
    wait_until(lambda: not beginning._begun)


def open_page(path: str = "/", *, is_visit: bool = True) -> None:
    run_async(lambda: PageCache().page(INDEX, path, "", is_visit=is_visit))


def story_of(folder: StoryFolder) -> Story:
    story = folder.current().story
    assert story is not None
    return story


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


def test_a_count_that_a_page_began_runs_to_its_end_whoever_goes(
    served: StoryFolder, service: CubeService, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave = threading.Event()

    async def is_disconnected(_: Request) -> bool:
        return leave.is_set()

    monkeypatch.setattr(Request, "is_disconnected", is_disconnected)

    async def visit() -> None:
        await PageCache().page(INDEX, "/", "", is_visit=True)
        async with anyio.create_task_group() as group:
            group.start_soon(get_now, routes.ROUTES, "/shipments/cube")
            await anyio.sleep(0.3)
            leave.set()

    run_async(visit)
    assert not engine.stopped.wait(0.5)
    engine.let.set()
    wait_until(lambda: flows_of_page().cube is not None)
    assert service.passes == 1


@pytest.mark.parametrize("path", ["/table", "/method", "/claims", "/downloads"])
def test_only_the_page_with_the_map_begins_a_count(
    served: StoryFolder, service: CubeService, path: str
) -> None:
    open_page(path)
    open_page(is_visit=False)  # as for HEAD
    wait_until(lambda: not beginning._begun)
    assert service.passes == 0


def test_a_count_that_failed_is_not_begun_again_for_a_minute(
    served: StoryFolder, failing: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    prepare._first_page()
    wait_until(lambda: not beginning._begun)
    open_page()
    prepare._first_page()
    wait_until(lambda: not beginning._begun)
    assert len(failing) == 1
    warned = [one for one in caplog.records if one.name == "waybill.shipments"]
    said = "shipments could not be counted: The engine could not answer."
    assert [(one.getMessage(), one.exc_info) for one in warned] == [(said, None)]
    assert run_async(get_now, routes.ROUTES, "/shipments/cube").status == 503
    assert len(failing) == 2  # a visitor's map is not kept waiting


def test_older_sums_are_a_failure_too_and_after_a_minute_there_is_another_try(
    served: StoryFolder,
    service: CubeService,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    assert run_async(get_now, routes.ROUTES, "/shipments/cube").status == 200
    write_story(served.path, SOUND[:2])
    failing = request.getfixturevalue("failing")
    for pause_s, many in ((60.0, 1), (60.0, 1), (0.0, 2)):
        monkeypatch.setattr(beginning, "PAUSE_SECONDS", pause_s)
        open_page()
        wait_until(lambda: not beginning._begun)
        assert len(failing) == many


def test_a_start_whose_file_is_not_there_says_so_in_a_line(
    served: StoryFolder, caplog: pytest.LogCaptureFixture
) -> None:
    story = story_of(served)
    (served.path / "rows.parquet").unlink()
    beginning.count_at_start(story, served.path)
    beginning.count_for_page(story, served.path)
    warned = [(one.getMessage(), one.exc_info) for one in caplog.records]
    said = "shipments could not be counted: shipments.source is not a file of the story folder"
    assert warned == [(said, None)]


def test_pages_of_many_stories_have_one_count_that_runs_and_two_that_wait(
    tmp_path: Path, served: StoryFolder, service: CubeService, engine: Engine
) -> None:
    for number in range(6):
        folder = StoryFolder(write_story(tmp_path / f"story-{number}", SOUND))
        beginning.count_for_page(story_of(folder), folder.path)
    wait_until(lambda: service.passes == 1)
    assert len(beginning._begun) == 1 + beginning.MOST_WAITING

    async def visit() -> (
        int
    ):  # that it finds a free place of the two, and does not wait for the pages'
        threading.Timer(0.5, engine.let.set).start()
        with anyio.fail_after(LONG_S):
            async with anyio.create_task_group() as group:
                group.start_soon(get_now, routes.ROUTES, "/shipments/cube")
                await anyio.sleep(0.3)
                return service.passes

    assert run_async(visit) == 2
    wait_until(lambda: not beginning._begun)
    assert service.passes == 4


def test_a_thread_that_cannot_be_started_holds_nobody_up(
    served: StoryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    story = story_of(served)
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", start)
        beginning.count_for_page(story, served.path)
    assert beginning._begun == []
    assert asking.flights._flights == {}


def test_a_server_counts_at_its_start_to_the_end(
    served: StoryFolder, service: CubeService, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare._first_page()
    assert engine.began.wait(LONG_S)
    assert flows_of_page().why == COUNTING
    assert not engine.stopped.wait(0.5)
    engine.let.set()
    wait_until(lambda: flows_of_page().cube is not None)
    prepare._first_page()  # as the next start: its cube is kept
    assert service.passes == 1


def test_neither_a_start_nor_a_page_asks_a_database(
    tmp_path: Path, served: StoryFolder, service: CubeService, engine: Engine
) -> None:
    of_database = write_story(tmp_path / "other", source="env:WAYBILL_SHIPMENTS", table="rows")
    for begin in (beginning.count_at_start, beginning.count_for_page):
        for folder, many in ((StoryFolder(of_database), 0), (served, 1)):
            begin(story_of(folder), folder.path)
            assert len(beginning._begun) == many
        engine.let.set()
        wait_until(lambda: not beginning._begun)
        engine.let.clear()
        write_story(served.path, SOUND[:2])


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


def test_a_count_remembers_nobody_who_has_gone(served: StoryFolder, engine: Engine) -> None:
    beginning.count_for_page(story_of(served), served.path)

    async def leave() -> None:
        with anyio.move_on_after(0.3):
            await get_now(routes.ROUTES, "/shipments/cube")

    run_async(leave)
    (flight,) = asking.flights._flights.values()
    assert len(flight._listeners) == 1
