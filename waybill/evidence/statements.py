"""One statement may answer several claims: it has a row for each, and is still one statement."""

from __future__ import annotations

from collections.abc import Iterable

from waybill.evidence.dates import became_public
from waybill.story.model import Claim, Story
from waybill.story.once import once_per_story


def speaks_against(claim: Claim) -> bool:
    """Does it deny or dispute? A report that differs gave another account: it need not have answered."""
    return claim.stance == "denies" or (claim.stance == "disputes" and claim.kind != "report")


@once_per_story
def statement_ids(story: Story) -> dict[str, str]:
    """Claim id → the id of the first row of its statement.

    Rows are one statement that have the same claimant, day, stance, words and quotation.
    """
    first: dict[tuple[object, ...], str] = {}
    found = {}
    for claim_id, claim in story.claims.items():
        said = claim.stance, claim.statement, claim.quote
        found[claim_id] = first.setdefault((claim.claimant, became_public(claim), *said), claim_id)
    return found


def statements(story: Story, claims: Iterable[Claim]) -> list[Claim]:
    """Of these claims the first row of each statement, in their order."""
    ids = statement_ids(story)
    first: dict[str, Claim] = {}
    for claim in claims:
        first.setdefault(ids[claim.claim_id], claim)
    return list(first.values())
