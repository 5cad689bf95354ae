"""The View: what a reader is looking at. ``link`` has its query string, ``sentence`` its words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from waybill.story.day import Day
from waybill.story.model import Story
from waybill.view.days import story_days, whole_days
from waybill.view.flow_choice import NO_CHOICE, FlowChoice
from waybill.view.row_filter import NO_FILTER, RowFilter

FocusKind = Literal["leg", "visit", "claim", "place", "step"]
FOCUS_KINDS: tuple[FocusKind, ...] = ("leg", "visit", "claim", "place", "step")
TABS = ("visits", "legs", "claims")
THEMES = ("light", "dark")
EMBED_PARTS = ("panel", "timeline", "header")


@dataclass(frozen=True, slots=True)
class MapPosition:
    """Centre in degrees (latitude, longitude) and Leaflet zoom level.

    ``size``: width and height in px of the map that was looked at so; a map of another size shows at
    least as much.
    """

    latitude: float
    longitude: float
    zoom: float
    size: tuple[int, int] | None = None

    def zoom_on(self, width: float, height: float) -> float:
        """The zoom level at which a map of that size, in px, shows all that was looked at."""
        if self.size is None:
            return self.zoom
        return self.zoom + min(0.0, math.log2(min(width / self.size[0], height / self.size[1])))


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: dates (inclusive), as known on a day, one thing in focus, tab, map position.

    ``hidden`` names the parts (of EMBED_PARTS) that an embedded page leaves out; only with ``embed``.
    ``served``: the name under which a server of several stories has this one, "" for its default.
    ``undated``: whether legs and visits whose dates are not stated are shown.
    ``wanted``: what a row must have to be shown.
    ``width``: what the width of lines says; see ``view.widths``.
    ``flows``: what is chosen of the flows of a story with shipments.
    """

    start: Day
    end: Day
    known: Day | None = None
    focus: tuple[FocusKind, str] | None = None
    tab: str = "visits"
    position: MapPosition | None = None
    theme: str | None = None
    embed: bool = False
    hidden: frozenset[str] = frozenset()
    undated: bool = True
    wanted: RowFilter = NO_FILTER
    width: str = ""
    served: str = ""
    flows: FlowChoice = NO_CHOICE

    def __post_init__(self) -> None:
        """Without ``embed`` nothing is hidden."""
        if self.hidden and not self.embed:
            object.__setattr__(self, "hidden", frozenset())


def default_tab(story: Story) -> str:
    """The tab that a link without one means: visits, or legs in a story without visits."""
    return "visits" if story.visits else "legs"


def default_view(story: Story) -> View:
    """The view that a link without parameters means."""
    start, end = story_days(story).window
    return View(start=start, end=end, tab=default_tab(story))


def whole_view(story: Story) -> View:
    """A view of everything: from the first day of the record, or of any row, to the last."""
    start, end = whole_days(story)
    return View(start=start, end=end)
