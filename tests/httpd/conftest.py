"""A story folder, and which folders are really read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.running import ROOT

from waybill.httpd.start import reading
from waybill.story import read_story


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the bundled story."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "story"))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that this process reads itself."""
    read: list[Path] = []

    def counted(folder: Path, *, measures_lines: bool) -> object:
        read.append(folder)
        return read_story(folder, measures_lines=measures_lines)

    monkeypatch.setattr(reading, "read_story", counted)
    return read
