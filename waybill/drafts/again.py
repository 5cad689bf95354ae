"""A newer version of what was brought: the difference, joined with what was done since by hand.

The document of the last version that was brought is kept beside the draft. What changed between the two
versions is what the newer one says; it is merged like the work of a second editor, so that cells changed
by hand stay, and a cell changed both ways is a clash.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from waybill.drafts import shipments, snapshot
from waybill.drafts.document import Document
from waybill.drafts.files import read_files
from waybill.drafts.merge import Clash, merge
from waybill.drafts.publishing import TableChanges, changes
from waybill.drafts.rights import Visitor
from waybill.drafts.store import drafts, memory, revisions
from waybill.drafts.store.access import Store
from waybill.drafts.store.revisions import Saved

BROUGHT = "brought"
"""Where the document last brought is kept, among the recipes of a draft."""
WHAT = "Brought a newer version"


@dataclass(frozen=True, slots=True)
class Newer:
    """What taking a newer version over would do to the draft. ``file``: other shipments that it brings."""

    changes: tuple[TableChanges, ...]
    clashes: tuple[Clash, ...]
    left_out: int
    file: str = ""


def remember(store: Store, visitor: Visitor, draft_id: str, document: Document) -> None:
    """Keep what was brought, to compare the next version with it."""
    text = base64.b64encode(snapshot.pack(document)).decode("ascii")
    memory.remember_recipe(store, visitor, draft_id, BROUGHT, {"document": text})


def _last(store: Store, visitor: Visitor, draft_id: str) -> Document:
    kept = memory.recipes_of(store, visitor, draft_id).get(BROUGHT)
    if kept is None:
        return revisions.document_of(store, visitor, draft_id, 1)
    return snapshot.unpack(base64.b64decode(kept["document"]))


def look(store: Store, visitor: Visitor, draft_id: str, files: Mapping[str, bytes]) -> Newer:
    """Say what the newer files would change; nothing is stored."""
    opened = drafts.open_draft(store, visitor, draft_id)
    base = _last(store, visitor, draft_id)
    brought = read_files(files, base)
    merged = merge(base, brought.document, opened.document)
    found = changes(opened.document, merged.document)
    source = shipments.source_of(brought.document)
    kept = shipments.attached(store, visitor, opened).values()
    file = source if source in files and files[source] not in kept else ""
    return Newer(found, merged.clashes, len(brought.problems), file)


def take_over(store: Store, visitor: Visitor, draft_id: str, files: Mapping[str, bytes]) -> Saved:
    """Bring the newer files into the draft, as a new revision."""
    base = _last(store, visitor, draft_id)
    brought = read_files(files, base).document
    saved, named = shipments.save(store, visitor, draft_id, base, brought, files, WHAT)
    remember(store, visitor, draft_id, named)
    return saved
