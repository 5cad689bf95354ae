"""Sheets whose columns have a meaning -> places and legs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from waybill.importing import statements, values
from waybill.importing.draft import Draft, DraftPlace, Location
from waybill.importing.recipe import Recipe
from waybill.importing.recognise import AS_IT_IS, DATE_MEANINGS, NUMBER_MEANINGS, Plan
from waybill.story.reading.file_spec import ROUTES
from waybill.story.reading.suggest.dates.style import DateStyle
from waybill.story.reading.suggest.numbers import NumberStyle
from waybill.story.reading.suggest.words import nearest

END_AT_PLACE_KM = 2.0
"""A line that ends this near a named point of its map ends there."""

_FLOWMAP_TEXTS = {"title": "title", "description": "standfirst"}
_CLOSED_LISTS = {
    "mode": ("sea", "rail", "road", "air", "unknown"),
    "path_basis": ("observed", "inferred", "unknown"),
}
_PATH_CHOICES = ("network", "direct")


def convert(plans: Sequence[Plan], recipe: Recipe) -> Draft:
    """The draft of everything in the sheets: places first, because legs name them."""
    draft = Draft()
    for plan in plans:
        if plan.becomes in ("places", "names", "journey"):
            _add_places(draft, plan)
        elif plan.becomes == "properties":
            _add_properties(draft, plan)
        elif plan.becomes in AS_IT_IS:
            draft.as_they_are[f"{plan.becomes}.csv"] = (plan.sheet.columns, plan.sheet.rows)
        elif plan.becomes == "nothing":
            draft.notes.append(f"{plan.sheet.title} was left out: {plan.reason}")
    for plan in plans:
        if plan.becomes == "legs":
            _add_legs(draft, plan, recipe.defaults)
        elif plan.becomes == "journey":
            _add_journey(draft, plan, recipe.defaults)
    said = [row for plan in plans if plan.becomes == "statements" for row in _statements(plan)]
    if said:
        statements.add(draft, said)
    return draft


class _Reader:
    """How the columns of one sheet are read: where they stand, and what was decided about them."""

    def __init__(self, plan: Plan) -> None:
        at = {name: i for i, name in enumerate(plan.sheet.columns)}
        self.at = {c.meaning: at[c.name] for c in plan.columns if c.meaning}
        self.kept = {c.name: at[c.name] for c in plan.kept}
        self.dates: dict[str, DateStyle] = {}
        self.numbers: dict[str, NumberStyle] = {}
        self.longitude_first: dict[str, bool] = {}
        for column in plan.columns:
            cells = plan.sheet.values(column.name)
            if column.meaning in DATE_MEANINGS:
                self.dates[column.meaning] = values.dates_of(cells, plan.dates.get(column.name))
            elif column.meaning in NUMBER_MEANINGS:
                sign = plan.decimals.get(column.name)
                self.numbers[column.meaning] = values.numbers_of(cells, sign)
            elif column.meaning.endswith("coordinates"):
                self.longitude_first[column.meaning] = values.longitude_first(cells)


class _Row:
    """A row's cells by meaning, read with what was decided for their columns."""

    def __init__(self, reader: _Reader, cells: list[str]) -> None:
        self._reader = reader
        self._cells = cells
        self.kept = {name: cells[i] for name, i in reader.kept.items() if cells[i]}

    def get(self, meaning: str) -> str:
        at = self._reader.at.get(meaning)
        return "" if at is None else self._cells[at]

    def said(self, where: str) -> statements.Said:
        """The cells of a statement by meaning, and apart from them those without one."""
        dates = {meaning: self._date(meaning)[0] for meaning in statements.DATES}
        cells = {meaning: self.get(meaning) for meaning in statements.MEANINGS}
        return statements.Said({**cells, **dates}, self.kept, where)

    def dates(self) -> tuple[str, str]:
        """Start and end; a stretch of days in the one column fills both."""
        start, end = self._date("start_date")
        last, _ = self._date("end_date")
        return start, last or end

    def _date(self, meaning: str) -> tuple[str, str]:
        text = self.get(meaning)
        return values.date_texts(text, self._reader.dates[meaning]) if text else ("", "")

    def number(self, meaning: str) -> str:
        text = self.get(meaning)
        return values.number_text(text, self._reader.numbers[meaning]) if text else ""

    def quantity(self) -> dict[str, str]:
        """Cells of the quantity, its unit and its qualifier."""
        text = self.get("quantity")
        said = values.quantity_cells(text, self._reader.numbers["quantity"]) if text else {}
        written = {c: self.get(c) for c in ("quantity_unit", "quantity_qualifier") if self.get(c)}
        if any(said.get(column, value) != value for column, value in written.items()):
            return {"quantity": text, **written}  # the cell and its row say different things
        return {**said, **written}

    def country(self, prefix: str = "") -> str:
        text = self.get(f"{prefix}country")
        return values.country_code(text) or ""

    def position(self, prefix: str = "") -> tuple[str, str]:
        """Latitude and longitude, decimal where they can be read."""
        column = f"{prefix}coordinates"
        if both := self.get(column):
            order = self._reader.longitude_first[column]
            return values.pair_text(both, longitude_first=order) or (both, both)
        return (
            values.degrees_text(self.get(f"{prefix}latitude"), "latitude"),
            values.degrees_text(self.get(f"{prefix}longitude"), "longitude"),
        )


