"""Claims as threads in time, filtered: each assertion with what answered it, and the answers to that."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from waybill.evidence.answers import answers_to
from waybill.evidence.dates import became_public
from waybill.evidence.disclosure import Disclosure, disclose
from waybill.evidence.statements import statements
from waybill.story.model import Claim, Stance, Story


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted; an empty set or None wants all. Dates are of publication, inclusive."""

    claimants: frozenset[str] = frozenset()
    stances: frozenset[Stance] = frozenset()
    leg_id: str | None = None
    first: date | None = None
    last: date | None = None
    known: date | None = None
    claim_id: str | None = field(default=None)
    """The claim that the reader came for: its thread stands first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim in a thread. ``wanted``: it fits the filter itself, not only its neighbours."""

    claim: Claim
    wanted: bool
    answers_whom: str = ""
    """Claimant that it answers, where that is not the thread's first."""


@dataclass(frozen=True, slots=True)
class Thread:
    """An assertion and every published answer to it, in order of publication."""

    root: Entry
    answers: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The assertion first, then the answers."""
        return (self.root, *self.answers)


def threads(story: Story, wanted: ClaimFilter) -> tuple[Thread, ...]:
    """Threads in which some claim fits the filter, in order of publication.

    What was not public on the known-on day is left out. A thread is never torn: a claim stands with
    all that answered it by then, whether that fits the filter or not.
    """
    on_day = disclose(story, wanted.known)
    about_leg = _about_leg(story, wanted.leg_id)

    def entry(claim: Claim, root: Claim) -> Entry:
        about = on_day.claims[claim.about] if claim.about and claim is not root else root
        whom = "" if about is root else about.claimant
        return Entry(claim, _fits(claim, wanted, about_leg), whom)

    said_elsewhere = _said_elsewhere(on_day)
    found = []
    for root in on_day.claims.values():
        # What answers something not yet public stands alone until that is: its ``about`` is empty.
        if root.about is not None or root.claim_id in said_elsewhere:
            continue
        answers = sorted(on_day.answers_to((root.claim_id,)), key=became_public)
        thread = Thread(entry(root, root), tuple(entry(answer, root) for answer in answers))
        if any(one.wanted for one in thread.entries):
            found.append(thread)
    found.sort(key=lambda thread: became_public(thread.root.claim))
    first = [t for t in found if any(e.claim.claim_id == wanted.claim_id for e in t.entries)]
    return tuple(first + [thread for thread in found if thread not in first])


def _said_elsewhere(on_day: Disclosure) -> frozenset[str]:
    """Ids of answers to something not yet public whose words already stand in another thread.

    One that was itself answered keeps its own thread: its answers would be lost.
    """
    answers = [c for i, c in on_day.claims.items() if on_day.story.claims[i].about is not None]
    # First what stands below the claim it answers.
    answers.sort(key=lambda claim: claim.about is None)
    shown = {claim.claim_id for claim in statements(on_day.story, answers)}
    return frozenset(
        claim.claim_id
        for claim in answers
        if claim.claim_id not in shown
        and claim.about is None
        and not on_day.answers_to((claim.claim_id,))
    )


def _about_leg(story: Story, leg_id: str | None) -> frozenset[str] | None:
    """Ids of the claims about a leg: those that assert it and what answers them. None: any claim."""
    if leg_id is None:
        return None
    asserting = story.legs[leg_id].claims
    return frozenset(asserting) | {claim.claim_id for claim in answers_to(story, asserting)}


def _fits(claim: Claim, wanted: ClaimFilter, about_leg: frozenset[str] | None) -> bool:
    day = became_public(claim)
    return (
        (not wanted.claimants or claim.claimant in wanted.claimants)
        and (not wanted.stances or claim.stance in wanted.stances)
        and (about_leg is None or claim.claim_id in about_leg)
        and (wanted.first is None or day >= wanted.first)
        and (wanted.last is None or day <= wanted.last)
    )
