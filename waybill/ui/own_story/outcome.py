"""The last step: what the check says, the dashboard as it will be, and files to keep."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from waybill.evidence.phrases import counted
from waybill.export import file_stem
from waybill.export.zip_writer import zip_bytes
from waybill.importing.files.reading_process import read_apart
from waybill.importing.session import Imported, write
from waybill.story import ReadResult
from waybill.story.model import Story
from waybill.story.reading.folder import STORY_FILES
from waybill.ui.drafts import keep
from waybill.ui.own_story import preview, sea_lanes
from waybill.ui.own_story.work import Work, reading_turn

if TYPE_CHECKING:
    from waybill.importing.shipments.process import Counted

SHOWN_PROBLEMS = 200
MOST_UNSCROLLED = 6
MOST_TOLD_BYTES = 4_000_000
"""Of tables that are read once more, in this process, so that rows with faults have their names beside their numbers."""
SHOWN_KINDS = 50
"""Of faults of an import: each is told once, with its rows counted."""
_MADE = "own-outcome"


def show(work: Work, imported: Imported) -> None:
    """Show the outcome of an import."""
    st.header("4. Your dashboard", anchor="dashboard")
    made = _made(work, imported)
    tell_left_out(imported.left_out)
    if made.missing_legs:
        st.text(
            f"{counted(len(imported.undecided), 'name')} undecided: "
            f"{made.missing_legs:,} of {counted(len(imported.draft.legs), 'leg')} cannot be drawn yet."
        )
    if made.result is None:
        st.info(
            "Nothing can be drawn yet: it takes one leg whose two ends are decided."
            if imported.draft.legs
            else "Nothing can be drawn yet: nothing says what moved from where to where."
        )
    else:
        count(made.result)
        _told(made, len(imported.questions))
        sea_lanes.show(work, imported, made.over_land)
        tell_shipments(made.shipments)
        if made.result.story is not None:
            preview.show(made.result.story, work.digest, cube_of(made.shipments))
    st.header("5. Take it with you", anchor="take")
    offer(made.files, made.result.story if made.result else None)
    keep.offer(made.files, work.recipe, work.decisions)


@dataclass(frozen=True, slots=True)
class _Made:
    """The folder's files, and what reading the part of it that can be drawn gives."""

    fingerprint: str
    files: dict[str, bytes]
    result: ReadResult | None
    missing_legs: int
    over_land: tuple[sea_lanes.OverLand, ...] = ()
    faults: tuple[str, ...] = ()
    shipments: Counted | None = None


def _made(work: Work, imported: Imported) -> _Made:
    """The outcome as the decisions stand; made anew only when one changes."""
    now = work.fingerprint
    kept: _Made | None = st.session_state.get(_MADE)
    if kept is None or kept.fingerprint != now:
        kept = _make(now, imported)
        st.session_state[_MADE] = kept
    return kept


def _make(fingerprint: str, imported: Imported) -> _Made:
    # Nobody waits here for what runs apart, where turns are taken too.
    with tempfile.TemporaryDirectory(prefix="waybill-own-") as scratch:
        with reading_turn():
            files = _written(imported, Path(scratch) / "whole")
        if imported.taken_over:
            read = read_apart(files)
            counted = counted_shipments(read, files)
            with reading_turn():
                faults = _faults(files, read)
            return _Made(fingerprint, files, read, 0, faults=faults, shipments=counted)
        with reading_turn():
            drawn = imported.drawable()
            part = _written(drawn, Path(scratch) / "part") if drawn.draft.legs else {}
        missing = len(imported.draft.legs) - len(drawn.draft.legs)
        if not part:
            return _Made(fingerprint, files, None, missing)
        result = read_apart(part)
        counting = counted_shipments(result, part)
        with reading_turn():
            faults = _faults(part, result)
            over_land = sea_lanes.over_land(drawn.draft, result.story) if result.story else ()
    return _Made(fingerprint, files, result, missing, over_land, faults, counting)


def _faults(files: dict[str, bytes], result: ReadResult) -> tuple[str, ...]:
    """The faults by the names of rows and columns: nobody knows the files that an import writes."""
    if not result.problems:
        return ()
    # Imported here: only what has a fault needs it.
    from waybill.drafts.document import Document, DraftError
    from waybill.drafts.editing.fault_words import told
    from waybill.drafts.files import read_files

    try:
        return tuple(told(read_files(files).document, result.problems, SHOWN_KINDS))
    except DraftError:
        return tuple(told(Document(), result.problems, SHOWN_KINDS))  # rows by their numbers


