"""What a visitor has brought and decided so far. It lives in their session and nowhere else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

import streamlit as st

from waybill.gazetteer.names import fold
from waybill.guard.addresses import address_of_visit
from waybill.importing.decisions import Decision, Decisions, Key, Undecided
from waybill.importing.files.opening import Brought
from waybill.importing.files.opening_process import open_apart
from waybill.importing.recipe import Recipe, SheetRecipe
from waybill.importing.session import Imported, understand, with_decided
from waybill.importing.shipments.named import file_among
from waybill.limiter import FairTurns
from waybill.story import STORY_FILES
from waybill.story.reading.folder import REQUIRED_FILES

_KEY = "waybill-own-story"
DECIDED_BY = "the page Your own story"

_turns = FairTurns(waiting=16, waiting_each=6, wait_seconds=60.0)


def reading_turn() -> AbstractContextManager[None]:
    """A turn of this visitor's to have read what was brought. Raises BusyError."""
    return _turns.turn(address_of_visit())


@dataclass
class Work:
    """Files, what they hold, and every decision about them. ``digest`` is that of the files."""

    digest: str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)
    brought: Brought = field(default_factory=Brought)
    is_folder: bool = False
    recipe: Recipe = field(default_factory=Recipe)
    decisions: Decisions = field(default_factory=Decisions)
    later: set[Key] = field(default_factory=set)
    _understood: tuple[str, Imported] | None = None

    @property
    def attached(self) -> Mapping[str, bytes]:
        """The file of shipments, by the name that story.toml gives it; empty without one."""
        return file_among(self.files) if self.is_folder else self.brought.attached

    @property
    def fingerprint(self) -> str:
        """Of everything that the outcome depends on."""
        digest = hashlib.sha256(self.digest.encode())
        digest.update(self.recipe.to_json().encode())
        digest.update(self.decisions.to_csv().encode())
        digest.update(str(self.is_folder).encode())
        return digest.hexdigest()

    def understood(self) -> Imported:
        """What was brought, as the decisions stand. Raises ImportRefusedError and BusyError."""
        now = self.fingerprint
        if self._understood is None or self._understood[0] != now:
            with reading_turn():
                found = understand(self.brought, self.recipe, self.decisions, date.today())
            self._understood = (now, found)
        return self._understood[1]

    def change_sheet(self, sheet: SheetRecipe, **changes: object) -> None:
        """Decide something about a sheet; what was said of its other columns stays."""
        changed = replace(sheet, **changes)  # type: ignore[arg-type]
        others = [one for one in self.recipe.sheets if one.fingerprint != sheet.fingerprint]
        self.recipe = replace(self.recipe, sheets=[*others, changed])

    def decide(self, name: str, country: str, **what: str) -> None:
        """Decide what a name stands for, everywhere it stands with that country."""
        decision = Decision(
            name=name,
            country=country,
            decided_by=DECIDED_BY,
            decided_on=date.today().isoformat(),
            **what,
        )
        self.decisions = Decisions({**self.decisions.by_key, decision.key: decision})

    def take_back(self, key: Key) -> None:
        """Let a name be undecided again."""
        kept = {k: v for k, v in self.decisions.by_key.items() if k != key}
        self.decisions = Decisions(kept)

    def in_turn(self, names: Sequence[Undecided]) -> list[Undecided]:
        """The undecided names, those put off last."""
        return sorted(names, key=lambda one: key_of(one) in self.later)


def key_of(one: Undecided) -> Key:
    """What a decision about this name is kept under."""
    return fold(one.place.written or one.place.name), one.place.country


def current() -> Work:
    """The visitor's work; new when there is none."""
    work: Work = st.session_state.setdefault(_KEY, Work())
    return work


def begin(files: Sequence[tuple[str, bytes]]) -> Work:
    """Open other files; decisions about sheets and names that come again are kept.

    Raises ImportRefusedError and BusyError; the work then stays as it was.
    """
    before = current()
    is_folder = holds_story(files)
    brought = Brought() if is_folder else open_apart(files, before.recipe.encodings)
    work = Work(
        digest=digest_of(files),
        files=list(files),
        brought=brought,
        is_folder=is_folder,
        recipe=before.recipe,
        decisions=before.decisions,
    )
    # A folder that was taken home goes on with what was decided in it. What was taken back since stays so
    # when the same folder comes again beside another file.
    if brought.decided and brought.decided != before.brought.decided:
        with reading_turn():
            work.recipe, work.decisions = with_decided(brought, work.recipe, work.decisions)
        work.understood()  # what cannot be carried out is refused before it is taken over
    st.session_state[_KEY] = work
    return work


def read_as_tables(work: Work) -> None:
    """Take the files of a story folder for any tables. Raises ImportRefusedError and BusyError."""
    work.brought = open_apart(work.files, work.recipe.encodings)
    work.is_folder = False


def holds_story(files: Sequence[tuple[str, bytes]]) -> bool:
    """Whether the names are those of a story folder with its shipments, and nothing else."""
    attached = {PurePosixPath(source).name for source in file_among(files)}
    names = {name.lower() for name, _ in files if name not in attached}
    return set(REQUIRED_FILES) <= names <= set(STORY_FILES)


def digest_of(files: Sequence[tuple[str, bytes]]) -> str:
    """A digest of the files and their names, in their order."""
    digest = hashlib.sha256()
    for name, data in files:
        digest.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(data).digest())
    return digest.hexdigest()


def story_bytes(files: Sequence[tuple[str, bytes]]) -> Mapping[str, bytes]:
    """The files of a story folder under their own names, and no others."""
    return {name.lower(): data for name, data in files if name.lower() in STORY_FILES}
