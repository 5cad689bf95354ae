"""When things became public: what a view "as known on" a day may show, and what it leaves out.

The rules, in words (the method page repeats them for readers):

1. A claim counts from the last day its ``stated_on`` can mean: one dated "2023-10" is not used before
   31 October 2023. A source likewise; one without a date never holds anything back.
2. A visit counts from the first source that can tell of the whole of it.
3. A place counts from the first claim, visit or leg that names it. A place that only bends an inferred
   line counts from the day the leg does.
4. Of a grade, the letter (the source) counts from the claim's own day. The number (the information)
   weighs other reports: it counts from the last of the answers that can themselves be judged. A number
   of 6 ("cannot be judged") weighs nothing, so it counts from the claim's own day.
5. Remarks of this record were written with all of a row at hand: they count from the last publication
   among the row, its sources and its answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from waybill.story.model import Check, Claim, Leg, Source, Story, Visit


def became_public(claim: Claim) -> date:
    """The day from which a claim counts as known."""
    return claim.stated_on.last


def source_became_public(source: Source) -> date | None:
    """The day from which a source counts as published; None when it is not dated."""
    return source.published_on.last if source.published_on else None


def visit_became_public(visit: Visit, sources: dict[str, Source]) -> date | None:
    """The first publication that can tell of the whole visit; None when it has no dated source.

    An announcement or a report from the first day does not know the outcome, so a source counts
    from the visit's last day on; without such a source, the latest one there is.
    """
    days = _source_days(visit.sources, sources)
    if not days:
        return None
    last_day = (visit.end_date or visit.start_date).first
    return next((day for day in days if day >= last_day), days[-1])


def answers_to(story: Story, claim_ids: tuple[str, ...]) -> list[Claim]:
    """Every claim that answers one of these, or answers an answer, in file order."""
    found: set[str] = set()
    waiting = list(claim_ids)
    while waiting:
        for answer in story.answers.get(waiting.pop(), ()):
            if answer.claim_id not in found and answer.claim_id not in claim_ids:
                found.add(answer.claim_id)
                waiting.append(answer.claim_id)
    return [claim for claim in story.claims.values() if claim.claim_id in found] if found else []


def leg_became_public(story: Story, leg: Leg) -> date | None:
    """The first claim that asserts the leg; None for a leg without claims: it is always known."""
    return min((became_public(story.claims[c]) for c in leg.claims), default=None)


def via_became_public(story: Story, leg: Leg) -> dict[str, date | None]:
    """Place a leg passes -> the day from which it may be drawn as passed.

    Where no route was published, a place between the ends is there because somebody named it: it
    waits for the first claim about the leg that does. On an inferred line it is our own.
    """
    first = leg_became_public(story, leg)
    if leg.path_basis != "unknown" or first is None:
        return dict.fromkeys(leg.via, first)
    about = [story.claims[c] for c in leg.claims] + answers_to(story, leg.claims)
    return {
        place_id: min((became_public(c) for c in about if place_id in c.places), default=first)
        for place_id in leg.via
    }


def leg_as_known(story: Story, leg: Leg, known_on: date | None) -> Leg:
    """The leg without the stops that nobody had named by ``known_on`` (None: as it is)."""
    if known_on is None or leg.path_basis != "unknown" or not leg.via:
        return leg
    days = via_became_public(story, leg)
    via = tuple(p for p in leg.via if (day := days[p]) is None or day <= known_on)
    return leg if via == leg.via else leg.model_copy(update={"via": via})


def places_became_public(story: Story) -> dict[str, date | None]:
    """Place -> the first day on which this record may name it; None: no publication limits it."""
    days: dict[str, list[date | None]] = {place_id: [] for place_id in story.places}
    for claim in story.claims.values():
        for place_id in claim.places:
            days[place_id].append(became_public(claim))
    for visit in story.visits.values():
        days[visit.place].append(visit_became_public(visit, story.sources))
    for leg in story.legs.values():
        first = leg_became_public(story, leg)
        passed = via_became_public(story, leg) if leg.via else {}
        for place_id, day in (*passed.items(), (leg.origin, first), (leg.destination, first)):
            days[place_id].append(day)
    for check in story.info.checks:
        first = check_became_public(story, check)
        for place_id in {m.to_place for m in check.measures if m.to_place}:
            days[place_id].append(first)
    return {place_id: _earliest(found) for place_id, found in days.items()}


def check_became_public(story: Story, check: Check) -> date | None:
    """The first claim that states the check's figure; without one, the leg that it measures."""
    if check.claims:
        return min(became_public(story.claims[c]) for c in check.claims)
    return leg_became_public(story, story.legs[check.leg]) if check.leg else None


def credibility_became_public(story: Story, claim: Claim) -> date:
    """The day from which the number of a claim's grade may show (rule 4)."""
    days = [became_public(claim)]
    if claim.information_credibility not in (None, "6"):
        days += [
            became_public(answer)
            for answer in answers_to(story, (claim.claim_id,))
            if answer.information_credibility not in (None, "6")
        ]
    return max(days)


def claim_remarks_public(story: Story, claim: Claim) -> date:
    """The day from which a claim's note may show (rule 5)."""
    answers = answers_to(story, (claim.claim_id,))
    days = [became_public(one) for one in (claim, *answers)]
    return max(days + _source_days(claim.sources, story.sources))


def leg_remarks_public(story: Story, leg: Leg) -> date | None:
    """The day from which a leg's note and vessel may show: all claims about it and their answers."""
    about = [story.claims[c] for c in leg.claims] + answers_to(story, leg.claims)
    return max((became_public(claim) for claim in about), default=None)


def visit_remarks_public(story: Story, visit: Visit) -> date | None:
    """The day from which a visit's note may show: all its sources, and the visit over."""
    days = _source_days(visit.sources, story.sources)
    return max(*days, (visit.end_date or visit.start_date).first) if days else None


def _source_days(source_ids: Iterable[str], sources: dict[str, Source]) -> list[date]:
    """Days of the sources that have one, in order."""
    found = (sources.get(source_id) for source_id in source_ids)
    return sorted(day for source in found if source and (day := source_became_public(source)))


def _earliest(days: list[date | None]) -> date | None:
    """The first of the days; None among them means no limit, and so does an empty list."""
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None
