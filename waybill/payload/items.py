"""Rows of the payload: one function for each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar

from waybill.evidence.dates import published
from waybill.evidence.figures import voices
from waybill.evidence.lines import earlier_lines, step_bounds
from waybill.evidence.measures import CheckResult, length_words
from waybill.evidence.phrases import (
    CREDIBILITY_WORDS,
    RELIABILITY_WORDS,
    claim_verb,
    earlier_reply_verb,
    leg_ends,
    leg_ends_by,
    leg_label,
    observed_words,
    party,
    plain_verb,
    quantity_words,
    route_words,
)
from waybill.evidence.publication import (
    ClaimDays,
    FigureDays,
    LegDays,
    PlaceDays,
    Since,
    SourceDays,
    StepDays,
    VisitDays,
)
from waybill.evidence.standing import steps_of
from waybill.evidence.statements import speaks_against
from waybill.geo import path
from waybill.payload import schema
from waybill.story import describe
from waybill.story.courses import course_sentence, drawn_basis
from waybill.story.day import Day
from waybill.story.ends import came_back, far_end
from waybill.story.model import Claim, Conflict, Figure, Leg, Place, Source, Step, Story, Visit

FieldName = TypeVar("FieldName", bound=str)
Conflicts = Mapping[str, list[str]]


def place_row(place: Place, days: PlaceDays) -> schema.PlaceRow:
    """A place."""
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
        "extra": place.extra,
        "known": iso(days.row),
        "later": later(days.row, {"note": days.note, "extra": days.extra}, place),
    }


def leg_row(
    story: Story, leg: Leg, days: LegDays, conflicts: Conflicts, line: list[int], is_schematic: bool
) -> schema.LegRow:
    """A leg with its line, which is encoded already, and how it was known, step by step."""
    when = story.when(leg)
    fields: dict[Any, Since] = {
        "cargo": days.cargo,
        "quantity": days.quantity,
        "vessel": days.vessel,
        "note": days.note,
        "extra": days.extra,
        "label": days.label if leg_label(leg) else None,
    }
    return {
        "id": leg.leg_id,
        "name": leg_ends_by(story, leg),
        "short": leg_ends(story, leg),
        "label": leg_label(leg),
        "origin": leg.origin,
        "destination": leg.destination,
        "turn": far_end(story, leg) if came_back(leg) else None,
        "via": list(leg.via),
        "route": route_words(story, leg),
        "mode": leg.mode,
        "path_basis": drawn_basis(story, leg),
        "first": iso(when.first),
        "last": iso(when.last),
        "soft_first": when.start == "soft",
        "soft_last": when.end == "soft",
        "open_first": when.start == "open",
        "open_last": when.end == "open",
        "when": describe(leg.start_date, leg.end_date),
        "path": line,
        "schematic": is_schematic,
        "course": course_sentence(story, leg),
        "cargo": leg.cargo,
        "quantity": quantity_words(leg),
        "amount": leg.quantity,
        "unit": leg.quantity_unit,
        "vessel": leg.vessel,
        "note": leg.note,
        "claims": list(leg.claims),
        "conflicts": conflicts.get(leg.leg_id, []),
        "length": length_words(story, leg),
        "standings": _standings(story, leg),
        "shapes": [
            {"until": until.isoformat(), "via": list(via), "path": path.encode_path(shape)}
            for until, via, shape in earlier_lines(story, leg)
        ],
        "extra": leg.extra,
        "later": later(days.row, fields, leg),
    }


def _standings(story: Story, leg: Leg) -> list[schema.StandingRow]:
    """Each change of how the leg is drawn, with its first day; names stay with their claims."""
    rows: list[schema.StandingRow] = []
    for day, step in steps_of(story, leg):
        row: schema.StandingRow = {
            "known": iso(day),
            "level": step.level,
            "words": step.words,
            "witnesses": list(step.witnesses),
        }
        if not rows or {**rows[-1], "known": None} != {**row, "known": None}:
            rows.append(row)
    return rows


def visit_row(
    story: Story, visit: Visit, number: int, days: VisitDays, conflicts: Conflicts
) -> schema.VisitRow:
    """A visit, with its number on the map."""
    when = story.when(visit)
    names = ("outcome", "quote", "quote_by", "note", "extra")
    fields: dict[Any, Since] = {name: getattr(days, name) for name in names}
    return {
        "id": visit.visit_id,
        "number": number,
        "visitors": list(visit.visitors),
        "hosts": list(visit.hosts),
        "place": visit.place,
        "first": iso(when.first),
        "last": iso(when.last),
        "open_last": when.end == "open",
        "when": describe(visit.start_date, visit.end_date),
        "trip": visit.trip_id,
        "purpose": visit.purpose,
        "outcome": visit.outcome,
        "quote": visit.quote,
        "quote_by": visit.quote_by,
        "sources": list(visit.sources),
        "note": visit.note,
        "conflicts": conflicts.get(visit.visit_id, []),
        "extra": visit.extra,
        "known": iso(days.row),
        "later": later(days.row, fields, visit),
    }


def claim_row(
    story: Story,
    claim: Claim,
    days: ClaimDays,
    conflicts: Conflicts,
    *,
    order: int,
    statement_id: str,
    alone: Iterable[tuple[Day, Day]],
) -> schema.ClaimRow:
    """A claim, its part in the threads, and the verbs that tell it."""
    observed = story.observed(claim)
    reliability, credibility = claim.source_reliability, claim.information_credibility
    fields: dict[Any, Since] = {
        "credibility": days.information_credibility if credibility else None,
        "quote": days.quote,
        "note": days.note,
        "extra": days.extra,
    }
    return {
        "id": claim.claim_id,
        "statement": claim.statement,
        "claimant": claim.claimant,
        "party": _if_other(party(claim.claimant), claim.claimant),
        "stated": claim.stated_on.first.isoformat(),
        "stated_words": describe(claim.stated_on),
        "known": days.row.isoformat(),
        "order": order,
        "stance": claim.stance,
        "against": speaks_against(claim),
        "about": claim.about,
        "statement_id": _if_other(statement_id, claim.claim_id),
        "alone": [(start.isoformat(), end.isoformat()) for start, end in alone],
        "verb": claim_verb(claim),
        "verb_alone": _if_other(plain_verb(claim), claim_verb(claim)),
        "verb_before": _if_other(earlier_reply_verb(claim), claim_verb(claim)),
        "kind": claim.kind,
        "observed_first": iso(observed.first),
        "observed_last": iso(observed.last),
        "observed_words": observed_words(claim),
        "places": list(claim.places),
        "reliability": (reliability, RELIABILITY_WORDS[reliability]) if reliability else None,
        "credibility": (credibility, CREDIBILITY_WORDS[credibility]) if credibility else None,
        "quote": claim.quote,
        "sources": list(claim.sources),
        "verified": None if claim.verified is None else claim.verified == "yes",
        "limits": claim.limits,
        "note": claim.note,
        "conflicts": conflicts.get(claim.claim_id, []),
        "extra": claim.extra,
        "later": later(days.row, fields, claim),
    }


def source_row(source: Source, days: SourceDays) -> schema.SourceRow:
    """A source."""
    return {
        "id": source.source_id,
        "publisher": source.publisher,
        "title": source.title,
        "published": iso(published(source)),
        "published_words": describe(source.published_on) if source.published_on else "",
        "url": source.url,
        "archived_url": source.archived_url,
        "language": source.language,
        "note": source.note,
        "later": later(published(source), {"note": days.note}, source),
    }


def step_row(story: Story, step: Step, days: StepDays, distances: set[str]) -> schema.StepRow:
    """A step of the guided reading; ``distances`` are the ids of checks that are lines on the map."""
    window = step.window
    return {
        "id": step.id,
        "title": step.title,
        "text": step.text,
        "legs": list(step.legs),
        "places": list(step.places),
        "checks": [check_id for check_id in step.checks if check_id in distances],
        "window": (window[0].isoformat(), window[1].isoformat()) if window else None,
        "bounds": step_bounds(story, step),
        "known": iso(days.row),
        "later": later(days.row, {"text": days.text}, step),
    }


def figure_row(story: Story, figure: Figure, days: FigureDays) -> schema.FigureRow:
    """A key figure and who speaks of it."""
    said = voices(story, figure)
    return {
        "label": figure.label,
        "value": figure.value,
        "unit": figure.unit,
        "basis": figure.basis,
        "check": figure.check,
        "stating": [claim.claim_id for claim in said.stating],
        "rejecting": [claim.claim_id for claim in said.rejecting],
        "disputing": [claim.claim_id for claim in said.disputing],
        "known": iso(days.row),
        "later": later(days.row, {"check": days.check}, figure),
    }


def check_row(result: CheckResult) -> schema.CheckRow:
    """A stated figure beside the computed ones; ``measures`` are those that are lines on a map."""
    check = result.check
    return {
        "id": check.id,
        "label": check.label,
        "kind": check.kind,
        "origin": check.origin,
        "leg": check.leg,
        "stated": result.stated,
        "stated_km": check.stated_km,
        "basis": check.basis,
        "claims": list(check.claims),
        "others": list(check.others),
        "note": check.note,
        "measures": [
            {
                "label": one.label,
                "km": round(one.km or 0, 1),
                "lat": one.location[0],
                "lon": one.location[1],
                "known": iso(one.known),
            }
            for one in result.computed
            if one.location
        ],
        "rows": [
            {"label": one.label, "words": one.words, "note": one.note, "known": iso(one.known)}
            for one in result.computed
        ],
        "known": iso(result.known),
        "later": later(result.known, {"note": result.note_known}, check),
    }


def conflict_row(conflict: Conflict, day: Since) -> schema.ConflictRow:
    """A note on where sources differ."""
    return {
        "id": conflict.id,
        "title": conflict.title,
        "text": conflict.text,
        "sources": list(conflict.sources),
        "known": iso(day),
    }


def conflicts_by_row(story: Story, kind: Literal["claims", "legs", "visits"]) -> Conflicts:
    """Conflict ids by the row of one kind that they concern."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for conflict in story.info.conflicts:
        for row_id in getattr(conflict, kind):
            found[row_id].append(conflict.id)
    return found


def later(row: Since, fields: Mapping[FieldName, Since], written: object) -> dict[FieldName, str]:
    """Of the fields that hold something those that show later than their row, each with its day."""
    return {
        name: day.isoformat()
        for name, day in fields.items()
        if day is not None and (row is None or day > row) and _holds(written, name)
    }


def _if_other(text: str, usual: str) -> str:
    """The text, or "" where it is the usual one."""
    return "" if text == usual else text


def _holds(written: object, name: str) -> bool:
    value = getattr(written, name, True)
    return value is not None and value != "" and value != {}


def iso(day: Day | None) -> str | None:
    """A day as text; None stays None."""
    return day.isoformat() if day else None
