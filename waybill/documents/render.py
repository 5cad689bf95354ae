"""Story × View → HTML documents. Every value is escaped by Jinja2; links pass ``safe_url``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined

from waybill.evidence.disclosure import AsKnown
from waybill.evidence.measures import run_checks
from waybill.evidence.phrases import CREDIBILITY_WORDS, RELIABILITY_WORDS, claim_verb
from waybill.evidence.standing import Standing, answers_to, became_public, standing
from waybill.evidence.statements import statements
from waybill.payload.encode import build_payload
from waybill.story import describe, story_version
from waybill.story.model import Claim, Conflict, Leg, Story
from waybill.view.select import select
from waybill.view.view import View, sentence

TEMPLATES = FileSystemLoader(Path(__file__).parent / "templates")


def environment(loader: BaseLoader = TEMPLATES) -> Environment:
    """A Jinja2 environment with this product's filters; every value is escaped."""
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["safe_url"] = safe_url
    environment.filters["day_words"] = describe
    environment.filters["verb"] = lambda claim: claim_verb(claim.stance, claim.kind)
    environment.filters["reply_verb"] = lambda claim, root: claim_verb(
        claim.stance, claim.kind, is_earlier=became_public(claim) < became_public(root)
    )
    environment.globals.update(reliability=RELIABILITY_WORDS, credibility=CREDIBILITY_WORDS)
    return environment


def render(template: str, **values: object) -> str:
    """A template of this package, filled in; every value is escaped."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    return environment()


def safe_url(address: str) -> str:
    """The address when it is http or https, otherwise an empty text."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return address.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


@dataclass(frozen=True, slots=True)
class LegRow:
    """What the table says of a leg, as known on the view's day."""

    leg: Leg
    shown: dict[str, Any]
    standing: Standing
    inside: bool
    said: tuple[Claim, ...]
    answers: tuple[Claim, ...]


def _public(claim: Claim, known: date | None) -> bool:
    return known is None or became_public(claim) <= known


def leg_rows(story: Story, view: View, shown: dict[str, dict[str, Any]]) -> list[LegRow]:
    """One row a leg that was reported by the view's day, in the story's order.

    ``shown`` holds the payload's legs by id: names, dates and lengths in words.
    """
    inside = {leg.leg_id for leg in select(story, view).legs.inside}
    rows = []
    for leg in story.legs.values():
        current = standing(story, leg, view.known)
        if current is None:
            continue
        rows.append(
            LegRow(
                leg=leg,
                shown=shown[leg.leg_id],
                standing=current,
                inside=leg.leg_id in inside,
                said=tuple(c for i in leg.claims if _public(c := story.claims[i], view.known)),
                answers=tuple(
                    statements(c for c in answers_to(story, leg.claims) if _public(c, view.known))
                ),
            )
        )
    return rows


def table_html(story: Story, view: View) -> str:
    """The plain table equal to the map: legs, visits, images and claims of the view."""
    selection = select(story, view)
    payload = _payload_rows(story)
    on_day = AsKnown(story, view.known)
    return render(
        "table.html",
        story=story,
        view=view,
        sentence=sentence(view, story),
        legs=leg_rows(story, view, payload["legs"]),
        payload=payload,
        selection=selection,
        on_day=on_day,
        sources_of=on_day.sources,
    )


def method_html(story: Story, dashboard: str = "") -> str:
    """The method page: how things are known and drawn, distances, conflicts, corrections, sources.

    ``dashboard`` is the address of the map, relative or whole; without one, marks are named and not
    linked.
    """
    on_day = AsKnown(story, None)
    return render(
        "method.html",
        story=story,
        dashboard=dashboard,
        version=story_version(story),
        checks=run_checks(story),
        images=[c for c in story.claims.values() if c.kind == "image"],
        marks_of=lambda conflict: _marks(story, conflict),
        sources_of=on_day.sources,
    )


def _marks(story: Story, conflict: Conflict) -> list[tuple[str, str, str]]:
    """(kind, id, name) of every mark that a conflict concerns."""
    legs = [
        ("leg", leg_id, f"{story.places[leg.origin].name} → {story.places[leg.destination].name}")
        for leg_id in conflict.legs
        for leg in (story.legs[leg_id],)
    ]
    visits = [
        ("visit", visit_id, f"{', '.join(visit.visitors)} in {story.places[visit.place].name}")
        for visit_id in conflict.visits
        for visit in (story.visits[visit_id],)
    ]
    claims = [
        (
            "claim",
            claim_id,
            f"{story.claims[claim_id].claimant}, {describe(story.claims[claim_id].stated_on)}",
        )
        for claim_id in conflict.claims
    ]
    return legs + visits + claims


def _payload_rows(story: Story) -> dict[str, dict[str, Any]]:
    payload = build_payload(story)
    return {
        kind: {row["id"]: row for row in payload[kind]} for kind in ("legs", "visits", "claims")
    }
