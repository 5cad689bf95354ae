"""The legs of a large story on the placeholder of the map, those of one mode and level as one path.

Their shapes do not depend on the view's days: they are projected, thinned and written once for a viewport,
and a view only picks from them. So a view of 5,000 legs that nobody has asked for takes milliseconds.
"""

from __future__ import annotations

from collections import OrderedDict
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from waybill.evidence.disclosure import Disclosure
from waybill.evidence.lines import drawn_lines, lines_of
from waybill.evidence.standing import LEVELS, UNREPORTED, Mask, leg_columns
from waybill.geo.mercator import Points, unit_points
from waybill.geo.viewport import Viewport
from waybill.grammar import grammar
from waybill.story.model import MODES, Story
from waybill.story.once import once_per_story
from waybill.view.fitting import fitting
from waybill.view.select import inside_mask
from waybill.view.view import View

THINNED = 2.8  # units of the drawing, of which a desk shows one as about a pixel
SURROUNDINGS = (
    0.4  # of the drawing, on each side: a box of other proportions shows more than the viewport
)
VIEWPORTS_KEPT = 4

Bounds = NDArray[np.float64]


def plain_lines(on_day: Disclosure, view: View, viewport: Viewport) -> list[dict[str, Any]]:
    """The legs inside the view's dates that fit its filter as SVG paths: {classes, path, legs}, one a mode and level."""
    story = on_day.story
    legs, shapes = leg_columns(story), shapes_of(story)
    levels = legs.levels(view.known)
    shown = (levels != UNREPORTED) & inside_mask(legs, view) & shapes.is_near(viewport)
    if fit := fitting(story, view.known, view.wanted):
        shown &= np.array([leg_id in fit.legs for leg_id in legs.ids])
    paths = shapes.paths(viewport, shown)
    shorter = np.flatnonzero(shown & legs.lacks_stops(view.known)).tolist()
    if shorter:
        known = lines_of(story, [on_day.legs[legs.ids[position]] for position in shorter])
        written = _written(viewport, [unit_points(line) for line, _ in known])
        paths.update(zip(shorter, written, strict=True))
    plain = " plain hairline" if len(story.legs) > grammar().limits.hairlines else " plain"
    looks = np.where(shown, shapes.modes * len(LEVELS) + levels, -1)
    found, first = np.unique(looks, return_index=True)
    lines = []
    for look in found[np.argsort(first)].tolist():
        if look < 0:
            continue
        mode, level = divmod(look, len(LEVELS))
        positions = np.flatnonzero(looks == look).tolist()
        lines.append(
            {
                "classes": f"{MODES[mode]} {LEVELS[level]}{plain}",
                "path": "".join([paths[position] for position in positions]),
                "legs": len(positions),
            }
        )
    return lines


class Shapes:
    """The lines of a story's legs, and how they are written in the viewports last asked for."""

    def __init__(self, story: Story) -> None:
        """Project the line of every leg."""
        lines = [line for line, _ in drawn_lines(story).values()]
        self._kept: OrderedDict[Viewport, dict[int, str]] = OrderedDict()
        if not lines:  # a story of shipments alone
            self.units, self.boxes, self.modes = [], np.zeros((0, 4)), np.zeros(0, np.int64)
            return
        ends = np.cumsum([len(line) for line in lines])
        units = unit_points(np.concatenate(lines))
        self.units = np.split(units, ends[:-1])
        firsts = np.append(0, ends[:-1])
        low, high = np.minimum.reduceat(units, firsts), np.maximum.reduceat(units, firsts)
        self.boxes = np.column_stack([low, high])
        self.modes = np.array([MODES.index(leg.mode) for leg in story.legs.values()])

    def is_near(self, viewport: Viewport) -> Mask:
        """Which lines may be seen in a viewport and its surroundings."""
        around = SURROUNDINGS * np.array([viewport.width, viewport.height])
        corner = np.array([viewport.left, viewport.top])
        low = self.boxes[:, :2] * viewport.scale - corner
        high = self.boxes[:, 2:] * viewport.scale - corner
        size = np.array([viewport.width, viewport.height])
        near: Mask = ((high >= -around) & (low <= size + around)).all(axis=1)
        return near

    def paths(self, viewport: Viewport, wanted: Mask) -> dict[int, str]:
        """Position → path, of those wanted at least; a copy."""
        kept = dict(self._kept.get(viewport, {}))
        missing = [i for i in np.flatnonzero(wanted).tolist() if i not in kept]
        if missing:
            written = _written(viewport, [self.units[i] for i in missing])
            kept.update(zip(missing, written, strict=True))
            self._kept[viewport] = kept
            while len(self._kept) > VIEWPORTS_KEPT:
                self._kept.popitem(last=False)
        return dict(kept)


@once_per_story
def shapes_of(story: Story) -> Shapes:
    """The shapes of a story's legs; worked out once per story."""
    return Shapes(story)


def _written(viewport: Viewport, units: list[Points]) -> list[str]:
    """Lines as path texts in whole units, without the points that bend them by less than ``THINNED``."""
    numbers = np.repeat(np.arange(len(units)), [len(unit) for unit in units])
    points = viewport.project(np.concatenate(units))
    lines = shapely.simplify(
        shapely.linestrings(points, indices=numbers), THINNED, preserve_topology=False
    )
    coordinates, owners = shapely.get_coordinates(lines, return_index=True)
    whole = np.rint(coordinates).astype(np.int64)
    ends = np.cumsum(np.bincount(owners, minlength=len(units)))
    steps = np.diff(whole, axis=0, prepend=whole[:1])
    words = [f"{x} {y}" for x, y in steps.tolist()]
    starts = [0, *ends.tolist()]
    first = whole[starts[:-1]].tolist()
    return [
        f"M{x} {y}l{' '.join(words[start + 1 : end])}".replace(" -", "-")
        for (start, end), (x, y) in zip(pairwise(starts), first, strict=True)
    ]
