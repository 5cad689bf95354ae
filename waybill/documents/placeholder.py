"""The opening picture: title, figures and the legs on a quiet map, in the page's own HTML.

A reader sees it while Streamlit starts, in the very places where the live frame will stand, and
keeps it when scripts are off. It is drawn from the view in the address, by the same rules.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shapely import box
from shapely.affinity import translate
from shapely.geometry import LineString, MultiPolygon, Polygon

from waybill.basemap import borders
from waybill.documents.render import render
from waybill.evidence.phrases import without_brackets
from waybill.evidence.standing import answers_to, became_public
from waybill.geo.path import bounds as bounds_of
from waybill.geo.path import decode_path
from waybill.story import describe
from waybill.story.model import Claim, Story
from waybill.view.view import View

ONE_BY_ONE = 300  # legs; more are joined by mode and level, and drawn with fewer points
MAX_LEGS = 8000  # beyond this the picture would outweigh the page; the box alone is shown
WIDTH = 1000  # of the drawing, in its own units
PADDING = 0.07  # of the larger side, around what is shown
LONG_NAME = 30  # characters; what stands in brackets goes first
SIMPLIFY = 1.4  # units; about a pixel on a desk
MAX_LATITUDE = 84.0
Bbox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Web Mercator to drawing units: x right, y down, 0,0 at the north-west corner."""

    west: float
    north: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, bbox: Bbox) -> Frame:
        """A frame that holds (west, south, east, north) with a margin."""
        west, south, east, north = bbox
        top, bottom = _mercator(north), _mercator(south)
        margin = max(east - west, top - bottom, 0.5) * PADDING
        west, east, top, bottom = west - margin, east + margin, top + margin, bottom - margin
        scale = WIDTH / (east - west)
        return cls(west, top, scale, WIDTH, (top - bottom) * scale)

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """A location in drawing units."""
        return (longitude - self.west) * self.scale, (self.north - _mercator(latitude)) * self.scale


def opening_html(story: Story, view: View, payload: dict[str, Any], style_url: str) -> str:
    """The picture as HTML; every value escaped. ``payload`` is build_payload's for this story."""
    values = opening_values(story, view, payload)
    return render("opening.html", **values, land=_land(values["frame"]), style_url=style_url)


def opening_values(story: Story, view: View, payload: dict[str, Any]) -> dict[str, Any]:
    """What the picture shows, without the land: title, steps, figures, legs as paths, the frame."""
    frame = Frame.around(_shown_bounds(view, payload))
    return {
        "info": payload["info"],
        "steps": payload["steps"],
        "figures": [_figure_lines(story, figure, view, payload) for figure in payload["figures"]],
        "focus": view.focus,
        "lines": _lines(view, payload, frame) if len(story.legs) <= MAX_LEGS else [],
        "frame": frame,
    }


def _lines(view: View, payload: dict[str, Any], frame: Frame) -> list[dict[str, Any]]:
    """The legs reported by the view's day as SVG paths: {class, path, legs}."""
    known, start, end = (day and day.isoformat() for day in (view.known, view.start, view.end))
    lines: dict[tuple[str, str], dict[str, Any]] = {}
    few = len(payload["legs"]) <= ONE_BY_ONE
    for row in payload["legs"]:
        level = next(
            (
                step["level"]
                for step in reversed(row["standings"])
                if known is None or step["known"] is None or step["known"] <= known
            ),
            None,
        )
        inside = row["first"] <= end and row["last"] >= start
        if level is None or not (inside or few):
            continue
        classes = f"{row['mode']} {level}" + ("" if inside else " outside")
        line = lines.setdefault(
            (classes, row["id"] if few else ""), {"classes": classes, "path": "", "legs": 0}
        )
        shape = next((s for s in row["shapes"] if known is not None and known < s["until"]), row)
        points = [frame.point(*location) for location in decode_path(shape["path"])]
        line["path"] += _path_text(points if few else _thinned(points))
        line["legs"] += 1
    return list(lines.values())


