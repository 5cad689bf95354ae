"""Every text of every row on every day of the record: no surface tells it before its day, and each
surface that holds such a text tells it from that day on.

Two stories are walked: the bundled one, and a small one in which every field is filled in with a word
that stands nowhere else and the days are staggered.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.fields import (
    Field,
    fields_of,
    html_text,
    json_text,
    publication_dates,
    squeezed,
    xml_text,
)
from support.staggered_story import staggered_story

from waybill.card.words import card_words
from waybill.documents.claims import claims_html
from waybill.documents.placeholder import placeholder_html
from waybill.documents.table import table_html
from waybill.edition.files import EditionFiles
from waybill.edition.pages import Site, render_pages, step_page, story_page
from waybill.evidence.dates import is_out
from waybill.evidence.threads import ClaimFilter
from waybill.export import TABLE_NAMES, ExportError, export
from waybill.httpd.page_head import PageView, head_html, noscript_html
from waybill.settings import Settings
from waybill.story import Story, read_story
from waybill.story.day import Day
from waybill.view.extract import extract
from waybill.view.sentence import sentence
from waybill.view.view import FocusKind, View, whole_view

ROOT = Path(__file__).parents[2]
Surface = Callable[[Story, View], str]


# ---- the surfaces, as text


def table(story: Story, view: View) -> str:
    return html_text(table_html(story, view))


def claims_page(story: Story, view: View) -> str:
    return html_text(claims_html(story, ClaimFilter(known=view.known), view))


def placeholder(story: Story, view: View) -> str:
    # Its own script and styles hold nothing of a story.
    return html_text(placeholder_html(story, view).partition("<header")[2])


def focused(story: Story, view: View) -> Iterator[View]:
    """The view with each thing of the story in focus in turn, and with none."""
    ids: dict[FocusKind, list[str]] = {
        "leg": list(story.legs),
        "visit": list(story.visits),
        "claim": list(story.claims),
        "place": list(story.places),
        "step": [step.id for step in story.info.steps],
    }
    yield view
    for kind, row_ids in ids.items():
        for row_id in row_ids:
            yield replace(view, focus=(kind, row_id))


def card(story: Story, view: View) -> str:
    rows = extract(story, view)
    return squeezed(" ".join(str(card_words(rows, one)) for one in focused(story, view)))


def page_head(story: Story, view: View) -> str:
    pages = [PageView(story, one) for one in focused(story, view)]
    heads = [head_html(page, Settings()) + noscript_html(page) for page in pages]
    return html_text(" ".join(heads))


def sentences(story: Story, view: View) -> str:
    return squeezed(" ".join(sentence(one, story) for one in focused(story, view)))


def csv_files(story: Story, view: View) -> str:
    texts = [export(story, view, kind).content.decode("utf-8-sig") for kind in TABLE_NAMES]
    cells = [cell for text in texts for row in csv.reader(io.StringIO(text)) for cell in row]
    return squeezed(" ".join(cells))


def geojson(story: Story, view: View) -> str:
    return json_text(export(story, view, "geojson").content.decode())


def kml(story: Story, view: View) -> str:
    return xml_text(export(story, view, "kml").content)


def story_folder(story: Story, view: View) -> str:
    try:
        content = export(story, view, "zip").content
    except ExportError:  # a folder needs a leg
        return ""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    parts = [str(tomllib.loads(files.pop("story.toml"))).replace("\\xa0", " ")]
    for text in files.values():
        parts += [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    return squeezed(" ".join(parts))


# ---- which texts stand on which surface

ROWS = {
    "claims": ("statement", "claimant", "limits", "quote", "note", "extra"),
    "legs": ("name", "cargo", "quantity_unit", "vessel", "note", "extra"),
    "visits": ("visitors", "hosts", "purpose", "outcome", "quote", "quote_by", "note", "extra"),
    "places": ("name", "aliases", "position_source", "note", "extra"),
    "sources": ("publisher", "title", "note", "extra"),
}


def columns(*kinds: str, without: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    return {(kind, name) for kind in kinds for name in ROWS[kind] if name not in without}


CONFLICTS = {("conflicts", "title"), ("conflicts", "text")}
FIGURES = {("figures", name) for name in ("label", "value", "basis")}
LABELS = {("legs", "name"), ("legs", "vessel")}
FOCUS = LABELS | {
    ("places", "name"),
    ("steps", "title"),
    ("visits", "visitors"),
    ("claims", "claimant"),
}
SURFACES: dict[Surface, set[tuple[str, str]]] = {
    table: columns("claims", "legs", "visits")
    | {("conflicts", "title"), ("sources", "publisher"), ("routes", "name")},
    claims_page: columns("claims") | CONFLICTS | LABELS | {("places", "name")},
    placeholder: {("steps", "title"), ("info", "standfirst"), *FIGURES},
    card: FOCUS
    | {("claims", "statement"), ("legs", "cargo"), ("legs", "quantity_unit")}
    | {("visits", "hosts"), ("visits", "purpose"), ("info", "standfirst")},
    page_head: FOCUS | {("info", "standfirst")},
    sentences: FOCUS,
    csv_files: columns(*ROWS),
    geojson: columns("claims", "legs", "visits", "places") | {("sources", "publisher")},
    kml: columns("legs", "visits", "places", without=("aliases",)) | {("info", "standfirst")},
    story_folder: columns(*ROWS)
    | CONFLICTS
    | FIGURES
    | {("steps", "title"), ("steps", "text"), ("info", "standfirst"), ("checks", "note")}
    | {("checks", "label"), ("checks", "stated"), ("checks", "basis")}
    | {("corrections", "text"), ("routes", "name")},
}
# A label of the first dates stands where those dates are shown; the walk shows all.
ELSEWHERE = {("info", "window_label")}


# ---- the walk


def dated(story: Story) -> tuple[dict[Day, list[Field]], list[Day]]:
    """Publication day → the texts that may show from it; and those days, in order."""
    by_day: defaultdict[Day, list[Field]] = defaultdict(list)
    for field in fields_of(story):
        if field.day is not None:
            by_day[field.day].append(field)
    return by_day, publication_dates(story)


def known_on(story: Story, day: Day) -> View:
    """The whole record as known on a day, opened on all dates."""
    whole = whole_view(story)
    return View(min(whole.start, Day(2000, 1, 1)), Day(2100, 1, 1), known=day)


def told_too_early(story: Story, surface: Surface, view: View, fields: list[Field]) -> list[Field]:
    """Texts that the surface tells, although they were published later and no public text says them."""
    text = surface(story, view)
    public = [f.text for f in fields_of(story) if is_out(f.day, view.known)]
    told = " ".join((story.info.title, *(s.url for s in story.sources.values()), *public))
    return [f for f in fields if says(text, f.text) and not says(told, f.text)]


def says(text: str, phrase: str) -> bool:
    """Does the phrase stand in the text, as whole words?"""
    return phrase in text and bool(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))


@pytest.fixture(scope="module")
def staggered(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return staggered_story(tmp_path_factory.mktemp("staggered"))


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.__name__)
def test_a_text_shows_from_its_day_on_and_not_on_its_eve(staggered, surface):
    by_day, days = dated(staggered)
    shown = SURFACES[surface]
    for day in days:
        eve, then = (known_on(staggered, d) for d in (day.plus(-1), day))
        assert told_too_early(staggered, surface, eve, by_day[day]) == []
        text = surface(staggered, then)
        missing = [f for f in by_day[day] if f.column in shown and f.text not in text]
        assert missing == [], (surface.__name__, day)


def test_the_walk_sees_every_field_of_the_small_story(staggered):
    walked = {field.column for field in fields_of(staggered)}
    assert walked == set().union(ELSEWHERE, *SURFACES.values())
    texts = [field.text for field in fields_of(staggered)]
    assert len(texts) == len(set(texts))


BUNDLED = read_story(ROOT / "data").story
# The others are made from the same rows as these, and cost more.
QUICK = (table, claims_page, placeholder, csv_files, sentences)


@pytest.mark.slow
def test_the_bundled_story_tells_no_text_before_its_day():
    by_day, days = dated(BUNDLED)
    assert len(days) > 50
    for day in filter(by_day.get, days):
        view = known_on(BUNDLED, day.plus(-1))
        for surface in QUICK:
            assert told_too_early(BUNDLED, surface, view, by_day[day]) == [], (
                surface.__name__,
                day,
            )


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.__name__)
def test_the_bundled_story_tells_every_text_of_a_row_in_the_end(surface):
    view = known_on(BUNDLED, max(publication_dates(BUNDLED)))
    text = surface(BUNDLED, view)
    # In GeoJSON a claim stands at its leg or place; one without either is not there.
    kinds = {"legs", "visits"} | ({"claims"} if surface is not geojson else set())
    shown = {column for column in SURFACES[surface] if column[0] in kinds}
    wanted = [field for field in fields_of(BUNDLED) if field.column in shown]
    assert [field for field in wanted if field.text not in text] == []


def test_an_edition_holds_every_text_of_the_whole_record(staggered):
    files = EditionFiles("", "", "", "", (), {})
    listed = [story_page(staggered, "")]
    listed += [step_page(staggered, step, "") for step in staggered.info.steps]
    site = Site(staggered, files, "", (), (), tuple(listed))
    pages = render_pages(site, whole_view(staggered))
    text = " ".join(html_text(page) for page in pages.values())
    missing = {field.column for field in fields_of(staggered) if field.text not in text}
    # These stand on the map's own cards, which an edition brings as data.
    assert missing == {
        *(("places", name) for name in ("aliases", "position_source", "note", "extra")),
        *(("sources", "extra"), ("info", "window_label")),
    }
