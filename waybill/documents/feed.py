"""An Atom feed (RFC 4287) of a story: its corrections, and its claims by the day they became public.

What an entry says of a day is the record as known on that day. Texts are escaped for HTML by the
template, and for XML after that.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from waybill.documents.render import render
from waybill.evidence.dates import became_public
from waybill.evidence.disclosure import disclose
from waybill.evidence.phrases import clipped, counted, day_words, party
from waybill.evidence.statements import statements
from waybill.payload.escaping import xml_text
from waybill.story.day import Day
from waybill.story.model import Claim, Correction, Story

FILE = "feed.atom"
MEDIA_TYPE = "application/atom+xml"
MOST_ENTRIES = 100
MOST_CLAIMS = 60  # of one day; the page of that day has the rest
MOST_NAMES = 3  # in a title

_NAMESPACE = "http://www.w3.org/2005/Atom"
_LONGEST_NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the feed and what it links to are found; all relative to ``base``, which may be empty."""

    base: str
    home: str
    corrections: str
    of_day: Callable[[Day], str]
    of_claim: Callable[[Claim], str]


def feed_xml(story: Story, at: Addresses) -> bytes:
    """Return the feed, newest entry first: UTF-8 with an XML declaration; the same story, the same bytes."""
    key = at.base or story.info.id
    root = ET.Element("feed", xmlns=_NAMESPACE)
    root.set("xml:lang", story.info.language or "en")
    if at.base:
        root.set("xml:base", at.base)
    entries = _entries(story)
    _text(root, "title", story.info.title)
    _text(root, "subtitle", "Corrections, and claims by the day on which they became public")
    _text(root, "id", _urn(key, "feed"))
    _text(root, "updated", _instant(entries[0].day if entries else None))
    _link(root, "self", FILE, MEDIA_TYPE)
    _link(root, "alternate", at.home or "./", "text/html")
    _text(ET.SubElement(root, "author"), "name", story.info.title)
    _text(root, "generator", "Waybill")
    for entry in entries[:MOST_ENTRIES]:
        _write(root, entry, story, at, key)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A day, and either a correction made on it or the claims that became public on it."""

    day: Day
    name: str
    correction: Correction | None = None
    claims: tuple[Claim, ...] = ()


def _entries(story: Story) -> list[_Entry]:
    by_day: defaultdict[Day, list[Claim]] = defaultdict(list)
    for claim in story.claims.values():
        by_day[became_public(claim)].append(claim)
    found = [
        _Entry(correction.date, f"correction-{number}", correction=correction)
        for number, correction in enumerate(story.info.corrections, start=1)
    ]
    found += [
        _Entry(day, f"claims-{day.isoformat()}", claims=tuple(claims))
        for day, claims in by_day.items()
    ]
    found.reverse()  # the sort is stable: of two corrections of one day the later in the file is first
    return sorted(found, key=lambda entry: entry.day, reverse=True)


def _write(root: ET.Element, entry: _Entry, story: Story, at: Addresses, key: str) -> None:
    mark = ET.SubElement(root, "entry")
    _text(mark, "id", _urn(key, entry.name))
    _text(mark, "updated", _instant(entry.day))
    if entry.correction:
        _text(mark, "title", f"Correction, {day_words(entry.day)}")
        _link(mark, "alternate", at.corrections, "text/html")
        _text(mark, "content", entry.correction.text)
        return
    on_day = disclose(story, entry.day)
    said = statements(story, [on_day.claims[claim.claim_id] for claim in entry.claims])
    _text(mark, "title", f"{day_words(entry.day)}: {_names(said)}")
    _link(mark, "alternate", at.of_day(entry.day), "text/html")
    rows = [
        {
            "claim": claim,
            "whom": on_day.claims[claim.about].claimant if claim.about else "",
            "href": at.of_claim(claim),
        }
        for claim in said[:MOST_CLAIMS]
    ]
    body = render(
        "feed_entry.html", rows=rows, more=len(said) - len(rows), sources_of=on_day.sources_of
    )
    _text(mark, "content", body).set("type", "html")


def _names(claims: list[Claim]) -> str:
    """ "Statements by White House, Kremlin and 2 others"."""
    names = list(dict.fromkeys(clipped(party(claim.claimant), _LONGEST_NAME) for claim in claims))
    shown, others = names[:MOST_NAMES], names[MOST_NAMES:]
    said = "Statement" if len(claims) == 1 else "Statements"
    if others:
        return f"{said} by {', '.join(shown)} and {counted(len(others), 'other')}"
    head, last = ", ".join(shown[:-1]), shown[-1]
    return f"{said} by {head} and {last}" if head else f"{said} by {last}"


def _urn(key: str, name: str) -> str:
    """An id that stays the same as long as the address, or the story's id without one, does."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{key}#{name}").urn


def _instant(day: Day | None) -> str:
    """Midnight UTC; RFC 3339 has no years before our era."""
    if day is None or day.year < 1:
        return "0001-01-01T00:00:00Z"
    return f"{day.isoformat()}T00:00:00Z"


def _link(parent: ET.Element, rel: str, href: str, media_type: str) -> None:
    ET.SubElement(parent, "link", rel=rel, href=href, type=media_type)


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = xml_text(text)
    return element
