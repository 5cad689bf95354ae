"""A filter and a search leave the same rows, and say the same, in both languages."""

from __future__ import annotations

import json
import random

import pytest
from support.fields import publication_dates
from support.running import ROOT
from support.staggered_story import staggered_story

from waybill.story import Story, read_story
from waybill.story.day import Day
from waybill.view.days import story_days
from waybill.view.row_filter import LEVELS, RowFilter
from waybill.view.search import fold, is_found, words_of
from waybill.view.select import Selection, select
from waybill.view.sentence import sentence
from waybill.view.view import View

CASES = ROOT / "tests/cases"
SEARCHES = json.loads((CASES / "search.json").read_text("utf-8"))
SMALL = json.loads((CASES / "selection.json").read_text("utf-8"))["stories"]
ID = {"legs": "leg_id", "visits": "visit_id", "images": "claim_id", "claims": "claim_id"}


@pytest.fixture(scope="module")
def stories(tmp_path_factory) -> dict[str, Story]:
    found = {"data": read_story(ROOT / "data").story}
    found["staggered"] = staggered_story(tmp_path_factory.mktemp("staggered"))
    for name, files in SMALL.items():
        folder = tmp_path_factory.mktemp(name)
        for file, text in files.items():
            (folder / file).write_text(text, "utf-8")
        found[name] = read_story(folder).story
    return found


@pytest.fixture(scope="module")
def front_end(rules, stories):
    """The front end's rules, and the stories read by it."""
    for name, story in stories.items():
        rules.load(f"filtered {name}", story)
    return rules


def day_number(day: Day | None) -> int | None:
    return None if day is None else day.number


def ids(shown: Selection) -> dict[str, dict[str, list[str]]]:
    return {
        kind: {
            part: [getattr(row, ID[kind]) for row in getattr(getattr(shown, kind), part)]
            for part in ("inside", "outside", "unreported", "filtered")
        }
        for kind in ID
    }


@pytest.mark.parametrize("case", SEARCHES, ids=lambda case: case["why"])
def test_both_find_what_the_cases_say(rules, case):
    assert is_found(words_of(case["search"]), case["texts"]) is case["found"]
    assert rules("is_found", case["search"], case["texts"]) is case["found"]


def test_any_text_is_folded_alike_in_both(rules):
    draw = random.Random(80)
    blocks = [(0x20, 0x24F), (0x250, 0x36F), (0x370, 0x5FF), (0x600, 0x6FF), (0x900, 0xDFF),
              (0x1E00, 0x206F), (0x2100, 0x21FF), (0x3000, 0x30FF), (0xAC00, 0xB000), (0xFF00, 0xFFEF),
              (0x1F300, 0x1F64F)]  # fmt: skip
    texts = [
        "".join(chr(draw.randint(*draw.choice(blocks))) for _ in range(draw.randint(1, 12)))
        for _ in range(2000)
    ]
    found = rules.many("fold", [(text,) for text in texts])
    for text, folded in zip(texts, found, strict=True):
        assert folded == fold(text), ascii(text)


def random_filter(draw: random.Random, story: Story) -> RowFilter:
    """A filter of what the story has, and now and then of what it has not."""
    rows = (*story.legs.values(), *story.visits.values(), *story.claims.values())
    texts = " ".join(str(value) for row in draw.sample(rows, 2) for _, value in row if value)
    words = ["no such word", *texts.split()]
    choices = {
        "q": [" ".join(draw.choices(words, k=draw.randint(1, 2)))[:40].strip()],
        "mode": [leg.mode for leg in story.legs.values()],
        "level": list(LEVELS),
        "by": [*{claim.claimant for claim in story.claims.values()}, "Nobody"],
        "vessel": [*{leg.vessel for leg in story.legs.values()}, "None"],
        "at": [*story.places, "atlantis"],
    }
    asked = {
        name: draw.choice(sorted(set(values)))
        for name, values in choices.items()
        if values and draw.random() < 0.3
    }
    return RowFilter(**asked)


@pytest.mark.parametrize("name", ["data", "staggered", "small", "open"])
def test_any_filter_on_any_day_leaves_the_same_rows_and_says_the_same_in_both(
    front_end, stories, name
):
    draw, story = random.Random(name), stories[name]
    start, end = story_days(story).record
    days = publication_dates(story)
    views = []
    for _ in range(400):
        known = draw.choice([None, *(day.plus(-draw.randint(0, 1)) for day in days)])
        views.append(View(start, end, known, wanted=random_filter(draw, story)))
    asked = [
        (
            f"filtered {name}",
            *map(day_number, (v.start, v.end, v.known)),
            True,
            dict(v.wanted.pairs),
        )
        for v in views
    ]
    for view, shown in zip(views, front_end.many("select", asked), strict=True):
        assert shown == ids(select(story, view)), view
    said = front_end.many("sentence_of", [(*ask[:4], None, *ask[4:]) for ask in asked])
    assert said == [sentence(view, story) for view in views]
    assert sum(bool(select(story, view).legs.filtered) for view in views) > 100
