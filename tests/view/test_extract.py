"""The rows of an export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from support.running import ROOT

from waybill.story import read_story
from waybill.story.model import Claim
from waybill.view.extract import extract

STORY = read_story(ROOT / "data").story


class Watched(tuple):
    """Claims that count how often somebody goes through all of them."""

    times = 0

    def __iter__(self) -> Iterator[Claim]:
        self.times += 1
        return super().__iter__()


def test_the_claims_of_every_leg_are_found_without_going_through_all_claims_for_each() -> None:
    whole = extract(STORY, None)
    claims = Watched(whole.claims)
    rows = replace(whole, claims=claims)
    of_legs = [rows.claims_of(leg) for leg, _ in rows.legs]
    assert claims.times <= 1
    # In file order, with the answers.
    order = list(STORY.claims)
    for (leg, _), found in zip(rows.legs, of_legs, strict=True):
        ids = [claim.claim_id for claim in found]
        assert ids == sorted(ids, key=order.index)
        assert set(leg.claims) < set(ids)
