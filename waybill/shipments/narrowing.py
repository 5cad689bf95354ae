"""``where`` of a link: values that shipments must have, ``flag:Panama|owner:A & B``.

The browser has the same rules (waybill/web/state/flows/where.js); tests/cases/where.json holds both.
"""

from __future__ import annotations

from collections.abc import Mapping

_SIGNS = {"%": "%25", "|": "%7C", ":": "%3A"}


def read_where(text: str) -> dict[str, str]:
    """The values by name; what has no colon is passed over, and of two of one name the last holds."""
    found = {}
    for part in text.split("|"):
        name, colon, value = part.partition(":")
        if name and colon and value:
            found[_read(name)] = _read(value)
    return found


def write_where(values: Mapping[str, str]) -> str:
    """The text that reads back as these values."""
    return "|".join(f"{_written(name)}:{_written(value)}" for name, value in values.items())


def _read(text: str) -> str:
    for sign, written in reversed(_SIGNS.items()):
        text = text.replace(written, sign)
    return text


def _written(text: str) -> str:
    for sign, written in _SIGNS.items():
        text = text.replace(sign, written)
    return text
