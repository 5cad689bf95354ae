"""The HTML pages of an edition: the story, a page for each step, the method, the 404 page.

The text of the record stands in the page itself. Every value is escaped by Jinja2; data for
machines goes through ``to_javascript``, which leaves nothing that HTML could act on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from markupsafe import Markup

from waybill import __version__
from waybill.documents.claims import chart_svg, chart_table_html, claims_html
from waybill.documents.feed import FILE, MEDIA_TYPE, Addresses, feed_xml
from waybill.documents.flows import flow_table
from waybill.documents.method import method_html
from waybill.documents.placeholder import placeholder_values
from waybill.documents.render import TEMPLATES, environment
from waybill.documents.table import leg_rows, table_html
from waybill.edition import metadata
from waybill.edition.files import EditionFiles
from waybill.evidence.disclosure import disclose
from waybill.evidence.figures import figure_sources
from waybill.evidence.threads import ClaimFilter
from waybill.flows.shown import flows_of_cube
from waybill.grammar import grammar
from waybill.payload.escaping import to_javascript
from waybill.story.model import Claim, Step, Story
from waybill.view.days import is_of_flows_alone, story_days
from waybill.view.link import data_version
from waybill.view.view import View, default_tab, default_view
from waybill.web.content_policy import edition_policy, missing_page_policy

# The chart is wider than a phone: its region scrolls by itself, and by keyboard.
CHART_REGION = 'tabindex="0" role="region" aria-label="Chart of statements over time"'


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of an edition have in common."""

    story: Story
    files: EditionFiles
    base_url: str
    downloads: tuple[str, ...]
    faults: tuple[str, ...]
    pages: tuple[metadata.Page, ...]
    cube: bytes = b""
    """The sums of the story's shipments; empty for a story without any."""


def story_page(story: Story, card: str) -> metadata.Page:
    """Describe the first page; ``card`` is the path of its preview card."""
    title = story.info.title
    description = story.info.standfirst or f"{title}: a map of legs, visits, claims and sources."
    shown = "legs" if story.info.shipments is None else "flows and legs"
    if is_of_flows_alone(story):
        shown = "flows"
    return metadata.Page("index.html", title, description, card, f"Map of the {shown} of “{title}”")


def step_page(story: Story, step: Step, card: str) -> metadata.Page:
    """Describe the page of one step; ``card`` is the path of its preview card."""
    title = step.title or step.id
    description = step.text or story.info.standfirst or title
    return metadata.Page(
        step_file(step), f"{title} – {story.info.title}", description, card, f"Map of “{title}”"
    )


def step_file(step: Step) -> str:
    """Return the file name of a step's page; an id has no character that needs escaping."""
    return f"step-{step.id}.html"


def render_pages(site: Site, everything: View) -> dict[str, str]:
    """Render all pages; returns HTML by file name.

    ``everything`` is a view from the record's first day to its last.
    """
    story = site.story
    flows = flow_table(flows_of_cube(site.cube, story, everything), everything, {})
    written = table_html(story, everything, flows=flows)
    table = Markup(_demoted(written))  # noqa: S704 (escaped by its template)
    is_long = len(story.legs) > grammar().limits.table_on_first_page
    rows = {row.leg.leg_id: row for row in leg_rows(story, everything)}
    index, *steps = site.pages
    out = {
        index.file: _render(
            site,
            "index.html",
            index,
            table=None if is_long else table,
            figures=figure_sources(story),
            placeholder=_placeholder(site, default_view(story)),
            claims=list(story.claims.values()),
        )
    }
    for number, (step, page) in enumerate(zip(story.info.steps, steps, strict=True), start=1):
        legs = [rows[leg_id] for leg_id in step.legs if leg_id in rows]
        said = (claim for row in legs for claim in row.said)
        answers = (answer.claim for row in legs for answer in row.answers)
        claims = list(dict.fromkeys(claim.claim_id for claim in (*said, *answers)))
        out[page.file] = _render(
            site,
            "step.html",
            page,
            step=step,
            number=number,
            legs=legs,
            placeholder=_placeholder(site, step_view(story, step)),
            claims=[story.claims[claim_id] for claim_id in claims],
        )
    if is_long:
        out["table.html"] = _render(site, "plain.html", _other(index, "table.html"), text=table)
    if story.claims:
        claims_page = _other(index, "claims.html")
        out["claims.html"] = _render(site, "plain.html", claims_page, text=_claims_text(site))
    method = Markup(method_html(story, "index.html"))  # noqa: S704 (escaped by its template)
    out["method.html"] = _render(site, "plain.html", _other(index, "method.html"), text=method)
    out["404.html"] = _render(site, "404.html", _other(index, "404.html"))
    return out


