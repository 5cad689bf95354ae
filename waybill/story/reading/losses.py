"""What a changed story folder has lost: a file that was cut off while it was written looks sound."""

from __future__ import annotations

from waybill.story.model import Story
from waybill.story.reading.problems import Problem

MOST_LOST = 0.25
"""The part of a file's rows that may go in one change; a file that loses more may be cut off."""


def losses(before: Story, after: Story) -> tuple[Problem, ...]:
    """The files that have lost more than ``MOST_LOST`` of what they held, one problem each.

    None when ``after`` is another story altogether, with no leg of ``before``.
    """
    if not before.legs.keys() & after.legs.keys():
        return ()
    had, has = _rows(before), _rows(after)
    found = []
    for file, count in had.items():
        lost = count - has[file]
        if lost > MOST_LOST * count:
            kind = "entries" if file == "story.toml" else "rows"
            message = (
                f"has lost {lost:,} of the {count:,} {kind} that it had, as a file does that is cut "
                "off; if it is meant, save the file once more"
            )
            found.append(Problem(file, None, None, "", message))
    return tuple(found)


def _rows(story: Story) -> dict[str, int]:
    """How many sound rows each file has; story.toml has keys at its top, steps, figures and so on."""
    info = story.info
    lists = (info.steps, info.checks, info.routes, info.figures, info.conflicts, info.corrections)
    keys = [key for key in info.model_fields_set if not isinstance(getattr(info, key), tuple)]
    if info.names_folder:
        keys.remove("title")
    return {
        "places.csv": len(story.places),
        "routes.csv": len(story.legs),
        "visits.csv": len(story.visits),
        "claims.csv": len(story.claims),
        "sources.csv": len(story.sources),
        "story.toml": len(keys) + sum(map(len, lists)),
    }
