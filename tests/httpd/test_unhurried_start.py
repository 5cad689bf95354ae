"""What a start imports after its first page: it gives way to requests without holding up other imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
print(len(rests) >= 10, set(rests), sys.meta_path is with_finders, "pandas" in sys.modules)
"""


def test_a_start_rests_between_imports_and_never_within_one() -> None:
    command = [sys.executable, "-c", START]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.splitlines()[-1] == "True {(False, True)} True True"
    assert "failed" not in run.stderr
