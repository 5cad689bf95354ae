"""The running server: nothing may leave its host, and a second visit fetches nothing again."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import socket
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import pytest
from support.running import Server

from waybill.web import assets

FOREVER = "public, max-age=31536000, immutable"
FRAME = "/component/streamlit_folium.st_folium/index.html"
PAGES = ["/", "/table", "/method", "/check"]


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def get(server: Server, path: str, **headers: str) -> Answer:
    request = urllib.request.Request(server.url + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as found:
            status, given, body = found.status, found.headers, found.read()
    except urllib.error.HTTPError as error:
        status, given, body = error.code, error.headers, error.read()
    named = {name.lower(): value for name, value in given.items()}
    if named.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    return Answer(status, named, body)


def raw_get(server: Server, path: str, host: str = "") -> tuple[int, bytes]:
    """The status and all that comes for a path sent as it stands: no client tidies it up."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host or address.netloc}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return int(answer.split()[1]), answer


def script_path() -> str:
    return f"/waybill-files/{assets.script().name}"


def prefetched(server: Server, page: str) -> list[str]:
    """The addresses that a page's head names to be fetched early, as a browser resolves them."""
    links = re.findall(r'<link rel="prefetch" href="([^"]+)"', get(server, page).text)
    return [urlsplit(urljoin(server.url + page, link)).path for link in links]


# ---- headers


@pytest.mark.parametrize(
    "path",
    [
        *PAGES,
        script_path(),
        FRAME,
        "/_stcore/health",
        "/waybill-files/unknown.js",
    ],
)
def test_every_answer_carries_a_policy_under_which_nothing_leaves_this_host(server, path):
    policy = get(server, path).headers["content-security-policy"]
    parts = [part.split() for part in policy.split(";") if part.strip()]
    directives = {name: sources for name, *sources in parts}
    assert directives["default-src"] == ["'self'"]
    assert directives["object-src"] == ["'none'"]
    sources = {source for listed in directives.values() for source in listed}
    # No host is named anywhere, and no scheme that would stand for all of them.
    assert not any("." in source or "*" in source for source in sources), sources
    assert not {"http:", "https:"} & sources


def script_sources(answer) -> list[str]:
    """What the policy of an answer lets run."""
    policy = answer.headers["content-security-policy"].split("; ")
    (scripts,) = [part.split()[1:] for part in policy if part.startswith("script-src ")]
    return scripts


INLINE = re.compile(r"<script( nonce=\"[^\"]*\")?>(.*?)</script>", re.DOTALL)


@pytest.mark.parametrize("path", [*PAGES, "/claims", "/downloads", "/?leg=gaza-claim"])
def test_a_page_runs_its_own_scripts_and_no_text_or_attribute(server, path):
    answer = get(server, path)
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for _, script in INLINE.findall(answer.text)
    }
    assert len(hashes) >= 3
    sources = script_sources(answer)
    assert hashes <= set(sources)
    assert {one for one in sources if not one.startswith("'sha256-")} == {
        "'self'",
        "'wasm-unsafe-eval'",
    }


def test_the_maps_frame_runs_what_knows_the_word_of_this_one_answer(server):
    first, second = (get(server, FRAME) for _ in range(2))
    assert len(INLINE.findall(first.text)) == 2
    for answer in (first, second):
        own, nonce = script_sources(answer)
        assert own == "'self'"
        for attribute, _ in INLINE.findall(answer.text):
            assert attribute == f' nonce="{nonce[7:-1]}"'
    assert script_sources(first) != script_sources(second)


