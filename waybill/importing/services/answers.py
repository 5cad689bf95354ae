"""What a service answered, made into places like those of the gazetteer. The answers are hostile."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from waybill.basemap.countries import country_names
from waybill.gazetteer.lookup import Candidate, Neighbour
from waybill.gazetteer.names import fold
from waybill.gazetteer.store import AIRFIELD_RADIUS_KM, CITY_RADIUS_KM, PORT_RADIUS_KM, Entry
from waybill.geo.distance import distance_km

MAX_ANSWERS = 5
MAX_CHARACTERS = 200
MAX_AREA_KM = 3000.0

OSM = "© OpenStreetMap contributors, ODbL"
# Pelias mixes sets of data; each of its answers says from which it is.
PELIAS_LICENCES = {
    "openstreetmap": OSM,
    "geonames": "GeoNames, CC BY 4.0",
    "openaddresses": "OpenAddresses, licence of the set",
    "whosonfirst": "Who's On First, licence of the set",
}
OTHER_LICENCE = "licence as the service says"
NAMES = {"nominatim": "Nominatim", "photon": "Photon", "pelias": "Pelias"}
"""Service → how people call it."""

_AREAS = frozenset(
    (
        *(
            "country",
            "state",
            "region",
            "province",
            "county",
            "district",
            "state_district",
            "municipality",
        ),
        *("archipelago", "island", "islet", "sea", "ocean", "bay", "strait", "gulf", "continent"),
        *("macroregion", "macrocounty", "dependency", "marinearea", "administrative", "territory"),
    )
)
_SMALL_TOWNS = (
    *("village", "hamlet", "suburb", "borough", "quarter"),
    *("neighbourhood", "locality", "localadmin"),
)
_TOWNS = {
    "city": CITY_RADIUS_KM[2][1],  # as one of 200,000 people: the answer says no number
    "town": CITY_RADIUS_KM[3][1],
    **dict.fromkeys(_SMALL_TOWNS, CITY_RADIUS_KM[-1][1]),
}
_PORTS = frozenset(("port", "harbour", "ferry_terminal", "marina", "dock"))
_AIRFIELDS = frozenset(("aerodrome", "airport", "airfield", "airstrip"))
_STATIONS = frozenset(("station", "halt"))
STATION_RADIUS_KM = 1.0
SPOT_RADIUS_KM = 1.0
"""A street, a house or a works; the answer's own extent where that is larger."""

_CODE = re.compile(r"[\w/:.-]{1,80}", re.ASCII)
_OSM_TYPES = {"n": "node", "w": "way", "r": "relation"}
_OSM_TYPES |= {name: name for name in _OSM_TYPES.values()}


@dataclass(frozen=True, slots=True)
class _Found:
    """One answer, its texts still as they came."""

    code: object
    name: object
    region: object
    country: object
    words: Sequence[object]
    latitude: object
    longitude: object
    extent: object = None  # (west, south, east, north)
    licence: str = OSM


def entries(service: str, raws: Iterable[object], day: str) -> tuple[Entry, ...]:
    """At most ``MAX_ANSWERS`` places out of the answers of a service; what is none is left out."""
    read = {"nominatim": _nominatim, "photon": _photon, "pelias": _pelias}[service]
    found: dict[str, Entry] = {}
    for raw in raws:
        if len(found) == MAX_ANSWERS:
            break
        if isinstance(raw, Mapping) and (entry := _entry(service, read(raw), day)) is not None:
            found.setdefault(entry.gazetteer_id, entry)
    return tuple(found.values())


def _nominatim(raw: Mapping[str, Any]) -> _Found:
    address = _mapping(raw.get("address"))
    name = raw.get("name") or str(raw.get("display_name") or "").partition(",")[0]
    box = raw.get("boundingbox")
    south, north, west, east = box if isinstance(box, list) and len(box) == 4 else (None,) * 4
    return _Found(
        code=_osm_code(raw),
        name=name,
        region=address.get("state") or address.get("region") or address.get("county"),
        country=address.get("country_code"),
        words=(raw.get("addresstype"), raw.get("type"), raw.get("class")),
        latitude=raw.get("lat"),
        longitude=raw.get("lon"),
        extent=(west, south, east, north),
    )


def _photon(raw: Mapping[str, Any]) -> _Found:
    own = _mapping(raw.get("properties"))
    extent = own.get("extent")  # west, north, east, south
    west, north, east, south = (
        extent if isinstance(extent, list) and len(extent) == 4 else (None,) * 4
    )
    longitude, latitude = _spot(raw)
    return _Found(
        code=_osm_code(own),
        name=own.get("name"),
        region=own.get("state") or own.get("county"),
        country=own.get("countrycode"),
        words=(own.get("osm_value"), own.get("type"), own.get("osm_key")),
        latitude=latitude,
        longitude=longitude,
        extent=(west, south, east, north),
    )


