"""The claims page: sections by step, counts that agree, and what a search keeps."""

from __future__ import annotations

import re
from pathlib import Path

from waybill.documents.claims import chart_svg, claims_html
from waybill.evidence.threads import ClaimFilter, thread_count, threads
from waybill.story import read_story
from waybill.story.day import Day
from waybill.view.fitting import fitting
from waybill.view.row_filter import RowFilter
from waybill.view.view import default_view

STORY = read_story(Path(__file__).parents[2] / "data").story
VIEW = default_view(STORY)
ALL = ClaimFilter()


def html(wanted: ClaimFilter) -> str:
    return claims_html(STORY, wanted, VIEW)


def heads(document: str) -> list[str]:
    return re.findall(r'<h2 id="[^"]*">([^<]*)</h2>', document)


def test_the_page_opens_on_the_first_step_and_ends_on_what_no_step_is_about():
    document = html(ALL)
    assert heads(document) == [
        *("1. Rajin → Dunay by sea", "2. Dunay → Tikhoretsk by rail", "3. The Gaza claim"),
        "Other claims",
    ]
    first = re.search('<section class="wb-doc-thread[^>]* id="([^"]*)"', document)
    assert first
    assert first[1] == "c1-containers"
    assert heads(claims_html(STORY, ALL, VIEW, order="newest")) == []


def test_a_step_that_was_not_out_by_the_day_has_no_heading():
    assert heads(html(ClaimFilter(known=Day(2023, 10, 8)))) == []
    assert "Gaza" not in str(heads(html(ClaimFilter(known=Day(2022, 10, 1)))))


def test_statements_are_counted_once_and_threads_beside_them():
    assert "75 statements in 47 threads" in html(ALL)
    drawn = chart_svg(STORY, ALL)
    totals = re.findall(r">(?:asserts|corroborates|disputes|denies) \((\d+)\)<", drawn)
    assert sum(map(int, totals)) == 75


def found_by(search: str) -> ClaimFilter:
    fit = fitting(STORY, None, RowFilter(q=search))
    return ClaimFilter(only=fit.claims if fit else None)


def test_a_search_keeps_threads_with_all_its_words_in_one_claim():
    found = threads(STORY, found_by("CHOE Son"))
    wanted = [e.claim for t in found for e in t.entries if e.wanted]
    assert {claim.claimant for claim in wanted} == {"North Korean Foreign Minister Choe Son Hui"}
    assert len(found[0].entries) > 1
    assert threads(STORY, found_by("zeppelin")) == ()
    assert threads(STORY, found_by("Yonhap"))


def test_threads_are_counted_without_being_made_as_they_are_listed():
    for day in (None, Day(2023, 10, 12), Day(2023, 10, 17), Day(2023, 10, 20)):
        assert thread_count(STORY, day) == len(threads(STORY, ClaimFilter(known=day)))
    assert thread_count(STORY, None) == 47
