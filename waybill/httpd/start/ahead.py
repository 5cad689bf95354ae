"""The default story, read by a process of its own while this one imports what a server needs.

Importing takes a second of one core, reading 5,000 legs 0.3 s: with a second core both go on at once. The other
process (httpd.start.read_ahead) writes to its standard output which files it read, by their digest, and the story as
httpd.start.reading keeps it. What it says is taken only for the very same files. One that dies, hangs or read others
costs time and nothing else.

Imports only what a server has imported by then, since it is there to begin early.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
READER = "waybill.httpd.start.read_ahead"
KIND = "read"
"""Of what is kept between starts: a story as it was read."""

LEAST_BYTES, MOST_BYTES = 200_000, 4_000_000
"""Of all tables together. Fewer are read in less time than a process takes to start; of more, handing over what was
read takes longer than the second core saves (50,000 legs: 7.7 MB)."""

WAIT_S = 10.0
"""For how long what is read ahead is waited for, before it is read anew."""

DIGEST_BYTES = 32


class ReadingAhead:
    """At most one process that reads one folder."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, folder: Path, work: Path | None) -> None:
        """Begin to read a folder, if that is worth a process; ``work`` is where earlier starts kept theirs."""
        if self._process is not None or not _is_worth_it(folder, work):
            return
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own script
                [sys.executable, "-m", READER, str(folder.absolute())],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:  # no more processes or memory: it is read here
            return

    def take(self, digest: bytes) -> bytes | None:
        """Wait for the story of the files with this digest; None if nothing was read, or something else.

        It comes once, to whoever is first.
        """
        process, self._process = self._process, None
        if process is None:
            return None
        try:
            content, _ = process.communicate(timeout=WAIT_S)
        except subprocess.TimeoutExpired:
            _end(process)
            return None
        is_ours = process.returncode == 0 and content[:DIGEST_BYTES] == digest
        return content[DIGEST_BYTES:] if is_ours else None

    def drop(self) -> None:
        """End the process: what it reads is not needed."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)


reading_ahead = ReadingAhead()
"""Of the default story."""


def story_path() -> Path:
    """Return the folder of the default story: that of WAYBILL_DATA (relative to the project), or ``data``."""
    return ROOT / os.environ.get("WAYBILL_DATA", "data")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()  # closes the pipe and takes note of its end: it is no zombie


def _is_worth_it(folder: Path, work: Path | None) -> bool:
    if not sys.executable or _cores() < 2:
        return False
    try:
        tables = [file.stat() for file in folder.glob("*.csv")]
        if not LEAST_BYTES <= sum(table.st_size for table in tables) <= MOST_BYTES:
            return False
        changed = max(max(table.st_mtime, table.st_ctime) for table in tables)
        return not any(kept > changed for kept in _kept_at(work))
    except OSError:
        return False


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _kept_at(work: Path | None) -> Iterator[float]:
    """Yield when earlier starts kept what they had read: newer than the tables it is probably theirs."""
    for file in work.glob(f"{KIND}.*") if work is not None else ():
        yield file.stat().st_mtime
