"""A table as CSV that a spreadsheet can open without running anything in it.

UTF-8 with a byte order mark (Excel reads it as UTF-8), CRLF, header in the first row. Where the data
comes from stands in four columns repeated on every row, so that any reader of CSV still sees one
plain table and a copied row keeps its licence: ``data_version, licence, attribution, view``.

A text that a spreadsheet would take for a formula gets a ' in front; numbers stay as they are. To
read such a cell as it was written, take off one leading ' when = + - @, a tab or a line break comes
after it (or after more of them). The story archive (waybill.export.archive) holds the files without this.
"""

from __future__ import annotations

import csv
import io
import re

import pandas as pd  # type: ignore[import-untyped]

from waybill.export.tables import PROVENANCE_COLUMNS
from waybill.view.extract import About

# https://owasp.org/www-community/attacks/CSV_Injection, with the full-width forms that some
# spreadsheets fold to the plain ones; a ' before one is kept apart from the ' put there by us.
_RISKY = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


def csv_bytes(frame: pd.DataFrame, about: About) -> bytes:
    """The table with its provenance columns; see the module's text for the form."""
    trailing = {column: getattr(about, column) for column in PROVENANCE_COLUMNS}
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([safe_cell(str(column)) for column in (*frame.columns, *trailing)])
    tail = [safe_cell(value) for value in trailing.values()]
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([*(safe_cell(plain(value)) for value in row), *tail])
    return stream.getvalue().encode("utf-8-sig", "replace")


def safe_cell(text: str) -> str:
    """The text, with a ' in front when a spreadsheet would run it as a formula."""
    return f"'{text}" if _RISKY.match(text) and not _NUMBER.fullmatch(text) else text


def plain(value: object) -> str:
    """A cell's text: yes and no, whole numbers without a point, every digit of the others."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)
