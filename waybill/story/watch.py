"""The story folder of a running server: read again when a file changes."""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from waybill.story.model import Story
from waybill.story.reading.folder import REQUIRED_FILES, STORY_FILES, ReadResult, read_story
from waybill.story.reading.problems import Problem
from waybill.story.version import story_version


@dataclass(frozen=True, slots=True)
class Loaded:
    """The story to show now and the problems of the folder as it is now.

    ``stale`` is True when the folder has since got a fault that would empty the map or take marks
    off it: then ``story`` is the last good one, and ``problems`` say why. ``version`` is that of
    ``story``, "" when there is none.
    """

    story: Story | None
    problems: tuple[Problem, ...]
    version: str
    stale: bool = False


_FileState = tuple[int, int, int, int] | None


class StoryFolder:
    """One story folder, shared by all sessions of a server; safe to use from several threads."""

    def __init__(self, path: Path | str) -> None:
        """Watch ``path``; nothing is read before the first call of ``current``."""
        self.path = Path(path)
        self._lock = threading.Lock()
        self._state: tuple[bool, tuple[_FileState, ...]] | None = None
        self._loaded = Loaded(None, (), "")
        self._good = False  # whether the story shown came from required files without errors

    def current(self) -> Loaded:
        """The story as the files stand; costs one stat a file unless one of them has changed."""
        with self._lock:
            # Taken before reading: what changes while we read is read again on the next call.
            state = self._files()
            if state != self._state:
                self._load(self._read())
                self._state = state
            return self._loaded

    def unchanged(self) -> Loaded | None:
        """The story when no file has changed since it was read; else None. Never reads or waits."""
        if not self._lock.acquire(blocking=False):
            return None
        try:
            return self._loaded if self._files() == self._state else None
        finally:
            self._lock.release()

    def _files(self) -> tuple[bool, tuple[_FileState, ...]]:
        files = tuple(_file_state(self.path / name) for name in STORY_FILES)
        return self.path.is_dir(), files

    def _read(self) -> ReadResult:
        """The folder as it is. A fault of the reader itself is a problem, not the end of the page."""
        try:
            return read_story(self.path)
        except Exception:
            logging.getLogger(__name__).exception("reading %s failed", self.path)
            what = "could not be read: a fault of Waybill itself, which the server's log describes"
            return ReadResult(None, (Problem(self.path.name, None, None, "", what),))

    def _load(self, result: ReadResult) -> None:
        good = not any(problem.file in REQUIRED_FILES for problem in result.errors)
        shown = self._loaded
        keep = shown.story is not None and (result.story is None or (self._good and not good))
        if keep:
            self._loaded = Loaded(shown.story, result.problems, shown.version, stale=True)
            return
        version = "" if result.story is None else story_version(result.story)
        self._loaded = Loaded(result.story, result.problems, version)
        self._good = good and result.story is not None


def _file_state(path: Path) -> _FileState:
    """What changes when a file does; None when it is not there."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    # The change time and inode catch a file replaced by one of equal size and mtime.
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
