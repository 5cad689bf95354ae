"""A story as a zip of its folder, which Waybill opens again.

``places.csv`` … ``story.toml`` lie at the top of the archive, ``LICENCE.txt`` beside them. The CSV
files hold the cells as they were written, so the ' of waybill.export.csv_file is not in them.
The same story gives the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from waybill.export.csv_file import plain
from waybill.export.tables import cells, contract_columns
from waybill.export.toml_text import toml_text
from waybill.export.zip_writer import zip_bytes
from waybill.story.model import Check, Claim, Leg, Place, Record, Source, StoryInfo, Visit
from waybill.view.extract import Extract
from waybill.view.view import View


class ExportError(ValueError):
    """A download that cannot be made, with what would help."""


def archive_bytes(rows: Extract, view: View | None) -> bytes:
    """The zip. Of a view it holds the view's rows, and opens on its dates.

    Raises ExportError when the view shows no leg: a story needs one.
    """
    if not rows.legs and view is None:
        raise ExportError("This story has no leg: its shipments are no part of such a folder.")
    if not rows.legs:
        raise ExportError(
            "This view shows no leg, and a story folder needs at least one. "
            "Widen the dates, or download the whole record."
        )
    files = {
        "places.csv": _csv(Place, rows.places.values()),
        "routes.csv": _csv(Leg, [leg for leg, _ in rows.legs]),
        "visits.csv": _csv(Visit, rows.visits),
        "claims.csv": _csv(Claim, rows.claims),
        "sources.csv": _csv(Source, rows.sources.values()),
        "story.toml": toml_text(
            _without_shipments(rows.info if view is None else _info(rows, view))
        ),
        "LICENCE.txt": _licence(rows),
    }
    return zip_bytes(
        {name: text.encode("utf-8", "replace") for name, text in files.items() if text}
    )


def _without_shipments(info: StoryInfo) -> StoryInfo:
    """story.toml without shipments: their rows, which may be millions, are no part of the archive."""
    return info.model_copy(update={"shipments": None})


def _csv(model: type[Record], records: Iterable[Record]) -> str:
    """The rows as a file of the story folder; "" when there is none."""
    rows: Sequence[Record] = list(records)
    if not rows:
        return ""
    columns = contract_columns(model)
    extra = list(dict.fromkeys(column for record in rows for column in record.extra))
    return csv_text(
        [*columns, *extra],
        [
            [
                *(plain(value) for value in cells(record).values()),
                *(record.extra.get(column, "") for column in extra),
            ]
            for record in rows
        ],
    )


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The text of a CSV file of a story folder."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue()


def _info(rows: Extract, view: View) -> StoryInfo:
    """story.toml of a view: what was out on its day, and speaks only of rows that are there."""
    info = rows.info
    window = (view.start, view.end)
    routes = {leg.route_id for leg, _ in rows.legs}
    legs = {leg.leg_id for leg, _ in rows.legs}
    claims = {claim.claim_id for claim in rows.claims}
    visits = {visit.visit_id for visit in rows.visits}
    checks = [check for check in info.checks if _is_whole(check, set(rows.places), legs, claims)]
    check_ids = {check.id for check in checks}
    kept: dict[str, object] = {
        "window": window,
        "window_label": info.window_label if window == info.window else "",
        "routes": tuple(route for route in info.routes if route.id in routes),
        "checks": tuple(checks),
        "steps": tuple(
            step.model_copy(update={"checks": tuple(c for c in step.checks if c in check_ids)})
            for step in info.steps
            if legs.issuperset(step.legs) and set(step.places) <= set(rows.places)
        ),
        "figures": tuple(
            figure
            for figure in info.figures
            if claims.issuperset(figure.claims) and figure.check in (None, *check_ids)
        ),
        "conflicts": tuple(
            c
            for c in info.conflicts
            if legs.issuperset(c.legs)
            and visits.issuperset(c.visits)
            and claims.issuperset(c.claims)
            and set(c.sources) <= set(rows.sources)
        ),
    }
    return info.model_copy(update=kept)


def _is_whole(check: Check, places: set[str], legs: set[str], claims: set[str]) -> bool:
    """Is everything that the check points at among these rows?"""
    cited = {*check.claims, *check.others, *(c for m in check.measures for c in m.claims)}
    named = {check.origin, *(m.to_place for m in check.measures)} - {None}
    return cited <= claims and named <= places and {check.leg} - {None} <= legs


def _licence(rows: Extract) -> str:
    about = rows.about
    return (
        f"{rows.info.title}\n\n"
        f"Licence: {about.licence}\n"
        f"Attribution: {about.attribution}\n"
        f"Data version: {about.data_version}\n"
        f"Rows: {about.view}\n\n"
        "Each claim is its claimant's; quotations belong to those who said or wrote them.\n"
        "Open this folder in Waybill, or read the CSV files with any program.\n"
    )
