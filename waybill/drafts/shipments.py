"""The shipments of a draft: the file that its story.toml names, and what counting it says."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

import sqlalchemy as sa

from waybill.drafts.document import INFO, Document, DraftError
from waybill.drafts.files import write_files
from waybill.drafts.merge import Clash
from waybill.drafts.rights import Visitor
from waybill.drafts.store import attachments, clashes, revisions
from waybill.drafts.store.access import DraftRow, Store
from waybill.drafts.store.drafts import Opened
from waybill.drafts.store.revisions import Saved
from waybill.evidence.phrases import as_sentence
from waybill.importing.shipments.named import is_file_name
from waybill.importing.shipments.process import Counted, count_apart
from waybill.limiter import BoundedCache, BusyError
from waybill.story.model import Story

SECTION = "shipments"
_counted: BoundedCache[str, Counted] = BoundedCache(
    lambda one: len(one.cube) + 10_000, max_entries=16, max_bytes=40_000_000
)


def source_of(document: Document) -> str:
    """The ``source`` of ``[shipments]``; "" where the draft has none."""
    table = document.table(INFO).rows.get(INFO, {}).get(SECTION)
    source = table.get("source") if isinstance(table, Mapping) else None
    return source if isinstance(source, str) else ""


def attached(store: Store, visitor: Visitor, opened: Opened) -> dict[str, bytes]:
    """The file that the draft's newest revision names; empty where it is not kept here."""
    source = source_of(opened.document)
    if not is_file_name(source):
        return {}
    data = attachments.get(store, visitor, opened.about.draft_id, source)
    return {} if data is None else {source: data}


def whole(store: Store, visitor: Visitor, opened: Opened) -> dict[str, bytes]:
    """All files of the draft's story folder, its shipments among them."""
    return {**write_files(opened.document), **attached(store, visitor, opened)}


def save(
    store: Store,
    visitor: Visitor,
    draft_id: str,
    base: int | Document,
    document: Document,
    files: Mapping[str, bytes],
    what: str,
) -> tuple[Saved, Document]:
    """Store what was made of ``base`` together with the file of shipments that it names: both, or neither.

    ``base`` is a revision, or a document that is none. The file gets a name that no other has, if it is
    among ``files``. What no longer counts is dropped where all together are too much for a draft; the file
    that the newest revision names stays, and the one of the newest clash that waits for a decision.
    Returns what the save came to, and ``document`` with the name that its file got.

    Raises:
        RefusedError: the visitor may not.
        DraftError: it is larger than what is kept here.
    """
    named = document

    def bring(connection: sa.Connection, about: DraftRow, head: Document) -> Document:
        nonlocal named
        needed = (source_of(head), _waiting(connection, about.draft_id))
        named = _kept(store, connection, about, document, files, needed)
        return named

    saved = (
        revisions.save(store, visitor, draft_id, base, document, what, bring)
        if isinstance(base, int)
        else revisions.save_over(store, visitor, draft_id, base, document, what, bring)
    )
    with store.writing() as connection:
        about = store.take_turn(connection, visitor, draft_id, "write")
        newest = revisions.document_at(store, connection, about.draft_id, about.head_rev)
        needed = (source_of(newest), _waiting(connection, about.draft_id))
        attachments.trim(connection, about, needed)
    return saved, named


def keep(
    store: Store, visitor: Visitor, draft_id: str, document: Document, files: Mapping[str, bytes]
) -> Document:
    """Keep the file of shipments of a draft that was just started, if it is among ``files``.

    Returns the document, which names the file as the draft has it.

    Raises:
        RefusedError: the visitor may not.
        DraftError: it is larger than what is kept here.
    """
    with store.writing() as connection:
        about = store.take_turn(connection, visitor, draft_id, "write")
        return _kept(store, connection, about, document, files, ())


def _kept(
    store: Store,
    connection: sa.Connection,
    about: DraftRow,
    document: Document,
    files: Mapping[str, bytes],
    needed: Collection[str],
) -> Document:
    """Keep the file that a document names; returns the document, which names it as the draft has it."""
    source = source_of(document)
    data = files.get(source) if is_file_name(source) else None
    if data is None:
        return document
    name = attachments.put(connection, about, source, data, store.now(), needed)
    if name == source:
        return document
    table = {**document.row(INFO, INFO)[SECTION], "source": name}
    return document.set_cell(INFO, INFO, SECTION, table)


def _waiting(connection: sa.Connection, draft_id: str) -> str:
    """The file of the newest clash of shipments that nobody has decided yet; "" without one."""
    found = (one.clash for one in reversed(clashes.waiting(connection, draft_id)))
    return next((source for one in found if (source := source_in_clash(one))), "")


def source_in_clash(clash: Clash) -> str:
    """The file of shipments that would count if a clash was decided the other way; "" for other clashes."""
    other = clash.mine
    if (clash.kind, clash.table, clash.column) != ("cell", INFO, SECTION):
        return ""
    source = other.get("source") if isinstance(other, Mapping) else None
    return source if isinstance(source, str) else ""


def counted(story: Story | None, files: Mapping[str, bytes]) -> Counted | None:
    """What counting the shipments of a story folder says; None for a story without any.

    It is done in a process of its own, once for the same bytes.

    Args:
        story: what the files say.
        files: the files of the folder, the one with the shipments among them.

    Raises:
        DraftError: too many others wait.
    """
    if story is None or story.info.shipments is None:
        return None
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(data).digest())
    key = digest.hexdigest()
    found = _counted.get(key)
    if found is None:
        try:
            found = count_apart(files, story)
        except BusyError as refusal:
            raise DraftError(f"The shipments cannot be counted: {as_sentence(refusal)}") from None
        assert found is not None  # the story has shipments
        _counted.put(key, found)
    return found
