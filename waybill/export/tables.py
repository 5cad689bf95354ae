"""Story × view → pandas tables, for the table page and for CSV.

Columns have the names of the data contract; lists are joined by ``|``, dates are as written (EDTF),
a cell without a value is "". Legs also have how they are known; a column that Waybill does not know
comes last, with ``extra_`` before a name that is already taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

from waybill.evidence.standing import Standing
from waybill.story.courses import course_sentence
from waybill.story.model import Claim, Leg, Place, Record, Source, Story, Visit
from waybill.view.extract import Extract, extract
from waybill.view.view import View

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]

TableName = Literal["legs", "visits", "claims", "images", "places", "sources"]
TABLE_NAMES: tuple[TableName, ...] = get_args(TableName)

EVIDENCE_COLUMNS = (
    *("level", "words", "origin_seen", "destination_seen"),
    *("asserted_by", "corroborated_by", "disputed_by", "other_account_by", "course"),
)
PROVENANCE_COLUMNS = ("data_version", "licence", "attribution", "view")
"""What a CSV file adds to every row; no other column has such a name."""

_MODELS: dict[TableName, type[Record]] = {
    "legs": Leg,
    "visits": Visit,
    "claims": Claim,
    "images": Claim,
    "places": Place,
    "sources": Source,
}


def contract_columns(model: type[Record]) -> tuple[str, ...]:
    """The columns of the data contract for a kind of row."""
    return tuple(name for name in model.model_fields if name not in ("row", "extra"))


def story_tables(story: Story, view: View | None = None) -> dict[TableName, pd.DataFrame]:
    """Every table of the selection that ``view`` shows; None: of the whole record."""
    rows = extract(story, view)
    return {name: table(rows, name) for name in TABLE_NAMES}


def table(rows: Extract, name: TableName) -> pd.DataFrame:
    """One table of an extract. Its index counts from 0; its columns hold text, numbers and bools."""
    import pandas as pd  # half a second of a start that needs no table

    records: dict[TableName, Sequence[Record]] = {
        "legs": [leg for leg, _ in rows.legs],
        "visits": rows.visits,
        "claims": rows.claims,
        "images": rows.images,
        "places": list(rows.places.values()),
        "sources": list(rows.sources.values()),
    }
    columns = contract_columns(_MODELS[name])
    evidence: list[dict[str, Any]] = [{}] * len(records[name])
    if name == "legs":
        evidence = [evidence_of(rows.story, *known, joined=True) for known in rows.legs]
        columns += EVIDENCE_COLUMNS
    extra = _extra_columns(records[name], columns)
    data = [
        {
            **cells(record),
            **added,
            **{extra[column]: value for column, value in record.extra.items()},
        }
        for record, added in zip(records[name], evidence, strict=True)
    ]
    frame = pd.DataFrame(data, columns=[*columns, *extra.values()], dtype=object)
    return frame.fillna("")


def cells(record: Record) -> dict[str, Any]:
    """The contract's columns of a record: numbers, or text as it would stand in the file."""
    return {name: _cell(getattr(record, name)) for name in contract_columns(type(record))}


def evidence_of(
    story: Story, leg: Leg, standing: Standing, *, joined: bool = False
) -> dict[str, Any]:
    """How a leg is known, and what its line rests on where Waybill chose it.

    Names as lists, or joined by ``|``.
    """
    names = {
        "asserted_by": standing.asserted_by,
        "corroborated_by": standing.corroborated_by,
        "disputed_by": standing.disputed_by,
        "other_account_by": standing.other_account_by,
    }
    return {
        "level": standing.level,
        "words": standing.words,
        "origin_seen": standing.origin_seen,
        "destination_seen": standing.destination_seen,
        **{key: "|".join(value) if joined else list(value) for key, value in names.items()},
        "course": course_sentence(story, leg),
    }


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "|".join(value)
    return value if isinstance(value, (int, float)) else str(value)


def _extra_columns(records: Iterable[Record], taken: Sequence[str]) -> dict[str, str]:
    """Unknown column -> the name it gets here, in order of first appearance."""
    out: dict[str, str] = {}
    used = {*taken, *PROVENANCE_COLUMNS}
    for record in records:
        for column in record.extra:
            if column in out:
                continue
            name = column
            while name in used:
                name = f"extra_{name}"
            out[column] = name
            used.add(name)
    return out
