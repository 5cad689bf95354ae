"""Each kind of file, as its own program writes it, becomes the sheet that a person sees in it."""

from __future__ import annotations

import json

import pytest
from support.made_files import KML_HEAD, KML_TAIL, line, point, xlsx, zipped

from waybill.importing.files.opening import open_files
from waybill.importing.files.sheet import Sheet


def sheets(name: str, data: bytes | str) -> list[Sheet]:
    return open_files([(name, data.encode() if isinstance(data, str) else data)]).sheets


def only(name: str, data: bytes | str) -> Sheet:
    (sheet,) = sheets(name, data)
    return sheet


# Text


@pytest.mark.parametrize(
    "text",
    [
        "from,to,tons\nA,B,1\n",
        "from;to;tons\nA;B;1\n",
        "from\tto\ttons\nA\tB\t1\n",
        "from|to|tons\r\nA|B|1\r\n",
        "sep=;\nfrom;to;tons\nA;B;1\n",
        '\ufefffrom,to,tons\n"A",B,1\n',
        "\n\nfrom,to,tons\n\nA,B,1\n,,\n",
        "Shipments of 2023,,\n,,\nfrom,to,tons\nA,B,1\n",
        "from,to,tons,,\nA,B,1,,\n",
        "from,to,tons\rA,B,1\r",
    ],
)
def test_delimiters_title_rows_and_blank_rows(text):
    sheet = only("legs.csv", text)
    assert (sheet.columns, sheet.rows) == (("from", "to", "tons"), [["A", "B", "1"]])


def test_rows_have_the_numbers_that_a_spreadsheet_shows():
    text = 'Title\n\nfrom,to,note\nA,B,"two\nlines"\nC,D,\n'
    assert only("legs.csv", text).row_numbers == [4, 6]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "Königsberg;Wladiwostok"),
        ("utf-8-sig", "Раджин;Дунай"),
        ("utf-16", "Раджин;Дунай"),
        ("cp1252", "Königsberg;Cherbourg (dépôt)"),
        ("cp1252", "São Tomé;Rouen – quai à grain"),
        ("cp1251", "Раджин;Восточный"),
        ("cp1251", "Одеса;Чорноморськ"),
        ("cp1250", "Małaszewicze;Łódź"),
        ("cp1253", "Πειραιάς;Θεσσαλονίκη"),
        ("cp932", "横浜;ウラジオストク"),
        ("cp949", "나진;두만강"),
        ("gb18030", "大连港;上海港口"),
    ],
)
def test_encodings(encoding, words):
    one, two = words.split(";")
    sheet = only("names.csv", f"name;id\n{one};1\n{two};2\n".encode(encoding))
    assert sheet.values("name") == [one, two]


def test_a_guessed_encoding_is_told_with_words_and_can_be_changed():
    data = "name;id\nРаджин;1\n".encode("cp1251")
    assert (
        "the text is not UTF-8; it is read as cp1251, which gives 'Раджин'"
        in only("names.csv", data).notes
    )
    changed = open_files([("names.csv", data)], {"names.csv": "cp1252"}).sheets[0]
    assert changed.values("name") == ["Ðàäæèí"]


def test_hxl_tags_are_passed_over_and_kept():
    sheet = only("x.csv", "leg_id,von,dest\n#meta+id,#loc+origin,#loc+dest\nf1,juba,bor\n")
    assert sheet.rows == [["f1", "juba", "bor"]]
    assert sheet.tags == ("#meta+id", "#loc+origin", "#loc+dest")
    assert sheet.notes == ("row 2 holds HXL tags; it is passed over",)


def test_a_list_of_names_keeps_its_commas():
    sheet = only("names.txt", "Tripoli, Lebanon\nNajin\nSpringfield, Illinois\n")
    assert [row[0] for row in sheet.rows] == ["Tripoli, Lebanon", "Najin", "Springfield, Illinois"]
    assert sheet.headless


# Workbooks


def test_whole_numbers_days_and_hidden_sheets_of_a_workbook():
    book = xlsx(
        {"Legs": [["year", "day", "tons"], [1944, 45181, 26.5]], "Old": [["name"], ["Odesa"]]},
        hidden=["Old"],
        dates=["B"],
    )
    legs, old = sheets("book.xlsx", book)
    assert legs.rows == [["1944", "2023-09-12", "26.5"]]
    assert (legs.title, old.title) == ("book.xlsx (Legs)", "book.xlsx (Old)")
    assert (legs.notes, old.notes) == ((), ("the sheet is hidden in the workbook",))


def test_an_open_document_spreadsheet():
    head = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="Legs">'
    )
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in (("from", "to"), ("Odesa", "Istanbul"))
    )
    tail = "</table:table></office:spreadsheet></office:body></office:document-content>"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    sheet = only(
        "legs.ods",
        zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": head + rows + tail,
                "META-INF/manifest.xml": manifest,
            }
        ),
    )
    assert (sheet.columns, sheet.rows) == (("from", "to"), [["Odesa", "Istanbul"]])


# Maps


@pytest.mark.parametrize(
    "namespace",
    [' xmlns="http://www.opengis.net/kml/2.2"', ' xmlns="http://earth.google.com/kml/2.1"', ""],
)
def test_kml_of_any_namespace(namespace):
    data = f"<kml{namespace}><Document>{point('Rajin', 42.23, 130.295)}</Document></kml>"
    sheet = only("map.kml", data)
    assert sheet.columns == ("name", "latitude", "longitude")
    assert sheet.rows == [["Rajin", "42.23", "130.295"]]


