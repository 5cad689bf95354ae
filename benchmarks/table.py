"""The whole table of what Waybill takes, beside a blank page, a careful st_folium page and plain Leaflet.

Run it with ``make benchmark``, or ``python -m benchmarks.table`` with other sizes, on a machine with
nothing else to do. ``--quick`` takes a few minutes and small sizes: a look, not a result. Everything is
measured in one run, in turn, so that the machine's mood meets all; quote ratios rather than times.
``python -m benchmarks.compare CHECKOUT`` measures another checkout or commit beside this one.

Each part is a process of its own: one that fails or takes too long loses nothing of the others. What is
measured is written as it comes, and a table is printed of what there is when the run is ended (by Ctrl+C, or
by ``timeout``); ``--resume`` goes on from there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.bounds import DRAG_LEGS, LARGEST_LEGS, LOADS, STEP_LEGS
from benchmarks.limits import LIMITS, PARTS
from benchmarks.processes import ROOT, commit_of
from benchmarks.report import WHOLE_PART, summary, table

FULL = {
    "legs": [*DRAG_LEGS, LARGEST_LEGS],
    "steps": list(STEP_LEGS),
    "large": 5000,
    "huge": 50_000,
    "points": 20,
    "rounds": 3,
    "visits": LOADS,
    "requests": 3000,
    "presses": LIMITS.presses,
}
QUICK = {
    "legs": [100, 1000],
    "steps": [12],
    "large": 1000,
    "huge": 5000,
    "points": 20,
    "rounds": 1,
    "visits": 1,
    "requests": 400,
    "presses": 12,
}
STORIES = ("drag", "steps")
"""Parts that go on from the stories that they have measured whole."""
END_S = 10.0  # for a part to end its servers and browsers


def run(args: argparse.Namespace, checkouts: Mapping[str, Path]) -> dict[str, Any]:
    """All figures of the parts asked for, by part, story and checkout ("waybill": this one)."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    figures: dict[str, Any] = {"about": _about(args, checkouts), "failed": {}}
    if args.resume:
        figures |= _resumed(args.resume, figures["about"])
    run_began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        for place, name in enumerate(args.parts, 1):
            if name in figures.get("seconds", {}) and name not in figures["failed"]:
                continue
            load = round(os.getloadavg()[0], 1)
            limit = _limit(name, args, time.monotonic() - run_began)
            if limit <= 0:
                figures["failed"][name] = {WHOLE_PART: "the run's minutes were over"}
                _write(args, figures)
                continue
            print(
                f"\n{name}: part {place} of {len(args.parts)}, at most {limit / 60:.0f} minutes; "
                f"{time.strftime('%H:%M')}, {(time.monotonic() - run_began) / 60:.0f} minutes gone, load {load}",
                flush=True,
            )
            # Figures of an earlier run would stand for what this one cuts off.
            before = figures.pop(name, {})
            # Measured whole only when it ends: what is written meanwhile may be all that stays of this run.
            earlier = figures.setdefault("seconds", {}).pop(name, 0)
            began, file = time.monotonic(), Path(scratch) / f"{name}.json"
            try:
                kept = before if name in STORIES else {}
                _measure(name, args, checkouts, file, figures, kept, limit)
            except KeyboardInterrupt:  # by a signal too
                figures["failed"].setdefault(name, {})[WHOLE_PART] = "ended by hand"
                break
            finally:
                figures.setdefault("loads", {})[name] = load
                went_on = name in STORIES and before
                gone = round(time.monotonic() - began)
                figures["seconds"][name] = gone + (earlier if went_on else 0)
                _write(args, figures)
    return figures


def _limit(name: str, args: argparse.Namespace, gone_s: float) -> float:
    """The seconds that a part may take, which begins ``gone_s`` after the run."""
    most = LIMITS.part_s[name] * args.patience
    return min(most, 60 * args.minutes - gone_s) if args.minutes else most


