"""Column names as people write them, in several languages, and what they mean.

Meanings are the columns of the story folder, and a few that become several of them:
``coordinates`` (both in one cell), ``path`` (a line), and the position and country of a leg's ends.
"""

from __future__ import annotations

import re
from functools import cache

from waybill.gazetteer.names import fold

ENDS = ("origin", "destination")

_ORIGIN = (
    *("origin", "from", "source", "start", "departure", "origine", "desde", "origen", "von"),
    *("départ", "abfahrt", "salida", "откуда", "отправление", "pol", "loading port"),
    *("departure port", "port of loading", "load port", "port of departure", "starting point"),
    *("exporting port", "place of departure", "from place", "orig", "startort", "partenza"),
)
_DESTINATION = (
    *("destination", "dest", "to", "target", "end", "arrival", "destino", "hacia", "nach", "vers"),
    *("arrivée", "ziel", "ankunft", "llegada", "куда", "назначение", "pod", "discharge port"),
    *("arrival port", "port of discharge", "destination port", "port of arrival", "end point"),
    *("destination country", "to place", "place of arrival", "zielort", "destinazione", "arrivo"),
)
_LATITUDE = ("latitude", "lat", "y", "latitud", "breite", "breitengrad", "широта", "lat deg")
_LONGITUDE = (
    *("longitude", "lon", "lng", "long", "x", "longitud", "länge", "längengrad", "долгота"),
    "lon deg",
)
_COORDINATES = (
    *("coordinates", "coords", "coordinate", "lat lon", "lat lng", "latlng", "gps", "wkt"),
    *("geom", "geometry", "koordinaten", "coordonnées", "coordenadas", "координаты", "position"),
)
_NAME = (
    *("name", "place", "place name", "location", "location name", "city", "town", "site", "nom"),
    *("lieu", "ville", "ort", "stadt", "nombre", "lugar", "ciudad", "название", "место", "город"),
    *("title", "label", "port", "station", "address", "settlement", "locality", "village"),
)
_COUNTRY = ("country", "country code", "iso", "iso2", "pays", "land", "país", "paese", "страна")

_MEANINGS: dict[str, tuple[str, ...]] = {
    "place_id": ("place id", "location id", "locode", "un locode", "node id"),
    "name": _NAME,
    "latitude": _LATITUDE,
    "longitude": _LONGITUDE,
    "coordinates": _COORDINATES,
    "path": ("path", "linestring", "route geometry", "track"),
    "aliases": ("aliases", "alias", "other names", "alternative names", "also known as"),
    "country": _COUNTRY,
    "kind": ("kind", "place type", "location type"),
    "radius_km": ("radius km", "radius", "uncertainty km", "accuracy km"),
    "position_source": ("position source", "coordinate source"),
    "leg_id": ("leg id", "voyage id", "trip id", "shipment id", "flow id"),
    "id": ("id", "code", "key"),
    "origin": _ORIGIN,
    "destination": _DESTINATION,
    "start_date": (
        *("start date", "date", "departure date", "day", "when", "time", "datum", "fecha", "дата"),
        *("departed", "etd", "sailed", "date of departure", "shipping date", "from date"),
        *("abfahrtsdatum", "date de départ", "begin", "start time", "data", "jour", "sailing date"),
    ),
    "end_date": (
        *("end date", "arrival date", "arrived", "until", "eta", "to date", "date of arrival"),
        *("ankunftsdatum", "date d’arrivée", "end time", "delivery date"),
    ),
    "route_id": ("route id", "route"),
    "sequence": ("sequence", "seq", "leg number"),
    "via": ("via", "waypoints", "stops", "through", "über"),
    "mode": ("mode", "transport", "transport mode", "means of transport", "mode of transport"),
    "path_basis": ("path basis",),
    "cargo": (
        *("cargo", "commodity", "goods", "item", "product", "ladung", "merchandise", "item name"),
        *("marchandise", "mercancía", "груз", "cargaison", "ware", "relief item"),
    ),
    "quantity": (
        *("quantity", "count", "amount", "volume", "tons", "tonnes", "metric tons", "weight"),
        *("magnitude", "menge", "kg", "teu", "containers", "quantité", "cantidad", "количество"),
        *("metric tonnes", "mt", "tonnage", "poids", "gewicht", "value", "flow", "tonnen", "qty"),
    ),
    "quantity_qualifier": ("quantity qualifier",),
    "quantity_unit": ("quantity unit", "unit", "einheit", "unité", "unidad", "uom"),
    "vessel": (
        *("vessel", "ship", "vessel name", "ship name", "schiff", "navire", "buque", "судно"),
        "name of vessel",
    ),
    "claims": ("claims", "statement no", "statement number", "statement nos"),
    "claimant": ("claimant", "who says so", "said by"),
    "stated_on": ("stated on", "said on"),
    "statement": ("statement", "what they say"),
    "stance": ("stance",),
    "about": ("answers statement no", "answers no"),
    "quote": ("quote", "in their own words"),
    "publisher": ("publisher", "published by"),
    "source_title": ("source title", "headline"),
    "published_on": ("published on", "day of publication"),
    "url": ("url", "web address"),
    "note": ("note", "notes", "comment", "comments", "remarks", "bemerkung", "remarque"),
}

