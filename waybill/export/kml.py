"""Story × view → KML 2.2 (OGC 07-147r2) for Google Earth: folders Legs, Visits, Images, Places.

No file, icon or font from any host. KML has no dashes, so a line that nobody observed is thin and
pale, and its name says what it is. A viewer reads a description as HTML: data is escaped for HTML
first and for XML after that.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from waybill.evidence.lines import Location, lines_of
from waybill.evidence.phrases import claim_verb, leg_title, observed_words, quantity_words
from waybill.evidence.standing import Standing
from waybill.evidence.statements import statements
from waybill.export.tables import cells, evidence_of
from waybill.geo.path import locations_of, split_at_antimeridian, to_lon_lat
from waybill.grammar import grammar
from waybill.payload.escaping import xml_text
from waybill.story import Span, describe
from waybill.story.courses import course_sentence
from waybill.story.model import MODES, Claim, Leg, Place, Record, Source, Visit
from waybill.view.extract import Extract

NAMESPACE = "http://www.opengis.net/kml/2.2"

_LABEL_COLOURS = {"visits": "visit", "images": "image", "places": "ink"}


def kml_bytes(rows: Extract) -> bytes:
    """The document, UTF-8 with an XML declaration."""
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    _text(document, "name", rows.info.title)
    about = rows.about
    _describe(
        document,
        [
            rows.info.standfirst,
            f"{about.view}.",
            about.attribution,
        ],
    )
    _styles(document)
    folders = {name: _folder(document, name) for name in ("Legs", "Visits", "Images", "Places")}
    lines = lines_of(rows.story, [leg for leg, _ in rows.legs])
    for (leg, standing), (points, _) in zip(rows.legs, lines, strict=True):
        _leg(folders["Legs"], rows, leg, standing, locations_of(points))
    for visit in rows.visits:
        _visit(folders["Visits"], rows, visit)
    for claim in rows.images:
        _image(folders["Images"], rows, claim)
    for place in rows.places.values():
        _place(folders["Places"], place)
    for element in (document, *document.iter("Folder")):
        _one_a_line(element)
    text: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"


def _leg(
    folder: ET.Element, rows: Extract, leg: Leg, standing: Standing, line: list[Location]
) -> None:
    name = leg_title(rows.story, leg) + grammar().levels[standing.level].kml.name_suffix
    mark = _placemark(folder, f"leg-{leg.leg_id}", name)
    said = [
        _said(claim) + (" Not verified." if claim.verified == "no" else "")
        for claim in statements(rows.story, rows.claims_of(leg))
    ]
    _describe(
        mark,
        [
            f"{standing.words}.",
            course_sentence(rows.story, leg),
            describe(leg.start_date, leg.end_date),
            " ".join(part for part in (quantity_words(leg), leg.cargo) if part),
            leg.vessel and f"Vessel, as claimed: {leg.vessel}",
            *said,
            leg.note,
            *_extra(leg),
            _sources(s for c in rows.claims_of(leg) for s in rows.sources_of(c)),
        ],
    )
    _time(mark, rows.story.when(leg))
    _text(mark, "styleUrl", f"#{leg.mode}-{standing.level}")
    _data(mark, {**cells(leg), **evidence_of(rows.story, leg, standing, joined=True)})
    pieces = split_at_antimeridian(line)
    parent = ET.SubElement(mark, "MultiGeometry") if len(pieces) > 1 else mark
    for piece in pieces:
        drawn = ET.SubElement(parent, "LineString")
        _text(drawn, "tessellate", "1")
        _text(drawn, "coordinates", _coordinates(piece if len(piece) > 1 else piece * 2))


def _visit(folder: ET.Element, rows: Extract, visit: Visit) -> None:
    place = rows.places[visit.place]
    mark = _placemark(
        folder, f"visit-{visit.visit_id}", f"{', '.join(visit.visitors)}, {place.name}"
    )
    quote = f"“{visit.quote}” {visit.quote_by}".strip() if visit.quote else ""
    hosts = f"Hosts: {', '.join(visit.hosts)}" if visit.hosts else ""
    when = describe(visit.start_date, visit.end_date)
    sources = _sources(rows.sources_of(visit))
    told = [when, hosts, visit.purpose, visit.outcome, quote, visit.note]
    _describe(mark, [*told, *_extra(visit), sources])
    _time(mark, rows.story.when(visit))
    _text(mark, "styleUrl", "#visits")
    _data(mark, cells(visit))
    _point(mark, place)


def _image(folder: ET.Element, rows: Extract, claim: Claim) -> None:
    name = f"Image of {observed_words(claim)}, {claim.claimant}"
    mark = _placemark(folder, f"image-{claim.claim_id}", name)
    verified = "Not verified." if claim.verified == "no" else ""
    published = f"Published {describe(claim.stated_on)}"
    sources = _sources(rows.sources_of(claim))
    cannot = claim.limits and f"Cannot show: {claim.limits}"
    answers = [_said(answer) for answer in rows.claims if answer.about == claim.claim_id]
    said = f"{claim.claimant}: {claim.statement}"
    told = [said, published, verified, cannot, *answers, claim.note]
    _describe(mark, [*told, *_extra(claim), sources])
    _time(mark, rows.story.observed(claim))
    _text(mark, "styleUrl", "#images")
    _data(mark, cells(claim))
    places = [rows.places[p] for p in claim.places if p in rows.places]
    parent = ET.SubElement(mark, "MultiGeometry") if len(places) > 1 else mark
    for place in places:
        _point(parent, place)


def _place(folder: ET.Element, place: Place) -> None:
    mark = _placemark(folder, f"place-{place.place_id}", place.name)
    within = f"Position within about {place.radius_km:g} km" if place.radius_km else ""
    source = place.position_source and f"Position: {place.position_source}"
    _describe(mark, [within, source, place.note, *_extra(place)])
    _text(mark, "styleUrl", "#places")
    _data(mark, cells(place))
    _point(mark, place)


def _said(claim: Claim) -> str:
    return f"{claim.claimant} {claim_verb(claim)}, {describe(claim.stated_on)}: {claim.statement}"


def _extra(row: Record) -> Iterator[str]:
    """Columns that Waybill does not know, one a line."""
    for name, value in row.extra.items():
        if value:
            yield f"{name.replace('_', ' ').capitalize()}: {value}"


def _sources(sources: Iterable[Source]) -> str:
    words = dict.fromkeys(" ".join(p for p in (s.publisher, s.url) if p) for s in sources)
    return "Sources: " + "; ".join(words) if words else ""


def _styles(document: ET.Element) -> None:
    for mode in MODES:
        for name, level in grammar().levels.items():
            style = ET.SubElement(document, "Style", id=f"{mode}-{name}")
            line = ET.SubElement(style, "LineStyle")
            _text(line, "color", _colour(mode, level.kml.opacity))
            _text(line, "width", f"{level.kml.width_px:g}")
    for kind, colour in _LABEL_COLOURS.items():
        style = ET.SubElement(document, "Style", id=kind)
        # an empty icon: the viewer's own pin would come from its maker's server
        ET.SubElement(ET.SubElement(style, "IconStyle"), "Icon")
        label = ET.SubElement(style, "LabelStyle")
        _text(label, "color", _colour(colour, 255))
        _text(label, "scale", "0.9")


def _colour(role: str, opacity: int) -> str:
    """A colour of the light theme as KML writes it: aabbggrr."""
    rrggbb = grammar().colours[role].light.removeprefix("#")
    return f"{opacity:02x}{rrggbb[4:]}{rrggbb[2:4]}{rrggbb[:2]}"


def _folder(document: ET.Element, name: str) -> ET.Element:
    folder = ET.SubElement(document, "Folder")
    _text(folder, "name", name)
    return folder


def _placemark(folder: ET.Element, mark_id: str, name: str) -> ET.Element:
    mark = ET.SubElement(folder, "Placemark", id=_xml_id(mark_id))
    _text(mark, "name", name)
    return mark


def _xml_id(text: str) -> str:
    """``text`` as an XML id, which has no / : +; no id of a story has the dot that stands for them."""
    return re.sub("[/:+]", lambda sign: f"·{ord(sign[0]):02X}", text)


def _describe(parent: ET.Element, lines: Iterable[str]) -> None:
    escaped = (html.escape(line).replace("\n", "<br/>") for line in lines if line)
    _text(parent, "description", "<br/>".join(escaped))


def _time(mark: ET.Element, when: Span) -> None:
    """The days as a TimeSpan: one without a begin or an end is open there.

    None for what is not dated, and before the year 1: KML's dates are those of XML Schema 1.0, which has
    no year 0 and so counts other years than ISO 8601. The words say it.
    """
    stated = [day for day in (when.first, when.last) if day is not None]
    if not stated or min(stated).year < 1:
        return
    span = ET.SubElement(mark, "TimeSpan")
    if when.first is not None:
        _text(span, "begin", when.first.isoformat())
    if when.last is not None:
        _text(span, "end", when.last.isoformat())


def _data(mark: ET.Element, values: dict[str, object]) -> None:
    data = ET.SubElement(mark, "ExtendedData")
    for name, value in values.items():
        if value != "":
            _text(ET.SubElement(data, "Data", name=name), "value", str(value))


def _point(parent: ET.Element, place: Place) -> None:
    point = ET.SubElement(parent, "Point")
    _text(point, "coordinates", _coordinates([(place.latitude, place.longitude)]))


def _coordinates(locations: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.6f},{y:.6f}" for x, y in to_lon_lat(locations))


def _one_a_line(parent: ET.Element) -> None:
    """Write every child of an element on a line of its own; indenting all below takes 40 % more bytes."""
    parent.text = "\n"
    for child in parent:
        child.tail = "\n"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = xml_text(text)
