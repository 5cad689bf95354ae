"""The day from which each part of story.toml may show.

None of these parts has a date in the file, except a correction. Each counts from what it speaks of; the
texts that were written with all of it at hand wait for all of it. As in ``row_days``, ``row`` dates the
part itself, and every other attribute the field of its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from waybill.evidence.dates import Since, earliest, latest, published
from waybill.evidence.row_days import ClaimDays, LegDays, PlaceDays, VisitDays
from waybill.evidence.statements import speaks_against
from waybill.story.day import Day
from waybill.story.model import Check, Conflict, Figure, Leg, Measure, Step, Story


class Dated(Protocol):
    """Anything with a day of its own."""

    @property
    def row(self) -> Since:
        """The first day on which it may show."""


@dataclass(frozen=True, slots=True)
class CheckDays:
    """A stated figure beside computed ones. ``measures`` dates the computed values, in order."""

    row: Since
    note: Since
    measures: tuple[Since, ...]
    claims: Mapping[str, Since]
    others: Mapping[str, Since]


@dataclass(frozen=True, slots=True)
class StepDays:
    """A step of the guided reading: its title, and the text that was written with all at hand."""

    row: Since
    text: Since
    legs: Mapping[str, Since]
    places: Mapping[str, Since]
    checks: Mapping[str, Since]


@dataclass(frozen=True, slots=True)
class FigureDays:
    """A key figure: label, value and basis together; ``check``: what it is compared with."""

    row: Since
    check: Since
    claims: Mapping[str, Since]


@dataclass(frozen=True, slots=True)
class InfoDays:
    """The texts of the story as a whole."""

    standfirst: Since
    window_label: Since


@dataclass(frozen=True, slots=True)
class RowDays:
    """The days of the rows that story.toml speaks of, by id."""

    claims: Mapping[str, ClaimDays]
    legs: Mapping[str, LegDays]
    visits: Mapping[str, VisitDays]


def check_days(
    story: Story, rows: RowDays, places: Mapping[str, PlaceDays]
) -> dict[str, CheckDays]:
    """Every check's days, by id. ``places``: as named by claims, legs and visits alone."""
    return {check.id: _check_days(check, rows, places) for check in story.info.checks}


def _check_days(check: Check, rows: RowDays, places: Mapping[str, PlaceDays]) -> CheckDays:
    stating = _each(check.claims, rows.claims)
    if stating:
        row = earliest(stating.values())
    elif check.leg:
        row = rows.legs[check.leg].row
    else:
        row = places[check.origin].row if check.origin else None
    measures = tuple(latest((row, _rests_on(measure, rows))) for measure in check.measures)
    others = _each(check.others, rows.claims)
    return CheckDays(
        row=row,
        note=latest((row, *stating.values(), *others.values(), *measures)),
        measures=measures,
        claims=stating,
        others={claim_id: latest((row, day)) for claim_id, day in others.items()},
    )


def _rests_on(measure: Measure, rows: RowDays) -> Since:
    return latest(_each(measure.claims, rows.claims).values())


def measured_places(story: Story, checks: Mapping[str, CheckDays]) -> list[tuple[str, Since]]:
    """(place_id, day) of every place that a check measures to."""
    return [
        (measure.to_place, day)
        for check in story.info.checks
        for measure, day in zip(check.measures, checks[check.id].measures, strict=True)
        if measure.to_place
    ]


def step_days(
    story: Story,
    rows: RowDays,
    places: Mapping[str, PlaceDays],
    checks: Mapping[str, CheckDays],
) -> dict[str, StepDays]:
    """Every step's days, by id."""
    everything = whole_record(story, rows)

    def days(step: Step) -> StepDays:
        legs, at = _each(step.legs, rows.legs), _each(step.places, places)
        measured = _each(step.checks, checks)
        if legs:
            row = earliest(legs.values())
            remarks = latest(
                (
                    *(rows.legs[leg_id].note for leg_id in legs),
                    *(checks[check_id].note for check_id in measured),
                )
            )
        else:
            row = earliest((*at.values(), *measured.values()))
            remarks = everything
        return StepDays(row=row, text=latest((row, remarks)), legs=legs, places=at, checks=measured)

    return {step.id: days(step) for step in story.info.steps}


