"""The files of shipments that drafts carry, each under a name of its own, never changed once it is there.

A draft's story.toml names the one that counts, so that taking a change back also goes back to its file.
One that was dropped leaves its name behind, with no bytes: an older revision names it, and another file of
that name would be taken for it.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Any

import sqlalchemy as sa

from waybill.drafts.document import DraftError
from waybill.drafts.rights import Visitor
from waybill.drafts.store import tables as t
from waybill.drafts.store.access import DraftRow, Store

MAX_BYTES = 50_000_000
"""Of one file, as of a CSV file of a story folder."""
DROPPED = -1
"""The size of a file of which only the name is left."""
MAX_DRAFT_BYTES = 150_000_000
MAX_TRIAL_BYTES = 20_000_000
"""Of all files of a trial draft; and of those of all trials together:"""
MAX_TRIALS_BYTES = 2_000_000_000


def put(
    connection: sa.Connection,
    about: DraftRow,
    name: str,
    data: bytes,
    now: str,
    needed: Collection[str] = (),
) -> str:
    """Keep a file with a draft, in a transaction that took its turn; returns the name that it has there.

    Args:
        connection: the transaction.
        about: the draft, to which the visitor may write.
        name: what it should be called; it gets a number where another file has that name.
        data: its bytes.
        now: the time.
        needed: files that stay; others go where room is needed.

    Raises:
        DraftError: it is larger than what is kept here.
    """
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
        kept = connection.execute(
            sa.select(t.attachment.c.size, t.attachment.c.data).where(here)
        ).first()
        if kept is None:
            break
        if kept.size == len(data) and bytes(kept.data) == data:
            return name
        count += 1
        name = str(path.with_name(f"{path.stem}-{count}{path.suffix}"))
    _make_room(connection, about, len(data), needed)
    connection.execute(
        sa.insert(t.attachment).values(
            draft=about.draft_id, name=name, size=len(data), data=data, made_at=now
        )
    )
    return name


def trim(connection: sa.Connection, about: DraftRow, needed: Collection[str]) -> None:
    """Drop the files that nobody needs, where all together are more than a draft may have."""
    _drop_others(connection, about, 0, needed)


def made_at(store: Store, visitor: Visitor, draft_id: str, name: str) -> str | None:
    """When a draft's file was kept; None when it has none of that name. Raises RefusedError."""
    found = _of_file(store, visitor, draft_id, name, t.attachment.c.made_at)
    return None if found is None else str(found)


def get(store: Store, visitor: Visitor, draft_id: str, name: str) -> bytes | None:
    """The bytes of a draft's file; None when it has none of that name. Raises RefusedError."""
    data = _of_file(store, visitor, draft_id, name, t.attachment.c.data)
    return None if data is None else bytes(data)


def was_dropped(store: Store, visitor: Visitor, draft_id: str, name: str) -> bool:
    """Whether only the name is left of a file that the draft had; never of one that was not brought.

    Raises RefusedError.
    """
    return _of_file(store, visitor, draft_id, name, t.attachment.c.name, dropped=True) is not None


def _of_file(
    store: Store,
    visitor: Visitor,
    draft_id: str,
    name: str,
    column: sa.Column[Any],
    *,
    dropped: bool = False,
) -> Any:
    """What one column has of a draft's file, or of one that was dropped; None without one of that name."""
    size = t.attachment.c.size
    with store.reading() as connection:
        about = store.granted(connection, visitor, draft_id, "read")
        here = (t.attachment.c.draft == about.draft_id, t.attachment.c.name == name)
        of_kind = size == DROPPED if dropped else size != DROPPED
        return connection.execute(sa.select(column).where(*here, of_kind)).scalar()


def _make_room(
    connection: sa.Connection, about: DraftRow, size: int, needed: Collection[str]
) -> None:
    """Drop files that nobody needs, where there is too much; refuse if a server has too many.

    Those in use stay until a revision names another one, and ``trim`` drops them.
    """
    _drop_others(connection, about, size, needed)
    if about.trial:
        trials = sa.select(t.draft.c.id).where(t.draft.c.trial == 1)
        if _bytes(connection, t.attachment.c.draft.in_(trials)) + size > MAX_TRIALS_BYTES:
            raise DraftError(
                "This server keeps no more shipments of trial drafts for now. Come back later, or run "
                "Waybill on your own machine, where nothing is limited."
            )


def _drop_others(
    connection: sa.Connection, about: DraftRow, size: int, needed: Collection[str]
) -> None:
    """Drop all files but those needed, where they and ``size`` bytes more are too much for a draft."""
    most = MAX_TRIAL_BYTES if about.trial else MAX_DRAFT_BYTES
    mine = t.attachment.c.draft == about.draft_id
    if _bytes(connection, mine) + size > most:
        others = sa.and_(mine, t.attachment.c.name.not_in(needed))
        connection.execute(sa.update(t.attachment).where(others).values(size=DROPPED, data=b""))


def _bytes(connection: sa.Connection, which: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.sum(t.attachment.c.size)).where(which, t.attachment.c.size != DROPPED)
    return int(connection.execute(query).scalar() or 0)
