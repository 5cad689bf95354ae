"""Ten million shipments: python -m benchmarks.flows [--rows N] [--folder DIR] [--json FILE]

A cold cube beside the engine's own time for the same questions and beside pandas, memory, bytes, fifty who ask
at once, and a window in node beside flowmap.gl's own way (filter, group, sort on each move) on the same cells.
Each part that takes memory is a process of its own.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.many_shipments import PLACES, ROWS, write_story

ROOT = Path(__file__).parents[1]
BOUNDS = {
    "cold / engine": 1.5,
    "memory_mb": 1_000,
    "gzip_bytes": 1_000_000,
    "bytes_a_cell": 2.0,
    "window_ms": 1.0,
    "passes": 1,
}
COLD = """
import json, resource, sys, time
from pathlib import Path
from waybill.shipments.build import build
from waybill.shipments.cube import encode
from waybill.shipments.engine.count import count
from waybill.shipments.engine.source import open_source
from waybill.story import read_story
import gzip, ibis, pyarrow
from waybill.shipments.coding.packing import packed
ibis.duckdb
folder = Path(sys.argv[1])
story = read_story(folder).story
shipments = story.info.shipments
wall, cpu = time.perf_counter(), time.process_time()
with open_source(shipments, folder) as source:
    before = time.process_time()
    real, engine_cpu = source.fetch, 0.0
    def fetch(expression):
        global engine_cpu
        begin = time.process_time()
        found = real(expression)
        engine_cpu += time.process_time() - begin
        return found
    source.fetch = fetch
    answer = count(source, shipments, story, {})
cube = build(answer.counted, most_cells=shipments.limits.cells)
data = encode(cube)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
seconds, cpu = time.perf_counter() - wall, time.process_time() - cpu
cells = sum(block.cells for block in cube.blocks.values())
size = len(packed(data))
Path(sys.argv[2]).write_bytes(data)
# A cube of all 2,000 pairs, for the time of a window.
whole = build(answer.counted, most_cells=5_000_000)
assert whole.meta["pairs"]["kept"] == shipments.limits.pairs
Path(sys.argv[2] + "-pairs").write_bytes(encode(whole))
print(json.dumps({
    "seconds": seconds, "engine_seconds": source.engine_seconds, "cpu": cpu, "engine_cpu": engine_cpu,
    "memory_mb": memory, "bytes": len(data), "gzip_bytes": size, "bytes_a_cell": size / cells,
    "plain_gzip_bytes": len(gzip.compress(data, 6)), "level": cube.bins.level,
    "cells": cells, "pairs": cube.meta["pairs"],
}))
"""
PANDAS = """
import json, resource, sys, time
import pandas as pd
wall, cpu = time.perf_counter(), time.process_time()
columns = ["origin", "destination", "mode", "day", "tonnes"]
table = pd.read_parquet(sys.argv[1] + "/shipments.parquet", columns=columns)
pairs = table.groupby(["origin", "destination"])["tonnes"].agg(["sum", "count"])
top = pairs.nlargest(2_000, "sum").index
inside = table.set_index(["origin", "destination"]).index.isin(top)
cells = table[inside].groupby(columns[:4])["tonnes"].agg(["sum", "count"])
for end in ("origin", "destination"):
    table.groupby([end, "mode", "day"])["tonnes"].agg(["sum", "count"])
print(json.dumps({
    "seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu,
    "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6, "cells": len(cells),
}))
"""
NODE = ROOT / "benchmarks" / "flows_window.mjs"


def main() -> None:
    """Print the figures, each with its bound."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flows", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--folder", type=Path, help="where the story is or will be made")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch) / "story"
        if not (folder / "shipments.parquet").exists():
            print(f"Writing {options.rows:,} rows …", flush=True)
            write_story(folder, options.rows, PLACES)
        figures = measure(folder, Path(scratch))
    print(json.dumps(figures, indent=1))
    for name, bound in BOUNDS.items():
        found = figures["bounds"][name]
        print(
            f"{'reached    ' if found <= bound else 'not reached'} {name}: {found:,.3g} (bound {bound:,})"
        )
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def measure(folder: Path, scratch: Path) -> dict[str, Any]:
    """All figures; the load of the machine stands beside them."""
    cube = scratch / "cube"
    cold = _process(COLD, str(folder), str(cube))
    pandas = _process(PANDAS, str(folder))
    windows = _windows(cube.with_name("cube-pairs"))
    passes = fifty_at_once(folder, scratch)
    return {
        "load": os.getloadavg()[0],
        "cold": cold,
        "pandas": pandas,
        "windows": _windows(cube),
        "windows_of_2000_pairs": windows,
        "fifty": passes,
        "bounds": {
            "cold / engine": cold["seconds"] / cold["engine_seconds"],
            "memory_mb": cold["memory_mb"],
            "gzip_bytes": cold["gzip_bytes"],
            "bytes_a_cell": cold["bytes_a_cell"],
            "window_ms": windows["ours_p95_ms"],
            "passes": passes["passes"],
        },
    }


def _windows(cube: Path) -> dict[str, Any]:
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or "node"
    text = base64.b64encode(cube.read_bytes()).decode()
    done = subprocess.run(
        [node, str(NODE)], input=text, capture_output=True, check=True, encoding="utf-8"
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def fifty_at_once(folder: Path, scratch: Path) -> dict[str, float]:
    """How many passes fifty who ask at once cause, and how long the last of them waits."""
    os.environ["WAYBILL_CACHE"] = str(scratch / "kept")
    from concurrent.futures import ThreadPoolExecutor

    from waybill.limiter import WorkLimiter
    from waybill.shipments.flights import Flights
    from waybill.shipments.service import CubeService
    from waybill.story import read_story

    story = read_story(folder).story
    assert story is not None
    service, flights = CubeService(), Flights(WorkLimiter(2, waiting=14))

    def one(_: int) -> int:
        flight = flights.join("cube", lambda own: service.get(story, folder, {}, own.stop_by))
        try:
            flight.wait()
            return len(flight.answer().data)
        finally:
            flights.leave(flight)

    begin = time.perf_counter()
    with ThreadPoolExecutor(50) as pool:
        sizes = set(pool.map(one, range(50)))
    assert len(sizes) == 1
    warm = time.perf_counter()
    service.get(story, folder, {})
    return {
        "passes": service.passes,
        "seconds": warm - begin,
        "warm_ms": 1000 * (time.perf_counter() - warm),
    }


def _process(code: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
