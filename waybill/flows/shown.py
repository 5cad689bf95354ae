"""The flows that a view asks for, as far as their sums are at hand; or a sentence on why they are not."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from waybill.evidence.disclosure import disclose
from waybill.flows.picture import Picture, picture_of
from waybill.shipments.bins import EPOCH
from waybill.shipments.cube import Cube, decode
from waybill.shipments.exact.refined import exactly
from waybill.shipments.narrowing import read_where
from waybill.shipments.window import DRAWN_BY_DEFAULT, Flow
from waybill.story.contract.shipments import Shipments
from waybill.story.day import Day
from waybill.story.model import Story
from waybill.view.view import View

NOT_PUBLIC = "These shipments had not been published on that day."
COUNTING = "The shipments are being counted: their flows are not shown yet."
ALL_TIME = (-1_000_000, 10_000_000)
"""Days before and after any shipment, in days since 1970-01-01."""


@dataclass(frozen=True, slots=True)
class ShownFlows:
    """The sums that answer a view, and what is still to be asked of them.

    ``wanted`` are values of the cube's dimensions, by name; ``narrowed`` are all values that the view
    asks for. Without a ``cube``, ``why`` is a sentence. ``tag`` changes with the content.
    """

    cube: Cube | None = field(default=None, repr=False)
    edges: Cube | None = field(default=None, repr=False)
    """What a cube of weeks or months cannot tell of the days of the view; None where it was not counted."""
    wanted: Mapping[str, str] = field(default_factory=dict)
    narrowed: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    tag: str = ""

    def picture(self, view: View, zoom: float = math.inf) -> Picture | None:
        """What the view shows of them on a map of this zoom; None without sums."""
        if self.cube is None:
            return None
        days = view.start - EPOCH, view.end - EPOCH
        return picture_of(
            exactly(self.cube, self.edges, *days),
            *days,
            wanted=self.wanted,
            zoom=zoom,
            top=int(view.flows.top or DRAWN_BY_DEFAULT),
            is_rescaled=view.flows.scale == "window",
        )


def flows_key(flows: ShownFlows | None) -> str:
    """What tells the state of flows from another; "" in a story without shipments."""
    return f" {flows.tag or flows.why}" if flows else ""


def is_public(story: Story, known: Day | None) -> bool:
    """Whether the source that counts the shipments had been published on the day."""
    shipments = story.info.shipments
    return shipments is not None and shipments.said_by in disclose(story, known).sources


def wanted_of(view: View, shipments: Shipments) -> dict[str, str]:
    """What a view wants of shipments, by the names of their splits; other names are passed over."""
    wanted = read_where(view.flows.where)
    if view.flows.cargo:
        wanted["cargo"] = view.flows.cargo
    if view.wanted.mode:
        wanted["mode"] = view.wanted.mode
    return {name: value for name, value in wanted.items() if name in shipments.splits}


def flows_of_cube(data: bytes, story: Story, view: View) -> ShownFlows | None:
    """The flows of a view in a cube of everything; None without one."""
    shipments = story.info.shipments
    if not data or shipments is None:
        return None
    if not is_public(story, view.known):
        return ShownFlows(why=NOT_PUBLIC)
    cube = decode(data)
    wanted = wanted_of(view, shipments)
    if not wanted.keys() <= set(cube.dimensions):
        return ShownFlows(why="Flows narrowed in this way are shown by the live page alone.")
    return ShownFlows(cube, wanted=wanted, narrowed=wanted, tag=str(cube.meta.get("version", "")))


def flow_in_focus(picture: Picture, view: View) -> int | None:
    """The index of the flow that a view is about; None for none, or one that is not drawn."""
    if not view.flows.flow:
        return None
    places = picture.cube.meta["places"]

    def name(flow: Flow) -> str:
        return f"{places[flow.origin][0]},{places[flow.destination][0]}"

    found = (i for i, flow in enumerate(picture.window.flows) if name(flow) == view.flows.flow)
    return next(found, None)
