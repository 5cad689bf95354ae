"""Reading a request's query string: which view of the current story it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from waybill.story import Loaded, StoryFolder
from waybill.story.model import Story
from waybill.view.link import parse_view
from waybill.view.view import View

MAX_QUERY = 2000  # characters; a link of ours has under 200


@dataclass(frozen=True, slots=True)
class ViewRequest:
    """The requested view with its story, the story's version and the parameters as they came."""

    story: Story
    version: str
    view: View
    parameters: dict[str, str]


class RequestReader:
    """Reads query strings for one story folder; thread-safe."""

    def __init__(self, folder: StoryFolder) -> None:
        """``folder`` is checked for changes on every request."""
        self._folder = folder

    def read(self, query: str) -> ViewRequest | None:
        """Parse a query string without "?"; returns None while there is no story to show.

        Never raises: invalid values fall back to defaults, and a query that is too long is ignored.
        """
        return _view_request(self._folder.current(), query)

    def read_unchanged(self, query: str) -> ViewRequest | None:
        """As ``read``, but None as well when the story would have to be read or waited for."""
        loaded = self._folder.unchanged()
        return None if loaded is None else _view_request(loaded, query)


def _view_request(loaded: Loaded, query: str) -> ViewRequest | None:
    if loaded.story is None:
        return None
    parameters = {}
    if len(query) <= MAX_QUERY:
        parameters = dict(parse_qsl(query, keep_blank_values=True))
    view, _ = parse_view(parameters, loaded.story)
    return ViewRequest(loaded.story, loaded.version, view, parameters)
