"""Behind nginx, with the configuration in deploy/, below a base path: everything still works."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest
from PIL import Image
from support.nginx import (
    NGINX,
    WHY_SKIPPED,
    nginx_command,
    running,
    shipped,
    write_configuration,
)
from support.running import ROOT, free_port

pytestmark = pytest.mark.skipif(NGINX is None, reason=WHY_SKIPPED)
VIEW = "?from=2023-09-12&to=2023-09-20&leg=rajin-dunay"

# A stand-in for Python's own sockets that writes down every address outside this machine.
WATCH = """
import socket
own = ("127.", "::1", "localhost", "0.0.0.0", "::")
def watched(name, real, host_of):
    def call(*args, **named):
        host = str(host_of(args))
        if not host.startswith(own) and host not in ("None", ""):
            with open({log!r}, "a") as log:
                log.write(name + " " + host + "\\n")
        return real(*args, **named)
    return call
socket.getaddrinfo = watched("look-up", socket.getaddrinfo, lambda args: args[0])
class Socket(socket.socket):
    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not address[0].startswith(own):
            with open({log!r}, "a") as log:
                log.write("connect " + address[0] + "\\n")
        return super().connect(address)
socket.socket = Socket
"""


@dataclass
class Site:
    """Addresses of the site behind the proxy, and what its server asked of other hosts."""

    url: str
    origin: str
    redirect: str
    outside: Path


# For the whole session: tests with a browser and those without run at different times.
@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    assert NGINX
    folder = tmp_path_factory.mktemp("nginx")
    app_port, port, redirect_port = free_port(), free_port(), free_port()
    write_configuration(folder, shipped(folder, app_port, port, redirect_port))
    outside = folder / "outside.log"
    outside.touch()
    (folder / "sitecustomize.py").write_text(WATCH.format(log=str(outside)))
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder),
        "WAYBILL_DATA": str(ROOT / "data"),
        "WAYBILL_PUBLIC_URL": "https://waybill.example/story",
        "STREAMLIT_SERVER_BASE_URL_PATH": "story",
    }
    app = [sys.executable, "-m", "streamlit", "run", "waybill/server.py", f"--server.port={app_port}", "--server.address=127.0.0.1"]  # fmt: skip
    origin = f"http://127.0.0.1:{port}"
    health = f"http://127.0.0.1:{app_port}/story/_stcore/health"
    with (
        Path(os.environ.get("WAYBILL_TEST_LOG", os.devnull)).open("ab") as log,
        running(app, health, cwd=ROOT, env=environment, stdout=log, stderr=log),
        running(nginx_command(folder), origin, stdout=log, stderr=log),
    ):
        yield Site(f"{origin}/story", origin, f"http://127.0.0.1:{redirect_port}", outside)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Redirects are answers."""

    def redirect_request(self, *_: object) -> None:
        return None


