"""What the line of a leg passes over: a ship's should not cross land, nor a train's or lorry's the sea.

Only lines that are drawn as a path are measured, and not those that Waybill chose: along the sea lanes a
canal counts as water although the base map has land there.
"""

from __future__ import annotations

from waybill.basemap import sea_lanes
from waybill.basemap.crossings import PORT_KM, ROUNDING_KM, Crossing, Element, crossings
from waybill.geo.path import Location
from waybill.story.courses import (
    asks_for_network,
    course_of,
    drawn_basis,
    may_have_course,
    propose_course,
)
from waybill.story.model import Leg, Story
from waybill.story.reading.problems import MAX_PER_CAUSE, Finding, ProblemLog, quoted

FILE = "routes.csv"
MAX_SHARE = 0.05
"""Of a line's length, in long stretches on the wrong element: what lies below is not spoken of."""

_OVER: dict[str, Element] = {"sea": "land", "rail": "sea", "road": "sea"}
_CROSSED = {"land": "land", "sea": "the sea"}


def check(story: Story, log: ProblemLog) -> None:
    """Warn of lines over the wrong element, and of ``path = network`` where it does nothing."""
    for leg in story.legs.values():
        _check_choice(story, leg, log)
    for mode, element in _OVER.items():
        drawn = [leg for leg in story.legs.values() if leg.mode == mode and _is_path(story, leg)]
        lines = [_stops(story, leg) for leg in drawn]
        told = 0
        for leg, crossing in zip(drawn, crossings(lines, element), strict=True):
            if _is_told(crossing):
                # Advice takes a search in the lanes: only for those that are told one by one.
                _warn(story, leg, crossing, element, log, with_advice=told < MAX_PER_CAUSE)
                told += 1


def sea_legs_over_land(story: Story) -> list[tuple[Leg, Crossing]]:
    """The legs by sea of which the check says that their line crosses land, and how far it does."""
    drawn = [leg for leg in story.legs.values() if leg.mode == "sea" and _is_path(story, leg)]
    found = crossings([_stops(story, leg) for leg in drawn], "land")
    return [
        (leg, crossing) for leg, crossing in zip(drawn, found, strict=True) if _is_told(crossing)
    ]


def _is_told(crossing: Crossing) -> bool:
    """Whether more than ``MAX_SHARE`` of a line crosses, beyond rounding: 4 of 80 samples are just that much."""
    return crossing.km > MAX_SHARE * crossing.of_km + ROUNDING_KM


def _is_path(story: Story, leg: Leg) -> bool:
    if asks_for_network(story, leg) and sea_lanes.is_installed():
        return False  # chosen by Waybill, or _no_course has told what to do
    # A leg that nobody claims is drawn as a line, not as a bow.
    return drawn_basis(story, leg) != "unknown" or not leg.claims


def _stops(story: Story, leg: Leg) -> list[Location]:
    stops = (story.places[p] for p in (leg.origin, *leg.via, leg.destination))
    return [(place.latitude, place.longitude) for place in stops]


def _warn(
    story: Story,
    leg: Leg,
    crossing: Crossing,
    element: Element,
    log: ProblemLog,
    *,
    with_advice: bool,
) -> None:
    via = "|".join(leg.via)
    before, after = ("leads", "across") if via else ("is empty, and", "crosses")
    what = (
        f"{before} the line of leg {quoted(leg.leg_id)}, by {leg.mode}, {after} {_CROSSED[element]} "
        f"for {in_km(crossing.km)} of {in_km(crossing.of_km)} km"
    )
    advice = _advice(story, leg) if with_advice else ""
    finding = Finding(f"{what}{advice}", severity="warning", cause=f"crosses {element}")
    log.report(FILE, finding, row=leg.row, column="via", value=via)


def in_km(km: float) -> str:
    """To tens from 100 on: the base map and the points looked at carry no more."""
    return f"{round(km, -1):,.0f}" if km >= 100 else f"{km:.0f}"


def _advice(story: Story, leg: Leg) -> str:
    """What would be right; only what would help this leg."""
    more = "more places" if leg.via else "the places"
    if leg.mode != "sea":
        return f"; name {more} that it passed, or make what went over water a leg of its own"
    stops = _stops(story, leg)
    network_helps = (
        may_have_course(leg)
        and not asks_for_network(story, leg)
        and propose_course("sea", stops[0], stops[-1]) is not None
    )
    other = ", or write 'network' in path to have it drawn along sea lanes" if network_helps else ""
    return f"; name {more} that it passed{other}"


def _check_choice(story: Story, leg: Leg, log: ProblemLog) -> None:
    """Warn where a leg asks for a line that Waybill does not choose."""
    if asks_for_network(story, leg):
        if course_of(story, leg) is None:
            _report(leg, _no_course(leg), log)
    elif leg.path == "network":
        if leg.via:
            _report(leg, Finding("does nothing here: the line goes through via"), log)
        elif leg.path_basis == "observed":
            _report(
                leg, Finding("does nothing here: path_basis says that the path is observed"), log
            )
        else:
            what = "does nothing here without a mode; write sea, rail, road or air"
            _report(leg, Finding(what), log)


def _no_course(leg: Leg) -> Finding:
    if not sea_lanes.is_installed():
        what = (
            f"asks for sea lanes, and the package {sea_lanes.PACKAGE} is not installed: the line is "
            f"drawn without them; install it with: pip install {sea_lanes.PACKAGE}"
        )
        return Finding(what, cause="no sea lanes")
    what = (
        f"asks for sea lanes, and {sea_lanes.lanes_name()} has none within {PORT_KM:.0f} km of land of "
        f"both ends of leg {quoted(leg.leg_id)}: the line is drawn without them; name in via the places "
        "that it passed"
    )
    return Finding(what, cause="no way along sea lanes")


def _report(leg: Leg, finding: Finding, log: ProblemLog) -> None:
    value = leg.path or ""
    what = finding.what if value else f"in story.toml {finding.what}"
    told = Finding(what, severity="warning", cause=finding.cause or "network without effect")
    log.report(FILE, told, row=leg.row, column="path", value=value)
