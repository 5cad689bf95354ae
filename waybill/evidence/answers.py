"""Which claims answer which, directly or down a chain of answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

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


def answers_to(story: Story, claim_ids: Iterable[str]) -> list[Claim]:
    """Every claim that answers one of these, or answers an answer, in file order."""
    answers, order = direct_answers(story), _file_order(story)
    asked = set(claim_ids)
    found: dict[str, Claim] = {}
    waiting = list(asked)
    while waiting:
        for answer in answers.get(waiting.pop(), ()):
            if answer.claim_id not in found and answer.claim_id not in asked:
                found[answer.claim_id] = answer
                waiting.append(answer.claim_id)
    return sorted(found.values(), key=lambda claim: order[claim.claim_id])


@once_per_story
def _file_order(story: Story) -> dict[str, int]:
    return {claim_id: position for position, claim_id in enumerate(story.claims)}
