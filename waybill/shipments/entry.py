"""A cube as it is kept: its bytes, what the texts in the data mean, and when it was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from waybill import work_folder
from waybill.shipments.coding.packing import packed
from waybill.shipments.cube import Cube, decode, encode
from waybill.story.contract.shipments import Shipments
from waybill.story.model import Story

KEPT_ON_DISK = 40  # with some space for cubes that are narrowed by a value
KIND = "shipments"
ENGINE = "engine"
"""The state of the data of a database, which nobody tells: its sums are those of the moment when it was asked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A cube: ``data`` as it is sent, also ``compressed``.

    ``meanings`` are those of ``engine.count.Meanings``, ``unknown`` names that are no place (text, rows, the
    place that may be meant). ``made`` is when the engine was asked, ``key`` the state of the data then: a file's size
    and time, or ``ENGINE``.
    """

    data: bytes = field(repr=False)
    compressed: bytes = field(repr=False)
    meanings: Mapping[str, Any] = field(repr=False)
    unknown: Sequence[tuple[str, int, str | None]] = field(repr=False)
    made: datetime
    seconds: float
    tag: str
    key: str = ""

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        return 2 * len(self.data)


def new_entry(
    data: bytes,
    meanings: Mapping[str, Any],
    unknown: Sequence[tuple[str, int, str | None]],
    made: datetime,
    seconds: float,
) -> Entry:
    """An entry with its compressed form and its tag."""
    compressed = packed(data)
    return Entry(data, compressed, meanings, unknown, made, seconds, tag_of(data))


def tag_of(data: bytes) -> str:
    """What changes with the content."""
    return hashlib.sha256(data).hexdigest()[:32]


def read_entry(identity: str, key: str) -> Entry | None:
    """The entry on disk; None when there is none."""
    folder = work_folder.work_folder()
    if folder is None:
        return None
    found = _parsed(work_folder.read(folder / _name(identity, key)))
    return None if found is None else replace(found, key=key)


def last_entry(identity: str) -> Entry | None:
    """The newest entry of the same question on disk, whatever the state of its data."""
    folder = work_folder.work_folder()
    if folder is None:
        return None
    files = sorted(folder.glob(_name(identity, "*")), key=lambda one: one.stat().st_mtime)
    return next(
        (found for file in reversed(files) if (found := _parsed(work_folder.read(file)))), None
    )


def write_entry(identity: str, key: str, entry: Entry) -> None:
    """Keep an entry on disk."""
    folder = work_folder.work_folder()
    if folder is None:
        return
    head = {
        "meanings": entry.meanings,
        "unknown": entry.unknown,
        "made": entry.made.isoformat(),
        "seconds": entry.seconds,
        "data": len(entry.data),
    }
    text = json.dumps(head).encode()
    parts = [len(text).to_bytes(4, "little"), text, entry.data, entry.compressed]
    work_folder.write(folder / _name(identity, key), b"".join(parts), KEPT_ON_DISK)


def _name(identity: str, key: str) -> str:
    return f"{KIND}.{identity}-{key}"


def _parsed(content: bytes | None) -> Entry | None:
    if content is None:
        return None
    length = int.from_bytes(content[:4], "little")
    head = json.loads(content[4 : 4 + length])
    begin = 4 + length
    end = begin + head["data"]
    data = content[begin:end]
    return Entry(
        data=data,
        compressed=content[end:],
        meanings=head["meanings"],
        unknown=[(text, rows, near) for text, rows, near in head["unknown"]],
        made=datetime.fromisoformat(head["made"]),
        seconds=head["seconds"],
        tag=tag_of(data),
    )


def with_reason(cube: Cube, error: Exception) -> Cube:
    """The cube, which says why it is not another one."""
    return replace(cube, meta={**cube.meta, "stale": str(error)})


def as_of_words(entry: Entry) -> str:
    """ "These are the sums as of 28 November 2026, 14:05 UTC."."""
    made = entry.made
    return f"These are the sums as of {made.day} {made:%B %Y, %H:%M UTC}."


def stale(entry: Entry, why: str) -> Entry:
    """The entry with a sentence that says why it is not newer."""
    cube = decode(entry.data)
    made = entry.made
    said = f"{why} {as_of_words(entry)}"
    data = encode(replace(cube, meta={**cube.meta, "stale": said}))
    return new_entry(data, entry.meanings, entry.unknown, made, entry.seconds)


def identity_of(story: Story, shipments: Shipments, where: str, wanted: Mapping[str, str]) -> str:
    """What a question is about: the contract, the places, who says so, and Waybill's own rules.

    ``where`` is the file or the address; only its digest is kept.
    """
    source = story.sources.get(shipments.said_by)
    parts = [
        shipments.model_dump_json(),
        source.model_dump_json() if source else "",
        where,
        json.dumps(sorted(wanted.items())),
        *(
            f"{one.place_id}\t{one.name}\t{one.latitude}\t{one.longitude}\t{one.aliases}"
            for one in story.places.values()
        ),
    ]
    digest = hashlib.sha256(_own_rules())
    for part in parts:
        data = part.encode("utf-8", "replace")
        digest.update(len(data).to_bytes(8, "little") + data)
    return digest.hexdigest()[:32]


@cache
def _own_rules() -> bytes:
    """A digest of the files of this room."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).digest()
