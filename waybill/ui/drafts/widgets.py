"""A field of a form as a widget that shows what is stored, and stores what was chosen when it is left.

Other rows are searched by their names. A widget is told a value only when the stored one is another than
its own, so that what somebody types meanwhile in the next field stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from waybill.drafts.document import Document, DraftError
from waybill.drafts.editing.fields import Field, field_of, shown
from waybill.drafts.editing.naming import CREATED, labels, near
from waybill.drafts.editing.setting import Chosen
from waybill.drafts.sentences import NOUNS
from waybill.ui.text import as_label

NOT_SAID = "not said"
Labels = Callable[[str], dict[str, str]]
"""Table → the names of its rows by id."""
Change = Callable[[Document], Document]


def labels_of(document: Document) -> Labels:
    """The names of a document's rows, made once for a table."""
    made: dict[str, dict[str, str]] = {}

    def of(table: str) -> dict[str, str]:
        if table not in made:
            made[table] = labels(document, table)
        return made[table]

    return of


def stored_field(
    document: Document,
    table: str,
    row: str,
    field: Field,
    names: Labels,
    key: str,
    store: Callable[[Chosen], bool],
) -> None:
    """Show a field of a row; ``store`` is called with what was chosen when it was changed.

    A name that is nobody's yet, but like one that is there, is asked about first. What ``store`` refuses, by
    returning False, stays in the field until it is changed.
    """
    cells = document.table(table).rows.get(row, {})
    value = shown(table, field, cells.get(field.column, ""))
    told: Any = (value or None) if field.kind in ("row", "choice") else value
    refused = f"{key}-refused"
    if key not in st.session_state:  # another row was looked at meanwhile
        st.session_state.pop(refused, None)
    waits = refused in st.session_state or unclear(document, field, key)
    if st.session_state.get(key, _NOTHING) != told and not waits:
        st.session_state[key] = told

    def store_when_clear() -> None:
        st.session_state.pop(refused, None)
        if not unclear(document, field, key) and not store(st.session_state[key]):
            st.session_state[refused] = True

    held = [value] if isinstance(value, str) else value
    show(field, names, key, held, on_change=store_when_clear)
    if refused in st.session_state:
        st.text("This is not stored yet.")
    ask(document, field, names, key, store_when_clear)


_NOTHING = object()


def unclear(document: Document, field: Field, key: str) -> dict[str, list[str]]:
    """Of the names typed into a field, those that may stand for rows that are there → their ids."""
    if field.of not in CREATED:
        return {}
    chosen = st.session_state.get(key) or ()
    texts = [chosen] if isinstance(chosen, str) else chosen
    sure = {*labels(document, field.of), *st.session_state.get(f"{key}-new", ())}
    found = {text: near(document, field.of, text) for text in texts if text not in sure}
    return {text: ids for text, ids in found.items() if ids}


def refuse_unclear(document: Document, table: str, keys: Mapping[str, str]) -> None:
    """Raise DraftError where a field of a new row waits for an answer; ``keys`` are by column."""
    for column, key in keys.items():
        for text in unclear(document, field_of(table, column), key):
            raise DraftError(f"Say first which one “{text}” is; the question stands below it.")


def ask(
    document: Document,
    field: Field,
    names: Labels,
    key: str,
    then: Callable[[], None] = lambda: None,
) -> None:
    """Ask of each unclear name whether a row that is there is meant, or a new one."""
    called = names(field.of) if field.of else {}
    noun = NOUNS.get(field.of, "")
    for text, ids in unclear(document, field, key).items():
        st.text(f"No {noun} is called “{text}” yet. Which do you mean?")
        with st.container(horizontal=True):
            for one in ids:
                st.button(
                    as_label(called[one]),
                    key=f"{key}-near-{text}-{one}",
                    on_click=_answer,
                    args=(key, text, one, then),
                )
            st.button(
                as_label(f"A new {noun}: {text}"),
                key=f"{key}-near-{text}",
                on_click=_answer,
                args=(key, text, "", then),
            )


def _answer(key: str, text: str, one: str, then: Callable[[], None]) -> None:
    if one:
        chosen = st.session_state[key]
        is_list = isinstance(chosen, list)
        st.session_state[key] = [one if c == text else c for c in chosen] if is_list else one
    else:
        st.session_state[f"{key}-new"] = {*st.session_state.get(f"{key}-new", ()), text}
    then()


def show(
    field: Field,
    names: Labels,
    key: str,
    held: Sequence[str] = (),
    on_change: Callable[[], None] | None = None,
) -> Any:
    """Show a field; ``held`` are the values that it has already, which stay among the choices."""
    label, hint = field.label, field.hint or None
    match field.kind:
        case "long":
            return st.text_area(label, key=key, on_change=on_change, height=100)
        case "choice":
            extra = [one for one in held if one and one not in field.choices]
            return st.selectbox(
                label,
                [*field.choices, *extra],
                index=None,
                placeholder=NOT_SAID,
                key=key,
                on_change=on_change,
            )
        case "row" | "rows":
            return _rows(field, names(field.of), key, held, on_change)
        case "words":
            return st.multiselect(
                label,
                list(dict.fromkeys(held)),
                key=key,
                accept_new_options=True,
                placeholder="Type one and press Enter",
                on_change=on_change,
            )
        case _:
            return st.text_input(label, key=key, help=hint, on_change=on_change)


def _rows(
    field: Field,
    called: dict[str, str],
    key: str,
    held: Sequence[str],
    on_change: Callable[[], None] | None,
) -> Any:
    noun = NOUNS[field.of]
    gone = [one for one in held if one and one not in called]
    may_create = field.of in CREATED

    def name(one: str) -> str:
        if one in called:
            return called[one]
        return f"a {noun} that is not there ({one})" if one in gone else one

    search = f"Search, or type a new {noun}" if may_create else "Search"
    common: dict[str, Any] = {
        "options": [*called, *gone],
        "format_func": name,
        "key": key,
        "placeholder": search,
        "accept_new_options": may_create,
        "on_change": on_change,
        "filter_mode": "contains",
    }
    if field.kind == "rows":
        return st.multiselect(field.label, **common)
    return st.selectbox(field.label, index=None, **common)
