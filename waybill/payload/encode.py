"""Story → the JSON that the map frame draws: one document for the app and the reader edition.

The front end (waybill/web/state/story.js) reads it; ``schema`` says what is in it. What does not depend
on the reader is worked out here, not in the browser: paths, lengths, how a leg was known and when, who
states a figure and who rejects it, and the day from which each field may show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast, get_args, get_type_hints

from waybill.evidence.lines import drawn_lines, story_bounds
from waybill.evidence.measures import run_checks
from waybill.evidence.phrases import visit_numbers
from waybill.evidence.publication import every_day, publication_days
from waybill.evidence.statements import statement_ids
from waybill.evidence.threads import days_alone, publication_order
from waybill.geo.path import Location, encode_path, encode_paths
from waybill.limiter import unhurried
from waybill.payload import items, schema
from waybill.payload.schema import Defaults, InfoRow, LegRow, Payload
from waybill.story.model import Story
from waybill.view.days import Range, story_days
from waybill.view.link import data_version

ROWS_AT_ONCE = 500
"""Rows that are written as JSON in one call: about 5 ms."""


def build_payload(story: Story) -> Payload:
    """The whole story; deterministic for the same story."""
    days, info = publication_days(story), story.info
    of_claims, of_legs, of_visits = (
        items.conflicts_by_row(story, kind) for kind in ("claims", "legs", "visits")
    )
    order, first_of, alone = publication_order(story), statement_ids(story), days_alone(story)
    distances = {check.id for check in info.checks if check.kind == "distance"}
    return {
        "version": data_version(story),
        "info": _info(story),
        "defaults": DEFAULTS,
        "days": [day.isoformat() for day in every_day(story)],
        "places": [
            items.place_row(row, days.places[i]) for i, row in unhurried(story.places.items())
        ],
        "legs": [
            items.leg_row(story, story.legs[i], days.legs[i], of_legs, line, is_schematic)
            for i, (line, is_schematic) in unhurried(_encoded_lines(story))
        ],
        "visits": [
            items.visit_row(story, story.visits[i], number, days.visits[i], of_visits)
            for i, number in visit_numbers(story).items()
        ],
        "claims": [
            items.claim_row(
                story,
                claim,
                days.claims[i],
                of_claims,
                order=order[i],
                statement_id=first_of[i],
                alone=alone.get(i, ()),
            )
            for i, claim in unhurried(story.claims.items())
        ],
        "sources": [items.source_row(row, days.sources[i]) for i, row in story.sources.items()],
        "steps": [
            items.step_row(story, step, days.steps[step.id], distances) for step in info.steps
        ],
        "figures": [
            items.figure_row(story, figure, limits)
            for figure, limits in zip(info.figures, days.figures, strict=True)
        ],
        "checks": [items.check_row(result) for result in run_checks(story)],
        "conflicts": [items.conflict_row(row, days.conflicts[row.id]) for row in info.conflicts],
    }


def _encoded_lines(story: Story) -> Iterator[tuple[str, tuple[list[int], bool]]]:
    """Leg id, its line as the browser reads it, and whether it is schematic."""
    lines = list(drawn_lines(story).items())
    for start in range(0, len(lines), ROWS_AT_ONCE):
        some = lines[start : start + ROWS_AT_ONCE]
        encoded = encode_paths([points for _, (points, _) in some])
        for (leg_id, (_, is_schematic)), line in zip(some, encoded, strict=True):
            yield leg_id, (line, is_schematic)


def _info(story: Story) -> InfoRow:
    info, days = story.info, publication_days(story).info
    texts = {"standfirst": days.standfirst, "window_label": days.window_label}
    window, record = story_days(story)
    return {
        "id": info.id,
        "title": info.title,
        "standfirst": info.standfirst,
        "language": info.language,
        "licence": info.licence,
        "window": _range(window),
        "window_label": info.window_label,
        "record": _range(record),
        "bounds": story_bounds(story),
        "shipments": info.shipments is not None,
        "later": cast("Any", items.later(None, texts, info)),
    }


def _range(days: Range) -> tuple[str, str]:
    return days[0].isoformat(), days[1].isoformat()


# ---- as it is sent


def _defaults() -> Defaults:
    rows = {
        name: get_args(hint)[0]
        for name, hint in get_type_hints(Payload).items()
        if name in get_type_hints(Defaults)
    }
    rows["standings"] = schema.StandingRow
    return cast("Defaults", {name: schema.defaults_of(row) for name, row in rows.items()})


DEFAULTS = _defaults()
"""What is left out of the rows that are sent."""


def sent(payload: Payload) -> dict[str, Any]:
    """The payload without what is empty in its rows and without lines straight through a leg's places:
    thousands of legs stay small."""
    short: dict[str, Any] = {
        name: [_without(row, cast("Any", DEFAULTS)[name]) for row in unhurried(rows)]
        for name, rows in payload.items()
        if isinstance(rows, list) and name in DEFAULTS
    }
    spots = {place["id"]: (place["lat"], place["lon"]) for place in payload["places"]}
    for leg in short["legs"]:
        leg["standings"] = [_without(step, DEFAULTS["standings"]) for step in leg["standings"]]
    for leg, whole in unhurried(zip(short["legs"], payload["legs"], strict=True)):
        if whole["path"] == _straight(whole, spots):
            del leg["path"]
    return {**payload, **short}


def payload_json(payload: Payload) -> bytes:
    """The payload as the browser fetches it: UTF-8 JSON, without what ``sent`` leaves out.

    Encoded in pieces: in one call nobody else is answered until it ends, 0.4 s with 50,000 legs.
    """
    return b"".join(piece.encode() for piece in _json_pieces(sent(payload)))


def _json_pieces(table: Mapping[str, Any]) -> Iterator[str]:
    """The JSON of a table by column; a long list in parts of ``ROWS_AT_ONCE``."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for at, (name, value) in enumerate(table.items()):
        yield f"{',' if at else '{'}{encode(name)}:"
        if not isinstance(value, list) or len(value) <= ROWS_AT_ONCE:
            yield encode(value)
            continue
        for start in unhurried(range(0, len(value), ROWS_AT_ONCE)):
            rows = encode(value[start : start + ROWS_AT_ONCE])
            yield f"{',' if start else '['}{rows[1:-1]}"
        yield "]"
    yield "}" if table else "{}"


def _straight(leg: LegRow, spots: Mapping[str, Location]) -> list[int]:
    """The path of a leg that goes straight from place to place, as the browser makes it where none is sent."""
    return encode_path(spots[i] for i in (leg["origin"], *leg["via"], leg["destination"]))


def _without(row: Mapping[str, Any], empty: Mapping[str, Any]) -> dict[str, Any]:
    """The row without its empty fields. No number has an empty value, so 0 is never left out."""
    return {name: value for name, value in row.items() if name not in empty or value != empty[name]}