def _add_places(draft: Draft, plan: Plan) -> None:
    reader = _Reader(plan)
    for number, cells in zip(plan.sheet.row_numbers, plan.sheet.rows, strict=True):
        row = _Row(reader, cells)
        name = row.get("name") or row.get("place_id")
        latitude, longitude = row.position()
        if not name and not latitude:
            draft.notes.append(f"{plan.sheet.title}, row {number} names no place and was left out")
            continue
        name = name or f"Point {number}"
        if plan.becomes in ("names", "journey") and draft.named(name):
            draft.named(name)[0].used.append(f"{plan.sheet.title}, row {number}")
            continue
        kind = row.get("kind")
        extra = dict(row.kept)
        if (country := row.get("country")) and not row.country():
            extra["country as written"] = country
        draft.add(
            DraftPlace(
                place_id="",
                name=name,
                latitude=latitude,
                longitude=longitude,
                country=row.country(),
                kind=nearest(kind, _place_kinds()) or kind if kind else "",
                radius_km=row.number("radius_km"),
                position_source=row.get("position_source")
                or (f"from {plan.sheet.file}" if latitude else ""),
                note=row.get("note"),
                aliases=[a.strip() for a in row.get("aliases").split("|") if a.strip()],
                extra=extra,
                written=name,
                used=[f"{plan.sheet.title}, row {number}"],
            ),
            written_id=row.get("place_id"),
        )


def _place_kinds() -> tuple[str, ...]:
    from waybill.story.model import PLACE_KINDS

    return PLACE_KINDS


def _add_properties(draft: Draft, plan: Plan) -> None:
    """flowmap.blue's sheet of properties: its title and description are the story's."""
    for key, value in (row[:2] for row in plan.sheet.rows):
        wanted = _FLOWMAP_TEXTS.get(key.strip().lower())
        if wanted:
            setattr(draft, wanted, value)


def _statements(plan: Plan) -> list[statements.Said]:
    reader = _Reader(plan)
    rows = zip(plan.sheet.row_numbers, plan.sheet.rows, strict=True)
    return [_Row(reader, cells).said(f"{plan.sheet.title}, row {at}") for at, cells in rows]


def _add_legs(draft: Draft, plan: Plan, defaults: dict[str, str]) -> None:
    counted: dict[str, int] = {}
    ids = {leg["leg_id"] for leg in draft.legs}
    reader = _Reader(plan)
    for number, cells in zip(plan.sheet.row_numbers, plan.sheet.rows, strict=True):
        row = _Row(reader, cells)
        where = f"{plan.sheet.title}, row {number}"
        path = values.path_of(row.get("path")) if row.get("path") else []
        ends = _ends(draft, row, where, path)
        if ends is None:
            shown = next((cell for cell in cells if cell), "")
            draft.notes.append(
                f"{where} has no origin or no destination, so it is no leg; it begins {shown[:60]!r}"
            )
            continue
        origin, destination = ends
        leg = {column: row.get(column) for column in ROUTES.columns}
        start, end = row.dates()
        stem = f"{origin.place_id}-{destination.place_id}"[:70]
        counted[stem] = counted.get(stem, 0) + 1
        made = stem if counted[stem] == 1 else f"{stem}-{counted[stem]}"
        wanted = values.id_or_made(row.get("leg_id")) or made
        copy = 1
        leg["leg_id"] = wanted
        while leg["leg_id"] in ids:
            copy += 1
            leg["leg_id"] = f"{wanted}-{copy}"
        ids.add(leg["leg_id"])
        leg.update(
            origin=origin.place_id,
            destination=destination.place_id,
            start_date=start,
            end_date=end,
            **row.quantity(),
        )
        if leg["quantity"] and not leg["quantity_unit"]:
            leg["quantity_unit"] = plan.unit
        for column, allowed in _CLOSED_LISTS.items():
            leg[column] = nearest(leg[column], allowed) or leg[column] if leg[column] else ""
        if leg["path"] not in _PATH_CHOICES:  # the line itself
            leg["path"] = ""
        for column, value in defaults.items():
            leg[column] = leg.get(column) or value
        leg["via"] = "|".join(_via(draft, row, leg, path, where))
        draft.legs.append({**leg, **_extra(row)})


