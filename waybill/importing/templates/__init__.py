"""Templates to start from, written by tools/build_templates.py: a workbook, and the same as CSV files."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
WORKBOOK = "waybill-template.xlsx"
CSV_FILES = ("story.csv", "places.csv", "journeys.csv", "statements.csv")


def workbook() -> bytes:
    """The workbook, with a sheet of hints that an import leaves out."""
    return (FOLDER / WORKBOOK).read_bytes()


def csv_files() -> dict[str, bytes]:
    """The CSV files by their names."""
    return {name: (FOLDER / name).read_bytes() for name in CSV_FILES}
