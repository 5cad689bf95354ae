"""Legs by sea whose line crosses land: a course along the sea lanes is offered, chosen, and taken back here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from waybill.evidence.phrases import counted
from waybill.gazetteer.names import fold
from waybill.importing.draft import Draft
from waybill.importing.recipe import Ends
from waybill.importing.session import Imported, ends_of, folded, is_chosen, may_take_sea_lanes
from waybill.story.courses import propose_course
from waybill.story.model import Story
from waybill.story.reading.rules.lines import in_km, sea_legs_over_land
from waybill.ui.own_story.work import Work
from waybill.ui.text import as_label

MOST_LOOKED_AT = 200
"""Pairs of places of which a course is sought: a search takes milliseconds in the lanes."""
SHOWN_AT_FIRST = 8


@dataclass(frozen=True, slots=True)
class OverLand:
    """Legs by sea from one place to another that cross land; ``course`` says what would be drawn."""

    ends: Ends
    legs: int
    km: float
    of_km: float
    course: str


def over_land(draft: Draft, story: Story) -> tuple[OverLand, ...]:
    """The pairs of places with such legs, of which a sheet leaves open how they went."""
    open_legs = {leg["leg_id"] for leg in draft.legs if may_take_sea_lanes(leg)}
    found: dict[Ends, OverLand] = {}
    for leg, crossing in sea_legs_over_land(story):
        if leg.leg_id not in open_legs:
            continue
        ends = ends_of(draft, leg.origin, leg.destination)
        if (known := found.get(ends)) is not None:
            found[ends] = replace(known, legs=known.legs + 1)
        elif len(found) < MOST_LOOKED_AT:
            places = (story.places[leg.origin], story.places[leg.destination])
            course = propose_course("sea", *((one.latitude, one.longitude) for one in places))
            words = course.words if course is not None else ""
            found[ends] = OverLand(ends, 1, crossing.km, crossing.of_km, words)
    return tuple(found.values())


def show(work: Work, imported: Imported, found: Sequence[OverLand]) -> None:
    """Show a switch for each pair of places; what was chosen stays in the list, to be taken back."""
    taken = work.recipe.sea_lanes
    offered = [one for one in found if one.course]
    called = _called([*(one.ends for one in found), *taken])
    if not offered and not taken:
        _without_way(found, called)
        return
    with st.container(border=True):
        st.markdown("**Lines by sea that cross land**")
        if offered:
            # The words of a course, not its legs', since labels of switches are cut when they are long.
            courses = " or ".join(dict.fromkeys(one.course for one in offered))
            st.text(
                f"No sheet says where these ships passed. What you choose is {courses}: such a line is "
                "marked as inferred, says what it rests on, and is nobody's claim. Nothing is drawn so "
                "unless you choose it."
            )
        rows = [(one.ends, f"{called(one.ends)}{_offer_words(one)}", False) for one in offered]
        rows += [(ends, f"{called(ends)}: {_taken_words(ends, imported)}", True) for ends in taken]
        rows.sort(key=lambda row: row[0])  # a row stays where it is when it is chosen
        for ends, words, is_taken in rows[:SHOWN_AT_FIRST]:
            _switch(work, ends, words, is_taken)
        if more := rows[SHOWN_AT_FIRST:]:
            with st.expander(f"{len(more)} more"):
                for ends, words, is_taken in more:
                    _switch(work, ends, words, is_taken)
        _all_at_once(work, offered, taken)
    _without_way(found, called)


def _called(listed: Iterable[Ends]) -> Callable[[Ends], str]:
    """What ends are called, with the country where the list has the name in several."""
    countries: dict[str, set[str]] = defaultdict(set)
    for ends in listed:
        for name, country in zip(ends, ends[2:], strict=False):
            countries[fold(name)].add(country)

    def words(ends: Ends) -> str:
        named = []
        for at, name in enumerate(ends[:2]):
            country = ends[2 + at] if len(ends) > 2 else ""
            is_clear = len(countries[fold(name)]) < 2 or not country
            named.append(name if is_clear else f"{name} ({country})")
        return " → ".join(named)

    return words


def _switch(work: Work, ends: Ends, words: str, is_taken: bool) -> None:
    st.checkbox(
        as_label(words),
        value=is_taken,
        key=f"own-lanes-{is_taken}-{ends!r}",
        on_change=_take,
        args=(work, [] if is_taken else [ends], [ends] if is_taken else []),
    )


def _all_at_once(work: Work, offered: Sequence[OverLand], taken: Sequence[Ends]) -> None:
    with st.container(horizontal=True):
        if len(offered) > 1:
            st.button(
                f"All {len(offered)} along the sea lanes",
                key="own-lanes-all",
                on_click=_take,
                args=(work, [one.ends for one in offered], []),
            )
        if len(taken) > 1:
            st.button(
                f"Take all {len(taken)} back",
                key="own-lanes-none",
                on_click=_take,
                args=(work, [], list(taken)),
            )


def _take(work: Work, more: Sequence[Ends], less: Sequence[Ends]) -> None:
    """Choose the course for some pairs of places, and take it back for others; kept with the recipe."""
    known = [ends for ends in work.recipe.sea_lanes if ends not in less]
    work.recipe = replace(work.recipe, sea_lanes=list(dict.fromkeys([*known, *more])))


def _offer_words(one: OverLand) -> str:
    many = f" ({one.legs} legs)" if one.legs > 1 else ""
    return f"{many}: over land for {in_km(one.km)} of {in_km(one.of_km)} km"


def _taken_words(ends: Ends, imported: Imported) -> str:
    wanted = {folded(ends)}
    draft = imported.draft
    legs = [
        leg
        for leg in draft.legs
        if leg.get("path") == "network"
        and is_chosen(ends_of(draft, leg["origin"], leg["destination"]), wanted)
    ]
    drawn = counted(len(legs), "leg") if legs else "no leg of these sheets"
    return f"{drawn} drawn along the sea lanes"


def _without_way(found: Sequence[OverLand], called: Callable[[Ends], str]) -> None:
    lost = [called(one.ends) for one in found if not one.course]
    if lost:
        st.text(
            f"By sea over land, and the sea lanes know no way: {', '.join(lost[:SHOWN_AT_FIRST])}"
            f"{' …' if len(lost) > SHOWN_AT_FIRST else ''}. A column via with the places passed bends the line."
        )
