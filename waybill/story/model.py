"""What a story is: frozen records, one class a CSV file, one field a column.

Coordinates are WGS84 degrees, latitude first. Dates are ``EdtfDate`` (text as written beside what
it means). Lists inside a cell become tuples. Columns Waybill does not know are kept in ``extra``.
``row`` is the line of the file where the record starts (the header is row 1).
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal, get_args

from pydantic import (
    BeforeValidator,
    Field,
    PrivateAttr,
    StringConstraints,
)
from pydantic.config import JsonDict

from waybill.story.contract.frozen import Frozen as Frozen
from waybill.story.contract.shipments import Shipments
from waybill.story.day import Day
from waybill.story.edtf import EdtfDate
from waybill.story.ids import Identifier, Slug
from waybill.story.when import Span, when

EdtfEnd = Annotated[
    EdtfDate,
    BeforeValidator(lambda value: EdtfDate.end(value) if isinstance(value, str) else value),
]
"""A start or an end: a date, ``..``, ``?`` for an end that is not known, or nothing."""

REQUIRED_COLUMN: JsonDict = {"column": "required"}
"""Marks a field whose column must be there, although its cells may be empty."""


def _day(value: object) -> Day:
    """A TOML date, or its text; never a number of seconds or a date with a time."""
    if isinstance(value, Day):
        return value
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return Day.of_date(value)
    if isinstance(value, str) and re.fullmatch(r"-?\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            return Day.fromisoformat(value)
        except ValueError:
            raise ValueError("is not a day of the calendar") from None
    raise ValueError("is not a day; write 2023-09-12")


TomlDay = Annotated[Day, BeforeValidator(_day)]
"""A day of story.toml."""

PlaceKind = Literal[
    "capital", "city", "port", "station", "depot", "airfield", "border", "site", "area", "waypoint"
]
Mode = Literal["sea", "rail", "road", "air", "unknown"]
PathBasis = Literal["observed", "inferred", "unknown"]
PathChoice = Literal["network", "direct"]
QuantityQualifier = Literal["about", "at least", "more than", "up to"]
Stance = Literal["asserts", "corroborates", "disputes", "denies"]
ClaimKind = Literal["statement", "image", "report"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal["1", "2", "3", "4", "5", "6"]
YesNo = Literal["yes", "no"]
CheckKind = Literal["distance", "length", "pace", "count"]
ColourRole = Literal["sea", "rail", "road", "air", "unknown"]

MODES: tuple[str, ...] = get_args(Mode)
PLACE_KINDS: tuple[str, ...] = get_args(PlaceKind)
STANCES: tuple[str, ...] = get_args(Stance)


class Record(Frozen):
    """A row of a CSV file."""

    row: int = Field(0, description="line of the file on which the record starts; header = 1")
    extra: dict[str, str] = Field(default_factory=dict, description="columns Waybill does not know")


class Place(Record):
    """A gazetteer row: somewhere with a name."""

    place_id: Identifier
    name: str = Field(min_length=1)
    latitude: float = Field(ge=-90, le=90, description="degrees north, WGS84")
    longitude: float = Field(ge=-180, le=180, description="degrees east, WGS84")
    aliases: tuple[str, ...] = ()
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = Field(
        None, description="ISO 3166-1 alpha-2"
    )
    kind: PlaceKind | None = None
    radius_km: float | None = Field(None, ge=0, le=20_000, description="position uncertainty")
    position_source: str = ""
    note: str = ""


class Leg(Record):
    """One row of routes.csv: something said to have moved from an origin to a destination."""

    leg_id: Identifier
    origin: Identifier = Field(description="place_id")
    destination: Identifier = Field(description="place_id")
    start_date: EdtfEnd = Field(
        EdtfDate.NOT_STATED, description="a date, or not stated", json_schema_extra=REQUIRED_COLUMN
    )
    end_date: EdtfEnd | None = None
    route_id: Identifier | None = None
    sequence: int | None = Field(None, ge=0, description="order of the leg within its route")
    via: tuple[Identifier, ...] = Field((), description="place_ids passed, in order")
    mode: Mode = "unknown"
    path_basis: PathBasis = "unknown"
    cargo: str = ""
    quantity: float | None = Field(None, ge=0)
    quantity_qualifier: QuantityQualifier | None = None
    quantity_unit: str = ""
    vessel: str = ""
    claims: tuple[Identifier, ...] = Field((), description="claim_ids that assert this leg")
    note: str = ""
    # The last columns: files that are exported keep the order of the others.
    name: str = Field("", description="what the leg is called, in the author's words")
    path: PathChoice | None = Field(
        None, description="who chooses the line where nobody reported one; None: as in story.toml"
    )


class Visit(Record):
    """A diplomatic visit, or one stop of a trip."""

    visit_id: Identifier
    visitors: tuple[str, ...] = Field(min_length=1)
    hosts: tuple[str, ...] = ()
    place: Identifier = Field(description="place_id")
    start_date: EdtfEnd = Field(
        EdtfDate.NOT_STATED, description="a date, or not stated", json_schema_extra=REQUIRED_COLUMN
    )
    end_date: EdtfEnd | None = None
    trip_id: Identifier | None = Field(None, description="stops with one trip_id are one journey")
    purpose: str = ""
    outcome: str = ""
    quote: str = ""
    quote_by: str = ""
    sources: tuple[Identifier, ...] = Field((), description="source_ids")
    note: str = ""


class Claim(Record):
    """Something somebody said, showed or reported, on a day."""

    claim_id: Identifier
    statement: str = Field(min_length=1)
    claimant: str = Field(min_length=1)
    stated_on: EdtfDate = Field(description="when it became public")
    stance: Stance = "asserts"
    about: Identifier | None = Field(None, description="claim_id that this one answers")
    kind: ClaimKind = "statement"
    observed_start: EdtfEnd | None = Field(None, description="first day that an image shows")
    observed_end: EdtfEnd | None = Field(None, description="last day that an image shows")
    places: tuple[Identifier, ...] = Field((), description="place_ids it speaks of")
    source_reliability: Reliability | None = Field(None, description="Admiralty code, the source")
    information_credibility: Credibility | None = Field(
        None, description="Admiralty code, the information"
    )
    quote: str = ""
    sources: tuple[Identifier, ...] = Field((), description="source_ids")
    verified: YesNo | None = None
    limits: str = Field("", description="what it cannot show: an image shows no contents")
    note: str = ""


class Source(Record):
    """Where something was published."""

    source_id: Identifier
    publisher: str = Field(min_length=1)
    title: str = ""
    published_on: EdtfDate | None = None
    url: str = ""
    archived_url: str = ""
    language: str = ""
    note: str = ""


class Step(Frozen):
    """A stop of the guided reading: what to read and what to show."""

    id: Slug
    title: str
    text: str = ""
    legs: tuple[Identifier, ...] = Field((), description="leg_ids brought forward")
    places: tuple[Identifier, ...] = Field((), description="place_ids brought into view")
    checks: tuple[Slug, ...] = Field((), description="check ids drawn as measuring lines")
    window: tuple[TomlDay, TomlDay] | None = Field(
        None, description="dates to set; None keeps them"
    )


class Figure(Frozen):
    """A key figure above the map, with the claims that carry it."""

    label: str
    value: str
    unit: str = ""
    claims: tuple[Identifier, ...] = Field((), description="claim_ids; empty means inferred by us")
    check: Slug | None = Field(None, description="id of a check: stated beside computed")
    basis: str = Field("", description="for a figure without claims: who infers it, and from what")


class Measure(Frozen):
    """One computed value of a check: a distance to a place or country, or a pace between two days."""

    label: str
    to_place: Identifier | None = None
    to_country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = Field(
        None, description="ISO 3166-1 alpha-2; the nearest point of its recognised land border"
    )
    days: tuple[TomlDay, TomlDay] | None = Field(None, description="first and last day, for a pace")
    claims: tuple[Identifier, ...] = Field((), description="claim_ids that give the days")
    note: str = Field("", description="what the value rests on")


class Check(Frozen):
    """What somebody states beside what can be computed; ``kind`` says what is computed.

    ``distance``: geodesics from ``origin`` to each measure. ``length``: the leg, straight and along
    the line drawn. ``pace``: the distance over the days of each measure. ``count``: nothing; what
    images show stands beside the figure, in the words of the claims.
    """

    id: Slug
    label: str
    kind: CheckKind = "distance"
    origin: Identifier | None = Field(None, description="place_id measured from; kind distance")
    leg: Identifier | None = Field(None, description="leg_id measured; kinds length and pace")
    stated: str = Field("", description="the figure in words; else it is made from stated_km")
    stated_km: float | None = Field(None, ge=0, description="the figure, or its lower end")
    stated_to_km: float | None = Field(None, ge=0, description="its upper end, for a range")
    basis: str = Field("", description="for a figure without claims: who gives it, from what")
    claims: tuple[Identifier, ...] = Field((), description="claim_ids that state the figure")
    others: tuple[Identifier, ...] = Field(
        (), description="claim_ids with other figures; for a count, with what images show"
    )
    measures: tuple[Measure, ...] = ()
    note: str = ""


class Conflict(Frozen):
    """Where the source article and better sources differ, shown at the marks it concerns."""

    id: Slug
    title: str
    text: str
    claims: tuple[Identifier, ...] = ()
    legs: tuple[Identifier, ...] = ()
    visits: tuple[Identifier, ...] = ()
    sources: tuple[Identifier, ...] = ()


class Correction(Frozen):
    """A dated entry of the correction log."""

    date: TomlDay
    text: str


class Route(Frozen):
    """A name and a colour role for the legs that share a route_id."""

    id: Identifier
    name: str
    colour: ColourRole = "unknown"


class StoryInfo(Frozen):
    """story.toml: the page around the data. Everything has a default, the file may be missing."""

    id: Slug = "story"
    title: str = "Untitled story"
    standfirst: str = ""
    language: str = "en"
    licence: str = ""
    contact: str = Field("", description="where errors are reported: an address, or in words")
    window: tuple[TomlDay, TomlDay] | None = Field(None, description="dates shown first")
    window_label: str = Field("", description="whose window that is, in a few words")
    record: tuple[TomlDay, TomlDay] | None = Field(None, description="the whole record's axis")
    path: PathChoice = Field("direct", description="network: draw lanes where no path is given")
    steps: tuple[Step, ...] = ()
    figures: tuple[Figure, ...] = ()
    checks: tuple[Check, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    corrections: tuple[Correction, ...] = ()
    routes: tuple[Route, ...] = ()
    shipments: Shipments | None = Field(None, description="many shipments, drawn as flows")
    _names_folder: bool = PrivateAttr(False)

    def titled_by(self, folder: str) -> StoryInfo:
        """A copy with the name of the story's folder as its title: ``black_sea-2023`` → Black sea 2023.

        Such a title is no part of the story's version: a folder may be renamed.
        """
        words = " ".join(folder.replace("_", " ").replace("-", " ").split())
        if not words:
            return self
        info = self.model_copy(update={"title": words[0].upper() + words[1:]})
        info._names_folder = True
        return info

    @property
    def names_folder(self) -> bool:
        """Whether the title is the folder's name, because story.toml gives none."""
        return self._names_folder


class Story(Frozen):
    """A whole story folder, references resolved. Keys are ids, in file order."""

    info: StoryInfo
    places: dict[str, Place]
    legs: dict[str, Leg]
    visits: dict[str, Visit] = Field(default_factory=dict)
    claims: dict[str, Claim] = Field(default_factory=dict)
    sources: dict[str, Source] = Field(default_factory=dict)

    def when(self, row: Leg | Visit) -> Span:
        """The days of a leg or visit; seasons are those of where it begins."""
        place = self.places.get(row.origin if isinstance(row, Leg) else row.place)
        southern = place is not None and place.latitude < 0
        return when(row.start_date, row.end_date or EdtfDate.NOT_STATED, southern=southern)

    def observed(self, claim: Claim) -> Span:
        """The days that a claim reports to have been seen; undated when it says none."""
        start = claim.observed_start or EdtfDate.NOT_STATED
        return when(start, claim.observed_end or EdtfDate.NOT_STATED)
