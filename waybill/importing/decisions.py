"""Which place a written name stands for: decided by a person, kept in a table, applied to a draft.

The table is CSV, so that it can be made from ``undecided.csv`` in any spreadsheet: that lists each
name with its candidates, one a row; the person writes ``yes`` beside the right one, or types a
position into the row of a name. A decision is keyed by the folded name and the country that stands
with it, and beats every look-up.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date

from waybill.gazetteer.lookup import Candidate, Neighbour, candidates
from waybill.gazetteer.names import fold
from waybill.gazetteer.store import Entry, bundled
from waybill.importing import values
from waybill.importing.draft import Draft, DraftPlace, name_found, settle
from waybill.importing.files.sheet import ImportRefusedError
from waybill.importing.files.text import read_text
from waybill.settings import GEOCODERS

COLUMNS = (
    *(
        "name",
        "country",
        "rows",
        "decision",
        "place",
        "region",
        "place_country",
        "kind",
        "population",
    ),
    *("latitude", "longitude", "radius_km", "why", "gazetteer_id", "decided_by", "decided_on"),
    "position_source",
)
YES = frozenset({"yes", "y", "x", "1", "true", "✓", "✔", "ja", "oui", "si", "да"})
SERVICES = frozenset(GEOCODERS)
"""What the ``gazetteer_id`` of an answer of a service begins with: ``nominatim:node/240109189``."""
MAX_ROWS_NAMED = 3
MAX_CANDIDATES = 40
"""Springfield has 34 in GeoNames alone."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """A name and what it stands for: a place of the gazetteer, one of the story, or a position.

    A place that a service answered is kept whole, with ``position_source``: it is not asked again.
    """

    name: str
    country: str = ""
    gazetteer_id: str = ""
    latitude: str = ""
    longitude: str = ""
    radius_km: str = ""
    kind: str = ""
    note: str = ""
    decided_by: str = ""
    decided_on: str = ""
    place: str = ""
    place_country: str = ""
    position_source: str = ""

    @property
    def is_of_service(self) -> bool:
        """Whether a service answered it."""
        return self.gazetteer_id.partition(":")[0] in SERVICES

    @property
    def key(self) -> Key:
        """What the decision is found by."""
        return fold(self.name), self.country


@dataclass
class Decisions:
    """Decisions by key."""

    by_key: dict[Key, Decision] = field(default_factory=dict)

    def of(self, name: str, country: str = "") -> Decision | None:
        """The decision for a name in that country; else the one for the name alone."""
        return self.by_key.get((fold(name), country)) or self.by_key.get((fold(name), ""))

    def to_csv(self) -> str:
        """The table; read back by ``read_decisions``."""
        rows = [{**asdict(one), "decision": "yes", "why": one.note} for one in self.by_key.values()]
        return _csv([column for column in COLUMNS if any(row.get(column) for row in rows)], rows)


def chosen(entry: Entry) -> dict[str, str]:
    """What a decision for a place of the gazetteer keeps; an answer of a service is kept whole."""
    if not entry.as_of:
        return {"gazetteer_id": entry.gazetteer_id}
    cells = _candidate_cells(Candidate(entry, "answer of a service", 100.0, (), ()))
    kept = {f.name for f in fields(Decision)} - {"name", "country", "note"}
    return {column: cell for column, cell in cells.items() if column in kept}


def read_decisions(file: str, data: bytes) -> Decisions:
    """Read a table of decisions; ImportRefusedError names the row that cannot be carried out.

    Without a column ``decision`` every row counts; with one, those that say yes. A row needs a
    ``gazetteer_id``, or a ``latitude`` and ``longitude``.
    """
    sheets = read_text(file, data)
    if not sheets:
        return Decisions()
    sheet = sheets[0]
    columns = [column.strip().lower() for column in sheet.columns]
    if "name" not in columns:
        raise ImportRefusedError(
            f"{file} has no column 'name'; decisions are made in a copy of undecided.csv"
        )
    found: dict[Key, Decision] = {}
    for number, cells in zip(sheet.row_numbers, sheet.rows, strict=True):
        row = dict(zip(columns, cells, strict=True))
        said = row.get("decision", "yes").strip().lower()
        if not row["name"] or said in ("", "no", "later", "n", "0"):
            continue
        if said not in YES:
            raise ImportRefusedError(
                f"{file}, row {number}: the decision is {said!r}; write yes beside the right place"
            )
        decision = _decision(file, number, row)
        earlier = found.get(decision.key)
        if earlier is not None and _what(earlier) != _what(decision):
            raise ImportRefusedError(
                f"{file}, row {number}: {row['name']!r} is decided twice, and differently; "
                "leave yes in one of its rows"
            )
        found[decision.key] = decision
    return Decisions(found)


def _what(decision: Decision) -> tuple[str, str, str]:
    return decision.gazetteer_id, decision.latitude, decision.longitude


def _decision(file: str, number: int, row: Mapping[str, str]) -> Decision:
    get = row.get
    gazetteer_id = get("gazetteer_id", "")
    latitude = values.degrees_text(get("latitude", ""), "latitude")
    longitude = values.degrees_text(get("longitude", ""), "longitude")
    is_of_service = gazetteer_id.partition(":")[0] in SERVICES
    if is_of_service:
        if DraftPlace("", "", latitude, longitude).location is None:
            raise ImportRefusedError(
                f"{file}, row {number}: {gazetteer_id!r} was answered by a service; its row needs the "
                "latitude and longitude that stood beside it"
            )
    elif gazetteer_id.startswith("place:"):
        latitude = longitude = ""
    elif gazetteer_id and bundled().by_id(gazetteer_id) is None:
        raise ImportRefusedError(
            f"{file}, row {number}: there is no {gazetteer_id!r} in the gazetteer"
        )
    elif not gazetteer_id and DraftPlace("", "", latitude, longitude).location is None:
        raise ImportRefusedError(
            f"{file}, row {number}: {row['name']!r} has neither a gazetteer_id nor a latitude and a "
            "longitude that can be read"
        )
    is_whole = is_of_service or not gazetteer_id
    return Decision(
        name=row["name"],
        country=values.country_code(get("country", "")) or "",
        gazetteer_id=gazetteer_id,
        latitude=latitude if is_whole else "",
        longitude=longitude if is_whole else "",
        radius_km=get("radius_km", "") if is_whole else "",
        kind=get("kind", "") if is_whole else "",
        note=get("why", "") if not gazetteer_id else "",
        decided_by=get("decided_by", ""),
        decided_on=get("decided_on", ""),
        place=get("place", "") if is_of_service else "",
        place_country=get("place_country", "") if is_of_service else "",
        position_source=get("position_source", "") if is_of_service else "",
    )


def apply(draft: Draft, decisions: Decisions, today: date) -> int:
    """Give the decided places their positions; returns how many. Positions in the sheet win."""
    count = 0
    for place in list(draft.to_decide()):
        decision = decisions.of(place.written or place.name, place.country)
        if decision is None:
            continue
        if decision.gazetteer_id.startswith("place:"):
            other = draft.places.get(decision.gazetteer_id.removeprefix("place:"))
            if other is None or other is place:
                raise ImportRefusedError(
                    f"{place.name!r} is decided to be {decision.gazetteer_id!r}, which is no place "
                    "of this story"
                )
            _merge(draft, place, other)
        elif decision.is_of_service:
            _answered(place, decision)
        elif decision.gazetteer_id:
            entry = bundled().by_id(decision.gazetteer_id)
            assert entry is not None
            settle(place, entry)
        else:
            _pin(place, decision)
        place.extra["decided_by"] = decision.decided_by or "decisions.csv"
        place.extra["decided_on"] = decision.decided_on or today.isoformat()
        count += 1
    return count


def _answered(place: DraftPlace, decision: Decision) -> None:
    """What ``settle`` writes, out of the decision that keeps the answer of a service."""
    place.latitude, place.longitude = decision.latitude, decision.longitude
    place.country = place.country or values.country_code(decision.place_country) or ""
    place.kind = place.kind or decision.kind
    place.radius_km = place.radius_km or decision.radius_km
    name_found(place, decision.place, decision.gazetteer_id, decision.position_source)


def _pin(place: DraftPlace, decision: Decision) -> None:
    place.latitude, place.longitude = decision.latitude, decision.longitude
    place.kind = place.kind or decision.kind
    place.radius_km = place.radius_km or decision.radius_km
    place.position_source = "pin put by hand"
    place.note = place.note or decision.note


def _merge(draft: Draft, place: DraftPlace, other: DraftPlace) -> None:
    """Legs of ``place`` go to ``other``, which is the same."""
    for leg in draft.legs:
        for column in ("origin", "destination"):
            if leg.get(column) == place.place_id:
                leg[column] = other.place_id
        ids = leg.get("via", "").split("|")
        leg["via"] = "|".join(other.place_id if i == place.place_id else i for i in ids)
    if place.written and place.written not in (other.name, *other.aliases):
        other.aliases.append(place.written)
    other.used += place.used
    del draft.places[place.place_id]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A name without a position, where it stands, what it may mean, and the other ends of its legs."""

    place: DraftPlace
    candidates: Sequence[Candidate]
    own: Sequence[DraftPlace] = ()
    near: Sequence[Neighbour] = ()

    @property
    def rows(self) -> str:
        """The first rows that name it, and how many more do: ``legs.csv, rows 2, 8, 14, 411 more``."""
        by_file: dict[str, list[str]] = {}
        for where in dict.fromkeys(self.place.used):
            file, _, row = where.rpartition(", row ")
            by_file.setdefault(file or where, []).append(row)
        return "; ".join(_rows_of(file, rows) for file, rows in by_file.items())


