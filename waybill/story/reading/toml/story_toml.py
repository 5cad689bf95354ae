"""story.toml -> StoryInfo, with every fault reported. A faulty part is left out, never the rest.

Columns of problems are paths such as ``steps[2].legs``, tables of a list counted from 1.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from waybill.story.model import (
    Check,
    Conflict,
    Correction,
    Figure,
    Frozen,
    Measure,
    Route,
    Step,
    StoryInfo,
)
from waybill.story.reading import cell_warnings, explain, text_limits
from waybill.story.reading.problems import Finding, ProblemLog
from waybill.story.reading.references import Index, References
from waybill.story.reading.suggest.words import nearest
from waybill.story.reading.toml import check_rules
from waybill.story.reading.toml.lines import Path, key_rows, row_of_deepest, row_of_long_number
from waybill.story.reading.toml.shipments_table import SECTION, read_shipments

FILE = "story.toml"
CHECKS = "the checks"  # the index of check ids: they live in story.toml itself

_SECTIONS: dict[str, type[Frozen]] = {
    # checks come first: steps and figures refer to them.
    "checks": Check,
    "steps": Step,
    "figures": Figure,
    "conflicts": Conflict,
    "corrections": Correction,
    "routes": Route,
}
_PERIODS = ("window", "record", "days")
# Section -> key -> the file whose ids it holds.
_IDS: dict[str, dict[str, str]] = {
    "checks": {
        "origin": "places.csv",
        "leg": "routes.csv",
        "claims": "claims.csv",
        "others": "claims.csv",
    },
    "steps": {"legs": "routes.csv", "places": "places.csv", "checks": CHECKS},
    "figures": {"claims": "claims.csv", "check": CHECKS},
    "conflicts": {
        "claims": "claims.csv",
        "legs": "routes.csv",
        "visits": "visits.csv",
        "sources": "sources.csv",
    },
    "measures": {"to_place": "places.csv", "claims": "claims.csv"},
}
_NEEDED = {("checks", "origin"), ("checks", "leg"), ("measures", "to_place")}

# The standard library's reader takes parts x parts for a dotted key: minutes for a hostile one.
_ENDLESS_KEY = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){30}""", re.ASCII
)


def names_shipments(data: bytes) -> bool:
    """Whether story.toml has ``[shipments]``: such a story needs no legs."""
    if SECTION.encode() not in data:
        return False
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        return not _ENDLESS_KEY.search(text) and SECTION in tomllib.loads(text)
    except (ValueError, RecursionError):
        return False  # read_info says what is wrong


