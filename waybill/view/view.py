"""The View: what a reader is looking at, and its three forms — state, query string, sentence.

The browser holds the same rules (waybill/web/state/link.js); tests/cases/link.json and sentence.json
are read by both test suites. Every value is written out in full: a link keeps its meaning when a
default changes. Only what an embedded page leaves out is named where it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from urllib.parse import quote

from waybill.evidence.standing import became_public, standing, visit_became_public
from waybill.story import describe
from waybill.story.edtf import EdtfDate
from waybill.story.model import Story

FocusKind = Literal["leg", "visit", "claim", "place", "step"]
FOCUS_KINDS: tuple[FocusKind, ...] = ("leg", "visit", "claim", "place", "step")
TABS = ("visits", "legs", "claims")
THEMES = ("light", "dark")
EMBED_PARTS = ("panel", "timeline", "header")
ZOOM_RANGE = (0.0, 12.0)
# A link's ``map`` is limited to these, as in the browser's link parser: an interface, and
# not the edge of the projection (geo.mercator.MAX_LATITUDE).
LINK_MAX_LATITUDE = 85.0
LINK_MAX_LONGITUDE = 540.0  # a leg over the antimeridian continues past 180
_NUMBER = re.compile(r"-?\d{1,4}(\.\d{1,12})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# What String.trim takes away in JavaScript; Python's strip differs in a few control characters.
_BLANKS = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)


@dataclass(frozen=True, slots=True)
class MapPosition:
    """Centre in degrees (latitude, longitude) and Leaflet zoom level."""

    latitude: float
    longitude: float
    zoom: float


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: dates (inclusive), as known on a day, one thing in focus, tab, map position.

    ``hidden`` names the parts (of EMBED_PARTS) that an embedded page leaves out; only with ``embed``.
    """

    start: date
    end: date
    known: date | None = None
    focus: tuple[FocusKind, str] | None = None
    tab: str = "visits"
    position: MapPosition | None = None
    theme: str | None = None
    embed: bool = False
    hidden: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Without ``embed`` nothing is hidden."""
        if self.hidden and not self.embed:
            object.__setattr__(self, "hidden", frozenset())


def default_tab(story: Story) -> str:
    """The tab that a link without one means: visits, or legs in a story without visits."""
    return "visits" if story.visits else "legs"


def default_view(window: tuple[date, date], tab: str = "visits") -> View:
    """The view a link without parameters means; ``tab`` as ``default_tab`` gives it."""
    return View(start=window[0], end=window[1], tab=tab)


def parse_view(
    parameters: Mapping[str, str],
    story: Story,
    days: tuple[tuple[date, date], tuple[date, date]],
    version: str,
) -> tuple[View, tuple[str, ...]]:
    """Query parameters → (valid view, notes for the reader). Never raises, whatever the strings.

    ``days`` is (window, record) as ``waybill.payload.encode.story_days`` gives them.
    """
    window, record = days
    notes: list[str] = []

    def text_of(name: str) -> str:
        return str(parameters.get(name) or "").strip(_BLANKS)

    def day_of(name: str, fallback: date | None) -> date | None:
        text = text_of(name)
        if not text:
            return fallback
        day = _parse_day(text)
        if day is None:
            instead = "no date" if fallback is None else _long(fallback)
            notes.append(f"“{_shorten(text)}” is not a date; {instead} is used instead.")
            return fallback
        if name != "known" and not record[0] <= day <= record[1]:
            nearest = min(max(day, record[0]), record[1])
            notes.append(f"{_long(day)} is outside this record; {_long(nearest)} is used instead.")
            return nearest
        return day

    start, end = day_of("from", window[0]), day_of("to", window[1])
    assert start is not None
    assert end is not None
    if start > end:
        start, end = end, start
        notes.append("The first date was later than the last one; they were exchanged.")
    view = View(start=start, end=end, known=day_of("known", None))

    for kind in FOCUS_KINDS:
        wanted = text_of(kind)
        if not wanted or view.focus:
            continue
        if wanted in _ids(story, kind):
            view = replace(view, focus=(kind, wanted))
        else:
            notes.append(
                f"This story has no {kind} “{_shorten(wanted)}”; the whole story is shown."
            )
    tab = text_of("tab")
    of_focus = {"visit": "visits", "claim": "claims"}.get(view.focus[0] if view.focus else "")
    view = replace(view, tab=tab if tab in TABS else of_focus or default_tab(story))
    if tab and tab != view.tab:
        notes.append(f"There is no tab “{_shorten(tab)}”; {view.tab} are shown.")

    position = text_of("map")
    if position:
        parsed = _parse_position(position)
        if parsed is None:
            notes.append(
                f"“{_shorten(position)}” is not a map position (latitude,longitude,zoom); "
                "the whole story is shown."
            )
        view = replace(view, position=parsed)
    theme = text_of("theme")
    if theme in THEMES:
        view = replace(view, theme=theme)
    elif theme:
        notes.append(f"There is no theme “{_shorten(theme)}”.")
    data = text_of("data")
    if data and data != version:
        notes.append(
            "This link was made from another version of the data; the current one is shown."
        )
    embed = text_of("embed").lower()
    if embed == "true":
        hidden = set()
        for part in EMBED_PARTS:
            wanted = text_of(part)
            if wanted == "no":
                hidden.add(part)
            elif wanted not in ("", "yes"):
                notes.append(f"“{_shorten(wanted)}” is neither yes nor no; the {part} is shown.")
        view = replace(view, embed=True, hidden=frozenset(hidden))
    elif embed not in ("", "false"):
        notes.append(f"“{_shorten(embed)}” is not a way to embed; the full page is shown.")
    return view, tuple(notes)


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
    return "&".join(f"{name}={quote(value, safe=',-_.!~*()')}" for name, value in pairs)


def sentence(view: View, story: Story) -> str:
    """The view in English: "Legs and visits, 12–20 Sept 2023, as known on 13 Oct 2023, …"."""
    words = f"Legs and visits, {_range_words(view.start, view.end)}"
    if view.known:
        words += f", as known on {_long(view.known)}"
    if view.focus:
        kind, _ = view.focus
        name = focus_name(view.focus, story)
        if not focus_is_public(view.focus, story, view.known):
            # Nothing published later than that day is named, here as everywhere.
            name = f"a {kind} not yet {'published' if kind == 'claim' else 'reported'}"
        words += f", focused on {name}"
    return words


def focus_name(focus: tuple[FocusKind, str], story: Story) -> str:
    """What is in focus, by its name in the story."""
    kind, row_id = focus
    if kind == "leg":
        leg = story.legs[row_id]
        return f"{story.places[leg.origin].name} → {story.places[leg.destination].name}"
    if kind == "visit":
        visit = story.visits[row_id]
        return f"{', '.join(visit.visitors)} in {story.places[visit.place].name}"
    if kind == "claim":
        claim = story.claims[row_id]
        what = "denial" if claim.stance == "denies" else claim.kind
        return f"the {what} from {claim.claimant}, {describe(claim.stated_on)}"
    if kind == "place":
        return story.places[row_id].name
    return next(step.title for step in story.info.steps if step.id == row_id)


def focus_is_public(focus: tuple[FocusKind, str], story: Story, known: date | None) -> bool:
    """Had this been published by the day ``known``? None means no limit."""
    if known is None:
        return True
    kind, row_id = focus
    if kind == "leg":
        return standing(story, story.legs[row_id], known) is not None
    if kind == "visit":
        public = visit_became_public(story.visits[row_id], story.sources)
        return public is None or public <= known
    if kind == "claim":
        return became_public(story.claims[row_id]) <= known
    if kind == "step":
        step = next(step for step in story.info.steps if step.id == row_id)
        legs = [story.legs[leg_id] for leg_id in step.legs if leg_id in story.legs]
        return not legs or any(standing(story, leg, known) for leg in legs)
    return True


def _ids(story: Story, kind: FocusKind) -> set[str]:
    if kind == "step":
        return {step.id for step in story.info.steps}
    tables: dict[str, Mapping[str, object]] = {
        "leg": story.legs,
        "visit": story.visits,
        "claim": story.claims,
        "place": story.places,
    }
    return set(tables[kind])


def _parse_day(text: str) -> date | None:
    if not _DAY.fullmatch(text) or text < "0100":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _parse_position(text: str) -> MapPosition | None:
    parts = [part.strip(_BLANKS) for part in text.split(",")]
    if len(parts) != 3 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    latitude, longitude, zoom = (float(part) for part in parts)
    return MapPosition(
        latitude=min(max(latitude, -LINK_MAX_LATITUDE), LINK_MAX_LATITUDE),
        longitude=min(max(longitude, -LINK_MAX_LONGITUDE), LINK_MAX_LONGITUDE),
        zoom=min(max(zoom, ZOOM_RANGE[0]), ZOOM_RANGE[1]),
    )


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _long(day: date) -> str:
    return describe(EdtfDate(f"{day.year:04}-{day.month:02}-{day.day:02}"), None)


def _range_words(start: date, end: date) -> str:
    return describe(EdtfDate(start.isoformat()), EdtfDate(end.isoformat()))
