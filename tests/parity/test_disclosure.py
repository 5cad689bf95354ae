"""What the browser shows on a day is what Python says, for every field of every row on every day.

The browser has no rule of its own for this: it compares a day with the days that were sent. What is
held here is that they are sent, and read, without a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.fields import publication_dates
from support.running import ROOT
from support.staggered_story import staggered_story

from waybill.evidence.disclosure import Disclosure, disclose
from waybill.evidence.figures import voices
from waybill.evidence.phrases import claim_verb, reply_verb
from waybill.evidence.threads import ClaimFilter, threads
from waybill.story import Story, read_story
from waybill.story.day import Day

FIELDS = {
    "places": ("note", "extra"),
    "legs": ("cargo", "quantity", "vessel", "note", "extra"),
    "visits": ("outcome", "quote", "quote_by", "note", "extra"),
    "claims": ("information_credibility", "quote", "note", "extra"),
    "sources": ("note",),
    "steps": ("text",),
    "figures": ("check",),
    "checks": ("note",),
    "conflicts": (),
}
NAMES = {"information_credibility": "credibility"}  # in the browser
EMPTY = (None, "", {})


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Story]:
    return {
        "bundled": read_story(ROOT / "data").story,
        "staggered": staggered_story(tmp_path_factory.mktemp("staggered")),
    }


@pytest.fixture(scope="module")
def front_end(rules, stories):
    for name, story in stories.items():
        rules.load(name, story)
    return rules


def day_number(day: Day | None) -> int | None:
    return None if day is None else day.number


def days_of(story: Story) -> list[Day | None]:
    """Every day of publication, its eve, and no day at all."""
    days = {day.plus(-eve) for day in publication_dates(story) for eve in (0, 1)}
    return [*sorted(days), None]


def rows_of(source: Story | Disclosure, kind: str) -> dict[str, object]:
    if kind == "figures":
        figures = source.info.figures if isinstance(source, Story) else source.figures
        return {str(n): figure for n, figure in enumerate(figures) if figure}
    if kind in ("steps", "checks", "conflicts"):
        rows = getattr(source.info, kind)
        return {row.id: row for row in rows}
    return dict(getattr(source, kind))


def waiting(story: Story, day: Day | None) -> Iterator[tuple[str, str, str, bool]]:
    """(kind, id, field, whether it shows) of every field that holds something and may wait."""
    on_day = disclose(story, day)
    for kind, names in FIELDS.items():
        shown = rows_of(on_day, kind)
        for row_id, written in rows_of(story, kind).items():
            row = shown.get(row_id)
            if kind != "sources":  # the browser asks for a source only at a row that cites it
                yield kind, row_id, "row", row is not None
            for name in names:
                if row is not None and getattr(written, name) not in EMPTY:
                    is_shown = getattr(row, name) not in EMPTY
                    yield kind, row_id, NAMES.get(name, name), is_shown


@pytest.mark.parametrize("name", ["bundled", "staggered"])
def test_every_field_shows_on_the_same_days_in_both(front_end, stories, name):
    story = stories[name]
    days = days_of(story)
    found = front_end.many("shown", [(name, day_number(day)) for day in days])
    count = 0
    for day, shown in zip(days, found, strict=True):
        for kind, row_id, field, is_shown in waiting(story, day):
            fields = shown[kind].get(row_id)
            in_browser = fields is not None and (field == "row" or field in fields)
            assert in_browser == is_shown, (kind, row_id, field, day)
            count += 1
    assert count > 500


@pytest.mark.parametrize("name", ["bundled", "staggered"])
def test_the_texts_of_the_story_show_on_the_same_days_in_both(front_end, stories, name):
    days = days_of(stories[name])
    found = front_end.many("info_on", [(name, day_number(day)) for day in days])
    for day, shown in zip(days, found, strict=True):
        info = disclose(stories[name], day).info
        assert shown == [f for f in ("standfirst", "window_label") if getattr(info, f)], day


@pytest.mark.parametrize("name", ["bundled", "staggered"])
def test_threads_are_the_same_in_both_in_order_and_in_words(front_end, stories, name):
    days = days_of(stories[name])
    found = front_end.many("threads", [(name, day_number(day)) for day in days])
    for day, shown in zip(days, found, strict=True):
        expected = [
            [
                [thread.root.claim.claim_id, claim_verb(thread.root.claim)],
                *(
                    [one.claim.claim_id, reply_verb(one.claim, thread.root.claim)]
                    for one in thread.answers
                ),
            ]
            for thread in threads(stories[name], ClaimFilter(known=day))
        ]
        assert shown == expected, day


@pytest.mark.parametrize("name", ["bundled", "staggered"])
def test_the_same_speak_of_a_figure_in_both(front_end, stories, name):
    story = stories[name]
    for day in days_of(story):
        on_day = disclose(story, day)
        expected = [
            [
                [claim.claim_id for claim in claims if claim.claim_id in on_day.claims]
                for claims in (said.stating, said.rejecting, said.disputing)
            ]
            for said in (voices(story, figure) for figure in story.info.figures)
        ]
        assert front_end("voices", name, day_number(day)) == expected, day
