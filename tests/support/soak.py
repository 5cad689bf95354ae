"""What must hold for any story folder whatever: asked of one folder at a time."""

from __future__ import annotations

import re
from pathlib import Path

from support.advice import write_advice
from support.random_folders import write_folder
from waybill.story import Problem, read_story, story_version

# A fault of a whole file has no row.
_OF_THE_FILE = re.compile(
    r"file is missing|there is no such file|file is empty|file has a header|is not UTF-8|is a link|is a file"
    r"|is not a file|cannot be read|is a spreadsheet|is a workbook|is a web page|is JSON|has more than"
    r"|is larger than|more faults in this file|lies beside|'.*' lies beside"
)


def read_broken_folder(number: int, folder: Path) -> tuple[Problem, ...]:
    """Write folder ``number``, read it, and hold what was said to account; AssertionError if it fails."""
    write_folder(number, folder)
    result = read_story(folder)
    for problem in result.problems:
        check_problem(problem, folder)
    if result.story is not None:
        story_version(result.story)
    before = {(p.file, p.row, p.column) for p in result.problems}
    written = write_advice(folder, result.problems)
    for problem in read_story(folder).errors:
        place = (problem.file, problem.row or 0, problem.column or "")
        if place in written and " have a fault" not in problem.message:
            assert not _same_cell_again(problem, before), f"folder {number}: {problem}"
    return result.problems


def check_problem(problem: Problem, folder: Path) -> None:
    """A problem names its file and, unless it is one of the whole file, a row that is there."""
    line = str(problem)
    assert problem.file, line
    assert "\n" not in line
    line.encode()
    assert "Traceback" not in line
    if problem.row is None:
        assert _OF_THE_FILE.search(problem.message), line
    else:
        lines = (folder / problem.file).read_bytes().count(b"\n") + 1
        lines += (folder / problem.file).read_bytes().count(b"\r")
        assert 1 <= problem.row <= lines + 1, line


def _same_cell_again(problem: Problem, before: set[tuple[str, int | None, str | None]]) -> bool:
    """Whether a cell in which advice was written is faulty still, for a reason of its own.

    A right id may name a row that has another fault, or be there twice; a right date may lie before
    the start: that is no fault of the advice.
    """
    other = (
        "has a fault of its own",
        "is already the",
        "is before the",
        "is the origin as well",
        " before it;",
    )
    return (problem.file, problem.row, problem.column) in before and not any(
        words in problem.message for words in other
    )
