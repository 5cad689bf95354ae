"""The front end as files that a browser can fetch: one script, one style sheet, the base map.

Leaflet comes from the XStatic-Leaflet wheel, the typeface from Streamlit's own files, the rest from
``web/``. Names carry a hash of the content, so a cached copy is never a stale one.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import xstatic.pkg.leaflet

from waybill.map.escaping import to_javascript

WEB = Path(__file__).parent / "web"
LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)

SCRIPTS = (
    "core", "story", "select", "store", "link",
    "overlay", "basemap", "line_path", "line_style", "lines", "lines_large", "badges", "marks",
    "label_place", "labels", "inset_draw", "inset", "legend", "map_tools", "map_view", "map_frame", "map",
    "axis", "lanes_bars", "lanes_marks", "lanes", "handles", "timeline", "play", "knownbar",
    "glyphs", "words", "tooltip", "card_leg", "card_place", "card",
    "visits", "legs", "claims", "panel", "header",
    "host", "mount",
)  # fmt: skip
STYLES = ("tokens", "layout", "map", "timeline", "panel")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file to serve: its name and its bytes."""

    name: str
    content: bytes


def _hashed(stem: str, suffix: str, content: bytes) -> Asset:
    return Asset(f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{suffix}", content)


@cache
def script() -> Asset:
    """Leaflet and every script of ours, in order, as one file; the style sheet rides along.

    In the app the map may only start once the style is there (Leaflet measures its box), and one
    request is quicker than two: web/mount.js adopts ``Waybill.css`` as a constructed style sheet.
    """
    parts = [(LEAFLET / "leaflet.js").read_text("utf-8")]
    parts += [(WEB / f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    parts.append(f"window.Waybill.css = {to_javascript(style().content.decode())};")
    parts.append(f"window.Waybill.pageCss = {to_javascript(page_style())};")
    # A source map that is not served would be a failed request in every developer's console.
    joined = "\n;\n".join(re.sub(r"//# sourceMappingURL=.*", "", part) for part in parts)
    return _hashed("waybill", ".js", joined.encode())


@cache
def style() -> Asset:
    """Leaflet's style sheet and ours as one file; Leaflet's image rules go, we use none of them."""
    leaflet = re.sub(
        r"[^{}]*\{[^{}]*url\([^{}]*\}", "", (LEAFLET / "leaflet.css").read_text("utf-8")
    )
    parts = [leaflet] + [(WEB / f"{name}.css").read_text("utf-8") for name in STYLES]
    return _hashed("waybill", ".css", "\n".join(parts).encode())


@cache
def page_style() -> str:
    """The few rules for the page around the frame, as CSS; static text, no data in it."""
    return (WEB / "page.css").read_text("utf-8")


@cache
def basemap() -> Asset:
    """The base map as TopoJSON (built by tools/build_basemap.py)."""
    return _hashed("basemap", ".json", (WEB / "basemap.topo.json").read_bytes())


@cache
def labels() -> Asset:
    """Names of countries, cities and seas for the base map."""
    return _hashed("labels", ".json", (WEB / "labels.json").read_bytes())


def all_assets() -> tuple[Asset, ...]:
    """Everything a page needs beside the story itself."""
    return (script(), style(), basemap(), labels())


def write_assets(folder: Path) -> None:
    """Write every asset into an existing folder."""
    for asset in all_assets():
        (folder / asset.name).write_bytes(asset.content)