def fault_lines(files: Mapping[str, bytes], result: ReadResult) -> tuple[str, ...]:
    """The faults of a folder that somebody wrote: by file, row, column and value, with the names of rows."""
    if not result.problems:
        return ()
    # Imported here: only what has a fault needs it.
    from waybill.drafts.document import Document, DraftError
    from waybill.drafts.editing.fault_words import told_with_rows
    from waybill.drafts.files import read_files

    tables = {name: data for name, data in files.items() if name in STORY_FILES}
    document = Document()  # without rows that have names the same is told by their numbers
    if sum(map(len, tables.values())) <= MOST_TOLD_BYTES:
        with suppress(DraftError):
            document = read_files(tables).document
    return tuple(told_with_rows(document, result.problems, SHOWN_PROBLEMS))


def _told(made: _Made, questions: int) -> None:
    """Say what is wrong with what was read, and that a question waits for its answer."""
    if questions:
        st.info(
            f"{counted(questions, 'question')} above {'waits' if questions == 1 else 'wait'} for you."
        )
    assert made.result is not None
    if made.result.problems:
        _tell_faults(made.result, made.faults)
    elif made.result.story is not None:
        st.success("No faults.")


def _written(imported: Imported, folder: Path) -> dict[str, bytes]:
    write(imported, folder)
    written = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in written}


def counted_shipments(result: ReadResult, files: Mapping[str, bytes]) -> Counted | None:
    """What counting the shipments among the files says; None where the story has none."""
    if result.story is None or result.story.info.shipments is None:
        return None
    # Imported here: only a story with shipments needs it.
    from waybill.importing.shipments.process import count_apart

    return count_apart(files, result.story)


def cube_of(shipments: Counted | None) -> bytes:
    """The sums of shipments; empty where there are none."""
    return b"" if shipments is None else shipments.cube


def tell_shipments(shipments: Counted | None) -> None:
    """Say how many shipments were counted, and what is wrong with them."""
    if shipments is None:
        return
    if shipments.line:
        st.text(f"Read: {shipments.line}.")
    if shipments.errors:
        st.error("No flows are drawn, because the shipments cannot be counted:")
    elif shipments.problems:
        st.warning("Of the shipments:")
    if shipments.problems:
        _scrolled([one.message for one in shipments.problems])


def tell_left_out(names: Sequence[str]) -> None:
    """Say which of the files that were brought are no part of the story, so that nothing is lost unsaid."""
    if not names:
        return
    st.warning(
        "Not taken over, because a story folder has no such file and story.toml does not name it:"
    )
    _scrolled(names)


def report(result: ReadResult, lines: Sequence[str]) -> None:
    """Say what was read, and the faults as ``fault_lines`` tells them."""
    count(result)
    if result.problems:
        _tell_faults(result, lines)
    elif result.story is not None:
        st.success("No faults.")


def _tell_faults(result: ReadResult, lines: Sequence[str]) -> None:
    """List faults. A line can be of several: it says in which other rows the same is."""
    st.warning(f"{counted(len(result.problems), 'fault')} to look at:")
    _scrolled(lines)


def count(result: ReadResult) -> None:
    """Say how much was read."""
    story = result.story
    if story is not None:
        st.text(
            f"Read: {counted(len(story.legs), 'leg')}, {counted(len(story.places), 'place')}, "
            f"{counted(len(story.visits), 'visit')}, {counted(len(story.claims), 'claim')} and "
            f"{counted(len(story.sources), 'source')}."
        )


def _scrolled(lines: Sequence[str]) -> None:
    # A few lines stand as they are: on a phone each is several.
    with st.container(height=320 if len(lines) > MOST_UNSCROLLED else "content", border=True):
        st.text("\n".join(lines))


def offer(files: dict[str, bytes], story: Story | None) -> None:
    """Offer the folder as a zip, and say how to go on with it."""
    st.markdown(
        "The folder holds your story as CSV files, with every decision in it: bring it here again to go "
        "on, or a newer version of your sheet to have the same decisions applied."
    )
    stem = file_stem(story, None) if story is not None else "story"
    st.download_button(
        "Download the folder (ZIP)",
        lambda: zip_bytes(files),  # made when it is asked for, not with each change of the page
        file_name=f"{stem}_folder.zip",
        mime="application/zip",
        key="own-download",
        on_click="ignore",
        type="primary",
    )
    st.caption(
        "On a machine of your own, `make run WAYBILL_DATA=FOLDER` serves it and "
        "`python -m waybill publish FOLDER --out site` makes an edition for any host of files."
    )
