"""Write the templates of the page "Your own story": a workbook and the same tables as CSV files.

    .venv/bin/python tools/build_templates.py            write waybill/importing/templates/
    .venv/bin/python tools/build_templates.py --check    exit 1 when a file is not what would be written

What stands in them is made up and says so. The workbook's parts are stored and not compressed, so that
its bytes are the same whichever zlib Python has.
"""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import xlsxwriter

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.generated import write_or_check
from waybill.export.zip_writer import EPOCH, UNIX
from waybill.importing.recognise import HINTS_SHEET
from waybill.importing.templates import FOLDER, WORKBOOK
from waybill.story.model import PLACE_KINDS, STANCES

MODES = ("sea", "rail", "road", "air", "unknown")
MADE_UP = "Made up, as an example: write over it."
ROWS_WITH_CHOICES = 1_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what to write in it, its example cells, its closed list, its width in characters.

    ``holds``: a spreadsheet takes 2024-03 for 1 March and a number in a cell of text for a slip.
    """

    name: str
    hint: str
    examples: tuple[str, ...]
    choices: tuple[str, ...] = ()
    width: int = 16
    holds: Literal["words", "days", "numbers"] = "words"


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of the workbook, and a CSV file."""

    name: str
    hint: str
    columns: tuple[Column, ...]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The example rows."""
        return list(zip(*(column.examples for column in self.columns), strict=True))


TABLES = (
    Table(
        "Story",
        "What stands at the top of the page.",
        (
            Column("Property", "Leave these two as they are.", ("title", "description")),
            Column(
                "Value",
                "The title of your story, and one or two sentences below it.",
                ("A voyage that two offices tell differently", MADE_UP),
                width=60,
            ),
        ),
    ),
    Table(
        "Journeys",
        "A row for each journey from one place to another. Needed: From and To.",
        (
            Column("From", "The place where it began, by its name.", ("Constanta", "Varna")),
            Column("To", "The place where it ended, by its name.", ("Varna", "Istanbul")),
            Column(
                "Via",
                "Places passed on the way, in order, with | between them.",
                ("", ""),
            ),
            Column(
                "Departed",
                "The first day, as exactly as it is known: 2024-03-02, 2024-03, 2024; 2024-03-02~ is about, "
                "2024? is doubtful.",
                ("2024-03-02", "2024-03"),
                holds="days",
            ),
            Column("Arrived", "The last day, in the same way.", ("2024-03-03", ""), holds="days"),
            Column("Transport", "How it went.", ("sea", "road"), MODES),
            Column("Ship", "The ship, where there was one.", ("Example I", "")),
            Column("Cargo", "What was carried.", ("Pumps", "Pumps")),
            Column("Quantity", "How much, as a number.", ("40", "12"), holds="numbers"),
            Column("Unit", "Of what the quantity counts.", ("crates", "crates")),
            Column(
                "Statement no.",
                "Which statements say so: their numbers, with commas between them.",
                ("1", "3"),
            ),
            Column("Note", "Anything else.", (MADE_UP, MADE_UP), width=40),
        ),
    ),
    Table(
        "Places",
        "A row for each place that the journeys name. A place may be missing here, or its position: then "
        "you are asked which one is meant.",
        (
            Column(
                "Place", "Its name, as the journeys write it.", ("Constanta", "Varna", "Istanbul")
            ),
            Column("Latitude", "Degrees north; minus is south.", ("44.17", "43.2", "41.01"), holds="numbers"),
            Column("Longitude", "Degrees east; minus is west.", ("28.65", "27.92", "28.98"), holds="numbers"),
            Column("Country", "Its name or two letters.", ("Romania", "Bulgaria", "Türkiye")),
            Column("Place type", "What it is.", ("port", "port", "city"), PLACE_KINDS),
            Column(
                "Other names",
                "Other spellings, with | between them.",
                ("Constanța", "", "Constantinople"),
            ),
        ),
    ),
    Table(
        "Statements",
        "Who says that something moved, and who denies it. Needed: who, on which day, and what.",
        (
            Column(
                "Statement no.", "A number, for the journeys and for answers.", ("1", "2", "3"), width=14, holds="numbers"
            ),
            Column(
                "Who says so",
                "The person, office or paper whose statement it is.",
                ("Example Ministry", "Example Port Office", "Example Haulage"),
                width=22,
            ),
            Column(
                "Said on",
                "The day on which it became public.",
                ("2024-03-05", "2024-03-06", "2024-04-02"),
                holds="days",
            ),
            Column(
                "What they say",
                "In your words, no more than was said.",
                (
                    "The Example I carried pumps to Varna",
                    "No such ship came",
                    "Its lorries took the pumps on to Istanbul",
                ),
                width=44,
            ),
            Column(
                "Stance",
                "Whether they assert it, support another statement, doubt it or deny it.",
                ("asserts", "denies", "asserts"),
                STANCES,
            ),
            Column(
                "Answers statement no.",
                "The number of the statement that this one answers, if any.",
                ("", "1", ""),
                width=22,
            ),
            Column(
                "Published by",
                "Who printed or posted the copy that you read.",
                ("The Example Daily", "The Example Daily", "Example Haulage"),
                width=22,
            ),
            Column(
                "Headline",
                "The title of that copy.",
                ("Two accounts of one voyage", "Two accounts of one voyage", "Our year"),
                width=30,
            ),
            Column(
                "Published on",
                "The day of that copy.",
                ("2024-03-06", "2024-03-06", "2024-04-02"),
                holds="days",
            ),
            Column("Web address", "Where it can be read.", ("", "", ""), width=30),
        ),
    ),
)  # fmt: skip
INTRODUCTION = (
    "Write over the examples, which are made up. Leave empty what nobody published. Do not rename the "
    "columns; you may delete any that you do not need, and columns of your own are kept. Then bring this "
    "workbook to the page Your own story. This sheet is left out."
)


def csv_text(table: Table) -> bytes:
    """A table as a spreadsheet opens it, too: UTF-8 with the mark that Excel wants."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(table.rows)
    return stream.getvalue().encode("utf-8-sig")


