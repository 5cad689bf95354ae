"""docs/importing.md shows what the command prints, to the letter."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from waybill.cli import main
from waybill.importing import story_words
from waybill.importing.recognise import BECOMES
from waybill.story import read_story

TEXT = (Path(__file__).parents[2] / "docs" / "importing.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.usefixtures("capsys")
def test_the_example_prints_what_the_document_says_and_ends_in_a_story_without_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    voyages, ports, decisions = blocks("csv")
    (tmp_path / "voyages.csv").write_text(voyages, "utf-8")
    (tmp_path / "ports.csv").write_text(ports, "utf-8")
    command, geocode = (block.split()[3:] for block in blocks("sh"))
    assert main(command) == 1
    assert capsys.readouterr().out == blocks("text")[0]
    recipe = tmp_path / "mystory" / "recipe.json"
    answered = recipe.read_text("utf-8").replace('"Sailed": null', '"Sailed": "day first"')
    recipe.write_text(answered, "utf-8")
    (tmp_path / "mystory" / "decisions.csv").write_text(decisions, "utf-8")
    assert main(command) == 0
    result = read_story(tmp_path / "mystory")
    assert result.story is not None
    assert (result.problems, len(result.story.legs)) == ((), 2)
    assert main(geocode) == 0


def test_the_keys_and_kinds_of_a_recipe_are_documented(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("from,to\nA,B\n", "utf-8")
    main(["import", str(tmp_path / "a.csv"), "--out", str(tmp_path / "out")])
    recipe = json.loads((tmp_path / "out" / "recipe.json").read_text("utf-8"))
    told = {*re.findall(r"`(\w+)`", TEXT)}
    assert {"sheets", "defaults", "encodings", "becomes", "columns", "dates", "unit"} <= told
    assert {"words", *story_words.KEYS} <= told
    assert set(recipe) == {"version", "sheets", "defaults", "encodings", "words", "written"}
    assert set(BECOMES) <= told
