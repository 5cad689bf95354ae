"""The version of a story changes with its content and with nothing else."""

from collections.abc import Callable

import pytest
from support.tiny_stories import Files

from waybill.story import ReadResult, story_version

Read = Callable[[Files], ReadResult]
ROUTES = "leg_id,origin,destination,start_date\n"
A = "a,rajin,dunay,2023-09-07\n"
B = "b,dunay,rajin,2023-10-01\n"


def version(read: Read, routes: str | bytes) -> str:
    result = read({"routes.csv": routes, "story.toml": None})
    assert result.problems == ()
    assert result.story is not None
    return story_version(result.story)


def test_a_version_is_ten_hex_digits_that_stay_the_same(read: Read) -> None:
    # Literal on purpose: old links hold this number, so it must not change with the program.
    assert version(read, ROUTES + A + B) == "11a24f5f9c"


@pytest.mark.parametrize(
    "routes",
    [
        b"\xef\xbb\xbf" + (ROUTES + A + B).encode(),
        (ROUTES + A + B).replace("\n", "\r\n"),
        ROUTES + B + A,
        ROUTES + "\n" + A + "\n\n" + B,
        "start_date,leg_id,destination,origin\n2023-09-07,a,dunay,rajin\n2023-10-01,b,rajin,dunay\n",
        "leg_id,origin,destination,start_date,mode,my_notes\na,rajin,dunay,2023-09-07,,\n"
        "b,dunay,rajin,2023-10-01,,\n",
    ],
    ids=["bom", "crlf", "row order", "blank lines", "column order", "empty columns"],
)
def test_how_the_file_is_written_does_not_change_the_version(
    read: Read, routes: str | bytes
) -> None:
    assert version(read, routes) == version(read, ROUTES + A + B)


@pytest.mark.parametrize(
    "routes",
    [
        ROUTES + A,
        ROUTES + A + B.replace("2023-10-01", "2023-10-02"),
        ROUTES + A + B.replace("2023-10-01", "2023-10-01~"),
        ROUTES + A + B.replace("b,", "c,", 1),
        "leg_id,origin,destination,start_date,own\na,rajin,dunay,2023-09-07,x\n"
        "b,dunay,rajin,2023-10-01,\n",
    ],
)
def test_any_change_of_content_changes_the_version(read: Read, routes: str) -> None:
    assert version(read, routes) != version(read, ROUTES + A + B)
