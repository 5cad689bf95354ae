"""Words shared by every surface: modes, grades, verbs, names, numbers with units, days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from waybill.evidence.dates import became_public
from waybill.grammar import grammar
from waybill.story import describe
from waybill.story.day import Day, year_words
from waybill.story.edtf import EdtfDate
from waybill.story.ends import came_back, far_end
from waybill.story.model import Claim, Leg, Story, Visit

LTR = "\u200e"
"""Left-to-right mark: invisible, and read as a Latin letter is when texts of both directions meet."""

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


# ---- numbers


def counted(number: int, noun: str, plural: str = "") -> str:
    """ "1 leg", "5,000 legs"; ``plural`` where it is not the noun with an s."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def distance_words(km: float) -> str:
    """ "about 4.2 km", "about 184 km", "about 8,470 km": no more digits than the data carries."""
    if km < 10:
        return f"about {km:.1f} km"
    if km < 1000:
        return f"about {km:.0f} km"
    return f"about {round(km, -1):,.0f} km"


def quantity_words(leg: Leg) -> str:
    """ "more than 1,000 containers", as the claim has it: every digit, never an exponent."""
    if leg.quantity is None:
        return ""
    number = f"{leg.quantity:,.0f}" if leg.quantity == int(leg.quantity) else f"{leg.quantity:,}"
    return " ".join(filter(None, (leg.quantity_qualifier or "", number, leg.quantity_unit)))


# ---- days


def day_words(day: Day) -> str:
    """ "13 Oct 2023"."""
    return describe(_edtf(day))


def range_words(first: Day, last: Day) -> str:
    """ "12–20 Sept 2023"; one day alone when both are the same."""
    return describe(_edtf(first), _edtf(last))


def _edtf(day: Day) -> EdtfDate:
    return EdtfDate(day.isoformat())


def published_words(claim: Claim) -> str:
    """ "on 13 Oct 2023", "in Oct 2023", "in the 1940s": when a claim was made."""
    words = describe(claim.stated_on)
    preposition = "on" if claim.stated_on.precision == "day" else "in"
    return f"{preposition} {'the ' if words.endswith('0s') else ''}{words}"


def observed_words(claim: Claim) -> str:
    """The days that an image shows; "" for a claim without them."""
    if claim.observed_start is None and claim.observed_end is None:
        return ""
    return describe(claim.observed_start or EdtfDate.NOT_STATED, claim.observed_end)


def without_year(words: str, year: int) -> str:
    """Words of a date without this year, where the reader has it already."""
    return re.sub(rf"\s{year_words(year)}(?!\d)", "", words)


# ---- text


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def as_sentence(reason: object) -> str:
    """A reason with one full stop at its end: some errors are worded with it, and some without."""
    return f"{str(reason).rstrip('.')}."


def clipped(text: str, limit: int) -> str:
    """The first words of a text, whole words where possible; at most ``limit`` characters and "…"."""
    if len(text) <= limit:
        return text
    cut = text[:limit]
    return f"{cut[: max(cut.rfind(' '), limit - 30)].rstrip()}…"


def no_reply(known: Day | None) -> str:
    """What is said where nobody had answered."""
    return f"No direct response in this record{' by that day' if known else ''}"


# ---- names


def leg_label(leg: Leg) -> str:
    """What a leg is called beside its ends: its name; else its vessel; "" without either.

    Where somebody claims the leg, the vessel is a claim as well, and is called one: "Angara (as claimed)".
    A ``Disclosure`` empties ``vessel`` until it may show; ``LegDays.label`` is the day of the label.
    """
    vessel = leg.vessel and f"{leg.vessel}{' (as claimed)' if leg.claims else ''}"
    label = leg.name or vessel
    return f"{LTR}{label}{LTR}" if is_right_to_left(label) else label


def leg_name(story: Story, leg: Leg) -> str:
    """ "Rajin → Dunay", or "Angara (as claimed): Rajin → Dunay". ``leg`` is the row as disclosed."""
    return _labelled(leg, leg_ends(story, leg))


