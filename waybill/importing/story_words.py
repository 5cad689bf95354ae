"""What no sheet says of a story as a whole: its title, and who says that all this moved."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from waybill.importing.draft import Draft
from waybill.importing.files.sheet import ImportRefusedError
from waybill.story.edtf import EdtfDate

TITLE = "title"
CLAIMANT, STATED_ON, STATEMENT = "claimant", "stated_on", "statement"
PUBLISHER, SOURCE_TITLE, URL = "publisher", "source_title", "url"
KEYS = (TITLE, CLAIMANT, STATED_ON, STATEMENT, PUBLISHER, SOURCE_TITLE, URL)

CLAIM_ID = SOURCE_ID = "as-brought"
_CLAIM_COLUMNS = ("claim_id", "statement", "claimant", "stated_on", "sources")
_SOURCE_COLUMNS = ("source_id", "publisher", "title", "url")


def apply(draft: Draft, words: Mapping[str, str]) -> None:
    """Write the words into the draft. Raises ImportRefusedError for a day that cannot be read.

    One claim stands for all legs that name none of their own; files of claims that were brought stay
    as they are, and then nothing is claimed here.
    """
    draft.title = words.get(TITLE, "") or draft.title
    claimant = words.get(CLAIMANT, "")
    if not claimant or not can_claim(draft):
        return
    if fault := fault_in(words):
        raise ImportRefusedError(fault)
    stated_on = words.get(STATED_ON, "")
    statement = words.get(STATEMENT, "") or statement_for(draft)
    publisher = words.get(PUBLISHER, "") or claimant
    source = [SOURCE_ID, publisher, words.get(SOURCE_TITLE, ""), words.get(URL, "")]
    claim = [CLAIM_ID, statement, claimant, stated_on, SOURCE_ID]
    draft.as_they_are["claims.csv"] = (_CLAIM_COLUMNS, [claim])
    draft.as_they_are["sources.csv"] = (_SOURCE_COLUMNS, [source])
    for leg in draft.legs:
        leg["claims"] = leg.get("claims") or CLAIM_ID


def fault_in(words: Mapping[str, str]) -> str:
    """What is wrong with the words, in a sentence without its full stop; "" when nothing is."""
    claimant, day = words.get(CLAIMANT, ""), words.get(STATED_ON, "")
    try:
        EdtfDate(day)
    except ValueError:
        if claimant or day:
            said = f"day on which {claimant or 'somebody'} said it; write it as 2023-09-12"
            return f"{day!r} is not a {said}" if day else f"there is no {said}"
    if day and not claimant:
        return "there is a day and nobody who said it; write who says so"
    address = words.get(URL, "")
    if address and urlsplit(address).scheme not in ("http", "https"):
        return f"{address!r} is not an address; write one that begins with https://"
    return ""


def can_claim(draft: Draft) -> bool:
    """Whether nothing that was brought says already who claims what."""
    return not {"claims.csv", "sources.csv"} & set(draft.as_they_are)


def statement_for(draft: Draft) -> str:
    """What is claimed of the legs, where nobody words it better."""
    count = len(draft.legs)
    return f"Lists {count:,} journeys." if count != 1 else "Lists one journey."
