"""Numbers as people write them, with the column as the judge of what its commas and points mean.

``26,527`` is twenty-six thousand to one person and twenty-six and a half to another; the difference is a
factor of 1,000. Only the other cells of the column can tell, and where they do not, both readings are
named and none is suggested.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from waybill.story.reading.suggest.advice import NONE, Advice

MAX_LENGTH = 80

Meaning = Literal["decimal", "thousands", "both", "unknown"]
"""What a sign does in a column: "both" when cells contradict each other."""

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f\u2002\u2003\u205f", " "))
_MINUS = str.maketrans(dict.fromkeys("−‒–﹣－", "-"))
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′", "'"))
_ARABIC_SIGNS = str.maketrans({"٫": ".", "٬": "'"})  # decimal; thousands
_FORM = re.compile(r"([+-]?)(\d[\d.,' ]*|[.,]\d+)", re.ASCII)
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+", re.ASCII)
_GROUPED = r"\d{1,3}(?:%s\d{3})+"
_BY_SPACE = re.compile(rf"((?:{_GROUPED % ' '})|(?:{_GROUPED % chr(39)}))(?:[.,](\d+))?", re.ASCII)
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """What the comma and the point mean in one column."""

    comma: Meaning = "unknown"
    point: Meaning = "unknown"


UNKNOWN_STYLE = NumberStyle()
DEGREES_STYLE = NumberStyle(comma="decimal", point="decimal")


@dataclass(frozen=True, slots=True)
class _Form:
    """A number without its sign: ``whole`` digits, ``fraction`` digits, and how that is known.

    ``separator`` is the sign whose meaning only the column can tell ("" when there is none); then
    ``whole`` and ``fraction`` are the digits on its two sides.
    """

    sign: str
    whole: str
    fraction: str = ""
    separator: str = ""
    comma: Meaning = "unknown"
    point: Meaning = "unknown"

    def text(self) -> str:
        """The number as the contract has it."""
        return _text(self.sign, self.whole, self.fraction)


def cleaned(text: str) -> str:
    """``text`` with plain digits, spaces, minus signs and apostrophes, whatever the keyboard."""
    short = text.strip()[: MAX_LENGTH * 2]
    if not short.isascii():
        short = "".join(_digit(c) for c in short.translate(_ARABIC_SIGNS))
    short = short.translate(_SPACES).translate(_MINUS).translate(_APOSTROPHES)
    return " ".join(short.split())


def _digit(character: str) -> str:
    """A decimal digit of any script as an ASCII one; not superscripts, which are no digits here."""
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    return character


def judge(cells: Iterable[str]) -> NumberStyle:
    """What the comma and the point mean in a column, from the cells that leave no choice."""
    commas: set[Meaning] = set()
    points: set[Meaning] = set()
    for cell in cells:
        if form := _form(_core(cell)):
            commas.add(form.comma)
            points.add(form.point)
    return NumberStyle(_together(commas), _together(points))


def _together(found: set[Meaning]) -> Meaning:
    sure = found - {"unknown"}
    return sure.pop() if len(sure) == 1 else "both" if sure else "unknown"


def _core(cell: str) -> str:
    """The number in a cell, without a word or sign before or behind it."""
    text = cleaned(cell)
    found = re.search(r"[+-]?\d(?:[\d.,' ]*\d)?", text, re.ASCII)
    return found[0] if found and len(text) <= MAX_LENGTH else ""


def read(text: str, style: NumberStyle) -> Advice:
    """What a number that is not written as a plain decimal means: ``1 234,5`` -> ``1234.5``."""
    wanted = cleaned(text)
    form = _form(wanted) if len(wanted) <= MAX_LENGTH else None
    if form is None:
        return NONE
    if not form.separator:
        cause = "decimal comma" if form.comma == "decimal" and "." not in wanted else "thousands"
        return Advice(form.text(), cause=cause)
    meaning = style.comma if form.separator == "," else style.point
    decimal = _text(form.sign, form.whole, form.fraction)
    thousands = _text(form.sign, form.whole + form.fraction, "")
    if meaning == "decimal":
        return Advice(decimal, cause="decimal comma")
    if meaning == "unknown" and form.separator == ",":
        # Where the point is decimal the comma is not; and nobody writes three decimals that are 0.
        rounded = form.fraction == "000" and style.point == "unknown"
        meaning = "thousands" if rounded or style.point == "decimal" else meaning
    if meaning == "thousands":
        return Advice(thousands, cause="thousands")
    return Advice(None, f"could be {thousands} or {decimal}", cause="thousands or decimals")


def _form(text: str) -> _Form | None:
    """Take a number apart; None when it is none."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    sign, body = match[1].replace("+", ""), match[2].strip()
    if grouped := _BY_SPACE.fullmatch(body):
        mark: Meaning = "decimal" if grouped[2] else "unknown"
        form = _Form(sign, re.sub("[ ']", "", grouped[1]), grouped[2] or "")
        return _marked(form, "," if "," in body else ".", mark)
    if " " in body or "'" in body:
        return None
    if "," in body and "." in body:
        return _two_signs(sign, body)
    if _INDIAN.fullmatch(body):
        return _Form(sign, body.replace(",", ""), comma="thousands")
    for separator in ",.":
        if separator in body:
            return _one_sign(sign, body, separator)
    return _Form(sign, body)


