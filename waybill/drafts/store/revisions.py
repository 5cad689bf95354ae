"""Revisions of a draft: save, look back, take back, bring back, and thin out what is old."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from waybill.drafts import snapshot
from waybill.drafts.document import INFO, Document, DraftError
from waybill.drafts.merge import Clash, Merged, merge
from waybill.drafts.operations import Operation, apply, diff, invert
from waybill.drafts.rights import Visitor
from waybill.drafts.sentences import sentence_of
from waybill.drafts.store import clashes
from waybill.drafts.store import tables as t
from waybill.drafts.store.access import DraftRow, Store, moment
from waybill.drafts.thinning import kept_revisions

ATTEMPTS = 50
"""How often a save is tried again because somebody was faster, before it gives up."""
THIN_EVERY = 50  # revisions
MAX_TRIAL_BYTES = 10_000_000
MAX_BYTES = 50_000_000
"""A document, compressed; the bundled story has 0.03 MB."""
MAX_TRIAL_DOCUMENT_BYTES = 5_000_000


Bring = Callable[[sa.Connection, DraftRow, Document], Document]
"""Keeps a file in the transaction of a save, given the newest document; returns the one that names the file."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to: the newest revision, and what clashed with what others did meanwhile."""

    rev: int
    document: Document
    clashes: tuple[Clash, ...] = ()
    what: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A revision in the history."""

    rev: int
    made_by: str
    made_at: str
    what: str
    name: str
    published: bool


def save(
    store: Store,
    visitor: Visitor,
    draft_id: str,
    seen: int,
    document: Document,
    what: str = "",
    bring: Bring | None = None,
) -> Saved:
    """Store what a visitor made of revision ``seen``; on disk when this returns.

    What others stored meanwhile is kept, and joined by row and column. What clashes with it is
    stored as a clash. ``what`` says what was done; the operations say it otherwise. ``bring`` keeps a
    file that ``document`` names: both are stored, or neither.

    Raises:
        RefusedError: the visitor may not.
        DraftError: it is too much, or there is no such revision.
    """

    def change(connection: sa.Connection, about: DraftRow, head: Document) -> Merged:
        base = document_at(store, connection, about.draft_id, seen)
        return merge(base, bring(connection, about, head) if bring else document, head)

    saved = _commit(store, visitor, draft_id, change, what, keep_clashes=True)
    if saved.rev % THIN_EVERY == 0:
        thin(store, visitor, draft_id)
    return saved


def save_over(
    store: Store,
    visitor: Visitor,
    draft_id: str,
    base: Document,
    document: Document,
    what: str,
    bring: Bring | None = None,
) -> Saved:
    """Store what was made of ``base``, which is no revision, as ``save`` does of a revision."""

    def change(connection: sa.Connection, about: DraftRow, head: Document) -> Merged:
        return merge(base, bring(connection, about, head) if bring else document, head)

    return _commit(store, visitor, draft_id, change, what, keep_clashes=True)


def undo(store: Store, visitor: Visitor, draft_id: str, rev: int) -> Saved:
    """Take back what a revision did, whatever came after it, as a new revision.

    What was changed again since stays as it is, and is returned as a clash.
    """

    def change(connection: sa.Connection, about: DraftRow, head: Document) -> Merged:
        after = document_at(store, connection, about.draft_id, rev)
        done = _operations(connection, about.draft_id, rev)
        return merge(after, apply(after, invert(done)), head)

    with store.reading() as connection:
        about = store.granted(connection, visitor, draft_id, "read")
        said = _entry(connection, about.draft_id, rev).what
    if rev == 1:
        raise DraftError("This is how the story began; there is nothing before it.")
    return _commit(store, visitor, draft_id, change, f"Took back: {said}")


def restore(store: Store, visitor: Visitor, draft_id: str, rev: int) -> Saved:
    """Make the story as it was at a revision, as a new revision."""

    def change(connection: sa.Connection, about: DraftRow, head: Document) -> Merged:
        return Merged(document_at(store, connection, about.draft_id, rev))

    with store.reading() as connection:
        about = store.granted(connection, visitor, draft_id, "read")
        entry = _entry(connection, about.draft_id, rev)
    when = f"{moment(entry.made_at):%d %B %Y, %H:%M} UTC".lstrip("0")
    named = f"“{entry.name}”" if entry.name else f"the version of {when}"
    return _commit(store, visitor, draft_id, change, f"Went back to {named}")


def _commit(
    store: Store,
    visitor: Visitor,
    draft_id: str,
    change: Callable[[sa.Connection, DraftRow, Document], Merged],
    what: str,
    keep_clashes: bool = False,
) -> Saved:
    """Put a revision on top of the newest one, once more when somebody was faster."""
    for _ in range(ATTEMPTS):
        try:
            with store.writing() as connection:
                about = store.take_turn(connection, visitor, draft_id, "write")
                head = document_at(store, connection, about.draft_id, about.head_rev)
                merged = change(connection, about, head)
                operations = diff(head, merged.document)
                said = what or sentence_of(operations, head, merged.document)
                rev = about.head_rev + bool(operations)
                if operations:
                    _put_on_top(store, connection, about, merged.document)
                    _insert(store, connection, visitor, about, merged.document, operations, said)
                if keep_clashes and merged.clashes:
                    now = store.now()
                    clashes.insert(connection, about.draft_id, rev, merged.clashes, visitor, now)
        except _SomebodyFasterError:
            continue
        if not operations:
            return Saved(rev, head, merged.clashes)
        store.keep(about.draft_id, rev, merged.document)
        return Saved(rev, merged.document, merged.clashes, said)
    raise DraftError("Too many people are saving this story at once. Try again in a moment.")


class _SomebodyFasterError(Exception):
    """The newest revision is no longer the one that was read."""


def _put_on_top(
    store: Store, connection: sa.Connection, about: DraftRow, document: Document
) -> None:
    """Compare and set the newest revision."""
    top = document.table(INFO).rows.get(INFO, {})
    done = connection.execute(
        sa.update(t.draft)
        .where(t.draft.c.id == about.draft_id, t.draft.c.head_rev == about.head_rev)
        .values(
            head_rev=about.head_rev + 1,
            changed_at=store.now(),
            title=str(top.get("title") or "Untitled story")[:200],
        )
    )
    if done.rowcount != 1:
        raise _SomebodyFasterError


def _insert(
    store: Store,
    connection: sa.Connection,
    visitor: Visitor,
    about: DraftRow,
    document: Document,
    operations: Sequence[Operation],
    what: str,
) -> None:
    data = snapshot.pack(document)
    check_size(len(data), about.trial)
    if about.trial:
        _check_trial_size(connection, about)
    connection.execute(
        sa.insert(t.revision).values(
            draft=about.draft_id,
            rev=about.head_rev + 1,
            made_by=visitor.known_as,
            made_at=store.now(),
            what=what,
            name="",
            published=0,
            operations=snapshot.pack_operations(operations),
            document=data,
        )
    )


def check_size(size: int, trial: bool) -> None:
    """Refuse a document that is larger, compressed, than what is kept here."""
    most = MAX_TRIAL_DOCUMENT_BYTES if trial else MAX_BYTES
    if size > most:
        raise DraftError(
            f"This story takes {size / 1e6:.0f} MB, compressed; at most {most // 1_000_000} MB are "
            "kept here. Bring fewer rows, or work on a Waybill of your own."
        )


def _check_trial_size(connection: sa.Connection, about: DraftRow) -> None:
    """Drop a trial's older snapshots when they take too much; refuse when that is not enough."""
    c = t.revision.c
    size = sa.func.sum(
        sa.func.length(c.operations) + sa.func.coalesce(sa.func.length(c.document), 0)
    )
    query = sa.select(size).where(c.draft == about.draft_id)
    if (connection.execute(query).scalar() or 0) <= MAX_TRIAL_BYTES:
        return
    older = sa.and_(c.draft == about.draft_id, c.rev < about.head_rev)
    connection.execute(sa.update(t.revision).where(older).values(document=None))
    if (connection.execute(query).scalar() or 0) > MAX_TRIAL_BYTES:
        raise DraftError("This trial draft is full. Download its folder, and start again from it.")


