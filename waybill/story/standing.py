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
5. Who asserts it, who corroborates it (rule 3), who disputes and who rejects any of those claims is
   named with it, in the order in which they were published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from waybill.geo.distance import distance_km
from waybill.story.model import Claim, Leg, Story
from waybill.story.public import answers_to, became_public, visit_became_public

__all__ = [
    "Level",
    "Standing",
    "answers_to",
    "became_public",
    "standing",
    "standing_steps",
    "visit_became_public",
]

Level = Literal["observed", "inferred", "asserted", "unpublished"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a leg is known: its level, which ends were seen, and by whom it is said and disputed.

    ``disputed_by`` holds everyone who disputes or rejects; ``rejected_by`` those who reject.
    """

    level: Level
    origin_seen: bool
    destination_seen: bool
    asserted_by: tuple[str, ...]
    corroborated_by: tuple[str, ...]
    disputed_by: tuple[str, ...]
    rejected_by: tuple[str, ...] = ()
    from_images: bool = True
    """Whether every end that was seen was seen in images, not only told of in a report."""

    @property
    def words(self) -> str:
        """The standing as a short sentence for the card."""
        if self.level == "observed":
            return "Path observed"
        if self.level == "unpublished":
            return "Only said; route not published" if self.asserted_by else "Route not published"
        how = "seen in images" if self.from_images else "reported by others"
        if self.level == "inferred":
            return f"Both ends {how}; path inferred"
        ends = f"one end {how}" if self.origin_seen or self.destination_seen else None
        said = "Only said" if self.asserted_by else "No claim in this record"
        return f"{said}; {ends}; path inferred" if ends else f"{said}; path inferred"

    @property
    def voices(self) -> str:
        """Who says it and who does not, as a sentence; empty for a leg without claims."""
        doubts = tuple(name for name in self.disputed_by if name not in self.rejected_by)
        parts = [
            f"{how} by {', '.join(names)}"
            for how, names in (
                ("said", self.asserted_by),
                ("corroborated", self.corroborated_by),
                ("disputed", doubts),
                ("rejected", self.rejected_by),
            )
            if names
        ]
        sentence = "; ".join(parts)
        return f"{sentence[:1].upper()}{sentence[1:]}" if sentence else ""


def standing(story: Story, leg: Leg, known_on: date | None = None) -> Standing | None:
    """The standing of a leg from what was public by ``known_on`` (None: everything in the record).

    None when the leg has claims and none of them was public by that day.
    """
    asserting = [c for i in leg.claims if _counts(c := story.claims[i], known_on)]
    if leg.claims and not asserting:
        return None
    answers = [c for c in answers_to(story, leg.claims) if _counts(c, known_on)]
    claimants = {claim.claimant for claim in asserting}
    witnesses = [
        claim
        for claim in answers
        if claim.stance == "corroborates"
        and claim.kind in ("image", "report")
        and claim.claimant not in claimants
        and claim.verified != "no"
    ]
    origin = [w for w in witnesses if _names(story, leg.origin, w)]
    destination = [w for w in witnesses if _names(story, leg.destination, w)]
    level: Level
    if leg.path_basis == "observed":
        level = "observed"
    elif leg.path_basis == "unknown":
        level = "unpublished"
    else:
        level = "inferred" if origin and destination else "asserted"
    against = [c for c in answers if c.stance in ("denies", "disputes")]
    return Standing(
        level=level,
        origin_seen=bool(origin),
        destination_seen=bool(destination),
        asserted_by=_claimants(asserting),
        corroborated_by=_claimants(witnesses),
        disputed_by=_claimants(against),
        rejected_by=_claimants([c for c in against if c.stance == "denies"]),
        from_images=all(any(_is_imagery(w) for w in end) for end in (origin, destination) if end),
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


def _counts(claim: Claim, known_on: date | None) -> bool:
    return known_on is None or became_public(claim) <= known_on


def _is_imagery(claim: Claim) -> bool:
    """An image, or a report that gives the days its images show."""
    return claim.kind == "image" or claim.observed_start is not None


def _names(story: Story, place_id: str, witness: Claim) -> bool:
    """Does the witness name this place, or one that cannot be told apart from it?"""
    if place_id in witness.places:
        return True
    place = story.places[place_id]
    for other_id in witness.places:
        other = story.places.get(other_id)
        if other is None or "area" in (place.kind, other.kind):
            continue
        apart_km = distance_km((place.latitude, place.longitude), (other.latitude, other.longitude))
        if apart_km <= max(place.radius_km or 0, other.radius_km or 0):
            return True
    return False


def _claimants(claims: list[Claim]) -> tuple[str, ...]:
    """Claimants in order of first publication, each once."""
    ordered = sorted(claims, key=became_public)
    return tuple(dict.fromkeys(claim.claimant for claim in ordered))
