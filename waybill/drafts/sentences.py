"""What was done to a story, in sentences that name rows as people know them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from waybill.drafts.document import INFO, SPECS, Document, Row, Value, by_id, row_id
from waybill.drafts.merge import Clash
from waybill.drafts.operations import (
    AddRow,
    MoveRow,
    Operation,
    RemoveRow,
    SetCell,
    SetColumns,
    SetText,
)
from waybill.evidence.phrases import counted

NOUNS: dict[str, str] = {
    "places": "place",
    "legs": "leg",
    "visits": "visit",
    "claims": "claim",
    "sources": "source",
    "steps": "step",
    "figures": "figure",
    "checks": "check",
    "conflicts": "conflict",
    "corrections": "correction",
    "routes": "route",
}
"""Table → what one of its rows is called."""
MAX_NAME, MAX_VALUE = 60, 60
MAX_SENTENCES = 3
_REFERRED = {
    "origin": "places",
    "destination": "places",
    "place": "places",
    "via": "places",
    "places": "places",
    "legs": "legs",
    "claims": "claims",
    "about": "claims",
    "sources": "sources",
    "route_id": "routes",
}
"""Column of ids, in whichever table → the table whose rows they are."""
_WORDS = {
    "start_date": "first day",
    "end_date": "last day",
    "place_id": "id",
    "leg_id": "id",
    "visit_id": "id",
    "claim_id": "id",
    "source_id": "id",
    "route_id": "route",
    "trip_id": "trip",
    "stated_on": "day of the statement",
    "radius_km": "radius in km",
    "path_basis": "how the path is known",
    "path": "line where no path is known",
    "via": "places passed, in order",
    "about": "claim that it answers",
    "published_on": "day of publication",
    "url": "web address",
    "archived_url": "address of an archived copy",
    "observed_start": "first day that it shows",
    "observed_end": "last day that it shows",
}


def sentence_of(operations: Sequence[Operation], before: Document, after: Document) -> str:
    """What the operations did, in at most three sentences."""
    sentences = _few(operations, before, after)
    if sentences is None:
        sentences = _many(operations)
    return " ".join(sentences)


def _few(operations: Sequence[Operation], before: Document, after: Document) -> list[str] | None:
    """A sentence for each operation; None when that would be too many."""
    told: list[str] = []
    filled = {(one.table, one.row) for one in operations if isinstance(one, AddRow)}
    for one in operations:
        match one:
            case SetCell(table, row, column, old, new):
                told.append(
                    f"{column_words(column)} of {_the_row(after, table, row)}: {_change(one, old, new, before, after)}."
                )
            case AddRow(table, row):
                told.append(f"Added {_the_row(after, table, row)}.")
            case RemoveRow(table, row):
                told.append(f"Removed {_the_row(before, table, row)}.")
            case MoveRow(table, row):
                told.append(f"Moved {_the_row(after, table, row)}.")
            case SetColumns(table, old, new):
                if old and not any(t == table for t, _ in filled):
                    told += _columns(table, old, new)
            case SetText():
                pass
        if len(told) > MAX_SENTENCES:
            return None
    return told or ["Took the files over as they are."]


def _many(operations: Sequence[Operation]) -> list[str]:
    counts: dict[str, Counter[str]] = {"Added": Counter(), "Removed": Counter(), "Moved": Counter()}
    changed: dict[str, set[str]] = {}
    for one in operations:
        match one:
            case AddRow(table):
                counts["Added"][table] += 1
            case RemoveRow(table):
                counts["Removed"][table] += 1
            case MoveRow(table):
                counts["Moved"][table] += 1
            case SetCell(table, row):
                changed.setdefault(table, set()).add(row)
    counts["Changed"] = Counter({table: len(rows) for table, rows in changed.items()})
    sentences = [f"{verb} {_listed(found)}." for verb, found in counts.items() if found]
    return sentences or ["Changed the columns of the files."]


def _listed(found: Counter[str]) -> str:
    parts = [
        "the page’s texts" if table == INFO else counted(number, NOUNS[table])
        for table, number in found.items()
    ]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _columns(table: str, old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Columns of people's own; those of the contract come and go with the cells that need them."""
    if set(old) == set(new):
        return [f"Changed the order of the columns of the {NOUNS[table]}s."]
    known = SPECS[table].columns
    added = [column for column in new if column not in {*old, *known}]
    removed = [column for column in old if column not in {*new, *known}]
    told = [f"Added the column “{column}” to the {NOUNS[table]}s." for column in added]
    return told + [f"Removed the column “{column}” of the {NOUNS[table]}s." for column in removed]


