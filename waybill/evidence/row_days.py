"""The day from which each row of the CSV files may show, and each of its fields that may show later.

One dataclass for each kind of row. ``row`` is the day from which the row itself may be named; every other
attribute has the name of the field that it dates, and is never earlier than ``row``. A mapping dates
the items of a list one by one. A field that is not named here shows with its row. The rules stand in
``waybill.evidence.publication``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from waybill.evidence.answers import answers_to, over_answers
from waybill.evidence.dates import Since, became_public, earliest, latest, published
from waybill.story.day import Day
from waybill.story.ends import came_back, far_end
from waybill.story.model import Claim, Leg, Story, Visit


@dataclass(frozen=True, slots=True)
class PlaceDays:
    """A place: its name and position, and the record's own remarks about it."""

    row: Since
    note: Since
    extra: Since


@dataclass(frozen=True, slots=True)
class SourceDays:
    """A source: its publisher, title and address, and the record's own remarks about it."""

    row: Since
    note: Since
    extra: Since


@dataclass(frozen=True, slots=True)
class ClaimDays:
    """A claim: who said what. ``about`` is the day from which what it answers may be named."""

    row: Day
    about: Since
    source_reliability: Day
    information_credibility: Day
    quote: Since
    note: Since
    extra: Since
    sources: Mapping[str, Since]


@dataclass(frozen=True, slots=True)
class LegDays:
    """A leg: its two ends, its dates and its mode."""

    row: Since
    cargo: Since
    quantity: Since
    quantity_qualifier: Since
    quantity_unit: Since
    vessel: Since
    note: Since
    extra: Since
    label: Since
    """What it is called beside its ends: its name shows with it, a vessel when the vessel does."""
    via: Mapping[str, Since]
    claims: Mapping[str, Since]


@dataclass(frozen=True, slots=True)
class VisitDays:
    """A visit: who met whom, where, when and what for."""

    row: Since
    outcome: Since
    quote: Since
    quote_by: Since
    note: Since
    extra: Since
    sources: Mapping[str, Since]


def claim_days(story: Story) -> dict[str, ClaimDays]:
    """Every claim's days, by id."""
    answered = over_answers(story, lambda answer: [became_public(answer)], max)
    weighed = over_answers(
        story, lambda answer: [became_public(answer)] if _can_be_judged(answer) else [], max
    )
    return {
        claim_id: _claim_days(story, claim, answered.get(claim_id), weighed.get(claim_id))
        for claim_id, claim in story.claims.items()
    }


def _claim_days(story: Story, claim: Claim, answered: Since, weighed: Since) -> ClaimDays:
    """``answered``: the last answer to the claim; ``weighed``: the last that can itself be judged."""
    row = became_public(claim)
    sources = _source_days(story, claim.sources, row)
    remarks = latest((row, *sources.values(), answered))
    about = story.claims.get(claim.about or "")
    number = max(row, weighed) if weighed and _can_be_judged(claim) else row
    return ClaimDays(
        row=row,
        about=latest((row, became_public(about))) if about else row,
        source_reliability=row,
        information_credibility=number,
        quote=latest((row, *sources.values())),
        note=remarks,
        extra=remarks,
        sources=sources,
    )


def _can_be_judged(claim: Claim) -> bool:
    return claim.information_credibility not in (None, "6")


def leg_days(story: Story) -> dict[str, LegDays]:
    """Every leg's days, by id."""
    return {leg.leg_id: _leg_days(story, leg) for leg in story.legs.values()}


def _leg_days(story: Story, leg: Leg) -> LegDays:
    own = [story.claims[claim_id] for claim_id in leg.claims]
    about = own + answers_to(story, leg.claims)
    row = min((became_public(claim) for claim in own), default=None)
    details = max((became_public(claim) for claim in own), default=None)
    remarks = max((became_public(claim) for claim in about), default=None)
    return LegDays(
        row=row,
        cargo=details,
        quantity=details,
        quantity_qualifier=details,
        quantity_unit=details,
        vessel=remarks,
        note=remarks,
        extra=remarks,
        label=row if leg.name else remarks,
        via=_via_days(story, leg, row, about),
        claims={claim.claim_id: became_public(claim) for claim in own},
    )


