"""The cubes of a story: from memory, from disk, or from the engine; and the last good one when that fails."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from waybill.evidence.dates import published
from waybill.limiter import BoundedCache
from waybill.shipments.cube import Cube, decode, encode
from waybill.shipments.engine.errors import CancelledError, EngineError
from waybill.shipments.entry import (
    ENGINE,
    Entry,
    as_of_words,
    identity_of,
    last_entry,
    new_entry,
    read_entry,
    stale,
    with_reason,
    write_entry,
)
from waybill.shipments.exact.kept import KeptEdges
from waybill.shipments.exact.refined import (
    CHANGED,
    ChangedError,
    Days,
    asked_days,
    edges_of,
    exactly,
    no_edges,
    refined,
)
from waybill.story.contract.shipments import Shipments
from waybill.story.model import Story

REFRESH = timedelta(minutes=15)  # a database is asked again after that; a file when it changes
MOST_IN_MEMORY, MOST_BYTES = 32, 100_000_000
MOST_DECODED = 4  # cubes: one of 400,000 cells takes 16 MB

StopBy = Callable[[Callable[[], object]], object]
Wanted = Mapping[str, str]


class NoShipmentsError(LookupError):
    """The story has no shipments."""


class UnknownValueError(LookupError):
    """The shipments have no such value, or too many others have more."""


class CubeService:
    """Cubes of any story folder; safe to use from several threads."""

    def __init__(
        self,
        environment: Mapping[str, str] = os.environ,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """``environment`` has the addresses of databases."""
        self._environment = environment
        self._now = now
        self._kept: BoundedCache[str, tuple[str, Entry]] = BoundedCache(
            lambda kept: kept[1].size, max_entries=MOST_IN_MEMORY, max_bytes=MOST_BYTES
        )
        self._decoded: BoundedCache[str, Cube] = BoundedCache(
            lambda _: 1, max_entries=MOST_DECODED, max_bytes=MOST_DECODED
        )
        self._edges = KeptEdges()
        self.passes = 0
        """How many times an engine was asked for a cube."""
        self.edge_passes = 0
        """How many times one was asked for single days."""
        self._lock = threading.Lock()

    def cube_of(self, entry: Entry) -> Cube:
        """The cube of an entry; the last ones asked for are kept."""
        found = self._decoded.get(entry.tag)
        if found is None:
            found = decode(entry.data)
            self._decoded.put(entry.tag, found)
        return found

    def edges_at_hand(self, entry: Entry, first: int, last: int) -> bytes | None:
        """The edges of a window as they are sent, empty ones too; None where an engine would have to be asked."""
        cube = self.cube_of(entry)
        asked = asked_days(cube, first, last)
        if not asked:
            return encode(no_edges(cube))
        return self._edges.get(entry, asked)

    def edges(
        self,
        story: Story,
        folder: Path,
        entry: Entry,
        first: int,
        last: int,
        stop_by: StopBy = lambda stop: None,
    ) -> bytes:
        """What the cube of an entry cannot tell of the days from ``first`` to ``last``, from the engine.

        Args:
            story: the story.
            folder: where its files are.
            entry: a cube of weeks or months.
            first: the first day of the window, in days since 1970-01-01.
            last: the last day.
            stop_by: is given what ends the query that runs.

        Returns:
            The bytes of the small cube that ``exact.refined.refined`` takes.

        Raises:
            EngineError, SourceFaultError: as for a cube; also when the data have changed since.
        """
        found = self.edges_at_hand(entry, first, last)
        if found is not None:
            return found
        cube = self.cube_of(entry)
        if why := cube.meta.get("stale"):  # the engine failed just now
            raise EngineError(why)
        asked = asked_days(cube, first, last)
        try:
            self._same_data(story, folder, entry)
            edges = self._counted_edges(story, folder, entry, asked, stop_by)
            self._same_data(story, folder, entry)  # the file may have been replaced meanwhile
            refined(cube, edges, first, last)
        except CancelledError:
            raise
        except (EngineError, ChangedError) as error:
            raise EngineError(f"{error} {as_of_words(entry)}") from error
        data = encode(edges)
        self._edges.put(entry, asked, data)
        return data

    def _same_data(self, story: Story, folder: Path, entry: Entry) -> None:
        """Raises ChangedError when the file is not the one that was counted; a database cannot tell."""
        if self.question(story, folder, {})[1] != entry.key:
            raise ChangedError(CHANGED)

    def _counted_edges(
        self, story: Story, folder: Path, entry: Entry, asked: Sequence[Days], stop_by: StopBy
    ) -> Cube:
        from waybill.shipments.engine.edges import cells_on
        from waybill.shipments.engine.source import open_source

        cube, shipments = self.cube_of(entry), shipments_of(story)
        with self._lock:
            self.edge_passes += 1
        with open_source(shipments, folder, self._environment) as source:
            stop_by(source.cancel)
            return edges_of(cube, cells_on(source, shipments, cube, entry.meanings, asked), asked)

    def exact_cube(
        self,
        story: Story,
        folder: Path,
        entry: Entry,
        days: Days,
        stop_by: StopBy = lambda stop: None,
    ) -> Cube:
        """The cube of an entry, with sums of exactly these days; of whole periods where these cannot be had.

        The cube then says why in ``stale``. Raises CancelledError and SourceFaultError.
        """
        cube = self.cube_of(entry)
        if cube.bins.level == "day":
            return cube
        try:
            edges = self.edges(story, folder, entry, *days, stop_by)
        except CancelledError:
            raise
        except EngineError as error:
            return with_reason(cube, error)
        return exactly(cube, decode(edges), *days)

    def question(self, story: Story, folder: Path, wanted: Mapping[str, str]) -> tuple[str, str]:
        """What is asked, and the state of the data: equal for those who would get the same answer.

        Raises:
            NoShipmentsError: the story has none.
            SourceFaultError: its file is not there.
        """
        shipments = shipments_of(story)
        if shipments.variable:
            address = self._environment.get(shipments.variable, "")
            return identity_of(story, shipments, address, wanted), ENGINE
        from waybill.shipments.engine.source import file_of

        path = file_of(shipments, folder)
        state = path.stat()
        key = f"{state.st_size:x}-{state.st_mtime_ns:x}"
        return identity_of(story, shipments, str(path), wanted), key

    def fresh(self, question: tuple[str, str]) -> Entry | None:
        """The entry at hand, if the data have not changed since; a database's, if it is not old."""
        identity, key = question
        kept = self._kept.get(identity)
        entry = kept[1] if kept is not None and kept[0] == key else read_entry(identity, key)
        if entry is None or (key == ENGINE and self._now() - entry.made > REFRESH):
            return None
        if kept is None or kept[1] is not entry:
            self._kept.put(identity, (key, entry))
        return entry

    def get(
        self,
        story: Story,
        folder: Path,
        wanted: Mapping[str, str],
        stop_by: StopBy = lambda stop: None,
    ) -> Entry:
        """The entry of a question, from the engine if need be; the last good one if that fails.

        Args:
            story: the story.
            folder: where its files are.
            wanted: value that shipments must have, by the name of a split.
            stop_by: is given what ends the query that runs.

        Raises:
            NoShipmentsError: the story has none.
            SourceFaultError: the data do not fit story.toml.
            EngineError: the engine does not answer, and never has.
        """
        question = self.question(story, folder, wanted)
        entry = self.fresh(question)
        if entry is not None:
            return entry
        identity, key = question
        try:
            entry = replace(self._made(story, folder, wanted, stop_by), key=key)
        except CancelledError:
            raise
        except EngineError as error:
            kept = self._kept.get(identity)
            last = kept[1] if kept is not None else last_entry(identity)
            if last is None:
                raise
            return stale(last, str(error))
        self._kept.put(identity, (key, entry))
        write_entry(identity, key, entry)
        return entry

    def resolved(
        self,
        story: Story,
        folder: Path,
        wanted: Mapping[str, str],
        stop_by: StopBy = lambda stop: None,
    ) -> tuple[Entry, dict[str, str]]:
        """The entry that answers a question, and which values have to be asked of its cube itself.

        What the whole cube is split by is asked of that; the engine is asked for anything else.

        Raises:
            UnknownValueError: the shipments have no such value; and what ``get`` raises.
        """
        entry = self.get(story, folder, {}, stop_by)
        own, asked = self.parted(entry, wanted)
        return (self.get(story, folder, asked, stop_by) if asked else entry), own

    def at_hand(
        self, story: Story, folder: Path, wanted: Mapping[str, str]
    ) -> tuple[Entry, dict[str, str]] | None:
        """As ``resolved``, but None where an engine would have to be asked.

        Raises:
            UnknownValueError: the shipments have no such value; and what ``question`` raises.
        """
        entry = self.fresh(self.question(story, folder, {}))
        if entry is None:
            return None
        own, asked = self.parted(entry, wanted)
        if asked:
            entry = self.fresh(self.question(story, folder, asked))
        return None if entry is None else (entry, own)

    def parted(self, entry: Entry, wanted: Wanted) -> tuple[dict[str, str], dict[str, str]]:
        """Which values are asked of a cube itself, and which of the engine: by the cube of everything.

        Raises UnknownValueError.
        """
        if not wanted:
            return {}, {}
        meta = self.cube_of(entry).meta
        split_by = {one["name"]: one["values"] for one in meta["dimensions"]}
        listed = {one["name"]: [value for value, *_ in one["values"]] for one in meta["narrow"]}
        for name, value in wanted.items():
            if value not in (*split_by.get(name, ()), *listed.get(name, ())):
                raise UnknownValueError(name)
        if wanted.keys() <= split_by.keys():
            return dict(wanted), {}
        own = {name: value for name, value in wanted.items() if name == "mode"}
        return own, {name: value for name, value in wanted.items() if name != "mode"}

    def _made(
        self, story: Story, folder: Path, wanted: Mapping[str, str], stop_by: StopBy
    ) -> Entry:
        from waybill.shipments.build import build
        from waybill.shipments.engine.count import count
        from waybill.shipments.engine.source import open_source

        shipments = shipments_of(story)
        begin = time.monotonic()
        with self._lock:
            self.passes += 1
        with open_source(shipments, folder, self._environment) as source:
            stop_by(source.cancel)
            answer = count(source, shipments, story, wanted)
        about = {**answer.counted.about, **_about(story, shipments, self._now())}
        cube = build(replace(answer.counted, about=about), most_cells=shipments.limits.cells)
        seconds = time.monotonic() - begin
        return new_entry(
            encode(cube), asdict(answer.meanings), answer.unknown, self._now(), seconds
        )


def shipments_of(story: Story) -> Shipments:
    """The contract of a story's shipments. Raises NoShipmentsError."""
    if story.info.shipments is None:
        raise NoShipmentsError("This story has no shipments.")
    return story.info.shipments


def _about(story: Story, shipments: Shipments, now: datetime) -> dict[str, Any]:
    source = story.sources[shipments.said_by]
    day = published(source)
    return {
        "unit": shipments.unit,
        "note": shipments.note,
        "rows": bool(shipments.drill),
        "as_of": f"{now:%Y-%m-%dT%H:%M:%SZ}" if shipments.variable else None,
        "said_by": {
            "id": source.source_id,
            "publisher": source.publisher,
            "title": source.title,
            "url": source.url,
            "published_on": day.isoformat() if day else None,
        },
    }
