"""Text on the card, set in the Source Sans that Streamlit ships, so that no system font is needed.

The file is a variable woff2, which FreeType opens in Pillow's own wheels (they contain brotli). If the
file is missing or cannot be opened, Pillow's built-in font is used: it has hardly more than ASCII, so
other letters are written without their marks (é as e, → as ->). Source Sans has Latin, Greek and
Cyrillic; a text with other letters is set in waybill/card/faces/world.ttf, and what that
lacks is spelt in Latin letters: ``can_draw`` finds it beforehand, so that nothing is an empty box.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageDraw, ImageFont

from waybill.card.faces.scripts import (
    INVISIBLE,
    WORLD,
    has_shaper,
    in_latin_letters,
    is_letter,
    is_written_without_spaces,
    needs_shaper,
)

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
def font(size: int, weight: int = REGULAR, face: Path | None = None) -> Font:
    """Load a font at a size in pixels of the picture.

    Args:
        size: in pixels of the picture.
        weight: 200 to 900; our own face has one weight.
        face: None for Source Sans, or the built-in font without it.
    """
    path = face or _source_sans()
    if path is None:
        return ImageFont.load_default(size)
    loaded = ImageFont.truetype(path, size)
    if face is None:
        loaded.set_variation_by_axes([weight])
    return loaded


@lru_cache(maxsize=8192)
def face_of(text: str) -> Path | None:
    """Return the face in which to set a text: None, which is Source Sans, wherever it has all letters."""
    if all(c.isspace() or can_draw(c) for c in text):
        return None
    return WORLD


def drawable(text: str) -> str:
    """Put the text on one line, in letters that can be drawn; in Latin ones those that cannot."""
    text = "".join(c if c.isprintable() or c in INVISIBLE else " " for c in text)
    text = " ".join(text.split())
    if not has_shaper():
        text = "".join(c for c in text if c not in INVISIBLE)
    if _source_sans() is None:
        plain = "".join(_PLAIN.get(c, c) for c in text)
        plain = "".join(
            c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)
        )
        if face_of(plain) is None:
            return plain
    face = face_of(text)
    return " ".join(filter(None, (_drawable_word(word, face) for word in text.split())))


def _drawable_word(word: str, face: Path | None) -> str:
    """The word without signs that the face lacks; in Latin letters whole where it lacks a letter."""
    missing = [c for c in word if not can_draw(c, face)]
    if any(map(is_letter, missing)):
        return in_latin_letters(word)
    return "".join(c for c in word if c not in missing) if missing else word


def is_drawable(text: str) -> bool:
    """Return whether every letter of a text can be drawn as it is."""
    face = face_of(text)
    return all(c.isspace() or c in INVISIBLE or can_draw(c, face) for c in text)


@lru_cache(maxsize=16384)
def can_draw(character: str, face: Path | None = None) -> bool:
    """Return whether a face has this character, rather than its box for missing ones."""
    if character in INVISIBLE:
        return has_shaper()
    if needs_shaper(character) and not has_shaper():
        return False
    loaded, missing = _unshaped(face)
    try:
        return _outline(loaded, character) != missing
    except OSError:  # FreeType draws nothing so intricate as U+FDFD, a sentence in one character
        return False


Outline = tuple[tuple[int, int], bytes]


@lru_cache(maxsize=4)
def _unshaped(face: Path | None) -> tuple[Font, Outline]:
    """Load a face whose characters are drawn one by one; returns it, and its box for missing ones.

    A shaper would move the box for a missing mark, so that it looks like another one.
    """
    path = face or _source_sans()
    loaded: Font
    if path is None:
        loaded = ImageFont.load_default(40)
    else:
        loaded = ImageFont.truetype(path, 40, layout_engine=ImageFont.Layout.BASIC)
    return loaded, _outline(loaded, "\uffff")


def _outline(loaded: Font, character: str) -> Outline:
    mask = loaded.getmask(character)
    return mask.size, bytes(mask)


@lru_cache(maxsize=8192)
def width(text: str, size: int, weight: int = REGULAR) -> float:
    """Return the width of a line of text, in pixels of the card."""
    return float(font(size * SUPERSAMPLE, weight, face_of(text)).getlength(text)) / SUPERSAMPLE


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
        font=font(size * SUPERSAMPLE, weight, face_of(text)),
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

    No line is wider than ``room`` pixels of the card. Scripts that have no spaces break anywhere.
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
        line, words = " ".join(words[:count]), words[count:]
        if any(map(is_written_without_spaces, line)) and width(line, size, weight) > room:
            cut = _longest(line, size, weight, room)
            line, words = line[:cut], [line[cut:], *words]
        out.append(fit(line, size, weight, room))
    return [line for line in out if line]


def _longest(text: str, size: int, weight: int, room: float) -> int:
    """Return how many characters fit, at least one; marks stay with the letter that they are on."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle], size, weight) <= room:
            low = middle
        else:
            high = middle - 1
    while low > 1 and low < len(text) and unicodedata.category(text[low])[0] == "M":
        low -= 1
    return low
