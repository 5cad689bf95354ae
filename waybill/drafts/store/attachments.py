"""The files of shipments that drafts carry, each under a name of its own, never changed once it is there.

A draft's story.toml names the one that counts, so that taking a change back also goes back to its file.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import sqlalchemy as sa

from waybill.drafts.document import DraftError
from waybill.drafts.rights import Visitor
from waybill.drafts.store import tables as t
from waybill.drafts.store.access import DraftRow, Store

MAX_BYTES = 50_000_000
"""Of one file, as of a CSV file of a story folder."""
MAX_DRAFT_BYTES = 150_000_000
MAX_TRIAL_BYTES = 20_000_000
"""Of all files of a trial draft; and of those of all trials together:"""
MAX_TRIALS_BYTES = 2_000_000_000


def put(
    store: Store, visitor: Visitor, draft_id: str, name: str, data: bytes, needed: str = ""
) -> str:
    """Keep a file with a draft; returns the name that it has there.

    Args:
        store: the store.
        visitor: who brings it.
        draft_id: the draft.
        name: what it should be called; it gets a number where another file has that name.
        data: its bytes.
        needed: the file that the newest revision names; it stays, others go where room is needed.

    Raises:
        RefusedError: the visitor may not.
        DraftError: it is larger than what is kept here.
    """
    with store.writing() as connection:
        about = store.granted(connection, visitor, draft_id, "write")
        most = MAX_TRIAL_BYTES if about.trial else MAX_BYTES
        if len(data) > most:
            raise DraftError(
                f"“{name}” has {len(data) / 1e6:,.0f} MB; at most {most // 1_000_000} MB of shipments are "
                "kept here. Bring fewer, or Parquet instead of CSV, or work on a Waybill of your own."
            )
        mine = t.attachment.c.draft == about.draft_id
        path, count = PurePosixPath(name), 1
        while True:
            here = sa.and_(mine, t.attachment.c.name == name)
            kept = connection.execute(sa.select(t.attachment.c.data).where(here)).scalar()
            if kept is None:
                break
            if bytes(kept) == data:
                return name
            count += 1
            name = str(path.with_name(f"{path.stem}-{count}{path.suffix}"))
        _make_room(connection, about, len(data), needed)
        connection.execute(
            sa.insert(t.attachment).values(
                draft=about.draft_id, name=name, size=len(data), data=data, made_at=store.now()
            )
        )
    return name


def trim(store: Store, visitor: Visitor, draft_id: str, needed: str) -> None:
    """Drop the files that older revisions alone name, where all together are more than a draft may have.

    Args:
        store: the store.
        visitor: who may write to the draft.
        draft_id: the draft.
        needed: the file that the newest revision names.

    Raises:
        RefusedError: the visitor may not.
    """
    with store.writing() as connection:
        about = store.granted(connection, visitor, draft_id, "write")
        _drop_others(connection, about, 0, needed)


def made_at(store: Store, visitor: Visitor, draft_id: str, name: str) -> str | None:
    """When a draft's file was kept; None when it has none of that name. Raises RefusedError."""
    found = _of_file(store, visitor, draft_id, name, t.attachment.c.made_at)
    return None if found is None else str(found)


def get(store: Store, visitor: Visitor, draft_id: str, name: str) -> bytes | None:
    """The bytes of a draft's file; None when it has none of that name. Raises RefusedError."""
    data = _of_file(store, visitor, draft_id, name, t.attachment.c.data)
    return None if data is None else bytes(data)


def _of_file(
    store: Store, visitor: Visitor, draft_id: str, name: str, column: sa.Column[Any]
) -> Any:
    """What one column has of a draft's file; None without a file of that name."""
    with store.reading() as connection:
        about = store.granted(connection, visitor, draft_id, "read")
        here = sa.and_(t.attachment.c.draft == about.draft_id, t.attachment.c.name == name)
        return connection.execute(sa.select(column).where(here)).scalar()


def _make_room(connection: sa.Connection, about: DraftRow, size: int, needed: str) -> None:
    """Drop files that older revisions alone name, where there is too much; refuse if a server has too many.

    The file in use stays until a revision names another one, and ``trim`` drops it: so a draft may have a
    file more than its bound for as long as it takes to save a revision.
    """
    _drop_others(connection, about, size, needed)
    if about.trial:
        trials = sa.select(t.draft.c.id).where(t.draft.c.trial == 1)
        if _bytes(connection, t.attachment.c.draft.in_(trials)) + size > MAX_TRIALS_BYTES:
            raise DraftError(
                "This server keeps no more shipments of trial drafts for now. Come back later, or run "
                "Waybill on your own machine, where nothing is limited."
            )


def _drop_others(connection: sa.Connection, about: DraftRow, size: int, needed: str) -> None:
    """Drop all files but the one needed, where they and ``size`` bytes more are too much for a draft."""
    most = MAX_TRIAL_BYTES if about.trial else MAX_DRAFT_BYTES
    mine = t.attachment.c.draft == about.draft_id
    if _bytes(connection, mine) + size > most:
        others = sa.and_(mine, t.attachment.c.name != needed)
        connection.execute(sa.delete(t.attachment).where(others))


def _bytes(connection: sa.Connection, which: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.sum(t.attachment.c.size)).where(which)
    return int(connection.execute(query).scalar() or 0)
