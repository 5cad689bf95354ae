"""Which stories are of flows alone, in Python and in JavaScript: every combination of what a story may have."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from support.node_rules import NodeRules
from support.shipment_stories import write_story

from waybill.story import read_story
from waybill.story.day import Day
from waybill.view.days import is_of_flows_alone
from waybill.view.sentence import sentence
from waybill.view.view import View


def test_both_languages_agree_on_which_stories_are_of_flows_alone(rules: NodeRules) -> None:
    every = list(product([False, True], repeat=4))
    ours, questions = [], []
    for shipments, *rows in every:
        legs, visits, claims = ([{}] if has else [] for has in rows)
        info = {"shipments": {"unit": "t"} if shipments else None}
        questions.append(({"legs": legs, "visits": visits, "claims": claims, "info": info},))
        story = SimpleNamespace(
            legs=legs, visits=visits, claims=claims, info=SimpleNamespace(**info)
        )
        ours.append(is_of_flows_alone(cast(Any, story)))
    assert rules.many("is_of_flows_alone", questions) == ours
    assert [at for at, is_alone in zip(every, ours, strict=True) if is_alone] == [
        (True, False, False, False)
    ]


def test_a_view_of_legs_and_shipments_is_told_as_one_in_both(
    rules: NodeRules, tmp_path: Path
) -> None:
    story = read_story(write_story(tmp_path / "story")).story
    assert story is not None
    rules.load("both", story)
    start, end = Day(2024, 1, 1), Day(2024, 2, 1)
    words = "Legs, visits and shipments, 1 Jan – 1 Feb 2024"
    assert sentence(View(start, end), story) == words
    assert rules("sentence_of", "both", start.number, end.number, None, None) == words
