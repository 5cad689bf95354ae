"""``python -m waybill import`` and ``python -m waybill geocode``.

Both only say what they found, until everything that has to be decided was decided by a person.
Libraries are imported when a command runs: the others start no slower for them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waybill.settings import settings

if TYPE_CHECKING:
    from waybill.gazetteer.lookup import Candidate
    from waybill.importing.decisions import Decisions, Undecided
    from waybill.importing.recipe import Recipe
    from waybill.importing.services.asking import Ledger
    from waybill.importing.session import Imported

OK, FAULTY, WRONG_USAGE = 0, 1, 2
MAX_CANDIDATES_SHOWN = 3


def add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command ``import``."""
    parser = commands.add_parser(
        "import",
        help="make a story folder from tables, workbooks and maps",
        description="Make a story folder from CSV, Excel, OpenDocument, GeoJSON, KML, KMZ, GPX or "
        "lists of names. Says what each column was taken for; names of places are never decided "
        "without you. Exit code 0: every leg can be drawn; 1: something is to be decided or wrong, "
        "or nothing was written; 2: wrong usage.",
    )
    parser.add_argument("files", metavar="FILE", nargs="+", help="a file, or a folder of files")
    parser.add_argument("--out", metavar="FOLDER", required=True, help="the story folder to write")
    parser.add_argument(
        "--mapping",
        metavar="RECIPE",
        help="a recipe.json of an earlier import, with your changes (default: the one in FOLDER)",
    )
    parser.add_argument(
        "--places",
        metavar="DECISIONS",
        help="a CSV of decided names (default: decisions.csv in FOLDER)",
    )
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")
    parser.set_defaults(run=_import)


def add_geocode(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    ledger: Callable[[], Ledger],
) -> None:
    """Add the command ``geocode``; ``ledger`` opens what all who ask share, or raises ImportRefusedError."""
    parser = commands.add_parser(
        "geocode",
        help="look up the places of a story folder that have no position",
        description="Look up the places without a position in the bundled gazetteer; nothing is "
        "asked of another host, unless --ask says so. Writes nothing without --write, and then only names that you "
        "decided, or whose country you wrote and that one place alone of that country has. "
        "Exit code 0: every place has a position; 1: some have none; 2: wrong usage.",
    )
    parser.add_argument("folder", metavar="FOLDER", help="the story folder")
    parser.add_argument(
        "--places",
        metavar="DECISIONS",
        help="a CSV of decided names (default: decisions.csv in FOLDER)",
    )
    parser.add_argument(
        "--write", action="store_true", help="write the positions into places.csv of the folder"
    )
    parser.add_argument(
        "--ask",
        action="store_true",
        help="list also what the service of WAYBILL_GEOCODER answers about each name that is left; "
        "the names are sent to it, one a second",
    )
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")
    parser.set_defaults(run=_geocode, ledger=ledger)


def _import(options: argparse.Namespace) -> int:
    from waybill.importing import session
    from waybill.importing.files.opening import read_paths
    from waybill.importing.files.sheet import ImportRefusedError

    out = Path(options.out)
    given = [*options.files, *([options.mapping] if options.mapping else [])]
    missing = [
        n for n in (*given, *([options.places] if options.places else [])) if not Path(n).exists()
    ]
    if missing:
        print(f"python -m waybill import: no file {missing[0]!r}", file=sys.stderr)
        return WRONG_USAGE
    try:
        imported = session.import_files(
            read_paths([Path(name) for name in options.files]),
            _recipe(options.mapping, out),
            _decisions(options.places, out),
        )
        session.write(imported, out)
    except (ImportRefusedError, OSError) as error:
        print(f"Nothing was written: {error}", file=sys.stderr)
        return FAULTY
    errors = _errors(out)
    if options.json:
        print(json.dumps({**_as_json(imported), "errors": errors}, indent=2, ensure_ascii=False))
    else:
        _tell(imported, options.out, errors)
    return FAULTY if errors or imported.questions or imported.undecided else OK


def _recipe(path: str | None, out: Path) -> Recipe:
    from waybill.importing.recipe import Recipe, from_json
    from waybill.importing.shipments.named import RECIPE

    file = Path(path) if path else out / RECIPE
    return from_json(str(file), file.read_bytes()) if file.is_file() else Recipe()


