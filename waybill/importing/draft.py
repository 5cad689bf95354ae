"""Places and legs in the making: like the rows of a story folder, but positions may be missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from waybill.gazetteer.lookup import Neighbour
from waybill.gazetteer.names import fold
from waybill.gazetteer.store import Entry
from waybill.geo.distance import distance_km
from waybill.importing import values

SAME_PLACE_KM = 5.0
"""Positions of one name that lie nearer are one place, written with other digits."""

Location = tuple[float, float]


@dataclass
class DraftPlace:
    """A place of places.csv. Cells are text; ``latitude`` is "" until somebody decides.

    ``written`` is the name as it stood in the sheets; ``used`` are the rows that name it.
    """

    place_id: str
    name: str
    latitude: str = ""
    longitude: str = ""
    country: str = ""
    kind: str = ""
    radius_km: str = ""
    position_source: str = ""
    note: str = ""
    aliases: list[str] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    written: str = ""
    used: list[str] = field(default_factory=list)

    @property
    def location(self) -> Location | None:
        """Where it lies; None as long as that is not decided or cannot be read."""
        try:
            latitude, longitude = float(self.latitude), float(self.longitude)
        except ValueError:
            return None
        is_on_globe = -90 <= latitude <= 90 and -180 <= longitude <= 180  # and no "nan"
        return (latitude, longitude) if is_on_globe else None

    @property
    def undecided(self) -> bool:
        """Whether its position is still to be decided."""
        return not self.latitude and not self.longitude


def settle(place: DraftPlace, entry: Entry) -> None:
    """Write a place of the gazetteer, or an answer of a service, into a place of the story."""
    place.latitude = values.degrees(entry.location[0])
    place.longitude = values.degrees(entry.location[1])
    place.country = place.country or entry.country
    place.kind = place.kind or entry.kind
    place.radius_km = place.radius_km or f"{entry.radius_km:g}"
    name_found(place, entry.name, entry.gazetteer_id, entry.position_source)


def name_found(place: DraftPlace, name: str, gazetteer_id: str, position_source: str) -> None:
    """Note whose the position of a place is, and what it is called there; its written name stays findable."""
    place.position_source = position_source
    place.extra["gazetteer_id"] = gazetteer_id
    if place.written and place.written not in (place.name, *place.aliases):
        place.aliases.append(place.written)
    # In the list of aliases a bar divides, so it cannot be part of one.
    name = name.replace("|", "/")
    if name and fold(name) != fold(place.name) and name not in place.aliases:
        place.aliases.append(name)


@dataclass
class Draft:
    """A story folder in the making. ``legs`` map columns to cells, extra columns among them."""

    places: dict[str, DraftPlace] = field(default_factory=dict)
    legs: list[dict[str, str]] = field(default_factory=list)
    title: str = ""
    standfirst: str = ""
    as_they_are: dict[str, tuple[tuple[str, ...], list[list[str]]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _by_name: dict[str, list[str]] = field(default_factory=dict)
    _by_id: dict[str, str] = field(default_factory=dict)
    _grid: dict[tuple[int, int], list[str]] = field(default_factory=dict)

    def add(self, place: DraftPlace, written_id: str = "") -> DraftPlace:
        """Put in a place, under an id of its own."""
        place.place_id = self._free_id(
            values.id_or_made(written_id) or values.identifier(place.name) or "place"
        )
        self.places[place.place_id] = place
        self._put_on_grid(place)
        if written_id:
            self._by_id.setdefault(written_id.casefold(), place.place_id)
            self._by_id[written_id] = place.place_id
        for name in (place.name, place.written, *place.aliases):
            ids = self._by_name.setdefault(fold(name), [])
            if place.place_id not in ids:
                ids.append(place.place_id)
        return place

    def _free_id(self, wanted: str) -> str:
        found, copy = wanted, 1
        while found in self.places:
            copy += 1
            found = f"{wanted}-{copy}"
        return found

    def named(self, text: str, country: str = "") -> list[DraftPlace]:
        """Places whose id or one of whose names is ``text``, in that country where it is given."""
        wanted = text.strip()
        by_id = self._by_id.get(wanted) or self._by_id.get(wanted.casefold())
        if by_id is not None:
            return [self.places[by_id]]
        found = [self.places[i] for i in self._by_name.get(fold(text), ())]
        if country:
            found = [p for p in found if p.country in ("", country)]
        return found

    def at(self, text: str, country: str, location: Location | None) -> DraftPlace:
        """The place of that name; a new one when there is none, or only one somewhere else.

        Two places of one name in the person's own sheet are not told apart here: the name then
        stands for a place that is still to be decided.
        """
        known = self.named(text, country)
        if location is not None:
            near = [
                p for p in known if p.location and distance_km(p.location, location) < SAME_PLACE_KM
            ]
            blank = [p for p in known if p.undecided]
            if near or (blank and len(known) == 1):
                place = (near or blank)[0]
                if place.undecided:
                    self.locate(place, location)
                return place
        elif len(known) == 1:
            return known[0]
        elif blank := [p for p in known if p.undecided]:
            return blank[0]
        return self.add(
            DraftPlace("", " ".join(text.split()), country=country, written=text.strip())
        )

    def locate(self, place: DraftPlace, location: Location) -> None:
        """Give a place its position."""
        place.latitude, place.longitude = values.degrees(location[0]), values.degrees(location[1])
        self._put_on_grid(place)

    def _put_on_grid(self, place: DraftPlace) -> None:
        spot = place.location
        if spot is not None and place.kind != "waypoint":
            self._grid.setdefault(_square(spot), []).append(place.place_id)

    def nearest(self, spot: Location, within_km: float) -> DraftPlace | None:
        """The place nearest to a spot, at most ``within_km`` (less than 10) away."""
        row, column = _square(spot)
        best, least = None, within_km
        for square in ((row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for place_id in self._grid.get(square, ()):
                place = self.places[place_id]
                at = place.location
                if at is not None and (away := distance_km(at, spot)) <= least:
                    best, least = place, away
        return best

    def neighbours(self, most: int = 3) -> dict[str, list[Neighbour]]:
        """For each place without a position: places with one at the other end of its legs."""
        found: dict[str, dict[str, Neighbour]] = {p.place_id: {} for p in self.to_decide()}
        for leg in self.legs:
            origin, destination = leg.get("origin", ""), leg.get("destination", "")
            for one, other_id in ((origin, destination), (destination, origin)):
                other = self.places.get(other_id)
                if one not in found or other is None or len(found[one]) >= most:
                    continue
                if (spot := other.location) is not None:
                    found[one].setdefault(other_id, Neighbour(other.name, spot))
        return {place_id: list(near.values()) for place_id, near in found.items()}

    def to_decide(self) -> Iterator[DraftPlace]:
        """Places without a position."""
        return (place for place in self.places.values() if place.undecided)


def _square(spot: Location) -> tuple[int, int]:
    """The tenth of a degree that a spot lies in; some 11 km high, and narrower to the poles."""
    return int(spot[0] * 10 // 1), int(spot[1] * 10 // 1)
