"""A story folder becomes rows and comes back as it was, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from waybill.drafts.document import Document, DraftError, free_id
from waybill.drafts.files import UnreadableFilesError, check, read_files, write_files
from waybill.drafts.operations import diff
from waybill.story import STORY_FILES, read_story, story_version

from .conftest import FILES

ROOT = Path(__file__).parents[2]


def bundled() -> dict[str, bytes]:
    return {name: (ROOT / "data" / name).read_bytes() for name in STORY_FILES}


def test_the_bundled_story_comes_back_byte_for_byte() -> None:
    brought = read_files(bundled())
    assert brought.problems == ()
    assert write_files(brought.document) == bundled()


def test_rows_of_the_bundled_story_written_anew_are_the_same_story(tmp_path: Path) -> None:
    document = read_files(bundled()).document
    for name, data in write_files(Document(document.tables)).items():
        (tmp_path / name).write_bytes(data)
    again, before = read_story(tmp_path).story, read_story(ROOT / "data").story
    assert again is not None
    assert before is not None
    assert story_version(again) == story_version(before)


def test_bytes_that_writing_anew_would_change_stay_until_their_file_is_edited() -> None:
    data = b'\xef\xbb\xbf"place_id",name,latitude,longitude,\r\n a ,"A",1,2,\r\n'
    document = read_files({"places.csv": data}).document
    assert document.row("places", "a") == {
        "place_id": "a",
        "name": "A",
        "latitude": "1",
        "longitude": "2",
    }
    assert write_files(document)["places.csv"] == data
    edited = document.set_cell("places", "a", "name", "B")
    assert write_files(edited)["places.csv"] == b"place_id,name,latitude,longitude\na,B,1,2\n"
    assert write_files(edited.set_cell("places", "a", "name", "A"))["places.csv"] == data


def test_comments_of_story_toml_stay_until_it_is_edited(grain: Document) -> None:
    assert write_files(grain)["story.toml"] == FILES["story.toml"]
    edited = grain.set_cell("info", "info", "title", "Corn")
    assert write_files(edited)["story.toml"].startswith(
        b'title = "Corn"\nwindow = [\n    2023-09-01,'
    )


def test_a_column_that_waybill_does_not_know_is_kept(grain: Document) -> None:
    document = grain.set_cell("places", "odesa", "Berth", "7")
    assert write_files(document)["places.csv"] == (
        b"place_id,name,latitude,longitude,Berth\nodesa,Odesa,46.48,30.73,7\nizmail,Izmail,45.35,28.84,\n"
    )


def test_a_new_row_has_a_key_that_nobody_elses_has_and_goes_where_it_was_put(
    grain: Document,
) -> None:
    added = grain.add_row("places", {"place_id": "reni", "name": "Reni"}, after="odesa")
    keys = list(added.table("places").rows)
    assert (keys[0], keys[1][0], keys[2]) == ("odesa", "+", "izmail")
    assert grain.add_row("visits", {"visit_id": "v"}).table("visits").columns == (
        *("visit_id", "visitors", "place", "start_date"),
    )


def test_rows_without_an_id_or_with_one_that_is_there_are_rows_all_the_same() -> None:
    data = b"place_id,name,latitude,longitude\na,A,1,2\na,B,1,2\n,C,1,2\n,D,1,2\n"
    document = read_files({"places.csv": data}).document
    assert list(document.table("places").rows) == ["a", "a~2", "row~2", "row~3"]
    assert write_files(document)["places.csv"] == data


def test_files_read_again_keep_the_keys_of_rows_with_the_same_ids(grain: Document) -> None:
    renamed = grain.set_cell("places", "izmail", "place_id", "ismail")
    again = read_files(write_files(renamed), renamed).document
    assert diff(renamed, again) == []
    assert list(again.table("places").rows) == ["odesa", "izmail"]


def test_a_file_that_is_no_table_is_refused_with_what_is_wrong() -> None:
    with pytest.raises(UnreadableFilesError, match=r"places\.csv:1: columns are separated by ';'"):
        read_files({"places.csv": b"place_id;name;latitude;longitude\na;A;1;2\n"})


def test_what_cannot_be_a_row_is_told() -> None:
    data = b"place_id,name,latitude,longitude\na,A,1,2\nb,B,1,2,3,4\n"
    brought = read_files({"places.csv": data})
    assert [problem.row for problem in brought.problems] == [3]
    assert write_files(brought.document)["places.csv"] == data


def test_story_toml_that_is_none_is_kept_as_it_is() -> None:
    brought = read_files({**FILES, "story.toml": b"title = \xff"})
    assert write_files(brought.document)["story.toml"] == b"title = \xff"


def test_the_check_of_a_draft_is_that_of_its_folder(grain: Document) -> None:
    assert check(grain).problems == ()
    wrong = grain.set_cell("legs", "first", "origin", "odessa")
    (problem,) = check(wrong).errors
    assert (problem.file, problem.row, problem.suggestion) == ("routes.csv", 2, "odesa")


def test_a_row_that_is_gone_cannot_be_changed(grain: Document) -> None:
    with pytest.raises(DraftError, match="it was removed"):
        grain.remove_row("places", "odesa").set_cell("places", "odesa", "name", "x")


def test_an_id_that_is_taken_gets_a_number(grain: Document) -> None:
    assert free_id(grain, "places", "odesa") == "odesa-2"
    assert free_id(grain, "places", "reni") == "reni"
