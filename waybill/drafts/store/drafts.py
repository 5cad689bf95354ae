"""Drafts as wholes: start one, open it, list them, share them, take them away."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from waybill.drafts import rights, snapshot
from waybill.drafts.document import INFO, Document, DraftError
from waybill.drafts.operations import diff
from waybill.drafts.rights import ROLES, Role, Visitor
from waybill.drafts.store import tables as t
from waybill.drafts.store.access import DraftRow, RefusedError, Store, expire, stamp
from waybill.drafts.store.revisions import check_size, document_at

MAX_TRIALS = 500
"""Trial drafts on one server; with MAX_TRIAL_BYTES each, they take 5 GB at the very most."""


@dataclass(frozen=True, slots=True)
class Started:
    """A new draft. ``key`` is the secret of its link, told this once; "" for drafts of a login."""

    draft_id: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft with its newest revision."""

    about: DraftRow
    document: Document

    @property
    def rev(self) -> int:
        """The revision to name when saving."""
        return self.about.head_rev


@dataclass(frozen=True, slots=True)
class Listed:
    """A draft in a list."""

    draft_id: str
    title: str
    role: Role | None
    changed_at: str
    published_as: str | None


def start(store: Store, visitor: Visitor, document: Document, what: str = "Started") -> Started:
    """Store a new draft; its first revision holds ``document``.

    Raises:
        RefusedError: the visitor may not, or the server has no room for another trial draft.
    """
    decision = rights.decide(store.host, visitor, "start")
    if not decision.allowed:
        raise RefusedError(decision.why)
    trial = not store.host.login and not (store.host.local and not visitor.proxied)
    data = snapshot.pack(document)
    check_size(len(data), trial)
    started = Started(secrets.token_hex(8), rights.new_key() if trial else "")
    now = store.clock()
    with store.writing() as connection:
        if trial:
            _make_room(connection, stamp(now))
        connection.execute(
            sa.insert(t.draft).values(
                id=started.draft_id,
                title=title_of(document),
                trial=int(trial),
                key_hash=rights.hash_of(started.key) if trial else None,
                head_rev=1,
                created_by=visitor.known_as,
                created_at=stamp(now),
                changed_at=stamp(now),
                expires_at=stamp(now + rights.TRIAL_LASTS) if trial else None,
            )
        )
        connection.execute(
            sa.insert(t.revision).values(
                draft=started.draft_id,
                rev=1,
                made_by=visitor.known_as,
                made_at=stamp(now),
                what=what,
                name="",
                published=0,
                operations=snapshot.pack_operations(diff(Document(), document)),
                document=data,
            )
        )
        if visitor.name:
            who = visitor.name.casefold()
            values = {"draft": started.draft_id, "who": who, "role": "owner"}
            connection.execute(sa.insert(t.member).values(values))
    return started


def _make_room(connection: sa.Connection, now: str) -> None:
    expire(connection, now)
    there = connection.execute(sa.select(sa.func.count()).where(t.draft.c.trial == 1)).scalar() or 0
    if there >= MAX_TRIALS:
        raise RefusedError(
            "This server keeps no more trial drafts for now. Come back later, or run Waybill on "
            "your own machine, where nothing is limited."
        )


def open_draft(store: Store, visitor: Visitor, draft_id: str = "") -> Opened:
    """Open a draft by its id, or by the visitor's secret link; RefusedError when they may not."""
    with store.reading() as connection:
        about = store.granted(connection, visitor, draft_id, "read")
        return Opened(about, document_at(store, connection, about.draft_id, about.head_rev))


def drafts_of(store: Store, visitor: Visitor) -> list[Listed]:
    """The drafts that a visitor may read, last changed first; those of secret links are not listed."""
    at_machine = store.host.local and not store.host.login and not visitor.proxied
    if not at_machine and not (store.host.login and visitor.name):
        return []
    mine = sa.and_(t.member.c.draft == t.draft.c.id, t.member.c.who == visitor.name.casefold())
    query = (
        sa.select(t.draft, t.member.c.role)
        .select_from(t.draft.join(t.member, mine, isouter=at_machine))
        .where(t.draft.c.trial == 0, t.draft.c.deleted_at.is_(None))
        .order_by(t.draft.c.changed_at.desc())
    )
    with store.reading() as connection:
        rows = connection.execute(query).mappings().all()
    return [
        Listed(r["id"], r["title"], r["role"], r["changed_at"], r["published_as"]) for r in rows
    ]


