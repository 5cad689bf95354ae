"""A service is asked for a place by a press, beside the page; its answers stand among the candidates."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest
from support.geocoder import TRIPOLI, Told, started
from support.own_story_page import paste, press, said, sound
from support.running import ROOT

from waybill import settings as settings_module
from waybill.cli import main
from waybill.drafts.store import memory
from waybill.ui.own_story import asking, work


@pytest.fixture
def told() -> Iterator[Told]:
    with started() as one:
        yield one


@pytest.fixture
def switched(monkeypatch, tmp_path: Path, told: Told) -> Iterator[Callable[[str], AppTest]]:
    """Starts the page with a service, or with "off"."""

    def start(service: str) -> AppTest:
        monkeypatch.setenv("WAYBILL_DATA", str(ROOT / "data"))
        monkeypatch.setenv("WAYBILL_DRAFTS", f"sqlite:///{tmp_path}/drafts.sqlite")
        monkeypatch.setenv(
            "WAYBILL_GEOCODER", f"{service} http://127.0.0.1:{told.port}" if service else "off"
        )
        settings_module.settings.cache_clear()
        asking.forget()
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.run()
        return app.switch_page("pages/check.py").run()

    yield start
    monkeypatch.undo()
    settings_module.settings.cache_clear()
    asking.forget()


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def answered(app: AppTest) -> AppTest:
    for _ in range(100):
        if "Asking Nominatim" not in said(sound(app.run())):
            return app
        time.sleep(0.05)
    raise AssertionError("still asking")


def test_nothing_is_offered_or_asked_where_no_service_is_named(switched, told: Told) -> None:
    app = paste(switched(""), "Tripoli\n")
    assert not any(label.startswith("Ask ") for label in labels(app))
    assert told.asked == []


def test_an_answer_is_asked_for_by_a_press_listed_with_its_licence_and_decided_for_good(
    switched, told: Told
) -> None:
    told.answers([TRIPOLI])
    app = paste(switched("nominatim"), "Tripoli\n")
    assert told.asked == []
    app = answered(press(app, "Ask Nominatim"))
    assert "Tripoli — North Governorate, Lebanon\ncity; same name, by Nominatim" in said(app)
    assert "Answers of Nominatim: © OpenStreetMap contributors, ODbL." in said(app)
    app.button(key="own-take-nominatim:relation/8000001").click().run()
    assert "Every name has a place." in said(sound(app))
    assert "; Nominatim relation/8000001, " in said(app)
    (decision,) = app.session_state[work._KEY].decisions.by_key.values()
    assert (decision.latitude, decision.longitude, decision.radius_km) == (
        "34.4367",
        "35.8497",
        "8",
    )
    press(app, "Take back")
    assert "1 name" in said(app)
    assert len(told.asked) == 1


def test_a_fault_is_a_sentence_and_can_be_tried_again_and_nothing_found_is_no_fault(
    switched, told: Told
) -> None:
    told.status = 503
    app = answered(press(paste(switched("nominatim"), "Xqzw\n"), "Ask Nominatim"))
    assert "Nominatim could not answer (HTTP 503). Try again later." in said(app)
    told.status = 200
    app = answered(press(app, "Ask Nominatim again"))
    assert "Nominatim knows no place of this name." in said(app)
    assert "Ask Nominatim" not in labels(app)


def test_the_command_asks_with_the_same_turns_and_answers(
    switched, told: Told, tmp_path: Path, capsys
) -> None:
    told.answers([TRIPOLI])
    answered(press(paste(switched("nominatim"), "Tripoli\n"), "Ask Nominatim"))
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "places.csv").write_text("place_id,name,latitude,longitude\ntripoli,Tripoli,,\n")
    (folder / "routes.csv").write_text("leg_id,origin,destination,start_date\n")
    assert main(["geocode", str(folder), "--ask", "--write"]) == 1
    assert "same name, by Nominatim; © OpenStreetMap contributors, ODbL" in capsys.readouterr().out
    assert len(told.asked) == 1
    listed = (folder / "undecided.csv").read_text("utf-8")
    row = next(line for line in listed.splitlines() if "nominatim:relation" in line)
    header = listed.splitlines()[0]
    (folder / "decisions.csv").write_text(
        f"{header}\n{row.replace('Tripoli,,,', 'Tripoli,,,yes', 1)}\n", "utf-8"
    )
    assert main(["geocode", str(folder), "--write"]) == 0
    assert "34.4367,35.8497" in (folder / "places.csv").read_text("utf-8")
    assert "Nominatim relation/8000001" in (folder / "places.csv").read_text("utf-8")


def test_a_store_that_cannot_be_opened_is_told_and_nothing_is_asked(
    switched, told: Told, tmp_path: Path, monkeypatch
) -> None:
    app = paste(switched("nominatim"), "Tripoli\n")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("WAYBILL_DRAFTS", f"sqlite:///{tmp_path}/file/drafts.sqlite")
    settings_module.settings.cache_clear()
    assert "Drafts cannot be kept in" in said(press(app, "Ask Nominatim"))
    assert "Ask Nominatim again" in labels(app)
    assert told.asked == []


def test_the_command_needs_a_service_to_ask(switched, tmp_path: Path, capsys) -> None:
    switched("")
    (tmp_path / "places.csv").write_text("place_id,name,latitude,longitude\n")
    assert main(["geocode", str(tmp_path), "--ask"]) == 2
    assert "name one in WAYBILL_GEOCODER" in capsys.readouterr().err


def test_the_command_tells_a_store_that_cannot_be_opened_in_a_sentence(
    switched, told: Told, tmp_path: Path, monkeypatch, capsys
) -> None:
    switched("nominatim")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("WAYBILL_DRAFTS", f"sqlite:///{tmp_path}/file/drafts.sqlite")
    settings_module.settings.cache_clear()
    (tmp_path / "places.csv").write_text("place_id,name,latitude,longitude\na,Tripoli,,\n")
    assert main(["geocode", str(tmp_path), "--ask"]) == 1
    assert "Nothing was written: Drafts cannot be kept in" in capsys.readouterr().err
    assert told.asked == []


def test_the_command_tells_a_store_that_fails_midway_in_a_sentence_and_keeps_what_was_found(
    switched, told: Told, tmp_path: Path, monkeypatch, capsys
) -> None:
    switched("nominatim")
    told.answers([TRIPOLI])
    turns = []

    def failing(*_: object) -> float:
        turns.append(1)
        if len(turns) > 1:
            raise sa.exc.OperationalError("SELECT 1", {}, Exception("disk I/O error"))
        return 0.0

    monkeypatch.setattr(memory, "take_turn", failing)
    names = "a,Tripoli,,\nb,Trablous,,\nc,Tarabulus,,\n"
    (tmp_path / "places.csv").write_text(f"place_id,name,latitude,longitude\n{names}")
    assert main(["geocode", str(tmp_path), "--ask", "--write"]) == 1
    said = capsys.readouterr()
    assert said.err.count("the store of kept answers failed") == 1
    assert "The names that are left were not asked." in said.err
    assert "disk I/O" not in said.err
    assert len(told.asked) == 1
    assert said.out.count("same name, by Nominatim") == 1
    assert "nominatim:relation/8000001" in (tmp_path / "undecided.csv").read_text("utf-8")
