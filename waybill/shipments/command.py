"""``python -m waybill flows``: the flows that the picture shows, for scripts; and what ``check`` says of shipments."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waybill.story.day import Day
from waybill.story.model import Story
from waybill.story.reading.folder import read_story
from waybill.story.reading.problems import Problem, quoted, shown

if TYPE_CHECKING:
    from waybill.shipments.service import CubeService

OK, FAULTY, WRONG_USAGE = 0, 1, 2
DRAWN_BY_DEFAULT = 500  # as window.DRAWN_BY_DEFAULT, which needs numpy
EPOCH = Day(1970, 1, 1)
_LEFT_OUT = {
    "no_place": "no known place",
    "no_day": "no day",
    "no_quantity": "no quantity",
    "negative": "a negative quantity",
}


def add_flows(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    flows = commands.add_parser(
        "flows",
        help="list the flows of a story's shipments",
        description="List the largest flows of a story's shipments between two days, their totals and what "
        "is left out. Exit code 0: listed; 1: the story has no shipments, or they cannot be counted; "
        "2: wrong usage.",
    )
    flows.add_argument("folder", metavar="FOLDER", help="the story folder")
    flows.add_argument(
        "--from", dest="first", metavar="DAY", help="the first day, such as 2023-09-01"
    )
    flows.add_argument("--to", dest="last", metavar="DAY", help="the last day")
    flows.add_argument(
        "--top",
        metavar="N",
        type=int,
        default=DRAWN_BY_DEFAULT,
        help="how many (default: %(default)s)",
    )
    flows.add_argument(
        "--where",
        metavar="COLUMN=VALUE",
        action="append",
        default=[],
        help="only shipments with this mode, cargo or attribute; may be given several times",
    )
    flows.add_argument("--json", action="store_true", help="print JSON")
    flows.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    def wrong(text: str) -> int:
        print(f"python -m waybill flows: {text}", file=sys.stderr)
        return WRONG_USAGE

    folder = Path(options.folder)
    if not folder.is_dir():
        return wrong(f"no folder {options.folder!r}")
    if options.top < 1:
        return wrong("--top is a whole number of at least 1")
    ends: list[Day | None] = []
    for text in (options.first, options.last):
        try:
            ends.append(Day.fromisoformat(text) if text else None)
        except ValueError:
            return wrong(f"{quoted(text)} is not a day; write 2023-09-12")
    story = read_story(folder).story
    if story is None or story.info.shipments is None:
        print(f"{shown(options.folder)}: this story has no shipments", file=sys.stderr)
        return FAULTY
    columns = {column: name for name, column in story.info.shipments.splits.items()}
    names = dict(zip(columns.values(), columns.values(), strict=True))
    wanted = {}
    for text in options.where:
        column, equals, value = text.partition("=")
        name = {**columns, **names}.get(column)
        if not equals or name is None:
            return wrong(f"{quoted(text)} is not COLUMN=VALUE; columns: {', '.join(names)}")
        wanted[name] = value
    return _list(options, story, ends, wanted)


def _list(
    options: argparse.Namespace, story: Story, ends: list[Day | None], wanted: Mapping[str, str]
) -> int:
    from waybill.shipments.engine.errors import EngineError, SourceFaultError
    from waybill.shipments.listing import listing
    from waybill.shipments.service import CubeService, UnknownValueError
    from waybill.shipments.window import window

    try:
        service, folder = CubeService(), Path(options.folder)
        entry, own = service.resolved(story, folder, wanted)
        days = _days(ends, service.cube_of(entry).meta["days"])
        cube = service.exact_cube(story, folder, entry, days)
    except UnknownValueError as error:
        name = str(error)
        print(
            f"python -m waybill flows: {quoted(wanted[name])} is no {name} of these shipments",
            file=sys.stderr,
        )
        return WRONG_USAGE
    except SourceFaultError as error:
        print(f"story.toml:shipments.{error.key}: {error}", file=sys.stderr)
        return FAULTY
    except EngineError as error:
        print(f"{shown(options.folder)}: {error}", file=sys.stderr)
        return FAULTY
    found = window(cube, *days, top=options.top, wanted=own)
    listed = listing(cube, found, own)
    if options.json:
        print(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        _print(listed)
    return OK


def _days(ends: list[Day | None], whole: tuple[int, int]) -> tuple[int, int]:
    """The days asked for; where none is, the first or last day of all."""
    first, last = (
        day if end is None else end - EPOCH for end, day in zip(ends, whole, strict=True)
    )
    return first, last


def _print(listed: Mapping[str, Any]) -> None:
    unit = shown(listed["unit"])
    print(f"{listed['from']} to {listed['to']}, said by {shown(listed['said_by']['publisher'])}")
    for flow in listed["flows"]:
        ends = f"{shown(flow['origin_name'])} → {shown(flow['destination_name'])}"
        print(f"{ends}: {flow['quantity']:,.10g} {unit}, {_counted(flow['shipments'])}")
    total = listed["total"]
    print(f"In all: {total['quantity']:,.10g} {unit}, {_counted(total['shipments'])}")
    if listed["sentence"]:
        print(listed["sentence"])
    if listed["stale"]:
        print(listed["stale"])


def check_shipments(
    story: Story, folder: Path, service: CubeService | None = None
) -> tuple[list[Problem], str]:
    """What is wrong with a story's shipments, and a line on them; no problems and "" without any.

    ``service`` counts them, where its cube is wanted afterwards.
    """
    shipments = story.info.shipments
    if shipments is None:
        return [], ""
    from waybill.shipments.cube import decode
    from waybill.shipments.engine.errors import EngineError, SourceFaultError
    from waybill.shipments.service import CubeService

    try:
        entry = (service or CubeService()).get(story, folder, {})
    except SourceFaultError as error:
        value = _value_of(shipments.model_dump(), error.key)
        message = f"{quoted(value)} {error}" if value else str(error)
        return [Problem("story.toml", None, f"shipments.{error.key}", value, message)], ""
    except EngineError as error:
        return [Problem("story.toml", None, "shipments.source", "", str(error))], ""
    cube = decode(entry.data)
    meta = cube.meta
    file = "story.toml" if shipments.variable else shipments.source
    left_out, rows = meta["left_out"], meta["left_out"]["rows"]
    problems = [
        _warning(
            file,
            None,
            "",
            f"{left_out[name]:,} of {rows:,} shipments {_have(left_out[name])} {what}: not drawn",
        )
        for name, what in _LEFT_OUT.items()
        if left_out[name]
    ]
    for text, count, near in entry.unknown:
        said = f"{quoted(text)} is not one place of places.csv; {_counted(count)} name{'s' if count == 1 else ''} it"
        column = shipments.columns.origin
        problems.append(_warning(file, column, text, said, near))
    if rows == 0:
        return [*problems, _warning(file, None, "", "there are no shipments")], ""
    if not cube.blocks["totals"].counts.any():
        drawn = "which cannot be drawn" if rows == 1 else "none of which can be drawn"
        said = f"{_counted(rows)}, {drawn}"
        return problems, f"{shown(file)}: {said}, counted in {entry.seconds:.1f} s"
    first, last = (EPOCH.plus(day) for day in meta["days"])
    record = story.info.record
    if record is None or first < record[0] or last > record[1]:
        said = f"should hold the days of the shipments, {first} to {last}: the timeline ends before"
        problems.append(_warning("story.toml", "record", "", said))
    line = f"{shown(file)}: {_counted(rows)}, {first} to {last}, counted in {entry.seconds:.1f} s"
    return problems, line


def _warning(
    file: str, column: str | None, value: str, said: str, near: str | None = None
) -> Problem:
    message = said + (f"; did you mean {quoted(near)}?" if near else "")
    return Problem(file, None, column, value[:1_000], message, near, "warning")


def _value_of(values: Mapping[str, Any], key: str) -> str:
    found: Any = values
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _counted(number: int) -> str:
    return f"{number:,} shipment{'' if number == 1 else 's'}"
