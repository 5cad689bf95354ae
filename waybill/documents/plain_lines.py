"""The legs of a large story on the placeholder of the map, those of one mode and level as one path.

Broken lines of a very large story are cut into the squares of a grid, each a path of its own. A browser
draws a page in tiles of 256 px, and breaks every path that touches a tile into its dashes again: 62 ms of
drawing for 5,000 legs, 29 by squares.

Their shapes do not depend on the view's days: they are projected, thinned and written once for a viewport,
and a view only picks from them. So a view of 5,000 legs that nobody has asked for takes milliseconds.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeVar

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
SQUARE = 300  # units of the drawing: about a tile on a desk. Smaller ones cost more bytes than they save.
UNEVEN = 97  # units, within which the grid lies elsewhere for each line
SQUARES_A_ROW = 1000  # more than any drawing has, on both sides of its left edge
SOLID = LEVELS.index("observed")

Bounds = NDArray[np.float64]
Text = TypeVar("Text")
Pieces = list[tuple[int, str]]
"""Numbers of squares and paths in them, along a line."""


def plain_lines(on_day: Disclosure, view: View, viewport: Viewport) -> list[dict[str, Any]]:
    """The legs inside the view's dates that fit its filter as SVG paths: {classes, path, legs}.

    They are one a mode and level; of broken hairlines one a square, the first of which counts the legs.
    """
    story = on_day.story
    legs, shapes = leg_columns(story), shapes_of(story)
    levels = legs.levels(view.known)
    shown = (levels != UNREPORTED) & inside_mask(legs, view) & shapes.is_near(viewport)
    if fit := fitting(story, view.known, view.wanted):
        shown &= np.array([leg_id in fit.legs for leg_id in legs.ids])
    is_fine = len(story.legs) > grammar().limits.hairlines
    is_cut = shown & is_fine & (levels != SOLID)
    whole: dict[int, str] = shapes.written(viewport, shown & ~is_cut, whole_lines)
    cut: dict[int, Pieces] = shapes.written(viewport, is_cut, cut_lines)
    shorter = np.flatnonzero(shown & legs.lacks_stops(view.known)).tolist()
    if shorter:
        known = lines_of(story, [on_day.legs[legs.ids[position]] for position in shorter])
        units = [unit_points(line) for line, _ in known]
        whole.update(zip(shorter, whole_lines(viewport, units), strict=True))
        cut.update(zip(shorter, cut_lines(viewport, units), strict=True))
    plain = " plain hairline" if is_fine else " plain"
    looks = np.where(shown, shapes.modes * len(LEVELS) + levels, -1)
    found, first = np.unique(looks, return_index=True)
    lines = []
    for look in found[np.argsort(first)].tolist():
        if look < 0:
            continue
        mode, level = divmod(look, len(LEVELS))
        positions = np.flatnonzero(looks == look).tolist()
        if is_fine and level != SOLID:
            paths = _by_square([cut[position] for position in positions])
        else:
            paths = ["".join([whole[position] for position in positions])]
        classes = f"{MODES[mode]} {LEVELS[level]}{plain}"
        counts = [len(positions), *[0] * (len(paths) - 1)]
        lines += [
            {"classes": classes, "path": path, "legs": count}
            for path, count in zip(paths, counts, strict=True)
        ]
    return lines


def _by_square(legs: list[Pieces]) -> list[str]:
    paths: dict[int, list[str]] = {}
    for pieces in legs:
        for square, path in pieces:
            paths.setdefault(square, []).append(path)
    return ["".join(path) for path in paths.values()]


class Shapes:
    """The lines of a story's legs, and how they are written in the viewports last asked for."""

    def __init__(self, story: Story) -> None:
        """Project the line of every leg."""
        lines = [line for line, _ in drawn_lines(story).values()]
        self._kept: OrderedDict[tuple[Viewport, Any], dict[int, Any]] = OrderedDict()
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

    def written(
        self,
        viewport: Viewport,
        wanted: Mask,
        write: Callable[[Viewport, list[Points]], list[Text]],
    ) -> dict[int, Text]:
        """Position → what ``write`` makes of a line, of those wanted at least; a copy."""
        kept: dict[int, Text] = dict(self._kept.get((viewport, write), {}))
        missing = [i for i in np.flatnonzero(wanted).tolist() if i not in kept]
        if missing:
            texts = write(viewport, [self.units[i] for i in missing])
            kept.update(zip(missing, texts, strict=True))
            self._kept[viewport, write] = kept
            while len(self._kept) > 2 * VIEWPORTS_KEPT:
                self._kept.popitem(last=False)
        return dict(kept)


