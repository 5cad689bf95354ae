"""Colours of the card, light and dark: those of waybill/grammar.json."""

from __future__ import annotations

from dataclasses import dataclass, fields

from waybill.grammar import Theme, grammar


@dataclass(frozen=True, slots=True)
class Palette:
    """Hex colours by their role."""

    page: str
    rule: str
    ink: str
    ink2: str
    ink3: str
    water: str
    land: str
    coast: str
    border: str
    river: str
    land_label: str
    water_label: str
    visit: str
    image: str
    on_mode: str
    halo: str
    sea: str
    rail: str
    road: str
    air: str
    unknown: str

    def of_mode(self, mode: str) -> str:
        """The colour of a mode of transport."""
        return str(getattr(self, mode))


def _palette(theme: Theme) -> Palette:
    colours = grammar().colours
    return Palette(**{role.name: colours[role.name].in_theme(theme) for role in fields(Palette)})


LIGHT, DARK = _palette("light"), _palette("dark")
