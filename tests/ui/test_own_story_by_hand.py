"""From five things that lie on a desk to a map with every leg, and how much the hand has to do.

Each test holds the number of actions. What a browser adds (the upload, the clicks, the map that draws)
stands in tests/browser/test_own_story.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest
from support import own_story_page as page
from support.hand import CHOICE_S, CLICK_S, Hand
from support.made_files import one_run_kmz, xlsx
from support.node_rules import NodeRules
from support.running import ROOT

from waybill.story.day import Day


class AppHand(Hand):
    """A person at the page, by Streamlit's own way to test apps."""

    def __init__(self, app: AppTest, rules: NodeRules) -> None:
        super().__init__()
        self.app = app
        self.rules = rules

    def bring(self, files: Mapping[str, bytes]) -> None:
        self.did("bring", 2 * CLICK_S)
        page.bring(self.app, files)

    def paste(self, text: str) -> None:
        self.did("paste", 2 * CLICK_S)
        page.paste(self.app, text)

    def answer(self, choice: str) -> None:
        self.did(f"answer {choice}", CHOICE_S)
        (question,) = (radio for radio in self.app.radio if choice in radio.options)
        at = question.options.index(choice)
        page.sound(question.set_value(question.proto.options[at]).run())

    def place(self, wanted: Mapping[str, str]) -> None:
        """For each name whose turn it is, press the first candidate with these words."""
        for _ in range(len(wanted)):
            bodies = [html.proto.body for html in self.app.get("html")]
            (name,) = re.findall("<h3>(.*?)</h3>", "".join(bodies))
            self.did(f"{name}: {wanted[name]}", CHOICE_S)
            button = next(
                button
                for button in self.app.button
                if button.label.endswith("this one")
                and button.proto.help.replace("\\", "").startswith(wanted[name])
            )
            page.sound(button.click().run())

    def sees(self, legs: int) -> None:
        """Every leg is drawn on the map of the preview, and no id is to be read on the page."""
        words = page.said(self.app)
        assert "cannot be drawn yet" not in words
        assert not re.search(r"\b(leg|place)_id\b|geonames:|\bplace:", words)
        (payload,) = page.previews(self.app)
        self.rules("load", "by hand", payload)
        opened = parse_qs(self.rules("read_link", "by hand", "")["link"])
        days = [Day.fromisoformat(opened[end][0]).number for end in ("from", "to")]
        shown = self.rules("select", "by hand", *days, None)
        assert len(shown["legs"]["inside"]) == legs
        assert self.is_in_time(), (self.seconds, self.actions)


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch, rules: NodeRules) -> AppHand:
    monkeypatch.setenv("WAYBILL_DATA", str(ROOT / "data"))
    return AppHand(page.fresh(), rules)


def test_two_sheets_with_decimal_commas_and_numeric_dates(hand: AppHand) -> None:
    places = "Ort;Breite;Länge\nCherbourg (dépôt);49,6398;-1,6164\nRouen;49,4431;1,0993\n"
    legs = "von;nach;Datum;Menge\nRouen;Cherbourg (dépôt);12/09/2023;1,5\n"
    hand.bring({"Orte.csv": places.encode("cp1252"), "Fahrten.csv": legs.encode("cp1252")})
    hand.answer("the day")
    hand.sees(1)
    assert len(hand.actions) == 2


def test_a_workbook_with_a_title_row_and_a_hidden_sheet(hand: AppHand) -> None:
    book = xlsx(
        {
            "Runs": [["Runs of the year"], ["from", "to", "date"], ["Rotterdam", "Duisburg", "2022-08-01"]],
            "Old": [["from", "to"], ["Rotterdam", "Duisburg"]],
        },
        hidden=["Old"],
    )  # fmt: skip
    hand.bring({"runs.xlsx": book})
    hand.place({"Rotterdam": "Rotterdam —", "Duisburg": "Duisburg —"})
    hand.sees(2)
    assert len(hand.actions) == 3


def test_the_sheets_of_flowmap_blue(hand: AppHand) -> None:
    hand.bring(
        {
            "properties.csv": b"property,value\ntitle,Two flows\n",
            "locations.csv": b"id,name,lat,lon\n1,Odesa,46.48,30.73\n2,Istanbul,41.01,28.97\n",
            "flows.csv": b"origin,dest,count\n1,2,5\n2,1,7\n",
        }
    )
    hand.sees(2)
    assert hand.actions == ["bring"]


def test_a_map_of_google_my_maps(hand: AppHand) -> None:
    hand.bring({"map.kmz": one_run_kmz()})
    hand.sees(1)
    assert hand.actions == ["bring"]


def test_a_bare_list_of_names(hand: AppHand) -> None:
    hand.paste("Tripoli\nSpringfield\nNajin\nVostochny port\n")
    hand.answer("the stops of a journey, in this order")
    hand.place(
        {
            "Tripoli": "Tripoli — Tripoli, Libya",
            "Springfield": "Springfield — Illinois, United States",
            "Najin": "Najin — North Korea",
            "Vostochny port": "Vostochny — Russia",
        }
    )
    hand.sees(3)
    assert len(hand.actions) == 6