def workbook_bytes() -> bytes:
    """The workbook: the hints first, then a sheet for each table."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": "Waybill template", "created": datetime(1980, 1, 1, tzinfo=UTC)})
    _write_hints(book)
    for table in TABLES:
        _write_table(book, table)
    book.close()
    return _stored(stream.getvalue())


def _write_hints(book: xlsxwriter.Workbook) -> None:
    bold, wrap = (
        book.add_format({"bold": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    sheet = book.add_worksheet(HINTS_SHEET)
    for at, width in enumerate((14, 22, 80)):
        sheet.set_column(at, at, width, wrap)
    sheet.merge_range(0, 0, 0, 2, INTRODUCTION, wrap)
    sheet.set_row(0, 64)
    row = 2
    for at, word in enumerate(("On the sheet", "in the column", "write")):
        sheet.write_string(row, at, word, bold)
    for table in TABLES:
        row += 1
        sheet.write_string(row, 0, table.name, bold)
        sheet.write_string(row, 2, table.hint, wrap)
        for column in table.columns:
            row += 1
            choices = f" One of: {', '.join(column.choices)}." if column.choices else ""
            sheet.write_string(row, 1, column.name, wrap)
            sheet.write_string(row, 2, column.hint + choices, wrap)


def _write_table(book: xlsxwriter.Workbook, table: Table) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        as_written = text if column.holds == "days" else None
        sheet.set_column(at, at, column.width, as_written)
        sheet.write_string(0, at, column.name, bold)
        sheet.write_comment(0, at, column.hint, {"x_scale": 1.6})
        for row, cell in enumerate(column.examples, 1):
            if column.holds == "numbers" and cell:
                sheet.write_number(row, at, float(cell))
            elif cell:
                sheet.write_string(row, at, cell, as_written)
        if column.choices:
            sheet.data_validation(
                1,
                at,
                ROWS_WITH_CHOICES,
                at,
                {"validate": "list", "source": list(column.choices), "error_type": "warning"},
            )


def _stored(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(stream, "w") as archive:
        for member in packed.namelist():
            entry = zipfile.ZipInfo(member, EPOCH)
            entry.external_attr, entry.create_system = 0o644 << 16, UNIX
            archive.writestr(entry, packed.read(member), zipfile.ZIP_STORED)
    return stream.getvalue()


def contents() -> dict[str, bytes]:
    """File name → what stands in it."""
    files = {f"{table.name.lower()}.csv": csv_text(table) for table in TABLES}
    return {WORKBOOK: workbook_bytes(), **files}


def main() -> int:
    """Write or compare all files; returns the exit code."""
    return max([write_or_check(FOLDER / name, data) for name, data in contents().items()])


if __name__ == "__main__":
    sys.exit(main())
