"""Whether a record is a row of the table: its number of cells, its text, and rows that are no records."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from waybill.story.reading import text_limits
from waybill.story.reading.problems import Finding
from waybill.story.reading.table.csv_records import MAX_CELL_CHARACTERS
from waybill.story.reading.table.header import Header

# A row of tags of the Humanitarian Exchange Language: #adm1+name, #date +start
_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z0-9_]+)*", re.IGNORECASE | re.ASCII)
_ID = re.compile(r"[\w.-]+")
# How people begin what they write below a table.
_NOTE = re.compile(
    r"(?:\*|©|\(c\)|(?:sources?|notes?|n\.?b|remarks?|total|sum|accessed|as of|data|quellen?|stand"
    r"|anmerkung(?:en)?|hinweis|summe|fuentes?|notas?|fontes?|fonti?|sumber|kaynak|źródło|источник"
    r"|источники|примечани[ея]|итого|джерело|разом)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Columns:
    """What is known of a file before it is read.

    ``known`` maps each column Waybill reads to whether it is required, ``numeric`` are its columns
    of numbers, ``id_column`` holds the ids. ``required`` says whether the story needs the file.
    """

    known: Mapping[str, bool]
    numeric: Collection[str]
    id_column: str
    required: bool

    @cached_property
    def needed(self) -> list[str]:
        """The required columns."""
        return [column for column, must in self.known.items() if must]


def is_tag_row(cells: Sequence[str]) -> bool:
    """Whether every cell that is not empty holds a tag."""
    tags = (_TAG.fullmatch(cell) for cell in cells if cell)
    return next(tags, None) is not None and all(tags)


def note_in(cells: Sequence[str], header: Header, columns: Columns) -> Finding | None:
    """What a row is that is no record: a note or a title in the table, or a row barely begun."""
    written = [cell for cell in cells if cell]
    if len(columns.needed) < 3 or not written:
        return None
    text = written[0]
    looks_like_text = not _ID.fullmatch(text)
    short = len(cells) <= len(columns.needed) // 2 and looks_like_text
    below = _NOTE.match(text) and _is_no_record(cells, header, columns)
    if short or below or (len(written) == 1 and looks_like_text):
        what = "is no record but a title or a note in the table; delete the row"
        return Finding(what, cause="note row")
    if len(written) > 1:
        return None
    position = next(at for at, cell in enumerate(cells) if cell)
    if position >= len(header.names):
        return None
    if header.names[position] in columns.needed:
        others = [column for column in columns.needed if column != header.names[position]]
        return Finding(f"stands alone in its row; {', '.join(others)} are empty", cause="lone cell")
    return None


def _is_no_record(cells: Sequence[str], header: Header, columns: Columns) -> bool:
    """Whether a required cell is missing or holds words in the place of a number."""
    by_name = dict(zip(header.names, cells, strict=False))
    return any(
        not by_name.get(name) or (name in columns.numeric and not re.search(r"\d", by_name[name]))
        for name in columns.needed
    )


def of_the_width(cells: list[str], header: Header) -> list[str] | None:
    """The cells, one for each cell of the header; None when the row has too many or too few.

    Empty cells at the end carry nothing: a row may have more or fewer of them.
    """
    if len(cells) == len(header.names):
        return cells
    end = max((at for at, cell in enumerate(cells, 1) if cell), default=0)
    if end > len(header.names) or len(cells) < header.width:
        return None
    kept = cells[: len(header.names)]
    return kept + [""] * (len(header.names) - len(kept))


def width_finding(cells: Sequence[str], header: Header, numeric: Collection[str]) -> Finding:
    """What to say of a row with too many or too few cells."""
    wanted = len(header.names) if len(cells) > len(header.names) else header.width
    what = f"row has {len(cells)} cells where the header has {wanted}"
    if len(cells) < wanted:
        return Finding(f"{what}; write a comma for each empty cell", cause="few cells")
    if split := _split_number(cells, header.names, numeric):
        what += f": a decimal comma parts {split[0]} from {split[1]}; write {split[0]}.{split[1]}"
        return Finding(what, cause="comma split")
    what += "; put a cell that holds a comma in double quotes"
    return Finding(what, cause="many cells")


def _split_number(
    cells: Sequence[str], names: Sequence[str], numeric: Collection[str]
) -> tuple[str, str] | None:
    """The first number that a decimal comma split, when joining such numbers makes the row fit."""
    split: list[tuple[str, str]] = []
    at = 0
    for position, name in enumerate(names, 1):
        if at >= len(cells):
            return None
        here, after = cells[at], cells[at + 1] if at + 1 < len(cells) else ""
        at += 1
        if name not in numeric or len(cells) - at <= len(names) - position:
            continue  # no number, or no cell too many is left
        if re.fullmatch(r"[+-]?\d+", here, re.ASCII) and re.fullmatch(r"\d+", after, re.ASCII):
            split.append((here, after))
            at += 1
    # 1,2,3 may be three numbers; 49,6398 hardly is two.
    sure = any(len(fraction) > 1 for _, fraction in split)
    return split[0] if at == len(cells) and sure else None


def text_finding(cell: str) -> Finding | None:
    """What makes the text of a cell unreadable, so that its row has to be left out."""
    if len(cell) > MAX_CELL_CHARACTERS:
        most = f"at most {MAX_CELL_CHARACTERS:,} are read"
        return Finding(f"cell has {len(cell):,} characters; {most}")
    if "\0" in cell:
        return Finding("holds a NUL byte")
    unreadable = None if cell.isascii() else text_limits.fault_of(cell)
    return Finding(unreadable) if unreadable else None
