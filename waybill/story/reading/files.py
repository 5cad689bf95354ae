"""The files of a story folder: which are there, which stand in the place of one, and their bytes."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from waybill.story.reading.problems import ProblemLog, quoted

MAX_FILE_BYTES = 50_000_000
# Names beyond these are not looked at: they only serve to suggest a better name.
MAX_NAMES = 10_000

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers", ".gsheet")
_ENDINGS = {
    "csv": (".csv", ".csv.txt", ".txt", ".tsv", ".csv.csv"),
    "toml": (".toml", ".toml.txt"),
}
_COPY = re.compile(
    r"^(?:copy of|kopie von|copie de|copia de|копия)\s+|\s*\(\d+\)$|\s+-\s+(?:copy|kopie|copie|copia)$"
)


@dataclass(frozen=True, slots=True)
class Folder:
    """A story folder and the names in it."""

    path: Path
    names: tuple[str, ...]

    @classmethod
    def at(cls, path: Path) -> Folder:
        """Look into a folder; one that cannot be listed has no names."""
        names: list[str] = []
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    names.append(entry.name)
                    if len(names) >= MAX_NAMES:
                        break
        except OSError:
            pass
        return cls(path, tuple(sorted(names)))

    def has(self, file: str) -> bool:
        """Whether there is something of this name, be it only a link that leads nowhere."""
        return os.path.lexists(self.path / file)

    def misspelt(self, file: str) -> str | None:
        """The name that differs from ``file`` in capitals only."""
        return next((n for n in self.names if n.lower() == file and n != file), None)

    def copies(self, file: str) -> list[str]:
        """Files named as Google and browsers name a download: ``My story - places (1).csv``."""
        stem, _, ending = file.partition(".")
        return [n for n in self.names if n != file and stem in _stems(n, _ENDINGS[ending])]

    def workbooks(self, file: str | None = None) -> list[str]:
        """Workbooks of spreadsheets; those named as ``file`` is, when one is given."""
        found = [n for n in self.names if n.lower().endswith(_WORKBOOKS) and n[:2] != "~$"]
        if file is None:
            return found
        stem, _, ending = file.partition(".")
        return [n for n in found if ending == "csv" and stem in _stems(n, _WORKBOOKS)]


def _stems(name: str, endings: Sequence[str]) -> set[str]:
    """What a file may be named after: the whole name, or a part of it at a spaced hyphen."""
    lowered = name.lower()
    ending = max((one for one in endings if lowered.endswith(one)), key=len, default=None)
    if ending is None:
        return set()
    base = _plain(lowered.removesuffix(ending))
    return {base, *(_plain(part) for part in base.split(" - "))}


def _plain(base: str) -> str:
    before = ""
    while base != before:
        before, base = base, _COPY.sub("", base.strip())
    return base


def report_missing(
    folder: Folder, files: Sequence[str], required: Sequence[str], log: ProblemLog
) -> frozenset[str]:
    """Report the files that are not there, each with what seems to stand in its place.

    Returns the files of which something was said; of the others, nobody seems to have any.
    """
    missing = [file for file in files if not folder.has(file)]
    unexplained = [file for file in missing if not _report_stand_in(folder, file, required, log)]
    told = frozenset(missing) - frozenset(unexplained) | frozenset(required)
    unexplained = [file for file in unexplained if file in required]
    named = {name for file in files for name in folder.workbooks(file)}
    others = [name for name in folder.workbooks() if name not in named]
    if unexplained and others:
        wanted = " and ".join(quoted(file) for file in unexplained)
        sheets = "sheet as CSV UTF-8, named" if len(unexplained) == 1 else "sheets as CSV UTF-8:"
        log.error(others[0], f"is a workbook, which is not read; save its {sheets} {wanted}")
        return told
    for file in unexplained:
        log.error(file, "file is missing; every story needs it")
    return told


def _report_stand_in(folder: Folder, file: str, required: Sequence[str], log: ProblemLog) -> bool:
    """Report a file under another name; False when there is none."""
    missing = "file is missing" if file in required else "there is no such file"
    copies = [misspelt] if (misspelt := folder.misspelt(file)) else folder.copies(file)
    if len(copies) == 1:
        log.error(file, f"{missing}; rename {quoted(copies[0])} to {quoted(file)}")
    elif copies:
        listed = ", ".join(quoted(name) for name in copies[:5])
        log.error(file, f"{missing}; rename the right one of {listed} to {quoted(file)}")
    elif workbooks := folder.workbooks(file):
        what = f"{quoted(workbooks[0])} is a workbook, which is not read"
        log.error(file, f"{missing}; {what}: save its sheet as CSV UTF-8, named {quoted(file)}")
    return bool(copies or folder.workbooks(file))


def report_copies(folder: Folder, files: Sequence[str], log: ProblemLog) -> None:
    """Warn of newer downloads beside a file: ``places (1).csv`` is not what is read."""
    for file in files:
        stem, _, ending = file.partition(".")
        again = re.compile(rf"{stem} ?\(\d+\)\.{ending}", re.IGNORECASE)
        if folder.has(file) and (copies := [n for n in folder.names if again.fullmatch(n)]):
            what = f"{quoted(copies[0])} lies beside this file and is not read"
            log.warning(file, f"{what}; if it is the newer one, give it this name")


def read_bytes(
    folder: Path, file: str, log: ProblemLog, max_bytes: int = MAX_FILE_BYTES
) -> bytes | None:
    """The file's bytes, or None with the reason in ``log``. A link must stay within the folder."""
    path = folder / file
    try:
        if (fault := _link_fault(folder, path)) is not None:
            log.error(file, fault)
            return None
        if not path.is_file():
            log.error(file, "is not a file")
            return None
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "unknown reason"
        log.error(file, f"cannot be read: {reason}")
        return None
    if len(data) > max_bytes:
        log.error(file, f"is larger than {max_bytes // 1_000_000} MB")
        return None
    return data


def _link_fault(folder: Path, path: Path) -> str | None:
    """What is wrong with a link: it leads nowhere, or to what the story folder does not hold."""
    if not path.is_symlink():
        return None
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "is a link that leads nowhere; put the file itself in the folder"
    if not target.is_relative_to(folder.resolve()):
        return "is a link out of the folder, which is not followed; put the file itself there"
    return None