def ask(url: str, **headers: str) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(
        url, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_a_reader_opens_scrubs_and_downloads_below_the_base_path(readers, site):
    reader = readers.meet("desktop", site.url)
    frame = reader.open(f"/{VIEW}")
    assert frame.evaluate("waybill.range()") == ["2023-09-12", "2023-09-20"]
    sockets = [url for url in reader.requests if url.startswith("ws")]
    assert sockets == [site.url.replace("http", "ws", 1) + "/_stcore/stream"]
    # A changed view goes to Python over the websocket and comes back with the next page.
    frame.evaluate("waybill.setRange('2023-09-13', '2023-09-15')")
    reader.page.wait_for_function("location.search.includes('from=2023-09-13')")
    reader.page.get_by_role("link", name="Downloads").click()
    reader.page.get_by_text("13–15 Sept 2023").wait_for()
    with reader.page.expect_download() as waiting:
        reader.page.get_by_role("button", name="KML: what is shown", exact=True).click()
    assert waiting.value.suggested_filename == "tikhoretsk-2023-09-13_2023-09-15.kml"
    assert reader.foreign_requests() == []
    assert reader.errors == []
    early = set(re.findall(r'rel="prefetch" href="([^"]+)"', ask(f"{site.url}/")[2].decode()))
    assert len(early) >= 4
    assert {f"{site.url}/{path}" for path in early} <= set(reader.requests)


def test_a_deep_link_opens_below_the_base_path(readers, site):
    reader = readers.meet("desktop", site.url)
    reader.page.goto(f"{site.url}/table{VIEW}")
    reader.page.locator(".wb-doc h1").wait_for()
    assert reader.page.url == f"{site.url}/table{VIEW}"
    assert reader.foreign_requests() == []
    assert reader.errors == []


def test_the_picture_of_a_link_is_drawn_below_the_base_path(site):
    page = ask(f"{site.url}/{VIEW}")[2].decode()
    (image,) = re.findall(
        r'property="og:image" content="https://waybill.example/story/([^"]+)"', page
    )
    status, headers, body = ask(f"{site.url}/{image.replace('&amp;', '&')}")
    picture = Image.open(io.BytesIO(body))
    picture.load()
    assert (status, picture.size) == (200, (1200, 630))
    again = ask(f"{site.url}/{image.replace('&amp;', '&')}", If_None_Match=headers["ETag"])
    assert (again[0], again[2]) == (304, b"")


def test_text_is_compressed_and_still_the_same(site):
    page = ask(f"{site.url}/", Accept_Encoding="gzip")
    assert page[1]["Content-Encoding"] == "gzip"
    (script,) = re.findall(
        r'href="(waybill-files/waybill\.[0-9a-f]+\.js)"', gzip.decompress(page[2]).decode()
    )
    for path in (script, "download/geojson?scope=all", "download/legs?scope=all"):
        plain = ask(f"{site.url}/{path}")
        packed = ask(f"{site.url}/{path}", Accept_Encoding="gzip")
        assert plain[1]["Content-Encoding"] is None
        assert packed[1]["Content-Encoding"] == "gzip", path
        assert len(packed[2]) < len(plain[2]) / 2
        assert gzip.decompress(packed[2]) == plain[2]
    collection = ask(f"{site.url}/download/geojson?scope=all")[2]
    assert json.loads(collection)["type"] == "FeatureCollection"
    assert "immutable" in ask(f"{site.url}/{script}")[1]["Cache-Control"]


def test_the_proxy_adds_its_own_safety_and_keeps_waybills(site):
    headers = ask(f"{site.url}/")[1]
    assert headers["Server"] == "nginx"  # no version
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert ask(f"{site.origin}/elsewhere")[0] == 404


def test_redirects_never_name_the_host_of_the_request(site):
    for url in (f"{site.url}?a=b", f"{site.redirect}/story/?a=b"):
        status, headers, _ = ask(url, Host="evil.example")
        assert status == 301
        assert headers["Location"] in ("/story/?a=b", "https://waybill.example/story/?a=b")


def test_the_secret_of_a_drafts_link_is_in_no_log(site):
    referer = f"{site.url}/?draft=secret-of-a-link"
    for query in ("draft=secret-of-a-link", "from=2023-09-07&draft=secret-of-a-link&x=y"):
        ask(f"{site.url}/?{query}", Referer=referer)
        ask(f"{site.redirect}/story/?{query}")
    ask(f"{site.url}/?from=2023-09-08")
    folder = site.outside.parent
    logged = (folder / "access.log").read_text("utf-8")
    assert '"GET /story/?from=2023-09-08 HTTP/1.1" 200' in logged
    assert logged.count('"GET /story/?draft=hidden" 200') == 2
    assert not [log.name for log in folder.glob("*.log") if "secret-of" in log.read_text("utf-8")]


def test_the_secret_of_a_drafts_link_is_in_no_log_when_nothing_answers_it(tmp_path):
    port = free_port()
    write_configuration(tmp_path, shipped(tmp_path, free_port(), port, free_port()))
    url = f"http://127.0.0.1:{port}/story"
    with running(nginx_command(tmp_path), f"http://127.0.0.1:{port}/"):
        for query in ("draft=secret-of-a-link", "from=2023-09-07&draft=secret-of-a-link&x=y"):
            assert ask(f"{url}/?{query}")[0] == 502
            assert ask(f"{url}/check?{query}")[0] == 502
        assert ask(f"{url}/?from=2023-09-08")[0] == 502
    told = (tmp_path / "error.log").read_text("utf-8")
    assert "from=2023-09-08" in told
    assert "secret-of" not in told
    assert "secret-of" not in (tmp_path / "access.log").read_text("utf-8")


def test_the_server_itself_asks_nothing_of_any_other_host(site):
    ask(f"{site.url}/card.png")
    assert site.outside.read_text() == ""
