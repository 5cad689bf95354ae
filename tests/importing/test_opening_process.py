"""Files that strangers bring are opened in another process, with the same outcome."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.made_files import line, my_maps_kmz, xlsx, zipped

from waybill.importing.files import apart
from waybill.importing.files.opening import open_files
from waybill.importing.files.opening_process import open_apart
from waybill.importing.files.sheet import ImportRefusedError

FILES = {
    "a table": [("fahrten.csv", "von;nach;t\nKöln;Łódź;1,5\n".encode("cp1250"))],
    "a workbook": [("book.xlsx", xlsx({"One": [["from", "to"], ["A", "B"]]}))],
    "a map": [("map.kmz", my_maps_kmz({"Runs": [line("Run", [(51.0, 4.0), (52.0, 5.0)])]}))],
    "a story folder": [
        ("places.csv", b"place_id,name,latitude,longitude\na,A,1,2\nb,B,3,4\n"),
        ("routes.csv", b"leg_id,origin,destination,start_date\nx,a,b,2024\n"),
    ],
}


@pytest.mark.parametrize("what", FILES)
def test_it_finds_what_the_same_process_finds(what):
    assert open_apart(FILES[what]) == open_files(FILES[what])


def test_a_refusal_comes_through_as_it_was_worded():
    with pytest.raises(ImportRefusedError, match=r"photo\.png is a picture, not a table or a map"):
        open_apart([("photo.png", b"\x89PNG\r\n\x1a\n")])


def test_a_bomb_is_refused():
    bomb = zipped({"a.csv": b"0" * 300_000_000})
    with pytest.raises(ImportRefusedError):
        open_apart([("a.zip", bomb)])


def test_a_process_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(apart, "MAX_SECONDS", 0.01)
    with pytest.raises(ImportRefusedError, match="takes too much time or memory"):
        open_apart(FILES["a table"])


def test_what_an_ended_process_wrote_is_removed(monkeypatch, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import pathlib, sys, tempfile, time\n"
        "made = pathlib.Path(tempfile.mkdtemp()) / 'large'\n"
        "made.write_bytes(bytes(1000))\n"
        f"pathlib.Path({str(tmp_path / 'where')!r}).write_text(str(made))\n"
        "time.sleep(60)\n"
    )
    monkeypatch.setattr(apart, "MAX_SECONDS", 2)
    assert apart.run_apart(str(script), [], {}) is None
    made = Path((tmp_path / "where").read_text())
    assert not made.parent.parent.exists()
    assert made.parent.parent.name.startswith("waybill-apart-")
