"""Story → the JSON that the map frame draws: one document for the app and the reader edition.

The front end (waybill/web/state/story.js) reads it. Days are ISO dates; paths are flat lists of
integers (waybill.geo.path.encode_path, latitude first); everything worth computing once — paths,
lengths, distances, how a leg was known and when — is computed here, not in the browser.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from waybill.evidence.lines import line_of
from waybill.evidence.measures import run_check, run_checks
from waybill.evidence.publication import places_became_public
from waybill.geo import path
from waybill.grammar import grammar
from waybill.payload import items
from waybill.story import span, story_version
from waybill.story.model import Check, Leg, Story, Visit

FORMAT = 1

COARSE_STEP_KM = 600.0  # for plain lines, so that the file stays small; a chord of 600 km leaves its geodesic by about 7 km

Json = dict[str, Any]


def build_payload(story: Story) -> Json:
    """The whole story as plain JSON values; deterministic for the same story."""
    conflicts = items.conflicts_by_row(story)
    step_km = path.STEP_KM if len(story.legs) <= grammar().limits.plain_lines else COARSE_STEP_KM
    leg_paths = {leg_id: line_of(story, leg, step_km) for leg_id, leg in story.legs.items()}
    window, record = story_days(story)
    named = places_became_public(story)
    distances = {check.id for check in story.info.checks if check.kind == "distance"}
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
            "contact": story.info.contact,
            "window": [day.isoformat() for day in window],
            "window_label": story.info.window_label,
            "record": [day.isoformat() for day in record],
            "bounds": path.bounds(
                drawn or [(p.latitude, p.longitude) for p in story.places.values()]
            ),
        },
        "places": [items.place_row(p, named[p.place_id]) for p in story.places.values()],
        "legs": [
            items.leg_row(story, leg, *leg_paths[leg.leg_id], conflicts)
            for leg in story.legs.values()
        ],
        "visits": items.visit_rows(story, conflicts),
        "claims": [items.claim_row(story, claim, conflicts) for claim in story.claims.values()],
        "sources": [items.source_row(source) for source in story.sources.values()],
        "steps": [items.step_row(story, step, leg_paths, distances) for step in story.info.steps],
        "figures": [figure.model_dump() for figure in story.info.figures],
        "checks": [items.check_row(result) for result in run_checks(story)],
        "conflicts": [conflict.model_dump() for conflict in story.info.conflicts],
        "corrections": [
            {"date": entry.date.isoformat(), "text": entry.text} for entry in story.info.corrections
        ],
        "routes": [route.model_dump() for route in story.info.routes],
    }


def payload_json(payload: Json) -> bytes:
    """The payload as the browser fetches it: UTF-8 JSON, empty values of legs left out.

    web/state/story.js puts them back; a story of thousands of legs stays small.
    """
    compact = {**payload, "legs": [_without_defaults(leg) for leg in payload["legs"]]}
    return json.dumps(compact, ensure_ascii=False, separators=(",", ":")).encode()


def story_days(story: Story) -> tuple[tuple[date, date], tuple[date, date]]:
    """(window, record): the dates shown first and the whole axis; from the data where not given."""
    dated: tuple[Leg | Visit, ...] = (*story.legs.values(), *story.visits.values())
    spans = [span(row.start_date, row.end_date) for row in dated]
    data = (min(s[0] for s in spans), max(s[1] for s in spans))
    window = story.info.window or story.info.record or data
    record = story.info.record or (min(data[0], window[0]), max(data[1], window[1]))
    return window, (min(record[0], window[0]), max(record[1], window[1]))


def check_distances(story: Story, check: Check) -> Json:
    """One check with its values, as the payload holds it."""
    return items.check_row(run_check(story, check))


def _without_defaults(row: Json) -> Json:
    """The row without empty values; the number 0 is not empty."""
    return {k: value for k, value in row.items() if value or (value == 0 and value is not False)}
