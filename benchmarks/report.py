"""What a run prints and writes: every bound of the issue with its mark, all other figures, and every file of a visit."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.bounds import NOT_MEASURED, NOT_REACHED, REACHED, Row, expected
from benchmarks.rounds import LISTS
from benchmarks.rows import rows

NAMES = ("waybill", "other")
FILES = {"files": "app", "edition_files": "edition, by gzip"}


WHOLE_PART = "the whole part"
"""What failed, where nothing more is known."""
OTHERS = {"waybill": "other", "other": "waybill"}


def bound_rows(figures: Mapping[str, Any], name: str) -> list[Row]:
    """A row for every bound of the issue; one without a figure says why."""
    found = {row.what: row for row in rows(figures, name)}
    made = []
    for what, (part, story) in expected().items():
        row = found.get(what)
        if row is None or (row.most is None and not row.why):
            why = "nothing to compare it with" if row else _why_missing(figures, part, story, name)
            row = Row(what, math.nan, "", why=why)
        made.append(row)
    return made


def _why_missing(figures: Mapping[str, Any], part: str, story: str, name: str) -> str:
    if part not in figures.get("seconds", {}):
        return f"the part “{part}” did not run"
    said = [
        why if what == WHOLE_PART else f"{what}: {why}"
        for what, why in figures.get("failed", {}).get(part, {}).items()
        if what == WHOLE_PART
        or (story in (words := re.findall(r"\w+", what)) and OTHERS[name] not in words)
    ]
    more = f"; {len(said) - 2} more" if len(said) > 2 else ""
    return "; ".join(said[:2]) + more if said else "no figure of it was asked for"


def summary(figures: Mapping[str, Any]) -> dict[str, Any]:
    """For machines: by checkout, how many bounds are reached, and each with its value, limit and mark."""
    found: dict[str, Any] = {}
    for name in _names(figures):
        made = bound_rows(figures, name)
        found[name] = {
            "commit": figures["about"]["commits"][name],
            **_counts(made),
            "bounds": [
                {
                    "what": row.what,
                    "value": None if math.isnan(row.value) else row.value,
                    "limit": row.most,
                    "is_least": row.is_least,
                    "unit": row.unit,
                    "mark": row.mark,
                    "beside": row.beside,
                }
                for row in made
            ],
        }
    return found


def table(figures: Mapping[str, Any]) -> str:
    """All that a run has found, as Markdown."""
    names = _names(figures)
    titles = [figures["about"]["commits"][name] or name for name in names]
    lines = [f"## Every size: {' beside '.join(titles)}", "", *_about(figures), ""]
    for name, title in zip(names, titles, strict=True):
        counts = _counts(bound_rows(figures, name))
        words = {"reached": REACHED, "not_reached": NOT_REACHED, "not_measured": NOT_MEASURED}
        lines.append(f"- {title}: " + ", ".join(f"{counts[key]} {words[key]}" for key in words))
    lines += ["", "### Every bound", ""]
    head = ["what", "bound", *(word for title in titles for word in (title, "kept")), "beside"]
    lines += [_line(head), _line(["---"] * len(head))]
    bounded = [bound_rows(figures, name) for name in names]
    for each in zip(*bounded, strict=True):
        lines.append(_line(_bound_cells(each)))
    lines += ["", "### Figures without a bound", ""]
    head = ["what", *titles, "beside"]
    lines += [_line(head), _line(["---"] * len(head)), *_free_lines(figures, names)]
    for part, faults in figures.get("failed", {}).items():
        lines += [f"\nFailed: {part}, {what}: {why}" for what, why in faults.items()]
    return "\n".join([*lines, *_file_lines(figures, names, titles)])


def _names(figures: Mapping[str, Any]) -> list[str]:
    return [name for name in NAMES if name in figures["about"]["commits"]]


def _counts(made: list[Row]) -> dict[str, int]:
    marks = [row.mark for row in made]
    reached, missed = marks.count(REACHED), marks.count(NOT_REACHED)
    left = len(marks) - reached - missed
    return {"reached": reached, "not_reached": missed, "not_measured": left}


def _about(figures: Mapping[str, Any]) -> Iterator[str]:
    about = figures["about"]
    yield f"{about.get('cores')} cores, Python {about.get('python')}; begun {about.get('begun', '')}."
    if seconds := figures.get("seconds"):
        loads = figures.get("loads", {})
        taken = ", ".join(
            f"{part} {taken} s (load {loads.get(part, '?')})" for part, taken in seconds.items()
        )
        yield f"Time of each part, and the load at its beginning: {taken}; together {sum(seconds.values()) / 60:.0f} minutes."


def _bound_cells(each: tuple[Row, ...]) -> list[str]:
    """The cells of one bound: of this checkout, and of the other if there is one."""
    ours = each[0]
    cells = [ours.what, _bound(next((row for row in each if row.most is not None), ours))]
    for row in each:
        is_own = row is not ours and row.most is not None and row.most != ours.most
        limit = f" ({_bound(row)})" if is_own else ""
        mark = row.mark if row.mark == REACHED else f"**{row.mark}**"
        cells += [_measured(row) + limit, mark]
    return [*cells, ours.beside]


def _bound(row: Row) -> str:
    if row.most is None:
        return ""
    return f"{'≥' if row.is_least else '≤'} {_number(row.most)} {row.unit}".strip()


def _free_lines(figures: Mapping[str, Any], names: list[str]) -> Iterator[str]:
    bounded = expected()
    found = [{row.what: row for row in rows(figures, name)} for name in names]
    for what in dict.fromkeys(what for each in found for what in each):
        if what not in bounded:
            each = [by_what.get(what) for by_what in found]
            beside = next((row.beside for row in each if row), "")
            yield _line([what, *(_measured(row) if row else "–" for row in each), beside])


def _file_lines(figures: Mapping[str, Any], names: list[str], titles: list[str]) -> Iterator[str]:
    """Every file of a first visit with the bundled story, and its bytes."""
    for name, title in zip(names, titles, strict=True):
        found = figures.get("weight", {}).get("bundled", {}).get(name, {})
        for key in LISTS:
            if files := found.get(key):
                yield f"\n### First visit to the {FILES[key]}, {title}: {len(files)} files, bytes with their headers\n"
                yield from (_line(["file", "bytes"]), _line(["---", "---:"]))
                ordered = sorted(files, key=lambda file: -file[1])
                yield from (_line([path, f"{size:,.0f}"]) for path, size in ordered)
                yield _line(["together", f"{sum(size for _, size in files):,.0f}"])


def _measured(row: Row) -> str:
    if math.isnan(row.value):
        return "–"
    number = _number(row.value)
    if row.most is not None and row.value != row.most and number == _number(row.most):
        number = f"{row.value:.5g}"  # what is just above its bound must not look as if it were not
    text = f"{'more than ' if row.is_cut else ''}{number} {row.unit}".strip()
    return f"{text} ({row.more})" if row.more else text


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 1000 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
