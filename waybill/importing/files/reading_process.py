"""Reads a story folder in a process of its own: ``python -P reading_process.py`` (apart.py says how).

On standard output: the result, pickled. What is unpickled comes from this script alone.
"""

from __future__ import annotations

import pickle
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waybill.story import ReadResult

MAX_RESULT_BYTES = 256_000_000


def read_apart(files: Mapping[str, bytes], *, every_row: bool = False) -> ReadResult:
    """What ``read_story`` returns for a folder of these files, whose name says nothing.

    Raises ImportRefusedError when reading takes too much time or memory, and BusyError.
    """
    from waybill.importing.files.apart import TOO_MUCH, run_apart
    from waybill.importing.files.sheet import ImportRefusedError
    from waybill.story import STORY_FILES, ReadResult

    tables = [(name, data) for name, data in files.items() if name in STORY_FILES]
    said = run_apart(__file__, tables, {"every_row": every_row})
    if said is None:
        raise ImportRefusedError(TOO_MUCH)
    result = pickle.loads(said)  # noqa: S301 - written by main() below
    assert isinstance(result, ReadResult)
    return result


def main() -> None:
    """Read the folder that is on standard input, and print what was read."""
    sys.path.insert(0, str(Path(__file__).parents[3]))
    from waybill.importing.files.apart import received
    from waybill.importing.files.workbook_process import limit_process
    from waybill.story import STORY_FILES, read_story

    limit_process()
    head, files = received()
    with tempfile.TemporaryDirectory(prefix="waybill-own-") as scratch:
        for name, data in files:
            if name in STORY_FILES:  # only names on our own list ever become a path
                (Path(scratch) / name).write_bytes(data)
        result = read_story(Path(scratch), is_named=False, every_row=head["every_row"])
    said = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    if len(said) > MAX_RESULT_BYTES:
        sys.exit(1)
    sys.stdout.buffer.write(said)


if __name__ == "__main__":
    main()
