"""An answer to an answer counts for or against what it answers only, in Python and in the browser."""

from __future__ import annotations

import json
import random

import pytest
from support.chain_stories import chain_story, random_rows
from support.running import ROOT

from waybill.evidence.disclosure import disclose
from waybill.evidence.replies import replies
from waybill.evidence.standing import standing
from waybill.story import Story
from waybill.story.day import Day

CASES = json.loads((ROOT / "tests/cases/answers.json").read_text("utf-8"))


def day_number(day: Day | None) -> int | None:
    return None if day is None else day.number


def replies_in_python(story: Story, day: Day | None) -> list[list[object]]:
    found = replies(disclose(story, day), story.legs["sea"].claims)
    return [[reply.claim.claim_id, reply.depth] for reply in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_answers_stand_and_count_as_the_cases_say(rules, tmp_path, case):
    story = chain_story(tmp_path, case["claims"])
    known = standing(story, story.legs["sea"])
    assert known.level == case["level"]
    assert known.disputed_by == tuple(case["disputed_by"])
    assert known.rejected_by == tuple(case["rejected_by"])
    assert known.corroborated_by == tuple(case["corroborated_by"])
    assert known.other_account_by == tuple(case.get("other_account_by", []))
    assert replies_in_python(story, None) == case["replies"]
    rules.load("case", story)
    assert rules("leg_replies", "case", None) == [case["replies"]]
    doubts = [name for name in case["disputed_by"] if name not in case["rejected_by"]]
    assert rules("leg_sides", "case", None) == [
        [case["rejected_by"], doubts, case.get("other_account_by", [])]
    ]


@pytest.mark.parametrize("seed", range(40))
def test_any_chain_of_answers_stands_and_counts_the_same_in_both(rules, tmp_path, seed):
    story = chain_story(tmp_path, random_rows(random.Random(seed)))
    rules.load("random", story)
    days = [None, *(Day(2023, 10, day) for day in range(1, 16))]
    calls = [("random", day_number(day)) for day in days]
    listed, sides = rules.many("leg_replies", calls), rules.many("leg_sides", calls)
    for day, in_browser, (who,) in zip(days, listed, sides, strict=True):
        assert in_browser == [replies_in_python(story, day)], day
        known = standing(story, story.legs["sea"], day)
        rejected, disputed, differing = who
        assert rejected == list(known.rejected_by), day
        assert {*rejected, *disputed} == set(known.disputed_by), day
        assert differing == list(known.other_account_by), day


def test_a_chain_of_3000_answers_is_listed_to_its_end(tmp_path):
    rows = [("c0", "asserts", "", "statement", "A")]
    rows += [(f"c{n}", "denies", f"c{n - 1}", "statement", "AB"[n % 2]) for n in range(1, 3000)]
    found = replies(disclose(chain_story(tmp_path, rows), None), ["c0"])
    assert [reply.depth for reply in found] == list(range(2999))
