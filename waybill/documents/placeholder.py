"""The opening picture: title, figures and the legs on a quiet map, in the page's own HTML.

A reader sees it while Streamlit starts, in the very places where the live frame will stand, and
keeps it when scripts are off. It is drawn from the view in the address, by the same rules.
"""

from __future__ import annotations

from typing import Any

from shapely.geometry import LineString

from waybill.basemap.outline import outline
from waybill.documents.render import render
from waybill.evidence.phrases import without_brackets
from waybill.evidence.standing import answers_to, became_public
from waybill.geo.mercator import unit_points
from waybill.geo.path import bounds as bounds_of
from waybill.geo.path import decode_path
from waybill.geo.viewport import Viewport, viewport_of_width
from waybill.grammar import grammar
from waybill.story import describe
from waybill.story.model import Claim, Story
from waybill.view.view import View

WIDTH = 1000  # of the drawing, in its own units
PADDING = 0.07  # of the larger side, around what is shown
LONG_NAME = 30  # characters; what stands in brackets goes first
SIMPLIFY = 1.4  # units; about a pixel on a desk
Bbox = tuple[float, float, float, float]


def opening_html(story: Story, view: View, payload: dict[str, Any], style_url: str) -> str:
    """The picture as HTML; every value escaped. ``payload`` is build_payload's for this story."""
    values = opening_values(story, view, payload)
    return render("opening.html", **values, style_url=style_url)


def opening_values(story: Story, view: View, payload: dict[str, Any]) -> dict[str, Any]:
    """What the picture shows: title, steps, figures, land, borders and legs as paths, the viewport."""
    limits = grammar().limits
    viewport = viewport_of_width(_shown_bounds(view, payload), WIDTH, PADDING)
    return {
        "info": payload["info"],
        "steps": payload["steps"],
        "figures": [_figure_lines(story, figure, view, payload) for figure in payload["figures"]],
        "focus": view.focus,
        "lines": _lines(view, payload, viewport)
        if len(story.legs) <= limits.placeholder_legs
        else [],
        "viewport": viewport,
        "outline": outline(viewport),
    }


def _lines(view: View, payload: dict[str, Any], viewport: Viewport) -> list[dict[str, Any]]:
    """The legs reported by the view's day as SVG paths: {classes, path, legs}.

    In a large story those of one mode and level are joined, and drawn with fewer points.
    """
    known, start, end = (day and day.isoformat() for day in (view.known, view.start, view.end))
    lines: dict[tuple[str, str], dict[str, Any]] = {}
    few = len(payload["legs"]) <= grammar().limits.plain_lines
    plain = "" if few else " plain"
    if len(payload["legs"]) > grammar().limits.hairlines:
        plain += " hairline"
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
        classes = f"{row['mode']} {level}" + ("" if inside else " outside") + plain
        line = lines.setdefault(
            (classes, row["id"] if few else ""), {"classes": classes, "path": "", "legs": 0}
        )
        shape = next((s for s in row["shapes"] if known is not None and known < s["until"]), row)
        points = viewport.project(unit_points(decode_path(shape["path"]))).tolist()
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


def _path_text(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
