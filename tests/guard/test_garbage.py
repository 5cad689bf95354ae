"""Whole collections of garbage take a stated part of the time."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest
from streamlit.runtime.scriptrunner import script_runner

from waybill.guard import garbage
from waybill.guard.garbage import Collector, bound_collections, collect_if_due, is_much


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> tuple[list[int], Callable[[float], None]]:
    """The generations that were collected; a whole collection takes 50 ms by this clock."""
    generations: list[int] = []
    now = [100.0]

    def collect(generation: int) -> int:
        generations.append(generation)
        now[0] += 0.05 if generation == 2 else 0
        return 0

    def wait(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr(garbage.gc, "collect", collect)
    monkeypatch.setattr(garbage.time, "perf_counter", lambda: now[0])
    return generations, wait


@pytest.fixture
def thresholds() -> Iterator[None]:
    """Python's own thresholds, as a server begins with them; tests/conftest.py has others."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


def test_python_begins_no_whole_collection_by_itself(
    monkeypatch: pytest.MonkeyPatch, thresholds: None
) -> None:
    monkeypatch.setattr(script_runner, "gc", gc)
    bound_collections()
    gc.collect()
    before = gc.get_stats()[2]["collections"]
    many = [
        [] for _ in range(300_000)
    ]  # three hundred young collections' worth, and thirty middle ones'
    assert gc.get_stats()[2]["collections"] == before
    assert is_much()
    del many


def test_whole_collections_take_a_twentieth_of_the_time(made) -> None:
    generations, wait = made
    collector = Collector()
    for _ in range(1000):
        collector.collect(2)
        wait(0.01)
    assert 9 <= generations.count(2) <= 11  # of 50 ms each, in ten seconds
    assert generations.count(0) == 1000 - generations.count(2)


def test_a_quiet_server_collects_after_every_run(made) -> None:
    generations, wait = made
    collector = Collector()
    for _ in range(5):
        collector.collect()
        wait(2)
    assert generations == [2] * 5


def test_what_goes_on_without_runs_collects_when_it_is_due(made, monkeypatch) -> None:
    generations, wait = made
    monkeypatch.setattr(script_runner, "gc", Collector())
    assert [collect_if_due(), collect_if_due()] == [True, False]
    wait(1)
    assert collect_if_due()
    assert generations == [2, 2]


def test_streamlits_runs_collect_so(monkeypatch: pytest.MonkeyPatch, thresholds: None) -> None:
    monkeypatch.setattr(script_runner, "gc", gc)
    bound_collections()
    seen = vars(script_runner)["gc"]
    assert isinstance(seen, Collector)
    assert seen.get_count is gc.get_count
