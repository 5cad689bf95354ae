"""What a start does beside its first page: it gives way to requests, and looks for nothing that is not used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

START = """
import _imp, sys
import waybill.server
from waybill.httpd.start import prepare
from waybill.limiter import background

rests, finders = [], list(sys.meta_path)
background.rest = lambda: rests.append((_imp.lock_held(), sys.meta_path == finders))
with_finders = sys.meta_path
for of_the_story in ("_current", "publish_story", "warm_up", "_first_page"):
    setattr(prepare, of_the_story, lambda: None)
prepare.preload.hashed_folders = dict
prepare.reading.keep = prepare.stories = lambda: None
prepare.shelf.clean = lambda stories: None
prepare._prepare()

import importlib.metadata
from streamlit.components.v2.component_manager import BidiComponentManager
searches = []
importlib.metadata.distributions = lambda: searches.append("of all packages") or []
BidiComponentManager().discover_and_register_components(start_file_watching=False)
print(searches)
print(len(rests) >= 10, set(rests), sys.meta_path is with_finders, "pandas" in sys.modules)
"""


@pytest.fixture(scope="module")
def start() -> subprocess.CompletedProcess[str]:
    """A start without a story, in a process of its own."""
    command = [sys.executable, "-c", START]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)


def test_a_start_rests_between_imports_and_never_within_one(
    start: subprocess.CompletedProcess[str],
) -> None:
    assert start.stdout.splitlines()[-1] == "True {(False, True)} True True"
    assert "failed" not in start.stderr


def test_no_package_is_searched_for_components(start: subprocess.CompletedProcess[str]) -> None:
    assert start.stdout.splitlines()[-2] == "[]"
