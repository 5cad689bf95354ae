"""How wide a flow is and how large a ring: linear from zero, and by area from zero.

The same rules as waybill/web/flows/map/scales.js.
"""

from __future__ import annotations

import math

from waybill.view.widths import round_quantity

MOST_WIDTH_PX = 16.0
LEAST_WIDTH_PX = 0.35
"""Thinner lines cannot be seen."""
MOST_RADIUS_PX = 20.0


def width_of(quantity: float, largest: float) -> float:
    """The width of a flow's line in px; ``largest`` is the quantity of the widest one."""
    if largest <= 0:
        return LEAST_WIDTH_PX
    return max(LEAST_WIDTH_PX, MOST_WIDTH_PX * quantity / largest)


def radius_of(quantity: float, largest: float) -> float:
    """The radius of a ring in px."""
    return MOST_RADIUS_PX * math.sqrt(max(0.0, quantity) / largest) if largest > 0 else 0.0


def legend_of(largest: float) -> list[float]:
    """Up to three round quantities for the legend, the smallest first."""
    rounded = (round_quantity(part) for part in (largest / 10, largest / 3, largest))
    return [quantity for quantity in dict.fromkeys(rounded) if quantity > 0]
