"""One count of the shipments in a process of its own: python -m benchmarks.flows.counting WHAT FOLDER [CUBE]

WHAT is ``cold`` (a cube from nothing), ``engine`` (the same questions and nothing but them, each answer
thrown away), ``engine-plain`` (the same, of an engine as it comes, without our settings) or ``pandas``.
Prints one line of JSON. Memory is the most that the process ever held, by stage too (Linux).
"""

from __future__ import annotations

import gzip
import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

EVERY_PAIR = 5_000_000  # cells: enough for all pairs by day
TOP = 2_000


def cold(folder: Path, out: Path) -> dict[str, Any]:
    """A cube from nothing; it is written to ``out``, and one that keeps all 2,000 pairs beside it."""
    from waybill.shipments.coding.packing import packed
    from waybill.shipments.cube import encode
    from waybill.shipments.engine.count import count
    from waybill.shipments.engine.source import Source, open_source
    from waybill.story import read_story

    memory = Memory()
    story, shipments = _story(folder)
    _import_engine()
    memory.ends("start")
    number = iter(range(1, 100))
    real = Source.parts

    def asked(source: Source, expression: Any) -> Any:
        memory.ends(f"up to question {next(number)}")
        return real(source, expression)

    setattr(Source, "parts", asked)  # noqa: B010 - every question goes this way
    wall, cpu = time.perf_counter(), time.process_time()
    with open_source(shipments, folder) as source:
        answer = count(source, shipments, story, {})
    memory.ends("the last question and after")
    cube = _built(answer.counted, shipments.limits.cells)
    data = encode(cube)
    size = len(packed(data))
    seconds, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory.ends("the cube")
    cells = sum(block.cells for block in cube.blocks.values())
    out.write_bytes(data)
    whole = _built(answer.counted, EVERY_PAIR)
    assert whole.meta["pairs"]["kept"] == TOP
    out.with_name(f"{out.name}-pairs").write_bytes(encode(whole))
    assert read_story(folder).story is not None
    return {
        "seconds": seconds,
        "cpu": cpu,
        "waited_for_the_engine": source.engine_seconds,
        "memory_mb": max(memory.stages.values()),
        "memory_by_stage_mb": memory.stages,
        "children_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6,
        "bytes": len(data),
        "gzip_bytes": size,
        "bytes_a_cell": size / cells,
        "plain_gzip_bytes": len(gzip.compress(data, 6)),
        "level": cube.bins.level,
        "cells": cells,
        "pairs": cube.meta["pairs"],
    }


def engine(folder: Path, is_plain: bool) -> dict[str, Any]:
    """The questions of a cube, one after the other, as whole Arrow tables that nobody reads.

    With our settings also as ``parts``, which a cold cube takes them by: nothing is folded meanwhile.
    """
    import ibis

    from waybill.shipments.engine.count import count
    from waybill.shipments.engine.source import Source, open_source

    story, shipments = _story(folder)
    _import_engine()
    source = open_source(shipments, folder)
    if is_plain:
        backend = ibis.duckdb.connect()
        table = backend.read_parquet(folder / shipments.source)
        source = Source(backend, table, "duckdb", backend.con.interrupt, 600)
    asked: list[Any] = []
    real = Source.parts

    def noted(own: Source, expression: Any) -> Any:
        asked.append(expression)
        return real(own, expression)

    setattr(Source, "parts", noted)  # noqa: B010 - every question goes this way
    count(source, shipments, story, {})
    wall, cpu = time.perf_counter(), time.process_time()
    for expression in asked:
        source._backend.to_pyarrow(expression)
    found = {
        "seconds": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "questions": len(asked),
    }
    if is_plain:
        return found
    source.engine_seconds = 0.0
    for expression in asked:
        for _ in real(source, expression):
            pass
    return {**found, "parts_seconds": source.engine_seconds}


def pandas(folder: Path) -> dict[str, Any]:
    """The same sums by pandas: the largest pairs by day, and the totals of both ends."""
    import pandas as pd

    wall, cpu = time.perf_counter(), time.process_time()
    columns = ["origin", "destination", "mode", "day", "tonnes"]
    table = pd.read_parquet(folder / "shipments.parquet", columns=columns)
    pairs = table.groupby(["origin", "destination"])["tonnes"].agg(["sum", "count"])
    top = pairs.nlargest(TOP, "sum").index
    inside = table.set_index(["origin", "destination"]).index.isin(top)
    cells = table[inside].groupby(columns[:4])["tonnes"].agg(["sum", "count"])
    for end in ("origin", "destination"):
        table.groupby([end, "mode", "day"])["tonnes"].agg(["sum", "count"])
    return {
        "seconds": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6,
        "cells": len(cells),
    }


class Memory:
    """The most memory that this process held in each stage, in MB."""

    def __init__(self) -> None:
        """Begin the first stage."""
        self.stages: dict[str, float] = {}

    def ends(self, stage: str) -> None:
        """What was held since the last call was held in this stage."""
        held = most_held_mb()
        self.stages[stage] = max(held, self.stages.get(stage, 0.0))
        Path("/proc/self/clear_refs").write_text("5", "utf-8")  # forget the most held so far


def most_held_mb(pid: int | str = "self") -> float:
    """The most memory that a process has held (Linux)."""
    text = Path(f"/proc/{pid}/status").read_text("utf-8")
    found = re.search(r"VmHWM:\s*(\d+) kB", text)
    assert found is not None
    return int(found[1]) * 1024 / 1e6


def _story(folder: Path) -> tuple[Any, Any]:
    from waybill.story import read_story

    story = read_story(folder).story
    assert story is not None
    assert story.info.shipments is not None
    return story, story.info.shipments


def _import_engine() -> None:
    """So that no import is timed, of a cold cube or of the engine."""
    import ibis
    import ibis.backends.sql.compilers
    import pyarrow  # noqa: F401

    assert ibis.duckdb


def _built(counted: Any, cells: int) -> Any:
    from waybill.shipments.build import build

    return build(counted, most_cells=cells)


def main() -> None:
    """Print the figures of one process."""
    what, folder, *more = sys.argv[1:]
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "cold": lambda: cold(Path(folder), Path(more[0])),
        "engine": lambda: engine(Path(folder), False),
        "engine-plain": lambda: engine(Path(folder), True),
        "pandas": lambda: pandas(Path(folder)),
    }
    print(json.dumps(parts[what]()))


if __name__ == "__main__":
    main()
