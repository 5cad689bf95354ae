"""Reads a file of shipments in a process of its own: ``python -P process.py`` (files/apart.py says how).

On standard output: a line of JSON, then the bytes of the cube, if there is one. Nothing that a hostile file
could make an engine write is unpickled.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from waybill.story.model import Story
    from waybill.story.reading.problems import Problem

MOST_SPILLED = "1GB"  # on disk, by the engine
PROCESSORS = 2  # each thread of the engine takes of the memory that the process may have
SHOWN_ROWS, SHOWN_CHARACTERS = 200, 60
MOST_COLUMNS, MOST_TABLES, LONGEST_NAME = 200, 1000, 200
TOO_MANY_COLUMNS = (
    f"has more than {MOST_COLUMNS} columns, or one whose name is longer than {LONGEST_NAME} characters: "
    "bring a table of those that are needed"
)
MAX_CUBE_BYTES = 8_000_000
NO_DATABASE = (
    "names a database of this server. Only who runs the server may do that: bring the shipments as a file, "
    "or put the story's folder on the server"
)
NO_NAME = "cannot be the name of a file that is kept: bring it under another one"
NOT_BROUGHT = "was not brought: bring the file beside story.toml"
TOO_LARGE = "has more sums than are kept here: set fewer `pairs` or `cells` in [shipments.limits]"
TOO_MUCH = (
    "takes too much time or memory to count: bring fewer shipments, or Parquet instead of CSV"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What counting the shipments of a story gave. ``cube`` is empty where there is none."""

    cube: bytes = field(default=b"", repr=False)
    problems: tuple[Problem, ...] = ()
    line: str = ""
    days: tuple[str, ...] = ()
    """The first and the last day; empty without a shipment that has one."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are no mere warnings."""
        return tuple(problem for problem in self.problems if problem.is_error)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file has: its tables (a .duckdb file), the columns of one, and the first cells of each."""

    tables: tuple[str, ...] = ()
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fault: str = ""


def count_apart(files: Mapping[str, bytes], story: Story) -> Counted | None:
    """Count the shipments of a story folder; None when the story has none.

    Args:
        files: the files of the folder; that of the shipments by the name that story.toml gives it.
        story: what those files say.

    Raises:
        BusyError: too many others wait.
    """
    from waybill.importing.files.apart import run_apart
    from waybill.importing.shipments.named import is_file_name
    from waybill.story.reading.problems import Problem

    shipments = story.info.shipments
    if shipments is None:
        return None

    def refused(why: str) -> Counted:
        said = shipments.source[:100]
        problem = Problem("story.toml", None, "shipments.source", said, f"“{said}” {why}")
        return Counted(problems=(problem,))

    if shipments.variable:
        return refused(NO_DATABASE)
    if not is_file_name(shipments.source):
        return refused(NO_NAME)
    if shipments.source not in files:
        return refused(NOT_BROUGHT)
    said = run_apart(__file__, list(files.items()), {"source": shipments.source})
    if said is None:
        return refused(TOO_MUCH)
    head, _, cube = said.partition(b"\n")
    answer = json.loads(head)
    if len(cube) > MAX_CUBE_BYTES:
        return refused(TOO_LARGE)
    problems = tuple(Problem(**one) for one in answer["problems"])
    return Counted(cube, problems, answer["line"], tuple(answer["days"]))


def look_apart(source: str, data: bytes, table: str = "") -> Seen:
    """What a file of shipments holds, to choose its columns by.

    Raises:
        BusyError: too many others wait.
    """
    from waybill.importing.files.apart import run_apart

    said = run_apart(__file__, [(source, data)], {"source": source, "look": True, "table": table})
    if said is None:
        return Seen(fault=f"“{source}” {TOO_MUCH}.")
    answer = json.loads(said)
    return Seen(tuple(answer["tables"]), answer["columns"], answer["fault"])


def _count(folder: Path) -> tuple[dict[str, Any], bytes]:
    from waybill.shipments.command import EPOCH, check_shipments
    from waybill.shipments.cube import decode
    from waybill.shipments.service import CubeService
    from waybill.story import read_story

    story = read_story(folder, is_named=False).story
    if story is None or story.info.shipments is None or story.info.shipments.variable:
        return {"problems": [], "line": "", "days": []}, b""
    service = CubeService({})
    problems, line = check_shipments(story, folder, service)
    told = {"problems": [asdict(one) for one in problems], "line": line, "days": []}
    if any(one.is_error for one in problems):
        return told, b""
    data = service.get(story, folder, {}).data
    cube = decode(data)
    if cube.blocks["totals"].counts.any():
        told["days"] = [str(EPOCH.plus(day)) for day in cube.meta["days"]]
    return told, data


def _look(path: Path, table: str) -> dict[str, Any]:
    from waybill.shipments.engine.errors import EngineError, SourceFaultError
    from waybill.shipments.engine.source import open_source, tables_of
    from waybill.story.contract.shipments import ShipmentColumns, Shipments

    tables: list[str] = []
    columns: dict[str, list[str]] = {}
    none = ShipmentColumns(origin="-", destination="-", date="-", quantity="-")
    fault = ""
    try:
        if path.suffix == ".duckdb":
            tables = [one for one in tables_of(path) if len(one) <= LONGEST_NAME][:MOST_TABLES]
            table = table or (tables[0] if tables else "")
        asked = Shipments(source=path.name, said_by="nobody", unit="-", columns=none, table=table)
        with open_source(asked, path.parent, {}) as source:
            every = source.table
            if len(every.columns) > MOST_COLUMNS or max(map(len, every.columns)) > LONGEST_NAME:
                raise SourceFaultError("source", TOO_MANY_COLUMNS)
            texts = every.mutate(
                **{
                    name: every[name].cast("string").left(SHOWN_CHARACTERS)
                    for name in every.columns
                }
            )
            columns = source.fetch(texts.limit(SHOWN_ROWS)).to_pydict()
    except SourceFaultError as error:
        fault = f"“{path.name}” {error}."
    except EngineError as error:
        fault = f"“{path.name}” cannot be read as a {path.suffix} file. {error}"
    cells = {name: [one or "" for one in found] for name, found in columns.items()}
    return {"tables": tables, "columns": cells, "fault": fault}


def main() -> None:
    """Read what is on standard input, and print what is in it."""
    sys.path.insert(0, str(Path(__file__).parents[3]))
    os.environ["WAYBILL_CACHE"] = "off"  # a visitor's sums are nobody else's
    from waybill.importing.files.apart import received
    from waybill.importing.files.workbook_process import limit_process
    from waybill.importing.shipments.named import is_file_name
    from waybill.shipments.engine import source
    from waybill.story import STORY_FILES

    limit_process()
    source.MOST_SPILLED, source.MOST_THREADS = MOST_SPILLED, PROCESSORS
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:PROCESSORS])
    head, files = received()
    out, sys.stdout = sys.stdout, sys.stderr  # nothing but the answer stands in it
    named = head["source"]
    assert is_file_name(named)
    with tempfile.TemporaryDirectory(prefix="waybill-own-") as scratch:
        for name, data in files:
            if name in STORY_FILES or name == named:  # only such names ever become a path
                path = Path(scratch) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        if head.get("look"):
            told, cube = _look(Path(scratch) / named, head["table"]), b""
        else:
            told, cube = _count(Path(scratch))
    out.buffer.write(json.dumps(told).encode("ascii") + b"\n" + cube)


if __name__ == "__main__":
    main()
