"""The third step: which place each name means. Nothing is chosen here but by the visitor."""

from __future__ import annotations

import string
from collections.abc import Sequence
from html import escape

import streamlit as st

from waybill.basemap.countries import country_names
from waybill.evidence.phrases import counted
from waybill.gazetteer.lookup import Candidate
from waybill.importing import decisions as deciding
from waybill.importing import values
from waybill.importing.decisions import Decision, Undecided
from waybill.importing.draft import DraftPlace, Location
from waybill.importing.session import Imported
from waybill.ui.own_story import asking, place_map
from waybill.ui.own_story.work import Work, key_of
from waybill.ui.text import as_label

SHOWN_AT_FIRST = 6  # candidates
_CURRENT = "own-current-name"
COUNTRY_IDS = "countries:"


def show(work: Work, imported: Imported) -> None:
    """Show the name whose turn it is, with what it may mean; and what was decided, to take back."""
    names = work.in_turn(imported.undecided)
    if not names and not work.decisions.by_key:
        return
    st.header("3. Which places these are", anchor="places")
    if names:
        left = counted(len(names), "name")
        st.markdown(
            f"**{left}** to decide. A name is decided once, for all rows that have it. The order of the "
            "candidates does not say which is right. Names without a decision are listed "
            "in undecided.csv, and what needs them is not drawn."
        )
        _countries(work, names)
        _name(work, _chosen(names))
    else:
        st.success("Every name has a place.")
    _decided(work, imported)


def _countries(work: Work, names: Sequence[Undecided]) -> None:
    """Several names of countries can be decided at once, with all of them in view."""
    found = [(one, candidate) for one in names if (candidate := country_of(one)) is not None]
    if len(found) < 2:
        return
    with st.expander(f"{len(found)} of the names are names of countries: take them as countries?"):
        st.text(", ".join(f"{name_of(one)} ({c.entry.country})" for one, c in found))
        st.text("Each gets a mark in the middle of the country, with a circle of its size.")

        def all_of_them() -> None:
            for one, candidate in found:
                _take(work, one, candidate)

        st.button(
            f"Take these {len(found)} as countries", on_click=all_of_them, key="own-countries"
        )


def country_of(one: Undecided) -> Candidate | None:
    """The country whose whole name, or another whole name of it, is the one that was written."""
    if one.own:
        return None
    for candidate in one.candidates:
        is_country = candidate.entry.gazetteer_id.startswith(COUNTRY_IDS)
        if is_country and candidate.match in ("name", "other name"):
            return candidate
    return None


def _chosen(names: Sequence[Undecided]) -> Undecided:
    """The name that the visitor picked from the list; else the first."""
    by_label = {_label(one): one for one in names}
    labels = list(by_label)
    if st.session_state.get(_CURRENT) not in by_label:
        st.session_state[_CURRENT] = labels[0]
    picked = st.selectbox("The name", labels, key=_CURRENT)
    return by_label.get(picked) or names[0]


def _label(one: Undecided) -> str:
    country = f" ({one.place.country})" if one.place.country else ""
    count = len(dict.fromkeys(one.place.used))
    return f"{name_of(one)}{country}, in {counted(count, 'row')}"


def name_of(one: Undecided) -> str:
    """The name as it was written."""
    return one.place.written or one.place.name


def _name(work: Work, one: Undecided) -> None:
    key = "-".join(key_of(one))
    asked = asking.answered(name_of(one), one.place.country, one.near)
    with st.container(border=True):
        st.html(f"<h3>{escape(name_of(one))}</h3>")
        st.text(f"It stands in {one.rows}.")
        # As many of the gazetteer's have a letter as leave one to each answer that was asked for.
        room = max(0, len(string.ascii_uppercase) - len(one.own) - len(asked))
        lettered = [*one.candidates[:room], *asked]
        marks = [*_own_marks(one.own), *_marks(lettered)]
        clicked = place_map.show(marks, one.near, f"{key}-{len(asked)}" if asked else key)
        left, right = st.columns([3, 2], gap="large")
        with left:
            _offers(work, one, asked, room)
            asking.show(name_of(one), one.place.country, f"own-{key}", asked)
        with right:
            _pin(work, one, clicked, key)
            st.button(
                "Later",
                key=f"own-later-{key}",
                on_click=lambda: work.later.add(key_of(one)),
                help="It goes to the end of the list.",
            )


