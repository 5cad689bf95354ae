"""Rows of the payload: one function a kind of record, everything as plain JSON values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from waybill.evidence.lines import line_of
from waybill.evidence.measures import CheckResult, leg_length_km
from waybill.evidence.phrases import (
    CREDIBILITY_WORDS,
    MODE_WORDS,
    RELIABILITY_WORDS,
    distance_words,
)
from waybill.evidence.publication import (
    became_public,
    claim_remarks_public,
    credibility_became_public,
    leg_as_known,
    leg_remarks_public,
    source_became_public,
    via_became_public,
    visit_became_public,
    visit_remarks_public,
)
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
    origin, destination = story.places[leg.origin], story.places[leg.destination]
    straight_km, path_km = leg_length_km(story, leg)
    if path_km is None:
        lengths = f"No route to measure; {distance_words(straight_km)} straight between the places"
    elif leg.via:
        lengths = (
            f"{distance_words(straight_km)} straight; {distance_words(path_km)} along the "
            f"{'observed' if leg.path_basis == 'observed' else 'inferred'} line drawn"
        )
    else:
        lengths = f"{distance_words(straight_km)} straight (geodesic)"
    title = f"{origin.name} → {destination.name}"
    return {
        "id": leg.leg_id,
        "name": f"{title} {MODE_WORDS[leg.mode]}".strip(),
        "short": title,
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
        "quantity": _quantity(leg),
        "vessel": leg.vessel,
        "note": leg.note,
        "claims": [claim_id for claim_id in leg.claims if claim_id in story.claims],
        "conflicts": conflicts["legs"][leg.leg_id],
        "lengths": {
            "straight_km": round(straight_km, 1),
            "path_km": round(straight_km if path_km is None else path_km, 1),
            "words": lengths,
        },
        "standings": _standings(story, leg),
        "shapes": _earlier_shapes(story, leg),
        "remarks_known": iso(leg_remarks_public(story, leg)),
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
    if leg.path_basis != "unknown" or not leg.via:
        return []
    shapes: list[Json] = []
    for day in sorted({day for day in via_became_public(story, leg).values() if day is not None}):
        shown = leg_as_known(story, leg, day - timedelta(days=1))
        if shown.via != leg.via:
            drawn, _ = line_of(story, shown)
            line = path.encode_path(drawn)
            shapes.append({"until": iso(day), "via": list(shown.via), "path": line})
    return shapes


def _quantity(leg: Leg) -> str:
    """ "more than 1,000 containers", as the claim has it."""
    if leg.quantity is None:
        return ""
    number = f"{leg.quantity:,.0f}" if leg.quantity == int(leg.quantity) else f"{leg.quantity:,}"
    return " ".join(
        part for part in (leg.quantity_qualifier or "", number, leg.quantity_unit) if part
    )


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
    ordered = sorted(story.visits.values(), key=lambda v: (v.start_date.first, v.row))
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
            "known": iso(visit_became_public(visit, story.sources)),
            "remarks_known": iso(visit_remarks_public(story, visit)),
            "conflicts": conflicts["visits"][visit.visit_id],
            "extra": visit.extra,
        }
        for number, visit in enumerate(ordered, start=1)
    ]


def claim_row(story: Story, claim: Claim, conflicts: Conflicts) -> Json:
    """A claim, with the days from which its number and its note may show."""
    observed = claim.observed_start and span(claim.observed_start, claim.observed_end)
    reliability, credibility = claim.source_reliability, claim.information_credibility
    return {
        "id": claim.claim_id,
        "statement": claim.statement,
        "claimant": claim.claimant,
        "stated": claim.stated_on.first.isoformat(),
        "stated_words": describe(claim.stated_on, None),
        "known": became_public(claim).isoformat(),
        "stance": claim.stance,
        "about": claim.about,
        "kind": claim.kind,
        "observed_first": iso(observed[0]) if observed else None,
        "observed_last": iso(observed[1]) if observed else None,
        "observed_words": describe(claim.observed_start, claim.observed_end)
        if claim.observed_start
        else "",
        "places": list(claim.places),
        "reliability": [reliability, RELIABILITY_WORDS[reliability]] if reliability else None,
        "credibility": [credibility, CREDIBILITY_WORDS[credibility]] if credibility else None,
        "credibility_known": iso(credibility_became_public(story, claim)),
        "quote": claim.quote,
        "sources": list(claim.sources),
        "verified": None if claim.verified is None else claim.verified == "yes",
        "limits": claim.limits,
        "note": claim.note,
        "remarks_known": iso(claim_remarks_public(story, claim)),
        "conflicts": conflicts["claims"][claim.claim_id],
        "extra": claim.extra,
    }


def source_row(source: Source) -> Json:
    """A source."""
    published = source.published_on
    return {
        "id": source.source_id,
        "publisher": source.publisher,
        "title": source.title,
        "published": iso(source_became_public(source)),
        "published_words": describe(published, None) if published else "",
        "url": source.url,
        "archived_url": source.archived_url,
        "language": source.language,
        "note": source.note,
    }


def step_row(
    story: Story, step: Step, leg_paths: dict[str, tuple[list[Location], bool]], distances: set[str]
) -> Json:
    """A step of the guided reading; ``distances`` are the ids of checks that are lines on the map."""
    places = [story.places[p] for p in step.places if p in story.places]
    shown = [(place.latitude, place.longitude) for place in places]
    for leg_id in step.legs:
        leg_path, schematic = leg_paths.get(leg_id, ([], False))
        # A bow is nowhere in particular: the named places say what to bring into view.
        if not (schematic and places):
            shown += leg_path
    return {
        **step.model_dump(exclude={"window", "checks"}),
        # Only distances are lines on the map.
        "checks": [c for c in step.checks if c in distances],
        "window": [day.isoformat() for day in step.window] if step.window else None,
        "bounds": path.bounds(shown) if shown else None,
    }


def check_row(result: CheckResult) -> Json:
    """A stated figure beside the computed ones; ``measures`` are those that are lines on a map."""
    measured = [one for one in result.computed if one.location is not None]
    return {
        **result.check.model_dump(exclude={"measures"}),
        "stated": result.stated,
        "known": iso(result.known),
        "remarks_known": iso(result.remarks_known),
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
