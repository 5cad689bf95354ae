"""What a sheet is and what its columns mean: a guess with reasons, for a person to change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from waybill.gazetteer.names import fold
from waybill.importing import statements, values
from waybill.importing.files.sheet import ImportRefusedError, Sheet
from waybill.importing.recipe import Recipe, SheetRecipe
from waybill.importing.vocabulary import (
    ENDS,
    meaning_of_header,
    meaning_of_tag,
    unit_of_header,
)
from waybill.story.reading.file_spec import CLAIMS, PLACES, ROUTES, SOURCES, VISITS

PLACE_MEANINGS = (*PLACES.columns, "coordinates")
LEG_MEANINGS = (
    *ROUTES.columns,  # in a sheet, ``path`` may hold the line itself
    *(
        f"{end}_{what}"
        for end in ENDS
        for what in ("latitude", "longitude", "coordinates", "country")
    ),
)
BECOMES = (
    "places",
    "legs",
    "names",
    "journey",
    "properties",
    "visits",
    "claims",
    "sources",
    "statements",
    "nothing",
)
AS_IT_IS = {spec.file.removesuffix(".csv"): spec for spec in (VISITS, CLAIMS, SOURCES)}
_MEANINGS = {
    **dict.fromkeys(("places", "names", "journey"), PLACE_MEANINGS),
    "legs": LEG_MEANINGS,
    "statements": statements.MEANINGS,
}


def meanings_of(becomes: str) -> tuple[str, ...]:
    """The meanings that a column of such a sheet can have; none where the columns stay as they are."""
    return _MEANINGS.get(becomes, ())


DATE_MEANINGS = ("start_date", "end_date", *statements.DATES)
NUMBER_MEANINGS = ("quantity", "radius_km")
DECIDED = "as decided before"
HINTS_SHEET = "How to fill it in"
"""The sheet of the template that explains the others."""
EXPLAINS = "it explains the other sheets"
MIN_SHARE_OF_COUNTRIES = 0.7


@dataclass(frozen=True, slots=True)
class Column:
    """What one column is taken for. ``meaning`` "" is kept as an extra column, and nothing is lost."""

    name: str
    meaning: str
    reason: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What the sheet does not say and nobody may guess. ``setting`` is the recipe's part for it."""

    sheet: str
    column: str
    setting: str
    text: str
    choices: tuple[str, ...]


@dataclass
class Plan:
    """A sheet and what it becomes."""

    sheet: Sheet
    becomes: str
    columns: list[Column]
    reason: str
    dates: dict[str, str | None] = field(default_factory=dict)
    decimals: dict[str, str | None] = field(default_factory=dict)
    unit: str = ""
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def column(self, meaning: str) -> str | None:
        """The column with that meaning; None when there is none."""
        return next((c.name for c in self.columns if c.meaning == meaning), None)

    @property
    def kept(self) -> list[Column]:
        """Columns without a meaning to us."""
        return [column for column in self.columns if not column.meaning]

    def to_recipe(self) -> SheetRecipe:
        """The plan as decisions to keep."""
        return SheetRecipe(
            title=self.sheet.title,
            becomes=self.becomes,
            headers=list(self.sheet.columns),
            columns={column.name: column.meaning for column in self.columns},
            dates=dict(self.dates),
            decimals=dict(self.decimals),
            unit=self.unit,
        )


def plan(sheet: Sheet, recipe: Recipe) -> Plan:
    """What the sheet becomes: by the recipe where it knows the sheet, by a guess otherwise."""
    known, same = recipe.of(sheet.columns)
    columns = _guess(sheet)
    becomes, reason = _becomes(sheet, columns)
    if becomes == "legs":
        columns = _with_destination(sheet, columns)
        becomes, reason = _becomes(sheet, columns)
    notes = [] if reason == EXPLAINS else list(sheet.notes)
    found = Plan(sheet, becomes, _fitting(columns, becomes), reason, notes=notes)
    if known is not None:
        _apply(found, known, same=same)
    _decide_dates(found, known)
    _decide_decimals(found, known)
    quantity = found.column("quantity")
    if known is not None and same:
        found.unit = known.unit
    elif quantity and not found.column("quantity_unit"):
        found.unit = unit_of_header(quantity)
    return found


