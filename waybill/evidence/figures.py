"""Key figures: who states one and who speaks against it, and what may be said of it on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from waybill.evidence.answers import direct_answers_to
from waybill.evidence.dates import became_public
from waybill.evidence.disclosure import Disclosure, disclose
from waybill.evidence.info_days import cited_claims
from waybill.evidence.measures import CheckResult, Computed, run_checks
from waybill.evidence.phrases import (
    capital,
    clipped,
    counted,
    day_words,
    no_reply,
    parties,
    party,
    without_year,
)
from waybill.evidence.replies import Reply, replies
from waybill.evidence.statements import speaks_against
from waybill.story import describe
from waybill.story.model import Claim, Figure, Story

LONG_NAME = 30  # characters; what stands in brackets goes first
MOST_NAME, MOST_VALUE, MOST_LABEL, MOST_BASIS = 60, 60, 80, 120  # characters
MOST_PARTS = 12  # of a basis
LONG_VALUE = 14  # characters; a longer value is set as words
WITHHELD = "A figure"
"""What stands for the label of a figure that nobody had stated: its name would tell what is to come."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The claims about a figure, each list in order of publication."""

    stating: tuple[Claim, ...]
    rejecting: tuple[Claim, ...]
    disputing: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class FigureText:
    """A figure in words. ``numbers``: (value, unit); ``lines``: (label, text) below it."""

    label: str
    numbers: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str], ...]
    is_words: bool
    """Whether the value is to be set as words rather than as a number."""


@dataclass(frozen=True, slots=True)
class FigureSources:
    """A key figure with all that stands behind it: what was computed, who states it, who answers."""

    figure: Figure
    computed: tuple[str, ...]
    said: tuple[Claim, ...]
    answers: tuple[Reply, ...]


def figure_sources(story: Story) -> tuple[FigureSources, ...]:
    """Every figure of the whole record with its sources, for a page of text."""
    checks = {result.check.id: result for result in run_checks(story)}
    everything = disclose(story, None)
    found = []
    for figure in story.info.figures:
        check, cited = checks.get(figure.check or ""), cited_claims(story, figure)
        found.append(
            FigureSources(
                figure=figure,
                computed=tuple(f"{one.words}, {one.label}" for one in check.computed)
                if check
                else (),
                said=tuple(story.claims[i] for i in cited if i in story.claims),
                answers=replies(everything, cited),
            )
        )
    return tuple(found)


def voices(story: Story, figure: Figure) -> Voices:
    """Who states a figure, who rejects it and who disputes it, whatever the day.

    A cited claim that speaks against something does not state the figure, and who speaks against that
    claim does not speak against the figure.
    """
    cited = cited_claims(story, figure)
    rows = [story.claims[claim_id] for claim_id in cited if claim_id in story.claims]
    stating = [claim for claim in rows if not speaks_against(claim)]
    answers = direct_answers_to(story, [claim.claim_id for claim in stating])
    against = [claim for claim in (*rows, *answers) if speaks_against(claim)]
    return Voices(
        stating=_in_order(stating),
        rejecting=_in_order(claim for claim in against if claim.stance == "denies"),
        disputing=_in_order(claim for claim in against if claim.stance == "disputes"),
    )


def figure_texts(on_day: Disclosure) -> tuple[FigureText, ...]:
    """Every figure of the story as it may be told on the day, in file order."""
    return tuple(
        _text(on_day, written, shown)
        for written, shown in zip(on_day.story.info.figures, on_day.figures, strict=True)
    )


def _text(on_day: Disclosure, written: Figure, shown: Figure | None) -> FigureText:
    if shown is None:
        assert on_day.day is not None
        line = ("Not yet reported", f"on {day_words(on_day.day)}")
        return FigureText(WITHHELD, (("—", ""),), (line,), is_words=True)
    check = next((r for r in run_checks(on_day.story) if r.check.id == shown.check), None)
    is_distance = check is not None and check.check.kind == "distance"
    measured = _first_measured(on_day, check) if check and is_distance else None
    lines = list(_voice_lines(on_day, written, is_distance=is_distance))
    if measured:
        lines.append(("Measured to", _target(measured.label)))
    lines += [("", clipped(capital(part), MOST_BASIS)) for part in _parts(shown.basis)]
    if check and not is_distance:
        lines.append(("", _compared_with(on_day, check)))
    numbers = _numbers(shown, check, measured)
    value = numbers[0][0]
    is_words = not any(char.isdigit() for char in value) or len(value) > LONG_VALUE
    return FigureText(clipped(shown.label, MOST_LABEL), numbers, tuple(lines), is_words)


def _voice_lines(
    on_day: Disclosure, figure: Figure, *, is_distance: bool
) -> Iterator[tuple[str, str]]:
    """Who states it, and who speaks against it, as far as they had spoken."""
    found = voices(on_day.story, figure)
    stating, rejecting, disputing = (
        [claim for claim in claims if claim.claim_id in on_day.claims]
        for claims in (found.stating, found.rejecting, found.disputing)
    )
    if not stating:
        return
    year = stating[0].stated_on.first.year
    yield "Said by", _people(stating)
    if rejecting:
        yield "Rejected by", _people(rejecting, year)
    elif disputing and not is_distance:
        yield "Disputed by", _people(disputing, year)
    elif not is_distance:
        yield "", no_reply(on_day.day)


def _people(claims: list[Claim], year: int | None = None) -> str:
    """ "White House, 13 Oct 2023, and 2 others": who spoke first, and how many more did.

    The date stands without its year where that is ``year``.
    """
    first = claims[0]
    name = party(first.claimant) if len(first.claimant) > LONG_NAME else first.claimant
    when = describe(first.stated_on)
    if first.stated_on.first.year == year:
        when = without_year(when, year)
    # One party may speak through several: what stands in brackets behind a name does not count.
    others = len(parties(claim.claimant for claim in claims)) - 1
    more = f", and {counted(others, 'other')}" if others else ""
    return f"{clipped(name, MOST_NAME)}, {when}{more}"


def _first_measured(on_day: Disclosure, check: CheckResult) -> Computed | None:
    return next((one for one in check.computed if one.location and on_day.is_out(one.known)), None)


def _numbers(
    figure: Figure, check: CheckResult | None, measured: Computed | None
) -> tuple[tuple[str, str], ...]:
    """The value, or what is stated beside what was measured."""
    if not check or not measured or measured.km is None:
        return ((clipped(figure.value, MOST_VALUE), figure.unit),)
    numbers = [(f"{measured.km:,.0f}", "km measured")]
    if check.check.stated_km is not None:
        numbers.insert(0, (f"{check.check.stated_km:,.0f}", "km stated"))
    return tuple(numbers)


def _compared_with(on_day: Disclosure, check: CheckResult) -> str:
    values = [one.words for one in check.computed if on_day.is_out(one.known)]
    if check.check.kind == "length" and values:
        return f"Line drawn: {values[-1]}"
    return "What images are said to show" if check.check.kind == "count" else check.check.label


def _target(label: str) -> str:
    """What a distance was measured to, after "Measured to"."""
    target = re.sub(r"^to (the )?", "", label)
    return f"the {target}" if re.match(r"(nearest|closest)\b", target, re.IGNORECASE) else target


def _parts(basis: str) -> list[str]:
    return [part.strip() for part in basis.split(";") if part.strip()][:MOST_PARTS]


def _in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    unique = {claim.claim_id: claim for claim in claims}
    return tuple(sorted(unique.values(), key=became_public))
