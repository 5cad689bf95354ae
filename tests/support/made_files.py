"""Files as other programs make them, small enough to read: workbooks, map archives, bombs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Cell = str | int | float

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A zip of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    hidden: Sequence[str] = (),
    dates: Sequence[str] = (),
) -> bytes:
    """A workbook. Numbers are numbers; those in the columns ``dates`` ("C") are shown as days."""
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    entries, relations = [], []
    for number, (name, rows) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        entries.append(
            f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>'
        )
        target = f"worksheets/sheet{number}.xml"
        relations.append(
            f'<Relationship Id="rId{number}" Type="{_RELS}/worksheet" Target="{target}"/>'
        )
        body = "".join(_row(at, row, dates) for at, row in enumerate(rows, 1))
        files[f"xl/{target}"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'
        )
    relations.append(f'<Relationship Id="styles" Type="{_RELS}/styles" Target="styles.xml"/>')
    files["xl/workbook.xml"] = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}"><sheets>{"".join(entries)}</sheets></workbook>'
    )
    files["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}">{"".join(relations)}</Relationships>'
    )
    return zipped(files)


def _row(number: int, cells: Sequence[Cell], dates: Sequence[str]) -> str:
    parts = []
    for index, cell in enumerate(cells):
        column = chr(65 + index)
        where = f'r="{column}{number}"'
        if isinstance(cell, str):
            if cell:
                parts.append(f'<c {where} t="inlineStr"><is><t>{escape(cell)}</t></is></c>')
        else:
            style = ' s="1"' if column in dates else ""
            parts.append(f"<c {where}{style}><v>{cell}</v></c>")
    return f'<row r="{number}">{"".join(parts)}</row>'


KML_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
)
KML_TAIL = "</Document></kml>"


def point(name: str, latitude: float, longitude: float, more: str = "") -> str:
    """A placemark as Google My Maps writes it."""
    return (
        f"<Placemark><name>{escape(name)}</name>{more}<Point><coordinates>\n"
        f"  {longitude},{latitude},0\n</coordinates></Point></Placemark>"
    )


def line(name: str, spots: Sequence[tuple[float, float]], more: str = "") -> str:
    """A line of (latitude, longitude)."""
    text = "\n".join(f"{longitude},{latitude},0" for latitude, longitude in spots)
    return (
        f"<Placemark><name>{escape(name)}</name>{more}<LineString><tessellate>1</tessellate>"
        f"<coordinates>{text}</coordinates></LineString></Placemark>"
    )


def my_maps_kmz(layers: Mapping[str, Sequence[str]]) -> bytes:
    """A KMZ of layers of placemarks."""
    body = "".join(
        f"<Folder><name>{escape(name)}</name>{''.join(marks)}</Folder>"
        for name, marks in layers.items()
    )
    return zipped({"doc.kml": f"{KML_HEAD}{body}{KML_TAIL}", "images/icon-1.png": b"\x89PNG"})


def bomb(megabytes: int, name: str = "doc.kml") -> bytes:
    """A small zip of one member of that many megabytes of spaces."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open(name, "w") as member,
    ):
        for _ in range(megabytes):
            member.write(b" " * 1_000_000)
    return stream.getvalue()


def one_run_kmz() -> bytes:
    """A map of Google My Maps: two ports, and a line between them in a layer of its own."""
    return my_maps_kmz(
        {
            "Ports": [point("Odesa", 46.48, 30.73), point("Istanbul", 41.01, 28.97)],
            "Runs": [line("Run", [(46.48, 30.73), (43.5, 30.0), (41.01, 28.97)])],
        }
    )
