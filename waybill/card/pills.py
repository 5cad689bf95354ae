"""Visits on the card: a disc or pill with the numbers of those at one place or at near ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from waybill.card.boxes import Box, overlap


@dataclass(slots=True)
class Pill:
    """A disc or pill with the numbers of visits, at one place or several near ones."""

    x: float
    y: float
    numbers: list[int]
    place_ids: list[str]

    def add(self, other: Pill) -> None:
        """Take in the visits of another pill."""
        self.numbers += other.numbers
        self.place_ids += other.place_ids

    @property
    def words(self) -> str:
        """The numbers, as few characters as tell them."""
        return _numbers(sorted(self.numbers))


def merged(pills: list[Pill], box_of: Callable[[Pill], Box]) -> list[Pill]:
    """Pills that would lie on each other become one; a pill grows with its numbers, so repeat."""
    out: list[Pill] = []
    for pill in pills:
        while near := next((p for p in out if overlap(box_of(pill), box_of(p))), None):
            out.remove(near)
            near.add(pill)
            pill = near
        out.append(pill)
    return out


def _numbers(numbers: list[int]) -> str:
    if len(numbers) <= 3:
        return ", ".join(map(str, numbers))
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return f"{numbers[0]} … {numbers[-1]}"
