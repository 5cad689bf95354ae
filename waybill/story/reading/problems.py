"""Faults in a story folder, as told to the person who can put them right."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

Severity = Literal["error", "warning"]
Changes = tuple[tuple[str, str], ...]
"""Columns of one row and what to write in them: ``(("latitude", "42.2"), ("longitude", "130.3"))``."""

MAX_SHOWN_CHARACTERS = 60
MAX_VALUE_CHARACTERS = 1_000
MAX_PROBLEMS_PER_FILE = 10_000
# A cause met in more rows of a column than this is told once, with the rows counted ...
MAX_PER_CAUSE = 25
# ... these from the second row on, because a whole column was written so ...
COLUMN_CAUSES = frozenset({"date order", "either order", "decimal comma", "day number"})
# ... and these because a whole file was, whatever the column.
FILE_CAUSES = frozenset(
    [
        "encoding",
        "own fault",
        "note row",
        "comma split",
        "empty cells",
        "unnamed column",
        "few cells",
        "many cells",
        "no sea lanes",
    ]
)
MAX_ROWS_NAMED = 5

# Control, format (bidi marks among them), surrogate, line and paragraph separators.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a value: ``what`` goes on from the quoted value ("is not a mode").

    ``suggestion`` is the value that was meant, when that is sure; where several cells of the row
    have to change together, ``changes`` names them instead. ``cause`` is a short name for what
    went wrong: findings of one column with one cause can be told once.
    """

    what: str
    suggestion: str | None = None
    severity: Severity = "error"
    changes: Changes = ()
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it is, the value, what is wrong and the nearest right value.

    ``row`` is the line of the file where the record starts (header = 1), None for the whole file.
    ``value`` is the text as written, cut at 1,000 characters; ``message`` is complete: it
    quotes the value (shortened, hidden characters escaped) and asks "did you mean …?".
    An error keeps something out of the story; a warning does not, unless it says so.
    A fault with one cause in many rows is one problem, at the first of them; its message counts the
    others. ``changes`` are the cells of this row that have to change together; ``suggestion`` is
    None then, because one of them alone would be wrong. ``cause`` is the finding's.
    """

    file: str
    row: int | None
    column: str | None
    value: str
    message: str
    suggestion: str | None = None
    severity: Severity = "error"
    changes: Changes = ()
    cause: str = field(default="", compare=False)

    @property
    def is_error(self) -> bool:
        """False for a mere warning."""
        return self.severity == "error"

    def as_json(self) -> dict[str, object]:
        """The fields that ``check --json`` prints, as docs/format.md lists them."""
        fields = ("file", "row", "column", "value", "message", "suggestion", "severity")
        return {name: getattr(self, name) for name in fields}

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
class _Group:
    """Problems of one column with one cause: the first ones, and the rows of them all."""

    problems: list[tuple[int, Problem]]
    rows: list[int | None]
    last_row: int | None
    count: int = 1

    def add(self, row: int | None) -> None:
        """Count a row, once if two columns of it have the fault."""
        if row == self.last_row and len(self.problems) == 1:
            return
        self.last_row = row
        self.count += 1
        if len(self.rows) <= MAX_ROWS_NAMED:
            self.rows.append(row)


@dataclass
class ProblemLog:
    """Collects the problems of one reading; at most 10,000 a file are kept, the rest counted.

    ``every_row``: a fault with one cause in many rows is a problem in each of them.
    """

    every_row: bool = False
    _told: int = 0  # problems so far: within a row they are listed in the order of finding
    _problems: list[tuple[int, Problem]] = field(default_factory=list)
    _groups: dict[tuple[str, str | None, Severity, str], _Group] = field(default_factory=dict)
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
        cause: str = "",
    ) -> None:
        """Note an error. ``what`` goes on from the quoted value: "is not a mode"."""
        finding = Finding(what, suggestion, cause=cause)
        self.report(file, finding, row=row, column=column, value=value)

    def warning(
        self,
        file: str,
        what: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str = "",
        suggestion: str | None = None,
        cause: str = "",
    ) -> None:
        """Note a warning; as ``error``."""
        finding = Finding(what, suggestion, "warning", cause=cause)
        self.report(file, finding, row=row, column=column, value=value)

    def report(
        self,
        file: str,
        finding: Finding,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str = "",
    ) -> None:
        """Note a finding about the cell, row or file named."""
        severity = finding.severity
        of_file = finding.cause in FILE_CAUSES
        key = (file, None if of_file else column, severity, finding.cause)
        joins = bool(finding.cause) and not (self.every_row and row is not None)
        group = self._groups.get(key) if joins else None
        most = 1 if of_file or finding.cause in COLUMN_CAUSES else MAX_PER_CAUSE
        if group is not None and group.count >= most:
            group.add(row)
            return
        if self._kept[file] >= MAX_PROBLEMS_PER_FILE:
            self._left_off[file, severity] += 1
            return
        self._kept[file] += 1
        problem = Problem(
            file=file,
            row=row,
            column=column,
            value=_without_surrogates(value[:MAX_VALUE_CHARACTERS]),
            message=f"{quoted(value)} {finding.what}" if value else finding.what,
            suggestion=finding.suggestion,
            severity=severity,
            changes=finding.changes,
            cause=finding.cause,
        )
        self._told += 1
        numbered = (self._told, problem)
        if not joins:
            self._problems.append(numbered)
        elif group is None:
            self._groups[key] = _Group([numbered], [row], row)
        else:
            group.problems.append(numbered)
            group.add(row)

    def sorted(self, file_order: Sequence[str]) -> tuple[Problem, ...]:
        """All problems by file, then row; faults of a whole file come first within it."""
        order = {name: position for position, name in enumerate(file_order)}
        told = [(number, problem, "") for number, problem in self._problems]
        for group in self._groups.values():
            if group.count > len(group.problems):
                told.append((*group.problems[0], _also(group)))
            else:
                told += [(number, problem, "") for number, problem in group.problems]

        def place(entry: tuple[int, Problem, str]) -> tuple[int, bool, int, int]:
            number, problem, _ = entry
            rank = order.get(problem.file, -1)
            return rank, problem.row is not None, problem.row or 0, number

        found = [_complete(problem, also) for _, problem, also in sorted(told, key=place)]
        for (file, severity), count in self._left_off.items():
            more = f"{count:,} more faults in this file are not listed"
            found.append(Problem(file, None, None, "", more, None, severity))
        return tuple(found)


def _complete(problem: Problem, also: str) -> Problem:
    """The problem with the other rows and the question "did you mean …?" in its message."""
    question = ""
    if problem.changes:
        cells = [
            f"{column} {quoted(value)}" if value else f"an empty {column}"
            for column, value in problem.changes
        ]
        question = f"; did you mean {' and '.join(cells)}?"
    elif problem.suggestion:
        question = f"; did you mean {quoted(problem.suggestion)}?"
    return replace(problem, message=f"{problem.message}{also}{question}")


def _also(group: _Group) -> str:
    """``; the same in rows 3, 4 and 17 more``: the rows after the first."""
    named = [str(row) for row in group.rows[1 : MAX_ROWS_NAMED + 1] if row is not None]
    more = group.count - 1 - len(named)
    if more:
        named.append(f"{more:,} more")
    listed = " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
    return f"; the same in row{'s' if group.count > 2 else ''} {listed}"


def _without_surrogates(text: str) -> str:
    """Bytes that are no UTF-8 become U+FFFD, so that the value can be sent on as text."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
