"""Which stories are of flows alone, in Python and in JavaScript: every combination of what a story may have."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace
from typing import Any, cast

from support.node_rules import NodeRules

from waybill.view.days import is_of_flows_alone


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
