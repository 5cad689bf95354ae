"""The table: its contents, what a search keeps, and its order."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from waybill.documents.table import table_html
from waybill.story import read_story
from waybill.view.row_filter import RowFilter
from waybill.view.view import default_view

STORY = read_story(Path(__file__).parents[2] / "data").story
VIEW = default_view(STORY)


def part(document: str, name: str) -> str:
    return document[document.index(f'<h2 id="_{name}">') :].partition("</table>")[0]


def test_a_contents_list_leads_to_each_part_and_says_how_long_it_is():
    document = table_html(STORY, VIEW)
    found = re.findall(r'<a href="#_(\w+)">\w+</a> <small>\((\d+)\)', document)
    assert found == [("legs", "5"), ("visits", "14"), ("claims", "75")]
    assert "75 statements in 47 threads" in document


def test_rows_after_the_tenth_of_a_part_are_one_press_away():
    document = table_html(STORY, VIEW)
    assert part(document, "claims").count('<tr class="is-more">') == 83
    assert "Show 83 more claims" in document
    assert "more legs" not in document


def test_a_search_keeps_the_rows_that_have_its_words():
    document = table_html(STORY, replace(VIEW, wanted=RowFilter(q="lavrov beijing")))
    found = re.findall(r"<small>\((\d+)\)</small>", document)
    assert int(found[0]) == 0
    assert 0 < int(found[1]) < 14
    assert "No leg fits." in document


def test_the_latest_first_and_the_earliest_first():
    def days(order):
        return re.findall(r"<tr[^>]*><td>\d+</td><td>([^<]*)", table_html(STORY, VIEW, order=order))

    assert days("oldest")[0] == "25 July 2023 – 27 July 2023 (uncertain)"
    assert days("newest")[-1] == days("oldest")[0]
    assert days("newest") != days("oldest")
