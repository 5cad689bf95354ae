"""Where pages ask for shipments: on a server of several stories, for those of the story shown."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from waybill.story import read_story
from waybill.story.day import Day
from waybill.ui import downloads, folium_map
from waybill.view.view import whole_view

EXAMPLE = Path(__file__).parents[2] / "examples" / "teapots"


@pytest.mark.parametrize(("name", "query"), [("", ""), ("grain", "?story=grain")])
def test_the_shipments_are_those_of_the_story_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, query: str
) -> None:
    monkeypatch.setattr(folium_map, "base_url", lambda: "/files/")
    monkeypatch.setattr(folium_map.asset_registry, "is_own_server", lambda: True)
    story = read_story(EXAMPLE).story
    assert story is not None
    found = folium_map._flows(story, name)["flows"]
    assert (found["cube"], found["rows"]) == (
        f"../../shipments/cube{query}",
        f"../../shipments/rows{query}",
    )


def test_files_that_would_not_be_there_are_not_linked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the shipments were published, the view's files answer 404; those of the whole record do not."""
    said: list[str] = []
    monkeypatch.setattr(downloads, "show_html", said.append)
    monkeypatch.setattr(downloads.asset_registry, "is_own_server", lambda: True)
    story = read_story(EXAMPLE).story
    assert story is not None
    downloads._show_flows(story, replace(whole_view(story), known=Day(2022, 12, 31)))
    shown, whole = said[0].split("<p>")[1:3]
    none = (
        "Sums by flow, what is shown: none. These shipments had not been published on that day.</p>"
    )
    assert shown == none
    assert re.findall(">([A-Za-z]+)</a>", whole) == ["CSV", "GeoJSON", "Parquet", "JSON"]
    downloads._show_flows(story, replace(whole_view(story), known=Day(2023, 1, 1)))
    assert said[1].count("<a ") == 8
