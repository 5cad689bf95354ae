"""The view and its query string, both ways.

The browser has the same rules (waybill/web/state/link.js); both are held to tests/cases/link.json and
compared with each other on random links. Every value is written out in full: a link keeps its meaning
when a default changes. Only what an embedded page leaves out is named where it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from waybill.evidence.phrases import day_words
from waybill.story import story_version
from waybill.story.day import Day
from waybill.story.model import Story
from waybill.view.days import Range, story_days
from waybill.view.flow_choice import NO_CHOICE, FlowChoice, read_flow_choice
from waybill.view.row_filter import RowFilter, read_filter
from waybill.view.search import BLANKS
from waybill.view.view import (
    EMBED_PARTS,
    FOCUS_KINDS,
    TABS,
    THEMES,
    FocusKind,
    MapPosition,
    View,
    default_tab,
)
from waybill.view.widths import read_width

ZOOM_RANGE = (0.0, 12.0)
# A link's ``map`` is limited to these, as in the browser's link parser: an interface, and
# not the edge of the projection (geo.mercator.MAX_LATITUDE).
LINK_MAX_LATITUDE = 85.0
LINK_MAX_LONGITUDE = 540.0  # a leg over the antimeridian continues past 180
SIZE_RANGE = (100, 10_000)  # px of the map that a link was made on
SERVED = "story"
"""The parameter that names one of several stories of a server."""
_SERVED = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}", re.ASCII)
_SIZE = re.compile(r"\d{1,5},\d{1,5}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,4}(\.\d{1,12})?", re.ASCII)
_LONGEST_ECHO = 40  # characters of a value that a note repeats

data_version = story_version
"""The ``data`` parameter: the version of the story."""


def parse_view(parameters: Mapping[str, str], story: Story) -> tuple[View, tuple[str, ...]]:
    """Query parameters → (valid view, notes for the reader). Never raises, whatever the strings.

    Unknown parameters are ignored; a value that cannot be used falls back, with a note.
    """
    link = _Link(parameters, story)
    start, end = link.days()
    known = link.known()
    focus = link.focus()
    tab = link.tab(focus[0] if focus else None)
    position, theme = link.position(), link.theme()
    link.check_data()
    hidden = link.hidden()
    view = View(
        start=start,
        end=end,
        known=known,
        focus=focus,
        tab=tab,
        position=position,
        theme=theme,
        embed=hidden is not None,
        hidden=hidden or frozenset(),
        undated=link.undated(),
        wanted=link.wanted(),
        width=link.width(),
        served=link.served(),
        flows=link.flows(),
    )
    return view, tuple(link.notes)


def asked_story(parameters: Mapping[str, str]) -> str:
    """What a link names of several stories of a server, as it is written; "" for the default."""
    return str(parameters.get(SERVED) or "").strip(BLANKS)


def to_query(view: View, version: str) -> str:
    """The view as a query string without "?", in a fixed order, nothing left out."""
    pairs: list[tuple[str, str]] = [("from", view.start.isoformat()), ("to", view.end.isoformat())]
    if view.known:
        pairs.append(("known", view.known.isoformat()))
    if view.focus:
        pairs.append(view.focus)
    pairs.append(("tab", view.tab))
    if view.position:
        at = view.position
        pairs.append(("map", f"{at.latitude:.4f},{at.longitude:.4f},{at.zoom:.2f}"))
    pairs.append(("data", version))
    if view.theme:
        pairs.append(("theme", view.theme))
    if view.embed:
        pairs.append(("embed", "true"))
        pairs += [(part, "no") for part in EMBED_PARTS if part in view.hidden]
    if not view.undated:
        pairs.append(("undated", "off"))
    if view.position and view.position.size:
        pairs.append(("size", ",".join(map(str, view.position.size))))
    pairs += view.wanted.pairs
    if view.width:
        pairs.append(("width", view.width))
    if view.served:
        pairs.append((SERVED, view.served))
    pairs += view.flows.pairs
    return "&".join(f"{name}={quote(value, safe=',-_.!~*()')}" for name, value in pairs)


class _Link:
    """The parameters of one link, read one by one; ``notes`` collects what could not be used."""

    def __init__(self, parameters: Mapping[str, str], story: Story) -> None:
        self._parameters = parameters
        self._story = story
        self.notes: list[str] = []

    def _text(self, name: str) -> str:
        return str(self._parameters.get(name) or "").strip(BLANKS)

    def days(self) -> Range:
        """The dates shown: each moved onto the axis, in order."""
        window, _ = story_days(self._story)
        start, end = self._day_on_axis("from", window[0]), self._day_on_axis("to", window[1])
        if start <= end:
            return start, end
        self.notes.append("The first date was later than the last one; they were exchanged.")
        return end, start

    def _day_on_axis(self, name: str, fallback: Day) -> Day:
        day = self._day(name, day_words(fallback))
        if day is None:
            return fallback
        first, last = story_days(self._story).record
        nearest = min(max(day, first), last)
        if nearest != day:
            self.notes.append(
                f"{day_words(day)} is outside this record; {day_words(nearest)} is used instead."
            )
        return nearest

    def known(self) -> Day | None:
        """The known-on day, which may be any day."""
        return self._day("known", "no date")

    def _day(self, name: str, instead: str) -> Day | None:
        text = self._text(name)
        day = _parse_day(text)
        if text and day is None:
            self.notes.append(f"“{_shorten(text)}” is not a date; {instead} is used instead.")
        return day

    def focus(self) -> tuple[FocusKind, str] | None:
        """The first thing named that the story has."""
        found: tuple[FocusKind, str] | None = None
        for kind in FOCUS_KINDS:
            wanted = self._text(kind)
            if not wanted or found:
                continue
            if wanted in _ids(self._story, kind):
                found = (kind, wanted)
            else:
                self.notes.append(
                    f"This story has no {kind} “{_shorten(wanted)}”; the whole story is shown."
                )
        return found

    def tab(self, focused: FocusKind | None) -> str:
        """The tab named, or the one that what is in focus stands in."""
        tab = self._text("tab")
        if tab in TABS:
            return tab
        of_focus = {"visit": "visits", "claim": "claims"}.get(focused or "")
        instead = of_focus or default_tab(self._story)
        if tab:
            self.notes.append(f"There is no tab “{_shorten(tab)}”; {instead} are shown.")
        return instead

    def position(self) -> MapPosition | None:
        """Where the map stands; None where the story says it."""
        text = self._text("map")
        position = _parse_position(text) if text else None
        if text and position is None:
            self.notes.append(
                f"“{_shorten(text)}” is not a map position (latitude,longitude,zoom); "
                "the whole story is shown."
            )
        size = self._text("size")
        if position is None or not size:
            return position
        if not _SIZE.fullmatch(size):
            self.notes.append(
                f"“{_shorten(size)}” is not the size of a map (width,height in pixels)."
            )
            return position
        width, height = (
            min(max(int(part), SIZE_RANGE[0]), SIZE_RANGE[1]) for part in size.split(",")
        )
        return replace(position, size=(width, height))

    def theme(self) -> str | None:
        """Light or dark; None leaves it to the reader's own setting."""
        theme = self._text("theme")
        if theme in THEMES:
            return theme
        if theme:
            self.notes.append(f"There is no theme “{_shorten(theme)}”.")
        return None

    def check_data(self) -> None:
        """Say so when the link was made from other data."""
        data = self._text("data")
        if data and data != data_version(self._story):
            self.notes.append(
                "This link was made from another version of the data; the current one is shown."
            )

    def hidden(self) -> frozenset[str] | None:
        """The parts that an embedded page leaves out; None when it is not embedded."""
        embed = self._text("embed").lower()
        if embed != "true":
            if embed not in ("", "false"):
                self.notes.append(
                    f"“{_shorten(embed)}” is not a way to embed; the full page is shown."
                )
            return None
        hidden = set()
        for part in EMBED_PARTS:
            wanted = self._text(part)
            if wanted == "no":
                hidden.add(part)
            elif wanted not in ("", "yes"):
                self.notes.append(
                    f"“{_shorten(wanted)}” is neither yes nor no; the {part} is shown."
                )
        return frozenset(hidden)

    def served(self) -> str:
        """The name of one of the server's stories; whether it has one of that name, the server says."""
        text = asked_story(self._parameters)
        return text if _SERVED.fullmatch(text) else ""

    def undated(self) -> bool:
        """Whether legs and visits whose dates are not stated are shown: unless a link says off."""
        wanted = self._text("undated")
        if wanted not in ("", "on", "off"):
            self.notes.append(
                f"“{_shorten(wanted)}” is neither on nor off; what has no stated dates is shown."
            )
        return wanted != "off"

    def wanted(self) -> RowFilter:
        """What a row must have to be shown."""
        return read_filter(self._text, _shorten, self.notes)

    def flows(self) -> FlowChoice:
        """What is chosen of the flows of a story with shipments."""
        if self._story.info.shipments is None:
            return NO_CHOICE
        return read_flow_choice(self._text, _shorten, self.notes)

    def width(self) -> str:
        """What the width of lines says."""
        return read_width(self._text, _shorten, self.notes)


def _ids(story: Story, kind: FocusKind) -> Mapping[str, object] | set[str]:
    if kind == "step":
        return {step.id for step in story.info.steps}
    tables: dict[str, Mapping[str, object]] = {
        "leg": story.legs,
        "visit": story.visits,
        "claim": story.claims,
        "place": story.places,
    }
    return tables[kind]


def _parse_day(text: str) -> Day | None:
    try:
        return Day.fromisoformat(text)
    except ValueError:
        return None


def _parse_position(text: str) -> MapPosition | None:
    parts = [part.strip(BLANKS) for part in text.split(",")]
    if len(parts) != 3 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    latitude, longitude, zoom = (float(part) for part in parts)
    return MapPosition(
        latitude=min(max(latitude, -LINK_MAX_LATITUDE), LINK_MAX_LATITUDE),
        longitude=min(max(longitude, -LINK_MAX_LONGITUDE), LINK_MAX_LONGITUDE),
        zoom=min(max(zoom, ZOOM_RANGE[0]), ZOOM_RANGE[1]),
    )


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_ECHO else f"{text[: _LONGEST_ECHO - 1]}…"
