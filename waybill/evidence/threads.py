"""Claims as threads in time, filtered: each assertion with what answered it, and the answers to that."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from waybill.evidence.answers import answers_to, over_answers
from waybill.evidence.dates import became_public
from waybill.evidence.disclosure import Disclosure, disclose
from waybill.evidence.publication import publication_days
from waybill.evidence.statements import statement_ids
from waybill.story.day import Day
from waybill.story.model import Claim, Stance, Story
from waybill.story.once import once_per_story


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted; an empty set or None wants all. Dates are of publication, inclusive."""

    claimants: frozenset[str] = frozenset()
    stances: frozenset[Stance] = frozenset()
    leg_id: str | None = None
    first: Day | None = None
    last: Day | None = None
    known: Day | None = None
    claim_id: str | None = field(default=None)
    """The claim that the reader came for: its thread stands first."""
    only: Collection[str] | None = None
    """Ids of the claims that the reader's filter and search leave; None leaves all."""


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

    What was not public on the known-on day is left out. A thread is always whole: a claim stands with
    all that answered it by then, whether that fits the filter or not.
    """
    on_day = disclose(story, wanted.known)
    about_leg = _about_leg(story, wanted.leg_id)

    def entry(claim: Claim, root: Claim) -> Entry:
        about = on_day.claims[claim.about] if claim.about and claim is not root else root
        whom = "" if about is root else about.claimant
        is_wanted = _fits(claim, wanted, about_leg)
        return Entry(claim, is_wanted, whom)

    found = []
    for root in _roots(on_day):
        answers = sorted(on_day.answers_to((root.claim_id,)), key=became_public)
        thread = Thread(entry(root, root), tuple(entry(answer, root) for answer in answers))
        if any(one.wanted for one in thread.entries):
            found.append(thread)
    found.sort(key=lambda thread: became_public(thread.root.claim))
    first = [t for t in found if any(e.claim.claim_id == wanted.claim_id for e in t.entries)]
    return tuple(first + [thread for thread in found if thread not in first])


def thread_count(story: Story, known: Day | None) -> int:
    """How many threads there are of all that was public on a day, without making them."""
    return sum(1 for _ in _roots(disclose(story, known)))


def _roots(on_day: Disclosure) -> Iterator[Claim]:
    """The claims with which a thread begins: assertions, and answers that stand alone on that day."""
    alone = days_alone(on_day.story)
    for claim_id, claim in on_day.claims.items():
        spells = alone.get(claim_id, ())
        stands_alone = any(on_day.is_out(a) and not on_day.is_out(b) for a, b in spells)
        if on_day.story.claims[claim_id].about is None or stands_alone:
            yield claim


@once_per_story
def days_alone(story: Story) -> dict[str, tuple[tuple[Day, Day], ...]]:
    """Claim id → [from, until): the days on which an answer begins a thread of its own.

    It does while what it answers is not out; but only one row of each statement, until another row of
    it stands below what that answers. A row that was itself answered keeps its own thread all the
    while: its answers would be lost. Ids of claims that never stand alone are left out.
    """
    days, first_of = publication_days(story).claims, statement_ids(story)
    answered = over_answers(story, lambda answer: [days[answer.claim_id].row], min)
    # Statement → the day from which a row of it stands below another claim.
    below: dict[str, Day] = {}
    for claim_id, claim in story.claims.items():
        if claim.about is not None:
            there = days[claim_id].about
            assert there is not None
            below[first_of[claim_id]] = min(below.get(first_of[claim_id], there), there)
    found = {}
    for claim_id, claim in story.claims.items():
        if claim.about is None:
            continue
        until = days[claim_id].about
        assert until is not None
        own = below[first_of[claim_id]] if first_of[claim_id] == claim_id else days[claim_id].row
        spells = (
            (days[claim_id].row, own),
            (max(days[claim_id].row, own, answered.get(claim_id, until)), until),
        )
        found[claim_id] = tuple((start, end) for start, end in spells if start < end)
    return {claim_id: spells for claim_id, spells in found.items() if spells}


def publication_order(story: Story) -> dict[str, int]:
    """Claim id → its place among all claims in order of publication, from 0; by file where equal."""
    ordered = sorted(story.claims.values(), key=became_public)
    return {claim.claim_id: place for place, claim in enumerate(ordered)}


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
        and (wanted.only is None or claim.claim_id in wanted.only)
    )
