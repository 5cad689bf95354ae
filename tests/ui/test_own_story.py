"""The page "Your own story", from what lies on a desk to a dashboard, without a browser."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest
from support.made_files import zipped
from support.own_story_page import bring, fresh, paste, press, previews, said, sound
from support.running import ROOT

from waybill.limiter import BusyError
from waybill.story import ReadResult
from waybill.story.reading.problems import Problem
from waybill.ui.own_story import folder as own_folder
from waybill.ui.own_story import outcome

NAMES = "Tripoli\nNajin\nVostochny port\n"
FOLDER = {
    "places.csv": b"place_id,name,latitude,longitude\nrotterdam,Rotterdam,51.92,4.48\nkoeln,Koeln,50.94,6.96\n",
    "routes.csv": b"leg_id,origin,destination,start_date\nfirst,rotterdam,koeln,2024-03\n",
}


@pytest.fixture
def app(monkeypatch) -> AppTest:
    monkeypatch.setenv("WAYBILL_DATA", str(ROOT / "data"))
    return fresh()


def test_a_list_of_names_becomes_a_journey_once_each_name_is_decided(app):
    paste(app, NAMES)
    question = next(radio for radio in app.radio if "journey" in radio.options[0])
    sound(question.set_value("journey").run())
    assert "3 names" in said(app)
    for _ in range(3):
        press(app, "A: this one")
    assert "Every name has a place." in said(app)
    (story,) = previews(app)
    assert len(story["legs"]) == 2


def test_nothing_is_decided_for_the_visitor(app):
    paste(app, "from,to\nTripoli,Najin\n")
    assert "2 names undecided: 1 of 1 leg cannot be drawn yet." in said(app)
    assert previews(app) == []


def test_a_decision_can_be_taken_back(app):
    paste(app, "from,to\nTripoli,Najin\n")
    press(app, "A: this one")
    press(app, "A: this one")
    assert len(previews(app)) == 1
    press(app, "Take back")
    assert "1 name undecided" in said(app)


def test_a_position_can_be_typed_where_the_gazetteer_has_nothing(app):
    paste(app, "from,to\nDepot Xyzzyq,Najin\n")
    pin = next(one for one in app.text_input if one.label == "Latitude, longitude")
    sound(pin.set_value("42°14'N 130°18'E").run())
    press(app, "Put the pin")
    assert "1 name undecided" in said(app)


def test_an_unreadable_position_says_what_would_be_right(app):
    paste(app, "from,to\nDepot Xyzzyq,Najin\n")
    pin = next(one for one in app.text_input if one.label == "Latitude, longitude")
    sound(pin.set_value("somewhere").run())
    assert "'somewhere' is no position. Write degrees, latitude first" in said(app)
    assert next(one for one in app.button if one.label == "Put the pin").disabled


def test_names_of_countries_can_be_decided_together(app):
    paste(app, "from,to\nSpain,Italy\nSpain,Tripoli\n")
    press(app, "Take these 2 as countries")
    assert "1 name undecided: 1 of 2 legs cannot be drawn yet." in said(app)


def test_the_meaning_of_a_column_can_be_changed(app):
    paste(app, "from,to,ship\nSpain,Italy,Example\n")
    column = next(box for box in app.selectbox if box.label == "Meaning of ship")
    assert column.value == "vessel"
    sound(column.set_value("note").run())
    press(app, "Take these 2 as countries")
    (story,) = previews(app)
    assert "Example" in json.dumps(story)
    assert "vessel" not in json.dumps(story["legs"][0])


def test_what_all_rows_share_is_asked_once_and_named_with_its_claimant(app):
    paste(app, "from,to\nSpain,Italy\n")
    press(app, "Take these 2 as countries")
    boxes = {box.label: box for box in app.text_input}
    boxes["Title of the story"].set_value("Two ports")
    boxes["Who says so"].set_value("Port office")
    boxes["On which day they said it"].set_value("2023-09-12")
    press(app, "Put it in")
    (story,) = previews(app)
    assert story["info"]["title"] == "Two ports"
    assert [claim["claimant"] for claim in story["claims"]] == ["Port office"]


def test_a_claim_without_a_day_is_not_put_in(app):
    paste(app, "from,to\nSpain,Italy\n")
    boxes = {box.label: box for box in app.text_input}
    boxes["Who says so"].set_value("Port office")
    press(app, "Put it in")
    assert "there is no day on which Port office said it; write it as 2023-09-12." in said(app)
    assert "claims.csv" not in said(app)


def test_a_story_folder_is_checked_and_shown(app):
    bring(app, FOLDER)
    assert "Read: 1 leg, 2 places, 0 visits, 0 claims and 0 sources." in said(app)
    assert "No faults." in said(app)
    assert len(previews(app)) == 1


def test_a_faulty_folder_can_be_read_as_tables(app):
    broken = {**FOLDER, "routes.csv": FOLDER["routes.csv"].replace(b"koeln", b"Koln")}
    bring(app, broken)
    assert "(routes.csv, row 2, column destination): 'Koln' is no place of this story" in said(app)
    assert "1 fault to look at:" in said(app)
    press(app, "Read the files as tables instead")
    assert "1 row → journeys" in said(app)


def test_the_faults_of_a_folder_are_named_in_turn(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise BusyError("Too many are waiting. Ask again in a moment.")

    monkeypatch.setattr(own_folder, "reading_turn", full)
    bring(app, {**FOLDER, "routes.csv": FOLDER["routes.csv"].replace(b"koeln", b"Koln")})
    assert "Too many are waiting. Ask again in a moment." in said(app)


def test_a_long_list_of_faults_says_how_many_more_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outcome, "MOST_TOLD_BYTES", 0)
    problems = [Problem("routes.csv", row, None, "", f"is faulty, {row}") for row in range(2, 1402)]
    lines = outcome.fault_lines({"routes.csv": b"leg_id\n"}, ReadResult(None, tuple(problems)))
    assert len(lines) == 201
    assert lines[-1] == "… and 1,200 more kinds; `python -m waybill check` lists all"


def test_faults_of_a_large_folder_are_told_in_the_same_sentences(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By file, row and column; only the names of rows would need another reading of all tables."""
    monkeypatch.setattr(outcome, "MOST_TOLD_BYTES", 0)
    message = "'koln' is not a place_id in places.csv; did you mean 'koeln'?"
    problems = [
        *(Problem("routes.csv", row, "origin", "koln", message, "koeln") for row in (3, 5, 9)),
        Problem("story.toml", None, "record", "", "must be two days"),
    ]
    assert outcome.fault_lines(FOLDER, ReadResult(None, tuple(problems))) == (
        "routes.csv, row 3, column origin: 'koln' is no place of this story; did you mean 'koeln'? "
        "(the same in rows 5, 9)",
        "Record of the page (story.toml, column record): must be two days",
    )


