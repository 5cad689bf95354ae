"""Opens files in a process of its own: ``python -P opening_process.py`` (apart.py says how).

On standard output: JSON, either the sheets and files of a story or the reason for a refusal.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any


def open_apart(
    files: Sequence[tuple[str, bytes]], encodings: Mapping[str, str] | None = None
) -> Any:
    """What ``opening.open_files`` returns, found in another process.

    Raises ImportRefusedError and BusyError.
    """
    from waybill.importing.files.apart import TOO_MUCH, run_apart
    from waybill.importing.files.opening import Brought
    from waybill.importing.files.sheet import ImportRefusedError, Sheet

    answer = run_apart(__file__, files, {"encodings": dict(encodings or {})})
    if answer is None:
        raise ImportRefusedError(TOO_MUCH)
    said = json.loads(answer)
    if "refused" in said:
        raise ImportRefusedError(said["refused"])
    return Brought(
        sheets=[
            Sheet(**{**one, "columns": tuple(one["columns"]), **_tuples(one)})
            for one in said["sheets"]
        ],
        story_files=_decoded(said["story_files"]),
        decided=_decoded(said["decided"]),
        attached=_decoded(said["attached"]),
        left_out=said["left_out"],
    )


def _encoded(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(data).decode() for name, data in files.items()}


def _decoded(files: Mapping[str, str]) -> dict[str, bytes]:
    return {name: base64.b64decode(text) for name, text in files.items()}


def _tuples(sheet: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sheet[name]) for name in ("tags", "notes")}


def main() -> None:
    """Open what is on standard input, and print what it is."""
    sys.path.insert(0, str(Path(__file__).parents[3]))
    from waybill.importing.files.apart import received
    from waybill.importing.files.opening import open_files
    from waybill.importing.files.sheet import ImportRefusedError
    from waybill.importing.files.workbook_process import limit_process

    limit_process()
    head, files = received()
    try:
        brought = open_files(files, head["encodings"])
    except ImportRefusedError as refusal:
        sys.stdout.write(json.dumps({"refused": str(refusal)}))
        return
    sys.stdout.write(
        json.dumps(
            {
                "sheets": [asdict(sheet) for sheet in brought.sheets],
                "story_files": _encoded(brought.story_files),
                "decided": _encoded(brought.decided),
                "attached": _encoded(brought.attached),
                "left_out": brought.left_out,
            }
        )
    )


if __name__ == "__main__":
    main()
