"""What real people's files said, and what the check says of each: the cause once, and the right cure.

The folders are in tests/cases/files; their names say what they hold.
"""

from pathlib import Path

import pytest

from waybill.story import ReadResult, describe, read_story

CASES = Path(__file__).parents[2] / "cases" / "files"


def read(name: str) -> ReadResult:
    return read_story(CASES / name)


def lines(name: str) -> list[str]:
    return [str(problem) for problem in read(name).problems]


def advice(name: str, column: str) -> dict[int | None, object]:
    """Row -> what is suggested for a column: one value, several cells, or None."""
    return {
        problem.row: dict(problem.changes) or problem.suggestion
        for problem in read(name).problems
        if problem.column == column
    }


def test_a_french_spreadsheet_is_told_once_a_file_how_to_save_it() -> None:
    cure = (
        "1: columns are separated by ';' and numbers have decimal commas; save the file as CSV "
        "with commas between the columns and points in the numbers"
    )
    assert lines("01-excel-francais") == [f"places.csv:{cure}", f"routes.csv:{cure}"]


def test_tonnes_are_never_advised_wrong_by_a_factor_of_a_thousand() -> None:
    assert advice("02-tonnes", "quantity") == {
        2: "26527",
        3: "1000500",
        4: "26527",
        5: "26527",
        6: "26527",
        7: "26527",
        8: "26527",
        9: {"quantity": "1000", "quantity_qualifier": "about"},
        10: {"quantity": "1000", "quantity_qualifier": "at least"},
        11: None,
        12: "126527",
    }
    doubt = read("02-tonnes").problems[0]
    assert (doubt.row, doubt.severity) == (2, "warning")


def test_positions_exchanged_within_range_are_brought_home() -> None:
    assert advice("03-swapped-in-range", "latitude") == {
        2: {"latitude": "46.4825", "longitude": "30.7233"},
        3: {"latitude": "41.0082", "longitude": "28.9784"},
        4: {"latitude": "44.7244", "longitude": "37.7689"},
    }
    assert read("03-swapped-in-range").errors == ()


def test_the_year_79_is_read() -> None:
    story = read("04-year-79").story
    assert story is not None
    assert [
        (str(leg.start_date.first), str(leg.start_date.last)) for leg in story.legs.values()
    ] == [
        ("0079-07-01", "0079-07-31"),
        ("0080-01-01", "0080-12-31"),
    ]


def test_a_column_of_american_dates_is_judged_once() -> None:
    first, words = read("05-us-date-column").problems
    assert (first.row, first.suggestion) == (2, "1944-11-24")
    assert first.message.endswith(
        "the column is written month/day/year, as '11/24/1944' shows; the same in rows 3, 4, 5 and 6; "
        "did you mean '1944-11-24'?"
    )
    assert (words.row, words.suggestion) == (7, "1945-03-10")


def test_a_row_of_hxl_tags_is_passed_over() -> None:
    assert lines("06-hxl-row") == [
        "places.csv:2: warning: '#loc+code' is a row of HXL tags; it is passed over",
        "routes.csv:2: warning: '#meta+id' is a row of HXL tags; it is passed over",
    ]
    story = read("06-hxl-row").story
    assert story is not None
    assert (list(story.places), list(story.legs)) == (["juba", "bor"], ["f1"])


def test_both_tripolis_are_named() -> None:
    assert lines("07-same-name") == [
        "routes.csv:4:destination: 'Tripoli' is not a place_id in places.csv; it could be 'tripoli-lb' "
        "(Lebanon) or 'tripoli-ly' (Libya); the row is left out"
    ]


@pytest.mark.parametrize("name", ["09-shuttle", "11-pole"])
def test_what_others_draw_wrongly_reads_without_a_fault(name: str) -> None:
    assert lines(name) == []


def test_names_from_right_to_left_read_without_a_fault_and_the_ship_across_arabia_is_told() -> None:
    (told,) = lines("20-rtl")
    assert told.startswith(
        "routes.csv:2:via: warning: is empty, and the line of leg 'l1', by sea, crosses land for "
    )


def test_every_position_in_degrees_minutes_and_seconds_is_read_right() -> None:
    assert advice("12-dms", "latitude") == {
        **dict.fromkeys(range(2, 4), "42.26"),
        4: "-41.418617",
        **dict.fromkeys(range(5, 10), "42.26"),
        10: "-0.5",
        **dict.fromkeys(range(11, 13), "42.26"),
        13: "42.433333",
        14: "42.26",
        15: None,
    }
    assert advice("12-dms", "longitude") == {
        **dict.fromkeys(range(2, 4), "130.295"),
        4: "174.775",
        **dict.fromkeys(range(5, 10), "130.295"),
        10: "-0.25",
        12: "130.295",
        13: "130.295",
        15: None,
    }