def _two_signs(sign: str, body: str) -> _Form | None:
    """``1,234.5`` and ``1.234,5``: the last sign is the decimal one."""
    last = max(",.", key=body.rfind)
    first = "." if last == "," else ","
    whole, _, fraction = body.rpartition(last)
    indian = first == "," and _INDIAN.fullmatch(whole)
    if not indian and not re.fullmatch(_GROUPED % re.escape(first), whole, re.ASCII):
        return None
    form = _Form(sign, whole.replace(first, ""), fraction)
    return _marked(_marked(form, first, "thousands"), last, "decimal")


def _one_sign(sign: str, body: str, separator: str) -> _Form | None:
    parts = body.split(separator)
    if len(parts) > 2:
        if not re.fullmatch(_GROUPED % re.escape(separator), body, re.ASCII):
            return None
        return _marked(_Form(sign, "".join(parts)), separator, "thousands")
    whole, fraction = parts
    if not fraction:
        return None if separator == "," else _Form(sign, whole)
    if len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        return _Form(sign, whole, fraction, separator)
    return _marked(_Form(sign, whole or "0", fraction), separator, "decimal")


def _marked(form: _Form, separator: str, meaning: Meaning) -> _Form:
    comma, point = (meaning, form.point) if separator == "," else (form.comma, meaning)
    return _Form(form.sign, form.whole, form.fraction, form.separator, comma, point)


def _text(sign: str, whole: str, fraction: str) -> str:
    digits = whole.lstrip("0") or "0"
    return f"{sign}{digits}.{fraction}" if fraction else f"{sign}{digits}"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that is read as written and may be wrong by a factor of 1,000."""

    position: int
    suggestion: str | None
    reason: str


# So many cells with three decimals, and none with fewer or more, look like thousands.
MIN_ALIKE = 2


def doubts(cells: Sequence[tuple[str, str]]) -> list[Doubt]:
    """Cells such as ``26.527`` that the rest of their column makes likely to be thousands.

    ``cells`` are the numbers of a column, each with its unit; only cells of one unit are compared
    by size.
    """
    style = judge(cell for cell, _ in cells)
    if style.point == "decimal" or (style.point == "unknown" and style.comma == "thousands"):
        return []
    forms = [_form(cleaned(cell)) for cell, _ in cells]
    sure: defaultdict[str, list[float]] = defaultdict(list)
    doubtful: list[tuple[int, _Form]] = []
    for position, form in enumerate(forms):
        if form and not form.separator:
            sure[cells[position][1]].append(float(form.text()))
        elif form and form.separator == "." and not form.sign:
            doubtful.append((position, form))
    sizes = {unit: (min(values), max(values)) for unit, values in sure.items() if len(values) > 1}
    found = []
    for position, form in doubtful:
        thousands = form.whole + form.fraction
        size = sizes.get(cells[position][1])
        if style.point == "thousands":
            found.append(Doubt(position, thousands, "other cells have points between thousands"))
        elif style.point == "unknown" and _fits(form, size):
            found.append(Doubt(position, thousands, "the other numbers are of that size"))
        elif style.point == "both" or style.comma != "unknown" or len(doubtful) >= MIN_ALIKE:
            found.append(Doubt(position, None, f"it could be {thousands} as well"))
    return found


def _fits(form: _Form, size: tuple[float, float] | None) -> bool:
    """Whether only the larger reading is of the size of the other numbers."""
    if size is None or size[0] <= 0:
        return False
    smallest, largest = size
    as_thousands = float(form.whole + form.fraction)
    return float(form.text()) < smallest / 10 and smallest / 10 <= as_thousands <= largest * 10
