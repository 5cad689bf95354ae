"""Rows by the names that people know them by; an id is never shown, and made where one is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rapidfuzz import fuzz

from waybill.drafts.document import SPECS, Document, free_id, id_column, new_key, row_id
from waybill.drafts.sentences import NOUNS, place_names, row_words
from waybill.story.reading.suggest.identifiers import identifier

WORDS_OF_AN_ID = 6
ALIKE = 80
"""Of 100: Odessa and Odesa are 91, Rajin and Najin 80, Izmail and Israel 67."""
MOST_NEAR = 4
CREATED: Mapping[str, str] = {
    "places": "name",
    "claims": "statement",
    "sources": "publisher",
    "routes": "name",
}
"""Tables whose rows can be made by typing a name where one is searched → the column that takes it."""


def labels(document: Document, table: str) -> dict[str, str]:
    """Id → the name of its row, no two alike; in the order of the rows."""
    return {
        row_id(table, document.table(table).rows[key]): name
        for key, name in _named(document, table)
    }


def labels_by_key(document: Document, table: str) -> dict[str, str]:
    """Key → the name of the row, no two alike; rows without an id too."""
    return dict(_named(document, table, with_id=False))


def _named(document: Document, table: str, with_id: bool = True) -> list[tuple[str, str]]:
    names = place_names(document)
    found: list[tuple[str, str, str]] = []
    seen: set[str] = set()
    for key, cells in document.table(table).rows.items():
        one = row_id(table, cells)
        if with_id and (not one or one in seen):
            continue
        seen.add(one)
        name = row_words(document, table, key, names) or f"{NOUNS[table]} without a name"
        apart = str(cells.get("country") or cells.get("note") or "") if table == "places" else ""
        found.append((key, name, " ".join(apart.split())[:40]))
    often = Counter(name for _, name, _ in found)
    told = [
        (key, f"{name} ({apart})" if often[name] > 1 and apart else name)
        for key, name, apart in found
    ]
    return _numbered(told)


def _numbered(named: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names with a number where another row has the same."""
    taken: set[str] = set()
    told = []
    for key, name in named:
        apart, count = name, 1
        while apart in taken:
            count += 1
            apart = f"{name} ({count})"
        taken.add(apart)
        told.append((key, apart))
    return told


def find(document: Document, table: str, text: str) -> str:
    """The id of the only row that is called so, whatever the case of its letters; "" for none or several."""
    wanted = " ".join(text.split()).casefold()
    called = labels(document, table)
    found = [one for one, name in called.items() if name.casefold() == wanted]
    return found[0] if len(found) == 1 else ""


def near(document: Document, table: str, text: str) -> list[str]:
    """Ids of rows whose names are like a text that is nobody's name, or have it in them; few.

    Places count by their other names too. [] for a text that is surely a new name, or a name that is there.
    """
    wanted = " ".join(text.split()).casefold()
    if not wanted or find(document, table, text):
        return []
    found = []
    for one, names in _all_names(document, table).items():
        best = max(fuzz.ratio(wanted, name) for name in names)
        if best >= ALIKE or any(wanted in name for name in names):
            found.append((-best, one))
    return [one for _, one in sorted(found)[:MOST_NEAR]]


def _all_names(document: Document, table: str) -> dict[str, list[str]]:
    names = {one: [name.casefold()] for one, name in labels(document, table).items()}
    if table == "places":
        for cells in document.table(table).rows.values():
            others = [part.strip().casefold() for part in str(cells.get("aliases", "")).split("|")]
            names.get(row_id(table, cells), []).extend(one for one in others if one)
    return names


def create(document: Document, table: str, text: str) -> tuple[Document, str]:
    """Make a row of a name that was typed where one is searched; returns its id too."""
    cells = {CREATED[table]: " ".join(text.split())}
    made = made_id(document, table, text)
    return document.add_row(table, {id_column(table): made, **cells}), made


def made_id(document: Document, table: str, text: str) -> str:
    """An id for a row with that name, which no other row of the table has."""
    words = " ".join(text.split()[:WORDS_OF_AN_ID])
    wanted = identifier(words)[:60].strip("-_")
    if not wanted or not wanted[0].isalnum():
        wanted = f"{NOUNS[table]}-{new_key()[1:5]}"
    return free_id(document, table, wanted)


def has_made_id(table: str) -> bool:
    """Whether rows of the table have an id that people need not know."""
    return table in SPECS or id_column(table) == "id"
