"""A sheet of statements in plain words -> claims and their sources, joined to the legs by number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
MAX_ROWS_NAMED = 5
_CLAIM_COLUMNS = ("claim_id", *_OF_CLAIM, "about", "sources")
_SOURCE_COLUMNS = ("source_id", "publisher", "title", "published_on", "url")
_OF_SOURCE = ("publisher", "source_title", "published_on", "url")
NUMBER_HEADERS = frozenset(("number", "no", "nr"))
"""Names of a column, folded, that only a sheet of statements takes for their number."""


@dataclass(frozen=True, slots=True)
class Said:
    """A row of such a sheet: its cells by meaning, and those without one by the name of their column.

    ``where`` is how a message names the row.
    """

    cells: Mapping[str, str]
    kept: Mapping[str, str]
    where: str


def add(draft: Draft, rows: Sequence[Said]) -> None:
    """Make claims and sources of rows, and put claims into the legs that name their numbers.

    A number that no statement has stays as it is written, and the check says so; so does one that
    several have, and a note says where they stand. Columns without a meaning are kept. Raises
    ImportRefusedError when claims were brought as a file of their own, too.
    """
    if {"claims.csv", "sources.csv"} & set(draft.as_they_are):
        raise ImportRefusedError(
            "there is a sheet of statements and a file of claims or sources; bring one of the two"
        )
    numbers = [row.cells["number"] or f"row {at}" for at, row in enumerate(rows, 1)]
    claim_ids = _claim_ids(numbers)
    ids = _known(draft, numbers, claim_ids, rows)
    kept = list(dict.fromkeys(column for row in rows for column in row.kept))
    sources: dict[tuple[str, ...], str] = {}
    claims = []
    for claim_id, row in zip(claim_ids, rows, strict=True):
        said = row.cells
        cells = {column: said[column] for column in _OF_CLAIM}
        cells["stance"] = (
            nearest(said["stance"], STANCES) or said["stance"] if said["stance"] else ""
        )
        made = (named(said["about"], ids), _source_id(said, sources))
        claims.append([claim_id, *cells.values(), *made, *(row.kept.get(one, "") for one in kept)])
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


def _claim_ids(numbers: Sequence[str]) -> list[str]:
    """An id for each statement, of its number where no other has it."""
    made: dict[str, None] = {}
    for number in numbers:
        wanted = one = f"statement-{values.identifier(number) or number}"
        copy = 1
        while one in made:
            copy += 1
            one = f"{wanted}-{copy}"
        made[one] = None
    return list(made)


def _known(
    draft: Draft, numbers: Sequence[str], claim_ids: Sequence[str], rows: Sequence[Said]
) -> dict[str, str]:
    """The id that a number stands for; one that stands twice stands for none, and is noted."""
    at: dict[str, list[int]] = defaultdict(list)
    for index, number in enumerate(numbers):
        at[number].append(index)
    for number, found in at.items():
        if len(found) > 1:
            count = "two" if len(found) == 2 else f"{len(found):,}"
            where = "; ".join(rows[index].where for index in found[:MAX_ROWS_NAMED])
            more = "; …" if len(found) > MAX_ROWS_NAMED else ""
            draft.notes.append(
                f"Statement no. {number} stands in {count} rows ({where}{more}). Each is kept, but what "
                f"names {number} is joined to none of them: give each statement a number of its own"
            )
    return {number: claim_ids[found[0]] for number, found in at.items() if len(found) == 1}


def _source_id(row: Mapping[str, str], sources: dict[tuple[str, ...], str]) -> str:
    """The id of the copy that carries the statement; "" where the row names none.

    Whoever says it published it, where a copy is named and no publisher.
    """
    if not any(row[column] for column in _OF_SOURCE):
        return ""
    cells = tuple(row[column] for column in _OF_SOURCE)
    copy = (cells[0] or row["claimant"], *cells[1:])
    return sources.setdefault(copy, f"source-{len(sources) + 1}")
