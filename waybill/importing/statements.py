"""A sheet of statements in plain words -> claims and their sources, joined to the legs by number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from waybill.importing import values
from waybill.importing.draft import Draft
from waybill.importing.files.sheet import ImportRefusedError
from waybill.story.model import STANCES
from waybill.story.reading.file_spec import CLAIMS
from waybill.story.reading.suggest.words import nearest

MEANINGS = (
    "number",
    "claimant",
    "stated_on",
    "statement",
    "stance",
    "about",
    "quote",
    "publisher",
    "source_title",
    "published_on",
    "url",
    "note",
)
"""What a column of such a sheet can mean; ``number`` is what legs and answers name it by."""
DATES = ("stated_on", "published_on")
_OF_CLAIM = ("claimant", "stated_on", "statement", "stance", "quote", "note")
_CLAIM_COLUMNS = ("claim_id", *_OF_CLAIM, "about", "sources")
_SOURCE_COLUMNS = ("source_id", "publisher", "title", "published_on", "url")
_OF_SOURCE = ("publisher", "source_title", "published_on", "url")


def add(draft: Draft, rows: Sequence[Mapping[str, str]]) -> None:
    """Make claims and sources of rows by meaning, and put claims into the legs that name their numbers.

    A number that no statement has stays as it is written, and the check says so. Columns without a
    meaning are kept. Raises ImportRefusedError when claims were brought as a file of their own, too.
    """
    if {"claims.csv", "sources.csv"} & set(draft.as_they_are):
        raise ImportRefusedError(
            "there is a sheet of statements and a file of claims or sources; bring one of the two"
        )
    numbers = [row["number"] or f"row {at}" for at, row in enumerate(rows, 1)]
    ids = {number: _claim_id(number) for number in numbers}
    kept = list(dict.fromkeys(column for row in rows for column in row if column not in MEANINGS))
    sources: dict[tuple[str, ...], str] = {}
    claims = []
    for number, row in zip(numbers, rows, strict=True):
        cells = {column: row[column] for column in _OF_CLAIM}
        cells["stance"] = nearest(row["stance"], STANCES) or row["stance"] if row["stance"] else ""
        made = (named(row["about"], ids), _source_id(row, sources))
        claims.append([ids[number], *cells.values(), *made, *(row.get(one, "") for one in kept)])
    extra = [f"{one} (sheet)" if one.lower() in CLAIMS.columns else one for one in kept]
    draft.as_they_are["claims.csv"] = ((*_CLAIM_COLUMNS, *extra), claims)
    if sources:
        found = [[one, *cells] for cells, one in sources.items()]
        draft.as_they_are["sources.csv"] = (_SOURCE_COLUMNS, found)
    for leg in draft.legs:
        leg["claims"] = named(leg.get("claims", ""), ids)


def named(cell: str, ids: Mapping[str, str]) -> str:
    """The ids of the statements whose numbers a cell lists: ``1, 2`` or ``1|2``."""
    numbers = [part for part in re.split(r"\s*[|,;]\s*|\s+and\s+", cell.strip()) if part]
    return "|".join(ids.get(number, number) for number in numbers)


def _claim_id(number: str) -> str:
    return f"statement-{values.identifier(number) or number}"


def _source_id(row: Mapping[str, str], sources: dict[tuple[str, ...], str]) -> str:
    """The id of the copy that carries the statement; "" where the row names none.

    Whoever says it published it, where a copy is named and no publisher.
    """
    if not any(row[column] for column in _OF_SOURCE):
        return ""
    cells = tuple(row[column] for column in _OF_SOURCE)
    copy = (cells[0] or row["claimant"], *cells[1:])
    return sources.setdefault(copy, f"source-{len(sources) + 1}")
