"""Cards kept in memory, bounded: how many, how many bytes, how many are drawn at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from waybill.flows.shown import ShownFlows, flows_key
from waybill.limiter import BoundedCache, CachedWork, WorkLimiter
from waybill.story.model import Story
from waybill.story.version import story_version
from waybill.view.link import to_query
from waybill.view.view import TABS, View

Render = Callable[..., bytes]  # of a story and a view; and of its flows, where it has shipments


def draw(story: Story, view: View, *flows: ShownFlows) -> bytes:
    """Draw a card. What draws it is imported now: with Pillow 0.2 s of CPU, which no start needs."""
    from waybill.card.render import render_card

    return render_card(story, view, *flows)


class CardCache:
    """The cards last asked for, by data version and view.

    At most ``max_entries`` cards of together ``max_bytes`` are kept, and at most ``max_drawing`` are
    drawn at once; whoever waits longer than ``wait_seconds`` for a turn gets BusyError.
    """

    def __init__(
        self,
        render: Render = draw,
        *,
        max_entries: int = 256,
        max_bytes: int = 48_000_000,
        max_drawing: int = 2,
        wait_seconds: float = 5.0,
    ) -> None:
        """Start empty; see the class for the bounds."""
        self._render = render
        self.kept: BoundedCache[str, bytes] = BoundedCache(
            len, max_entries=max_entries, max_bytes=max_bytes
        )
        limiter = WorkLimiter(max_drawing, waiting=16, wait_seconds=wait_seconds)
        self._cards = CachedWork(self.kept, limiter, wait_seconds)
        self._last: BoundedCache[str, str] = BoundedCache(
            len, max_entries=2 * max_entries, max_bytes=1_000_000
        )

    def get(
        self,
        story: Story,
        view: View,
        version: str | None = None,
        flows: ShownFlows | None = None,
    ) -> bytes:
        """The card's PNG, kept or drawn now.

        Args:
            story: the story that the card shows.
            view: the view of it; views that differ only in what a card does not show share one.
            version: ``story_version(story)`` if it is at hand.
            flows: the flows of the view, in a story with shipments.

        Raises:
            BusyError: too many cards are being drawn.
        """
        view = card_view(view)
        key = to_query(view, version or story_version(story)) + flows_key(flows)
        more = () if flows is None else (flows,)
        card = self._cards.get(key, lambda: self._render(story, view, *more))
        self._last.put(_without_version(story, view), key)
        return card

    def kept_card(self, story: Story, view: View, version: str | None = None) -> bytes | None:
        """The card's PNG if it is kept; nothing is drawn. Never one with flows."""
        return self.kept.get(to_query(card_view(view), version or story_version(story)))

    def older(self, story: Story, view: View) -> bytes | None:
        """The card that was last drawn of the view, of whatever version of the story's data."""
        key = self._last.get(_without_version(story, card_view(view)))
        return None if key is None else self.kept.get(key)


def _without_version(story: Story, view: View) -> str:
    return f"{story.info.id} {to_query(view, '')}"


def card_view(view: View) -> View:
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
