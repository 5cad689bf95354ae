"""What a card says: whose claim it is, who rejects it, which dates, known on which day.

Never a later name, number or title than the view's known-on day allows, and never a claim without
the word that it is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from waybill.evidence.disclosure import Disclosure, disclose
from waybill.evidence.phrases import (
    LTR,
    capital,
    claim_verb,
    counted,
    day_words,
    is_right_to_left,
    leg_ends,
    leg_title,
    no_reply,
    parties,
    published_words,
    quantity_words,
    range_words,
)
from waybill.evidence.statements import speaks_against
from waybill.story import describe
from waybill.story.courses import course_sentence
from waybill.story.ends import far_end
from waybill.story.model import Claim, Leg, Place, Step, Story, Visit
from waybill.view.days import has_days, is_of_flows_alone
from waybill.view.extract import Extract
from waybill.view.sentence import filter_words, focus_name
from waybill.view.view import View

MOST_NAMED = 2  # legs of a step that are known in the same way; more are counted


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


@dataclass(frozen=True, slots=True)
class _About:
    """What a card is about: title, lead, and the ids of its legs. Without a title: the whole story."""

    title: str
    lead: str
    legs: frozenset[str] = frozenset()
    is_named: bool = True
    """Whether it had been published by the known-on day."""


def card_words(rows: Extract, view: View) -> CardWords:
    """The texts for a view and its rows."""
    story_title = rows.info.title
    about = _focused(rows, view) if view.focus else _About("", _whole(rows, view))
    said, rejected = _who(rows, view, about)
    return CardWords(
        eyebrow=story_title if about.title else "",
        title=about.title or story_title,
        lead=about.lead,
        dates=", ".join(
            part
            for part in (
                range_words(view.start, view.end) if has_days(rows.story) else "",
                "filtered" if view.wanted else "",
            )
            if part
        ),
        known=f"as known on {day_words(view.known)}" if view.known else "",
        said=said,
        rejected=rejected,
        foot=f"Data {rows.about.data_version} · {rows.about.licence}",
        legs=about.legs,
        focus_shown=bool(about.title) and about.is_named,
    )


def _whole(rows: Extract, view: View) -> str:
    if is_of_flows_alone(rows.story):
        return rows.info.standfirst or "Everything is somebody’s claim."
    if view.wanted:
        # The standfirst speaks of everything.
        reported = disclose(rows.story, view.known).legs
        shown = f"{len(rows.legs):,} of {counted(len(reported), 'leg')} in this record"
        return f"Shown: {shown}, {filter_words(view, rows.story)}. Everything is somebody’s claim, or marked as inferred."
    if rows.info.standfirst:
        return rows.info.standfirst
    if view.known:
        day = day_words(view.known)
        if not rows.legs:
            return f"Nothing about a leg in these dates had been published in this record by {day}."
        return f"Alleged: what had been published in this record by {day}. Later claims and replies are left out."
    if any(standing.asserted_by for _, standing in rows.legs):
        return (
            "Alleged: what is said to have moved, who says so, and who rejects it, in this record."
        )
    legs = [rows.story.when(leg).is_dated for leg, _ in rows.legs]
    visits = [rows.story.when(visit).is_dated for visit in rows.visits]
    kinds = ((legs, "leg"), (visits, "visit")) if rows.story.visits else ((legs, "leg"),)
    counts = " and ".join(counted(sum(dated), noun) for dated, noun in kinds)
    words = f"{counts} in these dates"
    undated = [counted(len(dated) - sum(dated), noun) for dated, noun in kinds if not all(dated)]
    if undated and not has_days(rows.story):
        return f"{' and '.join(undated)} whose dates are not stated."
    return (
        f"{words}, and {' and '.join(undated)} whose dates are not stated."
        if undated
        else f"{words}."
    )


def _focused(rows: Extract, view: View) -> _About:
    """What is in focus, as far as it had been published."""
    assert view.focus is not None
    kind, row_id = view.focus
    on_day = disclose(rows.story, view.known)
    if not on_day.has(kind, row_id):
        return _unpublished(view)
    if kind == "leg":
        return _leg(on_day, on_day.legs[row_id])
    if kind == "claim":
        return _claim(on_day, on_day.claims[row_id])
    if kind == "visit":
        return _visit(on_day, on_day.visits[row_id])
    if kind == "place":
        return _place(rows, on_day.places[row_id])
    return _step(on_day, on_day.steps[row_id])


_UNPUBLISHED = {
    "leg": ("A leg not yet reported", "about this leg"),
    "claim": ("A claim not yet published", "of this claim"),
    "visit": ("A visit not yet reported", "about this visit"),
    "place": ("A place not yet named", "about this place"),
    "step": ("", "about this step"),
}


def _unpublished(view: View) -> _About:
    assert view.focus is not None
    assert view.known is not None
    title, what = _UNPUBLISHED[view.focus[0]]
    lead = f"Nothing {what} had been published in this record by {day_words(view.known)}."
    return _About(title, lead, is_named=False)


def _leg(on_day: Disclosure, leg: Leg) -> _About:
    standing = on_day.standing(leg.leg_id)
    assert standing is not None
    cargo = ", ".join(part for part in (quantity_words(leg), leg.cargo) if part)
    if cargo:
        # Without a claim nobody alleges it: it is the record's own word.
        is_alleged = standing.asserted_by and standing.level != "observed"
        cargo = f"Alleged: {cargo}." if is_alleged else f"{capital(cargo)}."
    lead = f"{cargo} {standing.words}. {course_sentence(on_day.story, leg)}".strip()
    return _About(leg_title(on_day.story, leg), lead, frozenset([leg.leg_id]))


def _claim(on_day: Disclosure, claim: Claim) -> _About:
    title = f"{claim.claimant} {claim_verb(claim)} {published_words(claim)}"
    if claim.kind == "image" and claim.verified == "no":
        title = f"An image attributed to {claim.claimant}, {describe(claim.stated_on)}"
    carries = [i for i, leg in on_day.legs.items() if claim.claim_id in leg.claims]
    answers = [i for i, leg in on_day.legs.items() if claim.about in leg.claims]
    alleged = "Alleged: " if carries else ""
    doubt = " Not verified." if claim.verified == "no" else ""
    lead = alleged + claim.statement + doubt
    return _About(_english(title), lead, frozenset((*carries, *answers)))


def _visit(on_day: Disclosure, visit: Visit) -> _About:
    parts = (
        f"{describe(visit.start_date, visit.end_date)}.",
        f"{visit.purpose.rstrip('.')}." if visit.purpose else "",
        f"Hosts: {', '.join(visit.hosts)}." if visit.hosts else "",
    )
    title = focus_name(("visit", visit.visit_id), on_day.story, on_day.day)
    return _About(_english(title), " ".join(part for part in parts if part))


def _english(text: str) -> str:
    """An English phrase that may begin with a name in another script: it is read from the left."""
    return LTR + text if is_right_to_left(text) else text


def _place(rows: Extract, place: Place) -> _About:
    at = [leg for leg, _ in rows.legs if place.place_id in _named_places(rows.story, leg)]
    is_drawn = not at and any(place.place_id in leg.via for leg, _ in rows.legs)
    here = sum(visit.place == place.place_id for visit in rows.visits)
    counts = [counted(n, noun) for n, noun in ((len(at), "leg"), (here, "visit")) if n]
    lead = f"Position within about {place.radius_km:g} km. " if place.radius_km else ""
    lead += f"{' and '.join(counts)} here in the dates shown." if counts else ""
    if is_drawn:
        lead += " Drawn through here on an inferred line; no source in this record says that it was passed."
    return _About(place.name, lead, frozenset(leg.leg_id for leg in at))


def _step(on_day: Disclosure, step: Step) -> _About:
    """A step's legs with how each is known, as one sentence."""
    standings = [
        (leg_id, standing) for leg_id in step.legs if (standing := on_day.standing(leg_id))
    ]
    legs_of: dict[str, list[str]] = {}
    for leg_id, standing in standings:
        legs_of.setdefault(standing.words, []).append(leg_id)
    lead = ""
    if len(legs_of) == 1:
        lead = f"{next(iter(legs_of))}."
    elif legs_of:
        # Which leg: "only said" and "both ends reported" would contradict each other otherwise.
        parts = [f"{_leg_names(on_day, legs)} ({_small(words)})" for words, legs in legs_of.items()]
        lead = f"{', '.join(parts[:-1])} and {parts[-1]}."
    if any(standing.asserted_by for _, standing in standings):
        lead = f"Alleged: {lead if len(legs_of) > 1 else _small(lead)}"
    return _About(step.title, lead, frozenset(step.legs))


