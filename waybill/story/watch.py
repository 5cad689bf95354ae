"""The story folder of a running server: read again when a file changes.

Files are rarely written all at once: an editor empties one before it fills it, a copy over a network
writes it piece by piece and one after another. So a changed folder is read when it has been still for a
moment, and what then has lost much of its rows is not shown before its files are saved once more.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from waybill.story.model import Story
from waybill.story.reading.folder import REQUIRED_FILES, STORY_FILES, ReadResult, read_story
from waybill.story.reading.losses import losses
from waybill.story.reading.problems import Problem
from waybill.story.version import story_version


@dataclass(frozen=True, slots=True)
class Loaded:
    """The story to show now and the problems of the folder as it is now.

    ``problems`` are all errors; a server's reading leaves warnings about lines to those who write the story.
    ``stale`` is True when the folder has since got a fault that would empty the map or take marks
    off it, or a file has lost much of what it held: then ``story`` is the last good one, and
    ``problems`` say why. ``version`` is that of ``story``, "" when there is none.
    """

    story: Story | None
    problems: tuple[Problem, ...]
    version: str
    stale: bool = False


_FileState = tuple[int, int, int, int] | None
_State = tuple[bool, tuple[_FileState, ...]]

MOST_WAITED_SECONDS = 60.0
"""For how long a folder that never is still goes unread."""

LOG = logging.getLogger("waybill")


class StoryFolder:
    """One story folder, shared by all sessions of a server; safe to use from several threads."""

    def __init__(
        self,
        path: Path | str,
        *,
        settle_seconds: float = 0.0,
        read: Callable[[Path], ReadResult] | None = None,
    ) -> None:
        """Watch ``path``; nothing is read before the first call of ``current``.

        Args:
            path: the folder.
            settle_seconds: how long a changed folder must have been still to be read again. With 0
                each change is shown at once, also one that takes most rows away.
            read: reads the folder, ``read_story`` if there is no other.
        """
        self.path = Path(path)
        self._settle_seconds = settle_seconds
        self._read_folder = read
        self._lock = threading.Lock()
        self._state: _State | None = None
        self._moving: _Moving | None = None
        self._loaded = Loaded(None, (), "")
        self._good = False  # whether the story shown came from required files without errors
        self._held: _Held | None = None

    def current(self) -> Loaded:
        """The story as the files stand; costs one stat a file unless one of them has changed."""
        with self._lock:
            # Taken before reading: what changes while we read is read again on the next call.
            state = self._files()
            if state != self._state and self._is_still(state):
                result = self._read()
                # What changed meanwhile was read in two states, unless it never is still.
                if self._must_read() or self._files() == state:
                    self._load(result, state)
                    self._state, self._moving = state, None
            return self._loaded

    def unchanged(self) -> Loaded | None:
        """The story when the files need not be read now; else None. Never reads or waits."""
        if not self._lock.acquire(blocking=False):
            return None
        try:
            state = self._files()
            return self._loaded if state == self._state or not self._is_still(state) else None
        finally:
            self._lock.release()

    def _must_read(self) -> bool:
        """Whether the folder is read however it stands: at the start, or when it is never still."""
        if self._state is None or self._settle_seconds == 0:
            return True
        moving = self._moving
        return moving is not None and time.monotonic() - moving.since >= MOST_WAITED_SECONDS

    def _is_still(self, state: _State) -> bool:
        """Whether a changed folder may be read: nothing has changed in it for a moment."""
        if self._must_read():
            return True
        now = time.monotonic()
        moving = self._moving
        if moving is None:
            moving = self._moving = _Moving(state, since=now, last=now)
        elif moving.state != state:
            moving.state, moving.last = state, now
        # The clock of another machine may run ahead of ours: then what we saw ourselves counts.
        still_for = max(now - moving.last, time.time() - self._last_change(state))
        return still_for >= self._settle_seconds

    def _last_change(self, state: _State) -> float:
        """When a file was last written, put there or removed, in seconds since 1970."""
        times = [max(file[0], file[1]) for file in state[1] if file is not None]
        try:
            times.append(os.stat(self.path).st_mtime_ns)
        except OSError:
            return time.time()
        return max(times) / 1e9

    def _files(self) -> _State:
        files = tuple(_file_state(self.path / name) for name in STORY_FILES)
        return self.path.is_dir(), files

    def _read(self) -> ReadResult:
        """The folder as it is. A fault of the reader itself is a problem, not the end of the page."""
        try:
            return (self._read_folder or read_story)(self.path)
        except Exception:
            LOG.exception("reading %s failed", self.path)
            what = "could not be read: a fault of Waybill itself, which the server's log describes"
            return ReadResult(None, (Problem(self.path.name, None, None, "", what),))

    def _load(self, result: ReadResult, state: _State) -> None:
        good = not any(problem.file in REQUIRED_FILES for problem in result.errors)
        shown = self._loaded
        problems = result.problems
        keep = shown.story is not None and (result.story is None or (self._good and not good))
        version = "" if result.story is None else story_version(result.story)
        if shown.story is not None and result.story is not None and self._settle_seconds:
            lost = losses(shown.story, result.story)
            held, self._held = self._held, _Held.of(version, lost, state) if lost else None
            if lost and not (self._held and self._held.confirms(held)):
                keep, problems = True, (*lost, *problems)
                LOG.warning(
                    "%s: the last good story stays up: %s",
                    self.path,
                    "; ".join(str(problem) for problem in lost),
                )
        if keep:
            self._loaded = Loaded(shown.story, problems, shown.version, stale=True)
            return
        self._loaded = Loaded(result.story, problems, version)
        self._good = good and result.story is not None
        self._held = None


@dataclass
class _Moving:
    """A changed folder that has not been read yet; times by the monotonic clock."""

    state: _State
    since: float
    last: float


@dataclass(frozen=True, slots=True)
class _Held:
    """A story that is not shown, and the states of the files that have lost too much."""

    version: str
    files: tuple[tuple[str, _FileState], ...]

    @classmethod
    def of(cls, version: str, lost: tuple[Problem, ...], state: _State) -> _Held:
        states = dict(zip(STORY_FILES, state[1], strict=True))
        return cls(version, tuple((problem.file, states[problem.file]) for problem in lost))

    def confirms(self, earlier: _Held | None) -> bool:
        """Whether somebody has saved the files of ``earlier`` once more as they were."""
        if earlier is None or earlier.version != self.version:
            return False
        pairs = zip(self.files, earlier.files, strict=False)
        return all(now[0] == then[0] and now[1] != then[1] for now, then in pairs)


def _file_state(path: Path) -> _FileState:
    """What changes when a file does; None when it is not there."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    # The change time and inode catch a file replaced by one of equal size and mtime.
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
