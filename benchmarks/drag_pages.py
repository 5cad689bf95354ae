"""Pages of one story to drag: ours as the reader edition has it, and lines on a plain Leaflet canvas."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from benchmarks import checkout_page
from benchmarks.big_story import write_regional_story
from benchmarks.checkout_page import write_page
from benchmarks.processes import TookTooLongError, python_of
from waybill.payload.encode import build_payload
from waybill.story import read_story

ROOT = Path(__file__).parents[1]
LEAFLET = ROOT / "node_modules/leaflet/dist"  # npm ci

HANDLES = ("to", "from")
# Of the stories: few legs lie close together in time, so that nearly every step changes the set.
DAYS, LEAST_DAYS, DAYS_A_LEG = 350, 24, 2

MAP_SIZE = """() => {
  const { clientWidth, clientHeight } = document.querySelector(".leaflet-container");
  return [clientWidth, clientHeight];
}"""

# The floor of a step: nothing on the page but what one has to draw, lines and handles.
BARE = """<style>.leaflet-wb-marks-pane, .leaflet-wb-labels-pane, .wb-mapbox > :not(.leaflet-container), .wb-legend,
.wb-panel, .wb-tl-controls, .wb-tl-lanes > * { display: none !important }</style></head>"""

IDLE = """<!doctype html><html lang="en"><head><title>Idle</title><link rel="icon" href="data:,"></head>
<body><p>Nothing happens here.</p></body></html>
"""

# What one writes without much thought: a line a leg, and two sliders that put lines on the map and take
# them away. As large as the address says, "?919x619"; ids and waybill.legs() as ours, to be measured alike.
PLAIN = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Plain Leaflet</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="leaflet.css"><script src="leaflet.js"></script>
<style>#map {{ background: #dbe7ed }} input {{ width: 800px; margin: 8px }}</style>
</head><body><div id="map"></div><input type="range" id="wb-from"><br><input type="range" id="wb-to">
<script src="legs.js"></script><script>
const [width, height] = location.search.slice(1).split("x");
Object.assign(document.getElementById("map").style, {{ width: width + "px", height: height + "px" }});
const map = L.map("map", {{ preferCanvas: true }}).fitBounds(BOUNDS, {{ animate: false }});
const COLOURS = {{ sea: "#0a5c99", rail: "#b5380a", road: "#5b3fa8", air: "#8a1c5b", unknown: "#36414a" }};
const lines = LEGS.map((leg) => L.polyline(leg.path, {{ color: COLOURS[leg.mode], weight: 2 }}));
const [from, to] = ["wb-from", "wb-to"].map((id) => document.getElementById(id));
for (const [input, day] of [[from, DAYS[0]], [to, DAYS[1]]])
  [input.min, input.max, input.value] = [DAYS[0] - 3, DAYS[1] + 3, day]; // as our own axis
let shown = [];
function show() {{
  const [first, last] = [Number(from.value), Number(to.value)];
  shown = [];
  LEGS.forEach((leg, i) => {{
    const inside = leg.first <= last && leg.last >= first;
    if (inside) shown.push(leg.id);
    if (inside !== map.hasLayer(lines[i])) inside ? lines[i].addTo(map) : lines[i].remove();
  }});
}}
from.oninput = to.oninput = show;
show();
window.waybill = {{ legs: () => shown, range: () => [from.value, to.value], ready: Promise.resolve() }};
</script></body></html>
"""


