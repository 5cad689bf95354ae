"""Every text of a story with the first day on which it may show, and the text of what is made of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

from waybill.evidence.publication import Since, publication_days
from waybill.story.day import Day
from waybill.story.model import Story
from waybill.story.once import once_per_story

# Texts that show with their row. What is not here and not dated on its own is a number, a date, a
# coordinate or a word of a closed list, or it is the name of a place, which has a row of its own.
WITH_ROW = {
    "places": ("name", "aliases", "position_source"),
    "sources": ("publisher", "title"),
    "claims": ("statement", "claimant", "limits"),
    "legs": ("name",),
    "visits": ("visitors", "hosts", "purpose"),
    "steps": ("title",),
    "figures": ("label", "value", "basis"),
    "checks": ("label", "stated", "basis"),
    "conflicts": ("title", "text"),
    "corrections": ("text",),
    "routes": ("name",),
}


@dataclass(frozen=True)
class Field:
    """A text of a story. ``kind`` is the table, "info" for the story's own; ``day``: from when."""

    kind: str
    row_id: str
    name: str
    text: str
    day: Since

    @property
    def column(self) -> tuple[str, str]:
        return self.kind, self.name


@once_per_story  # asked for on every day of the record
def fields_of(story: Story) -> list[Field]:
    """Every text that depends on a day, each as one field."""
    return [field for field in _fields(story) if field.text]


def _fields(story: Story) -> Iterator[Field]:
    days = publication_days(story)
    for kind, rows, dated in _tables(story):
        for row_id, row in rows.items():
            limits = dated[row_id]
            row_day = getattr(limits, "row", limits)
            for name in WITH_ROW[kind]:
                yield from _texts(kind, row_id, name, getattr(row, name), row_day)
            if not is_dataclass(limits):
                continue
            for column in fields(limits):
                limit = getattr(limits, column.name)
                is_text = column.name != "row" and not isinstance(limit, Mapping | tuple)
                if is_text and column.name not in REFERENCES | NUMBERS:
                    yield from _texts(kind, row_id, column.name, getattr(row, column.name), limit)
    for name in ("standfirst", "window_label"):
        yield Field("info", "", name, getattr(story.info, name), getattr(days.info, name))


REFERENCES = {"about", "check", "label"}  # a label is the name or the vessel
NUMBERS = {
    *("quantity", "quantity_qualifier", "source_reliability", "information_credibility"),
}


def _texts(kind: str, row_id: str, name: str, value: Any, day: Since) -> Iterator[Field]:
    texts = value.values() if isinstance(value, dict) else value
    for text in (texts,) if isinstance(texts, str) else texts:
        yield Field(kind, row_id, name, squeezed(text), day)


def _tables(story: Story) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    days, info = publication_days(story), story.info
    for kind in ("places", "sources", "claims", "legs", "visits"):
        yield kind, getattr(story, kind), getattr(days, kind)
    for kind in ("steps", "checks", "conflicts", "routes"):
        yield kind, {row.id: row for row in getattr(info, kind)}, getattr(days, kind)
    for kind in ("figures", "corrections"):
        rows = {str(n): row for n, row in enumerate(getattr(info, kind))}
        yield kind, rows, dict(zip(rows, getattr(days, kind), strict=True))


def publication_dates(story: Story) -> list[Day]:
    """Every day on which something of the story becomes public, in order."""
    found: set[Day] = set()

    def collect(value: Any) -> None:
        if isinstance(value, Day):
            found.add(value)
        elif is_dataclass(value):
            for column in fields(value):
                collect(getattr(value, column.name))
        elif isinstance(value, Mapping):
            for item in value.values():
                collect(item)
        elif isinstance(value, tuple):
            for item in value:
                collect(item)

    collect(publication_days(story))
    return sorted(found)


# ---- the text of what is made


def squeezed(text: str) -> str:
    """The text with every run of white space as one blank."""
    return " ".join(text.split())


def html_text(document: str) -> str:
    """What a reader sees of an HTML document, and its attributes but for the paths of drawings."""
    return squeezed(unescape(re.sub(r"<[^>]*>", lambda tag: f" {_attributes(tag[0])} ", document)))


def _attributes(tag: str) -> str:
    return " ".join(re.findall(r'(?<! d=)"([^"]*)"', tag))


def json_text(document: str) -> str:
    """All strings of a JSON document."""
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            found.extend(value)
            for item in value.values():
                collect(item)
        elif isinstance(value, list):
            for item in value:
                collect(item)

    collect(json.loads(document))
    return squeezed(" ".join(found))


def xml_text(document: bytes) -> str:
    """All text of an XML document; where that is HTML, what a reader sees of it."""
    root = ET.fromstring(document)
    return " ".join(html_text(text) for text in root.itertext())
