"""A service for places on this machine, as Nominatim, Photon and Pelias look to geopy."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TRIPOLI = {
    "osm_type": "relation",
    "osm_id": 8_000_001,
    "lat": "34.4367",
    "lon": "35.8497",
    "class": "boundary",
    "type": "administrative",
    "addresstype": "city",
    "name": "Tripoli",
    "display_name": "Tripoli, North Governorate, Lebanon",
    "boundingbox": ["34.40", "34.47", "35.80", "35.90"],
    "address": {"state": "North Governorate", "country_code": "lb"},
}


class Told:
    """What the service of a test answers next, and what it was asked."""

    def __init__(self) -> None:
        self.status = 200
        self.headers: dict[str, str] = {}
        self.body: bytes = b"[]"
        self.drip = 0.0
        self.asked: list[tuple[str, dict[str, list[str]], str]] = []
        self.port = 0

    def answers(self, content: object) -> None:
        self.body = json.dumps(content).encode()


@contextmanager
def started() -> Iterator[Told]:
    """Start a service on this machine; it answers what the test tells it."""
    told = Told()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            agent = self.headers.get("User-Agent", "")
            told.asked.append((parts.path, parse_qs(parts.query), agent))
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                if told.drip:
                    for byte in told.body:
                        self.wfile.write(bytes([byte]))
                        time.sleep(told.drip)
                else:
                    self.wfile.write(told.body)
            except OSError:
                return

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()
