"""On which line of a TOML file a key stands: the standard library's reader does not say.

Best effort for messages only. A key written in an unusual way (dotted, inline) gets no row, or the
row of the table or list that holds it; never a guess.
"""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*=""")


def key_rows(text: str) -> dict[tuple[str | int, ...], int]:
    """Path of a key -> its row (first line = 1), as ``("steps", 0, "title")``.

    Numbers count the tables of a list from 0, as they are read.
    """
    rows: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    here: tuple[str | int, ...] = ()
    open_quotes = ""
    for number, line in enumerate(text.split("\n"), 1):
        if open_quotes:
            if line.count(open_quotes) % 2:
                open_quotes = ""
            continue
        if header := _HEADER.fullmatch(line):
            here = _path(header[2].split("."), counts)
            if header[1] == "[[":
                counts[here] = counts.get(here, -1) + 1
                here = (*here, counts[here])
            rows.setdefault(here, number)
        elif key := _KEY.match(line):
            rows.setdefault((*here, key[1]), number)
        open_quotes = next((q for q in ('"""', "'''") if line.count(q) % 2), "")
    return rows


def _path(names: list[str], counts: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    """The names of a header with the number of the list entry that each parent stands at."""
    path: tuple[str | int, ...] = ()
    for name in names[:-1]:
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path])
    return (*path, names[-1])
