"""A burst of previews: everybody's come, and one of the data before stands in while others are drawn."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from support.run_async import run_async
from support.tiny_stories import ROUTES, SOUND, write_files

from waybill.guard.shares import FairWork
from waybill.httpd import endpoints
from waybill.httpd.card_cache import CardCache
from waybill.httpd.requests import RequestReader
from waybill.story import StoryFolder


class Drawing:
    """Stands for render_card: tells how many legs there are, and can be held up."""

    def __init__(self) -> None:
        self.count = 0
        self.go_on = threading.Event()
        self.go_on.set()

    def __call__(self, story, _view) -> bytes:
        assert self.go_on.wait(10)
        time.sleep(0.005)
        self.count += 1
        return f"{len(story.legs)} legs".encode()


@pytest.fixture
def drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drawing:
    write_files(tmp_path, SOUND)
    found = Drawing()
    monkeypatch.setattr(endpoints, "cards", CardCache(found))
    monkeypatch.setattr(endpoints, "card_work", FairWork(2, wait_seconds=5))
    monkeypatch.setattr(endpoints, "requests", RequestReader(StoryFolder(tmp_path)))
    return found


async def card(query: str, address: str = "10.0.0.1") -> Response:
    scope = {"type": "http", "method": "GET", "path": "/card.png", "query_string": query.encode()}
    client = {"headers": [], "client": (address, 1)}
    return await endpoints.serve_card(Request({**scope, **client}))


def test_sixty_new_cards_of_one_visitor_all_come_and_take_nobodys_turn(drawing: Drawing) -> None:
    async def burst() -> None:
        done: list[str] = []

        async def one(query: str, address: str) -> int:
            answer = await card(query, address)
            done.append(address)
            return answer.status_code

        queries = [
            f"from=2023-09-07&to=2023-10-{day % 19 + 1:02}&map={day}.0,130,4" for day in range(60)
        ]
        sixty = [asyncio.create_task(one(query, "10.0.0.1")) for query in queries]
        await asyncio.sleep(0.02)
        other = asyncio.create_task(one("from=2023-09-08", "10.0.0.2"))
        assert await asyncio.gather(*sixty, other) == [200] * 61
        assert done.index("10.0.0.2") < 12
        assert drawing.count == 61

    run_async(burst)


def test_one_view_asked_for_by_many_is_drawn_once(drawing: Drawing) -> None:
    async def burst() -> None:
        asked = [card("theme=dark", f"10.0.0.{number}") for number in range(60)]
        answers = await asyncio.gather(*asked)
        assert {(answer.status_code, answer.body) for answer in answers} == {(200, b"1 legs")}
        assert drawing.count == 1

    run_async(burst)


def test_a_preview_of_the_data_before_stands_in_while_others_are_drawn(
    drawing: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoints, "STALE_SECONDS", 0.05)

    async def story() -> None:
        assert (await card("")).body == b"1 legs"
        (tmp_path / "routes.csv").write_text(ROUTES + "more,dunay,rajin,2023-09-08,,sea,\n")
        version = endpoints.requests.read("").version
        drawing.go_on.clear()
        crowd = [asyncio.create_task(card(f"map={n}.0,130,4", "10.0.0.9")) for n in range(4)]
        await asyncio.sleep(0.02)
        stale = await card("")
        assert (stale.status_code, stale.body) == (200, b"1 legs")
        assert stale.headers["Cache-Control"] == "no-store"
        pinned = asyncio.create_task(card(f"data={version}"))
        await asyncio.sleep(0.1)
        assert not pinned.done(), "a link that names the data never shows other data"
        drawing.go_on.set()
        assert (await pinned).body == b"2 legs"
        await asyncio.gather(*crowd)
        assert (await card("")).body == b"2 legs"

    run_async(story)
