"""What the browser gets of a story: the shape of its JSON, one line of documentation a field.

The encoder is checked against these types, and ``tools/build_payload_types.py`` makes the TypeScript
declarations of the front end of them (waybill/web/state/payload.d.ts).

Days are ISO dates, "2023-09-07", "-0217-06-01" for 1 June 218 BC. A row's ``known`` is the first day on which it may be named, and
``later`` has those of its fields that may show only from a later day on, each with that day: so that
the browser decides by ``day <= known`` alone. Ids name rows of the other lists.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypedDict, get_args, get_origin, get_type_hints

from waybill.evidence.standing import Level
from waybill.story.model import CheckKind, ClaimKind, Mode, PathBasis, Stance

Bounds = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


class InfoRow(TypedDict):
    """The story as a whole."""

    id: str
    title: str
    standfirst: str
    language: str
    licence: str
    window: Annotated[tuple[str, str], "first and last of the dates shown first"]
    window_label: Annotated[str, "whose window that is"]
    record: Annotated[tuple[str, str], "first and last day of the whole axis"]
    bounds: Bounds
    shipments: Annotated[bool, "whether it has shipments, which come as a cube of their own"]
    later: dict[Literal["standfirst", "window_label"], str]


class PlaceRow(TypedDict):
    """A place."""

    id: str
    name: str
    lat: float
    lon: float
    aliases: list[str]
    country: str | None
    kind: str | None
    radius_km: Annotated[float | None, "how uncertain the position is"]
    position_source: str
    note: str
    extra: Annotated[dict[str, str], "cells of columns that Waybill does not know, by column"]
    known: str | None
    later: dict[Literal["note", "extra"], str]


class StandingRow(TypedDict):
    """How a leg is known from a day on."""

    known: Annotated[str | None, "from this day on; null: from the beginning"]
    level: Level
    words: str
    witnesses: Annotated[list[str], "ids of the claims that corroborate an end of the leg"]


class ShapeRow(TypedDict):
    """How a leg was drawn before all its stops had been named."""

    until: Annotated[str, "the first day on which the next shape takes its place"]
    via: list[str]
    path: list[int]


class LegRow(TypedDict):
    """A leg. Its standings say from which day on it may be named."""

    id: str
    name: Annotated[str, '"Rajin → Dunay by sea"']
    short: Annotated[str, '"Rajin → Dunay"']
    label: Annotated[str, "what it is called beside its ends: its name, or its vessel"]
    origin: str
    destination: str
    turn: Annotated[str | None, "the place where it turned, if it ended where it began"]
    via: list[str]
    route: Annotated[str, "its route and place in it, in words"]
    mode: Mode
    path_basis: Annotated[PathBasis, "of the line drawn"]
    first: Annotated[str | None, "null where it is open or nobody stated it; so is the last day"]
    last: str | None
    soft_first: Annotated[bool, "whether nobody stated the exact day"]
    soft_last: bool
    open_first: Annotated[bool, "whether it had no beginning: it was so before the record"]
    open_last: Annotated[bool, "whether it goes on"]
    when: str
    path: Annotated[
        list[int],
        "[lat, lon, dlat, dlon, …] in 1e-4 degrees; sent empty where it goes straight from place to place",
    ]
    schematic: Annotated[bool, "drawn as bows between its places: no route was published"]
    course: Annotated[str, "what the line rests on where Waybill chose it; else empty"]
    cargo: str
    quantity: Annotated[str, "in words, with its qualifier and unit"]
    amount: Annotated[float | None, "its number; it may show when its words may"]
    unit: Annotated[str, "of the amount, as written"]
    vessel: str
    note: str
    claims: Annotated[list[str], "ids of the claims that assert it"]
    conflicts: list[str]
    length: Annotated[str, "how long it is, in words, and what was measured"]
    standings: list[StandingRow]
    shapes: Annotated[list[ShapeRow], "oldest first"]
    extra: dict[str, str]
    later: dict[Literal["cargo", "quantity", "vessel", "note", "extra", "label"], str]


class VisitRow(TypedDict):
    """A visit."""

    id: str
    number: Annotated[int, "by date, from 1"]
    visitors: list[str]
    hosts: list[str]
    place: str
    first: str | None
    last: str | None
    open_last: Annotated[bool, "whether it goes on"]
    when: str
    trip: Annotated[str | None, "stops with the same are one journey"]
    purpose: str
    outcome: str
    quote: str
    quote_by: str
    sources: list[str]
    note: str
    conflicts: list[str]
    extra: dict[str, str]
    known: str | None
    later: dict[Literal["outcome", "quote", "quote_by", "note", "extra"], str]


class ClaimRow(TypedDict):
    """A claim."""

    id: str
    statement: str
    claimant: str
    party: Annotated[
        str, "the claimant without what stands in brackets behind the name, if that differs"
    ]
    stated: str
    stated_words: str
    known: Annotated[str, "the last day that its date can mean"]
    order: Annotated[int, "its place among all claims in order of publication, from 0"]
    stance: Stance
    against: Annotated[bool, "whether it speaks against what it answers"]
    about: Annotated[str | None, "the claim that it answers"]
    statement_id: Annotated[
        str, "the first row of the same statement, if that is another: it may answer several claims"
    ]
    alone: Annotated[
        list[tuple[str, str]],
        "[from, until): days on which it stands by itself, for what it answers is not out",
    ]
    verb: Annotated[str, "what the claimant did"]
    verb_alone: Annotated[str, "another one where what it answers may not be named"]
    verb_before: Annotated[str, "another one below a claim that was made later"]
    kind: ClaimKind
    observed_first: str | None
    observed_last: str | None
    observed_words: str
    places: list[str]
    reliability: Annotated[
        tuple[str, str] | None, "the letter of the Admiralty code, and its meaning"
    ]
    credibility: Annotated[
        tuple[str, str] | None, "the number of the Admiralty code, and its meaning"
    ]
    quote: str
    sources: list[str]
    verified: bool | None
    limits: str
    note: str
    conflicts: list[str]
    extra: dict[str, str]
    later: dict[Literal["credibility", "quote", "note", "extra"], str]


class SourceRow(TypedDict):
    """A source. At a row that cites it, it stands from that row's day and its own on."""

    id: str
    publisher: str
    title: str
    published: str | None
    published_words: str
    url: str
    archived_url: str
    language: str
    note: str
    later: dict[Literal["note"], str]