def test_a_file_that_holds_no_table_is_refused_in_a_sentence(app):
    bring(app, {"photo.csv": b"\x89PNG\r\n\x1a\n"})
    assert "photo.csv is a picture, not a table or a map" in said(app)


def test_a_refused_file_leaves_what_was_brought(app):
    paste(app, "from,to\nSpain,Italy\n")
    bring(app, {"photo.csv": b"\x89PNG\r\n\x1a\n"})
    assert "What was brought before stays." in said(app)
    assert "1 row → journeys" in said(app)


def test_markdown_in_names_and_columns_stays_text(app):
    paste(app, "from,to,![x](http://payload.invalid)\n[a](http://payload.invalid),:red[b],1\n")
    labels = [box.label for box in app.selectbox]
    assert r"Meaning of \!\[x\]\(http\:\/\/payload\.invalid\)" in labels


def test_the_folder_to_download_holds_every_decision(app, monkeypatch):
    offered = []
    monkeypatch.setattr(outcome, "offer", lambda files, story: offered.append(files))
    paste(app, "from,to\nSpain,Tripoli\n")
    assert {"places.csv", "routes.csv", "undecided.csv", "recipe.json"} <= offered[-1].keys()
    press(app, "A: this one")
    assert b"Spain" in offered[-1]["decisions.csv"]


def test_another_visitor_sees_nothing_of_it(app):
    paste(app, "from,to\nSpain,Italy\n")
    other = fresh()
    assert "What it is" not in said(other)