def plan_all(sheets: Iterable[Sheet], recipe: Recipe) -> list[Plan]:
    """A plan for each sheet; where none has legs, the question whether the places are a journey."""
    plans = [plan(sheet, recipe) for sheet in sheets]
    if any(one.becomes in ("legs", "journey") for one in plans):
        return plans
    for one in plans:
        if one.becomes in ("names", "places") and one.reason != DECIDED and len(one.sheet.rows) > 1:
            text = (
                f"Nothing says what moved. Are the places of {one.sheet.title} the stops of a "
                "journey, in this order, or just places?"
            )
            one.questions.append(
                Question(one.sheet.title, "", "becomes", text, ("journey", one.becomes))
            )
    return plans


def _guess(sheet: Sheet) -> list[Column]:
    """Each column's meaning by the format, its tag, its name; a meaning goes to one column only."""
    taken: set[str] = set()
    columns = []
    for i, name in enumerate(sheet.columns):
        tag = sheet.tags[i] if sheet.tags else ""
        for meaning, reason in (
            (sheet.given.get(name), "the format says so"),
            (meaning_of_tag(tag) if tag else None, f"its HXL tag is {tag}"),
            (meaning_of_header(name), "by its name"),
        ):
            if meaning and meaning not in taken:
                taken.add(meaning)
                columns.append(Column(name, meaning, reason, tuple(sheet.examples(name))))
                break
        else:
            columns.append(Column(name, "", "kept as it is", tuple(sheet.examples(name))))
    return columns


def _becomes(sheet: Sheet, columns: Iterable[Column]) -> tuple[str, str]:
    """What the columns make of the sheet, and why."""
    names = {name.strip().lower() for name in sheet.columns}
    meanings = {column.meaning for column in columns}
    for kind, spec in AS_IT_IS.items():
        if {c for c, must in spec.columns.items() if must} <= names:
            return kind, f"it has the columns of {spec.file}"
    if sheet.name == HINTS_SHEET:
        return "nothing", EXPLAINS
    if names == {"property", "value"}:
        return "properties", "properties and values, as flowmap.blue has them"
    if "path" in meanings:
        return "legs", "each row is a line"
    if "origin" in meanings or {"origin_latitude", "origin_coordinates"} & meanings:
        return "legs", "it has an origin"
    if {"claimant", "statement"} <= meanings:
        return "statements", "it has statements and who says so"
    if len(sheet.columns) == 1 and (sheet.headless or "name" in meanings):
        return "names", "a list of names"
    if {"latitude", "longitude"} <= meanings or "coordinates" in meanings or "name" in meanings:
        return "places", "it has names or positions and no origin"
    return "nothing", "no column could be taken for a place, an origin or a position"


def _with_destination(sheet: Sheet, columns: list[Column]) -> list[Column]:
    """A column of countries as the destination, where nothing else says where the legs go."""
    meanings = {column.meaning for column in columns}
    if meanings & {"destination", "path", "destination_latitude", "destination_coordinates"}:
        return columns
    for i, column in enumerate(columns):
        if column.meaning not in ("", "country", "name", "destination_country"):
            continue
        cells = dict.fromkeys(sheet.values(column.name))
        named = sum(values.country_code(cell) is not None for cell in list(cells)[:100])
        if cells and named >= MIN_SHARE_OF_COUNTRIES * min(len(cells), 100):
            reason = "it holds names of countries, and no other column says where the legs go"
            changed = Column(column.name, "destination", reason, column.examples)
            return [*columns[:i], changed, *columns[i + 1 :]]
    return columns


