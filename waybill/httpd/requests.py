"""Reading a request's query string: which story it asks for, and which view of that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from waybill.story import Loaded, StoryFolder
from waybill.story.model import Story
from waybill.view.link import SERVED, asked_story, parse_view
from waybill.view.view import View

MAX_QUERY = 2000  # characters; a link of ours has under 200


@dataclass(frozen=True, slots=True)
class ViewRequest:
    """The requested view with its story, the story's version and the parameters as they came."""

    story: Story
    version: str
    view: View
    parameters: dict[str, str]


Named = Callable[[str], StoryFolder | None]
"""The name of a story, "" for the default → its folder; None if there is none of that name."""


class RequestReader:
    """Reads query strings for the stories of a server; thread-safe."""

    def __init__(self, folder: StoryFolder, named: Named | None = None) -> None:
        """``folder`` is the default story; each folder is checked for changes on every request."""
        self._named: Named = named or (lambda name: None if name else folder)

    def names_none(self, query: str) -> bool:
        """Return whether a query string names a story that is not here. Never raises."""
        if f"{SERVED}=" not in query:
            return False
        return self._named(asked_story(_parameters(query))) is None

    def read(self, query: str) -> ViewRequest | None:
        """Parse a query string without "?"; returns None while there is no story of that name to show.

        Never raises: invalid values fall back to defaults, and a query that is too long is ignored.
        """
        folder, parameters = self._asked(query)
        return None if folder is None else _view_request(folder.current(), parameters)

    def read_unchanged(self, query: str) -> ViewRequest | None:
        """As ``read``, but None as well when the story would have to be read or waited for."""
        folder, parameters = self._asked(query)
        loaded = None if folder is None else folder.unchanged()
        return None if loaded is None else _view_request(loaded, parameters)

    def _asked(self, query: str) -> tuple[StoryFolder | None, dict[str, str]]:
        parameters = _parameters(query)
        return self._named(asked_story(parameters)), parameters


def _parameters(query: str) -> dict[str, str]:
    return dict(parse_qsl(query, keep_blank_values=True)) if len(query) <= MAX_QUERY else {}


def _view_request(loaded: Loaded, parameters: dict[str, str]) -> ViewRequest | None:
    if loaded.story is None:
        return None
    view, _ = parse_view(parameters, loaded.story)
    return ViewRequest(loaded.story, loaded.version, view, parameters)
