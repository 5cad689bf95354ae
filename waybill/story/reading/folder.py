"""A folder on disk -> a Story, with every fault in it reported at once.

What is sound is kept. A row with a fault is left out and reported; so is a row that needs what was
left out (a leg without its origin). A reference that a row can do without (a claim's source) is
left out alone. There is no story only when the map would be empty: places.csv or routes.csv cannot
be read as a whole, or not one place or not one leg in them is sound. A story with ``[shipments]``
needs no legs.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from waybill.story.model import Story, StoryInfo
from waybill.story.reading import files
from waybill.story.reading.answers import resolve_answers
from waybill.story.reading.file_spec import CLAIMS, PLACES, ROUTES, SOURCES, VISITS, FileSpec
from waybill.story.reading.files import Folder
from waybill.story.reading.problems import Problem, ProblemLog
from waybill.story.reading.records import Records, read_records
from waybill.story.reading.references import FileState, Index, References
from waybill.story.reading.rules import lines
from waybill.story.reading.table.rows import read_table
from waybill.story.reading.toml import story_toml

# A file is read after those it refers to.
READING_ORDER: tuple[FileSpec, ...] = (PLACES, SOURCES, CLAIMS, ROUTES, VISITS)

STORY_FILES: tuple[str, ...] = (
    *("places.csv", "routes.csv", "visits.csv"),
    *("claims.csv", "sources.csv", "story.toml"),
)
"""Every file of a story folder, in the order in which problems are listed."""

REQUIRED_FILES: tuple[str, ...] = tuple(spec.file for spec in READING_ORDER if spec.required)

MAX_TOML_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What reading a folder gave: a story of what is sound (or None), and all the problems."""

    story: Story | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are no mere warnings."""
        return tuple(problem for problem in self.problems if problem.is_error)


def read_story(
    folder: Path, *, is_named: bool = True, every_row: bool = False, measures_lines: bool = True
) -> ReadResult:
    """Read the story in ``folder``. Never raises on what the folder holds.

    Args:
        folder: the story folder.
        is_named: without a title in story.toml the folder's name is the title, unless this is False
            because the name of the folder says nothing.
        every_row: tell a fault with one cause in many rows for each of them, so that each can be put right.
        measures_lines: compare the legs' lines with the base map (``rules.lines``). Without it the story and
            the errors are the same, some warnings are missing, and 5,000 legs take 0.3 s instead of 0.7 s.
    """
    log = ProblemLog(every_row=every_row)
    if not os.path.isdir(folder):
        log.error(folder.name or str(folder), "folder does not exist")
        return ReadResult(None, log.sorted(STORY_FILES))
    found = Folder.at(folder)
    has_toml = found.has(story_toml.FILE)
    toml = files.read_bytes(folder, story_toml.FILE, log, MAX_TOML_BYTES) if has_toml else None
    is_of_flows = toml is not None and story_toml.names_shipments(toml)
    required = [file for file in REQUIRED_FILES if not (is_of_flows and file == ROUTES.file)]
    told = files.report_missing(found, STORY_FILES, required, log)
    files.report_copies(found, STORY_FILES, log)
    references = References()
    read: dict[str, Records] = {}
    for spec in READING_ORDER:
        if found.has(spec.file):
            is_needed = spec.file in required
            needed = spec if spec.required == is_needed else replace(spec, required=is_needed)
            read[spec.file] = _read_file(folder, needed, references, log)
        else:
            # Ids of a file that has something in its place are not known; told once, for the file.
            state: FileState = "unreadable" if spec.file in told else "missing"
            read[spec.file] = Records(references.add(Index(spec.file, spec.id_column, state)))
    claims = resolve_answers(read["claims.csv"].sound, references, log)
    story_info = StoryInfo()
    if toml is not None:
        story_info = story_toml.read_info(toml, references, log)
    if is_named and story_info.title == StoryInfo().title:
        story_info = story_info.titled_by(folder.resolve().name)
    story: Story | None = None
    if read["places.csv"].sound and (read["routes.csv"].sound or story_info.shipments):
        story = Story(
            info=story_info,
            places=read["places.csv"].sound,
            legs=read["routes.csv"].sound,
            visits=read["visits.csv"].sound,
            claims=claims,
            sources=read["sources.csv"].sound,
        )
        if measures_lines:
            lines.check(story, log)
    return ReadResult(story, log.sorted(STORY_FILES))


def _read_file(folder: Path, spec: FileSpec, references: References, log: ProblemLog) -> Records:
    """The records of one CSV file; none when it cannot be read as a whole."""
    data = files.read_bytes(folder, spec.file, log)
    table = None if data is None else read_table(spec.file, data, spec.form, log)
    if table is None or (spec.required and not table.rows):
        return Records(references.add(Index(spec.file, spec.id_column, "unreadable")))
    return read_records(spec, table, references, log)
