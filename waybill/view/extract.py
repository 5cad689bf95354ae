"""What leaves the house: the rows of a view (or all of them), as known on the view's day.

Every export is made from an ``Extract``, so the rule of the known-on day holds in one place: a row
that was not public by then is not there, and of the others nothing that may rest on a later
publication. Notes and unknown columns carry no date of their own, so a known-on day leaves them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from waybill.evidence.publication import leg_as_known
from waybill.evidence.standing import Standing, answers_to, became_public, standing
from waybill.story import span, story_version
from waybill.story.model import Claim, Leg, Place, Source, Story, Visit
from waybill.view.select import select
from waybill.view.view import View, sentence

_STATED_LICENCE = re.compile(r"CC BY|CC0|ODbL|public domain|©", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class About:
    """What every file says of itself."""

    attribution: str
    licence: str
    data_version: str
    view: str


@dataclass(frozen=True, slots=True)
class Extract:
    """Rows to export, in the story's order. ``claims`` holds the images too."""

    story: Story
    known: date | None
    about: About
    legs: tuple[tuple[Leg, Standing], ...]
    visits: tuple[Visit, ...]
    claims: tuple[Claim, ...]
    images: tuple[Claim, ...]
    places: dict[str, Place]
    sources: dict[str, Source]

    def claims_of(self, leg: Leg) -> tuple[Claim, ...]:
        """The claims that assert a leg and every answer to them, as far as they are exported."""
        wanted = {*leg.claims, *(c.claim_id for c in answers_to(self.story, leg.claims))}
        return tuple(claim for claim in self.claims if claim.claim_id in wanted)

    def sources_of(self, row: Claim | Visit) -> tuple[Source, ...]:
        """The sources that a row cites."""
        return tuple(self.sources[s] for s in row.sources if s in self.sources)


def extract(story: Story, view: View | None) -> Extract:
    """The rows that ``view`` shows; None: the whole record.

    A view's claims are those published inside its dates, those that carry its legs or a distance
    from their ends, and on either side of them what they answer and what answers them: a claim
    never leaves without its denials.
    """
    if view is None:
        legs: Iterable[Leg] = story.legs.values()
        visits: Iterable[Visit] = story.visits.values()
        claims: Iterable[Claim] = story.claims.values()
        images: Iterable[Claim] = (c for c in claims if c.kind == "image" and c.observed_start)
        known = None
    else:
        selection = select(story, view)
        legs, visits, images = (
            selection.legs.inside,
            selection.visits.inside,
            selection.images.inside,
        )
        known = view.known
        wanted = {c for leg in legs for c in leg.claims}
        wanted |= {c.claim_id for c in (*selection.claims.inside, *images)}
        ends = {place_id for leg in legs for place_id in (leg.origin, leg.destination)}
        wanted |= {c for check in story.info.checks if check.origin in ends for c in check.claims}
        claims = _with_context(story, wanted)
    public = [c for c in claims if known is None or became_public(c) <= known]
    public_ids = {c.claim_id for c in public}
    standings = [(leg, standing(story, leg, known)) for leg in legs]
    shown_legs = tuple((_leg(story, leg, public_ids, known), s) for leg, s in standings if s)
    shown_visits = tuple(_visit(story, visit, known) for visit in visits)
    shown_claims = {c.claim_id: _claim(story, c, public_ids, known) for c in public}
    if view is None:
        places, sources = dict(story.places), dict(story.sources)
    else:
        places = _places(story, shown_legs, shown_visits, shown_claims.values(), known)
        cited = {s for visit in shown_visits for s in visit.sources}
        cited |= {s for claim in shown_claims.values() for s in claim.sources}
        sources = {k: _source(s, known) for k, s in story.sources.items() if k in cited}
    return Extract(
        story=story,
        known=known,
        about=_about(story, view, places.values()),
        legs=shown_legs,
        visits=shown_visits,
        claims=tuple(shown_claims.values()),
        images=tuple(shown_claims[c.claim_id] for c in images if c.claim_id in shown_claims),
        places=places,
        sources=sources,
    )


