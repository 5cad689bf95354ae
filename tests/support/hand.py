"""A person at the page "Your own story": what they do, and how long that takes them.

The hand's time is modelled, not measured: a click 2 s, a choice 4 s, a typed word 3 s.
"""

from __future__ import annotations

CLICK_S, CHOICE_S = 2, 4
MOST_S = 300
"""The most that is promised, from what lies on the desk to the map: five minutes."""


class Hand:
    """Counts what a person does, and what it costs them."""

    def __init__(self) -> None:
        self.actions: list[str] = []
        self.seconds = 0

    def did(self, what: str, seconds: int) -> None:
        self.actions.append(what)
        self.seconds += seconds

    def is_in_time(self) -> bool:
        return self.seconds <= MOST_S
