"""A draft -> a story folder, without touching what a person changed in it by hand."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import tomli_w

from waybill.importing.decisions import Decisions, Undecided, undecided_csv
from waybill.importing.draft import Draft, DraftPlace
from waybill.importing.files.sheet import ImportRefusedError
from waybill.importing.recipe import Recipe, from_json
from waybill.importing.shipments.named import DECISIONS, RECIPE, UNDECIDED
from waybill.story.reading.file_spec import PLACES, ROUTES
from waybill.story.reading.folder import STORY_FILES

_OWN_FILES = (*STORY_FILES, UNDECIDED)


def check_out(out: Path, more: Sequence[str] = ()) -> None:
    """Raise ImportRefusedError when writing would lose something that no import wrote there.

    ``more`` are names of files that will be written beside the tables.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise ImportRefusedError(f"{out} is a file; name a folder that is new or empty")
    written: Mapping[str, str] = {}
    if (out / RECIPE).is_file():
        written = from_json(RECIPE, (out / RECIPE).read_bytes()).written
    for name in (*_OWN_FILES, *more):
        path = out / name
        if not path.exists():
            continue
        if name not in written:
            raise ImportRefusedError(
                f"{out} has a {name} that no import wrote; name another folder"
            )
        if name != UNDECIDED and _digest(path.read_bytes()) != written[name]:
            raise ImportRefusedError(
                f"{path} was changed since it was imported; name another folder, so that the "
                "changes are not lost"
            )


def write_folder(
    out: Path,
    draft: Draft,
    recipe: Recipe,
    decisions: Decisions,
    undecided: Sequence[Undecided],
    story_toml: bytes | None = None,
    attached: Mapping[str, bytes] | None = None,
) -> None:
    """Write the folder; ``check_out`` first. Files of an earlier import are replaced."""
    files = {
        "places.csv": _places_csv(draft.places.values()),
        "routes.csv": _legs_csv(draft.legs),
        "story.toml": _story_toml(draft) if story_toml is None else None,
        UNDECIDED: undecided_csv(undecided) if undecided else None,
    }
    for name, (columns, rows) in draft.as_they_are.items():
        files[name] = _table([column.lower() for column in columns], rows)
    contents = {name: text.encode("utf-8") for name, text in files.items() if text}
    if story_toml is not None:
        contents["story.toml"] = story_toml
    contents |= attached or {}
    write_files(out, contents, recipe)
    write_decisions(out, decisions)


def write_decisions(out: Path, decisions: Decisions) -> None:
    """Write the table of decisions beside the story, where there are any."""
    if decisions.by_key:
        (out / DECISIONS).write_text(decisions.to_csv(), "utf-8")


def write_files(out: Path, contents: Mapping[str, bytes], recipe: Recipe) -> None:
    """Write files of the story folder, and the recipe that remembers what was written."""
    out.mkdir(parents=True, exist_ok=True)
    for name in _OWN_FILES:
        if name not in contents:
            (out / name).unlink(missing_ok=True)
    for name, data in contents.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    recipe.written = {name: _digest(data) for name, data in contents.items()}
    (out / RECIPE).write_text(recipe.to_json(), "utf-8")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _places_csv(places: Iterable[DraftPlace]) -> str:
    rows = []
    for place in places:
        cells = {column: getattr(place, column) for column in PLACES.columns if column != "aliases"}
        taken = set(PLACES.columns)
        extra = {f"{k} (sheet)" if k.lower() in taken else k: v for k, v in place.extra.items()}
        rows.append({**cells, "aliases": "|".join(place.aliases), **extra})
    return _rows_csv(PLACES.columns, rows)


def _legs_csv(legs: Sequence[Mapping[str, str]]) -> str:
    return _rows_csv(ROUTES.columns, legs)


def _rows_csv(known: Mapping[str, bool], rows: Sequence[Mapping[str, str]]) -> str:
    """Required columns, then those of the contract that hold something, then the extra ones."""
    used = [c for c, must in known.items() if must or any(row.get(c) for row in rows)]
    extra = dict.fromkeys(c for row in rows for c in row if c not in known)
    return _table([*used, *extra], [[row.get(c, "") for c in (*used, *extra)] for row in rows])


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue()


def _story_toml(draft: Draft) -> str | None:
    """Title and standfirst, where the sheets have them."""
    texts = {"title": draft.title, "standfirst": draft.standfirst}
    said = {key: text for key, text in texts.items() if text}
    return tomli_w.dumps(said) if said else None
