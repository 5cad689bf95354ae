"""Clashes of a draft: kept until somebody decides between the two values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import sqlalchemy as sa

from waybill.drafts.document import DraftError
from waybill.drafts.merge import Clash
from waybill.drafts.rights import Visitor
from waybill.drafts.store import tables as t
from waybill.drafts.store.access import Store

Settled = Literal["theirs", "mine", "other"]


@dataclass(frozen=True, slots=True)
class OpenClash:
    """A clash that waits: ``made_by`` saved ``clash.mine``, ``theirs_by`` was first."""

    rev: int
    number: int
    clash: Clash
    made_by: str
    theirs_by: str
    made_at: str


def insert(
    connection: sa.Connection,
    draft_id: str,
    rev: int,
    found: Sequence[Clash],
    visitor: Visitor,
    now: str,
) -> None:
    """Store clashes in the transaction of the save that met them."""
    c = t.clash.c
    there = sa.select(sa.func.max(c.number)).where(c.draft == draft_id, c.rev == rev)
    first = (connection.execute(there).scalar() or 0) + 1
    r = t.revision.c
    before = sa.select(r.made_by).where(
        r.draft == draft_id, r.rev < rev, r.made_by != visitor.known_as
    )
    theirs_by = connection.execute(before.order_by(r.rev.desc()).limit(1)).scalar()
    rows = [
        {
            "draft": draft_id,
            "rev": rev,
            "number": number,
            "content": json.dumps(asdict(one)),
            "made_by": visitor.known_as,
            "theirs_by": theirs_by or visitor.known_as,
            "made_at": now,
            "settled": "",
        }
        for number, one in enumerate(found, first)
    ]
    connection.execute(sa.insert(t.clash), rows)


def open_clashes(store: Store, visitor: Visitor, draft_id: str) -> list[OpenClash]:
    """The clashes that nobody has decided yet, oldest first."""
    with store.reading() as connection:
        about = store.granted(connection, visitor, draft_id, "read")
        return waiting(connection, about.draft_id)


def waiting(connection: sa.Connection, draft_id: str) -> list[OpenClash]:
    """``open_clashes`` within a transaction, of a draft that the visitor may read."""
    c = t.clash.c
    query = sa.select(t.clash).where(c.draft == draft_id, c.settled == "").order_by(c.rev, c.number)
    return [
        OpenClash(
            row["rev"],
            row["number"],
            Clash(**json.loads(row["content"])),
            row["made_by"],
            row["theirs_by"],
            row["made_at"],
        )
        for row in connection.execute(query).mappings()
    ]


def settle(
    store: Store, visitor: Visitor, draft_id: str, rev: int, number: int, how: Settled
) -> None:
    """Note that a clash is decided. The value itself is saved like any other edit, before this."""
    c = t.clash.c
    with store.writing() as connection:
        about = store.granted(connection, visitor, draft_id, "write")
        this = sa.and_(c.draft == about.draft_id, c.rev == rev, c.number == number)
        done = connection.execute(sa.update(t.clash).where(this).values(settled=how))
        if done.rowcount != 1:
            raise DraftError("There is no such clash.")
