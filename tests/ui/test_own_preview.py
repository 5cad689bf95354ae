"""The map of a story that only its visitor sees: made once, and what is shown where it cannot be made."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from support.own_story_page import bring, fresh, paste, press, previews, said, sound
from support.running import ROOT

from waybill.httpd import asset_registry
from waybill.limiter import BusyError
from waybill.story import read_story
from waybill.ui.own_story import preview
from waybill.ui.own_story.preview import Preview
from waybill.ui.preview_process import NotMadeError

FOLDER = {
    "places.csv": b"place_id,name,latitude,longitude\na,A,51.92,4.48\nb,B,50.94,6.96\n",
    "routes.csv": b"leg_id,origin,destination,start_date\nfirst,a,b,2024-03\n",
}


@pytest.fixture
def app(monkeypatch) -> AppTest:
    monkeypatch.setenv("WAYBILL_DATA", str(ROOT / "data"))
    return fresh()


def preview_names() -> set[str]:
    return set(asset_registry._previews)


def test_a_preview_is_made_once_and_forgotten_with_the_story_that_it_shows():
    first, second = (read_story(ROOT / "data").story for _ in range(2))
    before = preview_names()
    made = Preview(first)
    assert made.shows(first)
    assert not made.shows(second)
    assert preview_names() - before == {made.name}
    name = made.name
    del made
    assert name not in preview_names()  # those of other tests may go at any time


def test_a_change_elsewhere_on_the_page_makes_no_other_preview(app):
    bring(app, FOLDER)
    before = preview_names()
    sound(app.run())
    assert preview_names() == before


@pytest.mark.parametrize("error", [BusyError("Too many wait."), NotMadeError("It took too much")])
def test_the_last_map_stays_where_the_next_cannot_be_made(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    paste(app, "from,to\nSpain,Italy\n")
    press(app, "Take these 2 as countries")
    make = preview.preview_json
    turns = iter([error])

    def sometimes(*all_: object) -> bytes | None:
        for one in turns:
            raise one
        return make(*all_)

    monkeypatch.setattr(preview, "preview_json", sometimes)
    title = {box.label: box for box in app.text_input}["Title of the story"]
    title.set_value("Two ports")
    press(app, "Put it in")
    (story,) = previews(app)
    assert story["info"]["title"] != "Two ports"
    assert "Below is the map as it was before the last change." in said(app)
    press(app, "Make the map again")
    (story,) = previews(app)
    assert story["info"]["title"] == "Two ports"
    assert "as it was" not in said(app)


def test_a_first_map_that_was_not_made_is_made_at_the_next_press(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise NotMadeError("Making the map took too much time or memory")

    with monkeypatch.context() as now:
        now.setattr(preview, "preview_json", fails)
        bring(app, FOLDER)
    assert "Making the map took too much time or memory." in said(app)
    assert "too large" not in said(app)
    assert previews(app) == []
    press(app, "Make the map again")
    assert len(previews(app)) == 1
