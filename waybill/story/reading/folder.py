"""A folder on disk -> a Story, with every fault in it reported at once.

What is sound is kept. A row with a fault is left out and reported; so is a row that needs what was
left out (a leg without its origin). A reference that a row can do without (a claim's source) is
left out alone. There is no story only when the map would be empty: places.csv or routes.csv cannot
be read as a whole, or not one place or not one leg in them is sound.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from waybill.story.model import Story, StoryInfo
from waybill.story.reading import story_toml
from waybill.story.reading.problems import Problem, ProblemLog, quoted
from waybill.story.reading.records import (
    CLAIMS,
    PLACES,
    ROUTES,
    SOURCES,
    VISITS,
    FileSpec,
    Records,
    read_records,
)
from waybill.story.reading.references import Index, References, resolve_answers
from waybill.story.reading.suggest import Suggester
from waybill.story.reading.table import read_bytes, read_table

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


def read_story(folder: Path) -> ReadResult:
    """Read the story in ``folder``. Never raises on what the folder holds."""
    log = ProblemLog()
    if not os.path.isdir(folder):
        log.error(folder.name or str(folder), "folder does not exist")
        return ReadResult(None, log.sorted(STORY_FILES))
    references = References(Suggester())
    read = {spec.file: _read_file(folder, spec, references, log) for spec in READING_ORDER}
    claims = resolve_answers(read["claims.csv"].sound, references, log)
    toml = folder / story_toml.FILE
    has_toml = _is_there(toml, log, required=False)
    data = read_bytes(toml, log, MAX_TOML_BYTES) if has_toml else None
    story_info = StoryInfo() if data is None else story_toml.read_info(data, references, log)
    story: Story | None = None
    if read["places.csv"].sound and read["routes.csv"].sound:
        story = Story(
            info=story_info,
            places=read["places.csv"].sound,
            legs=read["routes.csv"].sound,
            visits=read["visits.csv"].sound,
            claims=claims,
            sources=read["sources.csv"].sound,
        )
    return ReadResult(story, log.sorted(STORY_FILES))


def _read_file(folder: Path, spec: FileSpec, references: References, log: ProblemLog) -> Records:
    """The records of one CSV file; none when it is missing or cannot be read as a whole."""
    index = Index(spec.file, spec.id_column, state="unreadable")
    references.indexes[spec.file] = index
    path = folder / spec.file
    if not _is_there(path, log, required=spec.required):
        if not spec.required:
            index.state = "missing"
        return Records(index)
    data = read_bytes(path, log)
    if data is None:
        return Records(index)
    table = read_table(spec.file, data, spec.columns, spec.id_column, log, required=spec.required)
    if table is None or (spec.required and not table.rows):
        return Records(index)
    return read_records(spec, table, references, log)


def _is_there(path: Path, log: ProblemLog, *, required: bool) -> bool:
    """False when the file is missing: an error if required, or if only its name's case differs."""
    if os.path.exists(path):
        return True
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        names = []
    misnamed = next((name for name in names if name.lower() == path.name), None)
    if misnamed:
        log.error(path.name, f"file is missing; rename {quoted(misnamed)} to {quoted(path.name)}")
    elif required:
        log.error(path.name, "file is missing; every story needs it")
    return False
