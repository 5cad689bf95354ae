"""What is said of flows in words: quantities, what is drawn and what is not.

The browser has the same rules (waybill/web/flows/words.js): tests/cases/flow_words.json holds both, and
tests/parity/test_flows.py compares them at random.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from waybill.evidence.phrases import counted, day_words, range_words
from waybill.shipments.bins import EPOCH
from waybill.shipments.window import Window
from waybill.story.day import Day

WHOLE_FROM = 100
"""Smaller quantities keep decimals."""
NOTHING_SMALLER = "Nothing smaller is left out."
LEFT_OUT = {
    "no_place": "without a known place",
    "no_day": "without a day",
    "no_quantity": "without a quantity",
    "negative": "with a negative quantity",
}


def amount_words(quantity: float, unit: str) -> str:
    """ "1,235 t"; small quantities with up to two decimals, and never as zero."""
    number = _fixed(quantity, 0 if quantity >= WHOLE_FROM else 2)
    if quantity and not number:
        words = "less than 0.01"
    else:
        words = f"{number:,f}"
        words = words.rstrip("0").rstrip(".") if "." in words else words
    return f"{words} {unit}".rstrip()


def share_words(part: float, whole: float) -> str:
    """ "3.1 %"; never 0 or 100 for what is not."""
    if not whole:
        return "0 %"
    percent = 100 * part / whole
    if 0 < percent < 0.1:
        return "less than 0.1 %"
    if 99.9 < percent < 100:
        return "more than 99.9 %"
    return "100 %" if percent == 100 else f"{_fixed(percent, 1)} %"


def _fixed(number: float, decimals: int) -> Decimal:
    """The number with so many decimals, as toFixed of the browser: half of the last is rounded up."""
    return Decimal(number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def rest_sentences(
    meta: Mapping[str, Any], found: Window, *, is_clustered: bool = False
) -> list[str]:
    """What is drawn, then all that is not.

    Args:
        meta: that of a cube, with its bins.
        found: a window of it.
        is_clustered: whether places that are close stand as one.
    """
    drawn, loops, total = found.drawn, found.loops, found.total
    unit = meta["unit"]
    sentences = [
        f"{range_words(EPOCH.plus(found.first), EPOCH.plus(found.last))}: "
        f"{counted(drawn.flows, 'flow')} drawn, {amount_words(drawn.quantity, unit)} of "
        f"{amount_words(total.quantity, unit)} ({share_words(drawn.quantity, total.quantity)}).",
        _smaller(meta, found, is_clustered),
    ]
    if loops.count:
        where = "within one circle" if is_clustered else "at one place"
        sentences.append(
            f"{counted(loops.count, 'shipment')} that {'stays' if loops.count == 1 else 'stay'} "
            f"{where} ({share_words(loops.quantity, total.quantity)}) not drawn."
        )
    sentences.append(left_out_words(meta["left_out"]))
    if not found.is_top and not is_clustered and found.rest.count:
        sentences.append("A larger flow may be among those not kept.")
    if meta["bins"]["level"] != "day":
        sentences.append(f"Sums are by {meta['bins']['level']}: the dates are whole ones.")
    sentences.append(_parted_words(meta))
    return [sentence for sentence in sentences if sentence]


def _parted_words(meta: Mapping[str, Any]) -> str:
    """Of when sums of exact days are, where a database was asked for some of them after the cube was made."""
    as_of, parted = meta.get("as_of"), meta.get("parted")
    if not as_of or not parted:
        return ""
    made = f"{day_words(Day.fromisoformat(as_of[:10]))}, {as_of[11:16]} UTC"
    return (
        f"Days of incomplete {parted}s are of the database as it was when they were asked for, "
        f"whole {parted}s as of {made}."
    )


def _smaller(meta: Mapping[str, Any], found: Window, is_clustered: bool) -> str:
    count = found.rest.count - found.loops.count
    if count <= 0:
        return NOTHING_SMALLER
    share = share_words(found.rest.quantity - found.loops.quantity, found.total.quantity)
    few = found.rest.flows - found.loops.flows
    is_whole = meta["pairs"]["kept"] == meta["pairs"]["all"]
    what = counted(few, "smaller flow") if few > 0 and (is_whole or is_clustered) else ""
    return f"{what or 'Smaller flows'} not drawn: {share} of the quantity, {counted(count, 'shipment')}."


def left_out_words(left_out: Mapping[str, int]) -> str:
    """ "3,912 shipments without a known place, 12 without a day: in no sum."; "" for none."""
    parts = [(left_out[name], words) for name, words in LEFT_OUT.items() if left_out[name]]
    if not parts:
        return ""
    said = [f"{counted(parts[0][0], 'shipment')} {parts[0][1]}"]
    said += [f"{number:,} {words}" for number, words in parts[1:]]
    return f"{', '.join(said)}: in no sum."
