"""Place names as keys: folded, with kind words such as "port" taken off, and in Latin letters.

``Port of Najin``, ``NAJIN PORT`` and ``Najin`` share the key ``najin``; the first two also say
that a port is meant.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MAX_NAME_CHARACTERS = 200
"""Longer cells are no names; their tail is not looked at."""

# Letters that Unicode does not take apart, as most gazetteers write them in ASCII.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "ŋ": "n",
    }
)

# Longest first: "railway station" before "station".
_KIND_WORDS: tuple[tuple[str, str], ...] = (
    *(
        (word, "station")
        for word in (
            *("train station", "railway station", "rail station", "freight station"),
            *("bahnhof", "station", "gare", "estación", "stazione", "вокзал", "станция"),
        )
    ),
    *(
        (word, "airfield")
        for word in (
            *("international airport", "air base", "airbase", "airport", "airfield", "aerodrome"),
            *("flughafen", "aéroport", "aeropuerto", "аэропорт", "аэродром"),
        )
    ),
    *(
        (word, "port")
        for word in (
            *("container terminal", "grain terminal", "oil terminal", "ferry terminal"),
            *("sea port", "seaport", "harbour", "harbor", "port", "hafen", "puerto", "porto"),
            *("terminal", "порт", "haven", "havn"),
        )
    ),
    *((word, "depot") for word in ("ammunition depot", "depot", "warehouse")),
    *(
        (word, "border")
        for word in ("border crossing point", "border crossing", "border post", "checkpoint")
    ),
    *(
        (word, "city")
        for word in ("city of", "town of", "village of", "city", "town", "village", "г.", "город")
    ),
)
_LINKS = ("of", "de", "du", "di", "der", "von", "the", "-")


class Reading(NamedTuple):
    """One way to read a written name: the key to look up, and the kind of place it speaks of."""

    key: str
    kind: str | None


def fold(text: str) -> str:
    """The key of a name: lower case, without accents, spaces and punctuation; any script."""
    plain = unicodedata.normalize("NFKD", text[:MAX_NAME_CHARACTERS].casefold())
    return "".join(c for c in plain.translate(_LETTERS) if c.isalnum())


def readings(name: str) -> list[Reading]:
    """The ways to read ``name``, the plainest first; none for a cell without letters.

    Beside the whole name: without its kind words, and each part of ``A / B``, ``A (B)``
    and ``A, B`` alone.
    """
    found: dict[str, Reading] = {}
    whole = name.strip()[:MAX_NAME_CHARACTERS]
    parts = [part for part in re.split(r"\s*[/(),;]\s*", whole) if part]
    for text in (whole, *(parts if len(parts) > 1 else ())):
        rest, kind = _without_kind(text)
        for reading in (Reading(fold(text), kind), Reading(fold(rest), kind)):
            if reading.key:
                found.setdefault(reading.key, reading)
    return list(found.values())


def _without_kind(name: str) -> tuple[str, str | None]:
    """``name`` without its kind words, and the kind; the name itself when nothing else is left."""
    rest, kind = " ".join(name.split()), None
    for _ in range(2):
        for word, means in _KIND_WORDS:
            cut = _cut(rest, word)
            if cut is not None:
                rest, kind = cut, kind or means
                break
        else:
            break
    return rest, kind


def _cut(name: str, word: str) -> str | None:
    """``name`` without ``word`` at its start or end; None when it is not there or nothing is left."""
    lowered = name.casefold()
    if lowered.endswith((f" {word}", f"-{word}")):
        return name[: -len(word) - 1].strip(" -") or None
    if lowered.startswith((f"{word} ", f"{word}-")) or (
        word[-1] == "." and lowered.startswith(word)
    ):
        rest = name[len(word) :].strip(" -")
        first, _, others = rest.partition(" ")
        return (others if first.casefold() in _LINKS and others else rest) or None
    return None


def in_latin_letters(name: str) -> str | None:
    """The key of ``name`` spelled in Latin letters; None when that is not needed or not to be trusted.

    Chinese characters are left alone: they would be read as Mandarin, which is wrong for the
    Korean and Japanese names that they also write (羅津 is Rajin, not LuoJin).
    """
    if name.isascii() or any("CJK" in unicodedata.name(c, "") for c in name if c.isalpha()):
        return None
    from anyascii import anyascii  # 3 MB, only for names in another script

    return fold(anyascii(name)) or None
