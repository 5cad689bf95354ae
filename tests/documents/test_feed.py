"""The Atom feed: corrections, and claims by the day they became public, each as known on its day."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from support.chain_stories import chain_story
from support.running import ROOT

from waybill.documents.feed import MOST_CLAIMS, MOST_ENTRIES, Addresses, feed_xml
from waybill.story import read_story

STORY = read_story(ROOT / "data").story
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def addresses(base: str = "https://example.org/story/") -> Addresses:
    return Addresses(
        base=base,
        home="",
        corrections="method#corrections",
        of_day=lambda day: f"claims?known={day.isoformat()}",
        of_claim=lambda claim: f"claims?claim={claim.claim_id}",
    )


def feed_of(story, base: str = "https://example.org/story/") -> ET.Element:
    return ET.fromstring(feed_xml(story, addresses(base)))


def entry_titled(root: ET.Element, title: str) -> ET.Element:
    return next(
        e for e in root.findall("a:entry", ATOM) if e.findtext("a:title", "", ATOM) == title
    )


def test_the_newest_entry_comes_first_and_dates_the_feed():
    root = feed_of(STORY)
    updated = [entry.findtext("a:updated", "", ATOM) for entry in root.findall("a:entry", ATOM)]
    assert updated == sorted(updated, reverse=True)
    assert root.findtext("a:updated", "", ATOM) == updated[0] == "2026-11-27T00:00:00Z"


def test_every_entry_has_what_atom_requires_and_an_id_of_its_own():
    root = feed_of(STORY)
    entries = root.findall("a:entry", ATOM)
    assert len(entries) > 10
    for entry in entries:
        for tag in ("id", "title", "updated", "content"):
            assert entry.findtext(f"a:{tag}", "", ATOM), tag
        assert entry.find("a:link[@rel='alternate']", ATOM) is not None
    assert len({entry.findtext("a:id", "", ATOM) for entry in entries}) == len(entries)
    assert root.find("a:author/a:name", ATOM) is not None
    assert root.find("a:link[@rel='self']", ATOM).get("href") == "feed.atom"


def test_ids_stay_the_same_when_a_claim_is_added(tmp_path):
    rows = [("a", "asserts", "", "statement", "A"), ("b", "denies", "a", "statement", "B")]
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    before = feed_of(chain_story(tmp_path / "one", rows[:1]))
    after = feed_of(chain_story(tmp_path / "two", rows))
    old, new = (
        {entry.findtext("a:id", "", ATOM) for entry in root.findall("a:entry", ATOM)}
        for root in (before, after)
    )
    assert old < new


def test_the_corrections_of_the_story_are_entries():
    entry = entry_titled(feed_of(STORY), "Correction, 22 Nov 2026")
    assert entry.findtext("a:content", "", ATOM) == "First edition of this record."
    assert entry.find("a:link", ATOM).get("href") == "method#corrections"


def test_an_entry_tells_who_said_what_on_that_day_and_nothing_later():
    root = feed_of(STORY)
    entry = next(
        e
        for e in root.findall("a:entry", ATOM)
        if e.findtext("a:updated", "", ATOM).startswith("2023-10-13")
        and "Correction" not in e.findtext("a:title", "", ATOM)
    )
    assert entry.findtext("a:title", "", ATOM).startswith("13 Oct 2023: Statement")
    assert "White House" in entry.findtext("a:title", "", ATOM)
    content = entry.findtext("a:content", "", ATOM)
    assert "<b>White House</b>" in content
    assert "Kremlin" not in content
    assert 'href="claims?claim=' in content


def test_an_answer_to_an_answer_says_whom_it_answers(tmp_path):
    rows = [
        ("a", "asserts", "", "statement", "JCC"),
        ("b", "disputes", "a", "statement", "Putin"),
        ("c", "denies", "b", "statement", "Kyiv"),
    ]
    entry = entry_titled(feed_of(chain_story(tmp_path, rows)), "3 Oct 2023: Statement by Kyiv")
    assert "(answering Putin)" in entry.findtext("a:content", "", ATOM)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a & b", "]]>", "nul\x0bl"])
def test_hostile_texts_stay_texts(tmp_path, text):
    story = chain_story(tmp_path, [("a", "asserts", "", "statement", "A")])
    claim = story.claims["a"].model_copy(update={"statement": text, "claimant": text})
    hostile = story.model_copy(
        update={
            "claims": {"a": claim},
            "info": story.info.model_copy(update={"title": text}),
        }
    )
    root = feed_of(hostile)
    content = root.findtext("a:entry/a:content", "", ATOM)
    assert "<script" not in content
    assert root.findtext("a:title", "", ATOM) == text.replace("\x0b", "\ufffd")


def test_a_feed_is_bounded(tmp_path):
    rows = [("c0", "asserts", "", "statement", "A")]
    rows += [(f"c{n}", "denies", "c0", "statement", "B") for n in range(1, 300)]
    story = chain_story(tmp_path, rows)
    root = feed_of(story)
    assert len(root.findall("a:entry", ATOM)) <= MOST_ENTRIES
    crowded = entry_titled(root, "28 Oct 2023: Statements by B").findtext("a:content", "", ATOM)
    assert crowded.count("<li>") == MOST_CLAIMS
    assert "and 213 more." in crowded


def test_without_an_address_the_links_are_relative_and_the_ids_still_are_iris():
    root = feed_of(STORY, base="")
    assert root.get("{http://www.w3.org/XML/1998/namespace}base") is None
    assert root.findtext("a:id", "", ATOM).startswith("urn:uuid:")


def test_a_story_without_claims_and_corrections_has_an_empty_feed(tmp_path):
    story = chain_story(tmp_path, [("a", "asserts", "", "statement", "A")])
    empty = story.model_copy(update={"claims": {}, "legs": {}})
    assert feed_of(empty).findtext("a:updated", "", ATOM) == "0001-01-01T00:00:00Z"
