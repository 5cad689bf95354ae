"""How a leg is known, on a given day: computed from its claims and path_basis, never typed in.

The rules, in words (the method page repeats them for readers):

1. A claim counts from the last day its ``stated_on`` can mean: a claim dated "2023-10" is not used
   before 31 October 2023.
2. A leg whose claims are all later than the day is not yet reported.
3. An end of a leg is *seen* when somebody other than those who assert the leg corroborates it with an
   image or a report that names that place, directly or down a chain of answers, and the row is not
   marked ``verified = no``. A place nearer than the uncertainty of either position counts as that
   place: the two cannot be told apart.
4. ``path_basis`` observed → ``observed``. ``unknown`` → ``unpublished``: no route was published.
   ``inferred`` → ``inferred`` when both ends are seen, otherwise ``asserted``: only said.
5. Whoever denies or disputes any of those claims is named with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from waybill.geo.distance import distance_km
from waybill.story.model import Claim, Leg, Source, Story, Visit

Level = Literal["observed", "inferred", "asserted", "unpublished"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a leg is known: its level, which ends were seen, and by whom it is said and disputed."""

    level: Level
    origin_seen: bool
    destination_seen: bool
    asserted_by: tuple[str, ...]
    corroborated_by: tuple[str, ...]
    disputed_by: tuple[str, ...]

    @property
    def words(self) -> str:
        """The standing as a short sentence for the card."""
        if self.level == "observed":
            return "Path observed"
        if self.level == "unpublished":
            return "Only said; route not published" if self.asserted_by else "Route not published"
        if self.level == "inferred":
            return "Both ends seen in images; path inferred"
        ends = "one end seen in images" if self.origin_seen or self.destination_seen else None
        said = "Only said" if self.asserted_by else "No claim in this record"
        return f"{said}; {ends}; path inferred" if ends else f"{said}; path inferred"


def became_public(claim: Claim) -> date:
    """The day from which a claim counts as known."""
    return claim.stated_on.last


def visit_became_public(visit: Visit, sources: dict[str, Source]) -> date | None:
    """The first publication that can tell of the whole visit; None when it has no dated source.

    An announcement or a report from the first day does not know the outcome, so a source counts
    from the visit's last day on; without such a source, the latest one there is.
    """
    days = sorted(
        source.published_on.last
        for source_id in visit.sources
        if (source := sources.get(source_id)) and source.published_on
    )
    if not days:
        return None
    last_day = (visit.end_date or visit.start_date).first
    return next((day for day in days if day >= last_day), days[-1])


def answers_to(story: Story, claim_ids: tuple[str, ...]) -> list[Claim]:
    """Every claim that answers one of these, or answers an answer, in file order."""
    reached = set(claim_ids)
    found: set[str] = set()
    grew = True
    while grew:
        grew = False
        for claim in story.claims.values():
            if claim.about in reached and claim.claim_id not in reached:
                reached.add(claim.claim_id)
                found.add(claim.claim_id)
                grew = True
    return [claim for claim in story.claims.values() if claim.claim_id in found]


def standing(story: Story, leg: Leg, known_on: date | None = None) -> Standing | None:
    """The standing of a leg from what was public by ``known_on`` (None: everything in the record).

    None when the leg has claims and none of them was public by that day.
    """
    public = {
        claim_id
        for claim_id, claim in story.claims.items()
        if known_on is None or became_public(claim) <= known_on
    }
    asserting = [story.claims[c] for c in leg.claims if c in public]
    if leg.claims and not asserting:
        return None
    answers = [c for c in answers_to(story, leg.claims) if c.claim_id in public]
    claimants = {claim.claimant for claim in asserting}
    witnesses = [
        claim
        for claim in answers
        if claim.stance == "corroborates"
        and claim.kind in ("image", "report")
        and claim.claimant not in claimants
        and claim.verified != "no"
    ]
    seen = {place_id for witness in witnesses for place_id in witness.places}
    origin_seen = _is_seen(story, leg.origin, seen)
    destination_seen = _is_seen(story, leg.destination, seen)
    level: Level
    if leg.path_basis == "observed":
        level = "observed"
    elif leg.path_basis == "unknown":
        level = "unpublished"
    else:
        level = "inferred" if origin_seen and destination_seen else "asserted"
    return Standing(
        level=level,
        origin_seen=origin_seen,
        destination_seen=destination_seen,
        asserted_by=_names(asserting),
        corroborated_by=_names(witnesses),
        disputed_by=_names([c for c in answers if c.stance in ("denies", "disputes")]),
    )


def standing_steps(story: Story, leg: Leg) -> list[tuple[date | None, Standing]]:
    """The standing as it changed: (first day it holds, standing), oldest first.

    A leg without claims has one step that holds always (day None).
    """
    if not leg.claims:
        current = standing(story, leg)
        assert current is not None
        return [(None, current)]
    rows = [story.claims[c] for c in leg.claims if c in story.claims]
    rows += answers_to(story, leg.claims)
    steps: list[tuple[date | None, Standing]] = []
    for day in sorted({became_public(claim) for claim in rows}):
        current = standing(story, leg, day)
        if current is not None and (not steps or steps[-1][1] != current):
            steps.append((day, current))
    return steps


def _is_seen(story: Story, place_id: str, seen: set[str]) -> bool:
    """Is this place, or one that cannot be told apart from it, among those seen?"""
    if place_id in seen:
        return True
    place = story.places[place_id]
    for other_id in seen:
        other = story.places.get(other_id)
        if other is None or "area" in (place.kind, other.kind):
            continue
        apart_km = distance_km((place.latitude, place.longitude), (other.latitude, other.longitude))
        if apart_km <= max(place.radius_km or 0, other.radius_km or 0):
            return True
    return False


def _names(claims: list[Claim]) -> tuple[str, ...]:
    """Claimants in order of first publication, each once."""
    ordered = sorted(claims, key=became_public)
    return tuple(dict.fromkeys(claim.claimant for claim in ordered))
