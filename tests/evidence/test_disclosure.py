"""Each rule of what may be shown on a day, where it was once broken: one test a field and surface."""

from __future__ import annotations

import re
from dataclasses import fields
from html import unescape
from pathlib import Path

import pytest
from support.staggered_story import FILES, staggered_story

from waybill.card.words import card_words
from waybill.documents.claims import claims_html
from waybill.documents.placeholder import placeholder_html
from waybill.documents.table import table_html
from waybill.evidence.disclosure import disclose
from waybill.evidence.figures import figure_texts
from waybill.evidence.publication import (
    CheckDays,
    ClaimDays,
    LegDays,
    PlaceDays,
    SourceDays,
    StepDays,
    VisitDays,
)
from waybill.evidence.threads import ClaimFilter
from waybill.export import export, story_tables
from waybill.httpd.page_head import PageView, head_html, noscript_html
from waybill.settings import Settings
from waybill.story import Story, read_story
from waybill.story.day import Day
from waybill.view.extract import extract
from waybill.view.sentence import sentence
from waybill.view.view import View, whole_view

ROOT = Path(__file__).parents[2]
STORY = read_story(ROOT / "data").story


@pytest.fixture(scope="module")
def staggered(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return staggered_story(tmp_path_factory.mktemp("staggered"))


def march(day: int) -> Day:
    return Day(2024, 3, day)


def view_on(story: Story, day: Day | None, focus=None) -> View:
    whole = whole_view(story)
    return View(whole.start, whole.end, known=day, focus=focus)


def text_of(document: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", document)).split())


def placeholder(story: Story, day: Day | None) -> str:
    return text_of(placeholder_html(story, view_on(story, day)).partition("<header")[2])


def card(story: Story, day: Day | None, focus=None):
    view = view_on(story, day, focus)
    return card_words(extract(story, view), view)


# ---- 1. a place that nobody had named


def test_a_place_is_named_from_its_own_day_on_and_not_before():
    view = view_on(STORY, Day(2023, 10, 12), ("place", "tikhoretsk"))
    head = head_html(PageView(STORY, view), Settings()).partition("</title>")
    words = card(STORY, Day(2023, 10, 12), ("place", "tikhoretsk"))
    assert sentence(view, STORY).endswith("focused on a place not yet reported")
    assert "Tikhoretsk," not in head[0]
    assert "a place not yet reported" in head[2]  # the description
    assert words.title == "A place not yet named"
    assert words.lead == (
        "Nothing about this place had been published in this record by 12 Oct 2023."
    )
    assert not words.focus_shown


def test_the_same_place_a_day_later():
    view = view_on(STORY, Day(2023, 10, 13), ("place", "tikhoretsk"))
    assert sentence(view, STORY).endswith("focused on Tikhoretsk")
    assert card(STORY, Day(2023, 10, 13), ("place", "tikhoretsk")).title == "Tikhoretsk"


def test_a_stop_is_at_the_leg_from_the_day_on_which_somebody_named_it(staggered):
    assert disclose(staggered, march(5)).legs["leg"].via == ()
    assert disclose(staggered, march(6)).legs["leg"].via == ("mid",)
    assert "mid" not in set(
        story_tables(staggered, view_on(staggered, march(5)))["places"]["place_id"]
    )


# ---- 2. the placeholder


def test_the_placeholder_of_a_day_before_everything_tells_only_the_title():
    shown = placeholder(STORY, Day(2023, 10, 8))
    assert STORY.info.title in shown
    assert "By 8 Oct 2023, 0 of 5 legs" in shown
    assert STORY.info.standfirst not in shown
    assert shown.count("Not yet reported on 8 Oct 2023") == 4
    assert shown.count("Not yet reported") == 7  # four figures, three steps
    for figure in STORY.info.figures:
        assert figure.label not in shown
        assert figure.value not in shown
    for step in STORY.info.steps:
        assert step.title not in shown


def test_the_placeholder_of_the_whole_record_has_all_of_it():
    shown = placeholder(STORY, None)
    assert STORY.info.standfirst in shown
    assert all(step.title in shown for step in STORY.info.steps)
    assert all(figure.label in shown for figure in STORY.info.figures)


def test_without_script_the_standfirst_waits_for_the_whole_record(staggered):
    early = noscript_html(PageView(staggered, view_on(staggered, march(30))))
    late = noscript_html(PageView(staggered, view_on(staggered, march(31))))
    assert "Standfirststory" not in early
    assert "Standfirststory" in late


# ---- 3. grades


def test_a_letter_shows_at_once_and_a_number_waits_in_every_export(staggered):
    for day, number in ((march(6), ""), (march(7), "3")):
        claims = story_tables(staggered, view_on(staggered, day))["claims"].set_index("claim_id")
        assert claims.loc["first", "source_reliability"] == "B"
        assert claims.loc["first", "information_credibility"] == number


def test_a_number_that_cannot_be_judged_waits_for_nothing(staggered):
    claims = story_tables(staggered, view_on(staggered, march(6)))["claims"].set_index("claim_id")
    assert claims.loc["denial", "information_credibility"] == "6"


# ---- 4. the vessel


def without_note() -> dict[str, str]:
    return {name: text.replace("Notelegtext", "") for name, text in FILES.items()}


def test_a_vessel_stands_in_the_table_with_or_without_a_note(tmp_path):
    for name, text in without_note().items():
        (tmp_path / name).write_text(text, "utf-8")
    story = read_story(tmp_path).story
    assert story.legs["leg"].note == ""
    assert "Vessel, as claimed: Vesselleg" in text_of(table_html(story, view_on(story, march(7))))
    assert "Vesselleg" not in table_html(story, view_on(story, march(6)))


# ---- 5. outcomes and extra columns


def test_an_outcome_waits_for_the_last_day_of_the_visit_and_for_all_its_sources(staggered):
    for day, shown in (
        (march(3), []),
        (march(4), ["Outcomevisit"]),
        (march(31), ["Outcomevisit", "Outcomeopen"]),
    ):
        view = view_on(staggered, day)
        table = text_of(table_html(staggered, view))
        exported = list(filter(None, story_tables(staggered, view)["visits"]["outcome"]))
        assert exported == shown
        assert re.findall(r"Outcome(?:visit|open)", table) == shown


def test_extra_columns_come_with_the_note_of_their_row_everywhere(staggered):
    for day, is_shown in ((march(6), False), (march(7), True)):
        view = view_on(staggered, day)
        wanted = ClaimFilter(known=day)
        for extra, surface in (
            ("Extrafirst", table_html(staggered, view)),
            ("Extrafirst", claims_html(staggered, wanted, view)),
            ("Extraleg", table_html(staggered, view)),
            ("Extraleg", export(staggered, view, "legs").content.decode()),
            ("Extraleg", export(staggered, view, "geojson").content.decode()),
            ("Extraleg", export(staggered, view, "kml").content.decode()),
        ):
            assert (extra in surface) == is_shown, extra


# ---- 6. key figures


def test_a_denial_that_a_figure_cites_does_not_state_it(tmp_path):
    toml = FILES["story.toml"].replace(
        'claims = ["first"]\n\n[[figures]]', 'claims = ["denial", "first"]\n\n[[figures]]'
    )
    for name, text in {**FILES, "story.toml": toml}.items():
        (tmp_path / name).write_text(text, "utf-8")
    figure = figure_texts(disclose(read_story(tmp_path).story, march(9)))[0]
    assert figure.lines == (
        ("Said by", "Claimantfirst, 1 March 2024"),
        ("Rejected by", "Claimantdenial, 6 March"),
    )


def test_a_figure_without_a_claim_of_that_day_has_no_name(staggered):
    late = figure_texts(disclose(staggered, march(8)))[1]
    assert (late.label, late.numbers) == ("A figure", (("—", ""),))
    assert late.lines == (("Not yet reported", "on 8 March 2024"),)


# ---- numbers


def test_a_large_quantity_is_written_out_on_every_surface(staggered):
    view = view_on(staggered, None)
    words = "about 1,234,567 Unitleg"
    assert words in text_of(table_html(staggered, view))
    assert words in export(staggered, view, "kml").content.decode()
    assert words in card(staggered, None, ("leg", "leg")).lead


# ---- what an answer hints at


def test_an_answer_does_not_name_who_said_what_is_still_to_come(staggered):
    document = text_of(
        claims_html(staggered, ClaimFilter(known=march(6)), view_on(staggered, march(6)))
    )
    assert "Claimantearly" in document
    assert "Claimantlate" not in document


def test_a_correction_shows_from_its_date(staggered):
    assert disclose(staggered, march(3)).info.corrections == ()
    assert len(disclose(staggered, march(4)).info.corrections) == 1


# ---- the rules as written


@pytest.mark.parametrize(
    "table", [ClaimDays, LegDays, VisitDays, PlaceDays, SourceDays, StepDays, CheckDays]
)
def test_the_format_page_says_from_when_each_field_shows(table):
    text = (ROOT / "docs/format.md").read_text("utf-8")
    section = text[text.index("## As known on a day") : text.index("## Faults")]
    in_prose = {
        "row",
        "extra",
        "claims",
        "others",
        "measures",
        "legs",
        "places",
        "checks",
        "sources",
    }
    names = {field.name for field in fields(table)} - in_prose
    assert {name for name in names if f"`{name}`" not in section} == set()
