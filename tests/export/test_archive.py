"""The zip is a story folder that Waybill opens again."""

import io
import tomllib
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waybill.export import ExportError, export
from waybill.export.toml_text import toml_text
from waybill.story import StoryInfo, read_story, story_version
from waybill.story.day import Day
from waybill.story.model import Figure, Leg, Place, Story
from waybill.view.view import View

TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]))


def opened(content, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return read_story(folder)


def test_the_whole_story_comes_back_equal(story, tmp_path):
    result = opened(export(story, None, "zip").content, tmp_path)
    assert result.problems == read_story(tmp_path).problems == ()
    assert result.story == story
    assert story_version(result.story) == story_version(story)


def test_a_view_comes_back_without_a_fault_and_opens_on_its_dates(story, window, tmp_path):
    result = opened(export(story, window, "zip").content, tmp_path)
    assert result.errors == ()
    assert result.story.info.window == (Day(2023, 9, 7), Day(2023, 10, 1))
    assert list(result.story.legs) == list(story.legs)
    assert "v1-shoigu" not in result.story.visits
    assert [check.id for check in result.story.info.checks] == [
        *("border", "rail-length", "sea-length", "pace", "containers"),
    ]
    assert [step.id for step in result.story.info.steps] == ["ports", "rail", "gaza"]


def test_a_view_of_one_leg_brings_only_what_speaks_of_it(story, tmp_path):
    view = View(start=Day(2022, 1, 1), end=Day(2022, 12, 31))
    result = opened(export(story, view, "zip").content, tmp_path)
    assert result.errors == ()
    assert list(result.story.legs) == ["gaza-claim"]
    assert [step.id for step in result.story.info.steps] == ["gaza"]
    assert [route.id for route in result.story.info.routes] == ["gaza"]
    assert result.story.info.checks == ()
    assert "c1-containers" not in result.story.claims


def test_a_known_on_day_takes_the_texts_of_the_page_out(story, window, tmp_path):
    known = replace(window, known=Day(2023, 10, 14))
    result = opened(export(story, known, "zip").content, tmp_path)
    assert result.errors == ()
    info = result.story.info
    assert info.title == "From Rajin to Tikhoretsk: an alleged arms route"
    assert (info.standfirst, info.conflicts, info.corrections) == ("", (), ())
    assert [(step.id, step.text) for step in info.steps] == [
        *(("ports", ""), ("rail", ""), ("gaza", "")),
    ]
    assert [figure.label for figure in info.figures] == [f.label for f in story.info.figures]
    assert {check.id: check.note for check in info.checks}["border"] == ""


def test_before_anything_was_said_of_a_figure_the_zip_has_neither_its_name_nor_its_step(
    story, window, tmp_path
):
    known = replace(window, known=Day(2023, 10, 12))
    info = opened(export(story, known, "zip").content, tmp_path).story.info
    assert [step.id for step in info.steps] == ["gaza"]
    assert [figure.label for figure in info.figures] == ["Arms said to have reached Hamas"]
    assert info.checks == ()
    assert info.window_label == ""


def test_a_view_without_a_leg_says_what_would_help(story, window):
    with pytest.raises(ExportError, match="Widen the dates, or download the whole record"):
        export(story, replace(window, known=Day(2023, 8, 1)), "zip")


def test_the_licence_lies_beside_the_files(story):
    with zipfile.ZipFile(io.BytesIO(export(story, None, "zip").content)) as archive:
        assert archive.namelist() == [
            *("places.csv", "routes.csv", "visits.csv", "claims.csv", "sources.csv"),
            *("story.toml", "LICENCE.txt"),
        ]
        licence = archive.read("LICENCE.txt").decode()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "Licence: CC BY 4.0" in licence
    assert f"Data version: {story_version(story)}" in licence


@given(TEXT, TEXT)
def test_any_text_survives_story_toml(title, value):
    info = StoryInfo(title=title, figures=(Figure(label="l", value=value),))
    document = tomllib.loads(toml_text(info))
    assert document.get("title", "Untitled story") == title
    assert document["figures"][0]["value"] == value


@settings(max_examples=25)
@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "P", "S", "Zs"]), min_size=1))
def test_any_note_survives_the_zip(tmp_path_factory, note):
    places = {
        k: Place(place_id=k, name=k.upper(), latitude=1, longitude=n) for n, k in enumerate("ab")
    }
    row = {
        "leg_id": "l",
        "origin": "a",
        "destination": "b",
        "start_date": "2023",
        "note": note.strip(),
    }
    story = Story(info=StoryInfo(), places=places, legs={"l": Leg.model_validate(row)})
    result = opened(export(story, None, "zip").content, tmp_path_factory.mktemp("story"))
    assert result.story.legs["l"].note == note.strip()
