"""The one door through which data becomes JavaScript (DESIGN: data is code in folium if you let it).

branca renders what elements output as Jinja templates again, and browsers end a script at
``</script>`` wherever it stands. So data enters a script only as a JSON literal in which every
character that HTML, Jinja or a template literal could act on is a ``\\u`` escape.
"""

from __future__ import annotations

import json
import re
from typing import Any

# Braces, percent, hash and dollar only matter in pairs, but escaping each alone leaves no pair to
# find, whatever the strings are joined to. Underscores and brackets: streamlit-folium rewrites
# ``_name`` words, ``map_div2`` and ``alert(coords);`` wherever a script has them, data included.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&'`$%#{}_()"}
# A string in JSON, with its quotes.
_STRING = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")')


def to_javascript(value: Any) -> str:
    """``value`` as a JavaScript expression that is only data.

    Braces that are JSON's own structure stay; every brace inside a string is escaped, so ``{{`` and
    ``{%`` cannot come from data. Structural ``{{`` cannot occur in JSON, ``}}`` can, and is parted
    by a space. Raises ValueError for NaN and infinity, TypeError for what JSON cannot hold.
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    # Cut by the pattern's group, every second piece is a string.
    pieces = _STRING.split(text)
    pieces[0::2] = [piece.replace("}", "} ") for piece in pieces[0::2]]
    pieces[1::2] = [piece.translate(_ESCAPES) for piece in pieces[1::2]]
    return "".join(pieces)


# What XML 1.0 has no way to write, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text with a replacement character for what XML 1.0 cannot hold; the writer escapes the rest."""
    return _NOT_XML.sub("\ufffd", text)
