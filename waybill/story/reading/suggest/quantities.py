"""What stands in a cell for a number beside the number: a unit, "about", a range."""

from __future__ import annotations

import re

from waybill.story.reading.suggest import numbers
from waybill.story.reading.suggest.advice import NONE, Advice
from waybill.story.reading.suggest.numbers import NumberStyle
from waybill.story.reading.suggest.words import nearest

QUALIFIERS = ("about", "at least", "more than", "up to")

_BEFORE = re.compile(r"([^\d.,+-]*[^\d.,+\s-])\.?\s*(?=[+-]?[\d.,])")
_AFTER = re.compile(r"(?<=[\d.,])\s*([^\d\s.,'+-][^\d]*)$")
_RANGE = re.compile(r"[\d.,' ]*\d\s*(?:-|to|bis|à|a)\s*\d[\d.,' ]*\w*", re.ASCII | re.IGNORECASE)
_LESS = re.compile(r"<(?!=)|less than|under|below|fewer than|almost|nearly", re.IGNORECASE)
# Words that multiply: the number in front of them is not the quantity.
_MULTIPLIERS = frozenset(
    [
        "k",
        "m",
        "mn",
        "mln",
        "mio",
        "bn",
        "b",
        "dozen",
        "hundred",
        "thousand",
        "thousands",
        "million",
        "millions",
        "billion",
        "тыс",
        "тыс.",
        "млн",
        "млрд",
        "tsd",
        "tsd.",
        "mio.",
        "mil",
        "mille",
        "milliers",
        "millones",
        "mln.",
        "kt",
        "mt",
    ]
)


def quantity(text: str, style: NumberStyle, unit: str = "", qualifier: str = "") -> Advice:
    """What a cell of the quantity column means, with the unit and the qualifier of its row.

    ``26,527 t`` is a number and a unit, ``~1000`` a number and "about": what has a column of its own
    goes there.
    """
    wanted = numbers.cleaned(text)
    plain = numbers.read(wanted, style)
    if plain is not NONE or not wanted or len(wanted) > numbers.MAX_LENGTH:
        return plain
    if _is_range(wanted):
        what = "is a range; write one number, with 'at least' or 'up to' in quantity_qualifier"
        return Advice(None, what)
    rest, found_qualifier = _without_qualifier(wanted)
    if found_qualifier == "less":
        return Advice(None, "has no qualifier to go with it; write the number that was stated")
    rest, found_unit = _without_unit(rest)
    number = numbers.read(rest, style)
    if number is NONE:
        return NONE
    return _spread(number, found_unit, unit, found_qualifier, qualifier)


def measure(text: str, style: NumberStyle, unit: str = "") -> Advice:
    """What a cell of another column of numbers means; ``unit`` is the column's own, as "km"."""
    wanted = numbers.cleaned(text)
    plain = numbers.read(wanted, style)
    if plain is not NONE or not wanted or len(wanted) > numbers.MAX_LENGTH:
        return plain
    if _is_range(wanted):
        return Advice(None, "is a range; write one number")
    rest, found_unit = _without_unit(wanted)
    return numbers.read(rest, style) if unit and found_unit.casefold() == unit else NONE


def _is_range(text: str) -> bool:
    return bool(_RANGE.fullmatch(text)) and not re.fullmatch(r"[+-]?[\d.,]+", text, re.ASCII)


def _without_qualifier(text: str) -> tuple[str, str]:
    """The rest of the text and its qualifier: "" for none, "less" for one that has no column."""
    if _LESS.match(text):
        return text, "less"
    if text.endswith("+") and len(text) > 1:
        return text[:-1].strip(), "at least"
    match = _BEFORE.match(text)
    if match and (meant := nearest(match[1].strip(), QUALIFIERS)):
        return text[match.end() :].strip(), meant
    return text, ""


def _without_unit(text: str) -> tuple[str, str]:
    match = _AFTER.search(text)
    if match is None or not (match[1][0].isalpha() or match[1] == "%"):
        return text, ""
    return text[: match.start()], match[1].strip()


def _spread(
    number: Advice, found_unit: str, unit: str, found_qualifier: str, qualifier: str
) -> Advice:
    """The number with its unit and its qualifier in their own columns, where that is sure."""
    remarks = [number.remark] if number.remark else []
    sure = number.value is not None
    changes = [("quantity", number.value or "")]
    if found_unit and found_unit.casefold() != unit.casefold():
        remarks.append("names a unit, which goes into quantity_unit")
        sure = sure and not unit and found_unit.casefold() not in _MULTIPLIERS
        changes.append(("quantity_unit", found_unit))
    if found_qualifier and found_qualifier != qualifier:
        remarks.append(f"says '{found_qualifier}', which goes into quantity_qualifier")
        sure = sure and not qualifier
        changes.append(("quantity_qualifier", found_qualifier))
    if not sure:
        return Advice(None, " and ".join(remarks))
    if len(changes) == 1:
        return number
    return Advice(None, " and ".join(remarks), tuple(changes))
