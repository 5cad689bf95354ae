"""The page of the map's frame: streamlit-folium's, with a head start for what the map needs."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from support.asking import ask
from support.running import Server

FRAME = "component/streamlit_folium.st_folium/index.html"


def test_the_frame_begins_to_fetch_program_and_story_before_its_own_script(server: Server) -> None:
    page = ask(server, f"{FRAME}?streamlitUrl=x")
    assert page.status == 200
    assert page.headers["Content-Type"].startswith("text/html")
    head, found, _ = page.body.decode().partition("static/js/main.")
    assert found
    [program] = re.findall(r'<link rel="preload" as="script" href="([^"]+)">', head)
    [story] = re.findall(r'var url="([^"]+)"', head)
    for address in (program, story):
        path = urljoin(f"http://host/{FRAME}", address).removeprefix("http://host/")
        assert ask(server, path).status == 200
