"""Which rows of a story fit a filter, as known on a day.

The browser has the same rules (waybill/web/state/filter/fitting.js); tests/parity compares the two.

A row fits if it has all that the filter asks for:

* a leg by its mode, how it is known, its vessel, its places, and those who spoke about it;
* a visit by its place, and never by what only a leg or a claim has;
* a claim by its claimant, and otherwise by the places that it names or the legs that it is about.

A search looks in everything that a reader is shown of the row; a leg's claims are part of it. Rows come
from a Disclosure, so what was published later than the day is neither found nor counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from waybill.evidence.disclosure import Disclosure, disclose
from waybill.evidence.phrases import leg_title, route_words
from waybill.limiter import BoundedCache
from waybill.story import describe
from waybill.story.day import Day
from waybill.story.model import Claim, Leg, Story, Visit
from waybill.view.row_filter import RowFilter
from waybill.view.search import is_found, words_of

_KEPT = 8  # one page asks for the same rows several times


@dataclass(frozen=True, slots=True)
class Fitting:
    """Ids of the rows that fit."""

    legs: frozenset[str]
    visits: frozenset[str]
    claims: frozenset[str]


_Key = tuple[int, Day | None, RowFilter]
_kept: BoundedCache[_Key, tuple[Story, Fitting]] = BoundedCache(
    size_of=lambda _: 1, max_entries=_KEPT, max_bytes=_KEPT
)


def fitting(story: Story, known: Day | None, wanted: RowFilter) -> Fitting | None:
    """The rows that fit; None for a filter that asks for nothing. The last few are cached."""
    if not wanted:
        return None
    key = id(story), known, wanted
    kept = _kept.get(key)
    if kept is None or kept[0] is not story:
        kept = story, _find(disclose(story, known), wanted)
        _kept.put(key, kept)
    return kept[1]


def _find(on_day: Disclosure, wanted: RowFilter) -> Fitting:
    words = words_of(wanted.q)
    about = {leg_id: _claims_about(on_day, leg_id) for leg_id in on_day.legs}
    legs_of: defaultdict[str, list[Leg]] = defaultdict(list)
    for leg_id, claims in about.items():
        for claim in claims:
            legs_of[claim.claim_id].append(on_day.legs[leg_id])
    return Fitting(
        legs=frozenset(
            leg_id
            for leg_id, leg in on_day.legs.items()
            if _has_marks_of_leg(on_day, leg, wanted)
            and (not wanted.at or wanted.at in _stops(leg))
            and (not wanted.by or any(c.claimant == wanted.by for c in about[leg_id]))
            and is_found(words, _leg_texts(on_day, leg, about[leg_id]))
        ),
        visits=frozenset(
            visit_id
            for visit_id, visit in on_day.visits.items()
            if not (wanted.mode or wanted.level or wanted.vessel or wanted.by)
            and wanted.at in ("", visit.place)
            and is_found(words, _visit_texts(on_day, visit))
        ),
        claims=frozenset(
            claim_id
            for claim_id, claim in on_day.claims.items()
            if wanted.by in ("", claim.claimant)
            and _claim_is_about(on_day, claim, legs_of[claim_id], wanted)
            and is_found(words, _claim_texts(on_day, claim))
        ),
    )


def _claims_about(on_day: Disclosure, leg_id: str) -> list[Claim]:
    """The claims that assert a leg, and all answers to them."""
    return [
        *on_day.claims_of(leg_id),
        *on_day.answers_to(on_day.story.legs[leg_id].claims),
    ]


def _has_marks_of_leg(on_day: Disclosure, leg: Leg, wanted: RowFilter) -> bool:
    standing = on_day.standing(leg.leg_id)
    return (
        wanted.mode in ("", leg.mode)
        and wanted.vessel in ("", leg.vessel)
        and (not wanted.level or (standing is not None and standing.level == wanted.level))
    )


def _claim_is_about(
    on_day: Disclosure, claim: Claim, legs: Iterable[Leg], wanted: RowFilter
) -> bool:
    is_named = not wanted.at or wanted.at in claim.places
    if is_named and not (wanted.mode or wanted.level or wanted.vessel):
        return True
    return any(
        _has_marks_of_leg(on_day, leg, wanted) and (is_named or wanted.at in _stops(leg))
        for leg in legs
    )


def _stops(leg: Leg) -> tuple[str, ...]:
    return leg.origin, *leg.via, leg.destination


# ---- what a search looks in


def _leg_texts(on_day: Disclosure, leg: Leg, about: Iterable[Claim]) -> Iterator[str]:
    standing = on_day.standing(leg.leg_id)
    yield from (leg.leg_id, leg_title(on_day.story, leg), route_words(on_day.story, leg))
    yield from (describe(leg.start_date, leg.end_date), standing.words if standing else "")
    yield from (leg.vessel, leg.cargo, leg.note, *leg.extra.values())
    yield from _place_texts(on_day, _stops(leg))
    for claim in about:
        yield from (claim.claimant, claim.statement, claim.quote)


def _visit_texts(on_day: Disclosure, visit: Visit) -> Iterator[str]:
    yield from (visit.visit_id, *visit.visitors, *visit.hosts)
    yield from (describe(visit.start_date, visit.end_date), visit.purpose, visit.outcome)
    yield from (visit.quote, visit.quote_by, visit.note, *visit.extra.values())
    yield from _place_texts(on_day, (visit.place,))
    yield from _source_texts(on_day, visit)


def _claim_texts(on_day: Disclosure, claim: Claim) -> Iterator[str]:
    yield from (claim.claim_id, claim.claimant, claim.statement, claim.quote)
    yield from (describe(claim.stated_on), claim.limits, claim.note, *claim.extra.values())
    yield from _place_texts(on_day, claim.places)
    yield from _source_texts(on_day, claim)


def _place_texts(on_day: Disclosure, place_ids: Iterable[str]) -> Iterator[str]:
    for place_id in place_ids:
        place = on_day.places.get(place_id)
        if place:
            yield from (place_id, place.name, *place.aliases)


def _source_texts(on_day: Disclosure, row: Claim | Visit) -> Iterator[str]:
    for source in on_day.sources_of(row):
        yield from (source.publisher, source.title)