@once_per_story
def shapes_of(story: Story) -> Shapes:
    """The shapes of a story's legs; worked out once per story."""
    return Shapes(story)


def whole_lines(viewport: Viewport, units: list[Points]) -> list[str]:
    """Lines as path texts in whole units."""
    points, owners = _thinned(viewport, units)
    return _texts(points, np.flatnonzero(np.diff(owners, prepend=-1)))


def cut_lines(viewport: Viewport, units: list[Points]) -> list[Pieces]:
    """The same, cut where they leave a square of the grid; a piece begins where the one before it ends."""
    points, owners = _with_cuts(*_thinned(viewport, units))
    middles = (points[:-1] + points[1:]) / 2 + _shifts(owners)[:-1]
    column, row = np.floor(middles / SQUARE).astype(np.int64).T
    square = np.append(row * SQUARES_A_ROW + column, 0)  # of the step that begins at a point
    is_first = np.diff(owners, prepend=-1) > 0
    is_last = np.roll(is_first, -1)
    is_turn = ~is_first & ~is_last & (square != np.roll(square, 1))
    copies = np.repeat(np.arange(len(points)), 1 + is_turn)  # the end of a piece and the next start
    begins = np.flatnonzero(is_first | is_turn)
    texts = _texts(points[copies], begins + np.cumsum(is_turn)[begins])
    found: list[Pieces] = [[] for _ in units]
    for owner, number, text in zip(
        owners[begins].tolist(), square[begins].tolist(), texts, strict=True
    ):
        found[owner].append((number, text))
    return found


def _thinned(viewport: Viewport, units: list[Points]) -> tuple[Points, NDArray[np.int64]]:
    """Lines in units of the drawing without the points that bend them by less than ``THINNED``.

    Returns:
        points, those of one line after those of another; the number of each point's line.
    """
    numbers = np.repeat(np.arange(len(units)), [len(unit) for unit in units])
    points = viewport.project(np.concatenate(units))
    lines = shapely.simplify(
        shapely.linestrings(points, indices=numbers), THINNED, preserve_topology=False
    )
    coordinates, owners = shapely.get_coordinates(lines, return_index=True)
    return coordinates, owners


def _with_cuts(points: Points, owners: NDArray[np.int64]) -> tuple[Points, NDArray[np.int64]]:
    """Lines with a point wherever they cross the grid, which lies a little elsewhere for each of them.

    Otherwise all would begin with a dash on one and the same border.
    """
    is_step = owners[:-1] == owners[1:]
    shifted = points + _shifts(owners)
    cells = np.floor(shifted / SQUARE)
    numbers, shares = [np.arange(len(points))], [np.zeros(len(points))]
    for axis in (0, 1):
        low = np.minimum(cells[:-1, axis], cells[1:, axis])
        crossed = np.where(is_step, np.abs(np.diff(cells[:, axis])), 0).astype(np.int64)
        steps = np.repeat(np.arange(len(crossed)), crossed)
        nth = np.arange(len(steps)) - np.repeat(np.cumsum(crossed) - crossed, crossed)
        border = (low[steps] + 1 + nth) * SQUARE
        begin, end = shifted[steps, axis], shifted[steps + 1, axis]
        numbers.append(steps)
        shares.append((border - begin) / (end - begin))
    number, share = np.concatenate(numbers), np.concatenate(shares)
    order = np.lexsort((share, number))
    number, share = number[order], share[order, None]
    after = np.minimum(number + 1, len(points) - 1)
    return points[number] + share * (points[after] - points[number]), owners[number]


def _shifts(owners: NDArray[np.int64]) -> NDArray[np.float64]:
    shifts: NDArray[np.float64] = np.array(owners * 61 % UNEVEN - UNEVEN / 2)[:, None]
    return shifts


def _texts(points: Points, starts: NDArray[np.int64]) -> list[str]:
    """Path texts in whole units of the points from each start to the next."""
    whole = np.rint(points).astype(np.int64)
    steps = np.diff(whole, axis=0, prepend=whole[:1])
    words = [f"{x} {y}" for x, y in steps.tolist()]
    bounds = [*starts.tolist(), len(words)]
    return [
        f"M{x} {y}l{' '.join(words[start + 1 : end])}".replace(" -", "-")
        for (start, end), (x, y) in zip(pairwise(bounds), whole[starts].tolist(), strict=True)
    ]
