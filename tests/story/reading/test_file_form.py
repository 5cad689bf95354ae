"""One cause, one message: what stands around a table, how it was saved, and what lies beside it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support.tiny_stories import Files

from waybill.story import ReadResult, read_story

Read = Callable[[Files], ReadResult]
Lines = Callable[[Files], list[str]]
Write = Callable[[Files], Path]

PLACES = "place_id,name,latitude,longitude\nrajin,Rajin,42.23,130.295\ndunay,Dunay,42.883,132.35\n"
ROUTES = "leg_id,origin,destination,start_date\nsea,rajin,dunay,2023-09-07\n"
PLAIN: Files = {"story.toml": None, "visits.csv": None, "claims.csv": None, "sources.csv": None}


def story(places: str | bytes | None = PLACES, routes: str | bytes | None = ROUTES) -> Files:
    return {**PLAIN, "places.csv": places, "routes.csv": routes}


@pytest.mark.parametrize(
    ("places", "problem"),
    [
        ("Ports of the story\n" + PLACES, "places.csv:1: 'Ports of the story' stands above the header, "
         "which is row 2; delete the rows above it"),
        ("Ports,,,\nas of May,,,\n,,,\n" + PLACES, "places.csv:1: 'Ports' stands above the header, "
         "which is row 4; delete the rows above it"),
        ("sep=,\n" + PLACES, "places.csv:1: warning: 'sep=,' is a line for spreadsheets; it is passed "
         "over"),
        ('"sep=,"\n' + PLACES, "places.csv:1: warning: 'sep=,' is a line for spreadsheets; it is "
         "passed over"),
        (PLACES.replace("rajin,", "#loc +code,#loc+name,#geo+lat,#geo+lon\nrajin,", 1),
         "places.csv:2: warning: '#loc +code' is a row of HXL tags; it is passed over"),
        (PLACES + "Source: port authority,,,\n", "places.csv:4: 'Source: port authority' is no record "
         "but a title or a note in the table; delete the row"),
        (PLACES + "\n\"Source: UN, 2023\"\n", "places.csv:5: 'Source: UN, 2023' is no record but a "
         "title or a note in the table; delete the row"),
        (PLACES + "* provisional\nSource: UN, 2023\n", "places.csv:4: '* provisional' is no record but "
         "a title or a note in the table; delete the row; the same in row 5"),
        (PLACES.replace("\n", ",,\n"), "places.csv:1: warning: 2 columns have no name at the end of "
         "the header; they are passed over"),
        (PLACES + "x,X,1,2,,\ny,Y,3,4,\n", "places.csv:4: warning: row ends in empty cells that the "
         "header does not have; they are passed over; the same in row 5"),
        (PLACES.replace("longitude\n", "longitude,\n").replace("295\n", "295,a note\n")
         .replace("35\n", "35,\n"), "places.csv:2: warning: 'a note' stands in a column without a name; "
         "it is not read"),
        (PLACES + "half\n", "places.csv:4: 'half' stands alone in its row; name, latitude, longitude "
         "are empty"),
        (PLACES + "x,X,1\ny,Y,1\n", "places.csv:4: row has 3 cells where the header has 4; write a "
         "comma for each empty cell; the same in row 5"),
        (PLACES + "Total,2,,\nNote: to about 1 km, as GeoNames, OSM, say\n", "places.csv:4: 'Total' is no "
         "record but a title or a note in the table; delete the row; the same in row 5"),
        ("".join(f'"{line}"\n' for line in PLACES.splitlines()), "places.csv:1: each line stands in "
         "double quotes as a whole; write quotes around single cells only"),
    ],
)  # fmt: skip
def test_what_stands_around_a_table(read: Read, places: str, problem: str) -> None:
    result = read(story(places))
    assert [str(one) for one in result.problems] == [problem]
    if "as a whole" not in problem:
        assert result.story is not None
        assert list(result.story.places)[:2] == ["rajin", "dunay"]


@pytest.mark.parametrize(
    ("places", "problem"),
    [
        (PLACES.replace(",", ";"), "columns are separated by ';'; separate them with commas"),
        (PLACES.replace(",", "\t"), "columns are separated by a tab; separate them with commas"),
        (PLACES.replace(",", "|"), "columns are separated by '|'; separate them with commas"),
        ("sep=;\n" + PLACES.replace(",", ";"),
         "columns are separated by ';'; separate them with commas"),
        ("Ports\n\n" + PLACES.replace(",", ";").replace(".", ","),
         "columns are separated by ';' and numbers have decimal commas; save the file as CSV with "
         "commas between the columns and points in the numbers"),
    ],
)  # fmt: skip
def test_other_signs_between_columns(read: Read, places: str, problem: str) -> None:
    result = read(story(places))
    (found,) = result.problems
    assert found.message == problem
    assert found.row is not None


def test_json_that_was_saved_as_a_table(lines: Lines) -> None:
    assert lines(story('[{"place_id": "a"}]')) == [
        "places.csv: is JSON, not CSV; save the table as CSV UTF-8"
    ]


@pytest.mark.parametrize("text", ["<!DOCTYPE html><html>", "  <html lang=en>"])
def test_a_web_page_that_was_saved_as_a_table(lines: Lines, text: str) -> None:
    assert lines(story(text)) == [
        "places.csv: is a web page, not CSV; download the table itself as CSV"
    ]


def test_a_column_of_decimal_commas_is_told_once(lines: Lines) -> None:
    rows = "".join(f'p{i},P,"4{i},5","1{i},25"\n' for i in range(1, 8))
    assert lines(story(PLACES + rows)) == [
        "places.csv:4:latitude: '41,5' is not a number of decimal degrees: it has a decimal comma; "
        "the same in rows 5, 6, 7, 8, 9 and 1 more; did you mean '41.5'?",
        "places.csv:4:longitude: '11,25' is not a number of decimal degrees: it has a decimal comma; "
        "the same in rows 5, 6, 7, 8, 9 and 1 more; did you mean '11.25'?",
    ]


def test_decimal_commas_that_split_their_cells_are_told_once(lines: Lines) -> None:
    rows = "brest,Brest,48,3904,-4,4861\nnice,Nice,43,7102,7,262\n"
    assert lines(story(PLACES + rows)) == [
        "places.csv:4: row has 6 cells where the header has 4: a decimal comma parts 48 from 3904; "
        "write 48.3904; the same in row 5"
    ]


def test_a_file_in_another_encoding_is_told_once(lines: Lines) -> None:
    places = PLACES + "kyiv,Київ,50.45,30.52\nodesa,Одеса,46.48,30.72\nlviv,Львів,49.84,24.03\n"
    assert lines(story(places.encode("cp1251"))) == [
        "places.csv:4:name: '\\udcca\\udce8\\udcbf\\udce2' has the byte 0xCA, which is not UTF-8; save "
        "the file as CSV UTF-8 (it looks like Windows-1251); the same in rows 5 and 6; did you mean "
        "'Київ'?"
    ]
    assert lines(story(places.encode("utf-16"))) == [
        "places.csv: is not UTF-8 (it looks like UTF-16); save the file as CSV UTF-8"
    ]


def test_a_header_in_another_encoding_belongs_to_the_same_cause(read: Read) -> None:
    places = PLACES.replace("longitude\n", "longitude,примечание\n").replace("5\n", "5,порт\n")
    (problem,) = read(story(places.encode("cp1251"))).errors
    assert problem.row == 1
    assert "it could be 'примечание' in Windows-1251 or" in problem.message
    assert problem.message.endswith("the same in rows 2 and 3")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Places.csv", "file is missing; rename 'Places.csv' to 'places.csv'"),
        ("places (1).csv", "file is missing; rename 'places (1).csv' to 'places.csv'"),
        ("My story - places.csv", "file is missing; rename 'My story - places.csv' to 'places.csv'"),
        ("places - Sheet1.csv", "file is missing; rename 'places - Sheet1.csv' to 'places.csv'"),
        ("Copy of places.csv", "file is missing; rename 'Copy of places.csv' to 'places.csv'"),
        ("places.csv.txt", "file is missing; rename 'places.csv.txt' to 'places.csv'"),
        ("places.ods", "file is missing; 'places.ods' is a workbook, which is not read: save its sheet "
         "as CSV UTF-8, named 'places.csv'"),
        ("places_old.csv", "file is missing; every story needs it"),
    ],
)  # fmt: skip
def test_a_file_under_another_name(lines: Lines, name: str, problem: str) -> None:
    assert lines({**story(None), name: PLACES}) == [f"places.csv: {problem}"]


def test_several_downloads_are_all_named(lines: Lines) -> None:
    files = {**story(None), "places (1).csv": PLACES, "places (2).csv": PLACES}
    assert lines(files) == [
        "places.csv: file is missing; rename the right one of 'places (1).csv', 'places (2).csv' to "
        "'places.csv'"
    ]


def test_a_download_beside_the_file_is_not_read(lines: Lines) -> None:
    assert lines({**story(), "places (1).csv": PLACES}) == [
        "places.csv: warning: 'places (1).csv' lies beside this file and is not read; if it is the "
        "newer one, give it this name"
    ]


def test_a_workbook_in_the_place_of_both_files_is_one_problem(lines: Lines) -> None:
    assert lines({**story(None, None), "story.xlsx": b"PK\x03\x04"}) == [
        "story.xlsx: is a workbook, which is not read; save its sheets as CSV UTF-8: 'places.csv' and "
        "'routes.csv'"
    ]


def test_an_optional_file_under_another_name_is_told_once_and_not_for_each_use(
    lines: Lines,
) -> None:
    routes = "leg_id,origin,destination,start_date,claims\nsea,rajin,dunay,2023,one|two\n"
    assert lines({**story(PLACES, routes), "claims (1).csv": "claim_id\n"}) == [
        "claims.csv: there is no such file; rename 'claims (1).csv' to 'claims.csv'"
    ]


def test_other_files_in_the_folder_say_nothing(lines: Lines) -> None:
    assert lines({**story(), "notes.xlsx": b"PK", "README.md": "x", "places_2022.csv": "x"}) == []


def test_a_link_out_of_the_folder_is_not_followed(write: Write, tmp_path: Path) -> None:
    folder = write(story(None))
    secret = tmp_path.parent / f"{tmp_path.name}-secret.csv"
    secret.write_text("password,hunter2\n")
    (folder / "places.csv").symlink_to(secret)
    lines = [str(problem) for problem in read_story(folder).problems]
    assert lines == [
        "places.csv: is a link out of the folder, which is not followed; put the file itself there"
    ]


def test_links_that_lead_nowhere_or_round_say_so(write: Write) -> None:
    folder = write(story(None, None))
    (folder / "places.csv").symlink_to(folder / "gone.csv")
    (folder / "routes.csv").symlink_to(folder / "routes.csv")
    assert [str(problem) for problem in read_story(folder).problems] == [
        f"{file}: is a link that leads nowhere; put the file itself in the folder"
        for file in ("places.csv", "routes.csv")
    ]


def test_a_link_within_the_folder_and_a_linked_folder_are_followed(
    write: Write, tmp_path: Path
) -> None:
    folder = write(story())
    os.rename(folder / "places.csv", folder / "places-of-today.csv")
    (folder / "places.csv").symlink_to("places-of-today.csv")
    linked = tmp_path.parent / f"{tmp_path.name}-link"
    linked.symlink_to(folder)
    assert read_story(linked).problems == ()
