"""What a printed page says of itself: the story, the day, the version of the data, the address."""

from __future__ import annotations

from waybill.documents.render import render, safe_url
from waybill.evidence.phrases import day_words
from waybill.story.model import Story
from waybill.view.link import data_version, to_query
from waybill.view.view import View


def paper_line(story: Story, page_url: str | None, view: View | None = None) -> str:
    """Return a line of HTML that is seen on paper alone.

    Args:
        story: the story that the page is about.
        page_url: the page's address without a query, if it is known.
        view: what the reader looks at; None where the page is about the whole record.
    """
    version = data_version(story)
    address = safe_url(page_url or "")
    if address and view is not None:
        address += "?" + to_query(view, version)
    return render(
        "paper_line.html",
        title=story.info.title,
        words=f"as known on {day_words(view.known)}" if view and view.known else "",
        version=version,
        address=address,
    )