def _fitting(columns: Iterable[Column], becomes: str) -> list[Column]:
    """The columns with the meanings that this kind of sheet has; others are kept."""
    out = []
    if becomes == "names":
        return [Column(c.name, "name", "a list of names", c.examples) for c in columns]
    allowed = meanings_of(becomes)
    own_id = "place_id" if becomes == "places" else "leg_id"
    meanings = {column.meaning for column in columns}
    is_numbered = "claims" in meanings
    for column in columns:
        meaning, reason = column.meaning, column.reason
        if meaning == "id" and own_id not in meanings:
            meaning = own_id
        if becomes == "legs" and meaning == "name" and "path" in meanings:
            meaning = "note"
        if becomes == "statements" and meaning == "claims":
            meaning = "number"
        elif becomes == "statements" and not (meaning or is_numbered):
            is_numbered = fold(column.name) in statements.NUMBER_HEADERS
            meaning, reason = ("number", "by its name") if is_numbered else ("", reason)
        if meaning in allowed:
            out.append(Column(column.name, meaning, reason, column.examples))
        else:
            out.append(Column(column.name, "", "kept as it is", column.examples))
    return out


def _apply(found: Plan, known: SheetRecipe, *, same: bool) -> None:
    """Put the recipe's meanings in place of the guessed ones."""
    if known.becomes not in BECOMES:
        raise ImportRefusedError(
            f"the recipe says that {found.sheet.title} becomes {known.becomes!r}; "
            f"write one of {', '.join(BECOMES)}"
        )
    found.becomes, found.reason = known.becomes, DECIDED
    allowed = meanings_of(known.becomes)
    decided = {meaning for meaning in known.columns.values() if meaning}
    columns = []
    for column in found.columns:
        meaning = known.columns.get(column.name)
        if meaning is None:
            meaning = "" if column.meaning in decided else column.meaning
            columns.append(Column(column.name, meaning, f"new; {column.reason}", column.examples))
            continue
        if meaning and meaning not in allowed:
            raise ImportRefusedError(
                f"the recipe gives the column {column.name!r} of {found.sheet.title} the meaning "
                f"{meaning!r}; {found.becomes} have {', '.join(allowed)}"
            )
        columns.append(Column(column.name, meaning, DECIDED, column.examples))
    found.columns = columns
    gone = [name for name in known.columns if name not in found.sheet.columns]
    if not same:
        new = [column.name for column in columns if column.reason.startswith("new")]
        found.notes.append(
            "the columns are not those of the recipe"
            + (f"; new: {', '.join(new)}" if new else "")
            + (f"; gone: {', '.join(gone)}" if gone else "")
        )


def _decide_dates(found: Plan, known: SheetRecipe | None) -> None:
    for column in found.columns:
        if column.meaning not in DATE_MEANINGS:
            continue
        cells = found.sheet.values(column.name)
        order = values.date_order(cells)
        decided = (known.dates if known else {}).get(column.name)
        if order == "":
            continue
        if decided is not None and decided not in values.DATE_ORDERS:
            raise ImportRefusedError(
                f"the recipe gives the dates of {column.name!r} the order {decided!r}; "
                f"write one of {', '.join(values.DATE_ORDERS)}"
            )
        found.dates[column.name] = decided or order
        if not (decided or order):
            found.questions.append(_date_question(found.sheet.title, column, cells))


def _date_question(sheet: str, column: Column, cells: Iterable[str]) -> Question:
    examples = list(dict.fromkeys(cell for cell in cells if values.is_open_date(cell)))[:3]
    return Question(
        sheet,
        column.name,
        "dates",
        f"Which comes first in the dates of {column.name!r} ({', '.join(examples)}), "
        "the day or the month? No date in the column settles it.",
        values.DATE_ORDERS,
    )


def _decide_decimals(found: Plan, known: SheetRecipe | None) -> None:
    for column in found.columns:
        if column.meaning not in NUMBER_MEANINGS:
            continue
        sign = values.decimal_sign(found.sheet.values(column.name))
        decided = (known.decimals if known else {}).get(column.name)
        if decided is not None and decided not in values.DECIMAL_SIGNS:
            raise ImportRefusedError(
                f"the recipe gives the numbers of {column.name!r} the decimal sign {decided!r}; "
                "write , or ."
            )
        if sign == "":
            continue
        found.decimals[column.name] = decided or sign
        if not (decided or sign):
            found.questions.append(
                Question(
                    found.sheet.title,
                    column.name,
                    "decimals",
                    f"What separates the decimals in {column.name!r} "
                    f"({', '.join(column.examples)})? The sign could also part thousands.",
                    values.DECIMAL_SIGNS,
                )
            )