def _decisions(path: str | None, folder: Path) -> Decisions:
    """The decisions kept in the folder, and over them those given now."""
    from waybill.importing.decisions import Decisions, read_decisions
    from waybill.importing.shipments.named import DECISIONS

    found = Decisions()
    for file in (folder / DECISIONS, *([Path(path)] if path else [])):
        if file.is_file():
            found.by_key.update(read_decisions(file.name, file.read_bytes()).by_key)
    return found


def _errors(folder: Path) -> list[str]:
    from waybill.story.reading.folder import read_story

    return [str(problem) for problem in read_story(folder).errors]


def _tell(imported: Imported, out: str, errors: Sequence[str]) -> None:
    from waybill.evidence.phrases import counted
    from waybill.story.reading.problems import quoted

    if imported.taken_over:
        print(f"a story folder without errors; it is taken over as it is into {out}")
        return
    for plan in imported.plans:
        print(f"{plan.sheet.title}: {becomes_in_words(plan)} ({plan.reason})")
        for note in plan.notes:
            print(f"  note: {note}")
        for column in plan.columns:
            if plan.becomes in ("places", "legs", "names", "journey"):
                examples = ", ".join(quoted(value) for value in column.examples)
                what = f"{column.meaning} ({column.reason})" if column.meaning else column.reason
                print(f"  {quoted(column.name)} → {what}: {examples}")
    for note in imported.draft.notes:
        print(f"note: {note}")
    for plan in imported.plans:
        for question in plan.questions:
            choices = " or ".join(f'"{choice}"' for choice in question.choices)
            print(f"question: {question.text} Write {choices} for it in {out}/recipe.json")
    for one in imported.undecided:
        _tell_undecided(one)
    draft = imported.draft
    print(f"{out}: {counted(len(draft.places), 'place')}, {counted(len(draft.legs), 'leg')}")
    if imported.undecided:
        count = counted(len(imported.undecided), "name")
        print(
            f"{count} to decide: write yes beside the right places of {out}/undecided.csv, save it "
            f"as {out}/decisions.csv, and import again"
        )
    if errors:
        print(f"{counted(len(errors), 'error')}: python -m waybill check {out}", file=sys.stderr)


def becomes_in_words(plan: Any) -> str:
    """``flows → 118 legs; 3 columns kept as they are``."""
    from waybill.evidence.phrases import counted

    rows = len(plan.sheet.rows)
    noun = {"legs": "leg", "names": "place", "places": "place", "journey": "place"}.get(
        plan.becomes
    )
    if noun is None:
        return f"{counted(rows, 'row')} → {plan.becomes}"
    kept = len(plan.kept)
    tail = f"; {counted(kept, 'column')} kept as {'it is' if kept == 1 else 'they are'}"
    return f"{counted(rows, 'row')} → {counted(rows, noun)}{tail if kept else ''}"


def _tell_undecided(one: Undecided) -> None:
    from waybill.story.reading.problems import quoted

    print(f"to decide: {quoted(one.place.written or one.place.name)} ({one.rows})")
    for place in one.own:
        where = ", ".join(part for part in (place.country, place.latitude, place.longitude) if part)
        print(
            f"  {quoted(place.name)}, {where}: a place of your own sheet [place:{place.place_id}]"
        )
    asked = [candidate for candidate in one.candidates if candidate.entry.as_of]
    known = [candidate for candidate in one.candidates if not candidate.entry.as_of]
    for candidate in [*known[:MAX_CANDIDATES_SHOWN], *asked]:
        entry = candidate.entry
        where = ", ".join(part for part in (entry.admin1, entry.country) if part)
        print(f"  {entry.name}, {where}: {'; '.join(candidate.why)} [{entry.gazetteer_id}]")
    more = len(known) - MAX_CANDIDATES_SHOWN
    if more > 0:
        print(f"  and {more} more")
    elif not one.candidates:
        print("  nothing of that name in the gazetteer; write its latitude and longitude")


