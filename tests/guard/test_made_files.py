"""Files that a page made outlive the process that made them, for a while and within bounds."""

from __future__ import annotations

import errno
import os
import threading
import time
from pathlib import Path

import pytest
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from support.run_async import run_async

from waybill.guard import made_files
from waybill.guard.made_files import FOLDER, MadeFiles, SharedStorage

DOWNLOADABLE = MediaFileKind.DOWNLOADABLE


def storage(stories: Path) -> SharedStorage:
    """A process that shares the folder of stories with others."""
    made = SharedStorage("/media")
    made.made = MadeFiles(stories / FOLDER)
    return made


def test_another_process_serves_a_file_whose_maker_has_gone(tmp_path: Path) -> None:
    one = storage(tmp_path)
    file_id = one.load_and_get_id(b"a,b\n", "text/csv", DOWNLOADABLE, "legs.csv")
    address = one.get_url(file_id)
    one.delete_file(file_id)
    other = storage(tmp_path)
    for found in (one, other):
        file = found.get_file(address.rpartition("/")[2])
        assert (file.content, file.mimetype, file.kind, file.filename) == (
            b"a,b\n", "text/csv", DOWNLOADABLE, "legs.csv",
        )  # fmt: skip
    assert (tmp_path / FOLDER).stat().st_mode & 0o077 == 0
    assert {file.stat().st_mode & 0o077 for file in (tmp_path / FOLDER).iterdir()} == {0}


def test_large_files_that_differ_in_the_middle_have_ids_of_their_own(tmp_path: Path) -> None:
    one = storage(tmp_path)
    large = bytearray(3_000_000)
    first = one.load_and_get_id(bytes(large), "text/csv", DOWNLOADABLE, "x.csv")
    large[700_000] = 1
    assert one.load_and_get_id(bytes(large), "text/csv", DOWNLOADABLE, "x.csv") != first


def test_copies_go_after_an_hour_and_the_oldest_when_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = storage(tmp_path), storage(tmp_path)
    ids = [
        one.load_and_get_id(f"{n:1000}".encode(), "text/csv", DOWNLOADABLE, None) for n in range(4)
    ]
    for age, file_id in zip((3700, 300, 200, 100), ids, strict=True):
        at = time.time() - age
        os.utime(tmp_path / FOLDER / file_id, (at, at))
    with pytest.raises(MediaFileStorageError):
        other.get_file(ids[0])
    one.made.sweep()
    assert sorted(os.listdir(tmp_path / FOLDER)) == sorted(ids[1:])
    monkeypatch.setattr(made_files, "MOST_BYTES", 3300)
    last = one.load_and_get_id(b"y" * 1000, "text/csv", DOWNLOADABLE, None)
    assert sorted(os.listdir(tmp_path / FOLDER)) == sorted([*ids[2:], last])


def test_no_other_file_is_served_and_no_folder_is_made_where_there_are_no_stories(
    tmp_path: Path,
) -> None:
    one = storage(tmp_path)
    one.load_and_get_id(b"x", "text/csv", DOWNLOADABLE, None)
    (tmp_path / "drafts.sqlite").write_text('["text/csv", "downloadable", "x", 3]\nabc')
    (tmp_path / FOLDER / ("0" * 64)).symlink_to(tmp_path / "drafts.sqlite")
    os.mkfifo(tmp_path / FOLDER / ("1" * 64))
    for name in ("../drafts", "../drafts.sqlite", "..", "", "0" * 64, "1" * 64, "2" * 64 + ".csv"):
        with pytest.raises(MediaFileStorageError):
            one.get_file(name)
    away = storage(tmp_path / "none")
    away.load_and_get_id(b"x", "text/csv", DOWNLOADABLE, None)
    assert not (tmp_path / "none").exists()


def test_a_folder_that_others_may_write_into_is_not_used(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER).chmod(0o777)
    one = storage(tmp_path)
    file_id = one.load_and_get_id(b"x", "text/csv", DOWNLOADABLE, None)
    assert one.get_file(file_id).content == b"x"
    assert not list((tmp_path / FOLDER).iterdir())
    assert "others may write into it" in caplog.text
    assert file_id not in caplog.text, "who knows the name has the file"


def test_a_copy_without_its_content_is_written_again(tmp_path: Path) -> None:
    one = storage(tmp_path)
    file_id = one.load_and_get_id(b"a,b\n", "text/csv", DOWNLOADABLE, None)
    copy = tmp_path / FOLDER / file_id
    whole = copy.read_bytes()
    copy.write_bytes(b"")
    one.load_and_get_id(b"a,b\n", "text/csv", DOWNLOADABLE, None)
    assert copy.read_bytes() == whole


def test_nothing_is_left_of_a_copy_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(_: object, target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

    monkeypatch.setattr(os, "replace", full)
    one = storage(tmp_path)
    file_id = one.load_and_get_id(b"x", "text/csv", DOWNLOADABLE, None)
    assert os.listdir(tmp_path / FOLDER) == []
    assert "No space left on device" in caplog.text
    assert file_id not in caplog.text


@pytest.mark.parametrize("head", [b'["text/csv", "a kind of later", null, 4]\n', b"4\n", b""])
def test_a_copy_of_another_form_is_a_file_that_is_not_there(tmp_path: Path, head: bytes) -> None:
    one = storage(tmp_path)
    file_id = one.load_and_get_id(b"a,b\n", "text/csv", DOWNLOADABLE, None)
    (tmp_path / FOLDER / file_id).write_bytes(head + b"a,b\n")
    with pytest.raises(MediaFileStorageError):
        storage(tmp_path).get_file(f"{file_id}.csv")


def test_the_copy_for_a_request_is_read_beside_the_event_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = storage(tmp_path)
    file_id = maker.load_and_get_id(b"a,b\n", "text/csv", DOWNLOADABLE, "legs.csv")
    other = storage(tmp_path)
    readers: list[int] = []
    kept = other.made.kept
    monkeypatch.setattr(
        other.made, "kept", lambda name: readers.append(threading.get_ident()) or kept(name)
    )
    served: list[bytes] = []
    loops: list[int] = []

    async def app(scope, receive, send) -> None:
        loops.append(threading.get_ident())
        served.append(other.get_file(f"{file_id}.csv").content)

    async def ask(file: str) -> None:
        await other.made.serve(app, {}, None, None, f"/media/{file}.csv")

    run_async(ask, file_id)
    assert served == [b"a,b\n"]
    (reader,) = readers  # once, and not again where Streamlit asks for it
    assert reader != loops[0]
    other._files_by_id[file_id] = maker._files_by_id[file_id]
    run_async(ask, file_id)
    assert len(readers) == 1  # what a page here has is not read
