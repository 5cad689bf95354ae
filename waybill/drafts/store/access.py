"""The store, and the one way to a draft in it: every call asks whether the visitor may."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from waybill.drafts import rights
from waybill.drafts.document import Document, DraftError
from waybill.drafts.rights import Access, Action, Host, Role, Visitor
from waybill.drafts.store import tables as t
from waybill.drafts.store.engine import WRITING, StoreError, connect
from waybill.drafts.store.migrations import NewerStoreError, migrate

KEPT_DOCUMENTS = 8
"""Documents kept in memory by draft and revision, which never change; the bundled story takes 0.5 MB."""


class RefusedError(DraftError):
    """Something that the visitor may not do; the text says why."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as the store has it, and what the visitor is to it."""

    draft_id: str
    title: str
    head_rev: int
    trial: bool
    role: Role | None
    expires_at: str | None
    published_as: str | None
    published_rev: int | None


def now_utc() -> datetime:
    """The time; a store may be given another clock."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A time as the store writes it: texts that sort as times do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """A time out of ``stamp``'s text."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def expire(connection: sa.Connection, now: str) -> int:
    """Delete what was kept as long as was said, for good; returns how many drafts."""
    return connection.execute(sa.delete(t.draft).where(t.draft.c.expires_at <= now)).rowcount


@contextmanager
def _telling_nothing() -> Iterator[None]:
    """Faults of the database without its own words: they quote rows of drafts, and passwords."""
    try:
        yield
    except sa.exc.SQLAlchemyError as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        raise StoreError(
            f"The store of drafts cannot be used ({kind}). Look at WAYBILL_DRAFTS, at whether the "
            "database runs, and whether there is room on its disk and it may be written."
        ) from None


class Store:
    """Drafts in one database, on a host with its rules; safe to use from several threads.

    The modules beside this one hold what can be done: ``drafts``, ``revisions``, ``clashes``,
    ``memory``. Each function takes the store and the visitor first.
    """

    def __init__(self, url: str, host: Host, clock: Callable[[], datetime] = now_utc) -> None:
        """Open the store of an address and bring its tables up to date.

        Raises:
            StoreError: it cannot be opened; the text says what is wrong.
        """
        self.host = host
        self.clock = clock
        self.engine = connect(url)
        self._documents: OrderedDict[tuple[str, int], Document] = OrderedDict()
        self._lock = threading.Lock()
        try:
            with self.writing() as connection:
                migrate(connection)
                expire(connection, self.now())
        except NewerStoreError as error:
            raise StoreError(str(error)) from None

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def now(self) -> str:
        """The time as the store writes it."""
        return stamp(self.clock())

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the store."""
        with _telling_nothing(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that is on disk when it ends, or has done nothing."""
        with (
            _telling_nothing(),
            self.engine.connect() as connection,
            connection.execution_options(**{WRITING: True}).begin(),
        ):
            yield connection

    def take_turn(
        self, connection: sa.Connection, visitor: Visitor, draft_id: str, action: Action
    ) -> DraftRow:
        """``granted``, once no other transaction that took its turn with this draft goes on, on any server.

        The turn ends with the connection's transaction, or with its process. On SQLite transactions that
        write are alone anyway. A lock of the draft's row would not do: ``reserve_name`` locks the table and
        then changes the row, so the two could wait for each other.
        """
        about = self.granted(connection, visitor, draft_id, action)
        if self.engine.dialect.name != "postgresql":
            return about
        key = hashlib.sha256(about.draft_id.encode()).digest()[:8]
        lock = {"lock": int.from_bytes(key, "big", signed=True)}
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), lock)
        return self.granted(connection, visitor, about.draft_id, action)

    def granted(
        self, connection: sa.Connection, visitor: Visitor, draft_id: str, action: Action
    ) -> DraftRow:
        """The draft, when the visitor may do ``action`` with it.

        ``draft_id`` is "" when the visitor's secret link names the draft.

        Raises:
            RefusedError: they may not, or there is no such draft; the text says which of the two
                only to those who may know.
        """
        known = t.draft.c.id == draft_id
        if not draft_id:
            known = t.draft.c.key_hash == rights.hash_of(visitor.key)
        mine = sa.and_(t.member.c.draft == t.draft.c.id, t.member.c.who == visitor.name.casefold())
        query = (
            sa.select(t.draft, t.member.c.role)
            .select_from(t.draft.outerjoin(t.member, mine))
            .where(known, t.draft.c.deleted_at.is_(None))
        )
        row = connection.execute(query).mappings().first()
        access = None
        if row is not None:
            access = Access(
                trial=bool(row["trial"]),
                role=row["role"],
                key_hash=row["key_hash"] or "",
                expired=row["expires_at"] is not None and row["expires_at"] <= self.now(),
            )
        decision = rights.decide(self.host, visitor, action, access)
        if not decision.allowed:
            raise RefusedError(decision.why)
        if row is None:
            raise RefusedError("There is no such draft.")
        return DraftRow(
            draft_id=row["id"],
            title=row["title"],
            head_rev=row["head_rev"],
            trial=bool(row["trial"]),
            role=row["role"],
            expires_at=row["expires_at"],
            published_as=row["published_as"],
            published_rev=row["published_rev"],
        )

    def kept(self, draft_id: str, rev: int) -> Document | None:
        """A document of a committed revision, if it is in memory."""
        with self._lock:
            found = self._documents.get((draft_id, rev))
            if found is not None:
                self._documents.move_to_end((draft_id, rev))
            return found

    def keep(self, draft_id: str, rev: int, document: Document) -> None:
        """Keep the document of a committed revision in memory."""
        with self._lock:
            self._documents[draft_id, rev] = document
            self._documents.move_to_end((draft_id, rev))
            while len(self._documents) > KEPT_DOCUMENTS:
                self._documents.popitem(last=False)