def test_two_sheets_with_the_same_columns_stand_beside_each_other(app):
    bring(app, {"a.csv": b"from,to\nSpain,Italy\n", "b.csv": b"from,to\nItaly,Spain\n"})
    assert "Together: 2 places, 2 legs." in said(app)


def test_a_fault_of_an_import_is_told_by_names_and_a_question_beside_it(app: AppTest) -> None:
    sheet = b"From,To,Date\nOdesa,Istanbul,12/09/2023\n"
    places = b"Name,Latitude,Longitude\nOdesa,46.48,30.73\nIstanbul,41.01,28.97\n"
    bring(app, {"runs.csv": sheet, "ports.csv": places})
    assert "1 question above waits for you." in said(app)
    assert (
        "First day of the leg “Odesa → Istanbul, 12/09/2023”: '12/09/2023' is not a date"
        in said(app)
    )
    assert "routes.csv" not in said(app)
    assert "Every place has its position in what you brought." in said(app)


def downloaded(app: AppTest) -> bytes:
    return zipped(app.session_state["own-outcome"].files)


def test_the_folder_that_was_taken_home_goes_on_with_every_decision(app: AppTest) -> None:
    paste(app, "from,to\nSpain,Tripoli\nSpain,Najin\n")
    press(app, "A: this one")
    assert "2 names undecided" in said(app)
    taken = downloaded(app)
    other = fresh()
    bring(other, {"story_folder.zip": taken})
    assert "2 names undecided: 2 of 2 legs cannot be drawn yet." in said(other)
    decided = other.session_state["waybill-own-story"].decisions
    assert [one.name for one in decided.by_key.values()] == ["Spain"]
    again = fresh()
    bring(again, {"story_folder.zip": downloaded(other), "newer.csv": b"from,to\nSpain,Italy\n"})
    sheets = [one.headers for one in again.session_state["waybill-own-story"].recipe.sheets]
    assert ["from", "to"] in sheets


def test_a_whole_story_keeps_its_decisions_for_the_newer_sheet(app: AppTest) -> None:
    paste(app, "from,to\nSpain,Italy\n")
    press(app, "Take these 2 as countries")
    taken = downloaded(app)
    other = fresh()
    bring(other, {"story_folder.zip": taken})
    assert "No faults." in said(other)
    assert {"decisions.csv", "recipe.json"} <= app.session_state["own-outcome"].files.keys()
    bring(other, {"newer.csv": b"from,to\nItaly,Spain\n"})
    assert len(previews(other)) == 1


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("recipe.json", b"[" * 100_000, "is not a recipe of an import"),
        ("recipe.json", b'{"version": 1, "sheets": [7]}', "is not a recipe of an import"),
        ("recipe.json", b'{"version": 1, "encodings": {"a": "hex"}}', "there is no encoding 'hex'"),
        ("recipe.json", b" " * 2_000_001, "at most 2 MB of decisions are read"),
        ("decisions.csv", b"name,gazetteer_id\nSpain,nowhere:1\n", "there is no 'nowhere:1'"),
        (
            "decisions.csv",
            b"name,gazetteer_id\nSpain,place:gone\n",
            "which is no place of this story",
        ),
    ],
)
def test_decisions_of_strangers_that_cannot_be_carried_out_are_refused(
    app: AppTest, name: str, data: bytes, words: str
) -> None:
    paste(app, "from,to\nSpain,Italy\n")
    bring(app, {"legs.csv": b"from,to\nSpain,Italy\n", name: data})
    assert "What was brought before stays." in said(app)
    assert words in said(app)
    assert not app.session_state["waybill-own-story"].decisions.by_key


def test_what_was_taken_back_stays_so_when_the_folder_comes_again_beside_another_file(
    app: AppTest,
) -> None:
    folder = {
        "legs.csv": b"from,to\nSpain,Italy\n",
        "decisions.csv": b"name,latitude,longitude\nSpain,40,-4\n",
    }
    bring(app, folder)
    assert "1 name undecided" in said(app)
    press(app, "Take back")
    assert "2 names undecided" in said(app)
    bring(app, {**folder, "more.csv": b"from,to\nItaly,Spain\n"})
    assert "2 names undecided" in said(app)
