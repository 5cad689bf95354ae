"""The word of a list that was meant: the same word written otherwise, a synonym, or one typing error.

Nearness alone proves nothing: "less than" is near "more than", and run7 is near run1. So a word is
only suggested when it is one typing error away, when no other word of the list is as near, and when
its digits are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from waybill.story.reading.suggest.identifiers import MAX_LENGTH, identifier

# Below this length one typing error leaves too little of the word.
MIN_LENGTH = 3
# Words longer than this, and what is beyond this many letters in all, are only compared whole: the
# index holds a variant for each letter of each word.
MAX_INDEXED_LENGTH = 40
MAX_INDEXED_LETTERS = 4_000_000
# Words that share a variant; with more of them none is the nearest.
MAX_ALIKE = 50

_SYNONYMS = {
    **dict.fromkeys(("ship", "boat", "vessel", "maritime", "ocean", "by sea", "shipping"), "sea"),
    **dict.fromkeys(("train", "railway", "railways", "railroad", "by rail"), "rail"),
    **dict.fromkeys(("truck", "lorry", "car", "by road"), "road"),
    **dict.fromkeys(("plane", "aircraft", "flight", "airplane", "aeroplane", "by air"), "air"),
    **dict.fromkeys(("harbour", "harbor", "seaport"), "port"),
    **dict.fromkeys(("airport", "airbase", "air base"), "airfield"),
    **dict.fromkeys(("railway station", "train station"), "station"),
    **dict.fromkeys(("border crossing", "border point"), "border"),
    **dict.fromkeys(("y", "true", "1"), "yes"),
    **dict.fromkeys(("n", "false", "0"), "no"),
    **dict.fromkeys(
        ("circa", "c.", "ca.", "ca", "~", "≈", "approx.", "approx", "approximately", "around"),
        "about",
    ),
    **dict.fromkeys((">", "over", "above"), "more than"),
    **dict.fromkeys((">=", "≥", "minimum", "min.", "min", "not less than"), "at least"),
    **dict.fromkeys(
        ("<=", "≤", "maximum", "max.", "max", "at most", "not more than", "no more than"), "up to"
    ),
    **dict.fromkeys(("photo", "photograph", "satellite image", "imagery"), "image"),
    **dict.fromkeys(("denial", "denied", "deny"), "denies"),
    **dict.fromkeys(("asserted", "assert"), "asserts"),
    **dict.fromkeys(("disputed", "dispute"), "disputes"),
    **dict.fromkeys(("corroborated", "corroborate"), "corroborates"),
    # The Admiralty code in words, as docs/format.md has them.
    "completely reliable": "A",
    "usually reliable": "B",
    "fairly reliable": "C",
    "not usually reliable": "D",
    "unreliable": "E",
    "confirmed": "1",
    "probably true": "2",
    "possibly true": "3",
    "doubtful": "4",
    "improbable": "5",
}
_GRADE = re.compile(r"([a-f])\s*[-/ ]?\s*([1-6])", re.IGNORECASE)


def nearest(value: str, allowed: Iterable[str]) -> str | None:
    """The member of a short list that ``value`` means, or None."""
    wanted = " ".join(value.split()).casefold()
    labels = {word.casefold(): word for word in allowed}
    if not wanted or len(wanted) > MAX_LENGTH:
        return None
    if wanted in labels:
        return labels[wanted]
    if (synonym := _SYNONYMS.get(wanted, "").casefold()) in labels:
        return labels[synonym]
    if grade := _GRADE.fullmatch(wanted):
        # "B2" holds both grades; each column takes its own.
        return next((labels[part] for part in grade.groups() if part in labels), None)
    found = {labels[label] for label in labels if _is_near(wanted, label)}
    return found.pop() if len(found) == 1 else None


class Vocabulary:
    """Words of a long list, each with what it stands for, to be found with a typing error in them.

    One word can stand for several things (two places called Tripoli). Building and asking take time
    in proportion to the letters, not words x words.
    """

    def __init__(self, words: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Take words, each with what it stands for."""
        self._meanings: dict[str, dict[str, None]] = {}
        self._variants: dict[str, list[str]] = {}
        letters = 0
        for word, meanings in words:
            for key in folded(word):
                self._meanings.setdefault(key, {}).update(dict.fromkeys(meanings))
        for key in self._meanings:
            letters += len(key) ** 2
            if MIN_LENGTH <= len(key) <= MAX_INDEXED_LENGTH and letters <= MAX_INDEXED_LETTERS:
                for variant in {key, *_shortened(key)}:
                    alike = self._variants.setdefault(variant, [])
                    if len(alike) < MAX_ALIKE:
                        alike.append(key)

    def exact(self, value: str) -> tuple[str, ...]:
        """What ``value`` stands for, however its letters are written; () when it is not there."""
        found: dict[str, None] = {}
        for key in folded(value):
            found.update(self._meanings.get(key, {}))
        return tuple(found)

    def near(self, value: str) -> tuple[str, ...]:
        """What words one typing error away from ``value`` stand for."""
        found: dict[str, None] = {}
        for wanted in folded(value):
            if not MIN_LENGTH <= len(wanted) <= MAX_INDEXED_LENGTH:
                continue
            for variant in {wanted, *_shortened(wanted)}:
                for key in self._variants.get(variant, ()):
                    if _is_near(wanted, key):
                        found.update(self._meanings[key])
        return tuple(found)


def folded(word: str) -> tuple[str, ...]:
    """The keys under which a word is found: ``São Tomé``, ``sao-tome`` and ``SAO TOME`` share one."""
    plain = " ".join(word[: MAX_LENGTH * 2].casefold().split())
    keys = [identifier(word) or plain]
    # Köln is written Koeln in an id, and Koln by those who have no umlauts.
    if any(umlaut in plain for umlaut in "äöü"):
        keys.append(identifier(plain.translate(str.maketrans("äöü", "aou"))) or plain)
    return tuple(dict.fromkeys(key for key in keys if key))


def _shortened(word: str) -> list[str]:
    """``word`` without each of its letters in turn."""
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _is_near(one: str, other: str) -> bool:
    """Whether one typing error lies between two words, and not in their digits."""
    if min(len(one), len(other)) < MIN_LENGTH - 1 or max(len(one), len(other)) < MIN_LENGTH:
        return False
    return is_one_edit(one, other) and re.findall(r"\d", one) == re.findall(r"\d", other)


def is_one_edit(one: str, other: str) -> bool:
    """Whether adding, leaving out, changing or exchanging neighbouring letters once makes them equal."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return True
    return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
