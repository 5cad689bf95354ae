"""What a card says: whose claim it is, who rejects it, which dates, known on which day.

Never a later name, number or title than the view's known-on day allows, and never a claim without
the word that it is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from waybill.evidence.phrases import MODE_WORDS, claim_verb, without_brackets
from waybill.evidence.standing import (
    Standing,
    answers_to,
    became_public,
    standing,
    visit_became_public,
)
from waybill.evidence.statements import speaks_against
from waybill.story import describe
from waybill.story.edtf import EdtfDate
from waybill.story.model import Claim, Leg
from waybill.view.extract import Extract
from waybill.view.view import View, focus_name


@dataclass(frozen=True, slots=True)
class NameList:
    """Words and who they are about. Without names the words stand alone."""

    words: str = ""
    names: tuple[str, ...] = ()

    def variants(self) -> Iterator[str]:
        """From all names to the first alone, each with how many more there are."""
        if not self.names:
            yield self.words
        for shown in range(len(self.names), 0, -1):
            first, more = self.names[:shown], len(self.names) - shown
            last = f"{more} more" if more else first[-1]
            before = first if more else first[:-1]
            yield f"{self.words} {' and '.join(p for p in (', '.join(before), last) if p)}"


@dataclass(frozen=True, slots=True)
class CardWords:
    """The texts of a card. ``legs``: ids of the legs that it is about; empty: of all."""

    title: str
    lead: str
    dates: str
    known: str
    said: NameList
    rejected: NameList
    foot: str
    eyebrow: str = ""
    legs: frozenset[str] = field(default_factory=frozenset)
    focus_shown: bool = False
    """Whether what is in focus had been published by the known-on day."""


def card_words(rows: Extract, view: View) -> CardWords:
    """The texts for a view and its rows."""
    eyebrow, title, lead, legs = "", rows.story.info.title, _whole(rows, view), frozenset[str]()
    if view.focus:
        eyebrow = title
        title, lead, legs = _focused(rows, view)
        if not title:
            eyebrow, title = "", rows.story.info.title
    said, rejected = _who(rows, view, legs)
    about = rows.about
    return CardWords(
        eyebrow=eyebrow,
        title=title,
        lead=lead,
        dates=describe(_edtf(view.start), _edtf(view.end)),
        known=f"as known on {describe(_edtf(view.known))}" if view.known else "",
        said=said,
        rejected=rejected,
        foot=f"Data {about.data_version} · {about.licence}",
        legs=legs,
        focus_shown=bool(eyebrow) and not lead.startswith("Nothing "),
    )


def _whole(rows: Extract, view: View) -> str:
    if view.known:
        day = describe(_edtf(view.known))
        if not rows.legs:
            return f"Nothing about a leg in these dates had been published in this record by {day}."
        return f"Alleged: what had been published in this record by {day}. Later claims and replies are left out."
    if rows.story.info.standfirst:
        return rows.story.info.standfirst
    if any(step.asserted_by for _, step in rows.legs):
        return (
            "Alleged: what is said to have moved, who says so, and who rejects it, in this record."
        )
    return (
        f"{_count(len(rows.legs), 'leg')} and {_count(len(rows.visits), 'visit')} in these dates."
    )


def _focused(rows: Extract, view: View) -> tuple[str, str, frozenset[str]]:
    """(title, lead, leg ids) of what is in focus."""
    assert view.focus is not None
    kind, row_id = view.focus
    story, known = rows.story, view.known
    if kind == "leg":
        leg = story.legs[row_id]
        now = standing(story, leg, known)
        if now is None:
            return "A leg not yet reported", _not_yet(view, "about this leg"), frozenset()
        title = f"{focus_name(view.focus, story)} {MODE_WORDS[leg.mode]}".strip()
        return title, _leg_lead(rows, leg, now), frozenset([row_id])
    if kind == "claim":
        claim = story.claims[row_id]
        if known and became_public(claim) > known:
            return "A claim not yet published", _not_yet(view, "of this claim"), frozenset()
        verb = claim_verb(claim.stance, claim.kind)
        carried = (
            leg for leg in story.legs.values() if row_id in leg.claims or claim.about in leg.claims
        )
        on = "on" if claim.stated_on.precision == "day" else "in"
        title = f"{claim.claimant} {verb} {on} {describe(claim.stated_on)}"
        if claim.kind == "image" and claim.verified == "no":
            title = f"An image attributed to {claim.claimant}, {describe(claim.stated_on)}"
        alleged = "Alleged: " if any(row_id in leg.claims for leg in story.legs.values()) else ""
        doubt = " Not verified." if claim.verified == "no" else ""
        return title, alleged + claim.statement + doubt, frozenset(leg.leg_id for leg in carried)
    if kind == "visit":
        visit = story.visits[row_id]
        public = visit_became_public(visit, story.sources)
        if known and public and public > known:
            return "A visit not yet reported", _not_yet(view, "about this visit"), frozenset()
        hosts = f"Hosts: {', '.join(visit.hosts)}." if visit.hosts else ""
        when = f"{describe(visit.start_date, visit.end_date)}."
        purpose = f"{visit.purpose.rstrip('.')}." if visit.purpose else ""
        return (
            focus_name(view.focus, story),
            " ".join(p for p in (when, purpose, hosts) if p),
            frozenset(),
        )
    if kind == "place":
        at = [leg for leg, _ in rows.legs if row_id in _named_places(leg)]
        drawn = not at and any(row_id in leg.via for leg, _ in rows.legs)
        place = story.places[row_id]
        within = f"Position within about {place.radius_km:g} km. " if place.radius_km else ""
        here = sum(visit.place == row_id for visit in rows.visits)
        counts = [_count(n, noun) for n, noun in ((len(at), "leg"), (here, "visit")) if n]
        lead = within + (f"{' and '.join(counts)} here in the dates shown." if counts else "")
        if drawn:
            lead += " Drawn through here on an inferred line; no source in this record says that it was passed."
        return place.name, lead, frozenset(leg.leg_id for leg in at)
    step = next(step for step in story.info.steps if step.id == row_id)
    legs = [story.legs[leg_id] for leg_id in step.legs]
    shown = [(leg, now) for leg in legs if (now := standing(story, leg, known))]
    if legs and not shown:
        return "", _not_yet(view, "about this step"), frozenset()
    levels = dict.fromkeys(now.words for _, now in shown)
    lead = f"Alleged. {'. '.join(levels)}." if levels else ""
    return step.title, lead, frozenset(leg.leg_id for leg, _ in shown)


def _named_places(leg: Leg) -> tuple[str, ...]:
    """The places somebody named: what only bends an inferred line is our own."""
    return (leg.origin, leg.destination, *(leg.via if leg.path_basis == "unknown" else ()))


def _leg_lead(rows: Extract, leg: Leg, now: Standing) -> str:
    shown = next((row for row, _ in rows.legs if row.leg_id == leg.leg_id), None)
    number = ""
    if shown and shown.quantity is not None:
        parts = (shown.quantity_qualifier or "", f"{shown.quantity:,g}", shown.quantity_unit)
        number = " ".join(part for part in parts if part)
    cargo = ", ".join(part for part in (number, shown.cargo if shown else "") if part)
    alleged = f"Alleged: {cargo}." if cargo and now.level != "observed" else cargo and f"{cargo}."
    return f"{alleged} {now.words}.".strip()


def _not_yet(view: View, what: str) -> str:
    day = describe(_edtf(view.known)) if view.known else ""
    return f"Nothing {what} had been published in this record by {day}."


def _who(rows: Extract, view: View, legs: frozenset[str]) -> tuple[NameList, NameList]:
    """("Said by …", "Rejected or disputed by …") of the legs, the claim or everything shown."""
    story = rows.story
    if view.focus and view.focus[0] == "visit":
        visits = [v for v in rows.visits if v.visit_id == view.focus[1]]
        publishers = [s.publisher for visit in visits for s in rows.sources_of(visit)]
        return NameList("Reported by", _short(publishers)) if publishers else NameList(), NameList()
    if view.focus and view.focus[0] == "claim":
        claim = story.claims[view.focus[1]]
        if not _is_public(claim, view.known):
            return NameList(), NameList()
        # What supports a claim was answered where that claim was.
        root = claim
        while root.stance == "corroborates" and root.about:
            root = story.claims[root.about]
        public = [c for c in answers_to(story, (root.claim_id,)) if _is_public(c, view.known)]
        against = [c.claimant for c in public if speaks_against(c)]
        if not against and claim.about:
            return _said([claim.claimant]), NameList()
        return _said([claim.claimant]), _rejected(against, view.known)
    if view.focus and view.focus[0] == "place" and not legs:
        return NameList(), NameList()
    shown = [s for leg, s in rows.legs if not legs or leg.leg_id in legs]
    if legs and not shown:  # in focus, but outside the dates
        every = (standing(story, story.legs[leg_id], view.known) for leg_id in sorted(legs))
        shown = [s for s in every if s]
    if not any(s.asserted_by for s in shown):
        return NameList(), NameList()
    return (
        _said(name for s in shown for name in s.asserted_by),
        _rejected([name for s in shown for name in s.disputed_by], view.known),
    )


def _said(names: Iterable[str]) -> NameList:
    return NameList("Said by", _short(names))


def _rejected(names: list[str], known: date | None) -> NameList:
    if not names:
        return NameList("No direct response in this record" + (" by that day" if known else ""))
    return NameList("Rejected or disputed by", _short(names))


def _short(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, without what stands behind it in brackets."""
    return tuple(dict.fromkeys(without_brackets(name) for name in names))


def _is_public(claim: Claim, known: date | None) -> bool:
    return known is None or became_public(claim) <= known


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _edtf(day: date) -> EdtfDate:
    return EdtfDate(day.isoformat())