class StepRow(TypedDict):
    """A step of the guided reading."""

    id: str
    title: str
    text: str
    legs: list[str]
    places: list[str]
    checks: Annotated[list[str], "ids of checks that are lines on the map"]
    window: tuple[str, str] | None
    bounds: Bounds | None
    known: str | None
    later: dict[Literal["text"], str]


class FigureRow(TypedDict):
    """A key figure, and who speaks of it; each list in order of publication."""

    label: str
    value: str
    unit: str
    basis: str
    check: Annotated[str | None, "id of what it is compared with"]
    stating: Annotated[list[str], "ids of the claims that state it"]
    rejecting: list[str]
    disputing: list[str]
    known: str | None
    later: dict[Literal["check"], str]


class MeasureRow(TypedDict):
    """A measured distance that is a line on the map."""

    label: str
    km: float
    lat: float
    lon: float
    known: str | None


class ComputedRow(TypedDict):
    """A computed value in words."""

    label: str
    words: str
    note: str
    known: str | None


class CheckRow(TypedDict):
    """A stated figure beside computed ones."""

    id: str
    label: str
    kind: CheckKind
    origin: Annotated[str | None, "the place that a distance is measured from"]
    leg: str | None
    stated: str
    stated_km: float | None
    basis: str
    claims: Annotated[list[str], "ids of the claims that state the figure"]
    others: Annotated[list[str], "claims with other figures; for a count, with what images show"]
    note: str
    measures: list[MeasureRow]
    rows: Annotated[list[ComputedRow], "every computed value"]
    known: str | None
    later: dict[Literal["note"], str]


class ConflictRow(TypedDict):
    """A note on where sources differ."""

    id: str
    title: str
    text: str
    sources: list[str]
    known: str | None


class Defaults(TypedDict):
    """Empty values by kind of row, each with the name of its field."""

    places: dict[str, Any]
    legs: dict[str, Any]
    standings: dict[str, Any]
    visits: dict[str, Any]
    claims: dict[str, Any]
    sources: dict[str, Any]
    steps: dict[str, Any]
    figures: dict[str, Any]
    checks: dict[str, Any]
    conflicts: dict[str, Any]


class Payload(TypedDict):
    """A whole story."""

    version: Annotated[str, "first ten hex digits of a SHA-256 over the story's content"]
    info: InfoRow
    defaults: Annotated[Defaults, "what is left out of the rows below because it is empty"]
    days: Annotated[list[str], "every day from which something may show, in order"]
    places: list[PlaceRow]
    legs: list[LegRow]
    visits: Annotated[list[VisitRow], "by date, as they are numbered"]
    claims: list[ClaimRow]
    sources: list[SourceRow]
    steps: list[StepRow]
    figures: list[FigureRow]
    checks: list[CheckRow]
    conflicts: list[ConflictRow]


def defaults_of(row: type) -> dict[str, Any]:
    """Field → the empty value that is left out of a row of this type.

    A text, a list, a table of fields, yes or no, and what may be null have one; nothing else does.
    """
    found = {}
    for name, hint in get_type_hints(row).items():
        kind = get_origin(hint) or hint
        if kind in (str, bool, list, dict):
            found[name] = kind()
        elif type(None) in get_args(hint):
            found[name] = None
    return found
