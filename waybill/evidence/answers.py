"""Which claims answer which, directly or down a chain of answers.

A reply counts for or against what it answers and nothing else: who denies a denial does not deny the
claim that was denied. Rules about a leg or a figure therefore ask for the direct answers; a thread shows
the whole chain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from waybill.story.day import Day
from waybill.story.model import Claim, Story
from waybill.story.once import once_per_story


@once_per_story
def direct_answers(story: Story) -> dict[str, tuple[Claim, ...]]:
    """Claim id → the claims whose ``about`` it is, in file order; ids without any are left out."""
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in story.claims.values():
        if claim.about is not None:
            found[claim.about].append(claim)
    return {claim_id: tuple(answers) for claim_id, answers in found.items()}


def direct_answers_to(story: Story, claim_ids: Iterable[str]) -> list[Claim]:
    """Every claim that answers one of these itself, and is not one of them, in file order."""
    answers, order = direct_answers(story), file_order(story)
    own = set(claim_ids)
    found = [answer for claim_id in own for answer in answers.get(claim_id, ())]
    outside = (claim for claim in found if claim.claim_id not in own)
    return sorted(outside, key=lambda claim: order[claim.claim_id])


def answers_to(story: Story, claim_ids: Iterable[str]) -> list[Claim]:
    """Every claim that answers one of these, or answers an answer, in file order."""
    answers, order = direct_answers(story), file_order(story)
    given = set(claim_ids)
    found: dict[str, Claim] = {}
    waiting = list(given)
    while waiting:
        for answer in answers.get(waiting.pop(), ()):
            if answer.claim_id not in found and answer.claim_id not in given:
                found[answer.claim_id] = answer
                waiting.append(answer.claim_id)
    return sorted(found.values(), key=lambda claim: order[claim.claim_id])


def over_answers(
    story: Story, own: Callable[[Claim], Iterable[Day]], choose: Callable[[list[Day]], Day]
) -> dict[str, Day]:
    """Claim id → the day chosen among those of every answer to it, and of the answers to those.

    A claim without any such day is left out. One walk for all claims: asking each for its own answers
    would take quadratic time where answers form a long chain.
    """
    answers = direct_answers(story)
    found: dict[str, Day] = {}
    for claim_id in _answers_first(story):
        days: list[Day] = []
        for answer in answers.get(claim_id, ()):
            days += own(answer)
            if answer.claim_id in found:
                days.append(found[answer.claim_id])
        if days:
            found[claim_id] = choose(days)
    return found


@once_per_story
def _answers_first(story: Story) -> list[str]:
    """Ids of all claims, each after the claims that answer it."""
    answers = direct_answers(story)
    order = [i for i, claim in story.claims.items() if claim.about not in story.claims]
    for claim_id in order:
        order += (answer.claim_id for answer in answers.get(claim_id, ()))
    return order[::-1]


@once_per_story
def file_order(story: Story) -> dict[str, int]:
    """Claim id → the place of its row in claims.csv, from 0."""
    return {claim_id: position for position, claim_id in enumerate(story.claims)}