def _rows_of(file: str, rows: Sequence[str]) -> str:
    named = ", ".join(row for row in rows[:MAX_ROWS_NAMED] if row)
    more = len(rows) - MAX_ROWS_NAMED
    noun = "row" if len(rows) == 1 else "rows"
    return f"{file}, {noun} {named}" + (f", {more:,} more" if more > 0 else "")


def undecided(draft: Draft) -> list[Undecided]:
    """Every name still to be decided, with candidates; places of the person's own sheet first."""
    near = draft.neighbours()
    found = []
    for place in draft.to_decide():
        name = place.written or place.name
        own = [p for p in draft.named(name, place.country) if p is not place and p.location]
        country = place.country or None
        offered = candidates(
            name,
            country=country,
            kind=place.kind or None,
            neighbours=near[place.place_id],
            limit=MAX_CANDIDATES,
        )
        found.append(Undecided(place, offered, own, near[place.place_id]))
    return found


def undecided_csv(names: Iterable[Undecided]) -> str:
    """``undecided.csv``: one row a candidate, and one without a candidate to type a position in."""
    rows: list[dict[str, str]] = []
    for one in names:
        place = one.place
        common = {"name": place.written or place.name, "country": place.country, "rows": one.rows}
        rows += [{**common, **_own_cells(other)} for other in one.own]
        rows += [{**common, **_candidate_cells(candidate)} for candidate in one.candidates]
        rows.append({**common, "why": "another place: write its latitude and longitude here"})
    of_services = COLUMNS[-1:] if any(row.get(COLUMNS[-1]) for row in rows) else ()
    return _csv([*COLUMNS[:-3], *of_services], rows)


def _own_cells(place: DraftPlace) -> dict[str, str]:
    return {
        "place": place.name,
        "place_country": place.country,
        "kind": place.kind,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "why": "a place of your own sheet",
        "gazetteer_id": f"place:{place.place_id}",
    }


def _candidate_cells(candidate: Candidate) -> dict[str, str]:
    entry = candidate.entry
    return {
        "place": entry.name,
        "region": entry.admin1,
        "place_country": entry.country,
        "kind": entry.kind,
        "population": str(entry.population or ""),
        "latitude": values.degrees(entry.location[0]),
        "longitude": values.degrees(entry.location[1]),
        "radius_km": f"{entry.radius_km:g}",
        "why": "; ".join(candidate.why),
        "gazetteer_id": entry.gazetteer_id,
        **({"position_source": entry.position_source} if entry.as_of else {}),
    }


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()
