"""Story × view → GeoJSON (RFC 7946): longitude first, lines cut at the antimeridian, WGS84.

One FeatureCollection; ``properties.kind`` is leg, place, visit or image. Foreign members of the
collection: attribution, licence, data_version, view. The same rows give the same bytes.

A claim stands in full in every feature that it is about. One that names more than ``MOST_PLACES`` places is an
exception: there ``places`` holds none that has a feature of its own, since that feature lists the claim. In a
story of 5,000 legs one such claim was two thirds of the file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from waybill.evidence.lines import lines_of
from waybill.evidence.phrases import leg_title, observed_words
from waybill.evidence.standing import Standing
from waybill.export.tables import cells, evidence_of
from waybill.geo.path import bounds, locations_of, split_at_antimeridian, to_lon_lat
from waybill.story import Span, describe
from waybill.story.model import Claim, Leg, Place, Record, Visit
from waybill.view.extract import Extract

MOST_PLACES = 50  # of a claim, repeated with it
DECIMALS = 6  # of a degree: 0.1 m, RFC 7946 section 11.2

Json = dict[str, Any]
Location = tuple[float, float]


def geojson_bytes(rows: Extract) -> bytes:
    """The collection as UTF-8 text, a feature a line and without spaces."""
    collection = feature_collection(rows)
    features = ",\n".join(_written(feature) for feature in collection.pop("features"))
    text = f'{_written(collection)[:-1]},"features":[\n{features}\n]}}\n'
    return text.encode("utf-8", "replace")


def _written(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def feature_collection(rows: Extract) -> Json:
    """The collection as plain JSON values."""
    drawn: list[Location] = [(p.latitude, p.longitude) for p in rows.places.values()]
    features: list[Json] = []
    lines = lines_of(rows.story, [leg for leg, _ in rows.legs])
    for (leg, standing), (points, schematic) in zip(rows.legs, lines, strict=True):
        line = locations_of(points)
        drawn += line
        features.append(_leg(rows, leg, standing, line, schematic))
    about = defaultdict(list)
    for claim in rows.claims:
        for place_id in dict.fromkeys(claim.places):
            about[place_id].append(claim)
    features += [_place(rows, place, about[place.place_id]) for place in rows.places.values()]
    features += [_visit(rows, visit) for visit in rows.visits]
    features += [_image(rows, image) for image in rows.images]
    out: Json = {"type": "FeatureCollection"}
    if drawn:
        out["bbox"] = _bbox(drawn)
    return {
        **out,
        "attribution": rows.about.attribution,
        "licence": rows.about.licence,
        "data_version": rows.about.data_version,
        "view": rows.about.view,
        "features": features,
    }


def line_geometry(line: Iterable[Location]) -> Json:
    """A LineString, or a MultiLineString where the line crosses the antimeridian."""
    pieces = [_positions(piece) for piece in split_at_antimeridian(list(line))]
    # a line between two equal places still needs two positions (RFC 7946 section 3.1.4)
    pieces = [piece if len(piece) > 1 else piece * 2 for piece in pieces]
    if len(pieces) == 1:
        return {"type": "LineString", "coordinates": pieces[0]}
    return {"type": "MultiLineString", "coordinates": pieces}


def point_geometry(places: list[Place]) -> Json | None:
    """A Point, a MultiPoint for several places, None (unlocated) for none."""
    positions = _positions((p.latitude, p.longitude) for p in places)
    if not positions:
        return None
    if len(positions) == 1:
        return {"type": "Point", "coordinates": positions[0]}
    return {"type": "MultiPoint", "coordinates": positions}


def _positions(locations: Iterable[Location]) -> list[list[float]]:
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in to_lon_lat(locations)]


def _bbox(locations: list[Location]) -> list[float]:
    """[west, south, east, north]; west > east across the antimeridian (RFC 7946 section 5.2)."""
    west, south, east, north = bounds(locations)
    if east - west >= 360:
        west, east = -180.0, 180.0
    box = [_wrapped(west, -180.0), south, _wrapped(east, 180.0), north]
    return [round(value, DECIMALS) for value in box]


def _wrapped(longitude: float, edge: float) -> float:
    """Into -180 to 180; ±180 itself goes to the edge that is asked for."""
    wrapped = (longitude + 180) % 360 - 180
    return edge if wrapped == -180 else wrapped


def _leg(
    rows: Extract, leg: Leg, standing: Standing, line: list[Location], schematic: bool
) -> Json:
    return {
        "type": "Feature",
        "id": f"leg:{leg.leg_id}",
        "geometry": line_geometry(line),
        "properties": {
            "kind": "leg",
            **_record(leg),
            "title": leg_title(rows.story, leg),
            "origin_name": rows.story.places[leg.origin].name,
            "destination_name": rows.story.places[leg.destination].name,
            **_days(rows.story.when(leg), describe(leg.start_date, leg.end_date)),
            "schematic": schematic,
            "evidence": evidence_of(rows.story, leg, standing),
            "claims": [_claim(rows, claim) for claim in rows.claims_of(leg)],
        },
    }


def _place(rows: Extract, place: Place, about: Iterable[Claim]) -> Json:
    return {
        "type": "Feature",
        "id": f"place:{place.place_id}",
        "geometry": point_geometry([place]),
        "properties": {
            "kind": "place",
            "place_kind": place.kind,
            **{k: v for k, v in _record(place).items() if k != "kind"},
            "claims": [_claim(rows, claim) for claim in about],
        },
    }


def _visit(rows: Extract, visit: Visit) -> Json:
    place = rows.places[visit.place]
    return {
        "type": "Feature",
        "id": f"visit:{visit.visit_id}",
        "geometry": point_geometry([place]),
        "properties": {
            "kind": "visit",
            **_record(visit),
            "place_name": place.name,
            **_days(rows.story.when(visit), describe(visit.start_date, visit.end_date)),
            "sources": _sources(rows, visit),
        },
    }


def _image(rows: Extract, claim: Claim) -> Json:
    about = {c.about for c in rows.claims if c.claim_id == claim.claim_id}
    answers = [c for c in rows.claims if c.about == claim.claim_id or c.claim_id in about]
    return {
        "type": "Feature",
        "id": f"image:{claim.claim_id}",
        "geometry": point_geometry([rows.places[p] for p in claim.places if p in rows.places]),
        "properties": {
            **_record(claim),
            "sources": _sources(rows, claim),
            "kind": "image",
            **_days(rows.story.observed(claim), observed_words(claim)),
            "claims": [_claim(rows, answer) for answer in answers],
        },
    }


def _claim(rows: Extract, claim: Claim) -> Json:
    """A claim within another feature."""
    properties = _record(claim)
    if len(claim.places) > MOST_PLACES:
        properties["places"] = [place for place in claim.places if place not in rows.places]
    return {**properties, "sources": _sources(rows, claim)}


def _sources(rows: Extract, row: Claim | Visit) -> list[Json]:
    return [_record(source) for source in rows.sources_of(row)]


def _record(record: Record) -> Json:
    """Columns that hold something: lists as lists, dates as text; unknown columns under extra."""
    out: Json = {}
    for name, value in cells(record).items():
        raw = getattr(record, name)
        if value != "" and raw != ():
            out[name] = list(raw) if isinstance(raw, tuple) else value
    if record.extra:
        out["extra"] = dict(record.extra)
    return out


def _days(when: Span, words: str) -> Json:
    """First and last day; null for an end that is open or not stated."""
    return {
        "first_day": when.first and when.first.isoformat(),
        "last_day": when.last and when.last.isoformat(),
        "first_day_stated": when.start == "exact",
        "last_day_stated": when.end == "exact",
        "when": words,
    }
