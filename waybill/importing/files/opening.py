"""Files as they were brought -> sheets, told apart by their content, not by their names."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from waybill.importing.files.containers import Archive, base_name
from waybill.importing.files.geojson import read_geojson
from waybill.importing.files.kml_gpx import read_gpx, read_kml, read_kmz
from waybill.importing.files.sheet import MAX_FILE_BYTES, ImportRefusedError, Sheet
from waybill.importing.files.text import read_text
from waybill.importing.files.workbook import read_workbook
from waybill.importing.shipments.named import OF_IMPORT, file_among, is_taken, named_in
from waybill.story.reading.folder import REQUIRED_FILES, STORY_FILES, read_story

MAX_FILES = 50
"""Opened at once: each of them may be as large as the bounds allow."""

MAX_DECIDED_BYTES = 2_000_000
"""Of recipe.json or decisions.csv, which are read in the server's process: about ten thousand names."""

_WORKBOOK_PARTS = {"[Content_Types].xml", "content.xml", "mimetype"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TABLES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "packed with gzip",
    b"7z\xbc\xaf": "packed with 7-Zip",
    b"Rar!": "packed with RAR",
    b"SQLite format 3": "a database",
}


@dataclass
class Brought:
    """Everything that was brought: sheets to understand, or a whole story folder to take over.

    ``decided`` holds what an earlier import kept beside a story, unread: ``recipe.json``, ``decisions.csv``;
    ``attached`` the file of shipments that story.toml names, unread. ``left_out`` names files that were
    brought beside a whole folder and are no part of it.
    """

    sheets: list[Sheet] = field(default_factory=list)
    story_files: dict[str, bytes] = field(default_factory=dict)
    decided: dict[str, bytes] = field(default_factory=dict)
    attached: dict[str, bytes] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def open_files(
    files: Sequence[tuple[str, bytes]], encodings: Mapping[str, str] | None = None
) -> Brought:
    """Read every ``(name, bytes)``; ImportRefusedError names the file that cannot be read.

    Names only say what a file is called in messages: none of them becomes a path.
    """
    brought = Brought()
    everything = _unzipped(files)
    # What an import wrote beside a story is no table of it, unless somebody brings nothing else.
    plain = [one for one in everything if one[0].lower() not in _NO_INPUT]
    if plain:
        brought.decided = _decided(everything)
    else:
        plain = everything
    _check_source(plain)
    brought.attached = file_among(plain)
    if brought.attached:
        data_files = {PurePosixPath(source).name for source in brought.attached}
        plain = [one for one in plain if one[0] not in data_files]
    named = {name.lower(): data for name, data in plain}
    if _is_sound_story(named):
        brought.story_files = {file: named[file] for file in STORY_FILES if file in named}
        brought.left_out = [name for name, _ in plain if name.lower() not in STORY_FILES]
        return brought
    for name, data in plain:
        _open(name, data, brought, (encodings or {}).get(name))
    if not brought.sheets and not brought.story_files:
        raise ImportRefusedError("there is not one filled cell in what was brought")
    return brought


def _check_source(files: Sequence[tuple[str, bytes]]) -> None:
    """Refuse shipments that could not be written beside the story under the name that it gives them."""
    source = named_in(next((data for name, data in files if name.lower() == "story.toml"), None))
    if is_taken(source):
        raise ImportRefusedError(
            f"story.toml: [shipments] names “{source[:100]}” as its source, and a story folder has a file "
            f"“{source.split('/')[0]}” of its own; give the shipments another name, like shipments.csv"
        )


