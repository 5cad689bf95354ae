"""The made-up example is what its script writes, says that it is made up, and has no faults."""

from __future__ import annotations

import sys

from support.running import ROOT

from waybill.story import read_story
from waybill.story.reading.folder import STORY_FILES

sys.path.insert(0, str(ROOT / "tools"))
import build_example


def test_the_example_is_what_its_script_writes() -> None:
    """If this fails: .venv/bin/python tools/build_example.py."""
    written = build_example.files()
    folder = build_example.FOLDER
    assert {*written} == {path.name for path in folder.iterdir()} >= {*STORY_FILES} - {"visits.csv"}
    for name, content in written.items():
        assert (folder / name).read_text("utf-8") == content, name


def test_the_example_has_no_faults_and_says_that_it_is_made_up() -> None:
    read = read_story(build_example.FOLDER)
    assert read.problems == ()
    assert read.story is not None
    info = read.story.info
    assert info.shipments is not None
    for text in (info.title, info.licence, info.shipments.note):
        assert "Made up" in text
    assert "invented" in info.standfirst
