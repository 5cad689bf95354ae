"""What is wrong, as somebody reads it who has never seen an id: rows and columns by their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from waybill.drafts.document import INFO, SPECS, Document
from waybill.drafts.editing.fields import FORM_TABLES, fields_of
from waybill.drafts.editing.fixes import Fault, faults_of
from waybill.drafts.editing.naming import labels
from waybill.drafts.sentences import NOUNS, column_words, row_name
from waybill.evidence.phrases import counted
from waybill.story.reading.problems import Problem, quoted

OWN_ID = "Its id, which nobody sees, is missing, cannot be used, or is that of another row."
MOST_NAMED = 10
"""Rows with the same fault that are named."""
_QUOTED = re.compile(r"'([^']*)'")
_ROW = re.compile(r"\b(leg|place|claim|source|visit) '([^']*)'")
_NO_ID = re.compile(r"is not an? (\w+_id) in \w+\.csv")
# What looks like an id was chosen once, and its row is gone; what somebody typed is quoted.
_GONE = re.compile(r"^'[a-z0-9]+(?:[-_][a-z0-9]+)+' is not an? \w+_id in \w+\.csv")
_COLUMN = re.compile(r"(is not an? |the )?\b([a-z]+(?:_[a-z]+)+)\b")
_IN_COLUMN = re.compile(r"\bin (via|path|about)\b")
_TABLES = {noun: table for table, noun in NOUNS.items()}


def told(document: Document, problems: Sequence[Problem], most: int) -> list[str]:
    """A line for each kind of fault, errors first, at most so many; the rows with the same are counted.

    A last line says how many kinds more there are.
    """
    found = faults_of(document, problems)
    lines = []
    for faults in found[:most]:
        more = len(faults.all) - 1
        same = f" (the same in {counted(more, 'more row')})" if more else ""
        at = where(document, faults.first, with_file=False)
        lines.append(f"{at}: {message_of(document, faults.first)}{same}")
    if len(found) > most:
        lines.append(f"… and {counted(len(found) - most, 'more kind')} of fault")
    return lines


def told_with_rows(document: Document, problems: Sequence[Problem], most: int) -> list[str]:
    """The same for whoever wrote the files by hand: with the file, the row and the column, and ids as they are.

    What has the same fault is named by its rows, the first of them.
    """
    found = faults_of(document, problems)
    lines = []
    for faults in found[:most]:
        rows = [str(fault.problem.row) for fault in faults.all[1:] if fault.problem.row]
        more = len(rows) - MOST_NAMED
        also = ", ".join(rows[:MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
        same = f" (the same in row{'s' if len(rows) > 1 else ''} {also})" if rows else ""
        at = where(document, faults.first, with_column=True)
        lines.append(f"{at}: {message_of(document, faults.first, is_id_seen=True)}{same}")
    if len(found) > most:
        lines.append(
            f"… and {counted(len(found) - most, 'more kind')}; `python -m waybill check` lists all"
        )
    return lines


def where(
    document: Document, fault: Fault, with_file: bool = True, with_column: bool = False
) -> str:
    """Where a fault is, as people know it: "Destination of the leg “Rajin → Dunay” (routes.csv, row 3)"."""
    problem = fault.problem
    at = f"{problem.file}, row {problem.row}" if problem.row else problem.file
    if with_column and problem.column:
        at += f", column {problem.column}"
    if not fault.table or not fault.row:
        return at
    name = row_name(document, fault.table, fault.row)
    row = "the page" if fault.table == INFO else f"the {NOUNS[fault.table]} {name}"
    column = (problem.column or "").rpartition(".")[2].partition("[")[0]
    of = f"{column_words(column)} of {row}" if column else f"{row[:1].upper()}{row[1:]}"
    return f"{of} ({at})" if with_file else of


def message_of(document: Document, fault: Fault, is_id_seen: bool = False) -> str:
    """The message of a fault; where it quotes ids of rows, their names stand instead.

    ``is_id_seen``: whoever reads it wrote the ids, so that a faulty one is shown.
    """
    problem = fault.problem
    column = (problem.column or "").rpartition(".")[2].partition("[")[0]
    if fault.table in SPECS and fault.row and column == SPECS[fault.table].id_column:
        return problem.message if is_id_seen else OWN_ID
    text = _ROW.sub(lambda found: _row(document, found), problem.message)
    of = _referred(fault.table, column)
    if of:
        called = labels(document, of)
        text = _QUOTED.sub(lambda found: _names(found, called, is_id_seen), text)
        if not is_id_seen:
            text = _GONE.sub(f"names a {NOUNS[of]} that is not in this story", text)
        text = _NO_ID.sub(f"is no {NOUNS[of]} of this story", text)
    text = _IN_COLUMN.sub(lambda found: f"in “{column_words(found[1])}”", text)
    return _COLUMN.sub(_column, text)


def _referred(table: str, column: str) -> str:
    """The table whose rows a column names; "" where it names none."""
    if table not in FORM_TABLES:
        return ""
    # A fault inside a check's measures stands at the check: ``checks[1].measures[2].to_place``.
    fields = (*fields_of(table), *(fields_of("measures") if table == "checks" else ()))
    return next((field.of for field in fields if field.column == column), "")


def _row(document: Document, found: re.Match[str]) -> str:
    called = labels(document, _TABLES[found[1]])
    return f"{found[1]} “{called[found[2]]}”" if found[2] in called else found[0]


def _names(found: re.Match[str], called: dict[str, str], with_id: bool) -> str:
    """The names of the rows whose ids are quoted, one or several; the text itself where one is none."""
    ids = [one.strip() for one in found[1].split("|")]
    # Quoting escapes hidden characters and cuts: an id that is changed by it is not known again.
    if all(one in called and quoted(one) == f"'{one}'" for one in ids):
        return ", ".join(f"“{called[one]}”" + (f" ({one})" if with_id else "") for one in ids)
    return found[0]


def _column(found: re.Match[str]) -> str:
    before, column = found[1] or "", found[2]
    if column not in _columns():
        return found[0]
    if before == "the ":
        return f"the {column_words(column).lower()}"
    return f"{'is no value of ' if before else ''}“{column_words(column)}”"


@cache
def _columns() -> frozenset[str]:
    return frozenset(column for spec in SPECS.values() for column in spec.columns)
