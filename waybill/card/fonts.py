"""Text on the card, set in the Source Sans that Streamlit ships, so that no system font is needed.

The file is a variable woff2, which FreeType opens in Pillow's own wheels (they contain brotli). If the
file is missing or cannot be opened, Pillow's built-in font is used: it has hardly more than ASCII, so
other letters are written without their marks (é as e, → as ->). Source Sans has Latin, Greek and
Cyrillic; ``can_draw`` finds other characters beforehand, so that none is drawn as an empty box.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

REGULAR, SEMIBOLD, BOLD = 400, 600, 700
SUPERSAMPLE = 2
"""Pixels of the picture per pixel of the card, each way: letters can be placed to half a pixel."""

ELLIPSIS = "…"
_PLAIN = {
    "→": "->",
    "–": "-",
    "—": "-",
    "−": "-",
    "…": "...",
    "·": "-",
    "×": "x",
    "≈": "~",
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "«": '"',
    "»": '"',
}


@cache
def _source_sans() -> Path | None:
    """Find the upright Source Sans in Streamlit's static files, without importing Streamlit."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        return None
    media = Path(spec.origin).parent / "static" / "static" / "media"
    files = sorted(media.glob("SourceSansVF-Upright*.woff2"))
    try:
        if files:
            ImageFont.truetype(files[0], 20).set_variation_by_axes([BOLD])
            return files[0]
    except OSError:  # FreeType without brotli, or without variable fonts
        pass
    return None


@lru_cache(maxsize=64)
def font(size: int, weight: int = REGULAR) -> Font:
    """Load the font at a size in pixels of the picture and a weight (200 to 900)."""
    path = _source_sans()
    if path is None:
        return ImageFont.load_default(size)
    loaded = ImageFont.truetype(path, size)
    loaded.set_variation_by_axes([weight])
    return loaded


def drawable(text: str) -> str:
    """Put the text on one line, in letters that the font has; "" when most of it cannot be drawn."""
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if _source_sans() is None:
        text = "".join(_PLAIN.get(c, c) for c in text)
        text = "".join(
            c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)
        )
    kept = "".join(c for c in text if c.isspace() or can_draw(c))
    return " ".join(kept.split()) if len(kept) * 2 > len(text) else ""


@lru_cache(maxsize=4096)
def can_draw(character: str) -> bool:
    """Return whether the font has this character, rather than its box for missing ones."""
    face = font(40)
    missing = face.getmask("\uffff")
    drawn = face.getmask(character)
    return drawn.size != missing.size or bytes(drawn) != bytes(missing)


@lru_cache(maxsize=8192)
def width(text: str, size: int, weight: int = REGULAR) -> float:
    """Return the width of a line of text, in pixels of the card."""
    return float(font(size * SUPERSAMPLE, weight).getlength(text)) / SUPERSAMPLE


def write(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: int,
    weight: int,
    colour: str,
    anchor: str = "lm",
    halo: str | None = None,
) -> None:
    """Write a line of text; ``at`` and ``size`` are in pixels of the card, ``anchor`` is Pillow's."""
    draw.text(
        (round(at[0] * SUPERSAMPLE), round(at[1] * SUPERSAMPLE)),
        text,
        fill=colour,
        font=font(size * SUPERSAMPLE, weight),
        anchor=anchor,
        stroke_width=0 if halo is None else 3 * SUPERSAMPLE // 2 + 1,
        stroke_fill=halo,
    )


def fit(text: str, size: int, weight: int, room: float) -> str:
    """Shorten a text to ``room`` pixels of the card, with an ellipsis where something was cut off."""
    text = text[:600]
    if width(text, size, weight) <= room:
        return text
    mark = ELLIPSIS if _source_sans() else "..."
    low, high = 0, len(text)
    while low < high:  # the longest beginning that fits
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + mark, size, weight) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" ,;:.–—") + mark if low else ""


def wrap(text: str, size: int, weight: int, room: float, lines: int) -> list[str]:
    """Break a text into at most ``lines`` lines of whole words; the last may end in an ellipsis.

    No line is wider than ``room`` pixels of the card.
    """
    words = text[:2000].split()
    out: list[str] = []
    while words and len(out) < lines:
        if len(out) == lines - 1:
            out.append(fit(" ".join(words), size, weight, room))
            break
        count = 1
        while count < len(words) and width(" ".join(words[: count + 1]), size, weight) <= room:
            count += 1
        out.append(fit(" ".join(words[:count]), size, weight, room))
        words = words[count:]
    return [line for line in out if line]
