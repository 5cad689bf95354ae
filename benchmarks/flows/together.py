"""Fifty viewers who ask at the same moment: how often each question reaches the engine."""

from __future__ import annotations

import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

VIEWERS = 50


def fifty_at_once(folder: Path, scratch: Path) -> dict[str, float]:
    """They want the cube, then the exact days of one window: of one engine, through the gate of the server."""
    os.environ["WAYBILL_CACHE"] = str(scratch / "kept")
    from waybill.httpd.shipments.asking import AT_ONCE, WAITING
    from waybill.limiter import WorkLimiter
    from waybill.shipments.engine.source import Source
    from waybill.shipments.flights import Flights
    from waybill.shipments.service import CubeService
    from waybill.story import read_story

    story = read_story(folder).story
    assert story is not None
    service, flights = CubeService(), Flights(WorkLimiter(AT_ONCE, waiting=WAITING))
    questions: Counter[int] = Counter()
    real = Source.parts

    def counted(source: Source, expression: Any) -> Any:
        questions[hash(expression)] += 1
        return real(source, expression)

    setattr(Source, "parts", counted)  # noqa: B010 - every question goes this way

    def all_ask(key: str, work: Any) -> float:
        def one(_: int) -> int:
            flight = flights.join(key, work)
            try:
                flight.wait()
                return len(flight.answer())
            finally:
                flights.leave(flight)

        begin = time.perf_counter()
        with ThreadPoolExecutor(VIEWERS) as pool:
            sizes = set(pool.map(one, range(VIEWERS)))
        assert len(sizes) == 1
        return time.perf_counter() - begin

    try:
        seconds = all_ask("cube", lambda own: service.get(story, folder, {}, own.stop_by).data)
        entry = service.get(story, folder, {})
        first, last = service.cube_of(entry).meta["days"]
        window = story, folder, entry, first + 3, last - 3
        edges = all_ask("edges", lambda own: service.edges(*window, own.stop_by))
    finally:
        setattr(Source, "parts", real)  # noqa: B010
    begin = time.perf_counter()
    service.get(story, folder, {})
    return {
        "viewers": VIEWERS,
        "seconds": seconds,
        "edges_seconds": edges,
        "warm_ms": 1000 * (time.perf_counter() - begin),
        "passes": service.passes,
        "edge_passes": service.edge_passes,
        "questions": len(questions),
        "asked_most_often": max(questions.values()),
    }
