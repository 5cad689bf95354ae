"""Compare the land of preview cards with the land of the browser's map, on many frames.

The card (waybill/card/basemap.py, Pillow) and the map (waybill/web/map/basemap, a canvas) draw the same
TopoJSON with code of their own. Here both draw the same frames, land white and water black, and what
one shows as land and the other as water is counted. The browser's modules run as they are, in
Chromium: python tools/compare_land.py [FRAMES] [SEED]
"""

from __future__ import annotations

import base64
import io
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tools.prepare import installed_browser
from waybill.basemap.topology import WORLD
from waybill.card.basemap import basemap_picture
from waybill.card.fonts import SUPERSAMPLE
from waybill.card.palette import LIGHT
from waybill.geo.viewport import Viewport, viewport_at

ROOT = Path(__file__).parents[1]
SIZE = (1200, 400)  # px: the map of a card, more or less
WHITE, BLACK = "#ffffff", "#000000"
PALETTE = replace(LIGHT, land=WHITE, coast=WHITE, river=WHITE, border=WHITE, water=BLACK)

BOUND_PX = 2.0
"""No square of this side, in pixels of a card, may be land in one picture and water in the other.

The two thin lines by their own rules (half a pixel there, whole pixels here), and draw coasts 1 px wide.
"""

SITE = "http://compare.test/"  # answered by ``_answer``: nothing leaves the machine
PAGE = """<!doctype html><canvas></canvas><script type="module">
import { drawBasemap } from "./waybill/web/map/basemap/draw.js";
import { readBasemap } from "./waybill/web/map/basemap/read.js";
const base = readBasemap(await (await fetch("./WORLD")).json());
const canvas = document.querySelector("canvas");
window.drawFrame = (frame, palette) => {
  [canvas.width, canvas.height] = [frame.width, frame.height];
  drawBasemap(canvas.getContext("2d", { willReadFrequently: true }), frame, base, palette);
  return canvas.toDataURL().split(",")[1];
};
</script>"""


class Frame(NamedTuple):
    """A view to compare: degrees, and a Leaflet zoom."""

    latitude: float
    longitude: float
    zoom: float

    def viewport(self) -> Viewport:
        """The viewport in which a card draws this view."""
        seen = viewport_at((self.latitude, self.longitude), self.zoom, *SIZE)
        return seen.enlarged(SUPERSAMPLE)


# Where something was wrong once, or is most likely to be.
CHOSEN = (
    Frame(24.551, 29.954, 7.11),  # Egypt: the corner of two straight borders lies outside
    Frame(26.143, 26.73, 7.38),
    Frame(25.681, 28.403, 7.73),
    Frame(90.0, 0.0, 1.0),  # the poles
    Frame(84.0, -40.0, 4.0),
    Frame(-90.0, 0.0, 1.0),
    Frame(-82.0, 170.0, 3.5),
    Frame(66.0, 180.0, 4.0),  # the antimeridian: Chukotka, from either side
    Frame(66.0, -179.0, 6.0),
    Frame(-17.0, 179.5, 6.5),  # Fiji
    Frame(10.0, 540.0, 2.0),  # a turn and a half away
    Frame(0.0, 0.0, 0.3),  # more than one turn of the world
)


def frames(count: int, seed: int) -> list[Frame]:
    """Return the chosen frames, then random ones of any place and zoom level."""
    dice = random.Random(seed)
    found = list(CHOSEN[:count])
    while len(found) < count:
        place = dice.uniform(-84, 84), dice.uniform(-180, 180)
        found.append(Frame(*place, dice.uniform(1, 10)))
    return found


def card_land(frame: Frame) -> NDArray[np.bool_]:
    """Return where a card shows land, as (height, width)."""
    picture = basemap_picture(frame.viewport(), PALETTE, float(SUPERSAMPLE))
    return np.asarray(picture.convert("L")) > 127


class BrowserLand:
    """The browser's map on one page."""

    def __init__(self, page: Page) -> None:
        """Load the modules and the base map into the page."""
        self._page = page
        page.route("**/*", _answer)
        page.goto(SITE)
        page.wait_for_function("typeof window.drawFrame === 'function'")

    def draw(self, frame: Frame) -> NDArray[np.bool_]:
        """Return where the browser's map shows land, as (height, width)."""
        seen = frame.viewport()
        wanted: dict[str, Any] = {
            "zoom": float(np.log2(seen.scale / 256)),
            "scale": seen.scale,
            "left": seen.left,
            "top": seen.top,
            "width": seen.width,
            "height": seen.height,
        }
        colours = {n: getattr(PALETTE, n) for n in ("land", "coast", "river", "border", "water")}
        png = self._page.evaluate("([f, p]) => drawFrame(f, p)", [wanted, colours])
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("L")) > 127


def exchanged_px(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    """Return the side of the largest square on which the two differ throughout, in pixels of a card."""
    differs = Image.fromarray((one != other).astype(np.uint8) * 255)
    side = 0
    while differs.getbbox():
        side += 1
        # what is left when the edge is taken off: pixels whose neighbours within ``side`` all differ
        differs = differs.filter(ImageFilter.MinFilter(3))
    return max(0, 2 * side - 1) / SUPERSAMPLE


def _answer(route: Route) -> None:
    path = route.request.url.removeprefix(SITE)
    if not path:
        route.fulfill(body=PAGE, content_type="text/html")
    elif path == "WORLD":
        route.fulfill(body=WORLD.read_bytes(), content_type="application/json")
    else:
        route.fulfill(body=(ROOT / path).read_bytes(), content_type="text/javascript")


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=installed_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()


def main() -> int:
    """Print each frame on which the two differ too much, and the worst; returns how many those are."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    found: list[float] = []
    with _browser() as browser:
        land = BrowserLand(browser.new_page())
        for frame in frames(count, seed):
            found.append(exchanged_px(card_land(frame), land.draw(frame)))
            if found[-1] > BOUND_PX:
                print(f"{frame}: {found[-1]:g} px", flush=True)
    bad = sum(size > BOUND_PX for size in found)
    print(f"{count} frames, seed {seed}: worst {max(found):g} px, {bad} above {BOUND_PX:g} px")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
