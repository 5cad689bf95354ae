"""Metadata for search engines, chats and feeds: JSON-LD, oEmbed, the sitemap.

Claims are marked up as schema.org ``Claim`` with their claimant and date, not as ``ClaimReview``:
a review needs a rating, and nothing here is rated as true or false.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from waybill import __version__
from waybill.documents.render import safe_url
from waybill.evidence.dates import became_public
from waybill.evidence.phrases import claim_verb
from waybill.export.kinds import media_types
from waybill.story import story_version
from waybill.story.day import Day
from waybill.story.model import Claim, Story

Json = dict[str, Any]

MOST_CLAIMS = 200  # the page's text has the rest of a large record
CARD_SIZE = (1200, 630)
_EMBED_SIZE = (960, 900)
_LICENCE_PAGES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY-NC 4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the edition, with what a link preview of it shows."""

    file: str
    title: str
    description: str
    card: str
    card_alt: str


def address(base_url: str, path: str) -> str:
    """Return the address of a file of the edition: absolute with a base URL, relative without."""
    if base_url and path == "index.html":
        return base_url
    return base_url + quote(path, safe="/")


def article_json(
    story: Story,
    page: Page,
    base_url: str,
    days: tuple[Day, Day],
    files: Sequence[str],
    claims: Sequence[Claim],
) -> Json:
    """Return JSON-LD: the page as an Article that mentions ``claims``, and ``files`` as a Dataset."""
    licence = _LICENCE_PAGES.get(story.info.licence, story.info.licence)
    described = f"{page.description} Legs, visits, claims and sources of this record."[:4900]
    covered = f"{days[0].isoformat()}/{days[1].isoformat()}"
    dataset = {
        "@type": "Dataset",
        "name": story.info.title,
        "description": described,
        "version": story_version(story),
        "inLanguage": story.info.language,
        "temporalCoverage": covered,
        "isAccessibleForFree": True,
        **({"license": licence} if licence else {}),
        **({"url": base_url} if base_url else {}),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type(file),
                "contentUrl": address(base_url, file),
            }
            for file in files
        ],
    }
    article = {
        "@type": "Article",
        "headline": page.title,
        "description": page.description,
        "inLanguage": story.info.language,
        "image": address(base_url, page.card),
        "temporalCoverage": covered,
        **({"license": licence} if licence else {}),
        **({"url": address(base_url, page.file)} if base_url else {}),
        **_corrections(story),
        "mentions": [_claim(story, claim) for claim in claims if claim.verified != "no"][
            :MOST_CLAIMS
        ],
    }
    return {"@context": "https://schema.org", "@graph": [article, dataset]}


def _claim(story: Story, claim: Claim) -> Json:
    cited = (story.sources[s] for s in claim.sources if s in story.sources)
    pages = [url for source in cited if (url := safe_url(source.url))]
    answered = story.claims.get(claim.about or "")
    return {
        "@type": "Claim",
        "text": claim.statement,
        # No @type: the record does not say whether a claimant is a person or an organisation.
        "author": {"name": claim.claimant},
        "datePublished": became_public(claim).isoformat(),
        "description": f"{claim.claimant} {claim_verb(claim)}",
        **({"about": {"@type": "Claim", "text": answered.statement}} if answered else {}),
        **(
            {"appearance": [{"@type": "CreativeWork", "url": url} for url in pages]}
            if pages
            else {}
        ),
    }


def _corrections(story: Story) -> Json:
    """Date the article by its newest correction; without one it has no date of its own."""
    if not story.info.corrections:
        return {}
    newest = max(entry.date for entry in story.info.corrections).isoformat()
    notes = [
        {"@type": "CorrectionComment", "datePublished": entry.date.isoformat(), "text": entry.text}
        for entry in story.info.corrections
    ]
    return {"dateModified": newest, "correction": notes}


def oembed_json(page: Page, base_url: str) -> Json:
    """Return oEmbed 1.0: a frame with the live page, or a plain link if the address is not known."""
    common = {
        "version": "1.0",
        "title": page.title,
        "provider_name": f"Waybill {__version__}",
        "cache_age": 3600,
    }
    if not base_url:
        return {**common, "type": "link"}
    width, height = _EMBED_SIZE
    source = html.escape(f"{address(base_url, page.file)}?embed=true")
    frame = (
        f'<iframe src="{source}" title="{html.escape(page.title)}" '
        f'width="{width}" height="{height}" loading="lazy"></iframe>'
    )
    card = {
        "thumbnail_url": address(base_url, page.card),
        "thumbnail_width": CARD_SIZE[0],
        "thumbnail_height": CARD_SIZE[1],
    }
    sized = {"type": "rich", "html": frame, "width": width, "height": height}
    return {**common, "provider_url": base_url, **sized, **card}


def sitemap_xml(pages: list[str], base_url: str) -> str:
    """Return the sitemap, which needs absolute addresses."""
    rows = "".join(f"<url><loc>{escape(address(base_url, page))}</loc></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )


def robots_txt(base_url: str) -> str:
    """Return robots.txt, which allows everything. Crawlers look for it only at the root of a host."""
    sitemap = f"Sitemap: {base_url}sitemap.xml\n" if base_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"


def media_type(path: str) -> str:
    """Return the media type of a data file."""
    return media_types().get(Path(path).suffix, "application/octet-stream")