def test_a_time_of_day_is_taken_off_and_no_day_is_guessed() -> None:
    assert advice("13-times", "start_date") == {
        3: "2023-09-07",
        4: "2023-09-08",
        5: "2023-09-07",
        6: "2019-02-22",
        7: "2023-09-07",
        8: None,
        9: None,
        10: "2023-09-07",
    }


def interval(start: str, end: str) -> str:
    return f"{start}/{end}"


def test_dates_in_words_are_read_or_left_alone() -> None:
    found = advice("14-date-words", "start_date")
    assert found == {
        **dict.fromkeys((4, 5), interval("2023-09-07", "2023-10-01")),
        6: interval("2023-09-07", "2023-09-09"),
        **dict.fromkeys(range(7, 13)),
        13: interval("2023-09-04", "2023-09-10"),
        14: "2023-09-07",
        **dict.fromkeys((15, 16), interval("2023-07", "2023-09")),
        17: "2023-23",
        22: interval("2023-09-10", "2023-09-19"),
        23: "2023-09~",
        24: None,
        25: "192X",
        **{row: {"start_date": ""} for row in (26, 27, 28)},
        29: "2023-09",
        **dict.fromkeys((30, 31, 32, 33), "2023-09-07"),
        **dict.fromkeys((34, 35)),
        **dict.fromkeys((36, 37), "2023-09-07"),
    }


def test_a_workbook_and_a_download_are_pointed_out() -> None:
    assert lines("15-xlsx-beside") == [
        "places.csv: file is missing; 'places.xlsx' is a workbook, which is not read: save its sheet "
        "as CSV UTF-8, named 'places.csv'",
        "routes.csv: file is missing; rename 'Routes - Sheet1.csv' to 'routes.csv'",
    ]


def test_one_table_in_the_place_of_two_is_told_once() -> None:
    assert lines("16-flat-od") == [
        "places.csv: file is missing; every story needs it",
        "routes.csv:1: each row holds the positions of both its ends ('origin_lat', 'origin_lon', "
        "'dest_lat', 'dest_lon'); write each place once in places.csv, with a place_id, and here "
        "leg_id, origin, destination (two place_ids) and start_date",
    ]


def test_the_sheets_of_flowmap_are_led_to_our_columns() -> None:
    assert lines("17-flowmap-sheets") == [
        "places.csv:1:place_id: column is missing; rename 'id' to 'place_id'",
        "places.csv:1:latitude: column is missing; rename 'lat' to 'latitude'",
        "places.csv:1:longitude: column is missing; rename 'lon' to 'longitude'",
        "routes.csv:1:leg_id: column is missing",
        "routes.csv:1:destination: column is missing; rename 'dest' to 'destination'",
        "routes.csv:1:start_date: column is missing",
    ]


def test_what_excel_adds_is_passed_over() -> None:
    assert lines("18-sep-line") == [
        "places.csv:1: warning: 'sep=,' is a line for spreadsheets; it is passed over",
        "routes.csv:1: warning: 3 columns have no name at the end of the header; they are passed over",
    ]
    story = read("18-sep-line").story
    assert story is not None
    assert (list(story.places), list(story.legs)) == (["a", "b"], ["l1", "l2", "l3"])


def test_a_file_in_windows_1251_is_told_once_with_the_right_letters() -> None:
    first, left_out = read("19-cp1251").problems
    assert (first.row, first.column, first.suggestion) == (2, "name", "Раджин")
    assert (
        "(it looks like Windows-1251); the same in row 3; did you mean 'Раджин'?" in first.message
    )
    assert left_out.severity == "warning"


def test_dates_of_edtf_are_read_as_they_are() -> None:
    story = read("14-date-words").story
    assert story is not None
    days = {leg_id: describe(leg.start_date, leg.end_date) for leg_id, leg in story.legs.items()}
    assert days == {
        "ok": "7 Sept 2023",
        "d0": "7 Sept – 1 Oct 2023",
        "d15": "spring 2023",
        "d16": "7 Sept 2023 – ongoing",
        "d17": "until 1 Oct 2023",
        "d18": "2020s",
    }


def test_ids_in_any_letters_are_read_as_they_are() -> None:
    assert lines("23-ids") == []
    story = read("23-ids").story
    assert story is not None
    assert list(story.places) == ["UAODS", "TRISK", "Köln", "Koln", "Одеса", "横浜"]
    assert list(story.legs) == ["L-1", "9086526/1", "l3"]
    assert (story.legs["l3"].origin, story.legs["l3"].destination) == ("Köln", "Одеса")