def _as_json(imported: Imported) -> dict[str, Any]:
    return {
        "taken_over": imported.taken_over,
        "sheets": [
            {
                "title": plan.sheet.title,
                "becomes": plan.becomes,
                "reason": plan.reason,
                "rows": len(plan.sheet.rows),
                "notes": plan.notes,
                "columns": [
                    {
                        "name": column.name,
                        "meaning": column.meaning,
                        "reason": column.reason,
                        "examples": column.examples,
                    }
                    for column in plan.columns
                ],
                "questions": [
                    {
                        "column": question.column,
                        "setting": question.setting,
                        "text": question.text,
                        "choices": question.choices,
                    }
                    for question in plan.questions
                ],
            }
            for plan in imported.plans
        ],
        "notes": imported.draft.notes,
        "places": len(imported.draft.places),
        "legs": len(imported.draft.legs),
        "undecided": _undecided_json(imported.undecided),
    }


def _undecided_json(names: Sequence[Undecided]) -> list[dict[str, Any]]:
    return [
        {
            "name": one.place.written or one.place.name,
            "country": one.place.country,
            "rows": one.place.used,
            "candidates": [
                {
                    "gazetteer_id": candidate.entry.gazetteer_id,
                    "name": candidate.entry.name,
                    "country": candidate.entry.country,
                    "region": candidate.entry.admin1,
                    "kind": candidate.entry.kind,
                    "location": candidate.entry.location,
                    "why": candidate.why,
                }
                for candidate in one.candidates
            ],
        }
        for one in names
    ]


def _geocode(options: argparse.Namespace) -> int:
    from waybill.importing import geocode
    from waybill.importing.files.sheet import ImportRefusedError

    folder = Path(options.folder)
    if not (folder / "places.csv").is_file():
        print(f"python -m waybill geocode: no places.csv in {options.folder!r}", file=sys.stderr)
        return WRONG_USAGE
    if options.ask and settings().geocoder is None:
        print(
            "python -m waybill geocode: --ask needs a service; name one in WAYBILL_GEOCODER, such as "
            "nominatim",
            file=sys.stderr,
        )
        return WRONG_USAGE
    try:
        ask = _asking(options.ledger()) if options.ask else lambda one: ()
        result = geocode.look_up(folder, _decisions(options.places, folder), ask=ask)
        if options.write:
            geocode.write(folder, result)
    except (ImportRefusedError, OSError) as error:
        print(f"Nothing was written: {error}", file=sys.stderr)
        return FAULTY
    if options.json:
        settled = [{"name": p.name, "because": why} for p, why in result.settled]
        content = {"settled": settled, "undecided": _undecided_json(result.undecided)}
        print(json.dumps(content, indent=2, ensure_ascii=False))
    else:
        _tell_geocoded(result, options)
    return FAULTY if result.undecided or (result.settled and not options.write) else OK


def _asking(ledger: Ledger) -> Callable[[Undecided], Sequence[Candidate]]:
    """Ask the service about a name; a fault is told once, and then nothing more is asked."""
    from waybill.importing.services import answers
    from waybill.importing.services.asking import NoAnswerError, Query, Service

    wanted = settings().geocoder
    assert wanted is not None
    service = Service(wanted, settings().user_agent)
    faults: list[NoAnswerError] = []

    def ask(one: Undecided) -> Sequence[Candidate]:
        if faults:
            return ()
        name, country = one.place.written or one.place.name, one.place.country
        try:
            found = service.look_up(Query(name, country), ledger)
        except NoAnswerError as error:
            faults.append(error)
            print(f"{error} The names that are left were not asked.", file=sys.stderr)
            return ()
        return [answers.candidate(entry, name, country, one.near) for entry in found]

    return ask


def _tell_geocoded(result: Any, options: argparse.Namespace) -> None:
    from waybill.evidence.phrases import counted

    for place, why in result.settled:
        spot = f"{place.latitude}, {place.longitude}"
        print(f"{place.name}: {spot}, {place.position_source} ({why})")
    for one in result.undecided:
        _tell_undecided(one)
    count = counted(len(result.settled), "place")
    if not result.settled and not result.undecided:
        print("every place has a position")
    elif options.write:
        print(f"{count} written into {options.folder}/places.csv")
    elif result.settled:
        print(f"{count} would be written into {options.folder}/places.csv with --write")
