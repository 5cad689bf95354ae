"""Tiny story folders: sound files to start from, with single files replaced."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.tiny_stories import SOUND, Files, write_files

from waybill.story import ReadResult, read_story

Write = Callable[[Files], Path]
Read = Callable[[Files], ReadResult]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a sound story folder with some files replaced (None: left away)."""

    def _write(files: Files) -> Path:
        write_files(tmp_path, {**SOUND, **files})
        return tmp_path

    return _write


@pytest.fixture
def read(write: Write) -> Read:
    """Read a sound story folder with some files replaced (None: left away)."""
    return lambda files: read_story(write(files))


@pytest.fixture
def lines(read: Read) -> Callable[[Files], list[str]]:
    """The problems of such a folder, one line each."""
    return lambda files: [str(problem) for problem in read(files).problems]