def leg_title(story: Story, leg: Leg) -> str:
    """ "Rajin → Dunay by sea", or "Angara (as claimed): Rajin → Dunay by sea"."""
    return _labelled(leg, leg_ends_by(story, leg))


def _labelled(leg: Leg, ends: str) -> str:
    label = leg_label(leg)
    return f"{label}: {ends}" if label else ends


def leg_ends(story: Story, leg: Leg) -> str:
    """ "Rajin → Dunay"; "Rajin → Dunay and back" when it ended where it began."""
    origin, destination = story.places[leg.origin].name, story.places[far_end(story, leg)].name
    back = " and back" if came_back(leg) else ""
    if is_right_to_left(origin + destination):
        # Between two Arabic names the arrow would stand with its head at the origin.
        return f"{LTR}{origin}{LTR} → {LTR}{destination}{LTR if back else ''}{back}"
    return f"{origin} → {destination}{back}"


def is_right_to_left(text: str) -> bool:
    """Return whether a text has letters that are read from right to left, as Arabic and Hebrew are."""
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


def leg_ends_by(story: Story, leg: Leg) -> str:
    """ "Rajin → Dunay by sea"."""
    return f"{leg_ends(story, leg)} {MODE_WORDS[leg.mode]}".strip()


def route_words(story: Story, leg: Leg) -> str:
    """ "North Korea to Tikhoretsk, leg 2": the route of a leg and its place in it; "" without a name."""
    route = next((route for route in story.info.routes if route.id == leg.route_id), None)
    if route is None:
        return ""
    return route.name if leg.sequence is None else f"{route.name}, leg {leg.sequence}"


def visit_name(story: Story, visit: Visit) -> str:
    """ "Sergei Shoigu in Pyongyang"."""
    return f"{', '.join(visit.visitors)} in {story.places[visit.place].name}"


def visit_numbers(story: Story) -> dict[str, int]:
    """The number of each visit on the map, in the table and on the preview card: by date, from 1.

    A visit whose dates are not stated comes last.
    """

    def order(visit: Visit) -> tuple[Day, int]:
        when = story.when(visit)
        return when.first or when.last or Day.MAX, visit.row

    ordered = sorted(story.visits.values(), key=order)
    return {visit.visit_id: number for number, visit in enumerate(ordered, start=1)}


def party(claimant: str) -> str:
    """The party behind a claimant: without what stands in brackets at the end of its name."""
    before, bracket, inside = claimant.rpartition("(")  # no pattern: one would go quadratic
    is_end = bracket and inside.endswith(")") and inside.count(")") == 1
    return (before.rstrip() if is_end else claimant) or claimant


def parties(claimants: Iterable[str]) -> tuple[str, ...]:
    """The parties behind some claimants, each once, in order."""
    return tuple(dict.fromkeys(party(claimant) for claimant in claimants))


# ---- verbs


def claim_verb(claim: Claim) -> str:
    """The verb between a claimant and a statement.

    A claim that supports another is told as a plain statement where that other may not be named: a
    ``Disclosure`` has emptied its ``about`` by then.
    """
    if claim.stance == "corroborates" and claim.about:
        by_kind = {"image": "corroborated from an image", "report": "corroborated"}
        return by_kind.get(claim.kind, "also said")
    return plain_verb(claim)


def plain_verb(claim: Claim) -> str:
    """The verb of a claim that stands alone."""
    if claim.stance == "denies":
        return "rejected this"
    if claim.stance == "disputes":
        # a report that differs gives another account; it need not have answered anybody
        return "gave another account" if claim.kind == "report" else "disputed this"
    return {"image": "published an image", "report": "reported"}.get(claim.kind, "said")


def earlier_reply_verb(claim: Claim) -> str:
    """The verb of a claim that stands below one that was made later."""
    return "had already denied such claims" if claim.stance == "denies" else claim_verb(claim)


def reply_verb(claim: Claim, root: Claim) -> str:
    """The verb of a claim that stands below ``root``, which may have been made later."""
    is_earlier = became_public(claim) < became_public(root)
    return earlier_reply_verb(claim) if is_earlier else claim_verb(claim)