def _with_context(story: Story, wanted: set[str]) -> list[Claim]:
    """These claims, what they answer, and every answer to any of them; in file order."""
    reached = set(wanted)
    for claim_id in wanted:
        claim = story.claims.get(claim_id)
        while claim and claim.about and claim.about not in reached:
            reached.add(claim.about)
            claim = story.claims.get(claim.about)
    reached |= {c.claim_id for c in answers_to(story, tuple(reached))}
    return [claim for claim in story.claims.values() if claim.claim_id in reached]


def _about(story: Story, view: View | None, places: Iterable[Place]) -> About:
    version = story_version(story)
    licence = story.info.licence or "no licence stated"
    credits_ = dict.fromkeys(
        p.position_source for p in places if _STATED_LICENCE.search(p.position_source)
    )
    positions = f" Positions: {'; '.join(credits_)}." if credits_ else ""
    return About(
        attribution=f"“{story.info.title}”, Waybill, data version {version}, {licence}.{positions}",
        licence=licence,
        data_version=version,
        # what is in focus changes no row, and its name may be younger than the known-on day
        view=sentence(replace(view, focus=None), story) if view else "The whole record",
    )


def _public_sources(story: Story, ids: tuple[str, ...], known: date | None) -> tuple[str, ...]:
    """Those published by then; an undated one counts, because the row that cites it decides."""
    if known is None:
        return ids
    rows = [(i, story.sources[i].published_on) for i in ids if i in story.sources]
    return tuple(i for i, published in rows if published is None or published.last <= known)


def _leg(story: Story, leg: Leg, public_ids: set[str], known: date | None) -> Leg:
    if known is None:
        return leg
    own = tuple(c for c in leg.claims if c in public_ids)
    via = leg_as_known(story, leg, known).via
    changes: dict[str, object] = {"claims": own, "via": via, "note": "", "extra": {}}
    if len(own) < len(leg.claims):
        changes |= {"cargo": "", "quantity": None, "quantity_qualifier": None, "quantity_unit": ""}
    answers = answers_to(story, leg.claims)
    if len(own) < len(leg.claims) or any(became_public(c) > known for c in answers):
        changes["vessel"] = ""
    return leg.model_copy(update=changes)


def _visit(story: Story, visit: Visit, known: date | None) -> Visit:
    if known is None:
        return visit
    sources = _public_sources(story, visit.sources, known)
    changes: dict[str, object] = {"sources": sources, "note": "", "extra": {}}
    last_day = span(visit.start_date, visit.end_date)[1]
    if len(sources) < len(visit.sources) or last_day > known:
        changes |= {"outcome": "", "quote": "", "quote_by": ""}
    return visit.model_copy(update=changes)


def _claim(story: Story, claim: Claim, public_ids: set[str], known: date | None) -> Claim:
    if known is None:
        return claim
    sources = _public_sources(story, claim.sources, known)
    changes: dict[str, object] = {"sources": sources, "note": "", "extra": {}}
    if len(sources) < len(claim.sources):
        changes["quote"] = ""
    if claim.about not in public_ids:
        changes["about"] = None
    if any(became_public(c) > known for c in answers_to(story, (claim.claim_id,))):
        # a grade weighs the answers too
        changes |= {"source_reliability": None, "information_credibility": None}
    return claim.model_copy(update=changes)


def _source(source: Source, known: date | None) -> Source:
    return source if known is None else source.model_copy(update={"note": "", "extra": {}})


def _places(
    story: Story,
    legs: Iterable[tuple[Leg, Standing]],
    visits: Iterable[Visit],
    claims: Iterable[Claim],
    known: date | None,
) -> dict[str, Place]:
    used = {p for leg, _ in legs for p in (leg.origin, *leg.via, leg.destination)}
    used |= {visit.place for visit in visits}
    used |= {place_id for claim in claims for place_id in claim.places}
    if known is None:  # where the distance checks that start here measure to
        checks = [check for check in story.info.checks if check.origin in used]
        used |= {m.to_place for check in checks for m in check.measures if m.to_place}
    rows = {k: place for k, place in story.places.items() if k in used}
    if known is None:
        return rows
    return {k: p.model_copy(update={"note": "", "extra": {}}) for k, p in rows.items()}