def column_words(column: str) -> str:
    """A column as people call it: "First day"."""
    words = _WORDS.get(column, column.replace("_", " "))
    return words[:1].upper() + words[1:]


def _change(one: SetCell, old: Value, new: Value, before: Document, after: Document) -> str:
    if old in ("", None):
        return _shown(one.column, new, after)
    if new in ("", None):
        return f"{_shown(one.column, old, before)} taken out"
    return f"{_shown(one.column, old, before)} → {_shown(one.column, new, after)}"


def _shown(column: str, value: Value, document: Document) -> str:
    """A value as people know it: other rows by their names."""
    table = _REFERRED.get(column)
    if table is not None and isinstance(value, (str, list)):
        ids = value.split("|") if isinstance(value, str) else value
        keys = by_id(document, table)
        value = ", ".join(
            row_words(document, table, keys.get(str(one), "")) or str(one) for one in ids if one
        )
    return f"“{_cut(text_of(value), MAX_VALUE)}”"


def text_of(value: Value) -> str:
    """A cell as text: a date as its day, a list with commas."""
    if isinstance(value, dict):
        return str(value.get("date")) if set(value) == {"date"} else "…"
    if isinstance(value, list):
        return ", ".join(text_of(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _the_row(document: Document, table: str, key: str) -> str:
    if table == INFO:
        return "the page"
    return f"the {NOUNS[table]} {row_name(document, table, key)}"


def row_name(document: Document, table: str, key: str) -> str:
    """A row as people know it: “Rajin”, “Rajin → Dunay, 2023-09-07”."""
    cells = document.table(table).rows.get(key, {})
    name = row_words(document, table, key)
    return f"“{name or row_id(table, cells) or 'without a name'}”"


def row_words(
    document: Document, table: str, key: str, names: Mapping[str, str] | None = None
) -> str:
    """A row as people know it, without quotes; "" where nothing in it names it.

    ``names`` are those of the places, where many rows are named: without them each is searched for.
    """
    return _cut(_name(document, table, document.table(table).rows.get(key, {}), names), MAX_NAME)


def _name(document: Document, table: str, cells: Row, names: Mapping[str, str] | None) -> str:
    def of(column: str) -> str:
        return text_of(cells.get(column, ""))

    def place(column: str) -> str:
        one = of(column)
        return place_name(document, one) if names is None else names.get(one, one)

    def joined(separator: str, *columns: str) -> str:
        return separator.join(text for column in columns if (text := of(column)))

    match table:
        case "legs":
            ends = f"{place('origin')} → {place('destination')}".strip()
            ends = "" if ends == "→" else ends
            return f"{ends}, {of('start_date')}" if of("start_date") else ends
        case "visits":
            where = place("place")
            who = of("visitors").replace("|", ", ")
            return ", ".join(text for text in (who, where, of("start_date")) if text)
        case "claims":
            return joined(": ", "claimant", "statement")
        case "sources":
            return joined(": ", "publisher", "title")
        case "places" | "routes":
            return of("name")
        case "figures" | "checks":
            return of("label")
        case "corrections":
            return joined(": ", "date", "text")
    return of("title")


def place_names(document: Document) -> dict[str, str]:
    """Id → name of each place; the first of those that share an id."""
    found: dict[str, str] = {}
    for cells in document.table("places").rows.values():
        one = str(cells.get("place_id") or "")
        found.setdefault(one, str(cells.get("name") or one))
    return found


def place_name(document: Document, place_id: str) -> str:
    """The name of the place with an id; the id where there is none."""
    for cells in document.table("places").rows.values():
        if cells.get("place_id") == place_id:
            return str(cells.get("name") or place_id)
    return place_id


def clash_sentence(clash: Clash, document: Document) -> str:
    """What clashed, in a sentence; the two values stand beside it."""
    row = _the_row(document, clash.table, clash.row)
    match clash.kind:
        case "cell":
            return f"Two people changed the {column_words(clash.column).lower()} of {row}."
        case "removed":
            column = column_words(clash.column).lower()
            noun: Any = NOUNS.get(clash.table, "row")
            return f"You changed the {column} of a {noun} that somebody else removed."
        case "kept":
            return f"You removed {row}, which somebody else changed meanwhile; it is still there."
        case "same id":
            return f"Somebody else also added a {NOUNS[clash.table]} with the id of {row}."
