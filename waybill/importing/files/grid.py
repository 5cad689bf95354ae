"""A grid of cells -> a sheet: where its header stands, and what is no data.

People put a title above the header, a row of HXL tags below it and a source below the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from waybill.importing.files.sheet import (
    MAX_CELL_CHARACTERS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    ImportRefusedError,
    Sheet,
)
from waybill.importing.vocabulary import is_known_header, looks_like_a_value

MAX_ROWS_ABOVE_HEADER = 20


def sheet_of(
    file: str, name: str, grid: Sequence[Sequence[str]], notes: tuple[str, ...] = ()
) -> Sheet | None:
    """The sheet in ``grid``; None when there is not one filled cell."""
    where = f"{file} ({name})" if name else file
    width = _bounded_width(where, grid)
    if width == 0:
        return None
    at = _header_row(grid)
    found = list(notes)
    if at is None:
        columns = tuple(f"Column {number}" for number in range(1, width + 1))
        body, first = grid, 0
        found.append("no row of column names was found; every row is read as data")
    else:
        columns = _column_names(list(grid[at]), width)
        body, first = grid[at + 1 :], at + 1
        above = [cell for row in grid[:at] for cell in row if cell]
        if above:
            found.append(f"row {at + 1} holds the column names; passed over above it: {above[0]!r}")
    rows: list[list[str]] = []
    numbers: list[int] = []
    tags: tuple[str, ...] = ()
    for number, row in enumerate(body, first + 1):
        cells = [*row, *[""] * (width - len(row))][:width]
        if not any(cells):
            continue
        if not rows and not tags and _is_hxl(cells):
            tags = tuple(cells)
            found.append(f"row {number} holds HXL tags; it is passed over")
            continue
        rows.append(cells)
        numbers.append(number)
    kept = [i for i in range(width) if columns[i] or any(row[i] for row in rows)]
    names = _named(columns, kept)
    return Sheet(
        file=file,
        name=name,
        columns=names,
        rows=[[row[i] for i in kept] for row in rows],
        row_numbers=numbers,
        tags=tuple(tags[i] for i in kept) if tags else (),
        notes=tuple(found),
        headless=at is None,
    )


def _bounded_width(where: str, grid: Sequence[Sequence[str]]) -> int:
    if len(grid) > MAX_ROWS + MAX_ROWS_ABOVE_HEADER:
        raise ImportRefusedError(f"{where} has {len(grid):,} rows; at most {MAX_ROWS:,} are read")
    width = max((i + 1 for row in grid for i, cell in enumerate(row) if cell), default=0)
    if width > MAX_COLUMNS:
        raise ImportRefusedError(f"{where} has {width:,} columns; at most {MAX_COLUMNS:,} are read")
    if width * len(grid) > MAX_CELLS:
        raise ImportRefusedError(
            f"{where} has {width * len(grid):,} cells; at most {MAX_CELLS:,} are read"
        )
    for number, row in enumerate(grid, 1):
        if any(len(cell) > MAX_CELL_CHARACTERS for cell in row):
            raise ImportRefusedError(
                f"{where}, row {number} has a cell of more than {MAX_CELL_CHARACTERS:,} characters"
            )
    return width


def _header_row(grid: Sequence[Sequence[str]]) -> int | None:
    """Index of the row of column names: known words, or names above cells of another kind."""
    top = list(grid[:MAX_ROWS_ABOVE_HEADER])
    filled = Counter(sum(bool(cell) for cell in row) for row in grid[:200] if any(row))
    usual = max(filled, key=lambda count: (filled[count], count))
    best: tuple[float, int] | None = None
    for index, row in enumerate(top):
        cells = [cell for cell in row if cell]
        if not cells or _is_hxl(row):
            continue
        # x and y may be the names of columns, and anything else
        known = sum(0.5 if len(cell) == 1 else 1 for cell in cells if is_known_header(cell))
        values = sum(looks_like_a_value(cell) for cell in cells)
        if known == 0 and (len(cells) < max(2, usual * 0.6) or values):
            continue
        if known == 0 and not _below_differs(grid, index):
            continue
        score = known * 2 + len(cells) / max(usual, 1) - values * 2
        # a row of data may hold a known word or two; the row above it is the header then
        if score > 0 and (best is None or score > best[0] * 1.5):
            best = (score, index)
    return None if best is None else best[1]


def _below_differs(grid: Sequence[Sequence[str]], index: int) -> bool:
    below = next((row for row in grid[index + 1 :] if any(row)), ())
    return any(looks_like_a_value(cell) for cell in below)


def _is_hxl(row: Sequence[str]) -> bool:
    cells = [cell for cell in row if cell]
    return bool(cells) and all(cell.startswith("#") and len(cell) > 2 for cell in cells)


def _column_names(header: list[str], width: int) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in [*header, *[""] * width][:width])


def _named(columns: tuple[str, ...], kept: list[int]) -> tuple[str, ...]:
    """A different name for each column that is kept."""
    names: list[str] = []
    for i in kept:
        base = columns[i] or f"Column {i + 1}"
        name, copy = base, 1
        while name in names:
            copy += 1
            name = f"{base} {copy}"
        names.append(name)
    return tuple(names)
