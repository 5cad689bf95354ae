"""Where the page asks for shipments: on a server of several stories, for those of the story shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from waybill.story import read_story
from waybill.ui import frame

EXAMPLE = Path(__file__).parents[2] / "examples" / "teapots"


@pytest.mark.parametrize(("name", "query"), [("", ""), ("grain", "?story=grain")])
def test_the_shipments_are_those_of_the_story_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, query: str
) -> None:
    monkeypatch.setattr(frame, "story_name", lambda: name)
    monkeypatch.setattr(frame, "base_url", lambda: "/files/")
    monkeypatch.setattr(frame.asset_registry, "is_own_server", lambda: True)
    story = read_story(EXAMPLE).story
    assert story is not None
    found = frame._flows(story)["flows"]
    assert (found["cube"], found["rows"]) == (
        f"../../shipments/cube{query}",
        f"../../shipments/rows{query}",
    )
