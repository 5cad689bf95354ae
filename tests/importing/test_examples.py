"""The examples are sound stories that say that they are made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from waybill.importing.examples import EXAMPLES, MADE_UP, Example
from waybill.story import read_story


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.key)
def test_an_example_has_no_fault_and_says_that_it_is_made_up(
    example: Example, tmp_path: Path
) -> None:
    for name, text in example.files.items():
        (tmp_path / name).write_text(text, "utf-8")
    result = read_story(tmp_path)
    assert [str(problem) for problem in result.problems] == []
    assert result.story is not None
    assert result.story.info.standfirst == MADE_UP


def test_there_is_one_for_each_kind_of_story() -> None:
    assert [one.key for one in EXAMPLES] == ["news-claim", "corridor", "deliveries", "history"]
