"""The command line: ``python -m waybill`` with ``check``, ``publish``, ``flows``, ``import`` or ``geocode``.

Exit codes: 0 no errors (warnings alone do not fail), 1 errors found or nothing published, 2 wrong
usage.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from waybill.evidence.phrases import counted
from waybill.importing.commands import add_geocode, add_import
from waybill.shipments.command import add_flows, check_shipments
from waybill.story.model import Story
from waybill.story.reading.folder import read_story
from waybill.story.reading.problems import Problem
from waybill.view.days import is_of_flows_alone

if TYPE_CHECKING:
    from waybill.importing.services.asking import Ledger

OK, FAULTY, WRONG_USAGE = 0, 1, 2
DEFAULT_FOLDER = "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; wrong usage raises SystemExit(2)."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot encode a character gets an escape, not a traceback.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(
        prog="python -m waybill", description="Work on a story folder."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    # One _add_… function a command; each sets ``run``, which takes the options.
    _add_check(commands)
    _add_publish(commands)
    add_flows(commands)
    add_import(commands)
    add_geocode(commands, _answers)
    options = parser.parse_args(arguments)
    code: int = options.run(options)
    return code


def _answers() -> Ledger:
    """What the command and the servers that share its store have asked a service for places.

    Raises:
        ImportRefusedError: the store cannot be opened.
    """
    # Imported here: only a command that asks a service needs the store.
    from waybill.drafts.rights import Host
    from waybill.drafts.store.access import Store
    from waybill.drafts.store.engine import StoreError
    from waybill.drafts.store.memory import Answers, store_of_answers
    from waybill.httpd.story_source import stories
    from waybill.importing.files.sheet import ImportRefusedError
    from waybill.importing.services.asking import KEPT_DAYS
    from waybill.settings import settings
    from waybill.work_folder import work_folder

    address = store_of_answers(settings().drafts, stories(), work_folder())
    try:
        return Answers(Store(address, Host()), KEPT_DAYS)
    except StoreError as error:
        raise ImportRefusedError(str(error)) from None


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser(
        "check",
        help="say what is wrong with a story folder",
        description="Say what is wrong with a story folder, one line a problem: "
        "file:row:column: message. Exit code 0: no errors; 1: errors; 2: wrong usage.",
    )
    _add_folder(check)
    check.add_argument("--json", action="store_true", help="print a JSON list of problems instead")
    check.set_defaults(run=_check)


def _add_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        default=DEFAULT_FOLDER,
        help="the story folder (default: %(default)s)",
    )


def _check(options: argparse.Namespace) -> int:
    folder = Path(options.folder)
    if not folder.is_dir():
        print(f"python -m waybill check: no folder {options.folder!r}", file=sys.stderr)
        return WRONG_USAGE
    gc.disable()  # records form no circles, and looking for some takes a sixth of the time
    result = read_story(folder)
    of_shipments, line = ([], "") if result.story is None else check_shipments(result.story, folder)
    problems = [*result.problems, *of_shipments]
    is_faulty = any(problem.is_error for problem in problems)
    if options.json:
        print(json.dumps([problem.as_json() for problem in problems], indent=2))
    else:
        for problem in problems:
            print(problem)
        if not is_faulty and result.story is not None:
            print(f"{options.folder}: {_contents(result.story)}, {_verdict(problems)}")
        elif is_faulty:
            print(_verdict(problems), file=sys.stderr)
        if line:
            print(line)
    return FAULTY if is_faulty else OK


def _add_publish(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    publish = commands.add_parser(
        "publish",
        help="write a story as a folder of files that any file host serves",
        description="Write the reader edition of a story: a folder that any file host serves and "
        "that opens from disk. Exit code 0: published; 1: nothing was changed; 2: wrong usage.",
    )
    _add_folder(publish)
    publish.add_argument("--out", metavar="DIR", required=True, help="the folder to write")
    publish.add_argument(
        "--base-url",
        metavar="URL",
        default="",
        help="the address it will have; previews of links need it",
    )
    publish.add_argument("--title", metavar="T", default="", help="a title instead of the story's")
    publish.add_argument("--force", action="store_true", help="publish a story with faults")
    publish.add_argument(
        "--service-worker", action="store_true", help="a second visit works without a network"
    )
    publish.add_argument(
        "--serve",
        metavar="PORT",
        nargs="?",
        type=int,
        const=8600,
        help="then show it at this port of this machine (default: %(const)s)",
    )
    publish.set_defaults(run=_publish)


def _publish(options: argparse.Namespace) -> int:
    # Import only here: the libraries for cards and tables are slow to load, and `check` needs none.
    from waybill.edition import publish
    from waybill.edition.build import Options

    def report(line: str) -> None:
        print(line, flush=True)

    folder = Path(options.folder)
    if not folder.is_dir():
        print(f"python -m waybill publish: no folder {options.folder!r}", file=sys.stderr)
        return WRONG_USAGE
    try:
        base_url = publish.checked_base_url(options.base_url) if options.base_url else ""
    except publish.PublishError as error:
        print(f"python -m waybill publish: {error}", file=sys.stderr)
        return WRONG_USAGE
    edition_options = Options(base_url, options.title, options.service_worker)
    try:
        done = publish.publish(
            folder, Path(options.out), edition_options, force=options.force, report=report
        )
    except publish.FaultyStoryError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        print(f"Nothing was published: {error}", file=sys.stderr)
        return FAULTY
    except publish.PublishError as error:
        print(f"Nothing was published: {error}", file=sys.stderr)
        return FAULTY
    except KeyboardInterrupt:
        print("\nNothing was published: interrupted", file=sys.stderr)
        return FAULTY
    for line in publish.summary(done, options.out):
        report(line)
    return OK if options.serve is None else _show(done.out, options.serve)


def _show(folder: Path, port: int) -> int:
    from waybill.edition import preview_server

    try:
        server = preview_server.server(folder, port)
    except (OSError, OverflowError) as error:
        print(f"python -m waybill publish: port {port} cannot be used: {error}", file=sys.stderr)
        return FAULTY
    print(f"http://{preview_server.HOST}:{server.server_port}/  (Ctrl+C ends it)", flush=True)
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return OK


def _contents(story: Story) -> str:
    counts = {
        "leg": len(story.legs),
        "place": len(story.places),
        "visit": len(story.visits),
        "claim": len(story.claims),
        "source": len(story.sources),
    }
    if is_of_flows_alone(story):
        counts = {noun: number for noun, number in counts.items() if number}
    return ", ".join(counted(number, noun) for noun, number in counts.items())


def _verdict(problems: Sequence[Problem]) -> str:
    if not problems:
        return "no faults"
    errors = sum(problem.is_error for problem in problems)
    parts = (counted(errors, "error"), counted(len(problems) - errors, "warning"))
    return ", ".join(part for part in parts if not part.startswith("0 "))
