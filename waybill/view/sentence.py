"""The view in one English sentence, and the name of what is in focus.

The browser has the same rules (waybill/web/state/link.js); both are held to tests/cases/sentence.json and
compared with each other on random views.
"""

from __future__ import annotations

import re
from typing import cast

from waybill.evidence.disclosure import disclose
from waybill.evidence.phrases import counted, day_words, leg_name, range_words, visit_name
from waybill.evidence.standing import Level
from waybill.grammar import grammar
from waybill.story import describe
from waybill.story.day import Day
from waybill.story.model import Story
from waybill.view.days import has_days, is_of_flows_alone, undated_rows
from waybill.view.fitting import fitting
from waybill.view.view import FocusKind, View

Focus = tuple[FocusKind, str]


def sentence(view: View, story: Story) -> str:
    """ "Legs and visits, 12–20 Sept 2023, as known on 13 Oct 2023, focused on Rajin → Dunay"."""
    undated = _undated_words(view, story)
    if is_of_flows_alone(story):
        words = f"Shipments, {range_words(view.start, view.end)}"
    elif has_days(story):
        what = "Legs, visits and shipments" if story.info.shipments else "Legs and visits"
        words = f"{what}, {range_words(view.start, view.end)}{undated}"
    else:
        words = f"Legs and visits{re.sub('^, and ', ': ', undated)}"
    if view.known:
        words += f", as known on {day_words(view.known)}"
    if view.wanted:
        words += f", {filter_words(view, story)}"
    if view.focus:
        words += f", focused on {focus_words(view.focus, story, view.known)}"
    return words


def _undated_words(view: View, story: Story) -> str:
    """ ", and 3 legs and 1 visit whose dates are not stated", as far as they had been reported and fit the filter.

    ", without 3 legs …" where the view leaves them out; "" where every row has a date.
    """
    on_day, undated = disclose(story, view.known), undated_rows(story)
    fit = fitting(story, view.known, view.wanted)
    legs = sum(i in on_day.legs and (not fit or i in fit.legs) for i in undated.legs)
    visits = sum(i in on_day.visits and (not fit or i in fit.visits) for i in undated.visits)
    what = [counted(n, noun) for n, noun in ((legs, "leg"), (visits, "visit")) if n]
    if not what:
        return ""
    return (
        f", {'and' if view.undated else 'without'} {' and '.join(what)} whose dates are not stated"
    )


def filter_words(view: View, story: Story) -> str:
    """ "filtered by mode (sea), place (Rajin) and a search": only names that the record shows.

    The words of a search are not repeated, nor is a name that the record does not have: whoever makes
    a link could put any words into the preview of somebody's story.
    """
    on_day, wanted = disclose(story, view.known), view.wanted
    unknown = "not in this record" + (" by that day" if view.known else "")
    parts = []
    if wanted.mode:
        parts.append(f"mode ({wanted.mode})")
    if wanted.level:
        level = grammar().levels[cast("Level", wanted.level)]
        parts.append(f"evidence ({level.words})")
    if wanted.by:
        is_out = any(claim.claimant == wanted.by for claim in on_day.claims.values())
        parts.append(f"claimant ({wanted.by if is_out else unknown})")
    if wanted.vessel:
        is_out = any(leg.vessel == wanted.vessel for leg in on_day.legs.values())
        parts.append(f"vessel ({wanted.vessel if is_out else unknown})")
    if wanted.at:
        place = on_day.places.get(wanted.at)
        parts.append(f"place ({place.name if place else unknown})")
    if wanted.q:
        parts.append("a search")
    return f"filtered by {' and '.join(p for p in (', '.join(parts[:-1]), parts[-1]) if p)}"


def focus_words(focus: Focus, story: Story, known: Day | None) -> str:
    """What is in focus, by its name; "a leg not yet reported" where it had none on the day."""
    if focus_is_public(focus, story, known):
        return focus_name(focus, story, known)
    kind, _ = focus
    return f"a {kind} not yet {'published' if kind == 'claim' else 'reported'}"


def focus_is_public(focus: Focus, story: Story, known: Day | None) -> bool:
    """Had this been published by the day ``known``? None means no limit."""
    return disclose(story, known).has(*focus)


def focus_name(focus: Focus, story: Story, known: Day | None) -> str:
    """What is in focus, which had been published by the day, by its name on that day."""
    kind, row_id = focus
    if kind == "leg":
        return leg_name(story, disclose(story, known).legs[row_id])
    if kind == "visit":
        return visit_name(story, story.visits[row_id])
    if kind == "claim":
        claim = story.claims[row_id]
        what = "denial" if claim.stance == "denies" else claim.kind
        return f"the {what} from {claim.claimant}, {describe(claim.stated_on)}"
    if kind == "place":
        return story.places[row_id].name
    return next(step.title for step in story.info.steps if step.id == row_id)
