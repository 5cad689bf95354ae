"""The preview card and the downloads of the served site: right, kept, bounded."""

from __future__ import annotations

import asyncio
import io
import json
import re
import threading
import zipfile
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image
from shapely.geometry import shape
from starlette.requests import Request
from support.asking import Answer, ask
from support.running import ROOT, Server

from waybill.export import Download
from waybill.guard.shares import FairWork
from waybill.httpd import endpoints
from waybill.httpd.card_cache import CardCache
from waybill.httpd.requests import MAX_QUERY
from waybill.story import Day, read_story, story_version

LEG = "from=2023-09-12&to=2023-09-20&leg=rajin-dunay&tab=legs"

# The card


def test_the_same_view_gives_the_same_bytes_whatever_else_the_link_says(server: Server) -> None:
    first = ask(server, f"card.png?{LEG}")
    again = ask(
        server,
        "card.png?leg=rajin-dunay&utm_source=x&to=2023-09-20&tab=claims&from=2023-09-12&embed=true",
    )
    assert first.body == again.body
    assert first.headers["ETag"] == again.headers["ETag"]


def test_a_card_is_revalidated_by_its_content(server: Server) -> None:
    first = ask(server, f"card.png?{LEG}")
    tag = first.headers["ETag"]
    for held in (tag, f"W/{tag}", f'"x", {tag}'):
        answer = ask(server, f"card.png?{LEG}", If_None_Match=held)
        assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", tag)
    assert ask(server, f"card.png?{LEG}", If_None_Match='"other"').body == first.body


def test_a_card_of_named_data_keeps_longer_than_one_that_follows_it(server: Server) -> None:
    story = read_story(ROOT / "data").story
    assert story is not None
    for query, kept in (
        (f"?data={story_version(story)}", 86400),
        ("", 300),
        ("?data=0000000000", 300),
    ):
        answer = ask(server, f"card.png{query}")
        assert answer.headers["Cache-Control"] == f"public, max-age={kept}"


def test_head_tells_of_the_card_without_sending_it(server: Server) -> None:
    whole = ask(server, f"card.png?{LEG}")
    only_head = ask(server, f"card.png?{LEG}", "HEAD")
    assert (only_head.status, only_head.body) == (200, b"")
    assert only_head.headers["Content-Length"] == str(len(whole.body))
    assert only_head.headers["ETag"] == whole.headers["ETag"]


def test_a_query_beyond_the_limit_is_refused(server: Server) -> None:
    longest = "x=" + "a" * (MAX_QUERY - 2)
    assert ask(server, f"card.png?{longest}").status == 200
    for path in ("card.png", "download/legs"):
        assert ask(server, f"{path}?{longest}a").status == 414
    assert ask(server, "card.png", "POST").status == 405


def in_own_loop(task: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run to its end in a thread of its own: a browser's loop may be running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(task())).result()


def request_for(path: str, kind: str = "") -> Request:
    return Request({"type": "http", "method": "GET", "path": path, "query_string": b"",
                    "headers": [], "path_params": {"kind": kind}})  # fmt: skip


@pytest.mark.parametrize(
    ("limiter", "endpoint", "kind"),
    [("card_work", "serve_card", ""), ("download_work", "serve_download", "legs")],
)
def test_when_too_many_ask_the_next_is_told_to_come_back(
    monkeypatch: pytest.MonkeyPatch, limiter: str, endpoint: str, kind: str
) -> None:
    full = FairWork(1, waiting=1)
    monkeypatch.setattr(endpoints, limiter, full)
    monkeypatch.setattr(endpoints, "cards", CardCache())

    async def crowd() -> None:
        release = threading.Event()
        inside = [
            asyncio.create_task(full.run(address, address, release.wait)) for address in ("a", "b")
        ]
        await asyncio.sleep(0)
        answer = await getattr(endpoints, endpoint)(request_for("/x", kind))
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert answer.headers["Cache-Control"] == "no-store"
        release.set()
        assert await asyncio.gather(*inside) == [True, True]
        assert (await getattr(endpoints, endpoint)(request_for("/x", kind))).status_code == 200

    in_own_loop(crowd)


# Downloads


def download(server: Server, path: str) -> Answer:
    answer = ask(server, f"download/{path}")
    assert answer.status == 200
    found = re.fullmatch(
        r'attachment; filename="([A-Za-z0-9._-]+)"', answer.headers["Content-Disposition"]
    )
    assert found
    return answer


def test_csv_files_hold_the_view_or_the_whole_record(server: Server) -> None:
    story = read_story(ROOT / "data").story
    assert story is not None
    for name, rows in (("legs", story.legs), ("visits", story.visits), ("claims", story.claims)):
        everything = pd.read_csv(io.BytesIO(download(server, f"{name}?scope=all").body))
        assert list(everything.iloc[:, 0]) == list(rows)
        csv = download(server, f"csv?table={name}&{LEG}")
        assert csv.body == download(server, f"{name}?{LEG}&scope=shown").body
        shown = pd.read_csv(io.BytesIO(csv.body))
        assert set(shown.iloc[:, 0]) <= set(rows)
        assert 0 < len(shown) < len(everything) or name == "legs"
    visits = pd.read_csv(io.BytesIO(download(server, f"visits?{LEG}").body))
    assert set(visits["start_date"]) <= {f"2023-09-{day:02}" for day in range(1, 21)}


def test_geojson_kml_zip_and_png_open_in_their_readers(server: Server, tmp_path: Path) -> None:
    collection = json.loads(download(server, f"geojson?{LEG}").body)
    assert collection["type"] == "FeatureCollection"
    shapes = [shape(f["geometry"]) for f in collection["features"] if f["geometry"]]
    assert all(s.is_valid for s in shapes)
    assert any("Line" in s.geom_type for s in shapes)
    root = ElementTree.fromstring(download(server, f"kml?{LEG}").body)
    assert root.tag == "{http://www.opengis.net/kml/2.2}kml"
    with zipfile.ZipFile(io.BytesIO(download(server, f"zip?{LEG}").body)) as archive:
        archive.extractall(tmp_path)
    result = read_story(tmp_path)
    assert result.story is not None
    assert not result.errors
    assert result.story.info.window == (
        Day(2023, 9, 12),
        Day(2023, 9, 20),
    )
    assert Image.open(io.BytesIO(download(server, f"png?{LEG}").body)).size == (1200, 630)


def test_what_cannot_be_downloaded_is_said_in_words(server: Server) -> None:
    nothing = ask(server, "download/everything")
    assert nothing.status == 404
    assert nothing.body.decode().startswith("There is no such download; there are: legs, visits,")
    scope = ask(server, "download/legs?scope=half")
    assert (scope.status, b"shown" in scope.body) == (400, True)
    empty = ask(server, "download/zip?from=2023-07-20&to=2023-07-21&known=1990-01-01")
    assert empty.status == 422
    assert b"Widen the dates" in empty.body


def test_a_download_is_revalidated_by_its_content(server: Server) -> None:
    first = download(server, f"geojson?{LEG}")
    assert first.headers["Cache-Control"] == "no-cache"
    again = ask(server, f"download/geojson?{LEG}", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


def test_a_file_name_can_break_no_header() -> None:
    for name in ('a"; x=\r\nb.csv', "../../etc/passwd", "дом.csv", ""):
        safe = endpoints.safe_name(Download(name, "text/csv", b""))
        assert re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]*", safe)
