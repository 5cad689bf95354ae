"""Where a place of a draft lies: typed, clicked on a map, or taken from the gazetteer; never guessed."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import partial

import streamlit as st

from waybill.basemap.countries import country_names
from waybill.drafts.document import Document, DraftError, Row
from waybill.drafts.store.drafts import Opened
from waybill.gazetteer.lookup import Candidate, Neighbour, candidates
from waybill.importing import values
from waybill.importing.draft import DraftPlace, Location, settle
from waybill.ui.drafts import desk
from waybill.ui.own_story import asking, place_map
from waybill.ui.text import as_label

SHOWN_CANDIDATES = 6
BY_HAND = "pin put by hand"


def show(opened: Opened, row: str) -> None:
    """Show where the place lies, a field for its position, and a map with what its name may mean."""
    cells = opened.document.table("places").rows.get(row, {})
    place = place_of(cells)
    key = f"position-{opened.about.draft_id}-{row}"
    told = ", ".join(part for part in (place.latitude, place.longitude) if part)
    if st.session_state.get(key) != told and f"{key}-wrong" not in st.session_state:
        st.session_state[key] = told
    st.text_input(
        "Position: latitude, longitude",
        key=key,
        placeholder="42.23, 130.30",
        on_change=lambda: desk.attempt(partial(_type, opened, row, key)),
    )
    st.session_state.pop(f"{key}-wrong", None)
    if place.position_source:
        st.text(f"Where the position comes from: {place.position_source}")
    if st.toggle("Find it on the map", value=place.location is None, key=f"{key}-find"):
        _find(opened, row, place, key)


def place_of(cells: Row) -> DraftPlace:
    """A row of places as the place desk of an import knows it."""
    columns = ("latitude", "longitude", "country", "kind", "radius_km", "position_source", "note")
    known = {column: str(cells.get(column, "")) for column in columns}
    aliases = [one.strip() for one in str(cells.get("aliases", "")).split("|") if one.strip()]
    name = str(cells.get("name", ""))
    return DraftPlace("", name, **known, aliases=aliases, written=name)  # type: ignore[arg-type]


def with_position(document: Document, row: str, cells: Mapping[str, str]) -> Document:
    """A copy in which the place has other values in some cells."""
    for column, value in cells.items():
        document = document.set_cell("places", row, column, value)
    return document


def settled(document: Document, row: str, candidate: Candidate) -> Document:
    """A copy in which the place is the one of the gazetteer; what was written by hand stays."""
    place = place_of(document.row("places", row))
    settle(place, candidate.entry)
    columns = ("latitude", "longitude", "country", "kind", "radius_km", "position_source")
    cells = {column: getattr(place, column) for column in columns}
    return with_position(
        document, row, {**cells, "aliases": "|".join(place.aliases), **place.extra}
    )


def _type(opened: Opened, row: str, key: str) -> str:
    typed: str = st.session_state[key]
    if not typed.strip():
        return desk.save(
            opened, with_position(opened.document, row, {"latitude": "", "longitude": ""})
        )
    pair = values.pair_text(typed, longitude_first=False)
    location = DraftPlace("", "", *pair).location if pair else None
    if location is None:
        st.session_state[f"{key}-wrong"] = True  # what was typed stays to be mended
        raise DraftError(
            f"{typed!r} is no position. Write degrees, latitude first: 42.23, 130.30; or "
            "42°14'N 130°18'E."
        )
    return _pin(opened, row, location)


def _pin(opened: Opened, row: str, location: Location) -> str:
    cells = {
        "latitude": values.degrees(location[0]),
        "longitude": values.degrees(location[1]),
        "position_source": BY_HAND,
        "gazetteer_id": "",
    }
    return desk.save(opened, with_position(opened.document, row, cells))


def _find(opened: Opened, row: str, place: DraftPlace, key: str) -> None:
    near = neighbours(opened.document, row)
    found = candidates(
        place.name,
        country=place.country or None,
        kind=place.kind or None,
        neighbours=near,
        limit=SHOWN_CANDIDATES,
    )
    asked = asking.answered(place.name, place.country, near)
    found += asked
    marks = [(one.entry.name, one.entry.location) for one in found]
    if place.location is not None:
        near = [*near, Neighbour(place.name, place.location)]
    clicked = place_map.show(marks, near, f"{key}-{len(asked)}" if asked else key)
    for letter, one in zip(string.ascii_uppercase, found, strict=False):
        button, words = st.columns([1, 3], vertical_alignment="center")
        title = _title(one)
        button.button(
            f"{letter}: this one",
            key=f"{key}-{letter}",
            help=as_label(title),
            on_click=lambda one=one: desk.attempt(
                lambda: desk.save(opened, settled(opened.document, row, one))
            ),
        )
        words.text(f"{title}\n{'; '.join(part for part in (one.entry.kind, *one.why) if part)}")
    if not found:
        st.text("The gazetteer has no place of this name or one like it.")
    asking.show(place.name, place.country, key, asked)
    st.button(
        "Put it where I clicked",
        key=f"{key}-put",
        disabled=clicked is None,
        on_click=lambda: desk.attempt(lambda: _pin(opened, row, clicked or (0.0, 0.0))),
    )


def _title(one: Candidate) -> str:
    entry = one.entry
    where = [entry.admin1, country_names().get(entry.country, entry.country)]
    return " — ".join(part for part in (entry.name, ", ".join(w for w in where if w)) if part)


def neighbours(document: Document, row: str) -> list[Neighbour]:
    """The other ends of the place's legs, where they lie."""
    rows = document.table("places").rows
    own = rows.get(row, {}).get("place_id")
    ids: dict[str, None] = {}
    for leg in document.table("legs").rows.values():
        ends = [leg.get("origin"), leg.get("destination")]
        if own and own in ends:
            ids |= {str(one): None for one in ends if one and one != own}
    spots = {str(cells.get("place_id")): place_of(cells) for cells in rows.values()}
    return [
        Neighbour(spots[one].name, spot)
        for one in ids
        if one in spots and (spot := spots[one].location) is not None
    ]
