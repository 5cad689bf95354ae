"""One row as a form: every field by its label, other rows by their names, stored when a field is left."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from waybill.drafts.document import INFO
from waybill.drafts.editing.fields import FORM_TABLES, NEW_ROW, Field, asked, field_of
from waybill.drafts.editing.naming import labels_by_key
from waybill.drafts.editing.setting import Chosen, add, put
from waybill.drafts.sentences import NOUNS
from waybill.drafts.store.drafts import Opened
from waybill.ui.drafts import desk, measures, position, widgets
from waybill.ui.drafts.drawing import panel

TABLE, _ROW = "draft-form-table", "draft-form-row"
_WORDS: dict[str, str] = {INFO: "title"}


def show(opened: Opened) -> None:
    """Show a choice of what to write, of the row, and its form."""
    table = st.radio(  # wraps, where a row of buttons runs out of the column
        "What to write",
        FORM_TABLES,
        index=FORM_TABLES.index("legs"),
        format_func=lambda one: _WORDS.get(str(one), str(one)).capitalize(),
        horizontal=True,
        key=TABLE,
    )
    names = widgets.labels_of(opened.document)
    if table == INFO:
        _form(opened, table, INFO, names)
        return
    row = _choose(opened, table)
    if row is None:
        _new(opened, table, names)
    else:
        _form(opened, table, row, names)


def open_row(table: str, row: str | None) -> None:
    """Let the next run show the form of a row; of a new one with None."""
    st.session_state[TABLE] = table
    st.session_state[f"{_ROW}-{table}"] = row


def _choose(opened: Opened, table: str) -> str | None:
    """The row that was chosen by its name; None for a new one."""
    key = f"{_ROW}-{table}"
    called = labels_by_key(opened.document, table)
    if st.session_state.get(key) not in called:
        st.session_state[key] = None
    if not called:
        return None
    noun = NOUNS[table]
    return st.selectbox(
        f"Which {noun}",
        list(called),
        index=None,
        format_func=lambda one: called.get(one, one),
        placeholder=f"Search a {noun}, or write a new one below",
        filter_mode="contains",
        key=key,
    )


def _form(opened: Opened, table: str, row: str, names: widgets.Labels) -> None:
    fields = asked(table, opened.document.table(table).rows.get(row, {}))
    at = f"{opened.about.draft_id}-{table}-{row}"
    for field in fields:
        if not field.more:
            _field(opened, table, row, field, names, at)
    if table == "places":
        position.show(opened, row)
    if table == "checks":
        measures.show(opened, row, names, at)
    if table == "legs":
        panel.show(opened, row)
    if any(field.more for field in fields):
        with st.expander("More"):
            for field in fields:
                if field.more:
                    _field(opened, table, row, field, names, at)
    if table != INFO:
        noun = NOUNS[table]
        with st.container(horizontal=True):
            st.button(f"Another {noun}", key="form-another", on_click=open_row, args=(table, None))
            st.button(
                f"Remove this {noun}",
                key="form-remove",
                on_click=desk.attempt,
                args=(partial(_remove, opened, table, row),),
            )


def _field(
    opened: Opened, table: str, row: str, field: Field, names: widgets.Labels, at: str
) -> None:
    def store(chosen: Chosen) -> bool:
        return desk.is_done(
            lambda: desk.save(opened, put(opened.document, table, row, field.column, chosen))
        )

    key = f"form-{at}-{field.column}"
    widgets.stored_field(opened.document, table, row, field, names, key, store)


def _new(opened: Opened, table: str, names: widgets.Labels) -> None:
    noun = NOUNS[table]
    # What is typed stays when somebody else stores something, or another row is looked at meanwhile.
    at = f"new-{opened.about.draft_id}-{table}-{st.session_state.get(_count(table), 0)}"
    keys = {column: f"{at}-{column}" for column in NEW_ROW[table]}
    typed: dict[str, Any] = st.session_state.setdefault(f"{at}-typed", {})
    with st.container(border=True):
        st.markdown(f"**A new {noun}**")
        for column, key in keys.items():
            field = field_of(table, column)
            if key not in st.session_state and typed.get(column):
                st.session_state[key] = typed[column]
            chosen = st.session_state.get(key) or ()
            held = [chosen] if isinstance(chosen, str) else chosen
            typed[column] = widgets.show(field, names, key, held)
            widgets.ask(opened.document, field, names, key)
        st.button(
            f"Add the {noun}",
            key="form-add",
            on_click=lambda: desk.attempt(lambda: _add(opened, table, keys)),
        )
    if table == "legs":
        panel.show_new(opened, keys, _open_added)


def _count(table: str) -> str:
    """Where the session counts the rows that it added to a table: each has an empty form of its own."""
    return f"draft-form-added-{table}"


def _open_added(table: str, row: str) -> None:
    """Let the next run show the form of a row that was added; the form of a new one is empty again."""
    st.session_state[_count(table)] = st.session_state.get(_count(table), 0) + 1
    open_row(table, row)


def _add(opened: Opened, table: str, keys: dict[str, str]) -> str:
    widgets.refuse_unclear(opened.document, table, keys)
    given = {column: st.session_state.get(key) for column, key in keys.items()}
    document, row = add(opened.document, table, given)
    said = desk.save(opened, document)
    _open_added(table, row)
    return said


def _remove(opened: Opened, table: str, row: str) -> str:
    said = desk.save(opened, opened.document.remove_row(table, row))
    open_row(table, None)
    return said
