"""What has changed since the version of the data that a link names, where this server published that."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st

from waybill.httpd.story_source import named_folder, stories
from waybill.story import Loaded
from waybill.story.shelf import revision_of
from waybill.ui.view.visit import story_name

SHOWN_ROWS = 12
_DATA = "data"


def show(loaded: Loaded) -> None:
    """Show the changes, folded up; nothing where the link is of today's version or of an unknown one."""
    name, version = story_name(), st.query_params.get(_DATA, "")
    if not name or version == loaded.version or st.query_params.get("embed") == "true":
        return
    then, now = revision_of(stories(), name, version), named_folder(name)
    if then is None or now is None:
        return
    lines = changed_lines(then.folder, now.path)
    if lines:
        with st.expander("What changed since the version of this link"):
            st.text("\n".join(lines))


@lru_cache(maxsize=64)
def changed_lines(earlier: Path, later: Path) -> tuple[str, ...]:
    """What two published versions differ in, a line a table and kind; they never change."""
    from waybill.drafts.publishing import changes_between, lines_of  # for such links alone

    return lines_of(changes_between(earlier, later), SHOWN_ROWS)