def _leg_names(on_day: Disclosure, leg_ids: list[str]) -> str:
    if len(leg_ids) > MOST_NAMED:
        return counted(len(leg_ids), "leg")
    return " and ".join(leg_ends(on_day.story, on_day.legs[leg_id]) for leg_id in leg_ids)


def _small(sentence: str) -> str:
    """A sentence as a part of another."""
    return sentence[:1].lower() + sentence[1:]


def _named_places(story: Story, leg: Leg) -> tuple[str, ...]:
    """The places somebody named: what only bends an inferred line is our own."""
    return (leg.origin, far_end(story, leg), *(leg.via if leg.path_basis == "unknown" else ()))


def _who(rows: Extract, view: View, about: _About) -> tuple[NameList, NameList]:
    """("Said by …", "Rejected or disputed by …") of the legs, the claim or everything shown."""
    nobody = NameList(), NameList()
    kind, row_id = view.focus or ("", "")
    if not about.is_named or (kind == "place" and not about.legs):
        return nobody
    on_day = disclose(rows.story, view.known)
    if kind == "visit":
        sources = on_day.sources_of(on_day.visits[row_id])
        names = parties(source.publisher for source in sources)
        return (NameList("Reported by", names) if names else NameList()), NameList()
    if kind == "claim":
        return _who_of_claim(on_day, on_day.claims[row_id])
    shown = [s for leg, s in rows.legs if not about.legs or leg.leg_id in about.legs]
    if about.legs and not shown:  # in focus, but outside the dates
        every = (on_day.standing(leg_id) for leg_id in sorted(about.legs))
        shown = [standing for standing in every if standing]
    if not any(standing.asserted_by for standing in shown):
        return nobody
    return _said(_names(s.asserted_by for s in shown)), _rejected(
        on_day, _names(s.disputed_by for s in shown)
    )


def _who_of_claim(on_day: Disclosure, claim: Claim) -> tuple[NameList, NameList]:
    # What supports a claim was answered where that claim was.
    root = claim
    while root.stance == "corroborates" and root.about:
        root = on_day.claims[root.about]
    answers = on_day.direct_answers_to((root.claim_id,))
    against = [answer.claimant for answer in answers if speaks_against(answer)]
    if not against and claim.about:
        return _said([claim.claimant]), NameList()
    return _said([claim.claimant]), _rejected(on_day, against)


def _names(lists: Iterable[tuple[str, ...]]) -> list[str]:
    return [name for names in lists for name in names]


def _said(names: list[str]) -> NameList:
    return NameList("Said by", parties(names))


def _rejected(on_day: Disclosure, names: list[str]) -> NameList:
    if not names:
        return NameList(no_reply(on_day.day))
    return NameList("Rejected or disputed by", parties(names))
