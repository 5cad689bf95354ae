"""Files that a page made outlive the process that made them, for a while and within bounds."""

from __future__ import annotations

import errno
import gc
import gzip
import io
import os
import threading
import time
import tracemalloc
from pathlib import Path

import anyio
import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.types import Message
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.web.server.starlette.starlette_gzip_middleware import SelectiveGZipMiddleware
from streamlit.web.server.starlette.starlette_routes import create_media_routes
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


Answer = tuple[int, dict[str, str], bytes]


def asked(
    stored: SharedStorage, file: str, send=None, method: str = "GET", gone=None, **headers: str
) -> Answer:
    """What a process answers: status, headers, body.

    ``send`` is told every message, and the reader goes once the event ``gone`` is set.
    """
    app = Starlette(routes=create_media_routes(stored, None))
    app.add_middleware(SelectiveGZipMiddleware)
    path = f"/media/{file}.csv"
    heads, parts = [], []

    requests = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if requests:
            return requests.pop()
        await (gone.wait() if gone else anyio.sleep_forever())
        return {"type": "http.disconnect"}

    async def hear(message: Message) -> None:
        if send is not None:
            await send(message)
        heads.extend([message] if "status" in message else [])
        parts.append(message.get("body", b""))

    async def ask() -> None:
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "headers": raw,
            "query_string": b"",
        }
        await stored.made.serve(app, scope, receive, hear, path)

    run_async(ask)
    (head,) = heads
    return head["status"], dict(Headers(raw=head["headers"])), b"".join(parts)


def with_a_copy(stories: Path, content: bytes, filename: str) -> tuple[SharedStorage, str]:
    """A process that has no file itself, and the id of the copy of another."""
    file_id = storage(stories).load_and_get_id(content, "text/csv", DOWNLOADABLE, filename)
    return storage(stories), file_id


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://localhost:8501"},
        {"range": "bytes=10-700000"},
        {"range": "bytes=-5"},
        {"range": "bytes=9999999-"},
        {"range": "lines=1"},
        {"range": "bytes=10-20", "accept-encoding": "gzip"},
    ],
)
@pytest.mark.parametrize("filename", ["legs.csv", "рейсы “1”.csv"])
def test_a_copy_is_answered_as_streamlit_answers_what_it_has(
    tmp_path: Path, headers: dict[str, str], filename: str
) -> None:
    content = os.urandom(600_000)
    other, file_id = with_a_copy(tmp_path, content, filename)
    copy = asked(other, file_id, **headers)
    other.load_and_get_id(content, "text/csv", DOWNLOADABLE, filename)
    assert file_id in SharedStorage.in_memory
    assert asked(other, file_id, **headers) == copy


def test_a_copy_is_compressed_for_who_asks_and_a_head_has_its_length(tmp_path: Path) -> None:
    content = b"a,b\n" * 200_000
    other, file_id = with_a_copy(tmp_path, content, "legs.csv")
    status, headers, body = asked(other, file_id, **{"accept-encoding": "gzip"})
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert len(body) < 20_000
    assert gzip.decompress(body) == content
    status, headers, body = asked(other, file_id, method="HEAD")
    assert (status, headers["content-length"], body) == (200, "800000", b"")


def test_a_slow_download_of_a_copy_holds_one_piece_of_it(tmp_path: Path) -> None:
    content = os.urandom(8_000_000)
    other, file_id = with_a_copy(tmp_path, content, "legs.csv")
    held: list[int] = []
    gc.collect()
    tracemalloc.start()

    async def send(message: Message) -> None:
        # The test keeps what it was sent, as no server does.
        held.append(tracemalloc.get_traced_memory()[0] - sum(sizes))
        sizes.append(len(message.get("body", b"")))

    sizes: list[int] = []
    try:
        assert asked(other, file_id, send)[2] == content
    finally:
        tracemalloc.stop()
    assert max(sizes) == made_files.PIECE_BYTES
    assert max(held) < 4 * made_files.PIECE_BYTES


def test_what_is_left_of_a_copy_is_not_read_once_its_reader_has_gone(tmp_path: Path) -> None:
    other, file_id = with_a_copy(tmp_path, bytes(20 * made_files.PIECE_BYTES), "legs.csv")
    gone = anyio.Event()

    async def send(message: Message) -> None:
        if "body" in message:
            gone.set()  # from here on a server takes everything and sends nothing
            await anyio.sleep(0)

    assert len(asked(other, file_id, send, gone=gone)[2]) <= 3 * made_files.PIECE_BYTES


def test_copies_are_read_beside_the_event_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, file_id = with_a_copy(tmp_path, b"a,b\n", "legs.csv")
    threads: set[int] = set()
    opened = other.made.opened

    class Stream(io.BytesIO):
        def read(self, *size) -> bytes:
            threads.add(threading.get_ident())
            return super().read(*size)

    def open_copy(name: str) -> made_files.Copy | None:
        threads.add(threading.get_ident())
        copy = opened(name)
        assert copy is not None
        with copy.stream:
            return copy._replace(stream=Stream(copy.stream.read()))

    monkeypatch.setattr(other.made, "opened", open_copy)
    loops: list[int] = []

    async def send(_: Message) -> None:
        loops.append(threading.get_ident())

    assert asked(other, file_id, send)[2] == b"a,b\n"
    assert threads
    assert not threads & set(loops)
    other.load_and_get_id(b"a,b\n", "text/csv", DOWNLOADABLE, "legs.csv")
    threads.clear()
    assert asked(other, file_id)[2] == b"a,b\n"
    assert not threads  # what a page here has is not read
