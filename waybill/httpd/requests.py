"""A request's query string → the view that it asks for, of the story as it stands now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qsl

import anyio
from anyio import to_thread

from waybill.story import StoryFolder
from waybill.story.model import Story
from waybill.view.link import parse_view
from waybill.view.view import View

MAX_QUERY = 2000  # characters; a link of ours has under 200

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """The story and its version, and the view asked for, with the parameters as they came."""

    story: Story
    version: str
    view: View
    parameters: dict[str, str]


class Views:
    """Query strings of one story folder; safe to use from several threads."""

    def __init__(self, folder: StoryFolder) -> None:
        """``folder`` is looked at again for every request."""
        self._folder = folder

    def ask(self, query: str) -> Asked | None:
        """The view of a query string without "?"; None while there is no story to show.

        Never raises: what cannot be used falls back, and a query that is too long counts as none.
        """
        loaded = self._folder.current()
        if loaded.story is None:
            return None
        parameters = {}
        if len(query) <= MAX_QUERY:
            parameters = dict(parse_qsl(query, keep_blank_values=True))
        view, _ = parse_view(parameters, loaded.story)
        return Asked(loaded.story, loaded.version, view, parameters)


class BusyError(RuntimeError):
    """Too many are in line already; ask again in a moment (HTTP 503)."""


class Gate:
    """Lets work into threads of its own: ``at_once`` at a time, ``in_line`` waiting, no more.

    Streamlit serves its files from anyio's common threads; work that takes longer must not fill them.
    """

    def __init__(self, at_once: int, in_line: int) -> None:
        """Empty."""
        self._limiter = anyio.CapacityLimiter(at_once)
        self._room = at_once + in_line
        self._inside = 0

    async def run(self, work: Callable[[], T]) -> T:
        """What ``work`` returns. Raises BusyError at once when there is no room."""
        if self._inside >= self._room:
            raise BusyError
        self._inside += 1
        try:
            return await to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._inside -= 1
