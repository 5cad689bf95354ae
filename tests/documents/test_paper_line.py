"""What a printed page says of itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from waybill.documents.paper import paper_line
from waybill.story import read_story
from waybill.story.day import Day
from waybill.view.view import default_view

STORY = read_story(Path(__file__).parents[2] / "data").story
VIEW = default_view(STORY)


def test_it_names_the_story_the_day_the_data_and_the_address_of_the_view():
    line = paper_line(
        STORY, "https://a.example/table", replace(VIEW, known=Day.fromisoformat("2023-10-13"))
    )
    assert line.startswith('<p class="wb-doc-onpaper"><b>From Rajin to Tikhoretsk: an alleged arms')
    assert " · as known on 13 Oct 2023 · Data " in line
    assert "https://a.example/table?from=2023-09-07&amp;to=2023-10-01&amp;known=2023-10-13" in line


def test_an_address_that_is_not_known_or_no_web_address_is_left_out():
    assert "<br>" not in paper_line(STORY, None, VIEW)
    assert "<br>" not in paper_line(STORY, "javascript:alert(1)", VIEW)


def test_a_hostile_title_stays_text():
    info = STORY.info.model_copy(update={"title": "<script>alert(1)</script>{{ 7 * 7 }}"})
    line = paper_line(STORY.model_copy(update={"info": info}), None)
    assert "<script>" not in line
    assert "{{ 7 * 7 }}" in line
