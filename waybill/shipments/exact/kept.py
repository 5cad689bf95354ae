"""Sums of exact days that were counted: kept in memory and on disk, with the data and the cube that they are of."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from waybill import work_folder
from waybill.limiter import BoundedCache
from waybill.shipments.entry import Entry
from waybill.shipments.exact.refined import Days

MOST_IN_MEMORY, MOST_BYTES = 200, 20_000_000
MOST_ON_DISK, LARGEST_ON_DISK = 200, 200_000  # files, and bytes of each: 40 MB at most
KIND = "edges"


class KeptEdges:
    """Edges by entry and days. Those of one state of the data are never given for another."""

    def __init__(self) -> None:
        """Nothing in memory yet."""
        self._kept: BoundedCache[Hashable, bytes] = BoundedCache(
            len, max_entries=MOST_IN_MEMORY, max_bytes=MOST_BYTES
        )

    def get(self, entry: Entry, asked: Sequence[Days]) -> bytes | None:
        """What was counted of these days; None if nothing was."""
        name = _name(entry, asked)
        found = self._kept.get(name)
        if found is None and (folder := work_folder.work_folder()) is not None:
            found = work_folder.read(folder / name)
        return found

    def put(self, entry: Entry, asked: Sequence[Days], data: bytes) -> None:
        """Keep what was counted; on disk unless it is large."""
        name = _name(entry, asked)
        self._kept.put(name, data)
        folder = work_folder.work_folder()
        if folder is not None and len(data) <= LARGEST_ON_DISK:
            work_folder.write(folder / name, data, MOST_ON_DISK)


def _name(entry: Entry, asked: Sequence[Days]) -> str:
    """A file name: the cube, the state of the data, and the days."""
    days = "_".join(f"{first}to{last}" for first, last in asked)
    return f"{KIND}.{entry.tag}-{entry.key}-{days}"
