"""The form that writes ``[shipments]``: a file, what its columns mean, who says so."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import streamlit as st

from waybill.drafts import files, shipments
from waybill.drafts.document import Document, DraftError
from waybill.drafts.editing import shipments as editing
from waybill.drafts.editing.naming import labels
from waybill.drafts.editing.shipments import MEANINGS, NEEDED, Mapped
from waybill.drafts.store import attachments
from waybill.drafts.store.drafts import Opened
from waybill.guard.uploads import MB, Limits
from waybill.importing.shipments.named import is_file_name
from waybill.importing.shipments.process import Seen, look_apart
from waybill.limiter import BusyError
from waybill.story.contract.shipments import FILE_KINDS
from waybill.ui.drafts import desk
from waybill.ui.host import visitor

_SEEN, _COUNT = "draft-shipments-seen", "draft-shipments-count"
# The head of the page, where other acts are told, is two screens above the button, on a telephone three.
_TOLD = "draft-shipments-told"
FIRST_CELLS = 3
COLUMN_WIDTH = (
    42  # letters that a choice of 390 px shows; a longer text would end in the middle of a cell
)
KEPT_LOOKS = 4
WHAT = "Mapped the shipments"
INTRODUCTION = (
    "A table with a row for each shipment (customs records, bills of lading, port calls) is drawn as flows: "
    "sums by place and day, instead of a leg for each row. Places are those of this story, by name, other "
    "name or id."
)
WORDS = {
    "origin": "Where it began",
    "destination": "Where it ended",
    "date": "Its day",
    "quantity": "How much",
    "mode": "How it went",
    "cargo": "What it was",
}
ORDER_WORDS = {"year first": "2023-09-05", "day first": "5/9/2023", "month first": "9/5/2023"}


@dataclass(frozen=True, slots=True)
class File:
    """A file of shipments. ``key`` is another one for other bytes under the same name."""

    name: str
    key: tuple[str, str]
    read: Callable[[], bytes]


def show(opened: Opened) -> None:
    """Show the form, for the file that the draft has or for another one."""
    before = editing.stored(opened.document)
    with st.expander("Many shipments, drawn as flows", expanded=False, key="draft-shipments"):
        st.markdown(INTRODUCTION)
        upload = st.file_uploader(
            f"A file of shipments: CSV, Parquet or DuckDB, up to {Limits().file // MB} MB",
            type=[kind.removeprefix(".") for kind in FILE_KINDS],
            key=f"{_COUNT}-{st.session_state.get(_COUNT, 0)}",
        )
        file: File | None
        if upload is not None:
            name = PurePosixPath(upload.name.replace("\\", "/")).name
            file = File(name, ("upload", upload.file_id), upload.getvalue)
        else:
            file = _kept(opened)
        if before is not None:
            st.button(
                "Take the shipments out of the story",
                key="draft-shipments-out",
                on_click=desk.attempt,
                args=(lambda: desk.save(opened, editing.without(opened.document)),),
            )
        if file is not None:
            _columns(opened, file, before)


def _kept(opened: Opened) -> File | None:
    """The file that the draft has; its bytes, up to 50 MB, are not read before somebody needs them."""
    draft, name = opened.about.draft_id, shipments.source_of(opened.document)
    made_at = attachments.made_at(desk.store(), visitor(), draft, name) if name else None
    if made_at is None:
        return None

    def read() -> bytes:
        data = attachments.get(desk.store(), visitor(), draft, name)
        if data is None:
            raise DraftError("The draft no longer has this file: bring it again.")
        return data

    return File(name, (draft, made_at), read)


def _columns(opened: Opened, file: File, before: Mapped | None) -> None:
    name = file.name
    if not is_file_name(name):
        st.error(
            "This file cannot be kept under its name: give it another one, of letters and digits."
        )
        return
    is_known = before is not None and before.source == name
    table = before.table if before is not None and is_known else ""
    try:
        seen = _seen(file, table)
        if len(seen.tables) > 1:
            key = "draft-shipments-table"
            at = seen.tables.index(table) if table in seen.tables else 0
            table = st.selectbox("Which table of the database", seen.tables, index=at, key=key)
            seen = _seen(file, table)
        elif seen.tables:
            table = seen.tables[0]
    except (BusyError, DraftError) as refusal:
        st.error(str(refusal))
        return
    if seen.fault:
        st.error("These are no shipments that can be read:")
        st.text(seen.fault)
        return
    _form(opened, file, table, seen, before)


def _form(opened: Opened, file: File, table: str, seen: Seen, before: Mapped | None) -> None:
    """Show a choice of a column for each meaning, and what else has to be said."""
    guess = editing.guessed(seen.columns)
    start = before or guess
    columns = list(seen.columns)
    at = f"draft-shipments-{hashlib.sha256(repr((file.name, table, columns)).encode()).hexdigest()[:12]}"

    def of(column: str) -> str:
        return _with_cells(column, seen.columns[column])

    with st.form(at, border=False):
        for meaning in MEANINGS:
            said = start.columns.get(meaning)
            said = said if said in columns else guess.columns.get(meaning)
            st.selectbox(
                WORDS[meaning] + ("" if meaning in NEEDED else " (not needed)"),
                columns,
                index=columns.index(said) if said in columns else None,
                format_func=of,
                placeholder="Choose a column",
                key=f"{at}-{meaning}",
            )
        orders = list(ORDER_WORDS)
        st.selectbox(
            "How its day is written",
            orders,
            index=orders.index(start.day_order) if start.day_order in orders else None,
            format_func=lambda one: f"{ORDER_WORDS.get(one, one)} ({one})",
            placeholder="The 5th of September 2023 is …",
            key=f"{at}-order",
        )
        st.text_input("Unit of the quantity", start.unit, key=f"{at}-unit", max_chars=20)
        sources = labels(opened.document, "sources")
        st.selectbox(
            "Who says so: a flow is somebody’s claim too",
            list(sources),
            index=list(sources).index(start.said_by) if start.said_by in sources else None,
            format_func=lambda one: sources.get(one, one),
            placeholder="Choose a source, or type who it is",
            accept_new_options=True,
            key=f"{at}-said",
        )
        for part, label in (
            ("attributes", "What flows may be narrowed by, beside mode and cargo (not needed)"),
            ("drill", "Columns that readers of a flow’s rows may see (none: no rows are shown)"),
        ):
            kept = [one for one in getattr(start, part) if one in columns]
            st.multiselect(label, columns, kept, key=f"{at}-{part}")
        st.form_submit_button(
            "Count them and draw the flows",
            type="primary",
            on_click=desk.attempt,
            args=(lambda: _take(opened, file, _given(at, file.name, table)), _TOLD),
        )
        desk.tell(_TOLD)


def _given(at: str, source: str, table: str) -> Mapped:
    said = st.session_state
    return Mapped(
        source=source,
        columns={meaning: said[f"{at}-{meaning}"] for meaning in MEANINGS},
        unit=said[f"{at}-unit"],
        said_by=said[f"{at}-said"] or "",
        day_order=said[f"{at}-order"] or "",
        table=table,
        drill=said[f"{at}-drill"],
        attributes=said[f"{at}-attributes"],
    )


def _take(opened: Opened, file: File, given: Mapped) -> str:
    """Write ``[shipments]``, count, and keep the file; a story without days of its own gets theirs.

    What cannot be counted is refused before anything is kept.
    """
    data = file.read()
    document, said = _counted(editing.mapped(opened.document, given), data)
    draft, who = opened.about.draft_id, visitor()
    shipments.save(desk.store(), who, draft, opened.rev, document, {file.name: data}, WHAT)
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1  # empties the upload
    return said


def _counted(document: Document, data: bytes) -> tuple[Document, str]:
    read = files.check(document)
    whole = {**files.write_files(document), shipments.source_of(document): data}
    found = shipments.counted(read.story, whole)
    if found is None:
        faults = [str(one) for one in read.errors if (one.column or "").startswith("shipments")]
        raise DraftError(faults[0] if faults else "The story needs its places first.")
    if found.errors:
        raise DraftError(found.errors[0].message)
    return editing.with_record(document, found.days), f"Counted {found.line}."


def _seen(file: File, table: str) -> Seen:
    """What the file holds; read and looked at once."""
    key = (file.name, file.key, table)
    kept: dict[tuple[str, tuple[str, str], str], Seen] = st.session_state.setdefault(_SEEN, {})
    if key not in kept:
        if len(kept) >= KEPT_LOOKS:
            kept.clear()
        kept[key] = look_apart(file.name, file.read(), table)
    return kept[key]


def _with_cells(column: str, cells: Sequence[str]) -> str:
    """A column by its name and what stands in its first rows, as many of them as fit."""
    first = [
        cell[:30] for cell in list(dict.fromkeys(cell for cell in cells if cell))[:FIRST_CELLS]
    ]
    while len(first) > 1 and len(f"{column}: {', '.join(first)}, …") > COLUMN_WIDTH:
        first.pop()
    return f"{column}: {', '.join(first)}, …" if first else column
