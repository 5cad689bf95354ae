"""The index of the stories that a server has."""

from __future__ import annotations

from collections.abc import Iterable

from waybill.documents.render import render
from waybill.story.model import Story
from waybill.story.shelf import Published, heading


def stories_html(
    published: Iterable[Published], default: Story | None, with_cards: bool = False
) -> str:
    """The page's body: the default story first, then those that were published, by name.

    ``with_cards``: the server draws preview cards, which stand above their titles.
    """
    others = [(one.name, *heading(one.folder)) for one in published]
    return render("stories.html", default=default, others=others, with_cards=with_cards)