def share(store: Store, visitor: Visitor, draft_id: str, who: str, role: Role | None) -> None:
    """Give somebody a role in a draft, another one, or (None) none any more.

    Raises:
        DraftError: the draft would have no owner, or there is no such role.
    """
    who = who.strip().casefold()
    if "@" not in who or (role is not None and role not in ROLES):
        raise DraftError("Name the address that they log in with, and owner, editor or reader.")
    with store.writing() as connection:
        about = store.granted(connection, visitor, draft_id, "share")
        there = sa.and_(t.member.c.draft == about.draft_id, t.member.c.who == who)
        connection.execute(sa.delete(t.member).where(there))
        if role is not None:
            values = {"draft": about.draft_id, "who": who, "role": role}
            connection.execute(sa.insert(t.member).values(values))
        owners = sa.select(sa.func.count()).where(
            t.member.c.draft == about.draft_id, t.member.c.role == "owner"
        )
        if store.host.login and not connection.execute(owners).scalar():
            raise DraftError("A story needs an owner. Make somebody else its owner first.")


def members(store: Store, visitor: Visitor, draft_id: str) -> list[tuple[str, Role]]:
    """Who has which role in a draft, by address; RefusedError for those who may not share it."""
    with store.reading() as connection:
        about = store.granted(connection, visitor, draft_id, "share")
        query = sa.select(t.member.c.who, t.member.c.role).where(t.member.c.draft == about.draft_id)
        return [(row.who, row.role) for row in connection.execute(query.order_by(t.member.c.who))]


def delete(store: Store, visitor: Visitor, draft_id: str = "") -> None:
    """Take a draft away. A trial is gone for good; another one stays in the store, out of sight."""
    with store.writing() as connection:
        about = store.granted(connection, visitor, draft_id, "delete")
        this = t.draft.c.id == about.draft_id
        if about.trial:
            connection.execute(sa.delete(t.draft).where(this))
        else:
            connection.execute(sa.update(t.draft).where(this).values(deleted_at=store.now()))


def reserve_name(
    store: Store, visitor: Visitor, draft_id: str, wanted: str, taken: Collection[str]
) -> str:
    """The name under which a draft is or will be served: the one it has, or one that no other has."""
    with store.writing() as connection:
        about = store.granted(connection, visitor, draft_id, "publish")
        if about.published_as:
            return about.published_as
        if store.engine.dialect.name == "postgresql":
            connection.execute(sa.text("LOCK TABLE draft IN SHARE ROW EXCLUSIVE MODE"))
        names = connection.execute(sa.select(t.draft.c.published_as)).scalars()
        others = {*taken, *(name for name in names if name)}
        found, count = wanted, 1
        while found in others:
            count += 1
            found = f"{wanted}-{count}"
        this = t.draft.c.id == about.draft_id
        connection.execute(sa.update(t.draft).where(this).values(published_as=found))
    return found


def published(store: Store, visitor: Visitor, draft_id: str, rev: int) -> None:
    """Note that a revision is served; it is kept for good."""
    with store.writing() as connection:
        about = store.granted(connection, visitor, draft_id, "publish")
        this = t.draft.c.id == about.draft_id
        connection.execute(sa.update(t.draft).where(this).values(published_rev=rev))
        of = sa.and_(t.revision.c.draft == about.draft_id, t.revision.c.rev == rev)
        connection.execute(sa.update(t.revision).where(of).values(published=1))


def title_of(document: Document) -> str:
    """The title that a list of drafts shows."""
    row = document.table(INFO).rows.get(INFO, {})
    return str(row.get("title") or "Untitled story")[:200]
