"""The served site: heads, headers, the preview card, downloads; with a public URL and without."""

from __future__ import annotations

import asyncio
import io
import json
import re
import threading
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image
from running import ROOT, Server, start_server
from shapely.geometry import shape
from starlette.requests import Request
from test_page_head import Head

from waybill import endpoints
from waybill.asked import MAX_QUERY, BusyError, Gate
from waybill.export import Download
from waybill.story import read_story

PUBLIC_URL = "https://news.example/stories/x"
LEG = "from=2023-09-12&to=2023-09-20&leg=rajin-dunay&tab=legs"


@pytest.fixture(scope="module")
def public() -> Iterator[Server]:
    """The bundled story with a public URL and another site that may frame it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAYBILL_PUBLIC_URL", PUBLIC_URL)
        patch.setenv("WAYBILL_FRAME_ANCESTORS", "self https://partner.example")
        running = start_server(ROOT / "data")
    yield running
    running.stop()


@dataclass
class Answer:
    """What a server answered."""

    status: int
    headers: Message
    body: bytes


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"{server.url}/{path}", method=method, headers=named)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


def head_of(answer: Answer) -> Head:
    """The page's head as far as it is ours: meta tags of Streamlit's own page have no property."""
    page = answer.body.decode()
    own = re.sub(r'<meta charset="UTF-8" />|<meta\s+name="viewport"[^>]*/>', "", page)
    return Head(own[: own.index("</head>")])


def card_path(head: Head) -> str:
    """The path of the picture below the public URL, as a reader of Open Graph would ask for it."""
    image = head.meta["og:image"]
    assert image.startswith(f"{PUBLIC_URL}/card.png?")
    return image.removeprefix(f"{PUBLIC_URL}/")


# Heads


def test_a_link_pasted_anywhere_shows_title_and_picture_of_its_view(public: Server) -> None:
    queries = ["", LEG, "known=2023-10-12&place=tikhoretsk"]
    heads = [head_of(ask(public, f"?{query}")) for query in queries]
    assert [head.meta["og:title"] for head in heads] == [
        "From Pyongyang to Tikhoretsk",
        "From Pyongyang to Tikhoretsk: Rajin → Dunay, 12–20 Sept 2023",
        "From Pyongyang to Tikhoretsk: Tikhoretsk, as known on 12 Oct 2023",
    ]
    assert [head.title for head in heads] == [head.meta["og:title"] for head in heads]
    pictures = [ask(public, card_path(head)) for head in heads]
    for answer in pictures:
        picture = Image.open(io.BytesIO(answer.body))
        picture.load()
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert answer.headers["Content-Type"] == "image/png"
    assert len({answer.body for answer in pictures}) == 3


def test_the_canonical_address_never_comes_from_the_request(public: Server, server: Server) -> None:
    spoofed = {
        "Host": "evil.example",
        "X_Forwarded_Host": "evil.example",
        "Forwarded": "host=evil.example",
    }
    answer = ask(public, f"?{LEG}", **spoofed)
    assert head_of(answer).links["canonical"].startswith(f"{PUBLIC_URL}/?from=2023-09-12&")
    assert b"evil" not in answer.body
    bare = ask(server, f"?{LEG}", **spoofed)
    assert "canonical" not in head_of(bare).links
    assert head_of(bare).meta["og:image"].startswith("card.png?from=2023-09-12&")
    assert b"evil" not in bare.body


def test_deep_links_have_their_own_head_and_their_text_without_script(public: Server) -> None:
    table = ask(public, f"table?{LEG}")
    assert (
        head_of(table).title
        == "Table – From Pyongyang to Tikhoretsk: Rajin → Dunay, 12–20 Sept 2023"
    )
    assert head_of(table).links["canonical"].startswith(f"{PUBLIC_URL}/table?from=2023-09-12")
    (noscript,) = re.findall(rb"<noscript><div.*?</noscript>", table.body, re.DOTALL)
    assert b"<table>" in noscript
    assert b"outside the dates shown" in noscript
    method = ask(public, "method")
    assert head_of(method).title == "Sources and method – From Pyongyang to Tikhoretsk"
    assert b'<article class="wb-doc">' in method.body


def test_a_page_comes_compressed_and_is_never_half_a_page(public: Server) -> None:
    plain = ask(public, f"table?{LEG}")
    packed = ask(public, f"table?{LEG}", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 3
    asked_before = ask(
        public,
        "?x",
        If_None_Match="*",
        If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT",
        Range="bytes=0-9",
    )
    assert (asked_before.status, asked_before.body[-8:-1]) == (200, b"</html>")
    only_head = ask(public, f"table?{LEG}", "HEAD")
    assert (only_head.status, only_head.body) == (200, b"")
    assert int(only_head.headers["Content-Length"]) == len(plain.body)


@pytest.mark.parametrize(
    "query",
    [
        "leg=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "from=%00%0d%0aX-Evil:1&to=%ff%fe",
        "x=" + "%3C/title%3E" * 100,
        "leg=rajin-dunay&" + "a" * 5000,
        "&&&===%%%",
    ],
)
def test_a_hostile_query_gives_the_page_of_a_plain_one(public: Server, query: str) -> None:
    assert ask(public, f"?{query}").body == ask(public, "").body


# Headers


def test_security_headers_are_on_every_answer(public: Server) -> None:
    page = ask(public, "")
    own = re.findall(rb'href="(waybill-files/[^"]+|static/[^"]+|component/[^"]+)"', page.body)
    paths = ["", "table", "card.png", "card.pngx", "download/legs", "download/nothing", "static/nothing.js",
             "waybill-files/nothing.js", "_stcore/health", "_stcore/host-config", "favicon.png",
             "component/streamlit_folium.st_folium/index.html", *[path.decode() for path in own]]  # fmt: skip
    assert len(own) >= 5
    for path in paths:
        headers = ask(public, path).headers
        for name in (
            "Content-Security-Policy",
            "Referrer-Policy",
            "X-Content-Type-Options",
            "Permissions-Policy",
        ):
            assert len(headers.get_all(name) or []) == 1, (path, name)
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'self' https://partner.example" in policy
        assert "connect-src 'self' wss://news.example;" in policy
        assert headers["X-Frame-Options"] is None
    assert ask(public, "card.png", "POST").headers["X-Content-Type-Options"] == "nosniff"


def test_by_default_only_the_own_host_may_frame_a_page(server: Server) -> None:
    headers = ask(server, "").headers
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert not re.search(r"https?:|wss?:", policy)


def test_files_with_hashed_names_are_kept_for_good(server: Server) -> None:
    page = ask(server, "").body
    found = re.search(rb'href="(waybill-files/waybill\.[0-9a-f]+\.js)"', page)
    assert found
    answer = ask(server, found[1].decode(), Accept_Encoding="gzip")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"


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


def test_a_card_of_named_data_keeps_longer_than_one_that_follows_it(public: Server) -> None:
    pinned = card_path(head_of(ask(public, "")))
    assert ask(public, pinned).headers["Cache-Control"] == "public, max-age=86400"
    assert ask(public, "card.png").headers["Cache-Control"] == "public, max-age=300"
    assert ask(public, "card.png?data=0000000000").headers["Cache-Control"] == "public, max-age=300"


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
    ("gate", "endpoint", "kind"),
    [("card_gate", "serve_card", ""), ("download_gate", "serve_download", "legs")],
)
def test_when_too_many_ask_the_next_is_told_to_come_back(
    monkeypatch: pytest.MonkeyPatch, gate: str, endpoint: str, kind: str
) -> None:
    full = Gate(at_once=1, in_line=1)
    monkeypatch.setattr(endpoints, gate, full)

    async def crowd() -> None:
        release = threading.Event()
        inside = [asyncio.create_task(full.run(release.wait)) for _ in range(2)]
        await asyncio.sleep(0)
        answer = await getattr(endpoints, endpoint)(request_for("/x", kind))
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert answer.headers["Cache-Control"] == "no-store"
        release.set()
        assert await asyncio.gather(*inside) == [True, True]
        assert (await getattr(endpoints, endpoint)(request_for("/x", kind))).status_code == 200

    in_own_loop(crowd)


def test_a_gate_has_room_again_after_work_that_failed() -> None:
    def failing() -> None:
        raise LookupError

    async def twice() -> None:
        gate = Gate(at_once=1, in_line=0)
        for _ in range(2):
            with pytest.raises(LookupError):
                await gate.run(failing)
        release = threading.Event()
        inside = asyncio.create_task(gate.run(release.wait))
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await gate.run(failing)
        release.set()
        await inside

    in_own_loop(twice)


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
        pd.Timestamp("2023-09-12").date(),
        pd.Timestamp("2023-09-20").date(),
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


def test_the_head_names_only_files_of_this_host(public: Server) -> None:
    links = re.findall(rb'(?:href|src)="([^"]+)"', ask(public, "").body.split(b"</head>")[0])
    for link in links:
        at = urlsplit(link.decode())
        assert at.netloc in ("", "news.example")
