"""What the measurements print of figures of an earlier run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.flows.bounds import print_bounds
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
