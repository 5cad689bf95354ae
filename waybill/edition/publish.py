"""Write an edition to disk: all of it or nothing.

The files are built in memory, written to a folder beside the target, and swapped in by renaming. If any
of this fails, what was there before stays. Nothing is written outside the target but that sibling,
which is removed afterwards, or by the next publish where this one was killed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from waybill.edition.build import (
    MADE_BY,
    MANIFEST,
    Edition,
    Options,
    Report,
    build_edition,
    size_words,
)
from waybill.evidence.phrases import counted
from waybill.shipments.engine.errors import EngineError, SourceFaultError
from waybill.shipments.service import CubeService, NoShipmentsError
from waybill.story import read_story
from waybill.story.model import Story
from waybill.story.reading.problems import Problem
from waybill.work_folder import leftovers, unfinished

_MOST_NAMED = 5
_NEW, _OLD = "new", "old"
"""The parts of the sibling: what is written, and where the edition before waits."""
_RANDOM = re.compile(r"[a-z0-9_]{8}", re.ASCII)  # what mkdtemp puts after a prefix


class PublishError(Exception):
    """Nothing was published; the message tells the user why."""


class FaultyStoryError(PublishError):
    """The story's files have faults."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        """``problems`` are the errors, in the order of the files."""
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Published:
    """What was written, where, and whether it replaced an older edition."""

    out: Path
    edition: Edition
    replaced: bool


def publish(
    folder: Path,
    out: Path,
    options: Options,
    *,
    force: bool = False,
    report: Report = lambda line: None,
) -> Published:
    """Publish the story in ``folder`` to ``out``.

    Args:
        folder: the story folder.
        out: the folder to write.
        options: see Options.
        force: publish although the story's files have faults.
        report: called with a line on what is being done.

    Raises:
        PublishError: nothing was published, and nothing has changed.
    """
    with suppress(OSError):
        _put_back(out.resolve())
    target = checked_target(out, folder)
    with suppress(OSError):
        _clean(target)
    report(f"Reading {folder} …")
    result = read_story(folder)
    if result.story is None:
        raise FaultyStoryError("there is no story to publish", result.errors)
    if result.errors and not force:
        raise FaultyStoryError(
            f"the story has {counted(len(result.errors), 'fault')}; put them right, "
            "or publish without what they concern by --force",
            result.errors,
        )
    faults = tuple(str(problem) for problem in result.errors)
    if result.story.info.shipments is not None:
        report("Counting the shipments …")
        options = replace(options, cube=shipments_cube(result.story, folder, CubeService()))
    edition = build_edition(result.story, options, faults, report)
    report(f"Writing {len(edition.contents)} files …")
    replaced = target.exists()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(edition.contents, target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise PublishError(f"{out} could not be written: {reason}") from error
    return Published(target, edition, replaced)


def shipments_cube(story: Story, folder: Path, service: CubeService) -> bytes:
    """The sums of a story's shipments; b"" without any. No row is in them. Raises PublishError."""
    try:
        return service.get(story, folder, {}).data
    except NoShipmentsError:
        return b""
    except (SourceFaultError, EngineError) as error:
        raise PublishError(f"the shipments could not be counted: {error}") from error


def checked_base_url(text: str) -> str:
    """Return the base URL with a slash at its end. Raises PublishError if it is no http(s) address."""
    try:
        parts = urlsplit(text.strip())
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address or parts.query or parts.fragment:
        raise PublishError(
            f"{text!r} is no base URL; write the address the folder will have, "
            "such as https://example.org/story/"
        )
    return text.strip().rstrip("/") + "/"


def checked_target(out: Path, folder: Path) -> Path:
    """Return the folder to replace, with links resolved. Raises PublishError if it must not be replaced."""
    target = out.resolve()
    for kept in (folder.resolve(), Path.cwd()):
        if kept.is_relative_to(target):
            raise PublishError(
                f"{out} holds {kept.name or kept}; give a folder of the edition's own"
            )
    if not target.exists():
        return target
    if not target.is_dir():
        raise PublishError(f"{out} is a file; give a folder")
    found = {path.relative_to(target).as_posix() for path in target.rglob("*") if not path.is_dir()}
    if not found and not any(target.iterdir()):
        return target
    written = _listed_files(target)
    if written is None:
        raise PublishError(
            f"{out} is not empty and holds no edition; give a new folder, or empty this one"
        )
    others = sorted(found - written)
    if others:
        named = ", ".join(others[:_MOST_NAMED]) + (" …" if len(others) > _MOST_NAMED else "")
        raise PublishError(
            f"{out} holds files that no edition wrote, and they would be lost: {named}. "
            "Move them, or give another folder"
        )
    return target


def summary(done: Published, out: str) -> list[str]:
    """Return lines that say what was written, with sizes."""
    edition = done.edition
    lines = [f"{'Replaced' if done.replaced else 'Wrote'} {out}"]
    lines += [
        f"  {part.name:<16}{part.files:>4}  {size_words(part.size_bytes):>9}"
        for part in edition.parts()
    ]
    lines[-1] += "  (with compressed copies)"
    lines.append(f"  first visit: {size_words(edition.first_visit_bytes())} compressed")
    lines.append(f"  content sha256: {edition.content_hash}")
    return lines


def _listed_files(target: Path) -> set[str] | None:
    """Return the files that the edition in ``target`` lists; None if there is no edition."""
    try:
        manifest: Any = json.loads((target / MANIFEST).read_text("utf-8"))
        if manifest["made_by"] != MADE_BY:
            return None
        names = {str(name) for name in manifest["files"]} | {MANIFEST}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return {name + suffix for name in names for suffix in ("", ".gz", ".br")}


def _write(contents: Mapping[str, bytes], target: Path) -> None:
    """Write beside the target, then swap; on failure put back what was there."""
    with unfinished(target.parent, _prefix(target)) as scratch:
        _swap(contents, target, scratch)


def _prefix(target: Path) -> str:
    return f".{target.name}.waybill-"


def _leftovers(target: Path) -> Iterator[Path]:
    """What publishing left beside the target where it was killed: folders of its own making, and no others."""
    prefix = _prefix(target)
    for scratch in leftovers(target.parent, prefix):
        is_made = _RANDOM.fullmatch(scratch.name.removeprefix(prefix))
        if is_made and {path.name for path in scratch.iterdir()} <= {_NEW, _OLD}:
            yield scratch


def _put_back(target: Path) -> None:
    """Put back the edition that a killed publish had put aside."""
    for scratch in _leftovers(target):
        if (scratch / _OLD).is_dir() and not target.exists():
            os.rename(scratch / _OLD, target)


def _clean(target: Path) -> None:
    """Remove what publishing left where it was killed."""
    for scratch in _leftovers(target):
        shutil.rmtree(scratch, ignore_errors=True)


def _swap(contents: Mapping[str, bytes], target: Path, scratch: Path) -> None:
    fresh, old = scratch / _NEW, scratch / _OLD
    try:
        fresh.mkdir()  # its mode follows the umask, while ``scratch`` is private
        for path, content in contents.items():
            file = fresh / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        if target.exists():
            os.rename(target, old)
        try:
            os.rename(fresh, target)
        except BaseException:
            if old.exists():
                os.rename(old, target)
            raise
    finally:
        if target.exists() or not old.exists():
            shutil.rmtree(scratch, ignore_errors=True)
        # Otherwise the old edition could not be put back: leave it in ``scratch`` rather than lose it.
