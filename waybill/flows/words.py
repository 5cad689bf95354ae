"""What is said of the flows of a picture in words. The words themselves stand in waybill/shipments/words.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waybill.flows.picture import Picture
from waybill.shipments import words
from waybill.shipments.window import Flow
from waybill.shipments.words import amount_words, share_words

__all__ = ["amount_words", "flow_name", "rest_sentences", "said_words", "share_words"]


def flow_name(meta: Mapping[str, Any], flow: Flow) -> str:
    """ "Odesa → Istanbul"."""
    return f"{meta['places'][flow.origin][1]} → {meta['places'][flow.destination][1]}"


def rest_sentences(picture: Picture) -> list[str]:
    """What is drawn, then all that is not."""
    meta = picture.cube.meta
    return words.rest_sentences(meta, picture.window, is_clustered=picture.is_clustered)


def said_words(meta: Mapping[str, Any]) -> str:
    """ "According to Customs, Port calls (2024-05-01)."."""
    said = meta["said_by"]
    cited = ", ".join(part for part in (said["publisher"], said["title"]) if part)
    on = f" ({said['published_on']})" if said["published_on"] else ""
    return f"According to {cited}{on}."
