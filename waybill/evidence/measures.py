"""Stated against computed: a check of story.toml worked out from the shipped borders and places.

Nothing here says which figure is right, or why two differ: that would be a claim of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from waybill.basemap import borders
from waybill.evidence.dates import Since
from waybill.evidence.phrases import distance_words
from waybill.evidence.publication import CheckDays, publication_days
from waybill.geo import distance
from waybill.geo.geodesics import path_lengths_km
from waybill.limiter import unhurried
from waybill.story.courses import course_of, drawn_basis
from waybill.story.ends import came_back, far_end
from waybill.story.model import Check, Leg, Measure, Story
from waybill.story.once import once_per_story

LEGS_AT_ONCE = 1000
"""Legs that are measured in one call, in which no other thread runs: about 5 ms."""

Location = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Computed:
    """One computed value: what it is of, the value in words, and from which day it may show."""

    label: str
    words: str
    note: str = ""
    known: Since = None
    km: float | None = None
    location: Location | None = None
    """Where a distance was measured to, latitude first."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A check with its values. ``known`` and ``note_known``: from when it and its note may show."""

    check: Check
    stated: str
    computed: tuple[Computed, ...]
    known: Since
    note_known: Since


@once_per_story
def run_checks(story: Story) -> tuple[CheckResult, ...]:
    """Every check of the story, in file order; worked out once per story."""
    return tuple(run_check(story, check) for check in story.info.checks)


def run_check(story: Story, check: Check) -> CheckResult:
    """One check of the story; ids in it must point at rows of it."""
    days = publication_days(story).checks[check.id]
    return CheckResult(
        check=check,
        stated=stated_words(check),
        computed=tuple(_computed(story, check, days)),
        known=days.row,
        note_known=days.note,
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

    A leg that came back is measured there and back.
    """
    found = _leg_lengths(story).get(leg.leg_id)
    if found is not None and story.legs[leg.leg_id].via == leg.via:
        return found
    return _lengths_km(story, [leg])[0]


@once_per_story
def _leg_lengths(story: Story) -> dict[str, tuple[float, float | None]]:
    """Leg id → ``leg_length_km`` of it; many at once, since a compiled loop is a hundred times as fast."""
    found: dict[str, tuple[float, float | None]] = {}
    legs = list(story.legs.values())
    for start in unhurried(range(0, len(legs), LEGS_AT_ONCE)):
        some = legs[start : start + LEGS_AT_ONCE]
        found |= zip((leg.leg_id for leg in some), _lengths_km(story, some), strict=True)
    return found


def _lengths_km(story: Story, legs: Sequence[Leg]) -> list[tuple[float, float | None]]:
    """A geodesic between two stops is as long as its densified form, so the stops are enough."""
    paths = [_stops(story, leg) for leg in legs]
    ends = [_location(story, far_end(story, leg)) for leg in legs]
    straight = path_lengths_km(
        [
            (path[0], end, path[0]) if came_back(leg) else (path[0], end)
            for leg, path, end in zip(legs, paths, ends, strict=True)
        ]
    )
    along = path_lengths_km(paths)
    return [
        (straight_km, None if drawn_basis(story, leg) == "unknown" else along_km)
        for leg, straight_km, along_km in zip(legs, straight, along, strict=True)
    ]


def _stops(story: Story, leg: Leg) -> list[Location]:
    """The locations that the drawn line of a leg joins."""
    if course := course_of(story, leg):
        return list(course.stops)
    return [_location(story, p) for p in (leg.origin, *leg.via, leg.destination)]


def km_words(km: float) -> str:
    """ "4.2 km", "202 km", "8,473 km"."""
    return f"{km:.1f} km" if km < 10 else f"{km:,.0f} km"


def length_words(story: Story, leg: Leg) -> str:
    """How long a leg is, in words, and what was measured."""
    straight_km, path_km = leg_length_km(story, leg)
    straight = distance_words(straight_km)
    if path_km is None:
        back = ", there and back" if came_back(leg) else ""
        return f"No route to measure; {straight} straight between the places{back}"
    if len(_stops(story, leg)) == 2:
        return f"{straight} straight (geodesic)"
    return f"{straight} straight; {distance_words(path_km)} {_along(story, leg)}"


def _along(story: Story, leg: Leg) -> str:
    """What a leg was measured along."""
    if course_of(story, leg):
        return "along the line that Waybill drew"
    return f"along the {'observed' if leg.path_basis == 'observed' else 'inferred'} line drawn"


def _computed(story: Story, check: Check, days: CheckDays) -> Iterator[Computed]:
    if check.kind == "length":
        assert check.leg is not None
        leg = story.legs[check.leg]
        straight_km, path_km = leg_length_km(story, leg)
        straight = km_words(straight_km)
        yield Computed("straight between its ends", straight, known=days.row, km=straight_km)
        if path_km is not None:
            yield Computed(_along(story, leg), km_words(path_km), known=days.row, km=path_km)
    for measure, known in zip(check.measures, days.measures, strict=True):
        if check.kind == "distance":
            assert check.origin is not None
            yield _distance(story, _location(story, check.origin), measure, known)
        elif check.kind == "pace":
            yield _pace(story, check, measure, known)


def _distance(story: Story, start: Location, measure: Measure, known: Since) -> Computed:
    if measure.to_place:
        end = _location(story, measure.to_place)
        km = distance.distance_km(start, end)
    else:
        assert measure.to_country is not None
        end, km = borders.nearest_point_on_land_border(start, measure.to_country)
    return Computed(measure.label, km_words(km), measure.note, known, km, end)


def _pace(story: Story, check: Check, measure: Measure, known: Since) -> Computed:
    """Kilometres a day that the days imply over the stated length, or over the line drawn."""
    assert measure.days is not None
    days = measure.days[1] - measure.days[0]
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
    return Computed(measure.label, words, measure.note, known)


def _tens(value: float) -> str:
    """Rounded to tens from 100 on: the lengths and days carry no more."""
    return f"{round(value, -1):,.0f}" if value >= 100 else f"{value:.0f}"


def _location(story: Story, place_id: str) -> Location:
    place = story.places[place_id]
    return place.latitude, place.longitude
