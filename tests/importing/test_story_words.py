"""What no sheet says of a story as a whole."""

from __future__ import annotations

import pytest

from waybill.importing.draft import Draft
from waybill.importing.recipe import Recipe, from_json
from waybill.importing.session import import_files
from waybill.importing.story_words import fault_in

TABLE = [("t.csv", b"from,to\nSpain,Italy\nItaly,Spain\n")]
WORDS = {"title": "Two runs", "claimant": "Port office", "stated_on": "2023-09-12"}


def draft_with(words: dict[str, str]) -> Draft:
    return import_files(TABLE, Recipe(words=words)).draft


def test_one_claim_stands_for_every_leg_without_one():
    draft = draft_with(WORDS)
    assert [leg["claims"] for leg in draft.legs] == ["as-brought", "as-brought"]
    columns, (row,) = draft.as_they_are["claims.csv"]
    claim = dict(zip(columns, row, strict=True))
    assert claim["claimant"] == "Port office"
    assert claim["stated_on"] == "2023-09-12"
    assert claim["statement"] == "Lists 2 journeys."


def test_who_published_it_is_the_claimant_unless_said_otherwise():
    assert draft_with(WORDS).as_they_are["sources.csv"][1][0][1] == "Port office"
    told = draft_with({**WORDS, "publisher": "A newspaper"})
    assert told.as_they_are["sources.csv"][1][0][1] == "A newspaper"


def test_without_a_claimant_nothing_is_claimed():
    draft = draft_with({"title": "Two runs"})
    assert draft.title == "Two runs"
    assert "claims.csv" not in draft.as_they_are
    assert not any(leg.get("claims") for leg in draft.legs)


def test_claims_that_were_brought_stay_as_they_are():
    claims = b"claim_id,statement,claimant,stated_on\nc1,It went,A paper,2023\n"
    brought = [*TABLE, ("claims.csv", claims)]
    draft = import_files(brought, Recipe(words=WORDS)).draft
    assert draft.as_they_are["claims.csv"][1] == [["c1", "It went", "A paper", "2023"]]
    assert not any(leg.get("claims") for leg in draft.legs)


def test_the_words_are_kept_with_the_recipe():
    imported = import_files(TABLE, Recipe(words=WORDS))
    assert from_json("recipe.json", imported.recipe.to_json().encode()).words == WORDS


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ({}, ""),
        (WORDS, ""),
        (
            {"claimant": "Port office"},
            "there is no day on which Port office said it; write it as 2023-09-12",
        ),
        (
            {"claimant": "Port office", "stated_on": "12 Sept"},
            "'12 Sept' is not a day on which Port office said it; write it as 2023-09-12",
        ),
        (
            {"stated_on": "2023-09-12"},
            "there is a day and nobody who said it; write who says so",
        ),
        (
            {"url": "javascript:alert(1)"},
            "'javascript:alert(1)' is not an address; write one that begins with https://",
        ),
    ],
)
def test_a_fault_in_the_words_is_said(words, fault):
    assert fault_in(words) == fault