def _thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same line with every point left out that bends it by less than a few units."""
    return list(LineString(points).simplify(2 * SIMPLIFY).coords)


def _shown_bounds(view: View, payload: dict[str, Any]) -> Bbox:
    if view.focus and view.focus[0] in ("step", "leg"):
        kind, row_id = view.focus
        row = next((r for r in payload[f"{kind}s"] if r["id"] == row_id), None)
        if row is not None:
            found = row["bounds"] if kind == "step" else bounds_of(decode_path(row["path"]))
            if found:
                return tuple(found)
    return tuple(payload["info"]["bounds"])


def _figure_lines(
    story: Story, figure: dict[str, Any], view: View, payload: dict[str, Any]
) -> dict[str, Any]:
    """A figure's number and the lines below it, as published by the view's day."""
    check = next((c for c in payload["checks"] if c["id"] == figure["check"]), None)
    claim_ids = tuple(figure["claims"]) or tuple(check["claims"] if check else ())
    public = [c for i in claim_ids if (c := story.claims.get(i)) and _is_public(c, view)]
    if claim_ids and not public:
        return {
            **figure,
            "numbers": [("—", "")],
            "words": True,
            "lines": [("Not yet reported", "")],
        }
    numbers = [(figure["value"], figure["unit"])]
    if check and check["measures"]:
        numbers = [(f"{check['measures'][0]['km']:,.0f}", "km measured")]
        if check["stated_km"] is not None:
            numbers.insert(0, (f"{check['stated_km']:,.0f}", "km stated"))
    words = not any(char.isdigit() for char in numbers[0][0]) or len(numbers[0][0]) > 14
    lines = []
    if public:
        lines.append(("Said by", _who(public)))
        denials = [
            c for c in answers_to(story, claim_ids) if c.stance == "denies" and _is_public(c, view)
        ]
        if denials:
            lines.append(("Rejected by", _who(denials)))
        if check and check["measures"]:
            lines.append(("Measured to", check["measures"][0]["label"]))
    elif figure["basis"]:
        parts = [part.strip() for part in figure["basis"].split(";")]
        lines += [("", part[:1].upper() + part[1:]) for part in parts]
    return {**figure, "numbers": numbers, "words": words, "lines": lines}


def _who(claims: list[Claim]) -> str:
    ordered = sorted(claims, key=became_public)
    # One party may speak through several: what stands in brackets behind a name does not count.
    others = len({without_brackets(c.claimant) for c in ordered}) - 1
    more = f", and {others} other{'s' if others > 1 else ''}" if others else ""
    name = ordered[0].claimant
    if len(name) > LONG_NAME:
        name = without_brackets(name)
    return f"{name}, {describe(ordered[0].stated_on, None)}{more}"


def _is_public(claim: Claim, view: View) -> bool:
    return view.known is None or became_public(claim) <= view.known


def _mercator(latitude: float) -> float:
    """Web Mercator's y in degrees of longitude at the equator."""
    limited = max(-MAX_LATITUDE, min(MAX_LATITUDE, latitude))
    return math.degrees(math.asinh(math.tan(math.radians(limited))))


def _path_text(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


@lru_cache(maxsize=16)
def _land(frame: Frame) -> str:
    """All land in the frame as one SVG path, coarse on purpose."""
    # The drawing is fitted into a box of another shape, so its surroundings show too.
    window = box(-WIDTH / 2, -WIDTH / 2, frame.width + WIDTH / 2, frame.height + WIDTH / 2)
    parts: list[str] = []
    for code in borders.country_codes():
        for polygon in _projected(borders.country(code), frame):
            if not polygon.intersects(window):
                continue
            clipped = polygon.simplify(SIMPLIFY).buffer(0).intersection(window)
            for piece in getattr(clipped, "geoms", [clipped]):
                if isinstance(piece, Polygon) and piece.area > SIMPLIFY * 8:
                    ring = [f"{x:.0f} {y:.0f}" for x, y in piece.exterior.coords]
                    parts.append("M" + "L".join(ring) + "z")
    return "".join(parts)


def _projected(country: MultiPolygon, frame: Frame) -> list[Polygon]:
    """The country's polygons in drawing units, once for each turn of the globe that may show."""
    found = []
    for polygon in country.geoms:
        for turn in (0, 360, -360):
            west, _, east, _ = translate(polygon, turn).bounds
            margin = WIDTH / 2 / frame.scale
            if east < frame.west - margin or west > frame.west + 3 * margin:
                continue
            found.append(Polygon([frame.point(y, x + turn) for x, y in polygon.exterior.coords]))
    return found