def figure_days(
    story: Story, rows: RowDays, checks: Mapping[str, CheckDays]
) -> tuple[FigureDays, ...]:
    """The days of every key figure, in file order."""
    return tuple(_figure_days(story, figure, rows, checks) for figure in story.info.figures)


def cited_claims(story: Story, figure: Figure) -> tuple[str, ...]:
    """Ids of the claims that carry a figure: its own, or those of the check that it shows."""
    if figure.claims:
        return figure.claims
    return next((check.claims for check in story.info.checks if check.id == figure.check), ())


def _figure_days(
    story: Story, figure: Figure, rows: RowDays, checks: Mapping[str, CheckDays]
) -> FigureDays:
    check = checks.get(figure.check or "")
    cited = [story.claims[i] for i in cited_claims(story, figure) if i in story.claims]
    stating = [claim for claim in cited if not speaks_against(claim)] or cited
    if stating:
        row = earliest(rows.claims[claim.claim_id].row for claim in stating)
    elif check:
        row = check.row
    else:
        # Nobody states it and nothing is measured: it waits for everything that is drawn.
        row = latest(leg.row for leg in rows.legs.values())
    return FigureDays(
        row=row,
        check=latest((row, check.row)) if check else row,
        claims=_each(figure.claims, rows.claims),
    )


def conflict_days(story: Story, rows: RowDays) -> dict[str, Since]:
    """Conflict → the day from which it may show: when everything that it concerns is out."""
    return {conflict.id: _conflict_day(story, conflict, rows) for conflict in story.info.conflicts}


def _conflict_day(story: Story, conflict: Conflict, rows: RowDays) -> Since:
    cited = (story.sources[i] for i in conflict.sources if i in story.sources)
    days = (
        *_each(conflict.claims, rows.claims).values(),
        *_each(conflict.legs, rows.legs).values(),
        *_each(conflict.visits, rows.visits).values(),
        *(published(source) for source in cited),
    )
    return latest(days) if days else whole_record(story, rows)


def route_days(story: Story, rows: RowDays) -> dict[str, Since]:
    """Route → the day of its first leg; a route without legs waits for the whole record."""
    days: dict[str, list[Since]] = {route.id: [] for route in story.info.routes}
    for leg in story.legs.values():
        if leg.route_id in days:
            days[leg.route_id].append(rows.legs[leg.leg_id].row)
    everything = whole_record(story, rows)
    return {route_id: earliest(found) if found else everything for route_id, found in days.items()}


def info_days(story: Story, rows: RowDays) -> InfoDays:
    """The days of the texts of the story as a whole."""
    window = story.info.window
    same = [
        rows.legs[leg.leg_id].row
        for leg in story.legs.values()
        if window and _covers(story, leg, window)
    ]
    every_leg = latest(leg.row for leg in rows.legs.values())
    return InfoDays(
        standfirst=whole_record(story, rows),
        window_label=earliest(same) if same else every_leg,
    )


def _covers(story: Story, leg: Leg, window: tuple[Day, Day]) -> bool:
    """Does the leg have these very dates?"""
    when = story.when(leg)
    return (when.first, when.last) == window


def whole_record(story: Story, rows: RowDays) -> Since:
    """The day from which nothing is left out: every claim, visit and source is out."""
    return latest(
        (
            *(claim.row for claim in rows.claims.values()),
            *(visit.note for visit in rows.visits.values()),
            *(published(source) for source in story.sources.values()),
        )
    )


def _each(ids: Iterable[str], rows: Mapping[str, Dated]) -> dict[str, Since]:
    """Id → the day of its row, for the ids that have one."""
    return {row_id: rows[row_id].row for row_id in ids if row_id in rows}
