"""Editions that a server builds on demand: one at a time, cached by what they are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from waybill.edition.build import Edition, Options, Report, build_edition
from waybill.edition.zip_file import EditionZip, zipped
from waybill.limiter import BoundedCache, CachedWork, WorkLimiter
from waybill.story.model import Story

Build = Callable[[Story, Options, tuple[str, ...], Report], Edition]


@dataclass(frozen=True, slots=True)
class EditionRequest:
    """Everything an edition depends on: the version of the data, the options, the faults it lists."""

    version: str
    options: Options
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kept:
    """An edition and its story, which must stay alive because its id is part of the key."""

    story: Story
    made: EditionZip


class EditionCache:
    """A cache of the editions last requested.

    One is made at a time; whoever waits longer than ``wait_seconds`` for a turn gets BusyError, but
    one that is kept is returned at once. At most ``max_kept`` of together ``max_bytes``
    are kept.
    """

    def __init__(
        self,
        build: Build = build_edition,
        *,
        max_kept: int = 4,
        max_bytes: int = 64_000_000,
        wait_seconds: float = 20.0,
    ) -> None:
        """Start empty; see the class for the bounds."""
        self._build = build
        self._cache: BoundedCache[tuple[EditionRequest, int], _Kept] = BoundedCache(
            lambda kept: len(kept.made.content), max_entries=max_kept, max_bytes=max_bytes
        )
        limiter = WorkLimiter(1, waiting=8, wait_seconds=wait_seconds)
        self._editions = CachedWork(self._cache, limiter, wait_seconds)

    def kept(self, story: Story, request: EditionRequest) -> EditionZip | None:
        """Return the edition if it is kept; nothing is built."""
        kept = self._cache.get(_key(story, request))
        return kept.made if kept else None

    def get(
        self, story: Story, request: EditionRequest, report: Report = lambda line: None
    ) -> EditionZip:
        """Return the edition, kept or built now.

        Args:
            story: that of ``request.version``.
            request: which edition.
            report: called with a line on what is being done; it may raise to stop the work.

        Raises:
            BusyError: another edition is being made.
        """

        def make() -> _Kept:
            edition = self._build(story, request.options, request.faults, report)
            report("Packing the zip …")
            return _Kept(story, zipped(edition))

        def on_wait() -> None:
            report("Waiting for an edition that is being made …")

        return self._editions.get(_key(story, request), make, on_wait).made


def _key(story: Story, request: EditionRequest) -> tuple[EditionRequest, int]:
    """The story's id counts: read again, its rows may be in another order while its version is the same."""
    return request, id(story)
