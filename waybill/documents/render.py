"""Templates → HTML. Every value is escaped by Jinja2; links pass ``safe_url``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined

from waybill.evidence.phrases import (
    CREDIBILITY_WORDS,
    RELIABILITY_WORDS,
    claim_verb,
    observed_words,
    published_words,
    reply_verb,
)
from waybill.story import describe

TEMPLATES = FileSystemLoader(Path(__file__).parent / "templates")


def environment(loader: BaseLoader = TEMPLATES) -> Environment:
    """A Jinja2 environment with the filters that the documents share; every value is escaped."""
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["safe_url"] = safe_url
    environment.filters["day_words"] = describe
    environment.filters["observed_words"] = observed_words
    environment.filters["published_words"] = published_words
    environment.filters["verb"] = claim_verb
    environment.filters["reply_verb"] = reply_verb
    environment.globals.update(reliability=RELIABILITY_WORDS, credibility=CREDIBILITY_WORDS)
    return environment


def render(template: str, **values: object) -> str:
    """A template of this package, filled in; every value is escaped."""
    return _environment().get_template(template).render(**values)


def load(template: str) -> None:
    """Read a template of this package, so that the first page made of it is as quick as others."""
    _environment().get_template(template)


@cache
def _environment() -> Environment:
    return environment()


def safe_url(address: str) -> str:
    """The address when it is http or https, otherwise an empty text."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return address.strip() if parts.scheme in ("http", "https") and parts.netloc else ""
