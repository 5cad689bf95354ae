"""Editions made on demand by a server: one at a time, kept by what they were made of."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from waybill.edition.build import Edition, Options, Say, build_edition
from waybill.edition.zip_file import EditionZip, zipped
from waybill.story.model import Story

Build = Callable[[Story, Options, tuple[str, ...], Say], Edition]


class EditionBusyError(RuntimeError):
    """Another edition is being made; ask again in a moment."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything an edition follows from: the data's version, the options, the faults it names."""

    version: str
    options: Options
    faults: tuple[str, ...] = ()


class EditionShelf:
    """The editions last asked for; safe to use from many threads.

    One is made at a time; whoever waits longer than ``wait_seconds`` for a turn gets
    EditionBusyError. Whoever asks for one that is kept gets it at once. At most ``max_kept`` of
    together ``max_bytes`` stay, the least recently used ones go first.
    """

    def __init__(
        self,
        build: Build = build_edition,
        *,
        max_kept: int = 4,
        max_bytes: int = 64_000_000,
        wait_seconds: float = 20.0,
    ) -> None:
        """Empty; see the class for the bounds."""
        self._build = build
        self._max_kept = max_kept
        self._max_bytes = max_bytes
        self._wait_seconds = wait_seconds
        self._turn = threading.Lock()
        self._lock = threading.Lock()
        self._kept: OrderedDict[Wanted, tuple[Story, EditionZip]] = OrderedDict()

    def kept(self, story: Story, wanted: Wanted) -> EditionZip | None:
        """The edition when it is at hand; nothing is made."""
        with self._lock:
            source, made = self._kept.get(wanted, (None, None))
            # Read anew, a story may have its rows in another order; its version is then the same.
            if source is not story:
                return None
            self._kept.move_to_end(wanted)
            return made

    def get(self, story: Story, wanted: Wanted, say: Say = lambda line: None) -> EditionZip:
        """The edition, kept or made now. ``story`` is that of ``wanted.version``.

        ``say`` hears what is being done, and may raise to stop it. Raises EditionBusyError.
        """
        found = self.kept(story, wanted)
        if found is not None:
            return found
        with self._one_at_a_time(say):
            # The one who had the turn may have made this very edition.
            found = self.kept(story, wanted)
            if found is None:
                made = self._build(story, wanted.options, wanted.faults, say)
                say("Packing the zip …")
                found = zipped(made)
                self._keep(story, wanted, found)
            return found

    @contextmanager
    def _one_at_a_time(self, say: Say) -> Iterator[None]:
        if not self._turn.acquire(blocking=False):
            say("Waiting for an edition that is being made …")
            if not self._turn.acquire(timeout=self._wait_seconds):
                raise EditionBusyError("Another edition is being made. Ask again in a moment.")
        try:
            yield
        finally:
            self._turn.release()

    def _keep(self, story: Story, wanted: Wanted, made: EditionZip) -> None:
        if len(made.content) > self._max_bytes:
            return
        with self._lock:
            self._kept[wanted] = (story, made)
            self._kept.move_to_end(wanted)
            while (
                len(self._kept) > self._max_kept
                or sum(len(kept.content) for _, kept in self._kept.values()) > self._max_bytes
            ):
                self._kept.popitem(last=False)
