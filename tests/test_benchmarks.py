"""What the measurements print of figures of an earlier run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.bounds import rows, step_verdict
from benchmarks.flows.bounds import print_bounds
from benchmarks.rounds import joined, medians
from benchmarks.step_trace import FRAME, TASK, frames_of
from benchmarks.steps import mean_and_error, planned
from benchmarks.table import _resumed


def test_a_table_does_not_go_on_from_figures_of_another_commit(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    file.write_text(json.dumps({"about": {"commits": {"waybill": "abc1234"}}, "failed": {}}))
    assert _resumed(file, {"waybill": "abc1234"})["failed"] == {}
    with pytest.raises(SystemExit, match=r"has figures of .*abc1234.*, not of .*def5678"):
        _resumed(file, {"waybill": "def5678"})


def test_a_bound_says_what_it_was_measured_with(capsys: pytest.CaptureFixture[str]) -> None:
    figures = {
        "fifty": {"asked_most_often": 1, "rows": 500, "commit": "abc1234"},
        "first": {"server_mb": 800, "rows": 400, "commit": "def5678"},
    }
    line = "how often fifty viewers at once put one question: 1 (bound 1)"
    print_bounds(figures, 500, "abc1234")
    said = capsys.readouterr().out.splitlines()
    assert f"reached      {line}" in said
    assert "not measured  memory of the whole server (--parts first)" in said
    print_bounds(figures, 500, "def5678")
    assert f"reached      {line}, measured at abc1234" in capsys.readouterr().out.splitlines()


def test_a_start_is_the_median_of_its_runs_and_says_how_far_they_lie_apart() -> None:
    runs = [
        {"first_page_s": 1.5, "again_page_s": 1.2, "check_s": 1.0, "blank_page_s": 0.5, "cut": []},
        {"first_page_s": 3.5, "check_s": 1.1, "blank_page_s": 0.5, "cut": ["check_s"]},
        {"first_page_s": 1.6, "again_page_s": 1.4, "check_s": 1.2, "blank_page_s": 0.5, "cut": []},
    ]
    found = medians(runs)
    assert (found["first_page_s"], found["again_page_s"]) == (1.6, pytest.approx(1.3))
    assert found["cut"] == ["check_s"]
    first, again = list(rows({"start": {"5000": {"waybill": found}}}, "waybill"))[:2]
    assert first.most == pytest.approx(1.65)
    assert first.beside.startswith("median of 3 runs, 1.50 to 3.50 s; check takes 1.1 s")
    assert again.beside.startswith("median of 2 runs, 1.20 to 1.40 s")


def test_pages_and_cards_of_a_story_are_told_together() -> None:
    cards = medians([{"new_card_ms": ms} for ms in (390.0, 410.0, 350.0)])
    both = joined(medians([{"known_ms": 0.5}]), cards)
    known, card = rows({"pages": {"5000": {"waybill": both}}}, "waybill")
    assert (known.value, card.value, card.is_reached) == (0.5, 390.0, True)
    assert known.beside == ""
    assert card.beside == "median of 3 runs, 350.00 to 410.00 ms"


def test_a_floor_is_not_told_as_a_bound(capsys: pytest.CaptureFixture[str]) -> None:
    cold = {
        "ratio": 1.6,
        "engine_seconds": 4.0,
        "memory_mb": 800,
        "floor_bytes_a_cell": 2.11,
        "last": {
            "cold": {"gzip_bytes": 9e5, "bytes_a_cell": 2.33, "waited_for_the_engine": 5.0},
        },
    }
    print_bounds({"cold": {**cold, "rows": 500, "commit": "abc1234"}}, 500, "abc1234")
    said = capsys.readouterr().out
    assert "NOT REACHED  bytes a cell, gzipped: 2.33 (bound 2)" in said
    entropy = "the least bytes a cell that any writing of these cells can take: their entropy"
    assert f"floor        {entropy}: 2.11 (bound 2)" in said


def test_steps_go_to_and_fro_where_a_leg_goes_and_pass_over_other_days() -> None:
    legs = [["a", 10, 12], ["b", 14, 15]]
    assert planned("to", legs, [10, 16], 4) == [
        "over",
        "over",
        "in",
        "out",
        "in",
        "over",
        "over",
        "over",
    ]
    assert planned("from", legs, [10, 16], 2) == ["over", "over", "in", "over", "over", "in"]


def test_the_error_of_steps_is_of_those_that_began_at_about_the_same_moment() -> None:
    evenly = [(float(ms), float(ms)) for ms in range(10)]
    evenly = [(-90.0, 5.0), *evenly, (90.0, 5.0)]
    assert mean_and_error(evenly[::-1]) == (4.5, pytest.approx(0.2236, abs=1e-4))


def test_the_work_of_a_step_is_that_until_its_frame_is_handed_on() -> None:
    def event(name: str, at: int, cpu: int = 0, of: str = "") -> dict[str, object]:
        said = {"cat": "blink.user_timing"} if of else {"dur": cpu, "tdur": cpu}
        return {"name": f"{of} {name}".strip(), "pid": 1, "tid": 1, "ts": at, **said}

    before, press, frame, after = (event(TASK, at, 900) for at in (0, 1000, 3000, 5000))
    marks = [event("pressed", 1100, of="a"), event("drawn", 5100, of="a")]
    one = [before, press, frame, after, event(FRAME, 3010, 800), *marks]
    assert frames_of([*one, event("step", 9000, of="a")]) == {"a": [1.8]}
    assert frames_of([*one, event("other", 9000, of="a")]) == {}


def test_a_step_is_said_to_be_as_quick_with_the_error_of_that() -> None:
    ours, plain = ({"both_step": ms, "both_error": 0.3} for ms in (13.0, 12.8))
    assert step_verdict(ours, plain, "both") == (
        "not reached (+0.2 ± 0.4 ms beside plain Leaflet; within the error)"
    )
    ours["both_step"] = 10.0
    assert step_verdict(ours, plain, "both") == "reached (-2.8 ± 0.4 ms beside plain Leaflet)"
