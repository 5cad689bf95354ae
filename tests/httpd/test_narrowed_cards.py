"""Cards of narrowed shipments ask an engine, within what their address may ask."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from support.shipment_stories import SOUND, write_story

from waybill.flows.shown import COUNTING
from waybill.httpd.shipments import asking, shown
from waybill.limiter import WorkLimiter
from waybill.shipments.engine.errors import EngineError
from waybill.shipments.entry import Entry
from waybill.shipments.flights import Flights
from waybill.shipments.service import CubeService
from waybill.story import StoryFolder
from waybill.view.view import default_view


def test_the_cards_of_one_address_begin_no_more_questions_than_it_may_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_story(tmp_path, SOUND)
    release = threading.Event()

    class Slow(CubeService):
        def get(self, *asked: Any) -> Entry:
            if not asked[2]:
                return super().get(*asked)
            release.wait(20)
            raise EngineError("late")

        def parted(self, _: object, wanted: Any) -> tuple[dict[str, str], dict[str, str]]:
            return {}, dict(wanted)

    monkeypatch.setattr(shown, "service", slow_engine := Slow({}))
    monkeypatch.setattr(shown, "flights", slow := Flights(WorkLimiter(99, waiting=0)))
    monkeypatch.setattr(asking, "_asking", {})
    story = StoryFolder(folder).current().story
    assert story is not None
    slow_engine.get(story, folder, {})

    def card(number: int, address: str) -> str:
        monkeypatch.setattr(shown, "wanted_of", lambda *_: {"mode": f"m{number}"})
        found = shown.flows_shown(story, folder, default_view(story), 0.01, address)
        assert found is not None
        return found.why

    try:
        for number in range(asking.OF_ONE + 4):
            assert card(number, "192.0.2.1") == COUNTING
        assert len(slow._flights) == asking.OF_ONE
        assert card(0, "192.0.2.1") == COUNTING, "one that is asked already takes no other place"
        assert card(99, "192.0.2.2") == COUNTING
        assert len(slow._flights) == asking.OF_ONE + 1
    finally:
        release.set()
