"""Makes the JSON of a visitor's own story: ``python -P preview_process.py`` (importing/files/apart.py says how).

A large story is made to JSON in a process of its own: 14,000 legs, which come in a zip of 71 kB, take 3 s of a
processor and so many objects that a collection of garbage beside them held up everybody for 0.85 s.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from waybill.story.model import Story

MOST_ITEMS_HERE = 5_000
"""Of a story that is made to JSON in this process: 5,000 plain legs take 0.55 s, less than another process does."""
LEAST_POINT_BYTES = 4
"""Of a point of a line: two numbers and two commas."""
LEGS_AT_ONCE = 50


class NotMadeError(RuntimeError):
    """The process that makes the JSON has failed: it took too much time or memory, or was ended."""


def preview_json(story: Story, most_bytes: int) -> bytes | None:
    """What the browser reads of a story; None when that is more than ``most_bytes``.

    Raises:
        BusyError: too many wait.
        NotMadeError: it took too much time or memory this time.
    """
    from waybill.importing.files.apart import run_apart
    from waybill.payload.encode import build_payload, payload_json

    if not _has_more_items(story, MOST_ITEMS_HERE):
        made: bytes | None = payload_json(build_payload(story))
    else:
        sent = pickle.dumps(story, pickle.HIGHEST_PROTOCOL)
        made = run_apart(__file__, [("story", sent)], {"most_bytes": most_bytes})
        if made is None:
            raise NotMadeError("Making the map took too much time or memory")
    return made if made and len(made) <= most_bytes else None


def _has_more_items(story: Story, most: int) -> bool:
    """Whether the work on a story's JSON is that of more than ``most`` items: rows, and what their lists hold.

    One row may name thousands of others, in ``via``, ``claims``, ``sources`` or a step of the story.
    """
    from pydantic import BaseModel

    found = 0
    for leg in story.legs.values():
        # A line and a standing for each day on which a claim became public, in which 10 names take what a row takes.
        found += len(leg.claims) * (len(leg.via) + len(leg.claims)) // 10
    waiting: list[Any] = [story]
    while waiting and found <= most:
        value = waiting.pop()
        if isinstance(value, BaseModel):
            parts = vars(value).values()
        else:
            found += len(value)
            parts = value.values() if isinstance(value, dict) else value
        waiting += [part for part in parts if part and isinstance(part, (BaseModel, dict, tuple))]
    return found > most


def _is_surely_larger(story: Story, most_bytes: int) -> bool:
    """Whether the JSON has more than ``most_bytes`` by the names and points of its lines alone.

    900 legs by 1,500 places each come in 28 kB and would be 223 MB, after 27 s and gigabytes.
    """
    from waybill.evidence.lines import lines_of, page_step_km

    legs = list(story.legs.values())
    found = sum(len(name) + 3 for leg in legs for name in leg.via)
    for start in range(0, len(legs), LEGS_AT_ONCE):
        if found > most_bytes:
            return True
        some = legs[start : start + LEGS_AT_ONCE]
        for leg, (points, _) in zip(some, lines_of(story, some, page_step_km(story)), strict=True):
            if len(points) > len(leg.via) + 2:  # others may go straight from place to place
                found += len(points) * LEAST_POINT_BYTES
    return found > most_bytes


def main() -> None:
    """Make the JSON of the story that is on standard input, and print it; nothing if it would be too large."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from waybill.importing.files.apart import received
    from waybill.importing.files.workbook_process import limit_process
    from waybill.payload.encode import build_payload, payload_json

    limit_process()
    head, ((_, data),) = received()
    story = pickle.loads(data)  # noqa: S301 - written by preview_json() above
    if _is_surely_larger(story, head["most_bytes"]):
        return
    made = payload_json(build_payload(story))
    if len(made) <= head["most_bytes"]:
        sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
