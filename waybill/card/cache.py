"""Cards kept in memory, bounded: how many, how many bytes, how many are drawn at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from waybill.card.render import render_card
from waybill.story.model import Story
from waybill.story.version import story_version
from waybill.view.link import to_query
from waybill.view.view import TABS, View

Render = Callable[[Story, View], bytes]


class CardBusyError(RuntimeError):
    """Too many cards are being drawn; ask again in a moment (HTTP 503)."""


class CardCache:
    """The cards last asked for, by data version and view; safe to use from many threads.

    At most ``max_entries`` cards of together ``max_bytes`` are kept, the least recently used ones
    go first. At most ``max_drawing`` are drawn at once; whoever waits longer than ``wait_seconds``
    for a turn gets CardBusyError. Two who ask for the same card at once get one drawing.
    """

    def __init__(
        self,
        render: Render = render_card,
        *,
        max_entries: int = 256,
        max_bytes: int = 48_000_000,
        max_drawing: int = 2,
        wait_seconds: float = 5.0,
    ) -> None:
        """Empty; see the class for the bounds."""
        self._render = render
        self._max_entries = max_entries
        self._max_bytes = max_bytes
        self._wait_seconds = wait_seconds
        self._turns = threading.BoundedSemaphore(max_drawing)
        self._lock = threading.Lock()
        self._cards: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._drawing: dict[str, threading.Event] = {}

    def __len__(self) -> int:
        """How many cards are kept."""
        return len(self._cards)

    @property
    def kept_bytes(self) -> int:
        """Size of the kept cards together."""
        return self._bytes

    def get(self, story: Story, view: View, version: str | None = None) -> bytes:
        """The card's PNG, kept or drawn now. ``version``: ``story_version(story)`` if at hand."""
        view = normalised(view)
        key = to_query(view, version or story_version(story))
        while True:
            with self._lock:
                if key in self._cards:
                    self._cards.move_to_end(key)
                    return self._cards[key]
                other = self._drawing.get(key)
                if other is None:
                    done = self._drawing[key] = threading.Event()
                    break
            if not other.wait(self._wait_seconds):
                raise CardBusyError("the card is still being drawn; ask again in a moment")
        try:
            card = self._draw(story, view)
            with self._lock:
                self._keep(key, card)
            return card
        finally:
            with self._lock:
                del self._drawing[key]
            done.set()

    def _draw(self, story: Story, view: View) -> bytes:
        if not self._turns.acquire(timeout=self._wait_seconds):
            raise CardBusyError("too many cards are being drawn; ask again in a moment")
        try:
            return self._render(story, view)
        finally:
            self._turns.release()

    def _keep(self, key: str, card: bytes) -> None:
        if len(card) > self._max_bytes:
            return
        self._cards[key] = card
        self._bytes += len(card)
        while len(self._cards) > self._max_entries or self._bytes > self._max_bytes:
            _, dropped = self._cards.popitem(last=False)
            self._bytes -= len(dropped)


def normalised(view: View) -> View:
    """The view without what a card does not show (tab, embed), the map position as a link has it."""
    position = view.position
    if position:
        position = replace(
            position,
            latitude=round(position.latitude, 4),
            longitude=round(position.longitude, 4),
            zoom=round(position.zoom, 2),
        )
    return replace(
        view,
        tab=TABS[0],
        embed=False,
        theme="dark" if view.theme == "dark" else "light",
        position=position,
    )
