"""Which encoding a file that is not UTF-8 has, when only one gives words.

Own rules over a short list of encodings: on files of a few lines, charset-normalizer 3.5.2 reads
``Königsberg`` in Windows-1252 as cp775 and GB18030 as Korean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from waybill.story.reading.suggest.text.plausible import is_plausible, likeness

# What spreadsheets and old systems write, the likelier first. Encodings of more than one byte a letter
# (Chinese, Japanese, Korean) read each other's bytes as words, so none of them is guessed.
NAMES = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp1257": "Windows-1257",
    "mac_roman": "Mac OS Roman",
    "cp850": "DOS 850",
    "koi8_u": "KOI8",
    "cp866": "DOS 866",
    "iso8859_5": "ISO 8859-5",
}
MAX_CHARACTERS = 20_000
# Words wholly in another alphabet tell nothing about their encoding with fewer letters than this.
MIN_LETTERS = 6
# Letters so much commoner than those of another reading leave no doubt; see ``plausible.score``.
CLEARLY_BETTER = 1.0


@dataclass(frozen=True, slots=True)
class Decoding:
    """An encoding that turns the bytes of a file into words: Python's name and the usual one."""

    codec: str
    name: str

    def text(self, cell: str) -> str:
        """A cell with its undecoded bytes (as surrogates) read in this encoding."""
        return cell.encode("utf-8", "surrogateescape").decode(self.codec, "replace")


def guess(cells: Sequence[str]) -> list[Decoding]:
    """The encodings in which all ``cells`` are words, one for each different reading.

    ``cells`` hold the bytes that are not UTF-8 as surrogates. One entry: that is the encoding. More:
    the bytes alone do not tell. None: something else.
    """
    sample = _sample(cells)
    raw = sample.encode("utf-8", "surrogateescape")
    found: dict[str, Decoding] = {}
    for codec, name in NAMES.items():
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if text not in found and is_plausible(text):
            found[text] = Decoding(codec, name)
    best = max(map(likeness, found), default=0.0)
    kept = {text: one for text, one in found.items() if likeness(text) > best - CLEARLY_BETTER}
    foreign = sum(byte > 127 for byte in raw)
    if foreign < MIN_LETTERS and not all(_is_mixed(text) for text in kept):
        return []
    return list(kept.values())


def _is_mixed(text: str) -> bool:
    """Whether plain letters stand beside the others, which only those of one script can."""
    return any(letter.isascii() and letter.isalpha() for letter in text)


def _sample(cells: Sequence[str]) -> str:
    parts: list[str] = []
    length = 0
    for cell in cells:
        length += len(cell)
        if length > MAX_CHARACTERS and parts:
            break
        parts.append(cell[:MAX_CHARACTERS])
    return "\n".join(parts)
