"""CSV files that a spreadsheet opens without running anything in them.

The file is UTF-8 with a byte order mark (so that Excel reads it as UTF-8), with CRLF line ends and a
header row. The provenance is in four columns repeated on every row (``data_version, licence,
attribution, view``): any CSV reader still sees one plain table, and a copied row keeps its licence.

A text that a spreadsheet would take for a formula gets a leading '; numbers stay as they are. To read
such a cell as it was written, remove one leading ' if = + - @, a tab or a line break follows it (or
follows further 's). The story archive (waybill.export.archive) holds the files without this.
"""

from __future__ import annotations

import csv
import io
import re

import pandas as pd  # type: ignore[import-untyped]

from waybill.export.tables import PROVENANCE_COLUMNS
from waybill.view.extract import About

# See https://owasp.org/www-community/attacks/CSV_Injection. Some spreadsheets fold full-width forms to
# the plain characters. Leading 's match too, so that those of the data can be told from ours.
_RISKY = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


def csv_bytes(frame: pd.DataFrame, about: About) -> bytes:
    """Write a table with its provenance columns; the module's docstring describes the format."""
    trailing = {column: getattr(about, column) for column in PROVENANCE_COLUMNS}
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([safe_cell(str(column)) for column in (*frame.columns, *trailing)])
    tail = [safe_cell(value) for value in trailing.values()]
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([*(safe_cell(plain(value)) for value in row), *tail])
    return stream.getvalue().encode("utf-8-sig", "replace")


def safe_cell(text: str) -> str:
    """Prefix a text with ' if a spreadsheet would run it as a formula."""
    return f"'{text}" if _RISKY.match(text) and not _NUMBER.fullmatch(text) else text


def plain(value: object) -> str:
    """Write a cell as text: yes or no, whole numbers without a point, all digits of other numbers."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)
