"""How a leg is known, on a given day: computed from its claims and path_basis, never typed in.

The rules, in words (the method page repeats them for readers):

1. A claim counts from the last day its ``stated_on`` can mean: a claim dated "2023-10" is not used
   before 31 October 2023.
2. A leg whose claims are all later than the day is not yet reported.
3. An end of a leg is *seen* when somebody other than those who assert the leg corroborates it with an
   image or a report that names that place, and the row is not marked ``verified = no``. A place nearer
   than the uncertainty of either position counts as that place: the two cannot be told apart. The far
   end of a leg that came back is where it turned.
4. ``path_basis`` observed → ``observed``. Any other leg without claims → ``unsourced``: nobody is named
   who said so. ``unknown`` → ``unpublished``: no route was published.
   ``inferred`` → ``inferred`` when both ends are seen and lie apart, otherwise ``asserted``: only
   said. Two ends that cannot be told apart (rule 3) are one place seen, not a movement. A line that
   Waybill chose because the story asks for it (``path = "network"``) is inferred.
5. Who asserts it, who disputes and who rejects any of those claims is named with it, in the order in
   which they were published. A report that differs gave another account; it need not have disputed
   anybody. Corroborators are named when they name an end (rule 3) of a leg that has a drawn path: what
   somebody saw at one port says nothing of a way that nobody published.
6. An answer to an answer counts for or against what it answers, not for or against the leg: who denies
   a denial has not denied the leg. It stands below what it answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from waybill.evidence.answers import direct_answers_to
from waybill.evidence.dates import Since, became_public, is_out
from waybill.evidence.publication import publication_days
from waybill.evidence.statements import speaks_against
from waybill.geo.distance import distance_km
from waybill.story.courses import drawn_basis
from waybill.story.day import Day
from waybill.story.ends import far_end
from waybill.story.model import Claim, Leg, Place, Story
from waybill.story.once import once_per_story

Level = Literal["observed", "inferred", "asserted", "unpublished", "unsourced"]
LEVELS: tuple[Level, ...] = get_args(Level)
UNREPORTED = -1
"""In the place of a level."""

Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]

_ALWAYS, _NEVER = Day.MIN.number - 1, Day.MAX.number + 1


@dataclass(frozen=True, slots=True)
class Standing:
    """How a leg is known: its level, which ends were seen, and by whom it is said and disputed.

    ``disputed_by`` holds everyone who disputes or rejects; ``rejected_by`` those who reject;
    ``other_account_by`` the reports that differ. ``witnesses`` are the claim ids of those who
    corroborate.
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
    other_account_by: tuple[str, ...] = ()
    ends_apart: bool = True
    """Whether origin and destination lie further apart than their positions are uncertain."""
    witnesses: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The standing as a short sentence for the card."""
        if self.level == "observed":
            return "Path observed"
        if self.level == "unsourced":
            return "No source given for the route"
        if self.level == "unpublished":
            return "Only said; route not published"
        how = "reported from images" if self.from_images else "reported by others"
        if self.level == "inferred":
            return f"Both ends {how}; path inferred"
        if not self.ends_apart:
            return "Only said; the two ends cannot be told apart; path inferred"
        ends = f"one end {how}" if self.origin_seen or self.destination_seen else None
        return f"Only said; {ends}; path inferred" if ends else "Only said; path inferred"

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
        if self.other_account_by:
            parts.append(f"another account by {', '.join(self.other_account_by)}")
        sentence = "; ".join(parts)
        return f"{sentence[:1].upper()}{sentence[1:]}" if sentence else ""


def standing(story: Story, leg: Leg, known_on: Day | None = None) -> Standing | None:
    """The standing of a leg from what was public by ``known_on`` (None: everything in the record).

    None when the leg has claims and none of them was public by that day.
    """
    asserting = [c for i in leg.claims if _counts(c := story.claims[i], known_on)]
    if leg.claims and not asserting:
        return None
    answers = [c for c in direct_answers_to(story, leg.claims) if _counts(c, known_on)]
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
    far = far_end(story, leg)
    destination = [w for w in witnesses if _names(story, far, w)]
    basis = drawn_basis(story, leg)
    ends_apart = basis != "inferred" or not _cannot_be_told_apart(
        story.places[leg.origin], story.places[far]
    )
    level: Level
    if basis == "observed":
        level = "observed"
    elif not leg.claims:
        level = "unsourced"
    elif basis == "unknown":
        level = "unpublished"
    else:
        level = "inferred" if origin and destination and ends_apart else "asserted"
    seen = {w.claim_id for w in (*origin, *destination)} if level != "unpublished" else set()
    witnesses = [w for w in witnesses if w.claim_id in seen]
    against = [c for c in answers if speaks_against(c)]
    differing = [c for c in answers if c.stance == "disputes" and not speaks_against(c)]
    return Standing(
        level=level,
        origin_seen=bool(origin),
        destination_seen=bool(destination),
        asserted_by=_claimants(asserting),
        corroborated_by=_claimants(witnesses),
        disputed_by=_claimants(against),
        rejected_by=_claimants([c for c in against if c.stance == "denies"]),
        from_images=all(any(_is_imagery(w) for w in end) for end in (origin, destination) if end),
        other_account_by=_claimants(differing),
        ends_apart=ends_apart,
        witnesses=tuple(w.claim_id for w in sorted(witnesses, key=became_public)),
    )


def standing_steps(story: Story, leg: Leg) -> list[tuple[Day | None, Standing]]:
    """The standing as it changed: (first day it holds, standing), oldest first.

    A leg without claims has one step that holds always (day None).
    """
    if not leg.claims:
        current = standing(story, leg)
        assert current is not None
        return [(None, current)]
    rows = [story.claims[c] for c in leg.claims if c in story.claims]
    rows += direct_answers_to(story, leg.claims)
    steps: list[tuple[Day | None, Standing]] = []
    for day in sorted({became_public(claim) for claim in rows}):
        current = standing(story, leg, day)
        if current is not None and (not steps or steps[-1][1] != current):
            steps.append((day, current))
    return steps


def steps_of(story: Story, leg: Leg) -> list[tuple[Day | None, Standing]]:
    """``standing_steps`` of a leg as it stands in the story; kept."""
    kept = _steps(story)
    if leg.leg_id not in kept:
        kept[leg.leg_id] = standing_steps(story, story.legs[leg.leg_id])
    return kept[leg.leg_id]


@once_per_story
def _steps(story: Story) -> dict[str, list[tuple[Day | None, Standing]]]:
    """Leg id → its steps; filled as they are asked for."""
    return {}


def standing_on(story: Story, leg_id: str, known_on: Day | None) -> Standing | None:
    """``standing`` of a leg of the story, from its kept steps."""
    found = None
    for day, step in steps_of(story, story.legs[leg_id]):
        if not is_out(day, known_on):
            break
        found = step
    return found


def _counts(claim: Claim, known_on: Day | None) -> bool:
    return is_out(became_public(claim), known_on)


def _is_imagery(claim: Claim) -> bool:
    """An image, or a report that gives the days its images show."""
    return claim.kind == "image" or (claim.observed_start or claim.observed_end) is not None


def _names(story: Story, place_id: str, witness: Claim) -> bool:
    """Does the witness name this place, or one that cannot be told apart from it?"""
    if place_id in witness.places:
        return True
    others = (story.places.get(other_id) for other_id in witness.places)
    return any(
        other is not None and _cannot_be_told_apart(story.places[place_id], other)
        for other in others
    )


def _cannot_be_told_apart(place: Place, other: Place) -> bool:
    """Are two positions nearer than the uncertainty of either? An area is never one place."""
    if "area" in (place.kind, other.kind):
        return False
    within_km = max(place.radius_km or 0, other.radius_km or 0)
    # A geodesic is slow, and most places lie too far apart for it: a degree of latitude is 110 km.
    if abs(place.latitude - other.latitude) * 110 > within_km:
        return False
    apart_km = distance_km((place.latitude, place.longitude), (other.latitude, other.longitude))
    return apart_km <= within_km


def _claimants(claims: list[Claim]) -> tuple[str, ...]:
    """Claimants in order of first publication, each once."""
    ordered = sorted(claims, key=became_public)
    return tuple(dict.fromkeys(claim.claimant for claim in ordered))


# ---- many legs at once


@dataclass(frozen=True)
class LegColumns:
    """The legs of a story in columns, to pick thousands of them for a view without a look at each.

    Days are numbers as in ``Day.number``, positions those of ``story.legs``. ``first`` and ``last`` are the days of each leg, beyond the calendar where it has no such end.

    ``via_named`` is the day from which all of its stops may be named.
    """

    ids: tuple[str, ...]
    first: Integers
    last: Integers
    is_dated: Mask
    via_named: Integers
    _step_leg: Integers
    _step_day: Integers
    _step_level: Integers

    def levels(self, known: Day | None) -> Integers:
        """The index in LEVELS of each leg's evidence level on a day; UNREPORTED before its first report."""
        until = _NEVER if known is None else known.number
        counts = self._step_day <= until
        levels = np.full(len(self.ids), UNREPORTED)
        # A leg's steps stand in the order of their days: of several the last is assigned.
        levels[self._step_leg[counts]] = self._step_level[counts]
        return levels

    def lacks_stops(self, known: Day | None) -> Mask:
        """Which legs have stops that may not be named yet."""
        return self.via_named > (_NEVER if known is None else known.number)


@once_per_story
def leg_columns(story: Story) -> LegColumns:
    """The columns of a story's legs; worked out once per story."""
    spans = [story.when(leg) for leg in story.legs.values()]
    days = publication_days(story).legs
    steps = [
        (position, _number(day), LEVELS.index(step.level))
        for position, leg in enumerate(story.legs.values())
        for day, step in steps_of(story, leg)
    ]
    numbers = np.array(steps, dtype=np.int64).reshape(-1, 3)
    return LegColumns(
        ids=tuple(story.legs),
        first=np.array([_number(span.first) for span in spans], dtype=np.int64),
        last=np.array([_number(span.last, _NEVER) for span in spans], dtype=np.int64),
        is_dated=np.array([span.is_dated for span in spans], dtype=bool),
        via_named=np.array(
            [
                max(map(_number, days[leg_id].via.values()), default=_ALWAYS)
                for leg_id in story.legs
            ],
            dtype=np.int64,
        ),
        _step_leg=numbers[:, 0],
        _step_day=numbers[:, 1],
        _step_level=numbers[:, 2],
    )


def _number(day: Since, missing: int = _ALWAYS) -> int:
    return missing if day is None else day.number
