"""What is said of the flows of a picture in words. The words themselves stand in waybill/shipments/words.py."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from waybill.flows.picture import Picture
from waybill.shipments import words
from waybill.shipments.window import Flow
from waybill.shipments.words import amount_words, share_words

__all__ = [
    "amount_words",
    "isolated",
    "isolated_name",
    "marked",
    "marked_name",
    "rest_sentences",
    "said_words",
    "share_words",
]
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001ebff]"
)  # Hebrew to Adlam


def isolated(name: str) -> str:
    """A name as it stands in a line of HTML that runs from left to right.

    One of another direction keeps its letters together and does not turn the arrow or the date beside it
    around. The same in waybill/web/flows/words.js.
    """
    return f"\u2068{name}\u2069" if _RIGHT_TO_LEFT.search(name) else name


def marked(name: str) -> str:
    """As ``isolated``, for a card: its shaper obeys marks, and takes no isolates."""
    return f"\u200e{name}\u200e" if _RIGHT_TO_LEFT.search(name) else name


def marked_name(meta: Mapping[str, Any], flow: Flow) -> str:
    """ "Odesa → Istanbul", for a card."""
    return " → ".join(marked(meta["places"][at][1]) for at in (flow.origin, flow.destination))


def isolated_name(meta: Mapping[str, Any], flow: Flow) -> str:
    """ "Odesa → Istanbul", for HTML."""
    return " → ".join(isolated(meta["places"][at][1]) for at in (flow.origin, flow.destination))


def rest_sentences(picture: Picture) -> list[str]:
    """What is drawn, then all that is not."""
    meta = picture.cube.meta
    return words.rest_sentences(meta, picture.window, is_clustered=picture.is_clustered)


def said_words(meta: Mapping[str, Any]) -> str:
    """ "According to Customs, Port calls (2024-05-01).", for HTML."""
    said = meta["said_by"]
    cited = ", ".join(isolated(part) for part in (said["publisher"], said["title"]) if part)
    on = f" ({said['published_on']})" if said["published_on"] else ""
    return f"According to {cited}{on}."
