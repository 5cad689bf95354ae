"""Publishing a draft: what will change, what stands in the way, and the act itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from waybill.drafts.document import INFO, TABLES, Document, DraftError
from waybill.drafts.files import check, read_files, write_files
from waybill.drafts.operations import AddRow, RemoveRow, SetCell, diff
from waybill.drafts.rights import Visitor
from waybill.drafts.sentences import NOUNS, row_name
from waybill.drafts.shipments import attached, whole
from waybill.drafts.shipments import counted as counted_shipments
from waybill.drafts.store import clashes, drafts
from waybill.drafts.store.access import Store
from waybill.evidence.phrases import as_sentence, counted
from waybill.story import shelf, story_version
from waybill.story.model import Story
from waybill.story.reading.folder import STORY_FILES
from waybill.story.reading.problems import Problem
from waybill.story.reading.suggest.identifiers import identifier

TAKEN = frozenset({"data", "story", "stories"})
"""Names that a published story does not get, so that nobody takes it for something else."""


@dataclass(frozen=True, slots=True)
class TableChanges:
    """Rows of one table by the names that people know them by."""

    table: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What publishing would change, against what is served now.

    ``first``: nothing of it is served yet. ``story`` is what would be; None stands in the way, as
    ``errors`` do, and those of its ``shipments``. ``undecided`` counts clashes that nobody has decided yet. ``served`` is the folder of
    what is served now.
    """

    first: bool
    changes: tuple[TableChanges, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    story: Story | None
    undecided: int = 0
    served: Path | None = None
    shipments: tuple[Problem, ...] = ()

    @property
    def hindrance(self) -> str:
        """Why it cannot be published; "" when it can."""
        if self.undecided:
            return (
                f"{counted(self.undecided, 'clash', 'clashes')} between two people are undecided."
            )
        if self.errors:
            return f"{counted(len(self.errors), 'fault')} would keep rows out of the story."
        if self.story is None:
            return "It has no place and no leg to show."
        # Nor may who writes a draft name a database that this server can reach.
        return as_sentence(str(self.shipments[0])) if self.shipments else ""


def summary(store: Store, visitor: Visitor, draft_id: str, stories: Path) -> Summary:
    """Compare a draft's newest revision with what is served of it."""
    opened = drafts.open_draft(store, visitor, draft_id)
    waiting = len(clashes.open_clashes(store, visitor, draft_id))
    served = None
    if opened.about.published_as:
        served = shelf.newest(stories, opened.about.published_as)
    before = Document() if served is None else _document_in(served.folder, opened.document)
    read = check(opened.document)
    counting = counted_shipments(read.story, whole(store, visitor, opened))
    return Summary(
        first=served is None,
        changes=changes(before, opened.document),
        errors=read.errors,
        warnings=tuple(problem for problem in read.problems if not problem.is_error),
        story=read.story,
        undecided=waiting,
        served=None if served is None else served.folder,
        shipments=() if counting is None else counting.errors,
    )


def changes(before: Document, after: Document) -> tuple[TableChanges, ...]:
    """Rows added, changed and removed, by table, with the names of the rows."""
    rows: dict[str, dict[str, dict[str, None]]] = {}
    for one in diff(before, after):
        if isinstance(one, AddRow | RemoveRow | SetCell):
            kind = {AddRow: "added", RemoveRow: "removed", SetCell: "changed"}[type(one)]
            rows.setdefault(one.table, {}).setdefault(kind, {})[one.row] = None
    return tuple(
        TableChanges(
            table,
            added=_names(after, table, rows[table].get("added", {})),
            changed=_names(after, table, rows[table].get("changed", {})),
            removed=_names(before, table, rows[table].get("removed", {})),
        )
        for table in TABLES
        if table in rows
    )


def _names(document: Document, table: str, keys: dict[str, None]) -> tuple[str, ...]:
    if table == INFO:
        return ("the page’s texts",) if keys else ()
    return tuple(row_name(document, table, key) for key in keys)


def lines_of(changes: Iterable[TableChanges], most: int) -> tuple[str, ...]:
    """A line for each table and what became of its rows, with at most so many of their names."""
    lines = []
    for one in changes:
        for verb, names in (
            ("added", one.added),
            ("changed", one.changed),
            ("removed", one.removed),
        ):
            if names:
                what = counted(len(names), NOUNS[one.table]) if one.table in NOUNS else "page"
                more = f", and {len(names) - most} more" if len(names) > most else ""
                lines.append(f"{what} {verb}: {', '.join(names[:most])}{more}")
    return tuple(lines)


def changes_between(earlier: Path, later: Path) -> tuple[TableChanges, ...]:
    """What two published versions of a story differ in."""
    after = _document_in(later, Document())
    return changes(_document_in(earlier, after), after)


def _document_in(folder: Path, like: Document) -> Document:
    files = {
        name: (folder / name).read_bytes() for name in STORY_FILES if (folder / name).is_file()
    }
    return read_files(files, like).document


def publish(store: Store, visitor: Visitor, draft_id: str, stories: Path) -> shelf.Published:
    """Serve a draft's newest revision from this server, in the place of an earlier one.

    Raises:
        RefusedError: the visitor may not.
        DraftError: faults or clashes stand in the way, or the folder cannot be written.
    """
    opened = drafts.open_draft(store, visitor, draft_id)
    found = summary(store, visitor, draft_id, stories)
    if found.hindrance:
        raise DraftError(f"This cannot be published yet. {found.hindrance}")
    # A folder that is there already may be of a story that this store knows nothing of.
    taken = TAKEN | {entry.name for entry in stories.iterdir()} if stories.is_dir() else TAKEN
    # Asked before anything is written, and again by the store when it is noted.
    name = drafts.reserve_name(store, visitor, draft_id, _wanted_name(opened.document), taken)
    try:
        assert found.story is not None  # or there would be a hindrance
        version = story_version(found.story)
        more = attached(store, visitor, opened)
        done = shelf.publish(stories, name, opened.rev, write_files(opened.document), version, more)
    except OSError as error:
        raise DraftError(f"The stories' folder cannot be written: {error.strerror}.") from None
    drafts.published(store, visitor, draft_id, opened.rev)
    return done


def _wanted_name(document: Document) -> str:
    top = document.table(INFO).rows.get(INFO, {})
    for text in (top.get("id"), top.get("title")):
        if (
            isinstance(text, str)
            and (name := identifier(text))
            and name.isascii()
            and name != "story"
        ):
            return name.lower()[:60].strip("-_")
    return "story-1"
