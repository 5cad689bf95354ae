"""``python -m waybill check``: exit codes and lines that scripts rely on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from waybill.cli import main

ROOT = Path(__file__).parents[1]
PLACES = "place_id,name,latitude,longitude\nrajin,Rajin,42.23,130.295\ndunay,Dunay,42.883,132.35\n"
ROUTES = "leg_id,origin,destination,start_date\nsea,rajin,dunay,2023-09-07\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "places.csv").write_text(PLACES)
    (tmp_path / "routes.csv").write_text(ROUTES)
    return tmp_path


def test_a_clean_folder_exits_0_and_says_what_is_in_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == (
        f"{folder}: 1 leg, 2 places, 0 visits, 0 claims, 0 sources, no faults\n"
    )


def test_a_fault_exits_1_with_one_line_a_problem(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routes.csv").write_text(ROUTES + "b,rajn,dunay,2023\nc,rajin,dunay,soon\n")
    assert main(["check", str(folder)]) == 1
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "routes.csv:3:origin: 'rajn' is not a place_id in places.csv; the row is left out; "
        "did you mean 'rajin'?",
        "routes.csv:4:start_date: 'soon' is not a date; write 2023-09-12, 2023-09 or 2023, with ? "
        "for uncertain or ~ for approximate",
    ]
    assert captured.err == "2 errors\n"


def test_warnings_alone_exit_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "claims.csv").write_text("")
    assert main(["check", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("claims.csv: warning: file is empty")
    assert lines[1].endswith("0 sources, 1 warning")


def test_json_lists_objects(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "routes.csv").write_text(ROUTES + "b,rajn,dunay,2023\n")
    assert main(["check", str(folder), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "file": "routes.csv",
            "row": 3,
            "column": "origin",
            "value": "rajn",
            "message": "'rajn' is not a place_id in places.csv; the row is left out; "
            "did you mean 'rajin'?",
            "suggestion": "rajin",
            "severity": "error",
        }
    ]


def test_json_of_a_clean_folder_is_an_empty_list(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_folder_that_is_not_there_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check", "a", "b"], ["check", "--jsn"]])
def test_wrong_usage_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: python -m waybill" in capsys.readouterr().err


def test_the_module_checks_the_bundled_story_and_prints_on_any_terminal(folder: Path) -> None:
    # The bundled folder is the default; an ASCII terminal gets escapes, never a traceback.
    command = [sys.executable, "-m", "waybill", "check"]
    clean = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (clean.returncode, clean.stderr) == (0, "")
    assert clean.stdout.startswith("data: ")
    (folder / "places.csv").write_text(PLACES + "x,Café,é,1\n", encoding="utf-8")
    faulty = subprocess.run(
        [*command, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii"},
    )
    assert faulty.returncode == 1
    assert "Traceback" not in faulty.stderr
    assert faulty.stdout == ("places.csv:4:latitude: '\\xe9' is not a number of decimal degrees\n")
