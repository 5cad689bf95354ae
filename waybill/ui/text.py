"""Words from a visitor's files inside Streamlit's own elements, which read labels as Markdown."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
MAX_LABEL = 120  # characters


def as_label(text: str) -> str:
    """The text for a place where Streamlit reads Markdown, such that each character stands for itself.

    CommonMark takes a backslash before any ASCII punctuation for "as it stands", and Streamlit's
    directives for colours, icons and formulas begin with such a sign.
    """
    short = " ".join(text.split())
    short = short if len(short) <= MAX_LABEL else short[: MAX_LABEL - 1] + "…"
    return _PUNCTUATION.sub(r"\\\1", short)
