"""Ten million shipments: python -m benchmarks.flows [--parts PART …] [--folder DIR] [--json FILE]

Every bound of the whole, in parts of less than four minutes each; about ten minutes in all, on a machine with
nothing else to do. The shipments are made once and stay in ``--folder``; each part writes its figures into
``--json`` as soon as it has them, and the bounds are printed from all figures there: those of as many rows, and
those of another commit with its name.

- ``cold``: a cube from nothing, beside the engine's own time for the same questions and beside pandas, each a
  process of its own, in turn; time, memory and bytes.
- ``csv``: a cube from nothing of the same rows as CSV, once, and whether it equals the Parquet's.
- ``window``: one move of a window in node, beside flowmap.gl's own way (filter, group and sort on each move)
  on the same cells.
- ``fifty``: fifty who ask at once, and how often each question reaches the engine.
- ``first``: the page of a server that has never counted, until its flows are drawn, and the server's memory.
- ``warm``: the page of a server that has counted, beside one of 500 legs.
- ``frames``: frames while a handle is dragged over 2,000 flows, beside an idle page and 500 legs.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks.flows.bounds import print_bounds
from benchmarks.many_shipments import PLACES, ROWS, SHIPMENTS, write_story
from benchmarks.processes import commit_of

ROOT = Path(__file__).parents[2]
WINDOW = Path(__file__).with_name("window.mjs")
Figures = dict[str, Any]


def main() -> None:
    """Measure the parts asked for, and print all bounds that there are figures for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.flows",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=ROWS, help="of a story that is not made yet")
    parser.add_argument("--folder", type=Path, help="where the story is or will be made")
    parser.add_argument("--json", type=Path, help="default: figures.json beside the story")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.gettempdir()) / f"waybill-shipments-{options.rows}"
    file = options.json or folder.with_name(f"{folder.name}-figures.json")
    if not (folder / SHIPMENTS).exists():
        print(f"Writing {options.rows:,} rows to {folder} …", flush=True)
        write_story(folder, options.rows, PLACES)
    rows, commit = pq.read_metadata(folder / SHIPMENTS).num_rows, commit_of()
    if rows != options.rows:
        print(f"{folder} has {rows:,} rows already: those are measured, not {options.rows:,}.")
    figures: Figures = json.loads(file.read_text("utf-8")) if file.exists() else {}
    for part in options.parts:
        begin, load = time.monotonic(), os.getloadavg()[0]
        print(f"\n{part}; load {load:.1f}, {time.strftime('%H:%M')}", flush=True)
        found = PARTS[part](folder, options.rounds)
        about = {"load": round(load, 1), "took_s": round(time.monotonic() - begin)}
        figures[part] = {**found, **about, "rows": rows, "commit": commit}
        file.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
        print(json.dumps({key: one for key, one in found.items() if key != "visits"}, indent=1))
    print(f"\nFigures: {file}\n")
    print_bounds(figures, rows, commit)


def cold(folder: Path, rounds: int) -> Figures:
    """Cold cubes, the engine alone and pandas, in turn; the cubes stay beside the story."""
    taken: dict[str, list[Figures]] = {}
    for _ in range(rounds):
        for what in ("cold", "engine", "engine-plain", "pandas"):
            out = [str(_cube_of(folder))] if what == "cold" else []
            one = _process("-m", "benchmarks.flows.counting", what, str(folder), *out)
            taken.setdefault(what, []).append(one)
            print(
                f"  {what}: {one['seconds']:.2f} s, {one.get('memory_mb', 0):,.0f} MB", flush=True
            )

    def median(what: str) -> float:
        return statistics.median(one["seconds"] for one in taken[what])

    engine = min(median("engine"), median("engine-plain"))
    code = """if True:
        import json, sys
        from pathlib import Path
        from benchmarks.flows_floor import floor_bytes
        from waybill.shipments.cube import decode
        print(json.dumps(floor_bytes(decode(Path(sys.argv[1]).read_bytes()))))
    """
    floor = sum(_process("-c", code, str(_cube_of(folder))).values())
    return {
        "floor_bytes_a_cell": floor / taken["cold"][-1]["cells"],
        "seconds": median("cold"),
        "engine_seconds": engine,
        "parts_seconds": statistics.median(one["parts_seconds"] for one in taken["engine"]),
        "ratio": median("cold") / engine,
        "memory_mb": max(one["memory_mb"] for one in taken["cold"]),
        "pandas_seconds": median("pandas"),
        "pandas_memory_mb": max(one["memory_mb"] for one in taken["pandas"]),
        "last": {what: own[-1] for what, own in taken.items()},
    }


