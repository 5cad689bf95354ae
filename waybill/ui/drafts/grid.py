"""The grid: one table of a draft, each cell stored when it is left.

Streamlit keeps a grid's edits by row position, in the browser, until its data change. So the frame that
it is given stays the same while somebody types: what is new in its edits is saved, and the frame is
made anew only when something else changed the draft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd  # type: ignore[import-untyped]
import streamlit as st

from waybill.drafts.document import SPECS, Document, free_id, new_key
from waybill.drafts.editing.fields import Field, fields_of, items
from waybill.drafts.editing.naming import labels, labels_by_key
from waybill.drafts.sentences import NOUNS, column_words
from waybill.drafts.store import revisions
from waybill.drafts.store.drafts import Opened
from waybill.ui.drafts import desk
from waybill.ui.host import visitor

_FROZEN = "draft-grid"
MAX_CHOICES = 1_000
"""Rows to choose from in a cell. Where there are more, the grid shows names, and the form changes them."""
Edits = Mapping[int, Mapping[str, Any]]


@dataclass
class Frozen:
    """What the grid was given, and how far its edits are stored."""

    draft_id: str
    table: str
    frame_rev: int
    rev: int
    document: Document
    keys: list[str]
    stored: dict[tuple[int, str], str] = field(default_factory=dict)


def show(opened: Opened) -> None:
    """Show a choice of the table, and its grid."""
    st.header("Many rows at once", anchor="rows")
    table = st.segmented_control(
        "Table",
        list(SPECS),
        default="legs",
        required=True,
        format_func=str.capitalize,
        key="draft-table",
    )
    frozen = _frozen(opened, table)
    columns = list(frozen.document.table(table).columns)
    if not frozen.keys:
        st.text(f"There are no {table} yet.")
    else:
        key = f"grid-{frozen.draft_id}-{table}-{frozen.frame_rev}"
        st.data_editor(
            _frame(frozen, columns),
            key=key,
            num_rows="fixed",
            hide_index=True,
            column_config=_column_config(frozen),
            on_change=_store_edits,
            args=(key,),
            width="stretch",
        )
    _row_buttons(frozen, table)


def _frozen(opened: Opened, table: str) -> Frozen:
    """The frame of before, as long as only this grid has changed the draft."""
    kept: Frozen | None = st.session_state.get(_FROZEN)
    same = (opened.about.draft_id, table, opened.rev)
    if kept is None or (kept.draft_id, kept.table, kept.rev) != same:
        keys = list(opened.document.table(table).rows)
        kept = Frozen(*same[:2], opened.rev, opened.rev, opened.document, keys)
        st.session_state[_FROZEN] = kept
    return kept


def _frame(frozen: Frozen, columns: list[str]) -> pd.DataFrame:
    kept: tuple[int, pd.DataFrame] | None = st.session_state.get(f"{_FROZEN}-frame")
    mark = id(frozen)
    if kept is None or kept[0] != mark:
        kept = (mark, frame_of(frozen.document, frozen.table, frozen.keys, columns))
        st.session_state[f"{_FROZEN}-frame"] = kept
    return kept[1]


def frame_of(
    document: Document, table: str, keys: Sequence[str], columns: Sequence[str]
) -> pd.DataFrame:
    """The rows as the grid gets them: lists of ids as lists, and names where they are too many."""
    rows = document.table(table).rows
    series = {}
    for column in columns:
        cells: list[Any] = [rows[key].get(column, "") for key in keys]
        field = _reference(table, column)
        called = labels(document, field.of) if field else {}
        if field is not None and len(called) > MAX_CHOICES:
            named = [[called.get(one, one) for one in items(table, cell)] for cell in cells]
            series[column] = pd.Series([", ".join(one) for one in named], dtype="str")
        elif field is not None and field.kind == "rows":
            series[column] = pd.Series([items(table, cell) for cell in cells], dtype="object")
        else:
            series[column] = pd.Series(cells, dtype="str")
    return pd.DataFrame(series, columns=list(columns))


def _reference(table: str, column: str) -> Field | None:
    """The field of a column that holds ids of other rows; None for any other column."""
    field = {field.column: field for field in fields_of(table)}.get(column)
    return field if field is not None and field.of else None


def _column_config(frozen: Frozen) -> dict[str, Any]:
    """The id stays out of sight; other rows are chosen by their names."""
    config: dict[str, Any] = {SPECS[frozen.table].id_column: None}
    for column in frozen.document.table(frozen.table).columns:
        field = _reference(frozen.table, column)
        known = column in SPECS[frozen.table].columns
        word = column_words(column) if known else column  # those of one's own keep their names
        if field is None:
            config.setdefault(column, st.column_config.TextColumn(word))
            continue
        called = labels(frozen.document, field.of)

        def name(one: object, called: dict[str, str] = called) -> str:
            return called.get(str(one), str(one))

        if len(called) > MAX_CHOICES:
            config[column] = st.column_config.TextColumn(word, disabled=True)
        elif field.kind == "rows":
            config[column] = st.column_config.MultiselectColumn(
                word, options=list(called), format_func=name
            )
        else:
            config[column] = st.column_config.SelectboxColumn(
                word, options=list(called), format_func=name
            )
    return config


def _store_edits(key: str) -> None:
    frozen: Frozen = st.session_state[_FROZEN]
    edited: Edits = st.session_state[key]["edited_rows"]
    new = new_cells(frozen, edited)
    if new:
        desk.attempt(lambda: _save(frozen, new))


def new_cells(frozen: Frozen, edited: Edits) -> dict[tuple[int, str], str]:
    """Of all edits since the frame was made, those that are not stored yet."""
    cells = {
        (int(row), column): text_in(value)
        for row, changed in edited.items()
        for column, value in changed.items()
    }
    return {at: text for at, text in cells.items() if frozen.stored.get(at) != text}


def text_in(value: Any) -> str:
    """A cell of a CSV file out of what the grid holds: a list with its separator, nothing as nothing."""
    if isinstance(value, (list, tuple)):
        return "|".join(str(one) for one in value)
    return "" if value is None else str(value)


def _save(frozen: Frozen, cells: Mapping[tuple[int, str], str]) -> str:
    document = frozen.document
    for (row, column), text in cells.items():
        document = document.set_cell(frozen.table, frozen.keys[row], column, text.strip())
    saved = revisions.save(desk.store(), visitor(), frozen.draft_id, frozen.rev, document)
    alone = saved.rev == frozen.rev + 1 and not saved.clashes
    frozen.stored.update(cells)
    if alone:
        frozen.rev, frozen.document = saved.rev, saved.document
    return saved.what


def _row_buttons(frozen: Frozen, table: str) -> None:
    noun = NOUNS[table]
    with st.container(horizontal=True):
        st.button(
            f"Add a {noun}",
            key="draft-add",
            on_click=desk.attempt,
            args=(lambda: _add(frozen, table),),
        )
        names = labels_by_key(frozen.document, table)
        gone = st.selectbox(
            f"Remove a {noun}",
            list(names),
            index=None,
            placeholder=f"Remove a {noun} …",
            format_func=lambda key: names.get(key, key),
            label_visibility="collapsed",
            key=f"draft-remove-{table}-{frozen.rev}",
        )
    if gone:
        st.button(
            "Remove it",
            key="draft-remove-it",
            on_click=desk.attempt,
            args=(lambda: _remove(frozen, table, gone),),
        )


def _add(frozen: Frozen, table: str) -> str:
    made = free_id(frozen.document, table, f"{NOUNS[table]}-{new_key()[1:5]}")
    document = frozen.document.add_row(table, {SPECS[table].id_column: made})
    return revisions.save(desk.store(), visitor(), frozen.draft_id, frozen.rev, document).what


def _remove(frozen: Frozen, table: str, key: str) -> str:
    document = frozen.document.remove_row(table, key)
    return revisions.save(desk.store(), visitor(), frozen.draft_id, frozen.rev, document).what
