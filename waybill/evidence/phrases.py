"""Words shared by every surface: modes, grades, numbers with units."""

from __future__ import annotations

from waybill.grammar import grammar

MODE_WORDS: dict[str, str] = {name: mode.words for name, mode in grammar().modes.items()}

# NATO Admiralty code (AJP-2.1): two separate scales. F and 6 mean "cannot be judged", not "worst".
RELIABILITY_WORDS: dict[str, str] = {
    "A": "completely reliable source",
    "B": "usually reliable source",
    "C": "fairly reliable source",
    "D": "not usually reliable source",
    "E": "unreliable source",
    "F": "reliability of the source cannot be judged",
}
CREDIBILITY_WORDS: dict[str, str] = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth of the information cannot be judged",
}


def distance_words(km: float) -> str:
    """ "about 4.2 km", "about 184 km", "about 8,470 km": no more digits than the data carries."""
    if km < 10:
        return f"about {km:.1f} km"
    if km < 1000:
        return f"about {km:.0f} km"
    return f"about {round(km, -1):,.0f} km"


def claim_verb(stance: str, kind: str, *, is_earlier: bool = False) -> str:
    """The verb between a claimant and a statement; the browser's W.verb and W.replyVerb have the same.

    ``is_earlier``: it stands below a claim that was made later.
    """
    if stance == "denies":
        return "had already denied such claims" if is_earlier else "rejected this"
    if stance == "disputes":
        # a report that differs gives another account; it need not have answered anybody
        return "gave another account" if kind == "report" else "disputed this"
    if stance == "corroborates":
        return {"image": "corroborated from an image", "report": "corroborated"}.get(
            kind, "also said"
        )
    return {"image": "published an image", "report": "reported"}.get(kind, "said")


def without_brackets(name: str) -> str:
    """The party behind a claimant: without what stands in brackets at the end of its name.

    W.party in the browser is the same. No pattern: one would go quadratic.
    """
    before, bracket, inside = name.rpartition("(")
    is_end = bracket and inside.endswith(")") and inside.count(")") == 1
    return (before.rstrip() if is_end else name) or name
