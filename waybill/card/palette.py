"""Colours of the card, light and dark: the map's tokens (waybill/web/styles/tokens.css)."""

from __future__ import annotations

from dataclasses import dataclass


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


LIGHT = Palette(
    page="#ffffff",
    rule="#d6dde1",
    ink="#14191d",
    ink2="#44505a",
    ink3="#5a6670",
    water="#dbe7ed",
    land="#f7f7f4",
    coast="#a9bac4",
    border="#b3afa6",
    river="#c6d8e1",
    land_label="#626c74",
    water_label="#41667b",
    visit="#00695c",
    image="#7a5600",
    on_mode="#ffffff",
    halo="#ffffff",
    sea="#0a5c99",
    rail="#b5380a",
    road="#5b3fa8",
    air="#8a1c5b",
    unknown="#36414a",
)
DARK = Palette(
    page="#0e1117",
    rule="#313b45",
    ink="#eff3f6",
    ink2="#bfcad2",
    ink3="#9aa7b1",
    water="#0f1820",
    land="#232b33",
    coast="#45535e",
    border="#5c6770",
    river="#1b2833",
    land_label="#a3aeb7",
    water_label="#7fa3b8",
    visit="#55cbb7",
    image="#e6bb5b",
    on_mode="#0e1117",
    halo="#1a2128",
    sea="#62b6f2",
    rail="#ff9c66",
    road="#b7a3f5",
    air="#f29ac7",
    unknown="#d2dbe1",
)
