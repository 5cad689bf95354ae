"""How long a measurement may take: to its end, or so that a table of two commits is done in about 24 minutes.

An earlier commit needs minutes for what takes seconds now. What is cut off is said in the table as "more
than" the time that it was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PARTS = ("visits", "drag", "steps", "start", "publish", "pages", "weight")


@dataclass(frozen=True, slots=True)
class Limits:
    """What each measurement may take. ``part_s``: seconds of a whole part, after which it is ended."""

    part_s: Mapping[str, float] = field(default_factory=dict)
    start_s: float = 600.0
    command_s: float = 1200.0
    drag_s: float = 60.0
    """A drag of a handle there and back takes 4 s by itself; a page of four frames a second, a minute."""
    presses: int = 60
    """Of an arrow key, for each handle, where a leg comes or goes."""
    settle_ms: int = 2500
    """After loading, and after letting go of a handle."""
    load_s: float = 120.0
    """How long pages that were made before are asked for."""
    has_careful_page_of_large: bool = True
    """A careful st_folium page of 5,000 legs takes half a minute, for each visit."""
    sessions: int = 9
    """Pages that are open at once when memory is weighed; the first three are not counted."""


WHOLE = Limits()
BOUNDED = Limits(
    part_s={
        "visits": 270,
        "drag": 300,
        "steps": 180,
        "start": 240,
        "publish": 80,
        "pages": 190,
        "weight": 150,
    },
    start_s=60.0,
    command_s=45.0,
    drag_s=5.0,
    presses=40,
    settle_ms=1500,
    load_s=8.0,
    has_careful_page_of_large=False,
    sessions=6,
)
"""The parts together may take 24 minutes; one that is cut off may take END_S twice more to end (table.py)."""
