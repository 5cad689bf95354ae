"""What strangers may bring: bombs, traps and rubbish are refused with a sentence, within bounds."""

from __future__ import annotations

import io
import zipfile

import pytest
from support.made_files import KML_HEAD, KML_TAIL, bomb, point, xlsx, zipped

from waybill.cli import main
from waybill.importing.files import sheet as bounds
from waybill.importing.files.opening import open_files
from waybill.importing.files.sheet import ImportRefusedError

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};">'
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><kml><Document><Placemark><name>&i;</name><Point><coordinates>1,2</coordinates></Point>"
    "</Placemark></Document></kml>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<gpx><wpt lat="1" lon="2"><name>&x;</name></wpt></gpx>'
)


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(ImportRefusedError) as refused:
        open_files([(name, data)])
    return str(refused.value)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["map.kmz", "story.zip"])
def test_an_archive_that_unpacks_to_300_mb_is_refused_while_it_unpacks(name):
    data = bomb(300)
    assert len(data) < 400_000
    expected = f"{name} unpacks to more than 200 MB; bring a smaller part of it"
    assert refusal(name, data) == expected


@pytest.mark.slow
def test_a_workbook_that_unpacks_to_300_mb_is_refused_before_it_is_parsed(monkeypatch):
    stream = io.BytesIO(bomb(300, "xl/worksheets/sheet1.xml"))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    said = refusal("book.xlsx", stream.getvalue())
    assert said == "book.xlsx unpacks to more than 200 MB; bring a smaller part of it"


def test_the_size_that_an_archive_states_is_not_believed(monkeypatch):
    monkeypatch.setattr("waybill.importing.files.containers.MAX_UNPACKED_BYTES", 1_000)
    data = bytearray(bomb(1))
    # the uncompressed size in the central directory becomes 10 bytes
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    said = refusal("map.kmz", bytes(data))
    assert "unpacks to more than" in said or "damaged archive" in said


@pytest.mark.parametrize(
    ("name", "text"), [("laughs.kml", LAUGHS), ("laughs.gpx", LAUGHS), ("outside.gpx", OUTSIDE)]
)
def test_entities_are_refused(name, text):
    assert refusal(name, text.encode()) == (
        f"{name} declares entities or a document type, which are not read; "
        "export it again from the program that made it"
    )


def test_endless_nesting_is_refused():
    deep = b"<kml>" + b"<Folder>" * 5_000 + b"</Folder>" * 5_000 + b"</kml>"
    assert "too deeply nested" in refusal("deep.kml", deep)
    assert "nested too deeply" in refusal("deep.geojson", b"[" * 100_000)


def test_200_mb_are_refused_without_being_read(tmp_path, capsys):
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(200_000_000)
    out = tmp_path / "out"
    assert main(["import", str(large), "--out", str(out)]) == 1
    assert capsys.readouterr().err == (
        "Nothing was written: large.csv has 200 MB; at most 50 MB are read. Bring a part of it\n"
    )
    assert not out.exists()


