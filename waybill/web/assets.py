"""The front end as files that a browser can fetch: scripts, style sheets, the base map.

Scripts and style sheets are those of ``dist/``, which ``npm run build`` makes of the sources beside
it and which is committed: serving them needs no Node. Names carry a hash of the content, so a cached
copy is never a stale one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from waybill.basemap.topology import LABELS, WORLD

WEB = Path(__file__).parent
ICON = WEB / "icon.png"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file to serve: its name and its bytes."""

    name: str
    content: bytes


def hashed(stem: str, suffix: str, content: bytes) -> Asset:
    """An asset whose name holds the first ten hex digits of its content's SHA-256."""
    return Asset(f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{suffix}", content)


def built(name: str) -> str:
    """A file of ``dist/`` as text."""
    return (WEB / "dist" / name).read_text("utf-8")


@cache
def script() -> Asset:
    """The app: Leaflet, our modules and their style sheet as one classic script."""
    return hashed("waybill", ".js", built("waybill.js").encode())


@cache
def pictures() -> Asset:
    """The part that makes pictures and videos, loaded when somebody asks for one."""
    return hashed("pictures", ".js", built("pictures.js").encode())


@cache
def share() -> Asset:
    """The share dialog, fetched once the page stands still."""
    return hashed("share", ".js", built("share.js").encode())


@cache
def flows() -> Asset:
    """The part that draws flows, for stories with shipments."""
    return hashed("flows", ".js", built("flows.js").encode())


@cache
def opening_style() -> str:
    """The rules of the frame that its opening picture needs, as CSS; static text, no data in it."""
    return built("opening.css")


@cache
def page_style() -> str:
    """The few rules for the page around the frame, as CSS; static text, no data in it."""
    return built("page.css")


@cache
def document_style() -> str:
    """The rules for HTML documents (the table, the claims, the method), as CSS."""
    return built("documents.css")


@cache
def basemap() -> Asset:
    """The base map as TopoJSON (built by tools/build_basemap.py)."""
    return hashed("basemap", ".json", WORLD.read_bytes())


@cache
def labels() -> Asset:
    """Names of countries, cities and seas for the base map."""
    return hashed("labels", ".json", LABELS.read_bytes())


def all_assets() -> tuple[Asset, ...]:
    """Everything a page needs beside the story itself."""
    return (script(), share(), pictures(), flows(), basemap(), labels())
