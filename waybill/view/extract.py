"""Select the rows to export: those of a view, as known on its day, or the whole record.

Every export is made from an ``Extract``. Its rows come from a ``Disclosure``, so a row that was not
public on the day is not there, and a field that was not is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from waybill.evidence.answers import answers_to
from waybill.evidence.disclosure import Disclosure, disclose
from waybill.evidence.standing import Standing
from waybill.story.day import Day
from waybill.story.model import Claim, Leg, Place, Source, Story, StoryInfo, Visit
from waybill.view.link import data_version
from waybill.view.select import Selection, is_image, select
from waybill.view.sentence import sentence
from waybill.view.view import View

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
    """Rows to export, in the story's order. ``claims`` holds the images too.

    ``info`` is story.toml as it may be shown; ``known`` is the view's day, None for everything.
    """

    story: Story
    known: Day | None
    about: About
    info: StoryInfo
    legs: tuple[tuple[Leg, Standing], ...]
    visits: tuple[Visit, ...]
    claims: tuple[Claim, ...]
    images: tuple[Claim, ...]
    places: dict[str, Place]
    sources: dict[str, Source]
    _positions: dict[str, int] = field(init=False, repr=False, compare=False)
    """Claim id → its place in ``claims``."""

    def __post_init__(self) -> None:
        """Number the claims once: each leg asks for some of them."""
        positions = {claim.claim_id: at for at, claim in enumerate(self.claims)}
        object.__setattr__(self, "_positions", positions)

    def claims_of(self, leg: Leg) -> tuple[Claim, ...]:
        """The claims that assert a leg and every answer to them, as far as they are exported."""
        asserting = self.story.legs[leg.leg_id].claims  # an answer may be out before its claim
        wanted = {*asserting, *(c.claim_id for c in answers_to(self.story, asserting))}
        at = sorted(self._positions[claim] for claim in wanted if claim in self._positions)
        return tuple(self.claims[position] for position in at)

    def sources_of(self, row: Claim | Visit) -> tuple[Source, ...]:
        """The sources that a row cites."""
        return tuple(self.sources[s] for s in row.sources if s in self.sources)


def extract(story: Story, view: View | None, selection: Selection | None = None) -> Extract:
    """The rows that ``view`` shows; None: the whole record. ``selection``: what ``select`` gave, if at hand.

    A view's claims are those published inside its dates, those that carry its legs or a distance
    from their ends, and on either side of them what they answer and what answers them: a claim
    never leaves without its denials.
    """
    if view is None:
        return _whole(story)
    on_day = disclose(story, view.known)
    selection = selection or select(story, view)
    legs, visits, images = selection.legs.inside, selection.visits.inside, selection.images.inside
    wanted = {c for leg in legs for c in story.legs[leg.leg_id].claims}
    wanted |= {c.claim_id for c in (*selection.claims.inside, *images)}
    ends = {place_id for leg in legs for place_id in (leg.origin, leg.destination)}
    wanted |= {c for check in story.info.checks if check.origin in ends for c in check.claims}
    claims = _with_context(on_day, wanted)
    places = _places(on_day, legs, visits, claims)
    cited = {source_id for visit in visits for source_id in visit.sources}
    cited |= {source_id for claim in claims for source_id in claim.sources}
    return Extract(
        story=story,
        known=view.known,
        about=_about(story, view, places.values()),
        info=on_day.info,
        legs=_with_standings(on_day, legs),
        visits=visits,
        claims=claims,
        images=images,
        places=places,
        sources={k: source for k, source in on_day.sources.items() if k in cited},
    )


def _whole(story: Story) -> Extract:
    claims = tuple(story.claims.values())
    return Extract(
        story=story,
        known=None,
        about=_about(story, None, story.places.values()),
        info=story.info,
        legs=_with_standings(disclose(story, None), story.legs.values()),
        visits=tuple(story.visits.values()),
        claims=claims,
        images=tuple(claim for claim in claims if is_image(claim)),
        places=dict(story.places),
        sources=dict(story.sources),
    )


def _with_standings(on_day: Disclosure, legs: Iterable[Leg]) -> tuple[tuple[Leg, Standing], ...]:
    found = ((leg, on_day.standing(leg.leg_id)) for leg in legs)
    return tuple((leg, standing) for leg, standing in found if standing)


def _with_context(on_day: Disclosure, wanted: set[str]) -> tuple[Claim, ...]:
    """These claims, what they answer, and every answer to any of them; in file order."""
    story, reached = on_day.story, set(wanted)
    for claim_id in wanted:
        claim = story.claims.get(claim_id)
        while claim and claim.about and claim.about not in reached:
            reached.add(claim.about)
            claim = story.claims.get(claim.about)
    reached |= {c.claim_id for c in answers_to(story, reached)}
    return tuple(claim for claim_id, claim in on_day.claims.items() if claim_id in reached)


def _about(story: Story, view: View | None, places: Iterable[Place]) -> About:
    version = data_version(story)
    licence = story.info.licence or "no licence stated"
    credits_ = dict.fromkeys(
        p.position_source for p in places if _STATED_LICENCE.search(p.position_source)
    )
    positions = f" Positions: {'; '.join(credits_)}." if credits_ else ""
    return About(
        attribution=f"“{story.info.title}”, Waybill, data version {version}, {licence}.{positions}",
        licence=licence,
        data_version=version,
        # What is in focus changes no row.
        view=sentence(replace(view, focus=None), story) if view else "The whole record",
    )


def _places(
    on_day: Disclosure, legs: Iterable[Leg], visits: Iterable[Visit], claims: Iterable[Claim]
) -> dict[str, Place]:
    """The places of these rows, and those that distances from them are measured to."""
    used = {p for leg in legs for p in (leg.origin, *leg.via, leg.destination)}
    used |= {visit.place for visit in visits}
    used |= {place_id for claim in claims for place_id in claim.places}
    checks = [check for check in on_day.checks.values() if check.origin in used]
    used |= {m.to_place for check in checks for m in check.measures if m.to_place}
    return {k: place for k, place in on_day.places.items() if k in used}
