"""Which paths lead anywhere: Streamlit answers any other with its start page, and a status of 200."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.responses import HTMLResponse, Response

from waybill.httpd.preload import streamlit_folder
from waybill.settings import Settings

PAGES_FOLDER = Path(__file__).parents[2] / "pages"
DEFAULT_PAGE = "dashboard"  # its address is that of the app
STREAMLIT = "_stcore"
METRICS = "metrics"
STREAMLITS = frozenset({"health", "script-health-check", "host-config", "stream"})
STREAMLITS_FOLDERS = frozenset({"upload_file", "bidi-components"})
"""Below ``_stcore``. Not ``agent``, Streamlit's way for programs to work a page: nothing here needs it."""
LOGIN = frozenset({"auth", "oauth2callback"})
NOT_FOUND = (
    "<!doctype html><html lang='en'><meta charset='utf-8'><title>Not found</title>"
    "<p>There is no page at this address. <a href='{home}'>Open the dashboard</a>.</p></html>"
)


@cache
def page_names() -> frozenset[str]:
    """The addresses of the pages, without a slash; that of the dashboard is empty."""
    stems = {file.stem for file in PAGES_FOLDER.glob("*.py")}
    return frozenset((stems - {DEFAULT_PAGE}) | {""})


@cache
def _streamlits_files() -> frozenset[str]:
    """The files at the top of Streamlit's own folder, such as its icon."""
    files = (streamlit_folder() / "static").iterdir()
    return frozenset(file.name for file in files if file.is_file())


def is_known(path: str, own: frozenset[str], settings: Settings) -> bool:
    """Return whether something is found at ``path``, which begins with a slash and holds no base path.

    ``own`` are the first parts of paths that are no pages; what lies below them is not looked at here.
    """
    first, *rest = path.split("/")[1:]
    if first == STREAMLIT:
        name, *below = rest or [""]
        if below:
            return name in STREAMLITS_FOLDERS
        return name in STREAMLITS or (name == METRICS and settings.metrics)
    if first in own or first in LOGIN:
        return True
    return not any(rest) and (first in page_names() or (not rest and first in _streamlits_files()))


def not_found(path: str) -> Response:
    """Return the answer to a path at which nothing is; its link works below any base path."""
    depth = path.count("/") - 1
    return HTMLResponse(NOT_FOUND.format(home="../" * depth or "./"), 404)
