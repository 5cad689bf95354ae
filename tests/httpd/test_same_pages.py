"""Two processes give the same bytes: a reader who comes to another replica has the page already."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.big_story import write_regional_story

ROOT = Path(__file__).parents[2]

PAGES = """
import hashlib, sys
from pathlib import Path
from waybill.card.render import render_card
from waybill.httpd.inject import inject_metadata
from waybill.httpd.page_cache import page_of
from waybill.httpd.requests import RequestReader
from waybill.story import StoryFolder

INDEX = b"<html><head><title>Streamlit</title></head><body><noscript></noscript></body></html>"
for folder in sys.argv[1:]:
    reader = RequestReader(StoryFolder(folder))
    for path, query in (
        ("/", ""),
        ("/", "known=2023-10-13"),
        ("/", "from=2023-09-01&to=2023-10-20&mode=sea"),
        ("/table", ""),
        ("/method", ""),
    ):
        request = reader.read(query)
        page = page_of(inject_metadata(INDEX, path, request))
        print(path, query, hashlib.sha256(page.content + page.compressed).hexdigest())
    print("card", hashlib.sha256(render_card(request.story, request.view)).hexdigest())
"""


@pytest.mark.slow
def test_pages_and_cards_are_the_same_in_every_process(tmp_path: Path) -> None:
    # Fewer legs than are drawn as plain lines, and more.
    folders = [ROOT / "data", write_regional_story(tmp_path / "large", 320, points=5, places=60)]
    command = [sys.executable, "-c", PAGES, *map(str, folders)]
    running = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    one, other = (process.communicate()[0].splitlines() for process in running)
    assert len(one) == 12
    assert one == other
