"""Candidates for a written name, with what speaks for and against each. Nothing is chosen here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from waybill.basemap.countries import country_names
from waybill.gazetteer.names import Reading, in_latin_letters, readings
from waybill.gazetteer.store import Entry, Gazetteer, Location, bundled
from waybill.geo.distance import distance_km

Match = Literal["name", "other name", "spelled in Latin letters", "similar", "answer of a service"]

MATCHES: tuple[Match, ...] = ("name", "other name", "spelled in Latin letters", "similar")

LIMIT = 10
MAX_SIMILAR_KEYS = 20
MIN_SIMILARITY = 80.0
"""Of rapidfuzz's ratio, 0 to 100: Petrovsk-Zabaykalsky finds Petrovsk-Zabaykal’skiy at 97."""

MIN_KEY_FOR_SIMILAR = 4
KINDS_THAT_FIT = {
    "port": {"port"},
    "airfield": {"airfield"},
    "station": {"city", "capital"},
    "depot": {"city", "capital"},
    "border": {"city", "capital"},
    "city": {"city", "capital"},
}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A place whose position is known, on a leg with the place that is looked up."""

    name: str
    location: Location


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that the name may mean, how it was found, and what to weigh.

    ``similarity`` is 100 for every match but "similar". ``distances_km`` holds the distance to
    each neighbour, in the order in which they were given. ``why`` are short English phrases.
    """

    entry: Entry
    match: Match
    similarity: float
    distances_km: tuple[tuple[str, float], ...]
    why: tuple[str, ...]


def candidates(
    name: str,
    *,
    country: str | None = None,
    kind: str | None = None,
    neighbours: Sequence[Neighbour] = (),
    limit: int = LIMIT,
    wider: bool = False,
    gazetteer: Gazetteer | None = None,
) -> list[Candidate]:
    """What ``name`` may mean, at most ``limit`` places; the order is an order of reading, no choice.

    ``country`` is the ISO 3166-1 alpha-2 code that goes with the name, ``kind`` a kind of
    places.csv; both only move candidates up. Names that are merely similar are sought when no
    name is the same, or with ``wider``, which also looks at names with another beginning.
    """
    store = gazetteer or bundled()
    read = readings(name)
    kind = kind or next((reading.kind for reading in read if reading.kind), None)
    found: dict[int, tuple[Match, float]] = {}
    for reading in read:
        for number in store.exact(reading.key):
            found.setdefault(number, ("other name", 100.0))
    latin = in_latin_letters(name)
    if not found and latin:
        found = dict.fromkeys(store.exact(latin), ("spelled in Latin letters", 100.0))
    # of "A / B" one part may be found and the other only be misspelled
    strange = [r for r in read[1:] if len(r.key) < len(read[0].key) and not store.exact(r.key)]
    if not found or wider or (strange and "/" in name):
        keys = (
            strange if found and not wider else [*read, *([Reading(latin, None)] if latin else ())]
        )
        for number, similarity in _similar(keys, store, wider=wider):
            if found.get(number, ("", 0.0))[1] < similarity:
                found[number] = ("similar", similarity)
    listed = [
        _candidate(store.entry(number), read, *how, country, kind) for number, how in found.items()
    ]
    listed.sort(key=lambda pair: pair[0])
    return [_with_distances(candidate, neighbours) for _, candidate in listed[:limit]]


def _similar(
    keys: Iterable[Reading], store: Gazetteer, *, wider: bool
) -> Iterable[tuple[int, float]]:
    """Places with a name like one of the keys: the same first two letters, unless ``wider``."""
    from rapidfuzz import fuzz, process  # 12 MB, only when no name is the same

    for key in dict.fromkeys(reading.key for reading in keys):
        if len(key) < MIN_KEY_FOR_SIMILAR:
            continue
        slack = 3 if wider else 2
        near = [
            other
            for other in store.keys_beginning("" if wider else key[:2])
            if abs(len(other) - len(key)) <= slack
        ]
        for other, ratio, _ in process.extract(
            key, near, scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY, limit=MAX_SIMILAR_KEYS
        ):
            for number in store.exact(other):
                yield number, float(ratio)


def _candidate(
    entry: Entry,
    read: Sequence[Reading],
    match: Match,
    similarity: float,
    country: str | None,
    kind: str | None,
) -> tuple[tuple[object, ...], Candidate]:
    """The candidate, and what it is sorted by."""
    keys = {reading.key for reading in read}
    if match == "other name" and any(r.key in keys for r in readings(entry.name)):
        match = "name"
    fits_country = country is not None and entry.country == country
    fits_kind = kind is not None and entry.kind in KINDS_THAT_FIT.get(kind, {kind})
    why = [_match_in_words(match, similarity)]
    if country is not None:
        where = country_names().get(entry.country, entry.country)
        why.append(f"in {where}, as written" if fits_country else f"in {where}, not {country}")
    if kind is not None:
        why.append(f"{entry.kind}, as meant" if fits_kind else f"{entry.kind}, not {kind}")
    if entry.population and entry.kind != "area":
        why.append(f"{entry.population:,} people")
    rank = (
        not fits_country,
        MATCHES.index(match) if match != "other name" else 0,
        -round(similarity),
        not fits_kind,
        match != "name" and entry.population < 100_000,
        entry.kind != "area",
        -entry.population,
        entry.kind,
        entry.gazetteer_id,
    )
    return rank, Candidate(entry, match, similarity, (), tuple(why))


def _match_in_words(match: Match, similarity: float) -> str:
    if match == "similar":
        return f"similar name ({similarity:.0f} of 100)"
    return {"name": "same name", "other name": "another of its names"}.get(match, match)


def _with_distances(candidate: Candidate, neighbours: Sequence[Neighbour]) -> Candidate:
    away = [(n.name, distance_km(candidate.entry.location, n.location)) for n in neighbours]
    why = [f"{km:,.0f} km from {name}" for name, km in away]
    return Candidate(
        candidate.entry,
        candidate.match,
        candidate.similarity,
        tuple(away),
        (*candidate.why, *why),
    )
