"""CSV files that a spreadsheet opens without running anything in them.

The file is UTF-8 with a byte order mark (so that Excel reads it as UTF-8), with CRLF line ends and a
header row. The provenance is in four columns repeated on every row (``data_version, licence,
attribution, view``): any CSV reader still sees one plain table, and a copied row keeps its licence.

A text that a spreadsheet would take for a formula gets a leading '; numbers stay as they are. Where a
spreadsheet parts fields at ; (its habit where the comma is the decimal sign), a ' stands also after a ;,
a tab or a line break within the text. To read a cell as it was written, remove one such ' at its
beginning and after each ; tab or line break, where = + - @ follows, after whatever cannot be seen and
further quotes. The story archive (waybill.export.archive) holds the files without this.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from waybill.export.tables import PROVENANCE_COLUMNS
from waybill.view.extract import About

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]

# See https://owasp.org/www-community/attacks/CSV_Injection. Some spreadsheets fold full-width forms to
# the plain characters, and some pass over what cannot be seen. Leading 's match too, so that those of the
# data can be told from ours; after a ; a doubled " may be all that is left of a quoted field.
_SIGN = "=+\\-@\t\r\n＝＋－＠"
_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_RISKY = re.compile(f"['{_UNSEEN}]*[{_SIGN}]")
_RISKY_FIELD = re.compile(f"""([;\t\r\n])(?=['"{_UNSEEN}]*[{_SIGN}])""")
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
    """The text with a ' before whatever a spreadsheet would run as a formula."""
    if _NUMBER.fullmatch(text):
        return text
    inside = _RISKY_FIELD.sub(r"\1'", text)
    return f"'{inside}" if _RISKY.match(text) else inside


def plain(value: object) -> str:
    """Write a cell as text: yes or no, whole numbers without a point, all digits of other numbers."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)
