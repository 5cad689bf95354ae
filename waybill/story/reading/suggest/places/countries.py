"""Country codes: which are assigned, and what was meant by one that is not."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from waybill.basemap.countries import country_names
from waybill.story.reading.suggest.advice import NONE, Advice
from waybill.story.reading.suggest.places import iso_3166
from waybill.story.reading.suggest.words import is_one_edit

MIN_NAME_LENGTH = 5
_USER_ASSIGNED = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ")


def is_assigned(code: str) -> bool:
    """Whether ISO 3166-1 assigns this alpha-2 code; XK, which the base map uses, counts too."""
    return code in iso_3166.ASSIGNED or code == iso_3166.KOSOVO


def name(code: str) -> str:
    """The English name of a code, as on the base map where it has one; else the code."""
    return _names().get(code, code)


def unassigned(code: str) -> Advice:
    """What stands behind two capital letters that are no assigned code."""
    if code in iso_3166.RENAMED:
        return Advice(iso_3166.RENAMED[code])
    if code in iso_3166.DIVIDED:
        what = f"was the code of {iso_3166.DIVIDED[code]}"
        return Advice(None, f"{what}; which of its successors is meant cannot be guessed")
    if code in iso_3166.RESERVED:
        return Advice(None, f"is reserved for {iso_3166.RESERVED[code]}")
    if _USER_ASSIGNED.fullmatch(code):
        what = "is left to users, so it names no country"
        return Advice(None, f"{what}; leave the cell empty where the country is not known")
    return NONE


def country(text: str) -> str | None:
    """The alpha-2 code of ``Ukraine``, ``ua``, ``UK`` or ``UKR``; None when that is not sure."""
    wanted = _folded(text[:100])
    upper = wanted.upper()
    if is_assigned(upper):
        return upper
    if upper in iso_3166.RENAMED:
        return iso_3166.RENAMED[upper]
    if upper in iso_3166.ALPHA_3:
        return iso_3166.ALPHA_3[upper]
    codes = _codes_by_name()
    if wanted in codes:
        return codes[wanted]
    if len(wanted) < MIN_NAME_LENGTH:
        return None
    near = {code for known, code in codes.items() if is_one_edit(wanted, known)}
    return near.pop() if len(near) == 1 else None


def _folded(text: str) -> str:
    """Small letters without marks: ``CÔTE D’IVOIRE`` -> ``cote d'ivoire``."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("’", "'"))
    plain = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(plain.strip(" .").split())


@cache
def _names() -> dict[str, str]:
    return {**iso_3166.NAMES, **country_names()}


@cache
def _codes_by_name() -> dict[str, str]:
    names = {_folded(known): code for code, known in _names().items()}
    for shared in iso_3166.SHARED_NAMES:
        names.pop(shared, None)
    return {**names, **iso_3166.OTHER_NAMES}
