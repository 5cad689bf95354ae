"""The method page: how things are known and drawn, distances, conflicts, corrections, sources."""

from __future__ import annotations

from waybill.documents.long_texts import folded
from waybill.documents.render import render
from waybill.evidence.disclosure import disclose
from waybill.evidence.measures import run_checks
from waybill.evidence.phrases import leg_name, visit_name
from waybill.grammar import grammar
from waybill.story import describe
from waybill.story.courses import course_of
from waybill.story.model import Conflict, Story
from waybill.view.link import SERVED, data_version


def method_html(story: Story, dashboard: str = "", served: str = "") -> str:
    """The page's body. It is about the whole record, whatever day a reader has set.

    ``dashboard`` is the address of the map, relative or whole; without one, marks are named and not
    linked. ``served`` is the name that a link to one of several stories of a server needs.
    """
    return folded(
        render(
            "method.html",
            story=story,
            dashboard=dashboard,
            and_story=f"&{SERVED}={served}" if served else "",
            version=data_version(story),
            marks=grammar(),
            checks=run_checks(story),
            courses=sorted(
                {c.words for leg in story.legs.values() if (c := course_of(story, leg))}
            ),
            leg_name=lambda leg_id: leg_name(story, story.legs[leg_id]),
            images=[c for c in story.claims.values() if c.kind == "image"],
            marks_of=lambda conflict: _marks(story, conflict),
            sources_of=disclose(story, None).sources_of,
        )
    )


def _marks(story: Story, conflict: Conflict) -> list[tuple[str, str, str]]:
    """(kind, id, name) of every mark that a conflict concerns."""
    claims = (story.claims[claim_id] for claim_id in conflict.claims)
    return [
        *(("leg", i, leg_name(story, story.legs[i])) for i in conflict.legs),
        *(("visit", i, visit_name(story, story.visits[i])) for i in conflict.visits),
        *(("claim", c.claim_id, f"{c.claimant}, {describe(c.stated_on)}") for c in claims),
    ]
