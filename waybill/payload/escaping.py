"""The one door through which data becomes JavaScript (DESIGN: data is code in folium if you let it).

branca renders what elements output as Jinja templates again, and browsers end a script at
``</script>`` wherever it stands. So data enters a script only as a JSON literal in which every
character that HTML, Jinja or a template literal could act on is a ``\\u`` escape.
"""

from __future__ import annotations

import json
from typing import Any

# Braces, percent, hash and dollar only matter in pairs, but escaping each alone leaves no pair to
# find, whatever the strings are joined to. Underscores and brackets: streamlit-folium rewrites
# ``_name`` words, ``map_div2`` and ``alert(coords);`` wherever a script has them, data included.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&'`$%#{}_()"}


def to_javascript(value: Any) -> str:
    """``value`` as a JavaScript expression that is only data.

    Braces that are JSON's own structure stay; every brace inside a string is escaped, so ``{{`` and
    ``{%`` cannot come from data. Structural ``{{`` cannot occur in JSON, ``}}`` can, and is parted
    by a space. Raises ValueError for NaN and infinity, TypeError for what JSON cannot hold.
    """
    parts: list[str] = []
    for piece in _pieces(
        json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    ):
        is_string = piece.startswith('"')
        parts.append(piece.translate(_ESCAPES) if is_string else piece.replace("}", "} "))
    return "".join(parts)


def _pieces(text: str) -> list[str]:
    """JSON text cut into strings (with their quotes) and what stands between them."""
    pieces: list[str] = []
    start = index = 0
    while index < len(text):
        if text[index] != '"':
            index += 1
            continue
        if index > start:
            pieces.append(text[start:index])
        end = index + 1
        while text[end] != '"':
            end += 2 if text[end] == "\\" else 1
        pieces.append(text[index : end + 1])
        start = index = end + 1
    if start < len(text):
        pieces.append(text[start:])
    return pieces