def read_info(data: bytes, references: References, log: ProblemLog) -> StoryInfo:
    """Read the bytes of story.toml; all five CSV files must be in ``references`` already."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{data[error.start]:02X} at offset {error.start} is not UTF-8"
        log.error(FILE, f"{what}; save the file as UTF-8", row=row)
        return StoryInfo()
    if endless := _ENDLESS_KEY.search(text):
        row = text.count("\n", 0, endless.start()) + 1
        log.error(FILE, "has a dotted key of more than 30 parts; it is not read", row=row)
        return StoryInfo()
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        _report_syntax(error, text, log)
        return StoryInfo()
    return _Reader(key_rows(text), references, log).info(document)


def _report_syntax(error: Exception, text: str, log: ProblemLog) -> None:
    deep = isinstance(error, RecursionError)
    message = "tables are nested too deep" if deep else str(error)
    place = re.search(r" \(at line (\d+), column \d+\)$", message)
    if place:
        row = int(place[1])
    elif deep:
        row = row_of_deepest(text)
    elif long := row_of_long_number(text):
        row, message = long, "a number has too many digits"
    else:
        row = text.rstrip("\n").count("\n") + 1  # at the end of the document
    reason = re.sub(r" \(at [^()]*\)$", "", message)
    if not reason.isprintable() or len(reason) > 200:
        reason = "it cannot be parsed"
    log.error(FILE, f"is not valid TOML: {reason[:1].lower()}{reason[1:]}", row=row)


def _as_text(value: object) -> str:
    """A value as it may be shown; a number that is too long for that gives only its size."""
    try:
        return str(value)
    except (ValueError, RecursionError):
        return "…"


class _Reader:
    """One reading of a parsed story.toml."""

    def __init__(self, rows: dict[Path, int], references: References, log: ProblemLog) -> None:
        self._rows = rows
        self._references = references
        self._log = log
        self._checks = references.indexes[CHECKS] = Index(FILE, "check id")

    def info(self, document: Mapping[str, Any]) -> StoryInfo:
        values: dict[str, Any] = {}
        known = self._known(document, StoryInfo, ())
        for key, value in known.items():
            if key == SECTION:
                values[key] = read_shipments(value, self._references, self._add)
            if key in _SECTIONS or key == SECTION:
                continue
            one = self._periods({key: value}, ())
            if one and self._valid(StoryInfo, one, ()) is not None:
                values.update(one)
        for section, model in _SECTIONS.items():
            if section in known:
                values[section] = self._section(section, model, known[section])
        return StoryInfo.model_validate(values)

    def _section(self, section: str, model: type[Frozen], value: Any) -> tuple[Frozen, ...]:
        if section == "routes" and isinstance(value, dict):
            # [routes.sea] is as good as [[routes]] with id = "sea".
            self._number_routes(value)
            value = [{"id": k, **v} if isinstance(v, dict) else v for k, v in value.items()]
        if not isinstance(value, list):
            self._add((section,), Finding(f"is not a list of tables; write [[{section}]]"), "")
            return ()
        items: list[Frozen] = []
        seen: set[str] = set()
        for position, entry in enumerate(value):
            path = (section, position)
            written_id = entry.get("id") if isinstance(entry, dict) else None
            item = self._item(section, model, entry, path)
            if isinstance(written_id, str) and written_id in seen:
                self._add((*path, "id"), Finding("is there twice; the first is kept"), written_id)
                continue
            if isinstance(written_id, str):
                seen.add(written_id)
                if section == "checks" and item is None:
                    self._checks.reject(written_id, self._row(path))
                elif section == "checks":
                    self._checks.sound.add(written_id)
            if item is not None:
                items.append(item)
        return tuple(items)

    def _number_routes(self, routes: Mapping[str, Any]) -> None:
        """Let the lines of named routes be found by their number, as those of a list are."""
        numbers: dict[Path, Path] = {
            ("routes", name): ("routes", number) for number, name in enumerate(routes)
        }
        for path, row in list(self._rows.items()):
            if number := numbers.get(path[:2]):
                self._rows[(*number, *path[2:])] = row

    def _item(self, section: str, model: type[Frozen], entry: Any, path: Path) -> Frozen | None:
        if not isinstance(entry, dict):
            self._add(path, Finding("is not a table"), _as_text(entry))
            return None
        values = self._periods(self._known(entry, model, path), path)
        measures = values.get("measures")
        if isinstance(measures, list):
            read = [
                self._item("measures", Measure, measure, (*path, "measures", position))
                for position, measure in enumerate(measures)
            ]
            values["measures"] = tuple(measure for measure in read if measure is not None)
        if not self._resolved(section, values, path):
            return None
        item = self._valid(model, values, path)
        faults: Iterable[tuple[str, str, Finding]] = ()
        if isinstance(item, Measure):
            faults = check_rules.measure_faults(item)
        elif isinstance(item, Check):
            faults = check_rules.check_faults(item)
        sound = True
        for key, value, finding in faults:
            self._add((*path, key) if key else path, finding, value)
            sound = False
        return item if sound else None

    def _known(
        self, table: Mapping[str, Any], model: type[BaseModel], path: Path
    ) -> dict[str, Any]:
        """The keys that are read; the others are warned of."""
        for key in table:
            if key not in model.model_fields:
                near = nearest(key, model.model_fields)
                what = "is not a key Waybill reads"
                self._add((*path, key), Finding(what, near, "warning"), key)
        return {key: value for key, value in table.items() if key in model.model_fields}

    def _periods(self, values: dict[str, Any], path: Path) -> dict[str, Any]:
        """Windows as two days, first and last; written as a list or as {from, to}."""
        kept = dict(values)
        for key in _PERIODS:
            value = kept.get(key)
            if isinstance(value, dict) and set(value) == {"from", "to"}:
                value = [value["from"], value["to"]]
            if not isinstance(value, list):
                if key in kept and isinstance(value, dict):
                    self._add((*path, key), Finding("needs two days: from and to"), "")
                    del kept[key]
                continue
            kept[key] = tuple(value)
            if len(value) != 2:
                self._add((*path, key), Finding("needs two days, the first and the last"), "")
                del kept[key]
            elif all(isinstance(day, type(value[0])) for day in value) and _backwards(value):
                what = f"ends before it begins: {_as_text(value[0])} to {_as_text(value[1])}"
                self._add((*path, key), Finding(what), "")
                del kept[key]
        return kept

    def _resolved(self, section: str, values: dict[str, Any], path: Path) -> bool:
        """Take out ids that point at nothing; False when the table cannot do without."""
        whole = True
        for key, file in _IDS.get(section, {}).items():
            value = values.get(key)
            if (section, key) in _NEEDED and self._references.is_unreadable(file):
                continue  # told once, for the file
            ids = [value] if isinstance(value, str) else value
            if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
                continue  # not ids at all: the record's own check says so
            for one in ids:
                if (finding := self._references.look_up(file, one)) is not None:
                    self._add((*path, key), finding, one)
            kept = [one for one in dict.fromkeys(ids) if self._references.keeps(file, one)]
            if isinstance(value, list):
                values[key] = tuple(kept)
            elif not kept:
                del values[key]
                whole = whole and (section, key) not in _NEEDED
        return whole

    def _valid(self, model: type[Frozen], values: dict[str, Any], path: Path) -> Frozen | None:
        for name, text in values.items():
            if not isinstance(text, str) or text.isascii():
                continue
            if what := text_limits.fault_of(text):
                self._add((*path, name), Finding(what), text)
                return None
            if found := cell_warnings.misread(text):
                self._add((*path, name), found, text)
        # Lists become tuples, as the records hold them.
        given = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        try:
            return model.model_validate(given)
        except ValidationError as error:
            for entry in error.errors(include_url=False, include_input=False):
                location = entry["loc"]
                key = str(location[0])
                value: Any = given.get(key, "")
                for step in location[1:]:
                    if isinstance(value, tuple) and isinstance(step, int) and step < len(value):
                        value = value[step]
                text = _as_text(value)
                finding = explain.explain(model, dict(entry), key, text, {})
                if entry["type"] == "missing":
                    finding = Finding("is missing")
                self._add((*path, *location), finding, text)
            return None

    def _row(self, path: Path) -> int:
        """Row of the key, or of the nearest table or list around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._rows:
                return self._rows[path[:length]]
        return 1

    def _add(self, path: Path, finding: Finding, value: str) -> None:
        column = ""
        for part in path:
            column += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if column else part
        self._log.report(FILE, finding, row=self._row(path), column=column, value=value)


def _backwards(days: list[Any]) -> bool:
    try:
        return bool(days[1] < days[0])
    except TypeError:
        return False
