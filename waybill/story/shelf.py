"""The published stories of a server: a folder each, one folder a version, and a pointer to the newest.

``stories/<id>/<revision>/places.csv`` … and ``stories/<id>/current``, a file that holds the number of the
revision; ``stories/<id>/versions/<version>`` holds the revision of a version of the data. A version is never changed once it is there; putting another number into ``current`` publishes.
"""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from waybill.story.reading.folder import STORY_FILES
from waybill.work_folder import remove_leftovers, unfinished

POINTER = "current"
_UNFINISHED = ".publishing-"
_UNLOCKED = ".unfinished-"  # of earlier versions, which hold no lock while they publish
_UNLOCKED_SECONDS = 3600.0  # far longer than publishing takes
VERSIONS = "versions"
"""A folder with a file for each version of the data that was published, which holds its revision."""
_VERSION = re.compile(r"[0-9a-f]{10}", re.ASCII)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}", re.ASCII)
_REVISION = re.compile(r"[1-9]\d{0,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Published:
    """A published story: the name in its address, and the folder of its newest version."""

    name: str
    revision: int
    folder: Path


def published(stories: Path) -> list[Published]:
    """The stories published in a folder, by name."""
    try:
        names = sorted(entry.name for entry in os.scandir(stories) if entry.is_dir())
    except OSError:
        return []
    found = (newest(stories, name) for name in names)
    return [story for story in found if story is not None]


def newest(stories: Path, name: str) -> Published | None:
    """The newest version of a story; None when there is none of that name."""
    if not _NAME.fullmatch(name):
        return None
    try:
        text = (stories / name / POINTER).read_text("ascii").strip()
    except (OSError, ValueError):
        return None
    if not _REVISION.fullmatch(text):
        return None
    folder = stories / name / text
    return Published(name, int(text), folder) if folder.is_dir() else None


def has_stories(stories: Path) -> bool:
    """Whether a folder holds a published story."""
    try:
        return any((Path(entry) / POINTER).is_file() for entry in os.scandir(stories))
    except OSError:
        return False


@lru_cache(maxsize=256)
def heading(folder: Path) -> tuple[str, str]:
    """The title and the standfirst of a published version, which never changes; "" where it has none."""
    try:
        with (folder / "story.toml").open("rb") as file:
            content = tomllib.load(file)
    except (OSError, ValueError, RecursionError):
        return "", ""
    found = [content.get(name) for name in ("title", "standfirst")]
    title, standfirst = (text if isinstance(text, str) else "" for text in found)
    return title, standfirst


def revision_of(stories: Path, name: str, version: str) -> Published | None:
    """The published revision of a story whose data have a version, as links name it; None if not known."""
    if not _NAME.fullmatch(name) or not _VERSION.fullmatch(version):
        return None
    try:
        text = (stories / name / VERSIONS / version).read_text("ascii").strip()
    except (OSError, ValueError):
        return None
    folder = stories / name / text
    if not _REVISION.fullmatch(text) or not folder.is_dir():
        return None
    return Published(name, int(text), folder)


def unlisted(stories: Path, name: str, most: int) -> list[Published]:
    """The newest published revisions of a story whose versions no file names: those of old servers."""
    if not _NAME.fullmatch(name):
        return []
    top = stories / name
    try:
        listed = {path.read_text("ascii").strip() for path in (top / VERSIONS).glob("[0-9a-f]*")}
        found = [entry.name for entry in os.scandir(top) if _REVISION.fullmatch(entry.name)]
    except (OSError, ValueError):
        return []
    numbers = sorted((int(one) for one in found if one not in listed), reverse=True)
    return [Published(name, number, top / str(number)) for number in numbers[:most]]


def resolve(stories: Path, name: str, default: Path) -> Path:
    """The folder to show for ``?story=name``; ``default`` without a name, or when there is none such."""
    found = newest(stories, name) if name else None
    return default if found is None else found.folder


def publish(
    stories: Path,
    name: str,
    revision: int,
    files: Mapping[str, bytes],
    version: str = "",
    attached: Mapping[str, bytes] | None = None,
) -> Published:
    """Write a version of a story and point to it. Killed at any moment, the old one stays.

    ``version`` is that of its data: links that name it can be told later what has changed since.
    ``attached`` are files beside the tables, by names that cannot lead out of the folder.

    Raises:
        ValueError: the name cannot be part of a path.
        OSError: the folder cannot be written.
    """
    if not _NAME.fullmatch(name) or revision < 1:
        raise ValueError(f"{name!r} cannot be the name of a published story")
    top = stories / name
    top.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(top)
    with unfinished(top, _UNFINISHED) as scratch:
        try:
            tables = {file: files[file] for file in STORY_FILES if file in files}
            return _published(scratch, top, revision, {**tables, **(attached or {})}, version)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _published(
    scratch: Path, top: Path, revision: int, files: Mapping[str, bytes], version: str
) -> Published:
    folder = top / str(revision)
    if not folder.is_dir():
        whole = scratch / str(revision)
        whole.mkdir()
        for file, data in files.items():
            if not (whole / file).resolve().is_relative_to(whole.resolve()):
                raise ValueError(f"{file!r} lies outside of the story")
            (whole / file).parent.mkdir(parents=True, exist_ok=True)
            _write(whole / file, data)
        whole.chmod(0o755)
        whole.rename(folder)
        _sync(top)
    if _VERSION.fullmatch(version):
        (top / VERSIONS).mkdir(exist_ok=True)
        _write(top / VERSIONS / version, f"{revision}\n".encode("ascii"))
    pointer = scratch / POINTER
    _write(pointer, f"{revision}\n".encode("ascii"))
    os.replace(pointer, top / POINTER)
    _sync(top)
    return Published(top.name, revision, folder)


def clean(stories: Path) -> None:
    """Remove what publishing left behind where its process was killed."""
    with suppress(OSError):
        for entry in os.scandir(stories):
            if entry.is_dir() and not entry.is_symlink():
                _remove_leftovers(Path(entry))


def _remove_leftovers(top: Path) -> None:
    remove_leftovers(top, _UNFINISHED)
    remove_leftovers(top, _UNLOCKED, _UNLOCKED_SECONDS)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make what was put into a folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
