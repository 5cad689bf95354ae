"""Stated against computed: a check of story.toml worked out from the shipped borders and places.

Nothing here says which figure is right, and none says why two differ: that would be a claim of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from waybill.basemap import borders
from waybill.evidence.publication import became_public, check_became_public
from waybill.geo import distance
from waybill.story.model import Check, Leg, Measure, Story

Location = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Computed:
    """One computed value: what it is of, the value in words, and from which day it may show."""

    label: str
    words: str
    note: str = ""
    known: date | None = None
    km: float | None = None
    location: Location | None = None
    """Where a distance was measured to, latitude first."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A check with its values. ``known``: from when it may show; ``remarks_known``: its note."""

    check: Check
    stated: str
    computed: tuple[Computed, ...]
    known: date | None
    remarks_known: date | None


def run_checks(story: Story) -> tuple[CheckResult, ...]:
    """Every check of the story, in file order."""
    return tuple(run_check(story, check) for check in story.info.checks)


def run_check(story: Story, check: Check) -> CheckResult:
    """One check; ids in it must point at rows of the story."""
    known = check_became_public(story, check)
    cited = (*check.claims, *check.others, *(c for m in check.measures for c in m.claims))
    all_days = [became_public(story.claims[c]) for c in cited]
    return CheckResult(
        check=check,
        stated=stated_words(check),
        computed=tuple(_computed(story, check)),
        known=known,
        remarks_known=max([*all_days, *([known] if known else [])], default=None),
    )


def stated_words(check: Check) -> str:
    """The stated figure: as written, or "290 km", "9,500–10,300 km"; empty when nobody states one."""
    if check.stated or check.stated_km is None:
        return check.stated
    if check.stated_to_km is None:
        return km_words(check.stated_km)
    return f"{check.stated_km:,.0f}–{km_words(check.stated_to_km)}"


def leg_length_km(story: Story, leg: Leg) -> tuple[float, float | None]:
    """(straight between the ends, along the line drawn); the second None where no line is a path.

    A geodesic between two stops is as long as its densified form, so the stops are enough.
    """
    stops = [_location(story, p) for p in (leg.origin, *leg.via, leg.destination)]
    straight_km = distance.distance_km(stops[0], stops[-1])
    if leg.path_basis == "unknown":
        return straight_km, None
    return straight_km, distance.path_length_km(stops) if leg.via else straight_km


def km_words(km: float) -> str:
    """ "4.2 km", "202 km", "8,473 km"."""
    return f"{km:.1f} km" if km < 10 else f"{km:,.0f} km"


def checks_of_leg(checks: Iterable[CheckResult], leg: Leg) -> list[CheckResult]:
    """The checks that speak of a leg: of its length or pace, or measured from one of its ends."""
    ends = (leg.origin, leg.destination)
    return [c for c in checks if c.check.leg == leg.leg_id or c.check.origin in ends]


def _computed(story: Story, check: Check) -> Iterator[Computed]:
    if check.kind == "distance":
        assert check.origin is not None
        start = _location(story, check.origin)
        for measure in check.measures:
            yield _distance(story, start, measure)
    elif check.kind == "length":
        assert check.leg is not None
        leg = story.legs[check.leg]
        straight_km, path_km = leg_length_km(story, leg)
        yield Computed("straight between its ends", km_words(straight_km), km=straight_km)
        if path_km is not None:
            basis = "observed" if leg.path_basis == "observed" else "inferred"
            yield Computed(f"along the {basis} line drawn", km_words(path_km), km=path_km)
    elif check.kind == "pace":
        for measure in check.measures:
            yield _pace(story, check, measure)


def _distance(story: Story, start: Location, measure: Measure) -> Computed:
    if measure.to_place:
        end = _location(story, measure.to_place)
        km = distance.distance_km(start, end)
    else:
        assert measure.to_country is not None
        end, km = borders.nearest_point_on_land_border(start, measure.to_country)
    known = _latest(story, measure)
    return Computed(measure.label, km_words(km), measure.note, known, km, end)


def _pace(story: Story, check: Check, measure: Measure) -> Computed:
    """Kilometres a day that the days imply over the stated length, or over the line drawn."""
    assert measure.days is not None
    days = (measure.days[1] - measure.days[0]).days
    if check.stated_km is not None:
        low_km, high_km = check.stated_km, check.stated_to_km or check.stated_km
    else:
        assert check.leg is not None
        straight_km, path_km = leg_length_km(story, story.legs[check.leg])
        low_km = high_km = path_km if path_km is not None else straight_km
    per_day = (low_km + high_km) / 2 / days
    words = f"about {_tens(per_day)} km a day over {days} days"
    if high_km > low_km:
        words += f" ({_tens(low_km / days)}–{_tens(high_km / days)} for the range of lengths)"
    return Computed(measure.label, words, measure.note, _latest(story, measure))


def _latest(story: Story, measure: Measure) -> date | None:
    return max((became_public(story.claims[c]) for c in measure.claims), default=None)


def _tens(value: float) -> str:
    """Rounded to tens from 100 on: the lengths and days carry no more."""
    return f"{round(value, -1):,.0f}" if value >= 100 else f"{value:.0f}"


def _location(story: Story, place_id: str) -> Location:
    place = story.places[place_id]
    return place.latitude, place.longitude
