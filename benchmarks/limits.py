"""How long a measurement may take, and the names and sizes that the parts of the table share.

Nothing is cut off on a quiet machine of two cores: each limit is well above what the slowest of both commits
takes there, where a whole run of two commits is done in half an hour or somewhat more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PARTS = ("live", "drag", "steps", "pages", "start", "publish", "weight")
"""In the order in which they run: first what the machine's other work disturbs most."""

LARGE_LEGS = 5000
BUNDLED = "bundled"
BUNDLED_LEGS, SEEN = 5, 4  # legs that must be on the screen: of the bundled story all


@dataclass(frozen=True, slots=True)
class Limits:
    """What each measurement may take."""

    part_s: Mapping[str, float] = field(
        default_factory=lambda: {
            "live": 540.0,
            "drag": 1000.0,
            "steps": 260.0,
            "pages": 320.0,
            "start": 400.0,
            "publish": 150.0,
            "weight": 210.0,
        }
    )
    """Seconds of a whole part, after which it is ended."""
    start_s: float = 120.0
    page_s: float = 300.0
    """For writing a page that is dragged, by the program of an earlier commit."""
    command_s: float = 90.0
    drag_s: float = 5.0
    """A drag of a handle there and back takes 4 s by itself. A page of few frames a second is not dragged all
    the way."""
    presses: int = 60
    """Of an arrow key, for each handle, where a leg comes or goes."""
    large_presses: int = 24
    """The same with a story from ``LARGE_LEGS`` on, of which plain Leaflet takes so long that fewer tell as much."""
    settle_ms: int = 1500
    """After loading, and after letting go of a handle."""
    load_s: float = 8.0
    """How long pages that were made before are asked for."""
    sessions: int = 6
    """Pages of the bundled story that are open at once when memory is weighed; the first three are not counted."""


LIMITS = Limits()
