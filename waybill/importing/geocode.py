"""Positions for the places of a story folder that have none, out of the bundled gazetteer.

A place gets a position only when a person decided it (``decisions.csv``), or when the person wrote
its country, and exactly one place in that country has the name, and is of the kind that is said, if
one is said. Everything else is listed with its candidates and left alone. Another name of a place is
not enough: in some language Khasan is a name of Kazan, 5,800 km away.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from waybill.gazetteer.lookup import KINDS_THAT_FIT, Candidate
from waybill.importing import decisions as deciding
from waybill.importing.decisions import Decisions, Undecided
from waybill.importing.draft import Draft, DraftPlace, settle
from waybill.importing.files.sheet import ImportRefusedError
from waybill.importing.shipments.named import UNDECIDED
from waybill.story.reading.file_spec import PLACES, ROUTES, FileSpec

BY_COUNTRY = "the only one of that name in the country that its row names"


@dataclass
class Geocoded:
    """What a look-up came to. ``settled`` are places with their new position, and why."""

    draft: Draft
    settled: list[tuple[DraftPlace, str]]
    undecided: list[Undecided]


def look_up(
    folder: Path,
    decisions: Decisions,
    today: date | None = None,
    ask: Callable[[Undecided], Sequence[Candidate]] = lambda one: (),
) -> Geocoded:
    """Look up every place of ``folder`` without a position; writes nothing.

    ``ask`` gives more candidates for a name that is left, out of a service; none of them settles it.
    """
    day = today or date.today()
    draft = _draft(folder)
    lacking = list(draft.to_decide())
    deciding.apply(draft, decisions, day)
    settled = [(p, "decided in decisions.csv") for p in lacking if not p.undecided]
    left = []
    for one in deciding.undecided(draft):
        only = _only_one(one)
        if only is None:
            left.append(replace(one, candidates=[*one.candidates, *ask(one)]))
            continue
        settle(one.place, only.entry)
        one.place.extra.update(decided_by="name and country", decided_on=day.isoformat())
        settled.append((one.place, BY_COUNTRY))
    return Geocoded(draft, settled, left)


def _only_one(one: Undecided) -> Candidate | None:
    """The one candidate that the row's own country leaves; None when there are none or more."""
    place = one.place
    if not place.country or one.own:
        return None
    fits = [
        c
        for c in one.candidates
        if c.entry.country == place.country and c.match == "name" and c.entry.kind != "area"
    ]
    if place.kind:
        fits = [c for c in fits if c.entry.kind in KINDS_THAT_FIT.get(place.kind, {place.kind})]
    return fits[0] if len(fits) == 1 else None


def write(folder: Path, result: Geocoded) -> None:
    """Put the settled positions into places.csv, touching no other row, and list the rest."""
    if result.settled:
        path = folder / "places.csv"
        text = _with_positions(path, {place.place_id: place for place, _ in result.settled})
        part = path.with_name("places.csv.part")
        part.write_text(text, "utf-8")
        os.replace(part, path)
    listed = folder / UNDECIDED
    if result.undecided:
        listed.write_text(deciding.undecided_csv(result.undecided), "utf-8")
    else:
        listed.unlink(missing_ok=True)


def _with_positions(path: Path, settled: Mapping[str, DraftPlace]) -> str:
    header, rows = _table(path)
    places = {}
    for place in settled.values():
        cells = {c: getattr(place, c) for c in PLACES.columns if c != "aliases"}
        places[place.place_id] = {**cells, "aliases": "|".join(place.aliases), **place.extra}
    new = dict.fromkeys(
        c for cells in places.values() for c, v in cells.items() if v and c not in header
    )
    columns = [*header, *new]
    at = header.index("place_id")
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        new_cells = places.get(row[at]) if len(row) > at else None
        if new_cells is None:
            writer.writerow([*row, *[""] * len(new)])
        else:
            old = dict(zip(header, row, strict=False))
            writer.writerow([new_cells.get(column) or old.get(column, "") for column in columns])
    return stream.getvalue()


def _table(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text), strict=True) if any(row)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ImportRefusedError(
            f"{path.name} cannot be read ({error}); python -m waybill check says more"
        ) from None
    return [cell.strip() for cell in rows[0]] if rows else [], rows[1:]


def _rows(folder: Path, spec: FileSpec) -> list[dict[str, str]]:
    path = folder / spec.file
    if not path.is_file():
        return []
    header, rows = _table(path)
    missing = [column for column, must in spec.columns.items() if must and column not in header]
    if missing:
        raise ImportRefusedError(f"{spec.file} has no column {missing[0]!r}")
    return [dict(zip(header, (cell.strip() for cell in row), strict=False)) for row in rows]


def _draft(folder: Path) -> Draft:
    """The folder's places and legs as they stand."""
    draft = Draft()
    for cells in _rows(folder, PLACES):
        known = {c: cells.get(c, "") for c in PLACES.columns if c not in ("place_id", "aliases")}
        draft.add(
            DraftPlace(
                place_id="",
                **known,  # type: ignore[arg-type]  # all of them are text
                aliases=[a.strip() for a in cells.get("aliases", "").split("|") if a.strip()],
                written=cells.get("name", ""),
            ),
            written_id=cells.get("place_id", ""),
        )
    for number, leg in enumerate(_rows(folder, ROUTES), 2):
        draft.legs.append(leg)
        for column in ("origin", "destination"):
            if (place := draft.places.get(leg.get(column, ""))) is not None:
                place.used.append(f"routes.csv, row {number}")
    return draft
