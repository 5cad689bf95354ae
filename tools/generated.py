"""Files that a tool of this folder writes and the repository keeps."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def write_or_check(path: Path, content: str | bytes) -> int:
    """Write a generated file; with ``--check`` on the command line only compare it.

    Returns the exit code: 1 when what is written is not ``content``.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if "--check" not in sys.argv[1:]:
        path.write_bytes(data)
        return 0
    if path.exists() and path.read_bytes() == data:
        return 0
    print(f"{path.relative_to(ROOT)} is out of date; run: python {sys.argv[0]}")
    return 1