def test_names_in_an_archive_never_become_paths(tmp_path):
    legs = "from,to,date\nA,B,2023\n"
    data = zipped({"../../evil.csv": legs, "/etc/cron.d/evil.csv": legs, "..\\evil2.csv": legs})
    archive = tmp_path / "legs.zip"
    archive.write_bytes(data)
    out = tmp_path / "in" / "out"
    main(["import", str(archive), "--out", str(out)])
    written = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert written == [
        "in/out/places.csv",
        "in/out/recipe.json",
        "in/out/routes.csv",
        "in/out/undecided.csv",
        "legs.zip",
    ]
    assert open_files([("x.zip", data)]).sheets[0].file == "evil.csv"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "a.pdf is a PDF, not a table or a map"),
        ("a.csv", b"\x89PNG\r\n", "a.csv is a picture, not a table or a map"),
        ("a.csv", b"<!DOCTYPE html><html><body>Sign in", "a.csv is a web page, not a table"),
        ("a.kmz", zipped({"doc.txt": "x"}), "a.kmz is an archive without a KML document in it"),
        ("a.zip", b"PK\x03\x04 not really", "a.zip is a damaged archive"),
        (
            "a.xlsx",
            zipped({"[Content_Types].xml": "<x/>"}),
            "a.xlsx cannot be opened as a workbook",
        ),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest", "a.xls cannot be opened as a workbook"),
        ("a.json", b'{"type": "Topology"}', "a.json is JSON without a feature"),
        ("a.json", b"{", "a.json is not well-formed JSON"),
        ("a.kml", b"<kml><Document>", "a.kml is not well-formed XML"),
        ("a.kml", b"<kml/>", "a.kml has no placemark with a point, a line or a name"),
        ("a.gpx", b"<gpx/>", "a.gpx has no waypoint, route or track with a position"),
        ("a.svg", b"<svg/>", "a.svg is XML, but neither KML nor GPX"),
        ("a.bin", bytes(range(256)) * 4, "a.bin is neither a table nor text"),
        ("a.csv", b" \r\n ,\r\n", "there is not one filled cell in what was brought"),
        ("a.csv", b'x,y\n"never closed\n' * 3, "a.csv, line"),
        (
            "a.zip",
            zipped({"b.zip": zipped({"c.txt": "x"})}),
            "b.zip is an archive inside an archive",
        ),
    ],
)
def test_what_is_no_table_is_named_for_what_it_is(name, data, said):
    assert refusal(name, data).startswith(said)


def test_a_link_to_a_map_elsewhere_is_told_with_the_cure():
    link = "<NetworkLink><Link><href>https://www.google.com/maps</href></Link></NetworkLink>"
    said = refusal("map.kml", f"{KML_HEAD}{link}{KML_TAIL}".encode())
    assert "holds only a link to a map that lies elsewhere" in said
    assert "Keep data up to date with network link" in said


def test_too_many_rows_columns_cells_and_files_are_refused(monkeypatch):
    rows = b"from,to\n" + b"a,b\n" * 200_200
    assert "more than 200,000 rows" in refusal("rows.csv", rows)
    assert "1,001 columns" in refusal("wide.csv", b",".join([b"x"] * 1001))
    long = b"name,from,to\n" + b"x" * (bounds.MAX_CELL_CHARACTERS + 1) + b",a,b\n"
    assert "a cell of more than 100,000 characters" in refusal("long.csv", long)
    many = zipped({f"{n}.csv": "from,to\n" for n in range(51)})
    assert "there are 51 files; at most 50" in refusal("many.zip", many)


def with_a_far_cell(where: str) -> bytes:
    """A workbook of 2 kB with one cell at A1 and one at ``where``."""
    stream = io.BytesIO()
    near = xlsx({"S": [["from"], ["a"]]})
    with zipfile.ZipFile(io.BytesIO(near)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name.endswith("sheet1.xml"):
                row = "".join(c for c in where if c.isdigit())
                content = content.replace('r="A2"', f'r="{where}"').replace('r="2"', f'r="{row}"')
            new.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("where", ["XFD1048576", "XFD50000"])
def test_a_workbook_that_asks_for_gigabytes_ends_in_a_sentence(where):
    assert refusal("book.xlsx", with_a_far_cell(where)) == (
        "book.xlsx takes too much time or memory to open; delete empty rows and columns at its end, "
        "or save the sheet as CSV"
    )


def test_a_workbook_that_spans_too_many_cells_says_how_many():
    assert refusal("book.xlsx", with_a_far_cell("ALL5000")) == (
        "book.xlsx (S) spans 5,000 rows and 1,000 columns; at most 4,000,000 cells are read. "
        "Delete empty rows and columns at its end, or bring a part of it"
    )


def test_markup_and_formulas_in_cells_stay_text(tmp_path):
    evil = "<script>alert(1)</script>{{ 7*7 }}"
    kml = f"{KML_HEAD}{point(evil, 1, 2)}{point('B', 3, 4)}{KML_TAIL}".encode()
    (sheet,) = open_files([("a.kml", kml)]).sheets
    assert sheet.rows[0][0] == evil
