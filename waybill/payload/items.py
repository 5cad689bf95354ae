"""Rows of the payload: one function a kind of record, everything as plain JSON values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from waybill.evidence.dates import published
from waybill.evidence.lines import earlier_lines, step_bounds
from waybill.evidence.measures import CheckResult, leg_length_km, length_words
from waybill.evidence.phrases import (
    CREDIBILITY_WORDS,
    RELIABILITY_WORDS,
    leg_name,
    leg_title,
    observed_words,
    quantity_words,
    visit_numbers,
)
from waybill.evidence.publication import publication_days
from waybill.evidence.standing import standing_steps
from waybill.geo import path
from waybill.story import describe, span
from waybill.story.edtf import EdtfDate
from waybill.story.model import Claim, Leg, Place, Source, Step, Story

Json = dict[str, Any]
Location = tuple[float, float]
Conflicts = dict[str, defaultdict[str, list[str]]]


def place_row(place: Place, known: date | None) -> Json:
    """A place; ``known`` is the first day on which this record may name it."""
    return {
        "id": place.place_id,
        "name": place.name,
        "lat": place.latitude,
        "lon": place.longitude,
        "aliases": list(place.aliases),
        "country": place.country,
        "kind": place.kind,
        "radius_km": place.radius_km,
        "position_source": place.position_source,
        "note": place.note,
        "known": iso(known),
        "extra": place.extra,
    }


def leg_row(
    story: Story, leg: Leg, drawn: list[Location], schematic: bool, conflicts: Conflicts
) -> Json:
    """A leg with its line, its lengths and how it was known, step by step."""
    straight_km, path_km = leg_length_km(story, leg)
    return {
        "id": leg.leg_id,
        "name": leg_title(story, leg),
        "short": leg_name(story, leg),
        "origin": leg.origin,
        "destination": leg.destination,
        "via": list(leg.via),
        "route": leg.route_id,
        "sequence": leg.sequence,
        "mode": leg.mode,
        "path_basis": leg.path_basis,
        **_days(leg.start_date, leg.end_date),
        "path": path.encode_path(drawn),
        "schematic": schematic,
        "cargo": leg.cargo,
        "quantity": quantity_words(leg),
        "vessel": leg.vessel,
        "note": leg.note,
        "claims": [claim_id for claim_id in leg.claims if claim_id in story.claims],
        "conflicts": conflicts["legs"][leg.leg_id],
        "lengths": {
            "straight_km": round(straight_km, 1),
            "path_km": round(straight_km if path_km is None else path_km, 1),
            "words": length_words(story, leg),
        },
        "standings": _standings(story, leg),
        "shapes": _earlier_shapes(story, leg),
        "remarks_known": iso(publication_days(story).legs[leg.leg_id].note),
        "extra": leg.extra,
    }


def _standings(story: Story, leg: Leg) -> list[Json]:
    """Each change of how the leg is drawn, with its first day; names stay with their claims."""
    steps: list[Json] = []
    for day, step in standing_steps(story, leg):
        shown = {
            "level": step.level,
            "origin_seen": step.origin_seen,
            "destination_seen": step.destination_seen,
            "words": step.words,
            "witnesses": list(step.witnesses),
        }
        if not steps or {**steps[-1], "known": None} != {**shown, "known": None}:
            steps.append({"known": iso(day), **shown})
    return steps


def _earlier_shapes(story: Story, leg: Leg) -> list[Json]:
    """How the leg was drawn before all its stops had been named: [{until, via, path}], oldest first.

    ``until`` is the first day on which the next shape, or at last the leg's own, takes its place.
    """
    return [
        {"until": iso(until), "via": list(via), "path": path.encode_path(line)}
        for until, via, line in earlier_lines(story, leg)
    ]


def _days(start: EdtfDate, end: EdtfDate | None) -> Json:
    first, last, soft_first, soft_last = span(start, end)
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "soft_first": soft_first,
        "soft_last": soft_last,
        "when": describe(start, end),
    }


def visit_rows(story: Story, conflicts: Conflicts) -> list[Json]:
    """Visits in date order, numbered as the map and the cards number them."""
    numbers, days = visit_numbers(story), publication_days(story).visits
    return [
        {
            "id": visit.visit_id,
            "number": number,
            "visitors": list(visit.visitors),
            "hosts": list(visit.hosts),
            "place": visit.place,
            **_days(visit.start_date, visit.end_date),
            "trip": visit.trip_id,
            "purpose": visit.purpose,
            "outcome": visit.outcome,
            "quote": visit.quote,
            "quote_by": visit.quote_by,
            "sources": list(visit.sources),
            "note": visit.note,
            "known": iso(days[visit_id].row),
            "remarks_known": iso(days[visit_id].note),
            "conflicts": conflicts["visits"][visit.visit_id],
            "extra": visit.extra,
        }
        for visit_id, number in numbers.items()
        for visit in (story.visits[visit_id],)
    ]


def claim_row(story: Story, claim: Claim, conflicts: Conflicts) -> Json:
    """A claim, with the days from which its number and its note may show."""
    observed = claim.observed_start and span(claim.observed_start, claim.observed_end)
    reliability, credibility = claim.source_reliability, claim.information_credibility
    days = publication_days(story).claims[claim.claim_id]
    return {
        "id": claim.claim_id,
        "statement": claim.statement,
        "claimant": claim.claimant,
        "stated": claim.stated_on.first.isoformat(),
        "stated_words": describe(claim.stated_on, None),
        "known": iso(days.row),
        "stance": claim.stance,
        "about": claim.about,
        "kind": claim.kind,
        "observed_first": iso(observed[0]) if observed else None,
        "observed_last": iso(observed[1]) if observed else None,
        "observed_words": observed_words(claim),
        "places": list(claim.places),
        "reliability": [reliability, RELIABILITY_WORDS[reliability]] if reliability else None,
        "credibility": [credibility, CREDIBILITY_WORDS[credibility]] if credibility else None,
        "credibility_known": iso(days.information_credibility),
        "quote": claim.quote,
        "sources": list(claim.sources),
        "verified": None if claim.verified is None else claim.verified == "yes",
        "limits": claim.limits,
        "note": claim.note,
        "remarks_known": iso(days.note),
        "conflicts": conflicts["claims"][claim.claim_id],
        "extra": claim.extra,
    }


def source_row(source: Source) -> Json:
    """A source."""
    written = source.published_on
    return {
        "id": source.source_id,
        "publisher": source.publisher,
        "title": source.title,
        "published": iso(published(source)),
        "published_words": describe(written) if written else "",
        "url": source.url,
        "archived_url": source.archived_url,
        "language": source.language,
        "note": source.note,
    }


def step_row(story: Story, step: Step, distances: set[str]) -> Json:
    """A step of the guided reading; ``distances`` are the ids of checks that are lines on the map."""
    bounds = step_bounds(story, step)
    return {
        **step.model_dump(exclude={"window", "checks"}),
        # Only distances are lines on the map.
        "checks": [c for c in step.checks if c in distances],
        "window": [day.isoformat() for day in step.window] if step.window else None,
        "bounds": bounds and list(bounds),
    }


def check_row(result: CheckResult) -> Json:
    """A stated figure beside the computed ones; ``measures`` are those that are lines on a map."""
    measured = [one for one in result.computed if one.location is not None]
    return {
        **result.check.model_dump(exclude={"measures"}),
        "stated": result.stated,
        "known": iso(result.known),
        "remarks_known": iso(result.note_known),
        "measures": [
            {
                "label": m.label,
                "km": round(m.km or 0, 1),
                "lat": m.location[0],
                "lon": m.location[1],
            }
            for m in measured
            if m.location
        ],
        "rows": [
            {"label": one.label, "words": one.words, "note": one.note, "known": iso(one.known)}
            for one in result.computed
        ],
    }


def conflicts_by_row(story: Story) -> Conflicts:
    """Conflict ids by the claim, leg or visit they concern."""
    found: Conflicts = {
        "claims": defaultdict(list),
        "legs": defaultdict(list),
        "visits": defaultdict(list),
    }
    for conflict in story.info.conflicts:
        for kind, ids in _concerned(conflict.claims, conflict.legs, conflict.visits):
            for row_id in ids:
                found[kind][row_id].append(conflict.id)
    return found


def _concerned(
    claims: tuple[str, ...], legs: tuple[str, ...], visits: tuple[str, ...]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    return (("claims", claims), ("legs", legs), ("visits", visits))


def iso(day: date | None) -> str | None:
    """A day as text; None stays None."""
    return day.isoformat() if day else None
