"""What answers an answer stands below it, and is not counted against the leg."""

from __future__ import annotations

from playwright.sync_api import expect
from support.chain_stories import chain_story

from waybill.story import read_story

ROWS = [
    ("jcc", "asserts", "", "statement", "JCC"),
    ("putin", "disputes", "jcc", "statement", "Putin"),
    ("kyiv", "denies", "putin", "statement", "Kyiv"),
    ("moscow", "denies", "kyiv", "statement", "Moscow"),
]


def test_the_card_of_a_leg_lists_answers_below_what_they_answer(alone, tmp_path):
    chain_story(tmp_path, ROWS)
    frame = alone.open("?leg=sea", read_story(tmp_path).story)
    card = frame.locator(".wb-card")
    expect(card.locator(".wb-gradeline").first).to_have_text("Said by JCC; disputed by Putin.")
    below = card.locator(".wb-below > li")
    expect(below).to_have_count(2)
    expect(below.nth(0)).to_contain_text("Kyiv")
    expect(below.nth(1)).to_contain_text("(answering Kyiv)")
    disputed = card.locator("dt", has_text="Disputed by")
    expect(disputed.locator("xpath=following-sibling::dd[1]")).to_contain_text("Moscow")
    rejected = card.locator("dt", has_text="Rejected by")
    expect(rejected.locator("xpath=following-sibling::dd[1]")).to_have_text(
        "No direct response in this record."
    )
    assert alone.reader.errors == []
