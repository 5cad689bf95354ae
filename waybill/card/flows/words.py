"""What a card says of flows: the one that it is about, what is drawn, and what is not."""

from __future__ import annotations

from dataclasses import replace

from waybill.card.words import CardWords
from waybill.evidence.phrases import counted
from waybill.flows.picture import Picture
from waybill.flows.shown import ShownFlows, flow_in_focus
from waybill.flows.words import (
    amount_words,
    marked,
    marked_name,
    rest_sentences,
    share_words,
)
from waybill.story.model import Story
from waybill.view.view import View


def flow_words(
    words: CardWords, story: Story, view: View, flows: ShownFlows, picture: Picture | None
) -> CardWords:
    """The words of a card with its flows: who counts them, how many are drawn, and what is not."""
    if picture is None:
        return replace(words, lead=" ".join(part for part in (words.lead, flows.why) if part))
    meta = picture.cube.meta
    said = marked(meta["said_by"]["publisher"] or meta["said_by"]["title"])
    _, *rest = rest_sentences(picture)
    drawn = picture.window.drawn
    whole = picture.window.total.quantity
    lead = (
        f"According to {said}: {counted(drawn.flows, 'flow')} drawn, "
        f"{amount_words(drawn.quantity, meta['unit'])} of {amount_words(whole, meta['unit'])} "
        f"({share_words(drawn.quantity, whole)})."
    )
    looked = flow_in_focus(picture, view)
    title, eyebrow = words.title, words.eyebrow
    if looked is not None:
        flow = picture.window.flows[looked]
        title, eyebrow = marked_name(meta, flow), story.info.title
        lead = (
            f"According to {said}: {amount_words(flow.quantity, meta['unit'])} in "
            f"{counted(flow.count, 'shipment')}, {share_words(flow.quantity, whole)} of all in these "
            f"dates. {counted(drawn.flows, 'flow')} drawn."
        )
    narrowed = ", ".join(
        f"{name}: {value}" for name, value in flows.narrowed.items() if name != "mode"
    )
    return replace(
        words,
        title=title,
        eyebrow=eyebrow,
        lead=" ".join([lead, *rest]),
        dates=", ".join(part for part in (words.dates, narrowed) if part),
    )
