"""Story → the JSON that the map frame draws: one document for the app and the reader edition.

The front end (waybill/map/web/story.js) reads it. Days are ISO dates; paths are flat lists of
integers (waybill.geo.path.encode_path, latitude first); everything worth computing once — paths,
lengths, distances, how a leg was known and when — is computed here, not in the browser.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

from waybill.geo import borders, bow, distance, path
from waybill.story import describe, span, story_version
from waybill.story.edtf import EdtfDate
from waybill.story.model import Check, Claim, Leg, Place, Source, Step, Story, Visit
from waybill.story.standing import became_public, standing_steps, visit_became_public
from waybill.words import CREDIBILITY_WORDS, MODE_WORDS, RELIABILITY_WORDS, distance_words

FORMAT = 1
BOW_BEND = 0.16  # of the chord: visibly schematic, and clear of the great circle

MANY_LEGS = 500  # from here on the front end draws plainly, and the file should stay small
COARSE_STEP_KM = 600.0  # a chord of 600 km leaves its geodesic by about 7 km

Json = dict[str, Any]
Location = tuple[float, float]


def build_payload(story: Story) -> Json:
    """The whole story as plain JSON values; deterministic for the same story."""
    conflicts = _conflicts_by_row(story)
    step_km = path.STEP_KM if len(story.legs) <= MANY_LEGS else COARSE_STEP_KM
    leg_paths = {leg_id: _leg_path(story, leg, step_km) for leg_id, leg in story.legs.items()}
    window, record = story_days(story)
    drawn = [location for drawn_path, _ in leg_paths.values() for location in drawn_path]
    return {
        "format": FORMAT,
        "version": story_version(story),
        "info": {
            "id": story.info.id,
            "title": story.info.title,
            "standfirst": story.info.standfirst,
            "language": story.info.language,
            "licence": story.info.licence,
            "window": [day.isoformat() for day in window],
            "window_label": story.info.window_label,
            "record": [day.isoformat() for day in record],
            "bounds": path.bounds(
                drawn or [(p.latitude, p.longitude) for p in story.places.values()]
            ),
        },
        "places": [_place(place) for place in story.places.values()],
        "legs": [
            _leg(story, leg, *leg_paths[leg.leg_id], conflicts) for leg in story.legs.values()
        ],
        "visits": _visits(story, conflicts),
        "claims": [_claim(claim, conflicts) for claim in story.claims.values()],
        "sources": [_source(source) for source in story.sources.values()],
        "steps": [_step(story, step, leg_paths) for step in story.info.steps],
        "figures": [figure.model_dump() for figure in story.info.figures],
        "checks": [check_distances(story, check) for check in story.info.checks],
        "conflicts": [conflict.model_dump() for conflict in story.info.conflicts],
        "corrections": [
            {"date": entry.date.isoformat(), "text": entry.text} for entry in story.info.corrections
        ],
        "routes": [route.model_dump() for route in story.info.routes],
    }


def payload_json(payload: Json) -> bytes:
    """The payload as the browser fetches it: UTF-8 JSON, empty values of legs left out.

    web/story.js puts them back; a story of thousands of legs stays small.
    """
    compact = {**payload, "legs": [_without_defaults(leg) for leg in payload["legs"]]}
    return json.dumps(compact, ensure_ascii=False, separators=(",", ":")).encode()


def story_days(story: Story) -> tuple[tuple[date, date], tuple[date, date]]:
    """(window, record): the dates shown first and the whole axis; from the data where not given."""
    rows: tuple[Leg | Visit, ...] = (*story.legs.values(), *story.visits.values())
    spans = [span(row.start_date, row.end_date) for row in rows]
    data = (min(s[0] for s in spans), max(s[1] for s in spans))
    window = story.info.window or story.info.record or data
    record = story.info.record or (min(data[0], window[0]), max(data[1], window[1]))
    return window, (min(record[0], window[0]), max(record[1], window[1]))


def check_distances(story: Story, check: Check) -> Json:
    """A stated distance beside the geodesic ones, measured on the shipped borders."""
    origin = story.places[check.origin]
    start = (origin.latitude, origin.longitude)
    measures = []
    for measure in check.measures:
        if measure.to_place:
            target = story.places[measure.to_place]
            end: Location = (target.latitude, target.longitude)
            km = distance.distance_km(start, end)
        else:
            assert measure.to_country is not None
            end, km = borders.nearest_point_on_land_border(start, measure.to_country)
        measures.append({"label": measure.label, "km": round(km, 1), "lat": end[0], "lon": end[1]})
    return {**check.model_dump(exclude={"measures"}), "measures": measures}


def _leg_path(story: Story, leg: Leg, step_km: float) -> tuple[list[Location], bool]:
    """(path to draw, schematic): bows between named places where no route was published."""
    stops = [story.places[p] for p in (leg.origin, *leg.via, leg.destination)]
    locations = [(stop.latitude, stop.longitude) for stop in stops]
    if leg.path_basis != "unknown":
        return path.leg_path(locations[0], locations[1:-1], locations[-1], step_km), False
    drawn: list[Location] = []
    for start, end in pairwise(locations):
        hop = bow.bow(start, end, BOW_BEND)
        drawn += hop[1:] if drawn else hop
    longitudes = path.unwrap([longitude for _, longitude in drawn])
    return list(zip((latitude for latitude, _ in drawn), longitudes, strict=True)), True


def _place(place: Place) -> Json:
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
        "known": None,
        "extra": place.extra,
    }


def _leg(
    story: Story, leg: Leg, drawn: list[Location], schematic: bool, conflicts: Conflicts
) -> Json:
    origin, destination = story.places[leg.origin], story.places[leg.destination]
    straight_km = distance.distance_km(
        (origin.latitude, origin.longitude), (destination.latitude, destination.longitude)
    )
    # A geodesic between two stops is as long as its densified form, and far quicker to measure.
    stops = [story.places[stop] for stop in (leg.origin, *leg.via, leg.destination)]
    path_km = straight_km
    if leg.via:
        path_km = distance.path_length_km([(stop.latitude, stop.longitude) for stop in stops])
    if schematic:
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
            "path_km": round(path_km, 1),
            "words": lengths,
        },
        "standings": _standings(story, leg),
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
        }
        if not steps or {**steps[-1], "known": None} != {**shown, "known": None}:
            steps.append({"known": _iso(day), **shown})
    return steps


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


def _visits(story: Story, conflicts: Conflicts) -> list[Json]:
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
            "known": _iso(visit_became_public(visit, story.sources)),
            "conflicts": conflicts["visits"][visit.visit_id],
            "extra": visit.extra,
        }
        for number, visit in enumerate(ordered, start=1)
    ]


def _claim(claim: Claim, conflicts: Conflicts) -> Json:
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
        "observed_first": _iso(observed[0]) if observed else None,
        "observed_last": _iso(observed[1]) if observed else None,
        "observed_words": describe(claim.observed_start, claim.observed_end)
        if claim.observed_start
        else "",
        "places": list(claim.places),
        "reliability": [reliability, RELIABILITY_WORDS[reliability]] if reliability else None,
        "credibility": [credibility, CREDIBILITY_WORDS[credibility]] if credibility else None,
        "quote": claim.quote,
        "sources": list(claim.sources),
        "verified": None if claim.verified is None else claim.verified == "yes",
        "note": claim.note,
        "conflicts": conflicts["claims"][claim.claim_id],
        "extra": claim.extra,
    }


def _source(source: Source) -> Json:
    published = source.published_on
    return {
        "id": source.source_id,
        "publisher": source.publisher,
        "title": source.title,
        "published": _iso(published.last) if published else None,
        "published_words": describe(published, None) if published else "",
        "url": source.url,
        "archived_url": source.archived_url,
        "language": source.language,
        "note": source.note,
    }


def _step(story: Story, step: Step, leg_paths: dict[str, tuple[list[Location], bool]]) -> Json:
    shown = [
        location for leg_id in step.legs if leg_id in leg_paths for location in leg_paths[leg_id][0]
    ]
    shown += [
        (story.places[p].latitude, story.places[p].longitude)
        for p in step.places
        if p in story.places
    ]
    return {
        **step.model_dump(exclude={"window"}),
        "window": [day.isoformat() for day in step.window] if step.window else None,
        "bounds": path.bounds(shown) if shown else None,
    }


Conflicts = dict[str, defaultdict[str, list[str]]]


def _conflicts_by_row(story: Story) -> Conflicts:
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


def _without_defaults(row: Json) -> Json:
    """The row without empty values."""
    return {key: value for key, value in row.items() if value not in ("", None, False, [], {})}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
