"""Whatever bytes a folder holds, reading gives a result and never an exception."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.tiny_stories import SOUND, write_files

from waybill.story import STORY_FILES, read_story, story_version
from waybill.story.reading.table.csv_records import MAX_CELL_CHARACTERS
from waybill.story.reading.table.rows import MAX_ROWS

PLACES = SOUND["places.csv"]
CSV_PIECES = st.sampled_from(
    [
        "place_id",
        "leg_id",
        "claim_id",
        "about",
        "origin",
        "rajin",
        "sea",
        "containers",
        "2023",
        "2023-02-30",
        "91",
        "nan",
        "1e999",
        "-",
        "=1",
        ",",
        ",",
        ",",
        "\n",
        "\n",
        "\r",
        '"',
        '""',
        "|",
        "\0",
        "\ufeff",
        "\u202e",
        "é",
        " ",
    ]
)
TOML_PIECES = st.sampled_from(
    [
        "[[steps]]\n",
        "[[checks]]\n",
        "[[figures]]\n",
        "[routes.x]\n",
        "[window]\n",
        "id",
        "legs",
        "measures",
        "window",
        "record",
        "value",
        "date",
        " = ",
        " = ",
        "1",
        "nan",
        "2023-01-01",
        "2023-01-01T10:00:00Z",
        '"x"',
        "'''",
        "[",
        "]",
        "{",
        "}",
        "from=",
        "to=",
        ",",
        "\n",
        "\n",
    ]
)


def read_replaced(name: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        write_files(Path(folder), {**SOUND, name: content})
        result = read_story(Path(folder))
        for problem in result.problems:
            assert "\n" not in str(problem)
            json.dumps(problem.value).encode()
            problem.value.encode()
        if result.story is not None:
            assert len(story_version(result.story)) == 10


@pytest.mark.slow
@settings(max_examples=150)
@given(st.sampled_from(STORY_FILES), st.binary())
def test_any_bytes_in_any_file(name: str, content: bytes) -> None:
    read_replaced(name, content)


@pytest.mark.slow
@settings(max_examples=300)
@given(st.sampled_from(STORY_FILES[:5]), st.booleans(), st.lists(CSV_PIECES, max_size=60))
def test_anything_that_looks_like_csv(name: str, after_sound: bool, pieces: list[str]) -> None:
    sound = SOUND[name] if after_sound else ""
    read_replaced(name, (sound + "".join(pieces)).encode())


@pytest.mark.slow
@settings(max_examples=300)
@given(st.lists(TOML_PIECES, max_size=40))
def test_anything_that_looks_like_toml(pieces: list[str]) -> None:
    read_replaced("story.toml", "".join(pieces).encode())


KEYS = st.sampled_from(
    [
        "id",
        "title",
        "text",
        "window",
        "record",
        "steps",
        "figures",
        "checks",
        "measures",
        "routes",
        "corrections",
        "conflicts",
        "date",
        "origin",
        "to_place",
        "legs",
        "claims",
        "x y",
    ]
)
VALUES = st.recursive(
    st.sampled_from(
        ["1", "-1.5", "inf", "true", '"rajin"', '"sea"', '""', "2023-01-01", "10:00:00"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(KEYS, inner, max_size=4).map(
            lambda table: "{" + ", ".join(f'"{k}" = {v}' for k, v in table.items()) + "}"
        ),
    ),
    max_leaves=12,
)


@pytest.mark.slow
@settings(max_examples=300)
@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_any_valid_toml(table: dict[str, str]) -> None:
    read_replaced("story.toml", "".join(f'"{k}" = {v}\n' for k, v in table.items()).encode())


def test_a_cell_of_more_than_100_000_characters_is_left_out(tmp_path: Path) -> None:
    long = "x" * (MAX_CELL_CHARACTERS + 1)
    places = f"{PLACES}long,{long},1,2,,,,\nafter,After,1,2,,,,\n"
    write_files(tmp_path, {**SOUND, "places.csv": places})
    result = read_story(tmp_path)
    assert [str(problem) for problem in result.problems] == [
        f"places.csv:4:name: '{'x' * 59}…' cell has 100,001 characters; at most 100,000 are read"
    ]
    assert result.story is not None
    assert list(result.story.places) == ["rajin", "dunay", "after"]


def test_an_endless_cell_over_many_lines_is_one_problem(tmp_path: Path) -> None:
    long = "line\n" * 40_000
    places = f'{PLACES}long,"{long}",1,2,,,,\nafter,After,1,2,,,,\n'
    write_files(tmp_path, {**SOUND, "places.csv": places})
    result = read_story(tmp_path)
    assert [str(problem) for problem in result.problems] == [
        "places.csv:4: a cell has more than 100,000 characters; the row is left out"
    ]
    assert result.story is not None
    assert result.story.places["after"].row == 40_005


@pytest.mark.slow
def test_a_file_of_too_many_rows_is_not_read(tmp_path: Path) -> None:
    sources = "source_id,publisher\n" + "s,S\n" * (MAX_ROWS + 1)
    write_files(tmp_path, {**SOUND, "sources.csv": sources})
    result = read_story(tmp_path)
    assert "sources.csv: has more than 200,000 rows; it is not read" in map(str, result.problems)
    assert result.story is not None


def test_a_file_of_more_than_50_mb_is_not_read(tmp_path: Path) -> None:
    write_files(tmp_path, SOUND)
    with (tmp_path / "sources.csv").open("wb") as stream:
        stream.truncate(50_000_001)
    result = read_story(tmp_path)
    assert [str(problem) for problem in result.problems] == ["sources.csv: is larger than 50 MB"]


@pytest.mark.parametrize("content", ["a" + ".a" * 400_000 + " = 1", "a = " + "[" * 400_000])
def test_endless_toml_is_refused_at_once(tmp_path: Path, content: str) -> None:
    write_files(tmp_path, {**SOUND, "story.toml": content})
    result = read_story(tmp_path)
    assert [problem.file for problem in result.problems] == ["story.toml"]
    assert result.story is not None


def test_a_folder_in_the_place_of_a_file_is_reported(tmp_path: Path) -> None:
    write_files(tmp_path, {**SOUND, "claims.csv": None})
    (tmp_path / "claims.csv").mkdir()
    assert "claims.csv: is not a file" in map(str, read_story(tmp_path).problems)
