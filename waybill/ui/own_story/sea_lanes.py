"""Legs by sea whose line crosses land: a course along the sea lanes is offered, chosen, and taken back here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from waybill.evidence.phrases import counted
from waybill.gazetteer.names import fold
from waybill.importing.draft import Draft
from waybill.importing.session import Imported, may_take_sea_lanes, pair_of
from waybill.story.courses import propose_course
from waybill.story.model import Story
from waybill.story.reading.rules.lines import in_km, sea_legs_over_land
from waybill.ui.own_story.work import Work
from waybill.ui.text import as_label

MOST_LOOKED_AT = 200
"""Pairs of places of which a course is sought: a search takes milliseconds in the lanes."""
SHOWN_AT_FIRST = 8
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OverLand:
    """Legs by sea from one place to another that cross land; ``course`` says what would be drawn."""

    pair: Pair
    legs: int
    km: float
    of_km: float
    course: str


def over_land(draft: Draft, story: Story) -> tuple[OverLand, ...]:
    """The pairs of places with such legs, of which a sheet leaves open how they went."""
    open_legs = {leg["leg_id"] for leg in draft.legs if may_take_sea_lanes(leg)}
    found: dict[Pair, OverLand] = {}
    for leg, crossing in sea_legs_over_land(story):
        if leg.leg_id not in open_legs:
            continue
        pair = pair_of(draft, leg.origin, leg.destination)
        if (known := found.get(pair)) is not None:
            found[pair] = replace(known, legs=known.legs + 1)
        elif len(found) < MOST_LOOKED_AT:
            ends = (story.places[leg.origin], story.places[leg.destination])
            course = propose_course("sea", *((end.latitude, end.longitude) for end in ends))
            words = course.words if course is not None else ""
            found[pair] = OverLand(pair, 1, crossing.km, crossing.of_km, words)
    return tuple(found.values())


def show(work: Work, imported: Imported, found: Sequence[OverLand]) -> None:
    """Show a switch for each pair of places; what was chosen stays in the list, to be taken back."""
    taken = work.recipe.sea_lanes
    offered = [one for one in found if one.course]
    if not offered and not taken:
        _without_way(found)
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
        rows = [(one.pair, _offer_words(one), False) for one in offered]
        rows += [(pair, _taken_words(pair, imported), True) for pair in taken]
        rows.sort(key=lambda row: row[0])  # a row stays where it is when it is chosen
        for pair, words, is_taken in rows[:SHOWN_AT_FIRST]:
            _switch(work, pair, words, is_taken)
        if more := rows[SHOWN_AT_FIRST:]:
            with st.expander(f"{len(more)} more"):
                for pair, words, is_taken in more:
                    _switch(work, pair, words, is_taken)
        _all_at_once(work, offered, taken)
    _without_way(found)


def _switch(work: Work, pair: Pair, words: str, is_taken: bool) -> None:
    st.checkbox(
        as_label(words),
        value=is_taken,
        key=f"own-lanes-{is_taken}-{'-'.join(pair)}",
        on_change=_take,
        args=(work, [] if is_taken else [pair], [pair] if is_taken else []),
    )


def _all_at_once(work: Work, offered: Sequence[OverLand], taken: Sequence[Pair]) -> None:
    with st.container(horizontal=True):
        if len(offered) > 1:
            st.button(
                f"All {len(offered)} along the sea lanes",
                key="own-lanes-all",
                on_click=_take,
                args=(work, [one.pair for one in offered], []),
            )
        if len(taken) > 1:
            st.button(
                f"Take all {len(taken)} back",
                key="own-lanes-none",
                on_click=_take,
                args=(work, [], list(taken)),
            )


def _take(work: Work, more: Sequence[Pair], less: Sequence[Pair]) -> None:
    """Choose the course for some pairs, and take it back for others; kept with the recipe."""
    known = [pair for pair in work.recipe.sea_lanes if pair not in less]
    work.recipe = replace(work.recipe, sea_lanes=list(dict.fromkeys([*known, *more])))


def _offer_words(one: OverLand) -> str:
    origin, destination = one.pair
    many = f" ({one.legs} legs)" if one.legs > 1 else ""
    return f"{origin} → {destination}{many}: over land for {in_km(one.km)} of {in_km(one.of_km)} km"


def _taken_words(pair: Pair, imported: Imported) -> str:
    origin, destination = pair
    wanted = (fold(origin), fold(destination))
    draft = imported.draft
    legs = [
        leg
        for leg in draft.legs
        if leg.get("path") == "network"
        and tuple(map(fold, pair_of(draft, leg["origin"], leg["destination"]))) == wanted
    ]
    drawn = counted(len(legs), "leg") if legs else "no leg of these sheets"
    return f"{origin} → {destination}: {drawn} drawn along the sea lanes"


def _without_way(found: Sequence[OverLand]) -> None:
    lost = [f"{one.pair[0]} → {one.pair[1]}" for one in found if not one.course]
    if lost:
        st.text(
            f"By sea over land, and the sea lanes know no way: {', '.join(lost[:SHOWN_AT_FIRST])}"
            f"{' …' if len(lost) > SHOWN_AT_FIRST else ''}. A column via with the places passed bends the line."
        )