def _via_days(story: Story, leg: Leg, row: Since, about: list[Claim]) -> dict[str, Since]:
    if leg.path_basis != "unknown" or row is None:
        return dict.fromkeys(leg.via, row)
    named = {
        place_id: min((became_public(c) for c in about if place_id in c.places), default=row)
        for place_id in leg.via
    }
    days: dict[str, Since] = {place_id: max(row, day) for place_id, day in named.items()}
    if came_back(leg):
        days[far_end(story, leg)] = row  # an end of the leg, not a stop of it
    return days


def visit_days(story: Story) -> dict[str, VisitDays]:
    """Every visit's days, by id."""
    return {visit.visit_id: _visit_days(story, visit) for visit in story.visits.values()}


def _visit_days(story: Story, visit: Visit) -> VisitDays:
    cited = (story.sources.get(source_id) for source_id in visit.sources)
    dated = sorted(day for source in cited if source and (day := published(source)))
    told_from = _told_from(visit)
    row = (
        next((day for day in dated if told_from and day >= told_from), dated[-1]) if dated else None
    )
    every_source = latest((row, *dated))
    when = story.when(visit)
    remarks = latest((every_source, when.last or when.first))
    return VisitDays(
        row=row,
        outcome=remarks,
        quote=every_source,
        quote_by=every_source,
        note=remarks,
        extra=remarks,
        sources=_source_days(story, visit.sources, row),
    )


def _told_from(visit: Visit) -> Day | None:
    """The day from which a source can tell of the whole visit: its last stated one; None without any."""
    ends = (visit.end_date, visit.start_date)
    return next((end.first for end in ends if end is not None and end.is_date), None)


def _source_days(story: Story, source_ids: Iterable[str], row: Since) -> dict[str, Since]:
    """Cited source → the day from which it may stand at the row that counts from ``row``."""
    return {
        source_id: latest((row, published(story.sources[source_id])))
        for source_id in source_ids
        if source_id in story.sources
    }


def source_days(
    story: Story, citing: Iterable[tuple[tuple[str, ...], Since]]
) -> dict[str, SourceDays]:
    """Every source's days, by id. ``citing``: the sources of each row that cites some, and its day."""
    days: defaultdict[str, list[Since]] = defaultdict(list)
    for source_ids, day in citing:
        for source_id in source_ids:
            days[source_id].append(day)
    found = {}
    for source_id, source in story.sources.items():
        row = latest((published(source), earliest(days[source_id])))
        remarks = latest((row, *days[source_id]))
        found[source_id] = SourceDays(row=row, note=remarks, extra=remarks)
    return found


def place_days(
    story: Story,
    claims: Mapping[str, ClaimDays],
    legs: Mapping[str, LegDays],
    visits: Mapping[str, VisitDays],
    measured: Iterable[tuple[str, Since]] = (),
) -> dict[str, PlaceDays]:
    """Every place's days, by id. ``measured``: (place_id, day) of what a check measures to."""
    naming: dict[str, list[Since]] = {place_id: [] for place_id in story.places}
    for claim in story.claims.values():
        for place_id in claim.places:
            naming[place_id].append(claims[claim.claim_id].row)
    for visit in story.visits.values():
        naming[visit.place].append(visits[visit.visit_id].row)
    for leg in story.legs.values():
        days = legs[leg.leg_id]
        for place_id, day in (
            (leg.origin, days.row),
            (leg.destination, days.row),
            *days.via.items(),
        ):
            naming[place_id].append(day)
    for place_id, day in measured:
        naming[place_id].append(day)
    return {
        place_id: PlaceDays(row=earliest(days), note=latest(days), extra=latest(days))
        for place_id, days in naming.items()
    }
