"""The fix list: every fault of the draft with its row and reason, and a button where the check knows the value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from waybill.drafts.document import INFO
from waybill.drafts.editing.fault_words import message_of, where
from waybill.drafts.editing.fields import FORM_TABLES
from waybill.drafts.editing.fixes import (
    Fault,
    Faults,
    RenameColumn,
    apply_all,
    apply_fix,
    faults_of,
    fix_words,
)
from waybill.drafts.sentences import NOUNS, row_name
from waybill.drafts.store.drafts import Opened
from waybill.evidence.phrases import counted
from waybill.story.reading.folder import ReadResult
from waybill.ui.drafts import desk, forms
from waybill.ui.text import as_label

AT_ONCE = 10
"""Kinds of faults shown; one press shows as many more."""
_SHOWN = "draft-fixes-shown"
MAX_EXAMPLES = 3


def show(opened: Opened, read: ReadResult) -> None:
    """Show the faults of the draft, errors first, or that there are none."""
    found = faults_of(opened.document, read.problems)
    if not found:
        if read.story is not None:
            st.success("No faults.")
        return
    st.subheader(f"To put right ({len(read.problems):,})", anchor="faults")
    most: int = st.session_state.get(_SHOWN, AT_ONCE)
    for number, faults in enumerate(found[:most]):
        with st.container(border=True):
            _card(opened, faults, number)
    if len(found) > most:
        st.button(
            f"Show more of {counted(len(found), 'kind')} of faults",
            key="draft-fixes-more",
            on_click=lambda: st.session_state.update({_SHOWN: most + AT_ONCE}),
        )


def _card(opened: Opened, faults: Faults, number: int) -> None:
    fault = faults.first
    st.text(f"{where(opened.document, fault)}\n{message_of(opened.document, fault)}")
    more = len(faults.all) - 1
    if more:
        examples = [_row_words(opened, one) for one in faults.all[1 : MAX_EXAMPLES + 1]]
        others = f", and {more - MAX_EXAMPLES:,} more" if more > MAX_EXAMPLES else ""
        st.text(f"The same in {counted(more, 'more row')}: {'; '.join(examples)}{others}")
    key = f"fix-{opened.rev}-{number}"
    with st.container(horizontal=True):
        if fault.fix is not None:
            _button(opened, [fault], f"{_verb(fault)} {fix_words(opened.document, fault)}", key)
        if len(faults.with_fix) > 1:
            label = f"The same in all {len(faults.with_fix)} rows"
            _button(opened, faults.with_fix, f"{label}{_examples(opened, faults)}", f"{key}-all")
        if fault.table in FORM_TABLES and (fault.row or fault.table == INFO):
            st.button(
                "Open it",
                key=f"{key}-open",
                on_click=forms.open_row,
                args=(fault.table, fault.row),
            )


def _row_words(opened: Opened, fault: Fault) -> str:
    row = f"row {fault.problem.row}" if fault.problem.row else fault.problem.file
    if fault.table in NOUNS and fault.row:
        return f"{row_name(opened.document, fault.table, fault.row)}, {row}"
    return row


def _verb(fault: Fault) -> str:
    return "Rename it:" if isinstance(fault.fix, RenameColumn) else "Write"


def _examples(opened: Opened, faults: Faults) -> str:
    """What would be written in some of the rows, where it is not the same in all."""
    words = dict.fromkeys(fix_words(opened.document, one) for one in faults.with_fix)
    if len(words) == 1:
        return ""
    some = list(words)[:MAX_EXAMPLES]
    return f": {', '.join(some)}{' …' if len(words) > len(some) else ''}"


def _button(opened: Opened, faults: Sequence[Fault], label: str, key: str) -> None:
    st.button(
        as_label(label),
        key=key,
        on_click=desk.attempt,
        args=(partial(_fix, opened, tuple(faults)),),
    )


def _fix(opened: Opened, faults: Sequence[Fault]) -> str:
    fixed = (
        apply_fix(opened.document, faults[0])
        if len(faults) == 1
        else apply_all(opened.document, faults)
    )
    return desk.save(opened, fixed)
