"""Claims that answer claims: every ``about`` points at another claim, and none in a circle."""

from __future__ import annotations

from collections.abc import Mapping

from waybill.story.model import Claim
from waybill.story.reading.problems import Finding, ProblemLog, quoted
from waybill.story.reading.references import References

MAX_NAMED = 5


def resolve_answers(
    claims: Mapping[str, Claim], references: References, log: ProblemLog
) -> dict[str, Claim]:
    """Claims with every ``about`` pointing at a claim, and none in a circle.

    An ``about`` that points at nothing, at its own claim or round in a circle is reported and
    emptied; the claim itself is kept, so that a denial is never lost to a typing error.
    """
    resolved = dict(claims)
    circles = _circles(claims)
    for claim in claims.values():
        if claim.about is None:
            continue
        finding = references.look_up("claims.csv", claim.about)
        if claim.about == claim.claim_id:
            finding = Finding("is this claim itself; a claim answers another one")
        elif claim.claim_id in circles:
            path = circles[claim.claim_id]
            what = f"makes claims answer each other in a circle: {path}"
            finding = Finding(what, cause=f"circle {path}")
        if finding is None:
            continue
        log.report("claims.csv", finding, row=claim.row, column="about", value=claim.about)
        resolved[claim.claim_id] = claim.model_copy(update={"about": None})
    return resolved


def _circles(claims: Mapping[str, Claim]) -> dict[str, str]:
    """Each claim that stands in a circle of answers -> the circle in words, made once for them all."""
    circles: dict[str, str] = {}
    done: set[str] = set()
    for first in claims:
        trail: list[str] = []
        position: dict[str, int] = {}
        here: str | None = first
        while here is not None and here in claims and here not in done and here not in position:
            position[here] = len(trail)
            trail.append(here)
            here = claims[here].about
        if here is not None and here in position:
            circle = trail[position[here] :]
            circles.update(dict.fromkeys(circle, _in_words(circle)))
        done.update(trail)
    return circles


def _in_words(circle: list[str]) -> str:
    """``'a' → 'b' → 'a'``; a long circle is cut."""
    named = [quoted(one) for one in [*circle[:MAX_NAMED], circle[0]]]
    if len(circle) > MAX_NAMED:
        named[-1] = "'…'"
    return " → ".join(named)
