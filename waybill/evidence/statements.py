"""One statement may answer several claims: it has a row for each, and is still one statement."""

from __future__ import annotations

from collections.abc import Iterable

from waybill.evidence.publication import became_public
from waybill.story.model import Claim


def speaks_against(claim: Claim) -> bool:
    """Does it deny or dispute? A report that differs gave another account: it need not have answered.

    W.isAgainst in the browser is the same.
    """
    return claim.stance == "denies" or (claim.stance == "disputes" and claim.kind != "report")


def statements(claims: Iterable[Claim]) -> list[Claim]:
    """The first row of each statement: same claimant, day, stance, words and quotation.

    web/state/story.js has the same rule.
    """
    first: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (
            *(claim.claimant, became_public(claim), claim.stance),
            *(claim.statement, claim.quote),
        )
        first.setdefault(key, claim)
    return list(first.values())
