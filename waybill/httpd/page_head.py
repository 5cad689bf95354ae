"""Metadata of a page for chats, feeds and search engines, and its <noscript> text.

Title, description, Open Graph and Twitter tags describe *the view in the link*. Every value is escaped.
Absolute addresses come from WAYBILL_PUBLIC_URL alone, never from the Host header of a request.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from waybill.card import HEIGHT, WIDTH
from waybill.documents.feed import FILE as FEED_FILE
from waybill.documents.feed import MEDIA_TYPE as FEED_TYPE
from waybill.documents.flows import flow_files, flow_table, flow_table_html
from waybill.evidence.disclosure import disclose
from waybill.evidence.phrases import day_words, range_words
from waybill.flows.shown import ShownFlows, flow_in_focus
from waybill.flows.words import isolated_name
from waybill.httpd.card_cache import card_view
from waybill.settings import Settings
from waybill.story.model import Story
from waybill.view.days import story_days
from waybill.view.link import SERVED, data_version, to_query
from waybill.view.sentence import filter_words, focus_is_public, focus_name, sentence
from waybill.view.view import View, default_view

# Last part of a page's address → its name in the title; any other address is the dashboard's.
PAGES = {
    "table": "Table",
    "method": "Sources and method",
    "downloads": "Downloads",
    "check": "Your own story",
    "stories": "Stories",
}
CLAIMS = "Everything shown is somebody’s claim, or marked as inferred or measured."
SITE = "Waybill"
TEXT_STYLE = "max-width: 75rem; margin: 1rem auto; padding: 0 1rem; font-family: sans-serif"
FLOWS_IN_TEXT = 50
TABLES_OF_STORY = ("legs", "visits", "claims")


@dataclass(frozen=True, slots=True)
class PageView:
    """A view of a story on one page. What was unpublished on the view's known-on day is not named.

    ``page`` is the last part of the address, "" for the dashboard. ``flows`` are those of the view as
    far as they are at hand, in a story with shipments.
    """

    story: Story
    view: View
    page: str = ""
    flows: ShownFlows | None = None

    @property
    def version(self) -> str:
        """The version of the story's data."""
        return data_version(self.story)

    @property
    def shown(self) -> View:
        """The view, without a focus that was not yet public on its known-on day."""
        view = self.view
        if view.focus is None or focus_is_public(view.focus, self.story, view.known):
            return view
        return replace(view, focus=None)

    @property
    def title(self) -> str:
        """ "An alleged arms route: Rajin → Dunay, 12–20 Sept 2023, as known on 13 Oct 2023"."""
        view = self.shown
        details = []
        if view.focus:
            details.append(focus_name(view.focus, self.story, view.known))
        if self.flow:
            details.append(self.flow)
        if (view.start, view.end) != story_days(self.story).window:
            details.append(range_words(view.start, view.end))
        if view.known:
            details.append(f"as known on {day_words(view.known)}")
        if view.wanted:
            details.append(filter_words(view, self.story))
        title = one_line(self.story.info.title)
        if details:
            title = f"{title}: {one_line(', '.join(details))}"
        return f"{PAGES[self.page]} – {title}" if self.page in PAGES else title

    @property
    def description(self) -> str:
        """The view in a sentence, and that everything in it is somebody's claim."""
        flow = f", with the flow {self.flow}" if self.flow else ""
        return f"{one_line(sentence(self.view, self.story) + flow)}. {CLAIMS}"

    @property
    def flow(self) -> str:
        """The flow that the card is open for: "Odesa → Istanbul"; "" for none, or one that is not drawn."""
        if not self.view.flows.flow or self.flows is None:
            return ""
        picture = self.flows.picture(self.view)
        at = None if picture is None else flow_in_focus(picture, self.view)
        if picture is None or at is None:
            return ""
        return isolated_name(picture.cube.meta, picture.window.flows[at])

    @property
    def card_query(self) -> str:
        """The query string of the preview card; views that look alike on a card share one."""
        return to_query(card_view(self.view), self.version)

    @property
    def story_query(self) -> str:
        """What names the story among several of a server; "" for its default."""
        return f"{SERVED}={self.view.served}" if self.view.served else ""

    @property
    def link_query(self) -> str:
        """The view as a query string without data version, theme and embedding; "" for the default view."""
        view = replace(self.view, theme=None, embed=False, hidden=frozenset())
        if replace(view, served="") == default_view(self.story):
            return self.story_query
        pairs = to_query(view, self.version).split("&")
        return "&".join(pair for pair in pairs if not pair.startswith("data="))


