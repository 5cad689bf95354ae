"""Scripts, style sheets and data files of an edition, with hashes of their content in their names."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass

from waybill.edition.light_basemap import FULL_BEYOND_ZOOM, light_basemap
from waybill.payload.encode import build_payload, sent
from waybill.payload.escaping import to_javascript
from waybill.story.model import Story
from waybill.web import assets
from waybill.web.assets import Asset, built, hashed
from waybill.web.map_options import leaflet_options

FOLDER = "assets"
WORKER = "sw.js"


@dataclass(frozen=True, slots=True)
class EditionFiles:
    """The files that pages refer to, by path; ``first`` are those that a first visit loads."""

    style: str
    program: str
    story: str
    icon: str
    first: tuple[str, ...]
    contents: dict[str, bytes]


def edition_files(story: Story, base_url: str, *, worker: bool, cube: bytes = b"") -> EditionFiles:
    """Make the front end, the base map and the story: as files to fetch, and as scripts for file://.

    ``cube`` has the sums of the story's shipments; its script gives their bytes in base64.
    """
    full, labels = assets.basemap(), assets.labels()
    share, pictures, flows = assets.share(), assets.pictures(), assets.flows()
    light = hashed("basemap-light", ".json", light_basemap(full.content, story))
    shipments = (hashed("shipments", ".cube", cube),) if cube else ()
    options = {
        "assets": {
            **(
                {"flows": {"script": _path(flows), "cube": _path(shipments[0])}}
                if shipments
                else {}
            ),
            "basemap": _path(light),
            "basemapDetail": {"asset": _path(full), "zoom": FULL_BEYOND_ZOOM},
            "labels": _path(labels),
            "share": _path(share),
            "pictures": _path(pictures),
        },
        "public_url": base_url,
        "leaflet": leaflet_options(),
        "worker": WORKER if worker else None,
    }
    program = hashed("waybill", ".js", _program(options).encode())
    style = hashed("waybill", ".css", built("edition.css").encode())
    shown = to_javascript(sent(build_payload(story)))
    story_script = hashed("story", ".js", f"waybill.story({shown});\n".encode())
    icon = hashed("icon", ".png", assets.ICON.read_bytes())
    data = (light, full, labels)
    written = (
        program,
        share,
        pictures,
        style,
        story_script,
        icon,
        *data,
        *(_as_script(asset) for asset in data),
        *((flows,) if shipments else ()),
        *shipments,
        *(_as_base64(asset) for asset in shipments),
    )
    return EditionFiles(
        style=_path(style),
        program=_path(program),
        story=_path(story_script),
        icon=_path(icon),
        first=tuple(_path(asset) for asset in (style, program, story_script, icon, light, labels)),
        contents={_path(asset): asset.content for asset in written},
    )


def worker_script(version: str, files: list[str]) -> bytes:
    """Return the service worker that caches ``files`` of the edition with that content hash."""
    call = f"waybill.keep({to_javascript(version)}, {to_javascript(files)});\n"
    return f"{built('worker.js')}{call}".encode()


def _program(options: Mapping[str, object]) -> str:
    """Return the program with a call that tells it the names of the other files."""
    return f"{built('edition.js')}waybill.edition({to_javascript(options)});\n"


def _path(asset: Asset) -> str:
    return f"{FOLDER}/{asset.name}"


def _as_base64(asset: Asset) -> Asset:
    """Wrap bytes in a script, as ``_as_script`` does with JSON."""
    text = base64.b64encode(asset.content).decode("ascii")
    call = f"waybill.take({to_javascript(_path(asset))}, {to_javascript(text)});"
    return Asset(f"{asset.name.removesuffix('.cube')}.js", call.encode())


def _as_script(asset: Asset) -> Asset:
    """Wrap data in a script for web/edition.js to load: a page opened from disk may not fetch."""
    name = asset.name.removesuffix(".json")
    call = (
        f"waybill.take({to_javascript(_path(asset))}, {to_javascript(json.loads(asset.content))});"
    )
    return Asset(f"{name}.js", call.encode())