def _claims_text(site: Site) -> Markup:
    """Return the claims page: every assertion with its answers in time, and a chart of their numbers."""
    story, everyone = site.story, ClaimFilter()
    chart = chart_svg(story, everyone)
    parts = (
        "<h1>Claims</h1>",
        f'<div class="wb-scroll" {CHART_REGION}>{chart}</div>' if chart else "",
        chart_table_html(story, everyone),
        claims_html(story, everyone, default_view(story), "index.html"),
    )
    return Markup("\n".join(parts))  # noqa: S704 (escaped by its templates)


def feed(site: Site) -> bytes:
    """Return the Atom feed, which links into the pages of the edition."""
    at = Addresses(
        base=site.base_url,
        home="index.html",
        corrections="method.html#corrections",
        of_day=lambda day: "claims.html",
        of_claim=lambda claim: f"claims.html#{quote(claim.claim_id)}",
    )
    return feed_xml(site.story, at)


def step_view(story: Story, step: Step) -> View:
    """Return the view on which a step's page opens."""
    start, end = step.window or story_days(story).window
    return View(start=start, end=end, focus=("step", step.id), tab=default_tab(story))


def _placeholder(site: Site, view: View) -> dict[str, Any]:
    """Return the values of a page's placeholder, which shows what the live map will show."""
    return placeholder_values(site.story, view, flows_of_cube(site.cube, site.story, view))


def _other(index: metadata.Page, file: str) -> metadata.Page:
    names = {
        "claims.html": "Claims",
        "method.html": "Sources and method",
        "table.html": "The table",
        "404.html": "No such page",
    }
    return metadata.Page(
        file, f"{names[file]} – {index.title}", index.description, index.card, index.card_alt
    )


@cache
def _environment() -> Environment:
    """Return the templates: this package's as ``edition/…``, and those of waybill.documents."""
    own = FileSystemLoader(Path(__file__).parent / "templates")
    return environment(ChoiceLoader([PrefixLoader({"edition": own}), TEMPLATES]))


def _render(site: Site, template: str, page: metadata.Page, **values: Any) -> str:
    story = site.story
    days = story_days(story).record
    claims: list[Claim] = values.pop("claims", [])
    article = metadata.article_json(story, page, site.base_url, days, site.downloads, claims)
    return (
        _environment()
        .get_template(f"edition/{template}")
        .render(
            story=story,
            site=site,
            page=page,
            policy=missing_page_policy() if page.file == "404.html" else edition_policy(),
            version=data_version(story),
            generator=f"Waybill {__version__}",
            url=lambda path: metadata.address(site.base_url, path),
            json_ld=Markup(to_javascript(article)),  # noqa: S704 (no character of HTML left)
            media_type=metadata.media_type,
            feed_file=FILE,
            feed_type=MEDIA_TYPE,
            card_size=metadata.CARD_SIZE,
            is_long=len(story.legs) > grammar().limits.table_on_first_page,
            step_file=step_file,
            sources_of=disclose(story, None).sources_of,
            **values,
        )
    )


def _demoted(document: str) -> str:
    """Lower every heading of a document by one level: the page has its own first heading.

    Tags can only come from the templates; in data every "<" is escaped.
    """
    return re.sub(r"<(/?)h([1-5])\b", lambda m: f"<{m[1]}h{int(m[2]) + 1}", document)
