"""What a view costs the browser in the full style, by which the plain style takes over.

The same rule as web/map/lines/cost.js; both are held to tests/cases/drawing_cost.json. So the opening
picture has the style that the live map will have.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from waybill.documents.plain_lines import shapes_of
from waybill.evidence.standing import UNREPORTED, leg_columns
from waybill.geo.mercator import Points, unit_points
from waybill.geo.viewport import Viewport
from waybill.grammar import grammar
from waybill.story.day import Day
from waybill.story.ends import far_end
from waybill.story.model import Story
from waybill.story.once import once_per_story
from waybill.view.fitting import fitting
from waybill.view.row_filter import RowFilter

EVERYTHING = RowFilter()
MARKS_PX = 60  # around the view, within which a leg's marks may stick into it
NEAR_PX = 0.6  # points nearer than this to the one before are not drawn

Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class CostedLeg:
    """A leg as the rule sees it.

    Attributes:
        unit: its path in the unit square of the projection.
        ends: the places that carry its marks, with their points in the unit square.
        lane: legs with the same one lie on each other and are drawn once.
    """

    unit: Points
    ends: tuple[tuple[str, NDArray[np.float64]], ...]
    lane: Hashable


def cost_of_view(
    legs: Iterable[CostedLeg], view: Edges, scale: float, most: float = float("inf")
) -> float:
    """Milliseconds of drawing a view, about; no more is counted once that is over ``most``.

    Args:
        legs: those that are public.
        view: left, top, right and bottom in world pixels.
        scale: world pixels of the unit square's side.
    """
    detail = grammar().detail_cost
    low, high = np.array(view[:2]), np.array(view[2:])
    places: set[str] = set()
    lanes: set[Hashable] = set()
    cost = 0.0
    for leg in legs:
        points = leg.unit * scale
        if not ((points.min(axis=0) <= high) & (points.max(axis=0) >= low)).all():
            continue
        if leg.lane in lanes:
            continue
        lanes.add(leg.lane)
        if len(lanes) > detail.many_lines:
            cost += detail.crowd_ms
        before = len(places)
        places |= {name for name, unit in leg.ends if _inside(unit[None] * scale, low, high)}
        count = _inside(_thinned(points), low, high)
        cost += detail.leg_ms + detail.point_ms * count + detail.place_ms * (len(places) - before)
        if cost > most:
            break
    return cost


def _inside(points: Points, low: Points, high: Points) -> int:
    return int(((points >= low) & (points <= high)).all(axis=1).sum())


def _thinned(points: Points) -> Points:
    """The points without those that are too near to the last one kept; both ends stay."""
    if (np.hypot(*np.diff(points, axis=0).T) >= NEAR_PX).all():
        return points
    kept = [0]
    for i in range(1, len(points) - 1):
        if np.hypot(*(points[i] - points[kept[-1]])) >= NEAR_PX:
            kept.append(i)
    return points[[*kept, len(points) - 1]]


def is_crowded(
    story: Story, known: Day | None, viewport: Viewport, wanted: RowFilter = EVERYTHING
) -> bool:
    """Whether the legs of a view, as known on a day and fitting a filter, cost too much for the full style."""
    return _decisions(story)(known, viewport, wanted)


@once_per_story
def _decisions(story: Story) -> Callable[[Day | None, Viewport, RowFilter], bool]:
    """Decide, and remember the views last asked for."""
    columns, units = leg_columns(story), shapes_of(story).units
    boxes = shapes_of(story).boxes
    rows = list(story.legs.values())
    looks = columns.levels(None)

    def costed(position: int) -> CostedLeg:
        leg = rows[position]
        ends = tuple(
            (place_id, unit_points([(place.latitude, place.longitude)])[0])
            for place_id in (leg.origin, far_end(story, leg))
            if (place := story.places[place_id])
        )
        stops = (leg.origin, *leg.via, leg.destination)
        lane = (*stops, leg.mode, leg.path_basis, int(looks[position]))
        return CostedLeg(units[position], ends, lane)

    @lru_cache(maxsize=64)
    def decide(known: Day | None, viewport: Viewport, wanted: RowFilter) -> bool:
        left, top = viewport.left - MARKS_PX, viewport.top - MARKS_PX
        right = viewport.left + viewport.width + MARKS_PX
        bottom = viewport.top + viewport.height + MARKS_PX
        view = (left, top, right, bottom)
        pixels = boxes * viewport.scale
        near = (pixels[:, :2] <= (right, bottom)).all(axis=1)
        near &= (pixels[:, 2:] >= (left, top)).all(axis=1)
        near &= columns.levels(known) != UNREPORTED
        if fit := fitting(story, known, wanted):
            near &= np.array([leg_id in fit.legs for leg_id in columns.ids])
        most = grammar().detail_cost.most_ms
        legs = (costed(position) for position in np.flatnonzero(near).tolist())
        return cost_of_view(legs, view, viewport.scale, most) > most

    return decide
