"""The map before Streamlit: folium's own page of it, in a frame of the served page."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from support.asking import ask
from support.running import Server

from waybill.httpd.early_map import SANDBOX
from waybill.httpd.preload import NONCE_MARK, streamlit_folder
from waybill.payload.escaping import to_javascript

MAP = "component/streamlit_folium.st_folium/map.html"


def test_the_dashboards_page_holds_a_frame_of_the_map_and_other_pages_do_not(
    server: Server,
) -> None:
    page = ask(server, "").body.decode()
    [frame] = re.findall(r"<iframe[^>]*>", page)
    assert f'src="{MAP}"' in frame
    assert 'title="Map, timeline and lists"' in frame
    for other in ("table", "claims", "?embed=true"):
        assert "waybill-early-map" not in ask(server, other).body.decode().partition("<body")[
            2
        ].replace('put("waybill-early-map",d.body)', "")


def test_it_is_foliums_map_with_program_and_story_of_the_page(server: Server) -> None:
    answer = ask(server, MAP)
    assert answer.status == 200
    page = answer.body.decode()
    assert "L.map(" in page
    assert "window.waybill.start(map_" in page
    [program] = re.findall(r'<script src="([^"]+)">', page)
    [story] = re.findall(r'var url="([^"]+)"', page)
    preloaded = re.findall(r'<link rel="preload"[^>]* href="([^"]+)">', page)
    assert len(preloaded) == 2
    for address in (program, story, *preloaded):
        path = urljoin(f"http://host/{MAP}", address).removeprefix("http://host/")
        assert ask(server, path).status == 200
    # The map asks for the story that its page has fetched.
    assert f'"story":"{story}"' in page


def test_its_scripts_run_by_a_word_that_is_new_each_time(server: Server) -> None:
    words = set()
    for _ in range(2):
        answer = ask(server, MAP)
        scripts = re.findall(r"<script(?! src)([^>]*)>", answer.body.decode())
        [word] = {re.fullmatch(r' nonce="([\w-]+)"', script)[1] for script in scripts}
        assert f"script-src 'self' 'nonce-{word}';" in answer.headers["Content-Security-Policy"]
        words.add(word)
    assert len(words) == 2


def test_no_data_of_the_map_can_write_where_the_word_stands() -> None:
    assert NONCE_MARK not in to_javascript({"public_url": f"https://a.example/{NONCE_MARK}"})


@pytest.mark.parametrize("name", ["nowhere", "../data", "%00", "a" * 3000])
def test_there_is_no_page_of_a_story_that_is_not_there(server: Server, name: str) -> None:
    assert ask(server, f"{MAP}?story={name}").status == 404


def test_the_map_has_the_rights_that_streamlit_gives_to_a_component() -> None:
    [util] = (streamlit_folder() / "static" / "static" / "js").glob("IFrameUtil.*.js")
    granted = re.findall(r"`(allow-[\w-]+)`", util.read_text("utf-8"))
    assert sorted(SANDBOX.split()) == sorted(granted)
