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

from waybill.basemap.borders import BASEMAP, LABELS
from waybill.payload.escaping import to_javascript

WEB = Path(__file__).parent
LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)

SCRIPTS = (
    "core", "story", "select", "store", "link",
    "overlay", "basemap_countries", "basemap", "line_path", "line_style", "lines", "lines_large", "badges", "marks_list", "marks",
    "label_place", "labels", "inset_draw", "inset", "legend", "map_tools", "tiles", "map_view", "map_frame",
    "map_stage", "map_pointer", "map",
    "axis", "lanes_bars", "lanes_marks", "lanes", "handles", "timeline", "play", "knownbar",
    "glyphs", "words", "pieces", "checks", "tooltip", "card_leg", "card_place", "card",
    "visits", "legs", "claims_order", "claims", "panel", "header",
    "host", "cite", "qr", "share", "embed", "messages", "mount",
)  # fmt: skip
# Leaflet looks for Internet Explorer's VML by an exception that it catches. To word that exception a
# browser parses the whole file again (25 ms of a start); with a list to add to, nothing is thrown, and
# what it would draw with is never used where there is SVG.
WITHOUT_VML = "document.namespaces = { add() {} };\n%s\n;delete document.namespaces;"
STYLES = ("tokens", "layout", "map", "timeline", "panel", "share", "embed")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file to serve: its name and its bytes."""

    name: str
    content: bytes


def hashed(stem: str, suffix: str, content: bytes) -> Asset:
    """An asset whose name holds the first ten hex digits of its content's SHA-256."""
    return Asset(f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{suffix}", content)


@cache
def script_parts() -> tuple[str, ...]:
    """Leaflet and every script of ours, in order: the program, the same in both hosts."""
    parts = [WITHOUT_VML.replace("%s", (LEAFLET / "leaflet.js").read_text("utf-8"))]
    parts += [(WEB / f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    # A source map that is not served would be a failed request in every developer's console.
    return tuple(re.sub(r"//# sourceMappingURL=.*", "", part) for part in parts)


@cache
def script() -> Asset:
    """All of it as one file; the style sheet rides along.

    In the app the map may only start once the style is there (Leaflet measures its box), and one
    request is quicker than two: web/mount.js adopts ``Waybill.css`` as a constructed style sheet.
    """
    parts = [
        *script_parts(),
        f"window.Waybill.css = {to_javascript(style().content.decode())};",
        f"window.Waybill.pageCss = {to_javascript(page_style())};",
    ]
    return hashed("waybill", ".js", "\n;\n".join(parts).encode())


@cache
def style() -> Asset:
    """Leaflet's style sheet and ours as one file; Leaflet's image rules go, we use none of them."""
    leaflet = re.sub(
        r"[^{}]*\{[^{}]*url\([^{}]*\}", "", (LEAFLET / "leaflet.css").read_text("utf-8")
    )
    parts = [leaflet] + [(WEB / f"{name}.css").read_text("utf-8") for name in STYLES]
    return hashed("waybill", ".css", "\n".join(parts).encode())


@cache
def page_style() -> str:
    """The few rules for the page around the frame, as CSS; static text, no data in it."""
    return (WEB / "page.css").read_text("utf-8")


@cache
def basemap() -> Asset:
    """The base map as TopoJSON (built by tools/build_basemap.py)."""
    return hashed("basemap", ".json", BASEMAP.read_bytes())


@cache
def labels() -> Asset:
    """Names of countries, cities and seas for the base map."""
    return hashed("labels", ".json", LABELS.read_bytes())


@cache
def qr() -> Asset:
    """The QR encoder, fetched when the share panel first opens (vendored: see NOTICES.md)."""
    return hashed("qr", ".js", (WEB / "vendor" / "qrcode.js").read_bytes())


def all_assets() -> tuple[Asset, ...]:
    """Everything a page needs beside the story itself."""
    return (script(), style(), basemap(), labels(), qr())


def write_assets(folder: Path) -> None:
    """Write every asset into an existing folder."""
    for asset in all_assets():
        (folder / asset.name).write_bytes(asset.content)
