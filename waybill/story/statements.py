"""One statement may answer several claims: it has a row for each, and is still one statement."""

from __future__ import annotations

from collections.abc import Iterable

from waybill.story.model import Claim


def statements(claims: Iterable[Claim]) -> list[Claim]:
    """The first row of each statement: same claimant, day, stance, words and quotation."""
    first: dict[tuple[str, str, str, str, str], Claim] = {}
    for claim in claims:
        key = (claim.claimant, str(claim.stated_on), claim.stance, claim.statement, claim.quote)
        first.setdefault(key, claim)
    return list(first.values())
