"""Exact days of shipments whose cube has weeks: the address of their edges, files, the table and the card."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import anyio
import pytest
from support.asgi import Answered, get, get_now
from support.run_async import run_async
from support.shipment_stories import random_rows, write_story

from waybill import work_folder
from waybill.httpd.shipments import asking, routes, shown
from waybill.limiter import WorkLimiter
from waybill.settings import Settings
from waybill.shipments.cube import decode
from waybill.shipments.engine import edges
from waybill.shipments.engine.errors import EngineError
from waybill.shipments.exact.refined import refined
from waybill.shipments.flights import Flight, Flights
from waybill.shipments.service import CubeService
from waybill.shipments.window import window
from waybill.story import Story, StoryFolder
from waybill.story.day import Day
from waybill.view.view import View, default_view

DAYS = "from=2024-02-06&to=2024-06-19"
FIRST, LAST = 19759, 19893
ROWS = random_rows(3, 12_000)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CubeService:
    """Of a story that the routes serve."""
    kept = Settings(cache=str(tmp_path / "kept"))
    monkeypatch.setattr(work_folder, "settings", lambda: kept)
    folder = StoryFolder(write_story(tmp_path / "story", ROWS, limits="cells = 1000"))
    made = CubeService({})
    monkeypatch.setattr(asking, "named_folder", lambda name: None if name else folder)
    monkeypatch.setattr(routes, "service", made)
    monkeypatch.setattr(shown, "service", made)
    return made


def ask(address: str, **headers: str) -> Answered:
    return get(routes.ROUTES, f"/shipments/{address}", **headers)


def shipments() -> int:
    """How many rows are of these days, between known places and with a quantity."""
    return sum(
        "Nowhere" not in row[:2] and row[3] is not None and "2024-02-06" <= row[2] <= "2024-06-19"
        for row in ROWS
        if row[2] is not None
    )


def test_edges_are_a_small_cube_and_files_have_the_same_sums(service: CubeService) -> None:
    cube = decode(ask("cube").body)
    first = ask(f"edges?{DAYS}")
    assert (first.status, first.headers["content-type"]) == (200, routes.MEDIA_TYPE)
    assert len(first.body) < 8_000
    assert ask(f"edges?{DAYS}", if_none_match=first.headers["etag"]).status == 304
    found = window(refined(cube, decode(first.body), FIRST, LAST), FIRST, LAST)
    listed = json.loads(ask(f"flows.json?{DAYS}").body)
    assert (listed["level"], listed["from"], listed["to"]) == ("day", "2024-02-06", "2024-06-19")
    assert "whole ones" not in listed["sentence"]
    assert listed["drawn"]["shipments"] + listed["rest"]["shipments"] == shipments()
    assert (found.total.count, found.drawn.quantity) == (
        listed["total"]["shipments"],
        listed["drawn"]["quantity"],
    )
    assert (service.passes, service.edge_passes) == (1, 1)


def test_fifty_who_want_the_same_days_are_one_question(service: CubeService) -> None:
    ask("cube")

    async def fifty() -> list[int]:
        found: list[int] = []

        async def one() -> None:
            found.append((await get_now(routes.ROUTES, f"/shipments/edges?{DAYS}")).status)

        async with anyio.create_task_group() as group:
            for _ in range(50):
                group.start_soon(one)
        return found

    assert run_async(fifty) == [200] * 50
    assert service.edge_passes == 1


def test_an_engine_that_fails_leaves_sums_of_weeks_with_their_time(
    service: CubeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("cube")

    def fail(*_: object) -> None:
        raise EngineError("The engine did not answer within 20 seconds.")

    monkeypatch.setattr(edges, "cells_on", fail)
    answer = ask(f"edges?{DAYS}")
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    said = "The engine did not answer within 20 seconds. These are the sums as of "
    assert answer.body.decode().startswith(said)
    listed = json.loads(ask(f"flows.json?{DAYS}").body)
    assert (listed["level"], listed["from"]) == ("week", "2024-02-05")
    assert listed["stale"].startswith(said)


def test_the_card_and_the_table_have_exact_days_and_the_first_picture_waits_for_none(
    service: CubeService,
) -> None:
    ask("cube")
    view = _view()
    folder = asking.named_folder("")
    assert folder is not None
    story = folder.current().story

    def count(wait_seconds: float) -> int:
        found = shown.flows_shown(story, folder.path, view, wait_seconds)
        assert found is not None
        picture = found.picture(view)
        assert picture is not None
        return picture.window.total.count

    assert count(0.0) > shipments()
    assert service.edge_passes == 0
    assert count(20.0) == shipments()
    assert count(0.0) == shipments()
    assert service.edge_passes == 1


def _first_asked() -> tuple[View, StoryFolder, Story]:
    """A view, its folder and its story, once the cube is there."""
    ask("cube")
    folder = asking.named_folder("")
    assert folder is not None
    return _view(), folder, folder.current().story


def test_cards_and_tables_of_many_windows_leave_all_places_to_others(
    service: CubeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, folder, story = _first_asked()
    count_days, release = edges.cells_on, threading.Event()

    def slow_but_for_one(*asked: Any) -> object:
        if asked[-1][0][0] != FIRST:
            release.wait(20)
        return count_days(*asked)

    monkeypatch.setattr(edges, "cells_on", slow_but_for_one)
    try:
        whys = []
        for day in range(1, 21):
            found = shown.flows_shown(
                story, folder.path, replace(view, start=Day(2024, 3, day)), 0.02, f"192.0.2.{day}"
            )
            assert found is not None
            assert found.cube is not None
            whys.append(found.cube.meta.get("stale", ""))
        held = list(asking.drawn_days._flights.values())
        assert all(flight.is_withdrawn or flight.is_done for flight in held)
        assert ask(f"edges?{DAYS}").status == 200
    finally:
        release.set()
    assert whys[-1].startswith("Too many questions at once. These are the sums as of ")


def test_one_address_has_two_windows_drawn_at_once(
    service: CubeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, folder, story = _first_asked()
    release = threading.Event()
    monkeypatch.setattr(edges, "cells_on", lambda *_: release.wait(20))
    monkeypatch.setattr(asking, "drawn_days", Flights(WorkLimiter(1, waiting=3)))
    monkeypatch.setattr(shown, "drawn_days", asking.drawn_days)
    monkeypatch.setattr(asking, "_asking", {})

    def why(day: int, address: str) -> str:
        view_then = replace(view, start=Day(2024, 3, day))
        found = shown.flows_shown(story, folder.path, view_then, 0.02, address)
        assert found is not None
        assert found.cube is not None
        return str(found.cube.meta.get("stale", ""))

    try:
        whys = [why(day, "192.0.2.1") for day in (1, 5, 12)]
        assert whys[:2] == ["", ""]
        assert whys[2].startswith("Too many questions at once. These are the sums as of ")
        assert why(12, "192.0.2.2") == ""
    finally:
        release.set()


def test_files_have_sums_of_weeks_while_too_many_ask_for_exact_days(
    service: CubeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("cube")
    full = WorkLimiter(1, waiting=0)
    monkeypatch.setattr(asking.flights, "_limiter", full)
    with full.turn():
        assert ask(f"edges?{DAYS}").status == 503
        answer = ask(f"flows.json?{DAYS}")
    assert answer.status == 200
    listed = json.loads(answer.body)
    assert (listed["level"], listed["from"]) == ("week", "2024-02-05")
    assert listed["stale"].startswith("Too many questions at once. These are the sums as of ")


def test_exact_days_wait_for_what_the_cube_has_left_of_the_time(
    service: CubeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = asking.named_folder("")
    assert folder is not None
    resolved, wait, waits = service.resolved, Flight.wait, list[float]()

    def slowly(*asked: Any) -> object:
        time.sleep(0.2)
        return resolved(*asked)

    def noted(flight: Flight[object], seconds: float) -> bool:
        waits.append(seconds)
        return wait(flight, seconds)

    monkeypatch.setattr(service, "resolved", slowly)
    monkeypatch.setattr(Flight, "wait", noted)
    shown.flows_shown(folder.current().story, folder.path, _view(), 60.0)
    assert len(waits) == 2
    assert waits[1] <= 59.8


def _view() -> View:
    folder = asking.named_folder("")
    assert folder is not None
    view = default_view(folder.current().story)
    return replace(view, start=Day(2024, 2, 6), end=Day(2024, 6, 19))
