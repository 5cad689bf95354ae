"""Lines as wide as the quantity of their leg: which unit, and the scale.

The browser has the same rules (waybill/web/state/widths/); tests/parity/test_widths.py compares the two.

A quantity is a claim: it counts from the day on which all claims that assert the leg had been published,
like its words. Quantities in different units never share a scale: one unit is drawn at a time, the one
that the link names or the one that most legs have. Units are told apart as they are written.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from waybill.evidence.disclosure import disclose
from waybill.grammar import grammar
from waybill.story.day import Day
from waybill.story.model import Story
from waybill.view.row_filter import whole_text

ALL_ALIKE = ""
BY_QUANTITY = "quantity"
"""In the unit that most legs have; with ":" and a unit behind it, in that one."""
LONGEST_UNIT = 200  # characters
STEPS = (5, 2, 1)
SMALLER = 4  # the second sample of a legend is at most one part in so many of the largest quantity
PLAIN_EXPONENTS = range(-6, 15)  # of numbers that are written out


@dataclass(frozen=True, slots=True)
class WidthScale:
    """Linear from zero: as many px as the grammar has for the largest quantity of that many legs."""

    unit: str
    largest: float
    quantities: dict[str, float]
    """By ``leg_id``, in the unit."""
    in_other_units: int
    """Legs."""
    without: int

    def width_px(self, leg_id: str) -> float | None:
        """The width of a leg's line in px of a page; None for a leg without a quantity in the unit."""
        quantity = self.quantities.get(leg_id)
        return None if quantity is None else self.px_of(quantity)

    def px_of(self, quantity: float) -> float:
        """The width of a quantity, never less than what can be seen."""
        line = grammar().line.quantity
        crowd = math.sqrt(max(1.0, len(self.quantities) / line.for_legs))
        most = max(line.most_px_of_many, line.most_px / crowd)
        return max(line.least_px, most * (quantity / self.largest))

    @property
    def samples(self) -> list[float]:
        """One or two round quantities for a legend, the smaller first; see ``round_quantity``."""
        large, small = round_quantity(self.largest), round_quantity(self.largest / SMALLER)
        return [small, large] if 0 < small < large else [large]


def read_width(text: Callable[[str], str], shorten: Callable[[str], str], notes: list[str]) -> str:
    """The parameter ``width`` of a link. The unit is never looked up: it may be published later."""
    value = whole_text(text("width"))
    kind, _, unit = value.partition(":")
    if not value or (kind == BY_QUANTITY and len(unit) <= LONGEST_UNIT):
        return value
    notes.append(
        f"“{shorten(value)}” is not a way to draw lines; all have the width of their mode."
    )
    return ALL_ALIKE


def units(story: Story, known: Day | None) -> list[tuple[str, int]]:
    """The units of quantities that were out, with how many legs each has: most first, then as in the story."""
    legs = disclose(story, known).legs.values()
    found = Counter(leg.quantity_unit for leg in legs if leg.quantity is not None)
    return found.most_common()


def width_scale(story: Story, known: Day | None, width: str) -> WidthScale | None:
    """The scale that a view asks for; None for none, or where no such quantity had been published."""
    found = units(story, known)
    if width == ALL_ALIKE or not found:
        return None
    _, colon, named = width.partition(":")
    unit = named if colon else found[0][0]
    legs = disclose(story, known).legs
    quantities = {
        leg_id: leg.quantity
        for leg_id, leg in legs.items()
        if leg.quantity is not None and leg.quantity_unit == unit
    }
    largest = max(quantities.values(), default=0.0)
    if not largest:
        return None
    others = sum(count for name, count in found if name != unit)
    return WidthScale(unit, largest, quantities, others, len(legs) - len(quantities) - others)


def round_quantity(most: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is not more; 0 where there is none."""
    if most <= 0:
        return 0.0
    exponent = int(f"{most:e}".partition("e")[2])
    candidates = (float(f"{step}e{power}") for power in (exponent, exponent - 1) for step in STEPS)
    return next((number for number in candidates if number <= most), 0.0)


def sample_words(quantity: float, unit: str) -> str:
    """ "5,000 containers"; a round quantity as ``round_quantity`` gives it."""
    digit, _, power = f"{quantity:e}".partition("e")
    exponent = int(power)
    if exponent not in PLAIN_EXPONENTS:
        number = f"{float(digit):.0f}e{exponent}"
    else:
        number = f"{quantity:,.{max(0, -exponent)}f}"
    return f"{number} {unit}".rstrip()