def document_at(store: Store, connection: sa.Connection, draft_id: str, rev: int) -> Document:
    """The document of a revision. Where its snapshot was thinned out, it is made again from a later one.

    Raises:
        DraftError: there is no such revision.
    """
    if (found := store.kept(draft_id, rev)) is not None:
        return found
    c = t.revision.c
    of = sa.select(c.rev, c.document).where(c.draft == draft_id, c.rev >= rev)
    row = connection.execute(of.where(c.document.is_not(None)).order_by(c.rev).limit(1)).first()
    if row is None:
        raise DraftError("There is no such version of this story.")
    document = snapshot.unpack(row.document)
    for later in range(row.rev, rev, -1):
        document = apply(document, invert(_operations(connection, draft_id, later)))
    store.keep(draft_id, rev, document)
    return document


def _operations(connection: sa.Connection, draft_id: str, rev: int) -> list[Operation]:
    c = t.revision.c
    query = sa.select(c.operations).where(c.draft == draft_id, c.rev == rev)
    data = connection.execute(query).scalar()
    if data is None:
        raise DraftError("There is no such version of this story.")
    return snapshot.unpack_operations(data)


def _entry(connection: sa.Connection, draft_id: str, rev: int) -> Entry:
    c = t.revision.c
    query = _entries().where(c.draft == draft_id, c.rev == rev)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise DraftError("There is no such version of this story.")
    return _to_entry(row)


