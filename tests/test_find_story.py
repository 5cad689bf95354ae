"""`make run` says why there is nothing to serve, and what to do, before it starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(folder: Path | str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "tools/find_story.py"],
        cwd=ROOT,
        env={**os.environ, "WAYBILL_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_bundled_story_is_found():
    assert (run("data").returncode, run("data").stderr) == (0, "")


@pytest.mark.parametrize(
    ("files", "why"),
    [
        (None, "it does not exist"),
        ([], "it is empty"),
        (["notes.txt"], "it has no places.csv and no routes.csv"),
        (["places.csv"], "it has no routes.csv"),
    ],
)
def test_a_folder_without_a_story_is_told_with_ways_to_begin(tmp_path, files, why):
    folder = tmp_path / "story"
    if files is not None:
        folder.mkdir()
        for name in files:
            (folder / name).write_text("x")
    done = run(folder)
    assert done.returncode == 1
    assert done.stderr.startswith(f"There is no story in {folder}: {why}.\n")
    assert "waybill import" in done.stderr
    assert "Traceback" not in done.stderr


def test_make_run_asks_before_it_starts():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    target = makefile.split("\nrun:")[1].split("\n\n")[0]
    assert target.index("tools/find_story.py") < target.index("streamlit run")