def _offers(work: Work, one: Undecided, asked: Sequence[Candidate], room: int) -> None:
    """Offer what the name may mean, the answers that were ``asked`` for last.

    The first ``room`` candidates of the gazetteer have a letter on the map.
    """
    letters = iter(string.ascii_uppercase)
    for place in one.own:
        letter = next(letters, "")
        _offer(
            letter,
            place.name,
            "a place of your own sheet",
            lambda place=place: work.decide(
                name_of(one), one.place.country, gazetteer_id=f"place:{place.place_id}"
            ),
            place.place_id,
        )
    if not one.own and not one.candidates:
        st.text("The gazetteer has no place of this name or one like it. Put a pin.")
    known = [(candidate, next(letters, "")) for candidate in one.candidates[:room]]
    known += [(candidate, "") for candidate in one.candidates[room:]]
    for candidate, letter in known[:SHOWN_AT_FIRST]:
        _candidate(work, one, candidate, letter)
    if more := known[SHOWN_AT_FIRST:]:
        with st.expander(f"{counted(len(more), 'more candidate')}"):
            for candidate, letter in more:
                _candidate(work, one, candidate, letter)
    for candidate in asked:
        _candidate(work, one, candidate, next(letters, ""))


def _candidate(work: Work, one: Undecided, candidate: Candidate, letter: str) -> None:
    entry = candidate.entry
    where = ", ".join(
        part for part in (entry.admin1, country_names().get(entry.country, entry.country)) if part
    )
    title = f"{entry.name}" + (f" — {where}" if where and where != entry.name else "")
    _offer(
        letter,
        title,
        "; ".join(part for part in (entry.kind, *candidate.why) if part),
        lambda: _take(work, one, candidate),
        entry.gazetteer_id,
    )


def _offer(letter: str, title: str, why: str, take: object, key: str) -> None:
    button, words = st.columns([1, 3], vertical_alignment="center")
    button.button(
        f"{letter}: this one" if letter else "This one",
        key=f"own-take-{key}",
        on_click=take,  # type: ignore[arg-type]
        help=as_label(title),
        width="stretch",
    )
    words.text(f"{title}\n{why}")


def _take(work: Work, one: Undecided, candidate: Candidate) -> None:
    work.decide(name_of(one), one.place.country, **deciding.chosen(candidate.entry))


def _own_marks(places: Sequence[DraftPlace]) -> list[tuple[str, Location]]:
    return [(place.name, spot) for place in places if (spot := place.location) is not None]


def _marks(candidates: Sequence[Candidate]) -> list[tuple[str, Location]]:
    return [(one.entry.name, one.entry.location) for one in candidates]


def _pin(work: Work, one: Undecided, clicked: Location | None, key: str) -> None:
    """A position typed in, or the spot that was clicked on the map."""
    st.markdown("**None of them: put a pin.** Click on the map, or write a position.")
    typed = st.text_input(
        "Latitude, longitude",
        key=f"own-pin-{key}",
        max_chars=80,
        placeholder="42.23, 130.30" if clicked is None else f"{clicked[0]:.3f}, {clicked[1]:.3f}",
    )
    area = st.number_input(
        "Only an area? Its radius in km", min_value=0.0, max_value=3000.0, key=f"own-area-{key}"
    )
    location = clicked
    if typed.strip():
        pair = values.pair_text(typed, longitude_first=False)
        location = DraftPlace("", "", *pair).location if pair else None
        if location is None:
            st.text(
                f"{typed!r} is no position. Write degrees, latitude first: 42.23, 130.30; or "
                "42°14'N 130°18'E."
            )

    def put() -> None:
        assert location is not None
        work.decide(
            name_of(one),
            one.place.country,
            latitude=values.degrees(location[0]),
            longitude=values.degrees(location[1]),
            radius_km=f"{area:g}" if area else "",
            kind="area" if area else "",
        )

    st.button("Put the pin", key=f"own-put-{key}", disabled=location is None, on_click=put)


def _decided(work: Work, imported: Imported) -> None:
    decided = work.decisions.by_key
    if not decided:
        return
    by_name = {place.written or place.name: place for place in imported.draft.places.values()}
    with st.expander(f"{counted(len(decided), 'name')} decided"):
        for key, decision in list(decided.items()):
            words, button = st.columns([4, 1], vertical_alignment="center")
            words.text(_decision_words(decision, by_name.get(decision.name)))
            button.button(
                "Take back",
                key=f"own-back-{'-'.join(key)}",
                on_click=work.take_back,
                args=(key,),
                width="stretch",
            )


def _decision_words(decision: Decision, place: DraftPlace | None) -> str:
    """``Odesa → 46.48, 30.73, GeoNames 698740 (CC BY 4.0)``."""
    if place is None or not place.latitude:
        what = decision.gazetteer_id.removeprefix("place:")
        what = what or f"{decision.latitude}, {decision.longitude}"
        return f"{decision.name} → {what}"
    return f"{decision.name} → {place.latitude}, {place.longitude}; {place.position_source}"
