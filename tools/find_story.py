"""Say, before the server starts, when there is no story where WAYBILL_DATA points, and what to do.

Exits with 0 when the folder holds the two files that every story has, otherwise with 1.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from waybill.story.reading.folder import REQUIRED_FILES  # noqa: E402

WAYS = """A story needs two files: places.csv and routes.csv. Three ways to begin:
  make run WAYBILL_DATA=data                                the bundled story
  .venv/bin/python -m waybill import FILE… --out FOLDER     from a table, a workbook or a map of yours
  docs/format.md                                            what the two files hold, with an example"""


def what_is_missing(folder: Path) -> str:
    """Why there is no story in the folder; empty when there may be one."""
    if not folder.exists():
        return "it does not exist"
    if not folder.is_dir():
        return "it is a file, not a folder"
    missing = [name for name in REQUIRED_FILES if not (folder / name).exists()]
    if not any(folder.iterdir()):
        return "it is empty"
    return f"it has no {' and no '.join(missing)}" if missing else ""


def main() -> int:
    """Look at the folder; returns the exit code."""
    named = os.environ.get("WAYBILL_DATA", "data")
    fault = what_is_missing(ROOT / named)
    if not fault:
        return 0
    print(f"There is no story in {named}: {fault}.\n{WAYS}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
