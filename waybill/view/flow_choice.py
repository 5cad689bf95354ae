"""What a link says of the flows of a story with shipments: docs/shipments.md has the parameters.

The browser has the same rules (waybill/web/state/flows/choice.js); tests/parity/test_flow_choice.py compares
the two. Which values there are is known to the cube and not to the link: here they are texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass, fields

from waybill.view.row_filter import whole_text

LONGEST = 1000  # characters of a value
MOST_DRAWN = 20_000
_COUNT = re.compile(r"[1-9]\d{0,4}", re.ASCII)
_PAIR = re.compile(r"[^,]+,[^,]+")


@dataclass(frozen=True, slots=True)
class FlowChoice:
    """The flow in focus ("origin,destination"), what flows are narrowed by, how many, and their scale.

    All are as a link has them; "" for what it does not say.
    """

    flow: str = ""
    cargo: str = ""
    where: str = ""
    top: str = ""
    scale: str = ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Its parameters of a link, in their order."""
        return [(name, value) for name, value in zip(NAMES, astuple(self), strict=True) if value]


NO_CHOICE = FlowChoice()
NAMES = tuple(field.name for field in fields(FlowChoice))
"""Its parameters of a link, in their order."""


def read_flow_choice(
    text: Callable[[str], str], shorten: Callable[[str], str], notes: list[str]
) -> FlowChoice:
    """The choice of a link; a value that cannot be used is left out, with a note."""

    def read(name: str, is_usable: Callable[[str], object], fault: str) -> str:
        value = whole_text(text(name))
        if not value or (len(value) <= LONGEST and is_usable(value)):
            return value
        notes.append(f"“{shorten(value)}” is {fault}.")
        return ""

    return FlowChoice(
        flow=read("flow", _PAIR.fullmatch, "no flow (two ids of places, with a comma)"),
        cargo=read("cargo", bool, "too long for a kind of cargo"),
        where=read("where", bool, "too long to choose shipments by"),
        top=read("top", _is_count, f"no number of flows from 1 to {MOST_DRAWN:,}"),
        scale=read("scale", lambda value: value == "window", "no scale of flows; it can be window"),
    )


def _is_count(value: str) -> bool:
    return bool(_COUNT.fullmatch(value)) and int(value) <= MOST_DRAWN
