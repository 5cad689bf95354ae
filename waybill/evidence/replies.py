"""What was said about some claims, each answer below what it answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from waybill.evidence.answers import direct_answers, file_order
from waybill.evidence.dates import became_public
from waybill.evidence.disclosure import Disclosure
from waybill.evidence.statements import statement_ids
from waybill.story.model import Claim, Story
from waybill.story.once import once_per_story


@dataclass(frozen=True, slots=True)
class Reply:
    """A claim that answers another one."""

    claim: Claim
    depth: int
    """0 for an answer to one of the claims given, 1 for an answer to that, and so on."""
    whom: str
    """The claimant that it answers; empty at depth 0."""


def replies(on_day: Disclosure, claim_ids: Iterable[str]) -> tuple[Reply, ...]:
    """The answers to these claims that were out, by publication, each followed by the answers to it.

    Rows of one statement appear once, at the least depth, with the answers to any of them below. An
    answer to something that was not out is left out: it would look like an answer to what stands above.
    """
    statement_of, rows_of = statement_ids(on_day.story), _rows_of_statements(on_day.story)
    answers, order = direct_answers(on_day.story), file_order(on_day.story)
    own = set(claim_ids)
    listed = {statement_of[claim_id] for claim_id in own}

    def answering(rows: Iterable[str], depth: int, whom: str) -> list[Reply]:
        """The statements that answer one of these rows and stand nowhere yet, the last one first."""
        found = {answer.claim_id for row in rows for answer in answers.get(row, ())}
        claims = [on_day.claims[i] for i in found - own if i in on_day.claims]
        first: dict[str, Claim] = {}
        for claim in sorted(
            claims, key=lambda claim: (became_public(claim), order[claim.claim_id])
        ):
            first.setdefault(statement_of[claim.claim_id], claim)
        new = [Reply(claim, depth, whom) for i, claim in first.items() if i not in listed]
        listed.update(first)
        return new[::-1]

    waiting = answering(own, 0, "")
    found = []
    while waiting:
        reply = waiting.pop()
        found.append(reply)
        rows = rows_of[statement_of[reply.claim.claim_id]]
        waiting += answering(rows, reply.depth + 1, reply.claim.claimant)
    return tuple(found)


@once_per_story
def _rows_of_statements(story: Story) -> dict[str, list[str]]:
    """Statement id → the ids of its rows."""
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for claim_id, statement_id in statement_ids(story).items():
        rows[statement_id].append(claim_id)
    return rows