# A unit in a column's name: "Metric tons", "weight (kg)".
UNITS: dict[str, str] = {
    **dict.fromkeys(("metric tons", "metric tonnes", "tonnes", "tons", "mt", "tonnen", "t"), "t"),
    **dict.fromkeys(("tonnage",), "t"),
    **dict.fromkeys(("kg", "kilograms"), "kg"),
    **dict.fromkeys(("teu",), "TEU"),
    **dict.fromkeys(("containers", "container"), "containers"),
    **dict.fromkeys(("barrels", "bbl"), "barrels"),
    **dict.fromkeys(("people", "persons", "passengers"), "people"),
    **dict.fromkeys(("trucks",), "trucks"),
    **dict.fromkeys(("litres", "liters"), "litres"),
}

_HXL = {
    "#loc+origin": "origin",
    "#loc+dest": "destination",
    "#loc+destination": "destination",
    "#loc+name": "name",
    "#loc+code": "place_id",
    "#geo+lat": "latitude",
    "#geo+lon": "longitude",
    "#geo+coord": "coordinates",
    "#country+code": "country",
    "#country+name": "country",
    "#date": "start_date",
    "#date+start": "start_date",
    "#date+end": "end_date",
    "#item+name": "cargo",
    "#capacity+num": "quantity",
    "#reached": "quantity",
    "#meta+id": "leg_id",
}


@cache
def _by_key() -> dict[str, str]:
    found = {}
    for meaning, words in _MEANINGS.items():
        found[fold(meaning)] = meaning
        for word in words:
            found.setdefault(fold(word), meaning)
    parts = {"latitude": _LATITUDE, "longitude": _LONGITUDE, "coordinates": _COORDINATES}
    for end, words in zip(ENDS, (_ORIGIN, _DESTINATION), strict=True):
        for what, others in (*parts.items(), ("country", _COUNTRY)):
            for word in words:
                for other in others:
                    found.setdefault(fold(word + other), f"{end}_{what}")
                    found.setdefault(fold(other + word), f"{end}_{what}")
        for word in words:
            for suffix in ("name", "place", "port", "city", "location", "station", "town", "id"):
                found.setdefault(fold(word + suffix), end)
        number = "1" if end == "origin" else "2"
        for what, others in parts.items():
            for other in others:
                found.setdefault(fold(other) + number, f"{end}_{what}")
    return found


def meaning_of_header(header: str) -> str | None:
    """What a column of this name means: ``Departure port`` -> ``origin``; None when unknown."""
    without_unit = re.sub(r"\s*[(\[].*?[)\]]\s*$", "", header)
    for text in (header, without_unit):
        key = fold(text)
        if key in _by_key():
            return _by_key()[key]
        if unit_of_header(header) and fold(text.split("/")[0]) in _by_key():
            return _by_key()[fold(text.split("/")[0])]
    return None


def meaning_of_tag(tag: str) -> str | None:
    """What a column with this HXL tag means."""
    plain = re.sub(r"\s+", "", tag.lower())
    while plain:
        if plain in _HXL:
            return _HXL[plain]
        plain, _, _ = plain.rpartition("+")
    return None


def unit_of_header(header: str) -> str:
    """The unit that a column's name gives: ``Metric tons`` -> ``t``; "" when none."""
    inside = re.search(r"[(\[]([^)\]]+)[)\]]", header)
    for text in ((inside[1],) if inside else ()) + (header,):
        unit = UNITS.get(" ".join(text.casefold().split()))
        if unit:
            return unit
    return ""


def is_known_header(cell: str) -> bool:
    """Whether a cell reads like the name of a column."""
    return len(cell) <= 60 and meaning_of_header(cell) is not None


_VALUE = re.compile(
    r"[+-]?[\d\s.,'’]*\d[\d\s.,'’]*%?|\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?([ T].*)?|-?\d+[.,]\d+.*"
)


def looks_like_a_value(cell: str) -> bool:
    """Whether a cell is a number, a date or a coordinate."""
    return bool(cell) and _VALUE.fullmatch(cell) is not None
