"""Text that would stop a reader's browser is a fault of its row; any real writing is not."""

from pathlib import Path

import pytest
from support.tiny_stories import SOUND, write_files

from waybill.story import read_story
from waybill.story.reading.text_limits import fault_of

LONG_BUT_FINE = [
    "x" * 100_000,
    "Pyongyang " * 10_000,
    "平壤" * 50_000,
    "평양" * 50_000,
    "بيونغ يانغ " * 9_000,
    "เปียงยาง " * 11_000,
    "é" * 2_000,
    "Z" + "\u0301" * 200,
    "e\u0301" * 1_000,
]
FLOODS = {
    "e" + "\u0301" * 201: "more than 200 combining marks on one letter",
    "ب" * 2_001: "more than 2,000 characters without a space",
    "\u202ea\u202c" * 700: "more than 2,000 characters without a space",
    "\u00a0\u2003" * 1_001: "more than 2,000 characters without a space",
}


@pytest.mark.parametrize("text", LONG_BUT_FINE, ids=lambda text: text[:6])
def test_real_writing_is_kept_however_long(text: str) -> None:
    assert fault_of(text) is None


@pytest.mark.parametrize(
    ("text", "fault"), FLOODS.items(), ids=["marks", "joined", "bidi", "spaces"]
)
def test_a_flood_is_named(text: str, fault: str) -> None:
    assert fault_of(text) == f"has {fault}"


def test_a_row_with_a_flood_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    flood = "e" + "\u0301" * 201
    places = SOUND["places.csv"] + f"long,{flood},1,2,,,,\nafter,After,1,2,,,,\n"
    write_files(tmp_path, {**SOUND, "places.csv": places})
    result = read_story(tmp_path)
    assert [(p.file, p.row, p.column, p.is_error) for p in result.problems] == [
        ("places.csv", 4, "name", True)
    ]
    assert result.problems[0].message.endswith("has more than 200 combining marks on one letter")
    assert result.story is not None
    assert list(result.story.places) == ["rajin", "dunay", "after"]


def test_a_flood_in_story_toml_is_left_out_with_its_table(tmp_path: Path) -> None:
    flood = "e" + "\\u0301" * 201
    toml = (
        f'standfirst = "{flood}"\n{SOUND["story.toml"]}\n[[steps]]\nid = "two"\ntitle = "{flood}"\n'
    )
    write_files(tmp_path, {**SOUND, "story.toml": toml})
    result = read_story(tmp_path)
    assert [problem.column for problem in result.problems] == ["standfirst", "steps[2].title"]
    assert result.story is not None
    assert result.story.info.title == "Shipments"
    assert [step.id for step in result.story.info.steps] == ["one"]
