"""What a document may show of a row on the known-on day: nothing that was published later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from waybill.evidence.publication import (
    became_public,
    claim_remarks_public,
    credibility_became_public,
    leg_remarks_public,
    source_became_public,
    visit_became_public,
    visit_remarks_public,
)
from waybill.story.model import Claim, Conflict, Leg, Source, Story, Visit


@dataclass(frozen=True, slots=True)
class AsKnown:
    """A story on a day (None: everything in the record)."""

    story: Story
    day: date | None

    def sources(self, row: Claim | Visit | Conflict) -> list[Source]:
        """The row's sources that had been published; one without a date counts."""
        found = (self.story.sources[i] for i in row.sources if i in self.story.sources)
        return [source for source in found if self._by(source_became_public(source))]

    def quote(self, row: Claim | Visit) -> str:
        """The quote, once all the sources that it may rest on were out."""
        return row.quote if len(self.sources(row)) == len(row.sources) else ""

    def outcome(self, visit: Visit) -> str:
        """A visit's outcome, once it was over and all its sources were out."""
        return visit.outcome if self._by(visit_remarks_public(self.story, visit)) else ""

    def note(self, row: Claim | Leg | Visit) -> str:
        """The record's own remark, once all that it was written with was out."""
        if isinstance(row, Claim):
            day: date | None = claim_remarks_public(self.story, row)
        elif isinstance(row, Leg):
            day = leg_remarks_public(self.story, row)
        else:
            day = visit_remarks_public(self.story, row)
        return row.note if self._by(day) else ""

    def has_details(self, leg: Leg) -> bool:
        """May what rests on all claims about a leg show: its cargo, quantity and vessel?"""
        days = [became_public(self.story.claims[c]) for c in leg.claims]
        return self._by(max(days, default=None))

    def has_number(self, claim: Claim) -> bool:
        """May the number of the claim's grade show?"""
        return self._by(credibility_became_public(self.story, claim))

    def conflicts(self, row_id: str | None = None) -> list[Conflict]:
        """Conflicts between sources of which everything was out; all, or those about one row."""
        return [
            conflict
            for conflict in self.story.info.conflicts
            if (row_id is None or row_id in (*conflict.claims, *conflict.legs, *conflict.visits))
            and all(self._by(became_public(self.story.claims[c])) for c in conflict.claims)
            and all(
                self._by(visit_became_public(self.story.visits[v], self.story.sources))
                for v in conflict.visits
            )
            and len(self.sources(conflict)) == len(conflict.sources)
        ]

    def _by(self, published: date | None) -> bool:
        return self.day is None or published is None or published <= self.day
