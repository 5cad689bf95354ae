"""Every kind of download has its name, its media type and its ending from one table."""

import io
import zipfile

import pytest

from waybill.edition.metadata import media_type
from waybill.edition.preview_server import server
from waybill.export import KINDS, export
from waybill.export.kinds import FILE_KINDS, media_types
from waybill.export.zip_writer import zip_bytes


@pytest.mark.parametrize("kind", KINDS)
def test_a_download_is_named_and_sent_as_the_table_says(story, window, kind):
    download = export(story, window, kind)
    assert download.file_name.endswith(FILE_KINDS[kind].ending)
    assert download.content_type == FILE_KINDS[kind].content_type


def test_the_media_types_are_those_that_are_registered():
    assert media_types() == {
        ".csv": "text/csv",
        ".geojson": "application/geo+json",
        ".kml": "application/vnd.google-earth.kml+xml",
        ".zip": "application/zip",
        ".png": "image/png",
    }


def test_the_edition_and_its_preview_send_the_same_types(tmp_path):
    with server(tmp_path, 0) as running:
        sent = running.RequestHandlerClass.func.extensions_map
    for suffix, kind in media_types().items():
        assert media_type(f"data/story{suffix}") == kind
        assert sent[suffix] == kind


def test_a_zip_is_the_same_bytes_and_says_no_day():
    files = {"b.txt": b"text" * 100, "a.png": b"picture" * 100}
    assert zip_bytes(files) == zip_bytes(dict(files))
    with zipfile.ZipFile(io.BytesIO(zip_bytes(files))) as archive:
        assert archive.namelist() == ["b.txt", "a.png"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        text, picture = archive.infolist()
        assert text.compress_size < text.file_size
        assert picture.compress_type == zipfile.ZIP_STORED
