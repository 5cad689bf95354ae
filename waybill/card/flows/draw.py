"""Flows on a card's map, as the map draws them: the smallest first, then the rings of places."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageColor, ImageDraw

from waybill.card.canvas import Canvas
from waybill.card.dashes import in_viewport
from waybill.card.fonts import SUPERSAMPLE
from waybill.card.palette import Palette
from waybill.flows.curve import Curve, curve_of
from waybill.flows.picture import Picture
from waybill.flows.scales import width_of
from waybill.geo.mercator import Points, unit_points
from waybill.geo.viewport import Viewport
from waybill.story.model import Story

# The same as in waybill/web/flows/map/draw.js.
ALPHA, FAINT_ALPHA = 0.72, 0.16
RING_GAP_PX, RING_EDGE_PX, HALO_PX, HALO_FROM_PX = 1.5, 1.5, 1.5, 1.5
MOST_NAMES = 24
PIECES = 24  # of a curve, as a polygon
NEAR_PX = 40  # so far outside the picture a name of a place is of no use


def draw_flows(
    card: Image.Image, canvas: Canvas, story: Story, picture: Picture, looked: int | None
) -> Points:
    """Draw the flows and the rings of their places, and name the largest rings.

    ``looked``: the index of the flow that the card is about; the others are faint beside it.

    Returns points along the wider flows in the picture, for labels and legends to keep off.
    """
    viewport, unit, palette = canvas.viewport, canvas.unit, canvas.palette
    at = place_points(picture, viewport)
    draw = ImageDraw.Draw(card, "RGBA")
    routes = [np.zeros((0, 2))]
    for index in reversed(range(len(picture.window.flows))):
        flow = picture.window.flows[index]
        width = width_of(flow.quantity, picture.largest) * unit
        gap = (picture.radius(flow.destination) + RING_GAP_PX) * unit
        ends = tuple(at[flow.origin]), tuple(at[flow.destination])
        curve = curve_of((ends[0][0], ends[0][1]), (ends[1][0], ends[1][1]), width, gap, unit)
        if curve is None or not _is_near(curve, viewport):
            continue
        alpha = 1.0 if looked == index else ALPHA if looked is None else FAINT_ALPHA
        colour = palette.of_mode(picture.modes[index])
        _draw_curve(draw, curve, width, colour, palette, alpha, unit)
        if width > 2 * unit:
            routes.append(np.array([curve.point(i / PIECES) for i in range(PIECES + 1)]))
    _draw_rings(canvas, story, picture, at)
    points = np.vstack(routes)
    return points[in_viewport(points, viewport, 0)]


def place_points(picture: Picture, viewport: Viewport) -> Points:
    """Where each place of the cube is: in the copy of the world nearest to the middle of the picture."""
    points = unit_points([(lat, lon) for _, _, lat, lon in picture.cube.meta["places"]])
    points[:, 0] += np.round(viewport.middle - points[:, 0])
    return viewport.project(points)


def _is_near(curve: Curve, viewport: Viewport) -> bool:
    xs, ys = zip(curve.start, curve.bend, curve.tip, strict=True)
    return bool(
        max(xs) > 0 and min(xs) < viewport.width and max(ys) > 0 and min(ys) < viewport.height
    )


def _draw_curve(
    draw: ImageDraw.ImageDraw,
    curve: Curve,
    width: float,
    colour: str,
    palette: Palette,
    alpha: float,
    unit: float,
) -> None:
    opaque = round(255 * alpha)
    if width > HALO_FROM_PX * unit:
        halo = (*ImageColor.getrgb(palette.halo)[:3], opaque)
        draw.polygon(_band(curve, width + HALO_PX * unit), fill=halo)
    fill = (*ImageColor.getrgb(colour)[:3], opaque)
    # Thinner than a pixel of the picture: fainter instead.
    thin = min(1.0, width * SUPERSAMPLE)
    faint = (*fill[:3], round(opaque * thin))
    draw.polygon(_band(curve, max(width, 1 / SUPERSAMPLE)), fill=faint)
    head = [v * SUPERSAMPLE for point in (curve.tip, *curve.wings) for v in point]
    draw.polygon(head, fill=fill)


def _band(curve: Curve, width: float) -> list[float]:
    """The outline of a curve's line, in pixels of the picture."""
    points = np.array([curve.point(i / PIECES) for i in range(PIECES + 1)])
    along = np.gradient(points, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    aside = np.column_stack([-along[:, 1], along[:, 0]]) * width / 2
    outline = np.vstack([points + aside, (points - aside)[::-1]]) * SUPERSAMPLE
    return [float(v) for v in outline.ravel()]


def _draw_rings(canvas: Canvas, story: Story, picture: Picture, at: Points) -> None:
    """Discs of what goes out, circles of what comes in; the largest are named."""
    unit, palette, viewport = canvas.unit, canvas.palette, canvas.viewport
    places = picture.cube.meta["places"]
    rings = [(picture.radius(place), place) for place in picture.rings]
    named = 0
    for radius, place in sorted(rings, key=lambda ring: (-ring[0], ring[1])):
        x, y = (float(v) for v in at[place])
        is_out = not (
            -NEAR_PX < x < viewport.width + NEAR_PX and -NEAR_PX < y < viewport.height + NEAR_PX
        )
        if radius <= 0 or is_out:
            continue
        place_id = places[place][0]
        canvas.keep_clear(x, y, (radius + 1) * unit)
        if named < MOST_NAMES and place_id in story.places and place_id not in canvas.marks.named:
            canvas.marks.named[place_id] = (x, y, radius * unit, "node")
            named += 1
    for radius, place in sorted(rings, key=lambda ring: (ring[0], ring[1])):
        if radius > 0:
            draw_ring(canvas, tuple(at[place]), picture.radii(place), palette)


def draw_ring(
    canvas: Canvas, at: tuple[float, ...], radii: tuple[float, float], palette: Palette
) -> None:
    """Draw a ring; ``radii`` are those of the disc and the circle in px of a page."""
    out, into = radii
    x, y = at
    unit = canvas.unit
    canvas.circle(x, y, (max(out, into, 2.0) + 1) * unit, palette.halo)
    canvas.circle(x, y, max(out, 1.0) * unit, palette.ink3)
    box = max(into, 1.5) + RING_EDGE_PX / 2
    width = max(1, round(RING_EDGE_PX * unit * SUPERSAMPLE))
    canvas.draw.circle(
        (x * SUPERSAMPLE, y * SUPERSAMPLE),
        box * unit * SUPERSAMPLE,
        outline=palette.ink,
        width=width,
    )