def _decided(files: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    found = {name.lower(): data for name, data in files if name.lower() in _DECIDED}
    for name, data in found.items():
        if len(data) > MAX_DECIDED_BYTES:
            raise ImportRefusedError(
                f"{name} has {len(data) / 1e6:,.0f} MB; at most {MAX_DECIDED_BYTES // 1_000_000} MB of "
                "decisions are read. Bring the other files without it"
            )
    return found


def _unzipped(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The files, with those in place of an archive that lie in it; workbooks are no archives here."""
    plain = []
    for written, data in files:
        name = base_name(written) or "the file"
        if len(data) > MAX_FILE_BYTES:
            raise ImportRefusedError(_too_large(name, len(data)))
        archive = Archive(name, data) if data.startswith(b"PK\x03\x04") else None
        if archive is None or set(archive.members) & _WORKBOOK_PARTS or _is_map(name, archive):
            plain.append((name, data))
        else:
            members = [m for m in archive.members if not _is_rubbish(m)]
            if len(members) <= MAX_FILES:
                plain += [(base_name(m), archive.read(m)) for m in members]
            else:
                plain += [("", b"")] * len(members)
    if len(plain) > MAX_FILES:
        raise ImportRefusedError(
            f"there are {len(plain):,} files; at most {MAX_FILES} are read at once. "
            "Bring those of the story alone"
        )
    return plain


def _is_map(name: str, archive: Archive) -> bool:
    return name.lower().endswith(".kmz") or "doc.kml" in archive.members


def _is_sound_story(named: Mapping[str, bytes]) -> bool:
    """Whether the files are a story folder without errors, which is taken over as it is."""
    if not set(REQUIRED_FILES) <= set(named):
        return False
    with tempfile.TemporaryDirectory(prefix="waybill-import-") as folder:
        for file in STORY_FILES:
            if file in named:
                (Path(folder) / file).write_bytes(named[file])
        return not read_story(Path(folder)).errors


def _too_large(name: str, size: int) -> str:
    most = MAX_FILE_BYTES // 1_000_000
    return f"{name} has {size / 1e6:,.0f} MB; at most {most} MB are read. Bring a part of it"


def _open(name: str, data: bytes, brought: Brought, encoding: str | None) -> None:
    for start, what in _NO_TABLES.items():
        if data.startswith(start):
            raise ImportRefusedError(
                f"{name} is {what}, not a table or a map; bring CSV, Excel, GeoJSON, KML or GPX"
            )
    text = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if name.lower() == "story.toml":
        brought.story_files[name.lower()] = data
    elif data.startswith(b"PK\x03\x04"):
        brought.sheets += _read_zip(name, data)
    elif data.startswith(_OLE):
        brought.sheets += read_workbook(name, data)
    elif text.startswith(b"<"):
        brought.sheets += _read_xml(name, data, text)
    elif text.startswith((b"{", b"[")) and not name.lower().endswith((".csv", ".tsv", ".txt")):
        brought.sheets += read_geojson(name, data)
    else:
        brought.sheets += read_text(name, data, encoding)


def _read_xml(name: str, data: bytes, start: bytes) -> list[Sheet]:
    lowered = start.lower()
    if b"<gpx" in lowered or name.lower().endswith(".gpx"):
        return read_gpx(name, data)
    if b"<kml" in lowered or b"<placemark" in lowered or name.lower().endswith(".kml"):
        return read_kml(name, data)
    if b"<html" in lowered or b"<!doctype html" in lowered:
        raise ImportRefusedError(
            f"{name} is a web page, not a table: a sheet that is not shared gives its sign-in page. "
            "Download the sheet as CSV or Excel"
        )
    if b"<!doctype" in lowered or b"<!entity" in lowered:
        raise ImportRefusedError(
            f"{name} declares entities or a document type, which are not read; "
            "export it again from the program that made it"
        )
    raise ImportRefusedError(f"{name} is XML, but neither KML nor GPX; bring one of those, or CSV")


def _read_zip(name: str, data: bytes) -> list[Sheet]:
    archive = Archive(name, data)
    if set(archive.members) & _WORKBOOK_PARTS:
        return read_workbook(name, data)
    if _is_map(name, archive):
        return read_kmz(name, data)
    raise ImportRefusedError(f"{name} is an archive inside an archive; unpack it first")


def _is_rubbish(member: str) -> bool:
    return "__MACOSX" in member or base_name(member).startswith(".")


# What an import wrote beside the story, and what explains one to people.
_DECIDED = {"recipe.json", "decisions.csv"}
_NO_INPUT = OF_IMPORT.union(("readme.md", "licence.txt"))


def _files_in(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.name.lower() not in _NO_INPUT and path.name[0] != "."
    )


def read_paths(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """The bytes of files named on the command line; of a folder, of the files in it."""
    files = []
    for path in paths:
        inside = _files_in(path) if path.is_dir() else [path]
        for one in inside:
            with one.open("rb") as stream:
                data = stream.read(MAX_FILE_BYTES + 1)
            if len(data) > MAX_FILE_BYTES:
                raise ImportRefusedError(_too_large(one.name, one.stat().st_size))
            files.append((one.name, data))
    return files