def _add_journey(draft: Draft, plan: Plan, defaults: dict[str, str]) -> None:
    """A leg from each place of the list to the next; the person said that it is a journey."""
    reader = _Reader(plan)
    names = [_Row(reader, cells).get("name") for cells in plan.sheet.rows]
    stops = [draft.at(name, "", None) for name in names if name]
    route = values.identifier(plan.sheet.title.rpartition(".")[0]) or "journey"
    for number, (origin, destination) in enumerate(pairwise(stops)):
        draft.legs.append(
            {
                **defaults,
                "leg_id": f"{route}-{number + 1}",
                "origin": origin.place_id,
                "destination": destination.place_id,
                "start_date": defaults.get("start_date", ""),
                "route_id": route,
                "sequence": str(number),
            }
        )


def _extra(row: _Row) -> dict[str, str]:
    """Columns kept as they are, under a name that the story folder does not give a meaning."""
    taken = {*ROUTES.columns}
    return {f"{k} (sheet)" if k.lower() in taken else k: v for k, v in row.kept.items()}


def _ends(
    draft: Draft, row: _Row, where: str, path: list[Location]
) -> tuple[DraftPlace, DraftPlace] | None:
    found = []
    for prefix, spot in (("origin", path[0] if path else None), ("destination", path[-1:] or None)):
        location = spot[0] if isinstance(spot, list) else spot
        place = _end(draft, row, prefix, location, where)
        if place is None:
            return None
        place.used.append(where)
        found.append(place)
    return found[0], found[1]


def _end(
    draft: Draft, row: _Row, prefix: str, spot: Location | None, where: str
) -> DraftPlace | None:
    """One end of a leg: by its name and position, or the end of its line."""
    name = row.get(prefix)
    country = row.country(f"{prefix}_")
    latitude, longitude = row.position(f"{prefix}_")
    location = _location(latitude, longitude) or spot
    if not name and location is None:
        return None
    if not name and location is not None:
        near = draft.nearest(location, END_AT_PLACE_KM)
        if near is not None:
            return near
        side = "Start" if prefix == "origin" else "End"
        title = row.get("note") or row.get("route_id") or where
        name = f"{side} of {title}"
    place = draft.at(name, country, location)
    if place.undecided and (latitude or longitude):
        place.latitude, place.longitude = latitude, longitude
    elif place.undecided and location is not None:
        draft.locate(place, location)
    if (latitude or spot) and not place.position_source:
        place.position_source = f"from {where.split(',')[0].split(' (')[0]}"
    return place


def _location(latitude: str, longitude: str) -> Location | None:
    return DraftPlace("", "", latitude, longitude).location


def _via(
    draft: Draft, row: _Row, leg: dict[str, str], path: list[Location], where: str
) -> list[str]:
    """Ids of the places passed: those named in the sheet, then the bends of the line."""
    ids = []
    for name in (part.strip() for part in row.get("via").replace(";", "|").split("|")):
        if name:
            place = draft.at(name, "", None)
            place.used.append(where)
            ids.append(place.place_id)
    for number, (latitude, longitude) in enumerate(path[1:-1], 1):
        place = DraftPlace(
            place_id="",
            name=f"Point {number} of {leg['note'] or leg['leg_id']}",
            latitude=values.degrees(latitude),
            longitude=values.degrees(longitude),
            kind="waypoint",
            position_source=f"line in {where.split(',')[0].split(' (')[0]}",
        )
        ids.append(draft.add(place, written_id=f"{leg['leg_id']}-p{number}").place_id)
    return ids
