"""The served site: heads and headers, with a public URL and without."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from PIL import Image
from support.asking import Answer, ask
from support.head import Head
from support.running import ROOT, Server, free_port, start_server

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
    queries = ["", LEG, "known=2023-10-13&place=tikhoretsk"]
    heads = [head_of(ask(public, f"?{query}")) for query in queries]
    assert [head.meta["og:title"] for head in heads] == [
        "From Rajin to Tikhoretsk: an alleged arms route",
        "From Rajin to Tikhoretsk: an alleged arms route: Angara (as claimed): Rajin → Dunay, 12–20 Sept 2023",
        "From Rajin to Tikhoretsk: an alleged arms route: Tikhoretsk, as known on 13 Oct 2023",
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
        == "Table – From Rajin to Tikhoretsk: an alleged arms route: Angara (as claimed): Rajin → Dunay, 12–20 Sept 2023"
    )
    assert head_of(table).links["canonical"].startswith(f"{PUBLIC_URL}/table?from=2023-09-12")
    (noscript,) = re.findall(rb"<noscript><div.*?</noscript>", table.body, re.DOTALL)
    assert b"<table>" in noscript
    assert b"outside the dates shown" in noscript
    method = ask(public, "method")
    assert (
        head_of(method).title
        == "Sources and method – From Rajin to Tikhoretsk: an alleged arms route"
    )
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


def test_the_head_names_only_files_of_this_host(public: Server) -> None:
    links = re.findall(rb'(?:href|src)="([^"]+)"', ask(public, "").body.split(b"</head>")[0])
    for link in links:
        at = urlsplit(link.decode())
        assert at.netloc in ("", "news.example")


@pytest.mark.slow
def test_a_setting_that_cannot_be_used_stops_the_server_with_plain_words() -> None:
    port = free_port()
    ended = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "waybill/server.py", f"--server.port={port}", "--server.address=127.0.0.1"],
        cwd=ROOT,
        env={**os.environ, "WAYBILL_PUBLIC_URL": "waybill.example", "WAYBILL_TILES": "yes"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "WAYBILL_PUBLIC_URL is “waybill.example”: expected the address" in ended.stderr
    assert "WAYBILL_TILES is “yes”: expected one host" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_who_has_a_page_is_told_so_and_gets_no_second_copy(public: Server) -> None:
    first = ask(public, "?known=2023-10-12", Accept_Encoding="gzip")
    again = ask(public, "?known=2023-10-12", If_None_Match=first.headers["etag"])
    assert again.status == 304
    assert again.body == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    assert ask(public, "?known=2023-09-12", If_None_Match=first.headers["etag"]).status == 200
