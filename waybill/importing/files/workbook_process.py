"""Reads a workbook in a process of its own: ``python -P workbook_process.py MAX_CELLS MAX_CHARACTERS``.

Takes the workbook's bytes on standard input and prints JSON: a list of sheets, or what is wrong.
calamine lays out every cell between the first and the last one used, so a file of 2 kB can ask for
terabytes; its Rust code then panics or ends the process. Here that ends this process alone, which
may use 2 GB and 60 seconds of a processor.
"""

from __future__ import annotations

import datetime
import io
import json
import os
import sys
from typing import Any

MAX_MEMORY_BYTES = 2 << 30
MAX_CPU_SECONDS = 60


def main() -> None:
    """Read, and print what was read."""
    limit_process()
    max_cells, max_characters = int(sys.argv[1]), int(sys.argv[2])
    try:
        content: Any = _sheets(sys.stdin.buffer.read(), max_cells, max_characters)
    except Exception as error:  # CalamineError, and whatever else: the parent says it in a sentence
        content = {"error": str(error) or type(error).__name__}
    sys.stdout.write(json.dumps(content))


def limit_process() -> None:
    """Bound the memory and the processor time of this process, where the system can, and let others go first."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    os.nice(10)


def _sheets(data: bytes, max_cells: int, max_characters: int) -> Any:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    cells = characters = 0
    found = []
    for about in workbook.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(about.name)
        rows, columns = (last + 1 for last in sheet.end or (-1, -1))
        if rows * columns > max_cells:
            size = f"{rows:,} rows and {columns:,} columns"
            return {"too_large": f"({about.name}) spans {size}"}
        # from A1, so that rows have the numbers that the program shows
        grid = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        cells += sum(len(row) for row in grid)
        characters += sum(len(cell) for row in grid for cell in row)
        if cells > max_cells or characters > max_characters:
            return {"too_large": f"has {cells:,} cells and {characters:,} characters"}
        hidden = about.visible != SheetVisibleEnum.Visible
        found.append({"name": about.name, "hidden": hidden, "grid": grid})
    return found


def _text(cell: Any) -> str:
    """A cell as a person sees it: whole numbers without a point, days as ISO 8601."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    return str(cell).strip()


if __name__ == "__main__":
    main()
