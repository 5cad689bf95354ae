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

from benchmarks.bounds import table
from benchmarks.limits import BOUNDED, PARTS, WHOLE
from benchmarks.processes import ROOT, commit_of

FULL = {"drag": [12, 100, 200, 299, 500, 1000, 5000, 20_000], "large": 5000, "huge": 50_000}
QUICK = {"drag": [12, 299, 1000], "large": 1000, "huge": 5000}
SIZES = ("legs", "large", "huge", "points", "rounds", "visits", "requests")
END_S = 10.0  # for a part to end its servers and browsers


def run(args: argparse.Namespace, checkouts: Mapping[str, Path]) -> dict[str, Any]:
    """All figures of the parts asked for, by part, story and checkout ("waybill": this one)."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    figures: dict[str, Any] = {"about": _about(checkouts), "failed": {}}
    if args.resume:
        figures |= _resumed(args.resume, figures["about"]["commits"])
    with tempfile.TemporaryDirectory() as scratch:
        for name in args.parts:
            if name in figures.get("seconds", {}) and name not in figures["failed"]:
                continue
            print(f"\n{name}; load {os.getloadavg()[0]:.1f}, {time.strftime('%H:%M')}", flush=True)
            # Figures of an earlier run would stand for what this one cuts off.
            figures.pop(name, None)
            began, file = time.monotonic(), Path(scratch) / f"{name}.json"
            try:
                _measure(name, args, checkouts, file, figures)
            except KeyboardInterrupt:  # by a signal too
                figures["failed"].setdefault(name, {})["the whole part"] = "ended by hand"
                break
            finally:
                took = figures.setdefault("seconds", {})
                took[name] = round(time.monotonic() - began)
                _write(args, figures)
    return figures


def _resumed(file: Path, commits: Mapping[str, str]) -> dict[str, Any]:
    """The figures of an earlier run. Raises SystemExit when it measured other commits."""
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    measured = found["about"]["commits"]
    if measured != commits:
        raise SystemExit(
            f"{file} has figures of {measured}, not of {commits}: measure anew, without --resume."
        )
    return found


def _measure(
    name: str,
    args: argparse.Namespace,
    checkouts: Mapping[str, Path],
    file: Path,
    figures: dict[str, Any],
) -> None:
    """Run a part as a process of its own, for as long as it may; take over what it has as it comes."""
    limit = (BOUNDED if args.bounded else WHOLE).part_s.get(name)
    job = {
        "part": name,
        "args": {key: getattr(args, key) for key in SIZES},
        "checkouts": {key: str(folder) for key, folder in checkouts.items()},
        "scratch": str(file.parent),
        "file": str(file),
        "is_bounded": args.bounded,
    }
    command = [sys.executable, "-m", "benchmarks.parts", json.dumps(job)]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    figures["failed"].pop(name, None)  # of an earlier run
    end, failed = None if limit is None else time.monotonic() + limit, ""
    try:
        while process.poll() is None:
            time.sleep(1.0)
            _take(name, file, figures)
            _write(args, figures)
            if end is not None and time.monotonic() > end:
                failed = f"ended after the {limit:.0f} s that it may take; what is missing was not measured"
                break
    finally:
        _end(process)
        _take(name, file, figures)
    if process.returncode and not failed:
        failed = f"ended with {process.returncode}"
    if failed:
        figures["failed"].setdefault(name, {})["the whole part"] = failed
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
        args.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a part with its servers: first by a word, so that it can put away what it has begun."""
    for word in (signal.SIGINT, signal.SIGKILL):
        if process.poll() is None or word is signal.SIGKILL:
            try:
                os.killpg(process.pid, word)
                process.wait(END_S)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                pass


def _about(checkouts: Mapping[str, Path]) -> dict[str, Any]:
    return {
        "commits": {name: commit_of(folder) for name, folder in checkouts.items()},
        "cores": os.cpu_count(),
        "load": [round(each, 1) for each in os.getloadavg()],
        "python": platform.python_version(),
    }


def arguments(description: str) -> argparse.ArgumentParser:
    """The options of both commands."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="small sizes and few rounds")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--legs", type=int, nargs="+", help="sizes of the stories that are dragged")
    parser.add_argument("--large", type=int, help="legs of the large story")
    parser.add_argument("--huge", type=int, help="legs and claims of the story that is checked")
    parser.add_argument("--points", type=int, default=20, help="points a leg, about")
    parser.add_argument("--rounds", type=int, help="of dragging")
    parser.add_argument("--visits", type=int, help="to each page")
    parser.add_argument("--requests", type=int, help="of a page that was made before")
    parser.add_argument("--json", type=Path, help="write the figures there, as they come")
    parser.add_argument(
        "--resume",
        type=Path,
        help="figures of an earlier run of the same commits: its parts that ended well are kept",
    )
    return parser


def completed(args: argparse.Namespace) -> argparse.Namespace:
    """Fill in what was not said."""
    sizes = QUICK if args.quick else FULL
    args.legs = args.legs or sizes["drag"]
    args.large = args.large or sizes["large"]
    args.huge = args.huge or sizes["huge"]
    args.rounds = args.rounds or (1 if args.quick else 3)
    args.visits = args.visits or (2 if args.quick else 7)
    args.requests = args.requests or (400 if args.quick else 3000)
    return args


def main() -> None:
    """Measure, print the table, write the figures."""
    parser = arguments(str(__doc__).split("\n", 1)[0])
    parser.add_argument("--bounded", action="store_true", help="cut off what takes long")
    args = completed(parser.parse_args())
    print("\n" + table(run(args, {"waybill": ROOT})))


if __name__ == "__main__":
    main()
