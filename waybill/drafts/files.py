"""A story folder's files ↔ a document. What was not changed is written as it was read, byte for byte."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from waybill.drafts import toml_rows
from waybill.drafts.document import (
    INFO,
    SECTIONS,
    SPECS,
    Document,
    DraftError,
    Row,
    Table,
    by_id,
    clean,
    keyed,
    new_key,
    row_id,
)
from waybill.evidence.phrases import as_sentence
from waybill.export.archive import csv_text
from waybill.importing.files.reading_process import read_apart
from waybill.importing.files.sheet import ImportRefusedError
from waybill.limiter import BusyError
from waybill.story.reading.folder import MAX_TOML_BYTES, STORY_FILES, ReadResult, read_story
from waybill.story.reading.problems import Problem, ProblemLog
from waybill.story.reading.table.rows import read_table

TOML = "story.toml"
MAX_HERE_BYTES = 200_000
"""Of files that are read in the server's process: at most about half a second, as another takes to start."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A document out of files, and what of them it could not take over."""

    document: Document
    problems: tuple[Problem, ...] = ()


class UnreadableFilesError(DraftError):
    """Files that are no tables of a story folder as they stand; ``problems`` say why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """``problems`` are those of the files that cannot be read as a whole."""
        first = str(problems[0]) if problems else "They hold nothing."
        super().__init__(f"These files cannot become a draft as they stand. {first}")
        self.problems = problems


def read_files(files: Mapping[str, bytes], current: Document | None = None) -> Brought:
    """Make a document of the files of a story folder; names that are no story's are passed over.

    With ``current``, rows whose ids are there already keep their keys, so that the two can be
    compared and merged.

    Raises:
        UnreadableFilesError: a file cannot be read as a whole.
    """
    log = ProblemLog()
    tables: dict[str, Table] = {}
    texts: dict[str, str] = {}
    for name, spec in SPECS.items():
        data = files.get(spec.file)
        if data is None:
            continue
        read = read_table(spec.file, data, spec.form, log)
        if read is None:
            raise UnreadableFilesError(log.sorted(STORY_FILES))
        rows = [clean(name, row.cells) for row in read.rows]
        keys = keyed(row_id(name, row) for row in rows)
        tables[name] = Table(read.columns, dict(zip(keys, rows, strict=True)))
        if _csv(tables[name]).encode("utf-8") != data:
            texts[spec.file] = _kept_text(spec.file, data)
    if (data := files.get(TOML)) is not None:
        if len(data) > MAX_TOML_BYTES:
            log.error(TOML, f"is larger than {MAX_TOML_BYTES:,} bytes; it is not read")
            raise UnreadableFilesError(log.sorted(STORY_FILES))
        texts[TOML] = _kept_text(TOML, data)
        tables.update(toml_rows.read_toml(_decoded(texts[TOML])))
    document = Document(tables, texts)
    if current is not None:
        document = _with_keys_of(document, current)
    return Brought(document, log.sorted(STORY_FILES))


def write_files(document: Document) -> dict[str, bytes]:
    """The files of the story folder, in the order in which they are listed."""
    files: dict[str, bytes] = {}
    for name, spec in SPECS.items():
        table = document.table(name)
        if table.columns:
            files[spec.file] = _unchanged(document, spec.file) or _csv(table).encode("utf-8")
    sections = {name: document.table(name) for name in (INFO, *SECTIONS)}
    written = toml_rows.write_toml(sections).encode("utf-8")
    if (data := _unchanged(document, TOML) or written) or TOML in document.texts:
        files[TOML] = data
    return {file: files[file] for file in STORY_FILES if file in files}


def check(document: Document) -> ReadResult:
    """Read the document as the story folder that it would be, with every fault in every row of it.

    A large one is read in another process, since a draft may hold what strangers brought.

    Raises:
        DraftError: that takes too much time or memory, or too many others wait.
    """
    written = write_files(document)
    if sum(len(data) for data in written.values()) > MAX_HERE_BYTES:
        try:
            return read_apart(written, every_row=True)
        except (ImportRefusedError, BusyError) as refusal:
            raise DraftError(f"The draft cannot be checked: {as_sentence(refusal)}") from None
    with tempfile.TemporaryDirectory() as scratch:
        for name, data in written.items():
            (Path(scratch) / name).write_bytes(data)
        return read_story(Path(scratch), is_named=False, every_row=True)


def keys_by_line(document: Document, table: str) -> dict[int, str]:
    """Line of the table's file, as a check names it → key of the row that stands there."""
    spec = SPECS[table]
    data = write_files(document).get(spec.file, b"")
    read = read_table(spec.file, data, spec.form, ProblemLog())
    keys = list(document.table(table).rows)
    if read is None or len(read.rows) != len(keys):
        return {}
    return {row.row: key for row, key in zip(read.rows, keys, strict=True)}


def _csv(table: Table) -> str:
    rows = table.rows.values()
    return csv_text(
        table.columns, [[row.get(column, "") for column in table.columns] for row in rows]
    )


def _unchanged(document: Document, file: str) -> bytes | None:
    """The file as it was read, when its rows are still those that stood in it."""
    text = document.texts.get(file)
    if text is None:
        return None
    data = text.encode("utf-8", "surrogateescape")
    if file == TOML:
        names: tuple[str, ...] = (INFO, *SECTIONS)
        then = toml_rows.read_toml(_decoded(text))
    else:
        names = tuple(name for name, spec in SPECS.items() if spec.file == file)
        spec = SPECS[names[0]]
        read = read_table(file, data, spec.form, ProblemLog())
        rows = [clean(names[0], row.cells) for row in read.rows] if read else []
        then = {names[0]: Table(read.columns if read else (), dict(enumerate(rows)))}  # type: ignore[arg-type]
    same = all(_content(then.get(name)) == _content(document.table(name)) for name in names)
    return data if same else None


def _content(table: Table | None) -> tuple[tuple[str, ...], list[Row]]:
    return (table.columns, list(table.rows.values())) if table else ((), [])


def _kept_text(file: str, data: bytes) -> str:
    """The bytes as text that JSON can hold; bytes that are not UTF-8 become surrogates."""
    return data.decode("utf-8", "surrogateescape")


def _decoded(text: str) -> str:
    """story.toml as its reader sees it."""
    return re.sub("^\ufeff", "", text).replace("\r\n", "\n")


def _with_keys_of(document: Document, current: Document) -> Document:
    """The document with the keys that rows of the same ids have in another."""
    tables = {}
    for name, table in document.tables.items():
        if name == INFO:
            tables[name] = table
            continue
        known, used = by_id(current, name), set()
        rows: dict[str, Row] = {}
        for key, row in table.rows.items():
            same = known.get(row_id(name, row)) if row_id(name, row) else None
            if same is None or same in used:
                same = key if key not in current.table(name).rows else new_key()
            used.add(same)
            rows[same] = row
        tables[name] = Table(table.columns, rows)
    return Document(tables, document.texts)