def _resumed(file: Path, about: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of an earlier run. Raises SystemExit when it measured other commits, or other sizes."""
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    for what in ("commits", "sizes"):
        measured, wanted = found["about"].get(what), about[what]
        if measured != wanted:
            raise SystemExit(
                f"{file} has figures of {measured}, not of {wanted}: measure anew, without --resume."
            )
    return found


def _measure(
    name: str,
    args: argparse.Namespace,
    checkouts: Mapping[str, Path],
    file: Path,
    figures: dict[str, Any],
    before: Mapping[str, Any],
    limit: float,
) -> None:
    """Run a part as a process of its own, for as long as it may; take over what it has as it comes.

    ``before``: what an earlier run has found, to go on from.
    """
    job = {
        "part": name,
        "args": _sizes(args),
        "before": before,
        "checkouts": {key: str(folder) for key, folder in checkouts.items()},
        "scratch": str(file.parent),
        "file": str(file),
    }
    command = [sys.executable, "-m", "benchmarks.parts", json.dumps(job)]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    figures["failed"].pop(name, None)  # of an earlier run
    end, failed = time.monotonic() + limit, ""
    try:
        while process.poll() is None:
            time.sleep(1.0)
            _take(name, file, figures)
            _write(args, figures)
            if time.monotonic() > end:
                failed = f"ended after the {limit:.0f} s that it may take; what is missing was not measured"
                break
    finally:
        _end(process)
        _take(name, file, figures)
    if process.returncode and not failed:
        failed = f"ended with {process.returncode}"
    if failed:
        figures["failed"].setdefault(name, {})[WHOLE_PART] = failed
        print(f"  {name}: {failed}", flush=True)


def _take(name: str, file: Path, figures: dict[str, Any]) -> None:
    try:
        made = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):  # not there yet, or half written
        return
    figures[name] = made["found"]
    if made["failed"]:
        figures["failed"][name] = made["failed"]


def _write(args: argparse.Namespace, figures: dict[str, Any]) -> None:
    if args.json:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        made = {**figures, "summary": summary(figures)}
        args.json.write_text(json.dumps(made, indent=2) + "\n", "utf-8")
    if args.markdown:
        args.markdown.write_text(table(figures) + "\n", "utf-8")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a part with its servers: first by a word, so that it can put away what it has begun."""
    for word in (signal.SIGINT, signal.SIGKILL):
        if process.poll() is None or word is signal.SIGKILL:
            try:
                os.killpg(process.pid, word)
                process.wait(END_S)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                pass


def _about(args: argparse.Namespace, checkouts: Mapping[str, Path]) -> dict[str, Any]:
    return {
        "commits": {name: commit_of(folder) for name, folder in checkouts.items()},
        "sizes": _sizes(args),
        "begun": time.strftime("%Y-%m-%d %H:%M"),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def _sizes(args: argparse.Namespace) -> dict[str, Any]:
    return {key: getattr(args, key) for key in FULL}


def arguments(description: str) -> argparse.ArgumentParser:
    """The options of both commands."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="small sizes and few rounds")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--legs", type=int, nargs="+", help="sizes of the stories that are dragged")
    parser.add_argument("--steps", type=int, nargs="+", help="of those whose handles are stepped")
    parser.add_argument("--large", type=int, help="legs of the large story")
    parser.add_argument("--huge", type=int, help="legs and claims of the story that is checked")
    parser.add_argument("--points", type=int, help="points a leg, about")
    parser.add_argument("--rounds", type=int, help="of dragging")
    parser.add_argument("--visits", type=int, help="to each page")
    parser.add_argument("--requests", type=int, help="of a page that was made before")
    parser.add_argument("--presses", type=int, help="of each handle that is stepped")
    parser.add_argument(
        "--patience", type=float, default=1.0, help="what each part's limit is multiplied by"
    )
    parser.add_argument("--minutes", type=float, help="that the whole run may take")
    parser.add_argument("--json", type=Path, help="write the figures there, as they come")
    parser.add_argument("--markdown", type=Path, help="write the table there, as it comes")
    parser.add_argument(
        "--resume",
        type=Path,
        help="figures of an earlier run of the same commits and sizes: its parts that ended well are kept",
    )
    return parser


def completed(args: argparse.Namespace) -> argparse.Namespace:
    """Fill in what was not said."""
    for name, size in (QUICK if args.quick else FULL).items():
        if getattr(args, name) is None:
            setattr(args, name, size)
    return args


def main() -> None:
    """Measure, print the table, write the figures."""
    args = completed(arguments(str(__doc__).split("\n", 1)[0]).parse_args())
    print("\n" + table(run(args, {"waybill": ROOT})))


if __name__ == "__main__":
    main()
