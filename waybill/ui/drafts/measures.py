"""What a check measures: a place, the border of a country, or some days, each by its name."""

from __future__ import annotations

from functools import partial

import streamlit as st

from waybill.drafts.document import Document
from waybill.drafts.editing import measures
from waybill.drafts.editing.fields import NOT_OF_KIND, Field, fields_of
from waybill.drafts.editing.setting import Chosen
from waybill.drafts.store.drafts import Opened
from waybill.ui.drafts import desk, widgets

_ONLY_PACE = frozenset(("days", "claims"))
_ONLY_DISTANCE = frozenset(("to_place", "to_country"))


def show(opened: Opened, check: str, names: widgets.Labels, at: str) -> None:
    """Show the measures of a check, where one of its kind has any, and a way to add one."""
    cells = opened.document.table(measures.HOLDER).rows.get(check, {})
    kind = str(cells.get("kind") or "distance")
    if measures.TABLE in NOT_OF_KIND.get(kind, ()) and not cells.get(measures.TABLE):
        return
    inner = measures.opened(opened.document, check)
    st.markdown("**Measured**")
    for number, row in inner.table(measures.TABLE).rows.items():
        with st.container(border=True):
            for field in fields_of(measures.TABLE):
                useless = _ONLY_DISTANCE if kind == "pace" else _ONLY_PACE
                if field.column not in useless or row.get(field.column):
                    _field(opened, check, inner, number, field, names, at)
            st.button(
                "Remove this measure",
                key=f"{at}-measure-{number}-remove",
                on_click=_change,
                args=(opened, partial(measures.remove_measure, check=check, number=number)),
            )
    st.button(
        "Add a measure",
        key=f"{at}-measure-add",
        on_click=_change,
        args=(opened, partial(measures.add_measure, check=check)),
    )


def _field(
    opened: Opened,
    check: str,
    inner: Document,
    number: str,
    field: Field,
    names: widgets.Labels,
    at: str,
) -> None:
    def store(chosen: Chosen) -> bool:
        return desk.is_done(
            lambda: desk.save(
                opened,
                measures.set_measure(opened.document, check, number, field.column, chosen),
            )
        )

    key = f"form-{at}-measure-{number}-{field.column}"
    widgets.stored_field(inner, measures.TABLE, number, field, names, key, store)


def _change(opened: Opened, change: widgets.Change) -> None:
    desk.attempt(lambda: desk.save(opened, change(opened.document)))