def test_kml_keeps_folders_descriptions_data_and_dates():
    more = (
        "<description>Piers</description><ExtendedData><Data name='berths'><value>10</value></Data>"
        "</ExtendedData><TimeStamp><when>2023-09-07</when></TimeStamp>"
    )
    data = f"{KML_HEAD}<Folder><name>Ports</name>{point('Rajin', 42.23, 130.295, more)}</Folder>{KML_TAIL}"
    sheet = only("map.kml", data)
    assert dict(zip(sheet.columns, sheet.rows[0], strict=True)) == {
        "name": "Rajin",
        "latitude": "42.23",
        "longitude": "130.295",
        "folder": "Ports",
        "description": "Piers",
        "berths": "10",
        "date": "2023-09-07",
    }


def test_a_track_with_times_is_an_observed_path():
    track = (
        '<Placemark><name>AIS</name><gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2">'
        "<when>2023-09-07T23:30:00Z</when><when>2023-09-09T01:00:00Z</when>"
        "<gx:coord>130.295 42.23 0</gx:coord><gx:coord>132.35 42.883 0</gx:coord>"
        "</gx:Track></Placemark>"
    )
    sheet = only("track.kml", KML_HEAD + track + KML_TAIL)
    assert sheet.columns == ("name", "path", "start_date", "end_date", "path_basis")
    assert sheet.rows == [
        ["AIS", "42.23,130.295 42.883,132.35", "2023-09-07", "2023-09-09", "observed"]
    ]


def test_gpx_waypoints_routes_and_tracks():
    data = (
        '<gpx xmlns="http://www.topografix.com/GPX/1/1">'
        '<wpt lat="42.23" lon="130.295"><name>Rajin</name><desc>Piers</desc></wpt>'
        '<rte><name>Plan</name><rtept lat="1" lon="2"/><rtept lat="3" lon="4"/></rte>'
        '<trk><name>Run</name><trkseg><trkpt lat="1" lon="2"><time>2023-09-07T08:00:00Z</time>'
        '</trkpt><trkpt lat="3" lon="4"><time>2023-09-08T08:00:00Z</time></trkpt></trkseg></trk></gpx>'
    )
    places, lines = sheets("a.gpx", data)
    assert places.rows == [["Rajin", "42.23", "130.295", "Piers"]]
    assert lines.rows == [
        ["Plan", "1,2 3,4", "", "", ""],
        ["Run", "1,2 3,4", "2023-09-07", "2023-09-08", "observed"],
    ]


def test_a_placemark_with_an_address_alone_is_a_name_to_decide():
    mark = "<Placemark><name>HQ</name><address>Odesa, Ukraine</address></Placemark>"
    sheet = only("map.kml", f"{KML_HEAD}{mark}{point('B', 1, 2)}{KML_TAIL}")
    assert sheet.rows[0][:3] == ["Odesa, Ukraine", "", ""]


def feature(kind: str, coordinates: object, **properties: object) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def test_geojson_points_lines_and_areas():
    document = {
        "type": "FeatureCollection",
        "features": [
            feature("Point", [30.7233, 46.4825], name="Odesa", berths=46.0),
            feature("LineString", [[30.7, 46.5], [29, 41]], title="Run", date="2022-08-01"),
            feature("Polygon", [[[34, 31], [35, 31], [35, 32], [34, 32], [34, 31]]], name="Area"),
        ],
    }
    places, lines = sheets("map.geojson", json.dumps(document))
    assert places.columns == ("name", "latitude", "longitude", "kind", "radius_km", "berths")
    assert places.rows == [
        ["Odesa", "46.4825", "30.7233", "", "", "46"],
        ["Area", "31.5", "34.5", "area", "73.1", ""],
    ]
    assert lines.columns == ("name", "path", "date")
    assert lines.rows == [["Run", "46.5,30.7 41,29", "2022-08-01"]]


def test_an_export_of_umap_with_its_layers():
    layer = {
        "type": "FeatureCollection",
        "features": [feature("Point", [1, 2], name="A", _umap_options={"color": "red"})],
        "_umap_options": {"name": "Ports"},
    }
    document = {"type": "umap", "properties": {}, "layers": [layer, {**layer, "_umap_options": {}}]}
    sheet = only("map.umap", json.dumps(document))
    assert sheet.columns == ("name", "latitude", "longitude", "layer")
    assert sheet.rows == [["A", "2", "1", "Ports"], ["A", "2", "1", ""]]


def test_a_line_of_10000_points_keeps_its_bends():
    spots = [(10 + i / 1000, 20 + (i % 3) / 1e5) for i in range(5000)]
    spots += [(15.0, 20 + i / 1000) for i in range(5000)]
    sheet = only("map.kml", f"{KML_HEAD}{line('L', spots)}{KML_TAIL}")
    path = sheet.rows[0][1].split()
    assert (path[0], path[-1]) == ("10,20", "15,24.999")
    assert len(path) <= 62
    corner = [tuple(map(float, spot.split(","))) for spot in path]
    assert any(abs(y - 15) < 0.01 and abs(x - 20) < 0.01 for y, x in corner)
    assert sheet.notes == (
        "lines of up to 10,000 points are drawn with at most 60 between their ends",
    )
