"""Makes the JSON of a visitor's own story: ``python -P preview_process.py`` (importing/files/apart.py says how).

A story that has many rows is made to JSON in a process of its own: 14,000 legs, which come in a zip of 71 kB, take
3 s of a processor and so many objects that a collection of garbage beside them held up everybody for 0.85 s.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waybill.story.model import Story

MOST_ROWS_HERE = 1_000
"""Of a story that is made to JSON in this process: they take 0.2 s, less than another process does."""


def preview_json(story: Story) -> bytes | None:
    """What the browser reads of a story; None when making it takes too much time or memory.

    Raises BusyError when too many wait.
    """
    from waybill.importing.files.apart import run_apart
    from waybill.payload.encode import build_payload, payload_json

    rows = len(story.places) + len(story.legs) + len(story.visits)
    rows += len(story.claims) + len(story.sources)
    if rows <= MOST_ROWS_HERE:
        return payload_json(build_payload(story))
    sent = pickle.dumps(story, pickle.HIGHEST_PROTOCOL)
    return run_apart(__file__, [("story", sent)], {})


def main() -> None:
    """Make the JSON of the story that is on standard input, and print it."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from waybill.importing.files.apart import received
    from waybill.importing.files.workbook_process import limit_process
    from waybill.payload.encode import build_payload, payload_json

    limit_process()
    _, ((_, data),) = received()
    story = pickle.loads(data)  # noqa: S301 - written by preview_json() above
    sys.stdout.buffer.write(payload_json(build_payload(story)))


if __name__ == "__main__":
    main()
