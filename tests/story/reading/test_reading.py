"""What is sound is read, however the file was saved."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.tiny_stories import Files

from waybill.story import EdtfDate, ReadResult, read_story, story_version

Read = Callable[[Files], ReadResult]
MINIMAL_PLACES = (
    "place_id,name,latitude,longitude\nrajin,Rajin,42.23,130.295\ndunay,Dunay,42.9,132.3\n"
)
MINIMAL_ROUTES = "leg_id,origin,destination,start_date\nsea,rajin,dunay,2023-09\n"


def test_a_sound_folder_has_no_problems(read: Read) -> None:
    result = read({})
    assert result.problems == ()
    assert result.story is not None
    assert list(result.story.claims) == ["containers", "denial"]
    assert result.story.claims["denial"].about == "containers"


def test_two_files_with_the_bold_columns_are_a_story(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text(MINIMAL_PLACES)
    (tmp_path / "routes.csv").write_text(MINIMAL_ROUTES)
    result = read_story(tmp_path)
    assert result.problems == ()
    assert result.story is not None
    leg = result.story.legs["sea"]
    assert (leg.mode, leg.path_basis, leg.start_date) == ("unknown", "unknown", EdtfDate("2023-09"))


@pytest.mark.parametrize(
    ("folder", "title"),
    [
        ("black_sea-grain 2023", "Black sea grain 2023"),
        ("Одеса", "Одеса"),
        ("__", "Untitled story"),
    ],
)
def test_without_a_title_the_story_is_called_as_its_folder(
    tmp_path: Path, folder: str, title: str
) -> None:
    place = tmp_path / folder
    place.mkdir()
    (place / "places.csv").write_text(MINIMAL_PLACES)
    (place / "routes.csv").write_text(MINIMAL_ROUTES)
    story = read_story(place).story
    assert story is not None
    assert story.info.title == title
    unnamed = read_story(place, is_named=False).story
    assert unnamed is not None
    assert unnamed.info.title == "Untitled story"
    # A folder may be renamed: links to this version of the data stay right.
    assert story_version(story) == story_version(unnamed)


def test_lists_numbers_and_empty_cells_are_read(read: Read) -> None:
    story = read({}).story
    assert story is not None
    rajin, dunay = story.places.values()
    assert (rajin.aliases, rajin.radius_km, rajin.row) == (("Najin", "Rason"), 3.0, 2)
    assert (dunay.aliases, dunay.radius_km, dunay.row) == ((), None, 3)


def test_bom_crlf_spaces_and_capitals_in_the_header_do_not_matter(read: Read) -> None:
    text = MINIMAL_PLACES.replace("place_id,name", " Place_ID , NAME").replace("\n", "\r\n")
    result = read({"places.csv": b"\xef\xbb\xbf" + text.replace("Rajin", " Rajin ").encode()})
    assert result.problems == ()
    assert result.story is not None
    assert result.story.places["rajin"].name == "Rajin"


def test_rows_are_lines_of_the_file_where_the_record_starts(read: Read) -> None:
    result = read(
        {"places.csv": MINIMAL_PLACES + '\n,,,\n"a","Two\r\nlines\n\nand more",1,2\n   \nb,B,1,2\n'}
    )
    assert result.problems == ()
    assert result.story is not None
    places = result.story.places
    assert (places["a"].row, places["a"].name) == (6, "Two\nlines\n\nand more")
    assert places["b"].row == 11


def test_unknown_columns_are_kept_as_written(read: Read) -> None:
    result = read({"places.csv": MINIMAL_PLACES.replace("longitude\n", "longitude,Row,Heading\n", 1)
                   .replace("130.295", "130.295,7,north").replace("132.3\n", "132.3,,\n")})  # fmt: skip
    assert result.problems == ()
    assert result.story is not None
    assert result.story.places["rajin"].extra == {"Row": "7", "Heading": "north"}
    assert result.story.places["rajin"].row == 2
    assert result.story.places["dunay"].extra == {}


def test_windows_may_be_written_as_a_list(read: Read) -> None:
    result = read({"story.toml": 'window = [2023-09-07, "2023-10-19"]\n'})
    assert result.problems == ()
    assert result.story is not None
    assert [str(day) for day in result.story.info.window or ()] == ["2023-09-07", "2023-10-19"]


def test_routes_may_be_tables_named_by_their_id(read: Read) -> None:
    result = read({"story.toml": '[routes.russia]\nname = "To Russia"\ncolour = "sea"\n'})
    assert result.problems == ()
    assert result.story is not None
    assert [(r.id, r.name, r.colour) for r in result.story.info.routes] == [
        ("russia", "To Russia", "sea")
    ]


@pytest.mark.parametrize("name", ["visits.csv", "claims.csv", "sources.csv", "story.toml"])
@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"\x00", b'"', b"nonsense\n1,2\n"])
def test_no_fault_in_an_optional_file_hides_the_map(read: Read, name: str, content: bytes) -> None:
    result = read({name: content})
    assert result.story is not None
    assert list(result.story.legs) == ["sea"]
    if name != "story.toml" or content:
        assert name in [problem.file for problem in result.problems]


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    result = read_story(tmp_path / "nowhere")
    assert result.story is None
    assert [str(problem) for problem in result.problems] == ["nowhere: folder does not exist"]


def test_nothing_faulty_is_in_the_story_and_nothing_sound_is_left_out(read: Read) -> None:
    result = read({"places.csv": MINIMAL_PLACES + "bad,Bad,91,1\ngood,Good,1,1\n"})
    assert result.story is not None
    assert list(result.story.places) == ["rajin", "dunay", "good"]
