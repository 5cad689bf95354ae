"""The preview of a visitor's own story: only whoever knows its name gets it, and no cache keeps it."""

from __future__ import annotations

import json

import pytest
from starlette.requests import Request
from starlette.responses import Response
from support.run_async import run_async

from waybill.httpd import asset_registry, endpoints
from waybill.payload.encode import build_payload, payload_json
from waybill.story import read_story
from waybill.story.model import Story


@pytest.fixture
def story(tmp_path):
    (tmp_path / "places.csv").write_text("place_id,name,latitude,longitude\na,A,1,2\nb,B,3,4\n")
    (tmp_path / "routes.csv").write_text("leg_id,origin,destination,start_date\nx,a,b,2024\n")
    return read_story(tmp_path).story


def publish(story: Story) -> str | None:
    return asset_registry.publish_private(payload_json(build_payload(story)), ".json")


def get(name: str) -> Response:
    scope = {"type": "http", "method": "GET", "headers": [], "path_params": {"name": name}}
    return run_async(endpoints.serve_asset, Request(scope))


def test_it_is_served_under_a_name_that_nobody_can_guess(story):
    name = publish(story)
    assert len(name) == len("preview.") + 48 + len(".json")
    answer = get(name)
    assert json.loads(answer.body)["legs"]
    assert answer.headers["cache-control"] == "no-store"


def test_the_same_story_of_two_visitors_has_two_names(story):
    assert publish(story) != publish(story)


def test_a_withdrawn_preview_is_gone(story):
    name = publish(story)
    get(name)
    asset_registry.withdraw_preview(name)
    assert get(name).status_code == 404


def test_previews_never_push_out_the_story_that_the_server_shows(story):
    shown = asset_registry.publish_story(story, "0123456789")
    names = [publish(story) for _ in range(60)]
    assert asset_registry.content_of(shown)
    kept = [name for name in names if name in asset_registry._previews]
    assert kept == names[-asset_registry.KEPT_PREVIEWS :]


def test_the_sums_of_shipments_take_no_place_of_a_story(story):
    names = [publish(story) for _ in range(asset_registry.KEPT_PREVIEWS)]
    cubes = [asset_registry.publish_private(b"sums", ".cube") for _ in range(60)]
    assert all(name in asset_registry._previews for name in names)
    kept = [name for name in cubes if name in asset_registry._previews]
    assert kept == cubes[-asset_registry.KEPT_PREVIEWS :]


def test_a_story_too_large_is_not_kept(story, monkeypatch):
    monkeypatch.setattr(asset_registry, "MAX_PREVIEW_BYTES", 10)
    assert publish(story) is None


def test_copies_in_a_folder_go_with_the_preview(story, tmp_path, monkeypatch):
    monkeypatch.setattr(asset_registry, "_folders", [tmp_path])
    name = publish(story)
    assert (tmp_path / name).is_file()
    asset_registry.withdraw_preview(name)
    assert not (tmp_path / name).exists()
