"""The shipments of a draft: the file that its story.toml names, and what counting it says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from waybill.drafts.document import INFO, Document, DraftError
from waybill.drafts.files import write_files
from waybill.drafts.rights import Visitor
from waybill.drafts.store import attachments, drafts
from waybill.drafts.store.access import Store
from waybill.drafts.store.drafts import Opened
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


@contextmanager
def keeping(
    store: Store, visitor: Visitor, draft_id: str, document: Document, files: Mapping[str, bytes]
) -> Iterator[Document]:
    """Keep the file of shipments that a document names while a block saves that document.

    Gives the document, which names the file as the draft has it. The file in use so far stays until the
    block is done; then, where both are too much, the one that the newest revision names stays. Another
    visitor who brings a file to the same draft waits for the block: until its revision is saved, nothing
    but this file's name says that it is needed.

    Raises:
        DraftError: the visitor may not, or it is larger than what is kept here.
    """
    about = drafts.open_draft(store, visitor, draft_id).about
    with store.alone(about.draft_id):
        before = source_of(drafts.open_draft(store, visitor, draft_id).document)
        named = keep(store, visitor, draft_id, document, files, before)
        try:
            yield named
        finally:
            newest = drafts.open_draft(store, visitor, draft_id).document
            attachments.trim(store, visitor, draft_id, source_of(newest))


def keep(
    store: Store,
    visitor: Visitor,
    draft_id: str,
    document: Document,
    files: Mapping[str, bytes],
    needed: str = "",
) -> Document:
    """Keep the file of shipments that a document names, if it is among those brought.

    Returns the document, which names the file as the draft has it. ``needed`` is the file that the newest
    revision names, which stays.

    Raises:
        DraftError: the visitor may not, or it is larger than what is kept here.
    """
    source = source_of(document)
    data = files.get(source) if is_file_name(source) else None
    if data is None:
        return document
    name = attachments.put(store, visitor, draft_id, source, data, needed)
    if name == source:
        return document
    table = {**document.row(INFO, INFO)[SECTION], "source": name}
    return document.set_cell(INFO, INFO, SECTION, table)


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
