"""Lines that Waybill chooses itself, where a story asks for it: ``path = "network"``.

By sea along a network of lanes, on land and by air along the great circle. Such a line is inferred and
nobody's claim; ``Course.words`` says what it rests on, and stands wherever the line is explained.
"""

from __future__ import annotations

from dataclasses import dataclass

from waybill.basemap import sea_lanes
from waybill.geo.path import Location
from waybill.story.model import Leg, Mode, PathBasis, Story
from waybill.story.once import once_per_story

NOT_REPORTED = "not a reported course"


@dataclass(frozen=True, slots=True)
class Course:
    """A line that Waybill chose: its stops, joined by great circles, and what it rests on.

    ``words`` go on from "the line is": "drawn along the sea lanes of searoute 1.6.0, not a reported
    course".
    """

    stops: tuple[Location, ...]
    words: str


def propose_course(mode: Mode, origin: Location, destination: Location) -> Course | None:
    """Propose a line from one place to another, by a means of transport.

    None where there is none to propose: no means of transport is known, both ends are one place, or it
    goes by sea and the lanes know no way (or ``sea_lanes.is_installed()`` is False).
    """
    if mode == "unknown" or origin == destination:
        return None
    if mode != "sea":
        words = f"drawn along the great circle between its ends, {NOT_REPORTED}"
        return Course((origin, destination), words)
    way = sea_lanes.sea_way(origin, destination)
    if way is None:
        return None
    along = f"along the sea lanes of {way.lanes}" if way.lanes else "straight over water"
    return Course(way.stops, f"drawn {along}, {NOT_REPORTED}")


def may_have_course(leg: Leg) -> bool:
    """Whether Waybill may choose a leg's line: none was observed, nor given by ``via``."""
    return leg.path_basis != "observed" and not leg.via and leg.mode != "unknown"


def asks_for_network(story: Story, leg: Leg) -> bool:
    """Whether the story asks Waybill to choose the line of a leg."""
    return may_have_course(leg) and (leg.path or story.info.path) == "network"


def course_of(story: Story, leg: Leg) -> Course | None:
    """The line that Waybill chose for a leg; None where it chose none.

    ``leg`` may be a copy without the stops that had not been named on some day.
    """
    return _courses(story).get(leg.leg_id)


def course_sentence(story: Story, leg: Leg) -> str:
    """What a leg's line rests on where Waybill chose it, as a sentence; "" where it did not."""
    course = course_of(story, leg)
    return f"{course.words[:1].upper()}{course.words[1:]}." if course else ""


def drawn_basis(story: Story, leg: Leg) -> PathBasis:
    """How the line drawn for a leg is known: ``path_basis``, or inferred where Waybill chose the line."""
    return "inferred" if course_of(story, leg) else leg.path_basis


@once_per_story
def _courses(story: Story) -> dict[str, Course]:
    """Leg id → the line that Waybill chose for it."""

    def ends(leg: Leg) -> list[Location]:
        places = story.places[leg.origin], story.places[leg.destination]
        return [(place.latitude, place.longitude) for place in places]

    asking = [leg for leg in story.legs.values() if asks_for_network(story, leg)]
    # Those of one port one after the other: the ways from it are worked out once.
    return {
        leg.leg_id: course
        for leg in sorted(asking, key=lambda leg: min(ends(leg)))
        if (course := propose_course(leg.mode, *ends(leg)))
    }
