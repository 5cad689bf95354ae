"""The front end on a page of its own, without Streamlit: quick to open, same code, same story."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from waybill.payload.encode import build_payload, payload_json
from waybill.payload.escaping import to_javascript
from waybill.story import Story, read_story
from waybill.web import assets
from waybill.web.map_options import leaflet_options

ROOT = Path(__file__).parents[2]
TYPES = {".js": "text/javascript", ".json": "application/json", ".css": "text/css"}


def map_page(options: Mapping[str, Any] | None = None) -> str:
    """A page that shows the bundled story; ``options`` as web/state/types.d.ts documents them."""
    urls = {
        "story": "./story.json",
        "basemap": f"./{assets.basemap().name}",
        "labels": f"./{assets.labels().name}",
        "share": f"./{assets.share().name}",
        "pictures": f"./{assets.pictures().name}",
    }
    start = to_javascript({"assets": urls, **(options or {})})
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Waybill</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f'<body><div id="map"></div><script src="./{assets.script().name}"></script>'
        f'<script>waybill.start(L.map("map",{to_javascript(leaflet_options())}),{start})</script>'
    )


@cache
def bundled_payload() -> bytes:
    story = read_story(ROOT / "data").story
    assert story is not None
    return payload_json(build_payload(story))


@dataclass
class Site:
    """A site on loopback; ``pages`` may be changed while it is up. Without a story: the bundled one."""

    pages: dict[str, str]
    url: str = ""
    story: Story | None = None
    _payload: bytes = b""

    def show(self, story: Story | None) -> None:
        """Show this story from now on; None is the bundled one."""
        self._payload = payload_json(build_payload(story)) if story else bundled_payload()

    def __enter__(self) -> Site:
        files = {f"/{asset.name}": asset.content for asset in assets.all_assets()}
        self.show(self.story)
        pages, site = self.pages, self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                if path in pages:
                    body, kind = pages[path].encode(), "text/html"
                elif path == "/story.json":
                    body, kind = site._payload, "application/json"
                elif path in files:
                    body, kind = files[path], TYPES[Path(path).suffix]
                else:
                    self.send_error(404)
                    return
                self.send_response(200)
                self.send_header("content-type", f"{kind}; charset=utf-8")
                self.send_header("content-length", str(len(body)))
                if path in files:
                    self.send_header("cache-control", "max-age=3600")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