def csv(folder: Path, _: int) -> Figures:
    """A cold cube of the same rows as CSV, counted to its end."""
    from benchmarks.flows.as_csv import CSV, csv_story

    own = csv_story(folder)
    print(f"  {CSV}: {(own / CSV).stat().st_size / 1e6:,.0f} MB", flush=True)
    found = {}
    for kind, of in (("parquet", folder), ("csv", own)):
        counted = ("-m", "benchmarks.flows.counting", "cold", str(of), str(_cube_of(of)))
        found[kind] = _process(*counted)
        print(f"  {kind}: {_line(found[kind])}", flush=True)
    is_equal = _cube_of(own).read_bytes() == _cube_of(folder).read_bytes()
    kept = ("seconds", "cpu", "waited_for_the_engine", "memory_mb")
    return {key: found["csv"][key] for key in kept} | {
        "parquet_seconds": found["parquet"]["seconds"],
        "csv_mb": (own / CSV).stat().st_size / 1e6,
        "is_equal": is_equal,
    }


def window(folder: Path, rounds: int) -> Figures:
    """Moves of a window over all 2,000 pairs by day, and over the cube that the page has."""
    _need_cube(folder)
    cube = _cube_of(folder)
    found: dict[str, list[Figures]] = {"pairs_2000": [], "cube": []}
    for _ in range(rounds):
        for name, file in (("pairs_2000", cube.with_name(f"{cube.name}-pairs")), ("cube", cube)):
            found[name].append(_windows(file))
    return {
        name: {key: statistics.median(one[key] for one in own) for key in own[0]}
        | {"worst_p95_ms": max(one["ours_p95_ms"] for one in own)}
        for name, own in found.items()
    }


def fifty(folder: Path, _: int) -> Figures:
    """Fifty at once, in a process of their own."""
    code = """if True:
        import json, sys, tempfile
        from pathlib import Path
        from benchmarks.flows.together import fifty_at_once
        with tempfile.TemporaryDirectory() as scratch:
            print(json.dumps(fifty_at_once(Path(sys.argv[1]), Path(scratch))))
    """
    return _process("-c", code, str(folder))


def first(folder: Path, rounds: int) -> Figures:
    """The first picture of a server with an empty cache."""
    from benchmarks.flows.pages import first_picture

    return first_picture(folder, rounds)


def warm(folder: Path, rounds: int) -> Figures:
    """Pages with a cube at hand beside pages of 500 legs."""
    from benchmarks.flows.pages import warm_pages

    return warm_pages(folder, rounds)


def frames(folder: Path, rounds: int) -> Figures:
    """Frames while dragging."""
    from benchmarks import flows_drag

    return flows_drag.run(folder, rounds)


PARTS: dict[str, Callable[[Path, int], Figures]] = {
    "cold": cold,
    "csv": csv,
    "window": window,
    "fifty": fifty,
    "first": first,
    "warm": warm,
    "frames": frames,
}


def _line(one: Figures) -> str:
    held = f", {one['memory_mb']:,.0f} MB" if "memory_mb" in one else ""
    return f"{one['seconds']:.2f} s, CPU {one['cpu']:.2f} s{held}"


def _cube_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-cube")


def _need_cube(folder: Path) -> None:
    cube = _cube_of(folder)
    if not cube.exists():
        _process("-m", "benchmarks.flows.counting", "cold", str(folder), str(cube))


def _windows(cube: Path) -> Figures:
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or "node"
    text = base64.b64encode(cube.read_bytes()).decode()
    done = subprocess.run(
        [node, str(WINDOW)], input=text, capture_output=True, check=True, encoding="utf-8"
    )
    found: Figures = json.loads(done.stdout)
    return found


def _process(*arguments: str) -> Figures:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
    )
    found: Figures = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