def _entries() -> sa.Select[Any]:
    c = t.revision.c
    return sa.select(c.rev, c.made_by, c.made_at, c.what, c.name, c.published)


def _to_entry(row: Any) -> Entry:
    return Entry(**{**row, "published": bool(row["published"])})


def history(
    store: Store, visitor: Visitor, draft_id: str, before: int | None = None, most: int = 100
) -> list[Entry]:
    """What was done, newest first; ``before`` is the revision from which to go on backwards."""
    c = t.revision.c
    with store.reading() as connection:
        about = store.granted(connection, visitor, draft_id, "read")
        query = _entries().where(c.draft == about.draft_id).order_by(c.rev.desc()).limit(most)
        if before is not None:
            query = query.where(c.rev < before)
        return [_to_entry(row) for row in connection.execute(query).mappings()]


def document_of(store: Store, visitor: Visitor, draft_id: str, rev: int) -> Document:
    """The story as it was at a revision."""
    with store.reading() as connection:
        about = store.granted(connection, visitor, draft_id, "read")
        return document_at(store, connection, about.draft_id, rev)


def name_revision(store: Store, visitor: Visitor, draft_id: str, rev: int, name: str) -> None:
    """Give a revision a name, so that it is kept for good; "" takes the name away."""
    c = t.revision.c
    with store.writing() as connection:
        about = store.granted(connection, visitor, draft_id, "write")
        _entry(connection, about.draft_id, rev)
        this = sa.and_(c.draft == about.draft_id, c.rev == rev)
        connection.execute(sa.update(t.revision).where(this).values(name=name.strip()[:100]))


def thin(store: Store, visitor: Visitor, draft_id: str) -> int:
    """Drop snapshots of old revisions; returns how many.

    Their operations stay: the history is whole, each revision can be taken back, and its document is
    made again when somebody asks for it.
    """
    c = t.revision.c
    with store.writing() as connection:
        about = store.granted(connection, visitor, draft_id, "write")
        query = sa.select(c.rev, c.made_at, c.name, c.published).where(
            c.draft == about.draft_id, c.document.is_not(None)
        )
        rows = connection.execute(query).all()
        for_good = {row.rev for row in rows if row.name or row.published}
        kept = kept_revisions(
            {row.rev: moment(row.made_at) for row in rows}, store.clock(), for_good
        )
        gone = [row.rev for row in rows if row.rev not in kept]
        if gone:
            these = sa.and_(c.draft == about.draft_id, c.rev.in_(gone))
            connection.execute(sa.update(t.revision).where(these).values(document=None))
    return len(gone)
