"""What an HTML document holds: its elements, their attributes, and its text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# What our documents are made of: text, and drawings.
TEXT_TAGS = {
    *(
        "a",
        "article",
        "aside",
        "b",
        "blockquote",
        "br",
        "cite",
        "code",
        "dd",
        "details",
        "div",
        "dl",
    ),
    *("dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "i", "li"),
    *("nav", "ol", "p", "section", "small", "span", "strong", "sub", "summary", "sup", "table"),
    *("tbody", "td", "th", "thead", "time", "tr", "ul"),
}
DRAWING_TAGS = {
    *("circle", "defs", "desc", "g", "line", "path", "pattern", "polygon", "polyline", "rect"),
    *("svg", "text", "title", "tspan"),
}

ADDRESSES = {"href", "src", "srcset", "action", "formaction", "data", "poster", "background"}


class Markup(HTMLParser):
    """A parsed document. ``elements``: (tag, attributes) in order; ``text``: all text that shows."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.scripts: list[str] = []
        self._inside = ""
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts.append(data)
        elif self._inside != "style":
            self.text += data

    def handle_comment(self, data: str) -> None:
        self.elements.append(("!--", {"text": data}))

    @property
    def tags(self) -> set[str]:
        """Names of the elements."""
        return {tag for tag, _ in self.elements}

    def dangers(self) -> list[tuple[str, str, str]]:
        """Attributes that could run something or ask another host for something."""
        found = []
        for tag, attributes in self.elements:
            for name, value in attributes.items():
                is_link = tag == "a" and name == "href"
                address = re.sub(r"[\x00-\x20]", "", value).lower()
                if (
                    name.startswith("on")
                    or name == "srcdoc"
                    or (tag == "meta" and name == "http-equiv" and "refresh" in address)
                    or (name in ADDRESSES and re.match(r"(java|vb)script:|data:text", address))
                    or (name in ADDRESSES and not is_link and "payload.invalid" in address)
                    or (is_link and ":" in address.split("/")[0] and not address.startswith("http"))
                ):
                    found.append((tag, name, value))
        return found


def words(text: str) -> str:
    """Text without what HTML does not keep: kinds of white space, and characters it replaces."""
    return re.sub(r"[\s\x00\ufffd]+", " ", text).strip().casefold()
