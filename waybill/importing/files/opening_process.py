"""Opens files in a process of its own, for a page that strangers use: ``python -P opening_process.py``.

On standard input: a line of JSON with the names, sizes and encodings of the files, then their bytes.
On standard output: JSON, either the sheets and files of a story or the reason for a refusal. The process
may use 2 GB and 60 seconds of a processor, so that no file can hold up or end the server.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

MAX_SECONDS = 120


def open_apart(
    files: Sequence[tuple[str, bytes]], encodings: Mapping[str, str] | None = None
) -> Any:
    """What ``opening.open_files`` returns, found in another process. Raises ImportRefusedError."""
    from waybill.importing.files.opening import Brought
    from waybill.importing.files.sheet import ImportRefusedError, Sheet

    head = {
        "names": [name for name, _ in files],
        "sizes": [len(data) for _, data in files],
        "encodings": dict(encodings or {}),
    }
    sent = json.dumps(head).encode() + b"\n" + b"".join(data for _, data in files)
    try:
        done = subprocess.run(  # noqa: S603 - our own script; the files are on standard input
            [sys.executable, "-P", __file__],
            input=sent,
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
        )
        said = json.loads(done.stdout) if done.returncode == 0 else None
    except subprocess.TimeoutExpired:
        said = None
    if said is None:
        raise ImportRefusedError(
            "what was brought takes too much time or memory to open; bring a part of it, or one file "
            "at a time"
        )
    if "refused" in said:
        raise ImportRefusedError(said["refused"])
    return Brought(
        sheets=[
            Sheet(**{**one, "columns": tuple(one["columns"]), **_tuples(one)})
            for one in said["sheets"]
        ],
        story_files={name: base64.b64decode(text) for name, text in said["story_files"].items()},
    )


def _tuples(sheet: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sheet[name]) for name in ("tags", "notes")}


def main() -> None:
    """Open what is on standard input, and print what it is."""
    root = Path(__file__).parents[3]
    sys.path.insert(0, str(root))
    from waybill.importing.files.opening import open_files
    from waybill.importing.files.sheet import ImportRefusedError
    from waybill.importing.files.workbook_process import limit_process

    limit_process()
    head = json.loads(sys.stdin.buffer.readline())
    files = [
        (name, sys.stdin.buffer.read(size))
        for name, size in zip(head["names"], head["sizes"], strict=True)
    ]
    try:
        brought = open_files(files, head["encodings"])
    except ImportRefusedError as refusal:
        sys.stdout.write(json.dumps({"refused": str(refusal)}))
        return
    sys.stdout.write(
        json.dumps(
            {
                "sheets": [asdict(sheet) for sheet in brought.sheets],
                "story_files": {
                    name: base64.b64encode(data).decode()
                    for name, data in brought.story_files.items()
                },
            }
        )
    )


if __name__ == "__main__":
    main()
