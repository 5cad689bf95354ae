"""Faults in a story folder, as told to the person who can put them right."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]

MAX_SHOWN_CHARACTERS = 60
MAX_VALUE_CHARACTERS = 1_000
MAX_PROBLEMS_PER_FILE = 10_000

# Control, format (bidi marks among them), surrogate, line and paragraph separators.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it is, the value, what is wrong and the nearest right value.

    ``row`` is the line of the file where the record starts (header = 1), None for the whole file.
    ``value`` is the text as written, cut at 1,000 characters; ``message`` is complete: it
    quotes the value (shortened, hidden characters escaped) and asks "did you mean …?".
    An error keeps something out of the story; a warning does not, unless it says so.
    """

    file: str
    row: int | None
    column: str | None
    value: str
    message: str
    suggestion: str | None = None
    severity: Severity = "error"

    @property
    def is_error(self) -> bool:
        """False for a mere warning."""
        return self.severity == "error"

    def __str__(self) -> str:
        """``file:row:column: message``, on one line; parts that do not apply are left out."""
        where = [shown(self.file)]
        if self.row is not None:
            where.append(str(self.row))
        if self.column is not None:
            where.append(shown(self.column))
        mark = "" if self.is_error else "warning: "
        return f"{':'.join(where)}: {mark}{self.message}"


def shown(text: str) -> str:
    """``text`` safe to print on one line: hidden characters escaped, cut at 60 characters."""
    cut = text if len(text) <= MAX_SHOWN_CHARACTERS else text[: MAX_SHOWN_CHARACTERS - 1] + "…"
    if cut.isascii() and cut.isprintable():
        return cut
    return "".join(_escaped(c) if unicodedata.category(c) in _HIDDEN_CATEGORIES else c for c in cut)


def quoted(text: str) -> str:
    """``text`` as messages quote it: ``'rajin'``."""
    return f"'{shown(text)}'"


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


@dataclass
class ProblemLog:
    """Collects the problems of one reading; at most 10,000 a file are kept, the rest counted."""

    _problems: list[Problem] = field(default_factory=list)
    _kept: Counter[str] = field(default_factory=Counter)
    _left_off: Counter[tuple[str, Severity]] = field(default_factory=Counter)

    def error(
        self,
        file: str,
        what: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str = "",
        suggestion: str | None = None,
    ) -> None:
        """Note an error. ``what`` goes on from the quoted value: "is not a mode"."""
        self.add("error", file, what, row=row, column=column, value=value, suggestion=suggestion)

    def warning(
        self,
        file: str,
        what: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str = "",
        suggestion: str | None = None,
    ) -> None:
        """Note a warning; as ``error``."""
        self.add("warning", file, what, row=row, column=column, value=value, suggestion=suggestion)

    def add(
        self,
        severity: Severity,
        file: str,
        what: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str = "",
        suggestion: str | None = None,
    ) -> None:
        """Note a problem of the given severity."""
        if self._kept[file] >= MAX_PROBLEMS_PER_FILE:
            self._left_off[file, severity] += 1
            return
        self._kept[file] += 1
        message = f"{quoted(value)} {what}" if value else what
        if suggestion:
            message += f"; did you mean {quoted(suggestion)}?"
        self._problems.append(
            Problem(
                file=file,
                row=row,
                column=column,
                value=_without_surrogates(value[:MAX_VALUE_CHARACTERS]),
                message=message,
                suggestion=suggestion,
                severity=severity,
            )
        )

    def sorted(self, file_order: Sequence[str]) -> tuple[Problem, ...]:
        """All problems by file, then row; faults of a whole file come first within it."""
        order = {name: position for position, name in enumerate(file_order)}
        found = sorted(
            self._problems, key=lambda p: (order.get(p.file, -1), p.row is not None, p.row or 0)
        )
        for (file, severity), count in self._left_off.items():
            more = f"{count:,} more faults in this file are not listed"
            found.append(Problem(file, None, None, "", more, None, severity))
        return tuple(found)


def _without_surrogates(text: str) -> str:
    """Bytes that are no UTF-8 become U+FFFD, so that the value can be sent on as text."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
