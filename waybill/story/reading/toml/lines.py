"""On which line of a TOML file a key stands: the standard library's reader does not say.

Made for text that the standard library has read already: nothing is checked here.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]+")
_LONG_NUMBER = re.compile(r"[0-9][0-9_]{4000,}")  # Python reads 4,300 digits


def key_rows(text: str) -> dict[Path, int]:
    """Path of a key -> its row (first line = 1), as ``("steps", 0, "title")``.

    Numbers count the tables of a list, and the items of an array, from 0.
    """
    return _Scanner(text).rows()


def row_of_long_number(text: str) -> int | None:
    """Row of the first number with more digits than Python reads; None when there is none."""
    found = _LONG_NUMBER.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def row_of_deepest(text: str) -> int:
    """Row on which brackets are nested deepest."""
    depth = deepest = 0
    row = 1
    for number, line in enumerate(text.split("\n"), 1):
        for character in line:
            depth += (character in "[{") - (character in "]}")
            if depth > deepest:
                deepest, row = depth, number
    return row


@dataclass
class _Open:
    """An array or inline table whose end is not reached yet."""

    path: Path
    is_array: bool
    items: int = 0


@dataclass
class _Scanner:
    text: str
    at: int = 0
    row: int = 1
    found: dict[Path, int] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)

    def rows(self) -> dict[Path, int]:
        """Read the whole text."""
        table: Path = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            before = self.at
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._value(self._key(table))
            self._skip(_BLANK)
            if self.at == before:
                break  # not TOML: what was found so far will do
        return self.found

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        self.row += match[0].count("\n")
        return match[0]

    def _header(self) -> Path:
        row = self.row
        in_list = self.text.startswith("[[", self.at)
        self.at += 2 if in_list else 1
        names = self._names()
        self.at += 2 if in_list else 1
        path: Path = ()
        for name in names[:-1]:
            path = (*path, name)
            self.found.setdefault(path, row)
            if path in self.counts:
                path = (*path, self.counts[path])
        path = (*path, names[-1])
        self.found.setdefault(path, row)
        if in_list:
            self.counts[path] = self.counts.get(path, -1) + 1
            path = (*path, self.counts[path])
            self.found.setdefault(path, row)
        return path

    def _key(self, table: Path) -> Path:
        path = table
        for name in self._names():
            path = (*path, name)
            self.found.setdefault(path, self.row)
        self.at += 1  # the equals sign
        return path

    def _names(self) -> list[str]:
        """The parts of a dotted key."""
        names = []
        while True:
            self._skip(_BLANK)
            quoted = self._skip(_STRING)
            names.append(_unquoted(quoted) if quoted else self._skip(_BARE_KEY))
            self._skip(_BLANK)
            if self.text[self.at : self.at + 1] != ".":
                return names
            self.at += 1

    def _value(self, path: Path) -> None:
        """Pass over a value; the keys and items inside it are noted.

        Without recursion: the standard library may have read deeper than a second reader could.
        """
        open_: list[_Open] = []
        self._skip(_BLANK)
        self._begin(path, open_)
        while open_ and self.at < len(self.text):
            inner = open_[-1]
            self._skip(_BLANK)
            sign = self.text[self.at : self.at + 1]
            if sign == "" or sign in "]}":
                self.at += 1
                open_.pop()
            elif sign == ",":
                self.at += 1
            elif inner.is_array:
                item = (*inner.path, inner.items)
                inner.items += 1
                self.found.setdefault(item, self.row)
                self._begin(item, open_)
            else:
                key = self._key(inner.path)
                self._skip(_BLANK)
                self._begin(key, open_)

    def _begin(self, path: Path, open_: list[_Open]) -> None:
        sign = self.text[self.at : self.at + 1]
        if sign in ("[", "{"):
            open_.append(_Open(path, sign == "["))
            self.at += 1
        elif not self._skip(_STRING):
            self._skip(_SCALAR)


def _unquoted(key: str) -> str:
    if "\\" not in key or key.startswith("'"):
        return key[1:-1]
    try:
        return next(iter(tomllib.loads(f"{key} = 0")))
    except ValueError:
        return key[1:-1]
