"""What a leg is called on a day: its own name, its vessel from the vessel's day on, else its ends alone."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from support.chain_stories import HEAD, chain_rows, random_rows
from support.fields import publication_dates
from support.running import ROOT
from support.staggered_story import staggered_story
from support.tiny_stories import SOUND, write_files

from waybill.evidence.disclosure import disclose
from waybill.evidence.phrases import leg_label, leg_name, leg_title
from waybill.story import Story, read_story
from waybill.story.day import Day

CASES = json.loads((ROOT / "tests/cases/leg_names.json").read_text("utf-8"))
COLUMNS = "leg_id,origin,destination,start_date,mode,path_basis,vessel,name,claims"
CLAIMS = chain_rows(
    [("c0", "asserts", "", "statement", "A"), ("c1", "denies", "c0", "statement", "B")]
)
NAMES = ("", "", "First voyage", "Näïve “run”", "رحلة", "הפלגה 2", "航次", "a: b → c")


def story_of(folder: Path, legs: list[dict[str, str]], claims: list[str]) -> Story:
    """Legs from Rajin to Dunay by sea."""
    rows = [
        f"{number},rajin,dunay,2023-09-07,sea,inferred,"
        f"{leg.get('vessel', '')},{leg.get('name', '')},{leg.get('claims', '')}"
        for number, leg in enumerate(legs)
    ]
    files = {
        "routes.csv": "\n".join([COLUMNS, *rows]) + "\n",
        "claims.csv": "\n".join([HEAD, *claims]) + "\n",
        "story.toml": None,
    }
    write_files(folder, {**SOUND, **files})
    found = read_story(folder)
    assert not found.errors, found.errors
    return found.story


def in_python(story: Story, day: Day | None) -> dict[str, list[str]]:
    legs = disclose(story, day).legs
    return {
        i: [leg_label(leg), leg_name(story, leg), leg_title(story, leg)] for i, leg in legs.items()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_leg_is_called_as_the_cases_say(rules, tmp_path, case):
    story = story_of(tmp_path, [case["leg"]], CLAIMS)
    rules.load("named", story)
    for text, names in case["days"].items():
        day = Day.fromisoformat(text) if text else None
        expected = {} if names is None else {"0": names}
        assert in_python(story, day) == expected
        assert rules("leg_names", "named", day and day.number) == expected


@pytest.mark.parametrize("seed", range(30))
def test_any_legs_are_called_the_same_in_both_on_every_day(rules, tmp_path, seed):
    draw = random.Random(seed)
    claims = random_rows(draw)
    legs = [
        {
            "vessel": draw.choice(NAMES),
            "name": draw.choice(NAMES),
            "claims": "|".join(draw.sample([row[0] for row in claims], draw.randint(0, 2))),
        }
        for _ in range(6)
    ]
    story = story_of(tmp_path, legs, chain_rows(claims))
    same_in_both(rules, story)


@pytest.mark.parametrize("name", ["bundled", "staggered"])
def test_the_legs_of_a_whole_record_are_called_the_same_in_both(rules, tmp_path, name):
    same_in_both(
        rules, read_story(ROOT / "data").story if name == "bundled" else staggered_story(tmp_path)
    )


def same_in_both(rules, story: Story) -> None:
    rules.load("named", story)
    dates = publication_dates(story)
    days = [None, *(day.plus(-eve) for day in dates for eve in (0, 1))]
    found = rules.many("leg_names", [("named", day and day.number) for day in days])
    for day, names in zip(days, found, strict=True):
        assert names == in_python(story, day), day
