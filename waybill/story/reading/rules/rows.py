"""What must hold within one row beyond the form of its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from waybill.story.edtf import EdtfDate
from waybill.story.reading.problems import Finding, ProblemLog, Severity

URL_COLUMNS = ("url", "archived_url")

Report = Callable[[str, str, Severity], None]
"""Takes a column, what is wrong with its cell, and how bad that is."""


def check(file: str, row: int, written: Mapping[str, str], log: ProblemLog) -> bool:
    """False when the row must be left out; the reasons are in ``log``.

    ``written`` maps column -> cell as written, without empty cells. Cells with faults of their own
    are passed over: they are reported elsewhere.
    """
    sound = True

    def report(column: str, what: str, severity: Severity) -> None:
        nonlocal sound
        log.report(
            file,
            Finding(what, severity=severity),
            row=row,
            column=column,
            value=written.get(column, ""),
        )
        sound = sound and severity != "error"

    if file == "routes.csv":
        _check_interval("start_date", "end_date", written, report)
        _check_ends(written, report)
    elif file == "visits.csv":
        _check_interval("start_date", "end_date", written, report)
    elif file == "claims.csv":
        _check_interval("observed_start", "observed_end", written, report)
        _check_claim(written, report)
    return sound


def _check_ends(written: Mapping[str, str], report: Report) -> None:
    origin = written.get("origin")
    if origin is None or origin != written.get("destination"):
        return
    if all(stop.strip() in ("", origin) for stop in written.get("via", "").split("|")):
        what = "is the origin as well; say in via where it turned, or give another destination"
        report("destination", what, "error")


def _check_interval(start: str, end: str, written: Mapping[str, str], report: Report) -> None:
    first, last = _date(written, start), _date(written, end)
    if first is None or last is None or first.kind == "unknown":
        return
    if first.is_date and last.is_date:
        if last.last < first.first:
            report(end, f"is before the {start} '{first.text}'", "error")
    elif not first.is_date and not last.is_date and (start in written or end in written):
        alone = start if start in written else end
        report(alone, "says nothing without a date beside it; leave it empty", "error")


def _check_claim(written: Mapping[str, str], report: Report) -> None:
    stated_on, observed_start = _date(written, "stated_on"), _date(written, "observed_start")
    if (
        stated_on
        and observed_start
        and observed_start.is_date
        and stated_on.is_date
        and stated_on.last < observed_start.first
    ):
        report("stated_on", f"is before the observed_start '{observed_start.text}'", "warning")
    stance = written.get("stance", "asserts")
    if stance == "asserts" and "about" in written:
        what = "is a claim to answer, and the stance is 'asserts'; write another stance"
        report("about", what, "warning")
    if stance in ("corroborates", "disputes", "denies") and "about" not in written:
        report("about", f"is empty; say which claim this one {stance}", "warning")
    if stance in ("denies", "disputes") and "sources" not in written:
        noun = "denial" if stance == "denies" else "dispute"
        report("sources", f"is empty; say where the {noun} was published", "warning")


def _date(written: Mapping[str, str], column: str) -> EdtfDate | None:
    try:
        return EdtfDate.end(written.get(column, ""))
    except ValueError:
        return None


def drop_bad_urls(file: str, row: int, values: dict[str, Any], log: ProblemLog) -> None:
    """Take addresses that are no http or https out of ``values``; the row is kept."""
    if file != "sources.csv":
        return
    for column in URL_COLUMNS:
        url = values.get(column)
        if url is None or is_web_address(url):
            continue
        guess = f"https://{url}"
        plain = "." in url.partition("/")[0] and ":" not in url and is_web_address(guess)
        log.error(
            file,
            "is not a web address; write an http or https address",
            row=row,
            column=column,
            value=url,
            suggestion=guess if plain else None,
        )
        del values[column]


def is_web_address(url: str) -> bool:
    """True for an http or https address with a host and without spaces or hidden characters."""
    if not url.isprintable() or any(c.isspace() or c in '"<>\\' for c in url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host)