def head_html(at: PageView, settings: Settings) -> str:
    """Return <title> and the metadata tags, to replace the page's own <title>."""
    image = f"card.png?{at.card_query}"
    address = ""
    if settings.public_url:
        image = f"{settings.public_url}/{image}"
        query = f"?{at.link_query}" if at.link_query else ""
        page = at.page if at.page in PAGES else ""
        address = f"{settings.public_url}/{page}{query}"
    robots = "noindex" if at.view.embed else "index, follow, max-image-preview:large"
    named = {
        "description": at.description,
        "robots": robots,
        "twitter:card": "summary_large_image",
        "twitter:title": at.title,
        "twitter:description": at.description,
        "twitter:image": image,
        "twitter:image:alt": _alternative(at),
    }
    properties = {
        "og:site_name": SITE,
        "og:type": "article",
        "og:title": at.title,
        "og:description": at.description,
        **({"og:url": address} if address else {}),
        "og:image": image,
        "og:image:type": "image/png",
        "og:image:width": str(WIDTH),
        "og:image:height": str(HEIGHT),
        "og:image:alt": _alternative(at),
    }
    lines = [f"<title>{escape(at.title)}</title>"]
    lines += [f'<meta name="{name}" content="{escape(text)}">' for name, text in named.items()]
    lines += [
        f'<meta property="{name}" content="{escape(text)}">' for name, text in properties.items()
    ]
    feed = f"{settings.public_url}/{FEED_FILE}" if settings.public_url else FEED_FILE
    feed += f"?{at.story_query}" if at.story_query else ""
    title = escape(f"{one_line(at.story.info.title)}: corrections and claims by day")
    lines.append(f'<link rel="alternate" type="{FEED_TYPE}" title="{title}" href="{escape(feed)}">')
    if address:
        lines.append(f'<link rel="canonical" href="{escape(address)}">')
    return "".join(lines)


def noscript_html(at: PageView, document: str = "") -> str:
    """Return the <noscript> element: what a reader without JavaScript gets instead of the dashboard.

    ``document``: the page's own text as safe HTML (the table, the method), where it has one.
    """
    return f'<noscript><div style="{TEXT_STYLE}">{document or text_html(at)}</div></noscript>'


def text_html(at: PageView, why: str = "The map and its timeline need JavaScript.") -> str:
    """Return the view in words, with links to its table and files; ``why`` there is no map."""
    info = disclose(at.story, at.view.known).info
    link = f"?{escape(at.link_query)}" if at.link_query else ""
    story = f"?{escape(at.story_query)}" if at.story_query else ""
    standfirst = one_line(info.standfirst)
    files = ", ".join(
        f'<a href="download/{kind}?{escape(to_query(at.view, at.version))}">{kind}</a>'
        for kind in TABLES_OF_STORY
    )
    parts = [
        f"<h1>{escape(one_line(info.title))}</h1>",
        f"<p>{escape(standfirst)}</p>" if standfirst else "",
        f"<p>{escape(at.description)}</p>",
        f"<p>{escape(why)} Without it: "
        f'<a href="table{link}">the same as a table</a>, '
        f'<a href="method{story}">sources and method</a>; as CSV files: {files}.</p>',
        _flows_html(at),
    ]
    return "".join(parts)


def _flows_html(at: PageView) -> str:
    """Return the largest flows of the view as a table; "" in a story without shipments."""
    table = flow_table(at.flows, at.view, flow_files(at.link_query), FLOWS_IN_TEXT)
    return "" if table is None else flow_table_html(table)


def crowded_html(at: PageView, settings: Settings, seconds: int, document: str = "") -> str:
    """Return the page for whom there is no room now: the view as text, and another try by itself."""
    why = "So many people read this at the moment that there is no room for another map."
    again = f"{why} This page tries again by itself in {seconds} seconds."
    picture = (
        f'<img src="card.png?{escape(at.card_query)}" alt="" width="600" style="max-width:100%">'
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="refresh" content="{seconds}">{head_html(at, settings)}</head>'
        f'<body><div style="{TEXT_STYLE}"><p role="status"><strong>{escape(again)}</strong></p>'
        f"{document or picture + text_html(at, 'The map comes back when there is room.')}"
        "</div></body></html>"
    )


def one_line(text: str) -> str:
    """Return the text on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _alternative(at: PageView) -> str:
    """Describe the preview card in words, as its alternative text."""
    return f"Map of {one_line(at.story.info.title)}. {at.description}"
