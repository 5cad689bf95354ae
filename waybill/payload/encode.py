"""Story → the JSON that the map frame draws: one document for the app and the reader edition.

The front end (waybill/web/state/story.js) reads it. Days are ISO dates; paths are flat lists of
integers (waybill.geo.path.encode_path, latitude first); everything worth computing once — paths,
lengths, distances, how a leg was known and when — is computed here, not in the browser.
"""

from __future__ import annotations

import json
from typing import Any

from waybill.evidence.lines import drawn_lines, story_bounds
from waybill.evidence.measures import run_checks
from waybill.evidence.publication import publication_days
from waybill.payload import items
from waybill.story.model import Story
from waybill.view.days import story_days
from waybill.view.link import data_version

FORMAT = 1

Json = dict[str, Any]


def build_payload(story: Story) -> Json:
    """The whole story as plain JSON values; deterministic for the same story."""
    conflicts = items.conflicts_by_row(story)
    leg_paths = drawn_lines(story)
    window, record = story_days(story)
    named = publication_days(story).places
    distances = {check.id for check in story.info.checks if check.kind == "distance"}
    return {
        "format": FORMAT,
        "version": data_version(story),
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
            "bounds": story_bounds(story),
        },
        "places": [items.place_row(p, named[p.place_id].row) for p in story.places.values()],
        "legs": [
            items.leg_row(story, leg, *leg_paths[leg.leg_id], conflicts)
            for leg in story.legs.values()
        ],
        "visits": items.visit_rows(story, conflicts),
        "claims": [items.claim_row(story, claim, conflicts) for claim in story.claims.values()],
        "sources": [items.source_row(source) for source in story.sources.values()],
        "steps": [items.step_row(story, step, distances) for step in story.info.steps],
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


def _without_defaults(row: Json) -> Json:
    """The row without empty values; the number 0 is not empty."""
    return {k: value for k, value in row.items() if value or (value == 0 and value is not False)}
