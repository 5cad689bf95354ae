"""``where`` of a link."""

from __future__ import annotations

import json

from support.running import ROOT

from waybill.shipments.narrowing import read_where, write_where

CASES = json.loads((ROOT / "tests/cases/where.json").read_text("utf-8"))


def test_values_go_into_a_link_and_come_back_as_in_the_browser() -> None:
    for case in CASES:
        assert list(map(list, read_where(case["text"]).items())) == case["values"]
        assert write_where(dict(case["values"])) == case["text"]


def test_what_names_no_value_is_passed_over() -> None:
    assert read_where("flag|:x|y:|a:1|a:2") == {"a": "2"}
