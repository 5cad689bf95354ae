"""The scripts, style sheets and data files of an edition; their names carry hashes of their content."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from waybill.edition.lean import lean_script, lean_style
from waybill.edition.light_basemap import FULL_BEYOND_ZOOM, light_basemap
from waybill.payload.encode import build_payload, payload_json
from waybill.payload.escaping import to_javascript
from waybill.story.model import Story
from waybill.web import assets
from waybill.web.assets import Asset, hashed
from waybill.web.map_options import leaflet_options

ICON = assets.WEB / "icon.png"
FOLDER = "assets"
WORKER = "sw.js"


@dataclass(frozen=True, slots=True)
class EditionFiles:
    """Every file that pages name, by its path in the edition; ``first`` are those of a first visit."""

    style: str
    program: str
    story: str
    icon: str
    first: tuple[str, ...]
    contents: dict[str, bytes]
    payload: dict[str, Any]


def edition_files(story: Story, base_url: str, *, worker: bool) -> EditionFiles:
    """The front end, the base map and the story, as files to fetch and as scripts for file://."""
    full, labels, qr = assets.basemap(), assets.labels(), assets.qr()
    light = hashed("basemap-light", ".json", light_basemap(full.content, story))
    options = {
        "assets": {
            "basemap": _path(light),
            "basemapDetail": {"asset": _path(full), "zoom": FULL_BEYOND_ZOOM},
            "labels": _path(labels),
            "qr": f"./{_path(qr)}",
        },
        "public_url": base_url,
        "leaflet": leaflet_options(),
        "worker": WORKER if worker else None,
    }
    program = hashed("waybill", ".js", _program(options).encode())
    style = hashed("waybill", ".css", _style().encode())
    payload = build_payload(story)
    shown = json.loads(payload_json(payload))
    told = hashed("story", ".js", f"Waybill.story({to_javascript(shown)});\n".encode())
    icon = hashed("icon", ".png", ICON.read_bytes())
    data = (light, full, labels)
    written = (program, style, told, icon, qr, *data, *(_as_script(asset) for asset in data))
    return EditionFiles(
        style=_path(style),
        program=_path(program),
        story=_path(told),
        icon=_path(icon),
        first=tuple(_path(asset) for asset in (style, program, told, icon, light, labels)),
        contents={_path(asset): asset.content for asset in written},
        payload=payload,
    )


def worker_script(version: str, files: list[str]) -> bytes:
    """The service worker that keeps ``files`` of the edition with that content hash."""
    source = (assets.WEB / "worker.js").read_text("utf-8")
    return f"{source}\nstart({to_javascript(version)}, {to_javascript(files)});\n".encode()


def _program(options: Mapping[str, object]) -> str:
    """The app's own scripts, then the few lines that start them on a page of their own."""
    start = (assets.WEB / "edition.js").read_text("utf-8")
    parts = [lean_script(part) for part in (*assets.script_parts(), start)]
    return "\n;\n".join((*parts, f"window.Waybill.edition({to_javascript(options)});\n"))


def _style() -> str:
    """The app's style sheet and the edition's, with the colours on the page itself.

    Without JavaScript nothing can set a theme, so the page follows the reader's own setting. Paper
    is light; web/edition.js draws the map in light colours for it.
    """
    light, dark = (_block(selector) for selector in (".wb", '.wb[data-theme="dark"]'))
    tokens = (
        f".wbe {{{light}}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ .wbe:not([data-theme]), "
        f".wbe:not([data-theme]) .wb {{{dark}}} }}\n"
        f'.wbe[data-theme="dark"] {{{dark}}}\n'
        f'@media print {{ .wbe, .wbe[data-theme], .wbe .wb[data-theme="dark"] {{{light}}} }}\n'
    )
    own = [(assets.WEB / name).read_text("utf-8") for name in ("documents.css", "edition.css")]
    return lean_style("\n".join((assets.style().content.decode(), tokens, *own)))


def _block(selector: str) -> str:
    """The declarations of one rule of tokens.css."""
    tokens = (assets.WEB / "tokens.css").read_text("utf-8")
    found = re.search(rf"^{re.escape(selector)} \{{(.*?)\}}", tokens, re.MULTILINE | re.DOTALL)
    assert found is not None, selector
    return found[1]


def _path(asset: Asset) -> str:
    return f"{FOLDER}/{asset.name}"


def _as_script(asset: Asset) -> Asset:
    """The same data as a script: a page opened from disk may not fetch. web/edition.js loads it."""
    name = asset.name.removesuffix(".json")
    call = (
        f"Waybill.take({to_javascript(_path(asset))}, {to_javascript(json.loads(asset.content))});"
    )
    return Asset(f"{name}.js", call.encode())
