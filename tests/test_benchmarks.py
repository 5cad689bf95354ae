"""What the measurements print of figures of an earlier run."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from support.node_rules import node

from benchmarks.bounds import step_verdict
from benchmarks.flows.bounds import print_bounds
from benchmarks.report import table
from benchmarks.rounds import joined, medians
from benchmarks.rows import rows
from benchmarks.step_trace import FRAME, TASK, frames_of
from benchmarks.steps import TIME_STEPS, figures, mean_and_error, planned, report
from benchmarks.table import _resumed


def test_a_table_does_not_go_on_from_figures_of_another_commit_or_of_other_sizes(
    tmp_path: Path,
) -> None:
    file = tmp_path / "figures.json"
    about = {"commits": {"waybill": "abc1234"}, "sizes": {"visits": 7}}
    file.write_text(json.dumps({"about": about, "failed": {}}))
    assert _resumed(file, about)["failed"] == {}
    with pytest.raises(SystemExit, match=r"has figures of .*abc1234.*, not of .*def5678"):
        _resumed(file, {**about, "commits": {"waybill": "def5678"}})
    with pytest.raises(SystemExit, match=r"has figures of .*visits.*7.*, not of .*visits.*3"):
        _resumed(file, {**about, "sizes": {"visits": 3}})


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
        {
            "first_page_s": 1.6,
            "again_page_s": 1.4,
            "check_s": 1.2,
            "cut": ["again_page_s", "check_s"],
        },
    ]
    found = medians(runs)
    assert (found["first_page_s"], found["again_page_s"]) == (1.6, pytest.approx(1.3))
    # The median is a run that was cut where half of them were.
    assert found["cut"] == ["again_page_s", "check_s"]
    assert medians([*runs, {"check_s": 1.0}, {"check_s": 1.0}, {"again_page_s": 1.3}])["cut"] == []
    first, again = list(rows({"start": {"5000": {"waybill": found}}}, "waybill"))[:2]
    assert first.most is None  # a check that was cut off takes longer than is known
    assert first.mark == "not measured (check was cut off)"
    assert first.beside.startswith("median of 3 runs, 1.50 to 3.50 s; check takes 1.10 s")
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
        "parts_seconds": 4.4,
        "last": {
            "cold": {"gzip_bytes": 9e5, "bytes_a_cell": 2.33, "waited_for_the_engine": 5.0},
        },
    }
    print_bounds({"cold": {**cold, "rows": 500, "commit": "abc1234"}}, 500, "abc1234")
    said = capsys.readouterr().out
    assert "NOT REACHED  bytes a cell, gzipped: 2.33 (bound 2)" in said
    entropy = "the least bytes a cell that any writing of these cells can take: their entropy"
    assert f"floor        {entropy}: 2.11 (bound 2)" in said
    parts = "the same questions with our memory limit, answers in parts, and nothing else of ours"
    assert f"floor        {parts}: 1.1 (bound 1.5)" in said  # not what a cube waits while it folds
    del cold["parts_seconds"]
    print_bounds({"cold": {**cold, "rows": 500, "commit": "abc1234"}}, 500, "def5678")
    assert f"not measured  {parts}, measured at abc1234" in capsys.readouterr().out


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
    late = [
        event(TASK, 4000, 500),
        event(FRAME, 4010, 300),
    ]  # a second frame, until the set is there
    assert frames_of([*one, *late, event("step", 9000, of="a")]) == {"a": [2.3]}


def test_a_step_without_a_frame_in_the_trace_has_no_work() -> None:
    said = {"cat": "blink.user_timing", "pid": 1, "tid": 1}
    marks = [
        {"name": f"a {word}", "ts": at, **said}
        for at, word in enumerate(["pressed", "drawn", "step"])
    ]
    assert frames_of(marks) == {}


@pytest.mark.parametrize("late_frames", [0, 2])
def test_a_step_that_comes_some_frames_late_is_a_step(late_frames: int) -> None:
    code = f"""
        let range = [10, 16], pressed, frames = 0;
        const shown = () => (frames > {late_frames} && range[1] < 16 ? ["a"] : ["a", "b"]);
        Object.assign(globalThis, {{
          window: globalThis,
          waybill: {{ range: () => range, legs: shown }},
          document: {{ getElementById: () => ({{ focus() {{}} }}) }},
          addEventListener: (_, listener) => (pressed = listener),
          requestAnimationFrame: (done) => setTimeout(() => {{ frames++; done(); }}),
          performance: {{ mark: (words) => said.push([words, frames]) }},
        }});
        const said = [];
        ({TIME_STEPS})(["wb-to", [["a", 10, 12], ["b", 16, 16]], "ours"]);
        range = [10, 15];
        pressed({{ timeStamp: 1 }});
        const wait = () => {{
          if (said.length < 3) return setTimeout(wait);
          console.log(JSON.stringify([said, window.__steps.length]));
          process.exit();
        }};
        wait();
    """
    run = subprocess.run(
        [node(), "-e", code], capture_output=True, text=True, timeout=30, check=True
    )
    frames = 1 + late_frames
    assert json.loads(run.stdout) == [
        [["ours pressed", 0], ["ours drawn", frames], ["ours step", frames + 1]],
        1,
    ]


def test_too_few_steps_have_no_figures_and_no_bound_that_is_reached(
    capsys: pytest.CaptureFixture[str],
) -> None:
    step = (10.0, 3.0)
    few = figures({"to": [step] * 2, "from": [step] * 2}, [1.0] * 4)
    assert few == {"work_steps": 4, "to_steps": 2, "from_steps": 2, "both_steps": 4}
    none = figures({"to": [], "from": []}, [])
    enough = figures({"to": [step] * 5, "from": [step]}, [1.0] * 5)
    assert (enough["to_step"], enough["both_step"], enough["work"]) == (10.0, 10.0, 1.0)
    assert "from_step" not in enough
    for what in ("to", "from", "both", "work"):
        assert step_verdict(none, enough, what) == "not measured"
        assert step_verdict(enough, few, what) == "not measured"
    story = {"legs": 12, "points": 20, "ours": none, "leaflet": enough}
    report(story)
    said = capsys.readouterr().out
    assert "step: not measured" in said
    assert "work: not measured" in said
    assert "reached" not in said
    figures_of_steps = {
        "about": {"commits": {"waybill": "abc1234"}},
        "steps": {"stories": {"12": story}},
    }
    assert [row.is_reached for row in rows(figures_of_steps, "waybill")] == [None]
    assert (
        "| a day’s step of either handle, 12 legs |  | – | **not measured (too few steps)** |  |"
        in table(figures_of_steps).splitlines()
    )


def test_a_step_is_said_to_be_as_quick_with_the_error_of_that() -> None:
    ours, plain = ({"both_step": ms, "both_error": 0.3} for ms in (13.0, 12.8))
    assert step_verdict(ours, plain, "both") == (
        "NOT REACHED (+0.2 ± 0.4 ms beside plain Leaflet; within the error)"
    )
    ours["both_step"] = 10.0
    assert step_verdict(ours, plain, "both") == "reached (-2.8 ± 0.4 ms beside plain Leaflet)"
