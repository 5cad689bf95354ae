"""The tour of "Your own story": six short stations, left at any of them, and opened again."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from support.own_story_page import bring, paste, said, sound
from support.running import ROOT
from ui.test_own_story import app as fresh_app

from waybill.ui.own_story import tour

app = fresh_app


def words(app: AppTest) -> str:
    return "\n".join(str(one.proto.body) for one in app.get("html"))


def press(app: AppTest, key: str) -> AppTest:
    return sound(app.button(key=key).click().run())


def keys(app: AppTest) -> set[str]:
    return {one.key for one in app.button if one.key and one.key.startswith("tour")}


def test_a_first_visit_sees_six_stations_that_a_minute_is_enough_for(app: AppTest) -> None:
    assert "1 of 6: <b>Bring it</b>" in words(app)
    assert app.button(key="tour-back").disabled
    for title in ("Say which place", "Mend it", "Look at it", "Keep it", "Publish it"):
        assert title in words(press(app, "tour-next"))
    assert app.button(key=tour.END).label == "Done"
    assert "tour-next" not in keys(app)
    text = " ".join(one.text for one in tour.stations())
    assert len(text.split()) < 200, "a minute of reading"


def test_it_is_left_at_any_station_and_opened_again(app: AppTest) -> None:
    press(press(app, "tour-next"), tour.END)
    assert keys(app) == {"tour-open"}
    assert "1 of 6" in words(press(app, "tour-open"))


def test_who_has_seen_it_or_has_brought_something_finds_a_button_alone(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(app, {"a.csv": b"From,To\nOdesa,Istanbul\n"})
    assert keys(sound(app.run())) == {"tour-open"}
    monkeypatch.setattr(tour, "_seen", lambda: True)
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    again.run()
    assert keys(again.switch_page("pages/check.py").run()) == {"tour-open"}


def test_it_can_be_tried_with_a_small_table_and_goes_on(app: AppTest) -> None:
    press(app, "tour-try")
    sound(app.run())
    assert "2 of 6" in words(app)
    assert "3. Which places these are" in said(app)
    paste(app, "")