class Quiet(SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


class Site:
    """Pages of stories on a server of this machine, which end with the block."""

    def __init__(self, folder: Path | None = None) -> None:
        """``folder`` keeps what is written, for the next one; without it all is taken away at the end."""
        self._kept = folder

    def __enter__(self) -> Self:
        """Start the server, with the idle page."""
        self._scratch = None if self._kept else tempfile.TemporaryDirectory()
        self._folder = self._kept or Path(self._scratch.name)  # type: ignore[union-attr]
        self._root = self._folder / "site"
        self._others: dict[str, Future[None]] = {}
        write_idle(self._root / "idle")
        handler = partial(Quiet, directory=str(self._root))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """End it, and take the pages away."""
        self._server.shutdown()
        self._server.server_close()
        if self._scratch:
            self._scratch.cleanup()

    def url(self, path: str, query: str = "") -> str:
        """The address of a page."""
        return f"http://127.0.0.1:{self._server.server_port}/{path}/{query and '?' + query}"

    def prepare(
        self, names: Sequence[str], points: int, other: Path | None, limit_s: float
    ) -> None:
        """Write the pages of all stories, two at once, before anything is measured.

        What fails is said by ``story`` or ``wait_for_other``, of its own story.
        """
        for name in names:
            self._story_folder(name, points)
        with ThreadPoolExecutor(2) as pool:  # the largest pages of an earlier commit take minutes
            for name in reversed(names) if other else ():
                self._others[name] = pool.submit(self._write_other, name, points, other, limit_s)
            for name in reversed(names):
                pool.submit(self.story, name, points)

    def story(self, name: str, points: int) -> dict[str, Any]:
        """Write the pages of a story, of so many legs or "bundled", as ``write_pages``; what was written is kept."""
        about = self._root / name / "about.json"
        if not about.exists():
            found = write_pages(self._story_folder(name, points), self._root / name)
            about.write_text(json.dumps(found), "utf-8")
        read: dict[str, Any] = json.loads(about.read_text("utf-8"))
        return read

    def wait_for_other(self, name: str) -> None:
        """Raise what went wrong with the page "other" of a story that was prepared."""
        self._others[name].result()

    def _write_other(self, name: str, points: int, checkout: Path, limit_s: float) -> None:
        folder = self._root / name / "other"
        if not (folder / "index.html").exists():
            write_pages_of(checkout, self._story_folder(name, points), folder, limit_s)

    def _story_folder(self, name: str, points: int) -> Path:
        if name == "bundled":
            return ROOT / "data"
        folder = self._folder / f"story-{name}-{points}"
        if folder.exists():
            return folder
        days = min(DAYS, max(LEAST_DAYS, DAYS_A_LEG * int(name)))
        return write_regional_story(folder, int(name), points, days=days)


def write_pages(story_folder: Path, folder: Path) -> dict[str, Any]:
    """Write ``ours/``, ``bare/`` and ``leaflet/`` into ``folder``; returns {"legs": how many, "points": a leg,
    "days": [id, first, last] a leg}.

    ``ours`` is benchmarks/checkout_page.py's; ``bare`` hides all of it but lines and handles.
    """
    story = read_story(story_folder).story
    page = write_page(story, folder / "ours")
    shutil.copytree(folder / "ours", folder / "bare", dirs_exist_ok=True)
    (folder / "bare" / "index.html").write_text(page.replace("</head>", BARE), "utf-8")
    payload = build_payload(story)
    _write_plain(payload, folder / "leaflet")
    points = [len(leg["path"]) / 2 for leg in payload["legs"]]
    days = [[leg["id"], _day(leg["first"]), _day(leg["last"])] for leg in payload["legs"]]
    mean = round(sum(points) / max(1, len(points)), 1)
    return {"legs": len(points), "points": mean, "days": days}


def write_pages_of(checkout: Path, story_folder: Path, folder: Path, limit_s: float) -> None:
    """Write the same page by the program of another checkout, in no more than ``limit_s``.

    Raises RuntimeError with the last line of what it said, TookTooLongError.
    """
    try:
        made = subprocess.run(
            [python_of(checkout), checkout_page.__file__, str(story_folder), str(folder)],
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": str(checkout)},
            capture_output=True,
            text=True,
            timeout=limit_s,
        )
    except subprocess.TimeoutExpired as fault:
        raise TookTooLongError(f"it takes more than {limit_s:.0f} s to write") from fault
    if made.returncode:
        raise RuntimeError(made.stderr.strip().rpartition("\n")[2])


def write_idle(folder: Path) -> None:
    """A page on which nothing happens: what the machine itself does to frames."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(IDLE, "utf-8")


def _write_plain(payload: Mapping[str, Any], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("leaflet.js", "leaflet.css"):
        shutil.copy(LEAFLET / name, folder / name)
    legs = [
        {
            "id": leg["id"],
            "mode": leg["mode"],
            "first": _day(leg["first"]),
            "last": _day(leg["last"]),
            "path": _decoded(leg["path"]),
        }
        for leg in payload["legs"]
    ]
    west, south, east, north = payload["info"]["bounds"]
    first, last = (_day(day) for day in payload["info"]["window"])
    values = {
        "LEGS": legs,
        "BOUNDS": [[south, west], [north, east]],
        "DAYS": [first, last],
    }
    script = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in values.items())
    (folder / "legs.js").write_text(script, "utf-8")
    (folder / "index.html").write_text(PLAIN.format(), "utf-8")


def _day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def _decoded(flat: list[int]) -> list[list[float]]:
    """Flat differences in 1e-4 degrees → [latitude, longitude] in degrees."""
    path, lat, lon = [], 0, 0
    for d_lat, d_lon in zip(flat[::2], flat[1::2], strict=True):
        lat, lon = lat + d_lat, lon + d_lon
        path.append([lat / 1e4, lon / 1e4])
    return path
