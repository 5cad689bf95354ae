"""Whoever runs the server on their own machine is told what a story could say next; nobody else is."""

from __future__ import annotations

import pytest
from support.chain_stories import chain_story
from support.running import ROOT
from support.shipment_stories import write_story

from waybill.story import read_story
from waybill.ui.owner_hint import next_step

SAID = [("a", "asserts", "", "statement", "A")]


def test_a_story_that_says_who_claims_what_needs_no_hint(tmp_path):
    assert next_step(chain_story(tmp_path, SAID)) == ""
    assert next_step(read_story(ROOT / "data").story) == ""


def test_a_story_without_claims_is_told_of_the_two_files(tmp_path):
    story = chain_story(tmp_path, SAID)
    bare = story.model_copy(update={"claims": {}})
    assert "claims.csv and sources.csv" in next_step(bare)


def test_a_story_of_shipments_alone_has_said_who_counts_them(tmp_path):
    folder = tmp_path / "story"
    write_story(folder)
    (folder / "routes.csv").unlink()
    story = read_story(folder).story
    assert not story.claims
    assert next_step(story) == ""


def test_claims_that_no_leg_names_are_told_of_the_column(tmp_path):
    story = chain_story(tmp_path, SAID)
    legs = {key: leg.model_copy(update={"claims": ()}) for key, leg in story.legs.items()}
    assert "the column claims of routes.csv" in next_step(story.model_copy(update={"legs": legs}))


@pytest.mark.parametrize(
    ("bound", "headers", "public_url", "shown"),
    [
        ("127.0.0.1", {}, None, True),
        ("localhost", {}, None, True),
        ("::1", {}, None, True),
        ("0.0.0.0", {}, None, False),
        ("", {}, None, False),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, None, False),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.9"}, None, False),
        ("127.0.0.1", {}, "https://example.org", False),
    ],
)
def test_only_the_owner_at_this_machine_sees_it(monkeypatch, bound, headers, public_url, shown):
    from waybill.settings import Settings
    from waybill.ui import host

    class Context:
        pass

    Context.headers = headers
    monkeypatch.setattr(host.st, "context", Context)
    monkeypatch.setattr(host.st.config, "get_option", lambda name: bound)
    monkeypatch.setattr(host, "settings", lambda: Settings(public_url=public_url))
    assert host.is_owner() is shown
