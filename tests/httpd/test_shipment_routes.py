"""The addresses below shipments/: answers, their headers, sentences for what is wrong, and one pass for all."""

from __future__ import annotations

import csv
import gzip
import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import anyio
import pyarrow.parquet as pq
import pytest
from support.asgi import Answered, get, get_now
from support.run_async import run_async
from support.shipment_stories import FAULTY, SOUND, write_story

from waybill import work_folder
from waybill.flows.shown import COUNTING, ShownFlows
from waybill.httpd import endpoints
from waybill.httpd.card_cache import CardCache
from waybill.httpd.requests import RequestReader
from waybill.httpd.shipments import asking, routes, shown
from waybill.settings import Settings
from waybill.shipments.cube import decode
from waybill.shipments.engine import count, source
from waybill.shipments.engine.errors import EngineError
from waybill.shipments.service import CubeService
from waybill.story import StoryFolder
from waybill.story.model import Story
from waybill.view.view import View, default_view

Get = Callable[..., Answered]
WINDOW = "from=2024-01-01&to=2024-12-31"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story that the routes serve, and nothing kept of earlier tests."""
    kept = Settings(cache=str(tmp_path / "kept"))
    monkeypatch.setattr(work_folder, "settings", lambda: kept)
    made = write_story(tmp_path / "story", [*SOUND, *FAULTY])
    serve(made, monkeypatch)
    return made


def serve(folder: Path, monkeypatch: pytest.MonkeyPatch) -> CubeService:
    shown = StoryFolder(folder)
    service = CubeService({})
    monkeypatch.setattr(asking, "named_folder", lambda name: None if name else shown)
    monkeypatch.setattr(routes, "service", service)
    return service


def ask(address: str, **headers: str) -> Answered:
    return get(routes.ROUTES, f"/shipments/{address}", **headers)


def test_the_cube_comes_compressed_with_a_tag_and_is_not_sent_twice(folder: Path) -> None:
    first = ask("cube", accept_encoding="gzip")
    assert (first.status, first.headers["content-encoding"]) == (200, "gzip")
    assert first.headers["content-type"] == "application/vnd.waybill.cube"
    cube = decode(gzip.decompress(first.body))
    assert cube.meta["left_out"]["rows"] == 14
    assert cube.meta["said_by"]["published_on"] == "2024-05-01"
    assert decode(ask("cube").body).meta == cube.meta
    again = ask("cube", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_rows_of_a_flow_are_json(folder: Path) -> None:
    answer = ask(f"rows?flow=odesa,istanbul&mode=sea&cargo=wheat&{WINDOW}")
    assert answer.status == 200
    found = json.loads(answer.body)
    assert found["rows"] == [["2024-01-03", 50.0, "Sea", "wheat", "B", "B"]]
    assert (found["count"], found["page"], found["pages"]) == (1, 1, 1)


def test_a_flow_is_split_by_what_its_shipments_name(folder: Path) -> None:
    found = json.loads(ask(f"split?flow=odesa,istanbul&by=owner&{WINDOW}").body)
    assert (found["name"], found["more"], found["unit"]) == ("owner", 0, "t")
    assert found["values"] == [["A", 107.5, 2], ["B", 50.0, 1]]
    assert (found["quantity"], found["count"], found["said_by"]) == (157.5, 3, "Customs")
    days = "from=2024-01-02&to=2024-02-10"
    rail = json.loads(ask(f"split?flow=odesa,istanbul&by=cargo&mode=rail&{days}").body)
    assert rail["values"] == [["corn", 7.0, 1]]
    none = json.loads(ask(f"split?flow=tunis,genoa&by=cargo&{WINDOW}").body)
    assert (none["values"], none["quantity"], none["count"]) == ([], 0.0, 0)


def test_flows_are_csv_geojson_parquet_and_json(folder: Path) -> None:
    listed = json.loads(ask(f"flows.json?top=2&{WINDOW}").body)
    assert [flow["quantity"] for flow in listed["flows"]] == [157.5, 30.0]
    assert listed["sentence"] == (
        "2 smaller flows not drawn: 6.3 % of the quantity, 2 shipments. "
        "1 shipment that stays at one place (4.3 %) not drawn. 3 shipments without a known place, "
        "1 without a day, 2 without a quantity, 1 with a negative quantity: in no sum."
    )
    table = ask(f"flows.csv?{WINDOW}")
    rows = list(csv.DictReader(io.StringIO(table.body.decode("utf-8-sig"))))
    assert (rows[0]["origin_name"], rows[0]["quantity"], rows[0]["share"]) == (
        *("Odesa", "157.5"),
        "0.750894",
    )
    assert table.headers["content-disposition"] == 'attachment; filename="flows.csv"'
    shapes = json.loads(ask(f"flows.geojson?{WINDOW}").body)
    assert shapes["features"][0]["geometry"]["coordinates"] == [[30.73, 46.48], [28.98, 41.01]]
    parquet = pq.read_table(io.BytesIO(ask(f"flows.parquet?{WINDOW}").body))
    assert parquet["quantity"].to_pylist() == [157.5, 30.0, 12.25, 1.0]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("rows?flow=odesa", 400, "flow is two ids of places"),
        ("rows?flow=odesa,nowhere", 400, "flow names a place that this story does not have."),
        ("rows?flow=odesa,istanbul&page=0", 400, "page is a whole number"),
        ("split?flow=odesa,istanbul&by=tonnes", 400, "by is one of: cargo, owner."),
        ("flows.json?top=-1", 400, "top is a whole number"),
        ("flows.xlsx", 404, "There is no such file; there are: json, csv, geojson, parquet."),
        ("cube?cargo=gold", 400, "These shipments have no such cargo."),
        ("cube?where=owner:Nobody", 400, "These shipments have no such owner."),
        ("cube?known=2024-04-30", 404, "These shipments were not published yet on the day set."),
    ],
)
def test_what_cannot_be_answered_is_said(
    folder: Path, address: str, status: int, said: str
) -> None:
    answer = ask(address)
    assert (answer.status, answer.headers["content-type"][:10]) == (status, "text/plain")
    assert answer.body.decode().startswith(said)


def test_a_story_without_shipments_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "story.toml").write_text("title = 'None'")
    answer = ask("cube")
    assert (answer.status, answer.body) == (404, b"This story has no shipments.")


def test_fifty_at_once_are_one_pass(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service = serve(folder, monkeypatch)
    release = threading.Event()
    counted = count.count

    def slowly(*arguments: object) -> object:
        release.wait(20)
        return counted(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(count, "count", slowly)

    async def fifty() -> list[int]:
        found: list[int] = []

        async def one() -> None:
            found.append((await get_now(routes.ROUTES, "/shipments/cube")).status)

        async with anyio.create_task_group() as group:
            for _ in range(50):
                group.start_soon(one)
            await anyio.sleep(0.5)
            release.set()
        return found

    assert run_async(fifty) == [200] * 50
    assert service.passes == 1


@pytest.mark.parametrize("file", ["rows?flow=odesa,istanbul&page={}", "flows.csv?top={}"])
def test_a_burst_of_one_address_leaves_places_to_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    assert ask("cube").status == 200
    release = threading.Event()
    made: dict[str, Callable[..., object]] = {
        name: getattr(routes, name) for name in ("rows_of", "flows_file")
    }
    for name, make in made.items():

        def slowly(
            *arguments: object, make: Callable[..., object] = make, **more: object
        ) -> object:
            release.wait(20)
            return make(*arguments, **more)

        monkeypatch.setattr(routes, name, slowly)

    async def burst() -> tuple[list[int], int]:
        found: list[int] = []

        async def one(number: int) -> None:
            address = f"/shipments/{file.format(number)}"
            found.append((await get_now(routes.ROUTES, address)).status)

        async with anyio.create_task_group() as group:
            for number in range(1, 31):
                group.start_soon(one, number)
            await anyio.sleep(0.5)
            threading.Timer(0.3, release.set).start()
            address = f"/shipments/{file.format(99)}"
            other = await get_now(routes.ROUTES, address, client=("192.0.2.7", 1))
        return found, other.status

    found, other = run_async(burst)
    assert found.count(200) == asking.OF_ONE
    assert found.count(503) == 30 - asking.OF_ONE
    assert other == 200
    assert list(asking._flights_of("192.0.2.8")) == []
    assert list(asking._asking) == ["192.0.2.8"]


def test_a_question_for_which_nobody_waits_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = threading.Event()

    def until_stopped(opened: source.Source, *_: object) -> None:
        for _at in range(400):
            if opened._cancelled.wait(0.05):
                stopped.set()
                raise EngineError("withdrawn")

    monkeypatch.setattr(count, "count", until_stopped)

    async def leave() -> None:
        with anyio.move_on_after(0.5):
            await get_now(routes.ROUTES, "/shipments/cube")

    run_async(leave)
    assert stopped.wait(10)


def test_a_count_that_a_card_began_goes_on_when_the_card_has_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, counted = threading.Event(), count.count

    def slowly(*arguments: object) -> object:
        release.wait(20)
        return counted(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(count, "count", slowly)
    monkeypatch.setattr(shown, "service", CubeService({}))
    story = StoryFolder(folder).current().story
    assert story is not None
    view = default_view(story)
    first = shown.flows_shown(story, folder, view, 0.1)
    assert first is not None
    assert first.why == COUNTING
    release.set()
    for _ in range(200):
        later = shown.flows_shown(story, folder, view)
        assert later is not None
        if later.cube is not None:
            return
        time.sleep(0.05)
    pytest.fail("the shipments were never counted")


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def fail(*_: object) -> None:
        raise EngineError("The engine did not answer within 20 seconds.")

    with monkeypatch.context() as patched:
        patched.setattr(count, "count", fail)
        yield


def test_an_engine_that_never_answered_is_a_sentence(folder: Path, failing: None) -> None:
    answer = ask("cube")
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert answer.body == b"The engine did not answer within 20 seconds."


def test_an_engine_that_fails_later_leaves_the_last_good_cube_and_says_of_when(
    folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    ask("cube")
    write_story(folder, SOUND)  # the file has changed
    serve(folder, monkeypatch)  # and the server was started again
    request.getfixturevalue("failing")
    cube = decode(ask("cube").body)
    assert cube.meta["left_out"]["rows"] == 14
    assert cube.meta["stale"].startswith(
        "The engine did not answer within 20 seconds. These are the sums as of "
    )
    assert cube.meta["stale"].endswith(" UTC.")


def test_a_cube_is_kept_between_starts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ask("cube")
    service = serve(folder, monkeypatch)
    assert ask("cube").body == first.body
    assert service.passes == 0


def test_the_routes_ask_the_engine_that_the_server_has() -> None:
    assert routes.service is asking.service


def test_shipments_of_a_story_that_is_not_here_are_not_those_of_another(folder: Path) -> None:
    assert ask("cube?story=other").status == 404


def test_the_preview_card_has_the_flows_and_is_drawn_anew_when_they_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def draw(story: Story, view: View, flows: ShownFlows) -> bytes:
        seen.append(flows)
        return flows.tag.encode() or flows.why.encode()

    reader = RequestReader(StoryFolder(folder))
    monkeypatch.setattr(endpoints, "requests", reader)
    monkeypatch.setattr(endpoints, "named_folder", lambda name: StoryFolder(folder))
    monkeypatch.setattr(endpoints, "cards", CardCache(draw))
    monkeypatch.setattr(shown, "service", CubeService({}))
    version = reader.read("").version
    card = get(endpoints.ROUTES, f"/card.png?cargo=corn&data={version}")
    assert card.headers["cache-control"] == "public, max-age=300"
    assert (seen[0].wanted, seen[0].cube.meta["unit"]) == ({"cargo": "corn"}, "t")
    again = get(endpoints.ROUTES, f"/card.png?cargo=corn&data={version}")
    assert (again.body, len(seen)) == (card.body, 1)
    write_story(folder, SOUND[:3])
    assert get(endpoints.ROUTES, f"/card.png?cargo=corn&data={version}").body != card.body
    wrong = get(endpoints.ROUTES, "/card.png?cargo=gold")
    assert wrong.body == b"These shipments have no such cargo: no flows are drawn."
    assert wrong.headers["cache-control"] == "no-store"
