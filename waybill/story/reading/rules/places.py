"""What can be said of a place by its country and its position together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from waybill.story.model import Place
from waybill.story.reading.problems import Finding, ProblemLog, quoted
from waybill.story.reading.suggest.places import countries, whereabouts

FILE = "places.csv"
# Measuring how far a place lies outside its country takes milliseconds.
MAX_ASTRAY = 300


class PlaceRules:
    """Checks the places of one file; counts those that lie outside their country."""

    def __init__(self, log: ProblemLog) -> None:
        """Report to ``log``."""
        self._log = log
        self._astray = 0

    def check(self, place: Place, written: Mapping[str, str]) -> None:
        """Warn of a country code that means nothing, and of a place outside its country.

        ``written`` maps column -> cell of its row.
        """
        latitude = written["latitude"]
        if place.latitude == place.longitude == 0:
            what = "with longitude 0 is a point at sea in the Gulf of Guinea; is that the position?"
            self._warn(place.row, "latitude", latitude, Finding(what, severity="warning"))
            return
        if place.country is None:
            return
        if not countries.is_assigned(place.country):
            self._warn(place.row, "country", place.country, _unassigned(place.country))
            return
        if self._astray >= MAX_ASTRAY:
            return
        radius_km = place.radius_km or 0
        found = whereabouts.astray(place.latitude, place.longitude, place.country, radius_km)
        if found is not None:
            self._astray += 1
            finding = whereabouts.finding(found)
            what = f"with longitude {quoted(written['longitude'])} {finding.what}"
            self._warn(place.row, "latitude", latitude, replace(finding, what=what))

    def _warn(self, row: int, column: str, value: str, finding: Finding) -> None:
        self._log.report(FILE, finding, row=row, column=column, value=value)


def _unassigned(code: str) -> Finding:
    advice = countries.unassigned(code)
    what = "is not a country code that ISO 3166-1 assigns"
    if advice.remark:
        what += f"; it {advice.remark}"
    return Finding(what, advice.value, "warning", cause=f"country {code}")
