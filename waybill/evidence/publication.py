"""When things became public: the first day on which a view "as known on" a day may show them.

``publication_days`` works the days out once per story. The rules, in words (docs/format.md has them field
by field, and the method page repeats them for readers):

1. A claim counts from the last day its ``stated_on`` can mean: one dated "2023-10" is not used before
   31 October 2023. A source likewise; one without a date never holds anything back.
2. A visit counts from the first source that can tell of the whole of it.
3. A place counts from the first claim, visit or leg that names it. A place that only bends an inferred
   line counts from the day the leg does.
4. Of a grade, the letter (the source) counts from the claim's own day. The number (the information)
   weighs other reports: it counts from the last of the answers that can themselves be judged. A number
   of 6 ("cannot be judged") weighs nothing, so it counts from the claim's own day.
5. Remarks of this record (notes, extra columns) were written with all of a row at hand: they count from
   the last publication among the row, its sources and its answers. Those of a place or a source wait for
   every row that names or cites it, those of a visit until it is over.
6. A quotation waits for all the sources given for its row; the outcome of a visit for those and for the
   visit's last day. A source stands at a row from its own day.
7. Cargo and quantity of a leg wait for all the claims that assert it; its vessel, which an answer often
   names, waits for all claims about it and their answers, as its remarks do.
8. A part of story.toml counts from what it speaks of: a step from the first of its legs, a figure from
   the first claim that states it, a note on a conflict from the last of what it concerns. A text that
   was written with more at hand (a step's text, the standfirst) waits for all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from waybill.evidence.dates import Since, is_out, latest
from waybill.evidence.info_days import (
    CheckDays,
    FigureDays,
    InfoDays,
    RowDays,
    StepDays,
    check_days,
    conflict_days,
    figure_days,
    info_days,
    measured_places,
    route_days,
    step_days,
)
from waybill.evidence.row_days import (
    ClaimDays,
    LegDays,
    PlaceDays,
    SourceDays,
    VisitDays,
    claim_days,
    leg_days,
    place_days,
    source_days,
    visit_days,
)
from waybill.story.day import Day
from waybill.story.model import Story
from waybill.story.once import once_per_story

__all__ = [
    "CheckDays",
    "ClaimDays",
    "FigureDays",
    "InfoDays",
    "LegDays",
    "PlaceDays",
    "PublicationDays",
    "Since",
    "SourceDays",
    "StepDays",
    "VisitDays",
    "every_day",
    "is_out",
    "latest",
    "publication_days",
]


@dataclass(frozen=True, slots=True)
class PublicationDays:
    """The days of everything in a story. Rows and parts by id; figures and corrections in file order."""

    places: Mapping[str, PlaceDays]
    sources: Mapping[str, SourceDays]
    claims: Mapping[str, ClaimDays]
    legs: Mapping[str, LegDays]
    visits: Mapping[str, VisitDays]
    checks: Mapping[str, CheckDays]
    steps: Mapping[str, StepDays]
    figures: tuple[FigureDays, ...]
    conflicts: Mapping[str, Since]
    corrections: tuple[Day, ...]
    routes: Mapping[str, Since]
    info: InfoDays


def every_day(story: Story) -> list[Day]:
    """Every day from which something of the story may show, in order."""
    found: set[Day] = set()
    waiting: list[Any] = [publication_days(story)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Day):
            found.add(value)
        elif is_dataclass(value):
            waiting += [getattr(value, field.name) for field in fields(value)]
        elif isinstance(value, Mapping):
            waiting += value.values()
        elif isinstance(value, tuple):
            waiting += value
    return sorted(found)


@once_per_story
def publication_days(story: Story) -> PublicationDays:
    """The first day on which each row and field of a story may show; worked out once per story."""
    rows = RowDays(claim_days(story), leg_days(story), visit_days(story))
    # A check without claims counts from the place it measures from, and the places that it measures to
    # count from the check: so the places are dated without the checks first.
    named = place_days(story, rows.claims, rows.legs, rows.visits)
    checks = check_days(story, rows, named)
    measured = measured_places(story, checks)
    places = place_days(story, rows.claims, rows.legs, rows.visits, measured)
    conflicts = conflict_days(story, rows)
    citing = [
        *((claim.sources, rows.claims[i].row) for i, claim in story.claims.items()),
        *((visit.sources, rows.visits[i].row) for i, visit in story.visits.items()),
        *((conflict.sources, conflicts[conflict.id]) for conflict in story.info.conflicts),
    ]
    return PublicationDays(
        places=places,
        sources=source_days(story, citing),
        claims=rows.claims,
        legs=rows.legs,
        visits=rows.visits,
        checks=checks,
        steps=step_days(story, rows, places, checks),
        figures=figure_days(story, rows, checks),
        conflicts=conflicts,
        corrections=tuple(entry.date for entry in story.info.corrections),
        routes=route_days(story, rows),
        info=info_days(story, rows),
    )
