"""Workbooks: xlsx, xls, xlsb and ods, by python-calamine in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from waybill.importing.files.containers import Archive
from waybill.importing.files.grid import sheet_of
from waybill.importing.files.sheet import (
    MAX_CELLS,
    MAX_SHEETS,
    MAX_UNPACKED_BYTES,
    ImportRefusedError,
    Sheet,
)

MAX_SECONDS = 120
HIDDEN = "the sheet is hidden in the workbook"
_PROCESS = Path(__file__).with_name("workbook_process.py")


def read_workbook(file: str, data: bytes) -> list[Sheet]:
    """Every sheet with a filled cell; hidden ones too, which is said."""
    if data.startswith(b"PK"):
        # calamine unpacks on its own and without a bound
        Archive(file, data).check_size()
    content = _in_own_process(file, data)
    if "too_large" in content:
        raise ImportRefusedError(
            f"{file} {content['too_large']}; at most {MAX_CELLS:,} cells are read. "
            "Delete empty rows and columns at its end, or bring a part of it"
        )
    if "error" in content:
        raise ImportRefusedError(
            f"{file} cannot be opened as a workbook ({content['error']}); save it again, or as CSV"
        )
    if len(content) > MAX_SHEETS:
        raise ImportRefusedError(f"{file} has {len(content)} sheets; at most {MAX_SHEETS} are read")
    sheets = []
    for one in content:
        notes = (HIDDEN,) if one["hidden"] else ()
        sheet = sheet_of(file, one["name"] if len(content) > 1 else "", one["grid"], notes)
        if sheet:
            sheets.append(sheet)
    return sheets


def _in_own_process(file: str, data: bytes) -> Any:
    # -P: the modules beside the script must not stand in for installed ones of the same name
    command = [sys.executable, "-P", str(_PROCESS), str(MAX_CELLS), str(MAX_UNPACKED_BYTES)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script; the file is on standard input
            command, input=data, capture_output=True, timeout=MAX_SECONDS, check=False
        )
        if done.returncode == 0:
            return json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        pass
    raise ImportRefusedError(
        f"{file} takes too much time or memory to open; delete empty rows and columns at its end, "
        "or save the sheet as CSV"
    )