def _pelias(raw: Mapping[str, Any]) -> _Found:
    own = _mapping(raw.get("properties"))
    longitude, latitude = _spot(raw)
    return _Found(
        code=own.get("gid"),
        name=own.get("name"),
        region=own.get("region"),
        country=own.get("country_code"),
        words=(own.get("layer"),),
        latitude=latitude,
        longitude=longitude,
        extent=raw.get("bbox"),
        licence=PELIAS_LICENCES.get(str(own.get("source")), OTHER_LICENCE),
    )


def _entry(service: str, found: _Found, day: str) -> Entry | None:
    location = _location(found.latitude, found.longitude)
    name = line(found.name)
    code = found.code if isinstance(found.code, str) and _CODE.fullmatch(found.code) else ""
    if location is None or not name or not code:
        return None
    country = line(found.country).upper()
    kind, radius_km = _kind(found, location)
    return Entry(
        gazetteer_id=f"{service}:{code}",
        name=name,
        country=country if country in country_names() else "",
        admin1=line(found.region),
        kind=kind,
        population=0,
        location=location,
        radius_km=radius_km,
        source=NAMES[service],
        licence=found.licence,
        as_of=day,
    )


def _kind(found: _Found, location: tuple[float, float]) -> tuple[str, float]:
    """(kind of places.csv, radius in km) by the words with which the service calls the place."""
    extent_km = _extent_km(found.extent, location)
    for word in (line(one).casefold() for one in found.words):
        if word in _TOWNS:
            return "city", _TOWNS[word]
        if word in _PORTS:
            return "port", PORT_RADIUS_KM
        if word in _AIRFIELDS:
            return "airfield", AIRFIELD_RADIUS_KM
        if word in _STATIONS:
            return "station", STATION_RADIUS_KM
        if word in _AREAS:
            return "area", min(MAX_AREA_KM, max(SPOT_RADIUS_KM, math.ceil(extent_km)))
    return "", min(MAX_AREA_KM, max(SPOT_RADIUS_KM, math.ceil(extent_km)))


def _extent_km(extent: object, location: tuple[float, float]) -> float:
    """From the place to the corner of its extent that is farthest away; 0 where it says none."""
    if not isinstance(extent, (list, tuple)) or len(extent) != 4:
        return 0.0
    west, south, east, north = extent
    corners = [_location(lat, lon) for lat in (south, north) for lon in (west, east)]
    return max((distance_km(location, one) for one in corners if one is not None), default=0.0)


def candidate(
    entry: Entry, name: str, country: str = "", neighbours: Sequence[Neighbour] = ()
) -> Candidate:
    """The place as one of the candidates of a name, with what speaks for and against it."""
    found = "same name" if fold(entry.name) == fold(name) else "found for this name"
    why = [f"{found}, by {entry.source}"]
    if country:
        where = country_names().get(entry.country, entry.country) or "no country"
        fits = entry.country == country
        why.append(f"in {where}, as written" if fits else f"in {where}, not {country}")
    away = tuple((n.name, distance_km(entry.location, n.location)) for n in neighbours)
    why += [f"{km:,.0f} km from {near}" for near, km in away]
    why.append(entry.licence)
    return Candidate(entry, "answer of a service", 100.0, away, tuple(why))


def to_rows(found: Iterable[Entry]) -> list[dict[str, Any]]:
    """The places as JSON can hold them."""
    return [asdict(entry) for entry in found]


def from_rows(rows: object) -> tuple[Entry, ...] | None:
    """The places out of ``to_rows``; None for what another version wrote."""
    try:
        return tuple(Entry(**{**row, "location": tuple(row["location"])}) for row in rows)  # type: ignore[attr-defined]
    except (TypeError, KeyError):
        return None


def line(text: object) -> str:
    """A text of a service as one short line of printable characters; "" for what is no text."""
    if not isinstance(text, str):
        return ""
    shown = "".join(c if not unicodedata.category(c).startswith("C") else " " for c in text[:2000])
    return " ".join(shown.split())[:MAX_CHARACTERS].strip()


def _osm_code(own: Mapping[str, Any]) -> str:
    kind = _OSM_TYPES.get(str(own.get("osm_type")).casefold(), "")
    number = own.get("osm_id")
    is_number = isinstance(number, int) and not isinstance(number, bool) and 0 < number < 10**18
    return f"{kind}/{number}" if kind and is_number else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _spot(raw: Mapping[str, Any]) -> tuple[object, object]:
    pair = _mapping(raw.get("geometry")).get("coordinates")
    return (pair[0], pair[1]) if isinstance(pair, list) and len(pair) >= 2 else (None, None)


def _location(latitude: object, longitude: object) -> tuple[float, float] | None:
    """(latitude, longitude) where both are degrees on the globe."""
    numbers = []
    for value in (latitude, longitude):
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            return None
        try:
            numbers.append(float(value if not isinstance(value, str) else value[:40]))
        except (ValueError, OverflowError):
            return None
    on_globe = -90 <= numbers[0] <= 90 and -180 <= numbers[1] <= 180  # and no "nan"
    return (round(numbers[0], 6), round(numbers[1], 6)) if on_globe else None
