"""What has changed since the version of the data that a link names, where this server published that."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import streamlit as st

from waybill.httpd.story_source import named_folder, stories
from waybill.limiter import BusyError, WorkLimiter
from waybill.story import Loaded, read_story, story_version
from waybill.story.shelf import Published, revision_of, unlisted
from waybill.ui.view.visit import story_name

SHOWN_ROWS = 12
MOST_READ = 12
"""Revisions read, once each, to find a version that no file names."""
_VERSION = re.compile(r"[0-9a-f]{10}", re.ASCII)
_reading = WorkLimiter(1, waiting=4)
_DATA = "data"


def show(loaded: Loaded) -> None:
    """Show the changes, folded up; nothing where the link is of today's version or of an unknown one."""
    name, version = story_name(), st.query_params.get(_DATA, "")
    if not name or version == loaded.version or st.query_params.get("embed") == "true":
        return
    now = named_folder(name)
    if now is None:
        return
    try:
        then = revision_of(stories(), name, version) or _older(name, version)
    except BusyError:  # the next visit is told
        return
    if then is None:
        return
    lines = changed_lines(then.folder, now.path)
    if lines:
        with st.expander("What changed since the version of this link"):
            st.text("\n".join(lines))


def _older(name: str, version: str) -> Published | None:
    """The revision of a version that was published before versions were noted; found by reading."""
    found = unlisted(stories(), name, MOST_READ) if _VERSION.fullmatch(version) else []
    return next((one for one in found if _version_of(one.folder) == version), None)


@lru_cache(maxsize=256)
def _version_of(folder: Path) -> str:
    """The version of the data in a published folder, which never changes; "" where it holds no story."""
    with _reading.turn():
        story = read_story(folder).story
    return "" if story is None else story_version(story)


@lru_cache(maxsize=64)
def changed_lines(earlier: Path, later: Path) -> tuple[str, ...]:
    """What two published versions differ in, a line a table and kind; they never change."""
    from waybill.drafts.publishing import changes_between, lines_of  # for such links alone

    return lines_of(changes_between(earlier, later), SHOWN_ROWS)