@pytest.mark.parametrize("path", [*PAGES, script_path()])
def test_every_answer_keeps_its_type_and_tells_nobody_the_query_of_a_page(server, path):
    headers = get(server, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin"
    assert "geolocation=()" in headers["permissions-policy"]


# ---- paths


@pytest.mark.parametrize(
    "path",
    [
        "/nosuch",
        "/robots.txt",
        "/sitemap.xml",
        "/.well-known/security.txt",
        "/.",
        "/..",
        "/dashboard",
        "/table/nosuch",
        "/index.php",
        "/_stcore/metrics",
        "/table/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/nosuch",
        "/_stcore/health/nosuch",
        "/_stcore",
    ],
)
def test_where_nothing_is_the_answer_is_404_on_this_host(server, path):
    status, answer = raw_get(server, path, host="elsewhere.invalid")
    assert status == 404
    assert b"elsewhere.invalid" not in answer


def test_no_page_of_another_host_steers_a_page(server):
    assert json.loads(get(server, "/_stcore/host-config").body)["allowedOrigins"] == []


@pytest.mark.parametrize("path", [*PAGES, "/favicon.png", "/manifest.json", "/_stcore/health"])
def test_where_something_is_it_is_found(server, path):
    assert get(server, path).status == 200


# ---- files


@pytest.mark.parametrize("asset", assets.all_assets(), ids=lambda asset: asset.name.split(".")[0])
def test_a_file_of_the_front_end_is_served_whole_for_good_and_compressed(server, asset):
    answer = get(server, f"/waybill-files/{asset.name}", **{"Accept-Encoding": "gzip"})
    assert answer.status == 200
    assert answer.body == asset.content
    assert answer.headers["cache-control"] == FOREVER
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"


def test_a_browser_that_takes_no_gzip_gets_none(server):
    answer = get(server, script_path(), **{"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.body == assets.script().content


def test_types_are_said(server):
    assert get(server, script_path()).headers["content-type"].startswith("text/javascript")
    basemap = get(server, f"/waybill-files/{assets.basemap().name}")
    assert basemap.headers["content-type"] == "application/json"


def test_streamlits_own_files_are_cached_for_good_too(server):
    page = get(server, "/").text
    module = re.search(r'src="\./(static/js/index\.[\w-]+\.js)"', page)[1]
    answer = get(server, f"/{module}", **{"Accept-Encoding": "gzip"})
    assert answer.status == 200
    assert answer.headers["cache-control"] == FOREVER
    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    "name",
    [
        "unknown.js",
        "story.0000000000.json",
        "",
        "%00",
        "..%2fapp.py",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/etc/passwd",
        "tokens.css",
    ],
)
def test_a_file_that_is_not_ours_is_not_found(server, name):
    assert raw_get(server, f"/waybill-files/{name}")[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/waybill-files/../app.py",
        "/waybill-files/%2e%2e/app.py",
        "/static/../../app.py",
        "/static/%2e%2e/%2e%2e/__init__.py",
        "/static/js/..%2f..%2f..%2fcli.py",
        "/component/streamlit_folium.st_folium/static/..%2f..%2f..%2f__init__.py",
        "/../../../../../../etc/passwd",
    ],
)
def test_no_path_reaches_beyond_what_is_served(server, path):
    _, body = raw_get(server, path)
    assert b"import " not in body.split(b"<script")[0]
    assert b"root:" not in body


# ---- pages


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_early_what_it_will_need(server, page, encoding):
    head = get(server, page, **{"Accept-Encoding": encoding}).text.split("</head>")[0]
    for asset in (assets.script(), assets.basemap(), assets.labels()):
        assert f'<link rel="prefetch" href="waybill-files/{asset.name}">' in head
    assert re.search(r'href="waybill-files/story\.[0-9a-f]{10}\.json"', head)
    assert "component/streamlit_folium.st_folium/static/js/main." in head
    assert '<style id="waybill-page">' in head
    assert "<title>Streamlit</title>" not in head


@pytest.mark.parametrize("page", PAGES)
def test_whatever_a_page_names_early_exists(server, page):
    paths = prefetched(server, page)
    assert len(paths) >= 5
    for path in paths:
        assert get(server, path).status == 200, path


def test_the_story_is_json_and_holds_the_five_legs(server):
    path = next(path for path in prefetched(server, "/") if "/story." in path)
    story = json.loads(get(server, path).body)
    assert [leg["id"] for leg in story["legs"]] == [
        "pyongyang-rajin",
        "rajin-dunay",
        "dunay-transfer",
        "dunay-tikhoretsk",
        "gaza-claim",
    ]


def test_the_feed_is_served_as_one_and_asked_again_by_its_tag(server):
    found = get(server, "/feed.atom")
    assert (found.status, found.headers["content-type"]) == (
        200,
        "application/atom+xml; charset=utf-8",
    )
    assert b"<title>From Rajin to Tikhoretsk: an alleged arms route</title>" in found.body
    again = get(server, "/feed.atom", **{"If-None-Match": found.headers["etag"]})
    assert again.status == 304


def test_a_page_is_never_kept_beyond_its_day(server):
    assert get(server, "/").headers["cache-control"] == "no-cache"


def test_a_pages_length_is_that_of_what_is_sent(server):
    for encoding in ("gzip", "identity"):
        request = urllib.request.Request(server.url + "/", headers={"Accept-Encoding": encoding})
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert int(answer.headers["content-length"]) == len(answer.read())


def test_no_page_names_another_host_in_what_a_browser_would_fetch(server):
    for page in PAGES:
        fetched = re.findall(
            r'<(?:script|link|img|iframe)[^>]+(?:src|href)="([^"]+)"', get(server, page).text
        )
        assert fetched
        assert [address for address in fetched if "//" in address] == []
