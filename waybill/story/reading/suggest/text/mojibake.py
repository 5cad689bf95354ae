"""Text that was decoded wrongly before it reached us, put right: ``SÃ£o TomÃ©`` -> ``São Tomé``.

A word is only put right when all of it turns back into sound UTF-8 (which chance does not produce) and
the result looks like a word. Real words are left alone, in any script.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from waybill.story.reading.suggest.text.plausible import is_one_script, is_sound, score, script_of

REPLACEMENT = "\ufffd"
"""What decoders write for a letter they could not read."""

# The encodings in which UTF-8 is read by mistake.
_WRONG_CODECS = {
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "mac_roman": "Mac OS Roman",
    "cp1250": "Windows-1250",
    "cp850": "DOS 850",
    "cp437": "DOS 437",
}
MAX_LENGTH = 10_000
MAX_ROUNDS = 3  # encoded and misread more than once
MIN_CYRILLIC_LETTERS = 4
MIN_CYRILLIC_SCORE = 0.9  # running text has about 1.5

_SPACES = re.compile(r"([ \t\r\n]+)")
_C1 = re.compile("([\x80-\x9f]+)")
_SEQUENCE = re.compile(b"[\xc2-\xf4][\x80-\xbf]+")
_LATIN_LEADS = b"\xc2\xc3\xc4\xc5\xe2"
_VIETNAMESE = re.compile(b"\xe1[\xb8-\xbb]")
_SIGNS = frozenset(map(chr, range(0xA0, 0xC0))) | frozenset(
    "’‘“”–—…×÷‚„†‡•‰‹›€™№−\u200c\u200d\u200e\u200f"
)
_CLOSING = frozenset("…’”»›–—")
_ACCENTED = re.compile("[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+")


@dataclass(frozen=True, slots=True)
class Repair:
    """The text as it was meant, and how it had been misread."""

    text: str
    how: str


def repair(text: str) -> Repair | None:
    """``text`` as it was before it was misread; None when nothing speaks for that."""
    if text.isascii() or len(text) > MAX_LENGTH or REPLACEMENT in text:
        return None
    if not _suspicious().search(text):
        return None
    words = _SPACES.split(text)
    found: dict[str, str] = {}
    for codec, name in _WRONG_CODECS.items():
        mended = [_mended(word, codec) for word in words]
        if mended == words:
            continue
        mended = [_mended_beside(word, codec) for word in words]
        if all(word.isascii() or is_sound(word) for word in mended):
            found.setdefault("".join(mended), name)
            if all(word.isascii() or word != now for word, now in zip(words, mended, strict=True)):
                break  # every word was misread so
    if found:
        # The reading that leaves the fewest words as they were.
        text_now, name = min(found.items(), key=lambda one: _strangeness(one[0]))
        return Repair(text_now, f"UTF-8 that was read as {name}")
    return _cyrillic_as_western(words)


@cache
def _suspicious() -> re.Pattern[str]:
    """What misread text holds somewhere: a quick look that spares most text the rest.

    For each encoding, what it makes of a first byte of UTF-8 and of the byte after it.
    """
    pairs = ["[\u00c0-\u00ff\u00a8\u00b8\u00b3\u00bf]{3}"]
    for codec in _WRONG_CODECS:
        first = _characters(codec, range(0xC2, 0xF5))
        second = _characters(codec, range(0x80, 0xC0))
        pairs.append(f"[{first}][{second}\x80-\x9f]")
    return re.compile("|".join(pairs))


def _characters(codec: str, points: range) -> str:
    return re.escape(bytes(points).decode(codec, "ignore"))


def _strangeness(text: str) -> int:
    return sum(ord(character) > 127 for character in text)


def _mended(word: str, codec: str) -> str:
    """The word read as UTF-8, more than once if it was misread more than once; or as it is."""
    mended = read = word
    for _ in range(MAX_ROUNDS):
        once = _decoded(read, codec)
        if once is None:
            break
        before, (raw, read) = read, once
        if _is_text(read) and _is_better(before, raw, read):
            mended = read
    return mended


def _mended_beside(word: str, codec: str) -> str:
    """As ``_mended``, in a text of which another word is proof: any text will do."""
    mended = _mended(word, codec)
    once = _decoded(word, codec) if mended == word else None
    return once[1] if once and _is_text(once[1], proven=True) else mended


def _decoded(word: str, codec: str) -> tuple[bytes, str] | None:
    """The bytes the word was decoded from, and what they are in UTF-8."""
    raw = None if word.isascii() else _encoded(word, codec)
    if raw is None:
        return None
    try:
        return raw, raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _encoded(word: str, codec: str) -> bytes | None:
    """The word in an encoding; what the encoding leaves open stands for itself (C1)."""
    try:
        return word.encode(codec)
    except UnicodeEncodeError as error:
        if not _C1.match(word, error.start):
            return None
    try:
        parts = _C1.split(word)
        return b"".join(p.encode("latin-1" if _C1.match(p) else codec) for p in parts)
    except UnicodeEncodeError:
        return None


def _is_text(read: str, *, proven: bool = False) -> bool:
    """Whether the reading has one script, and no character that text does not have."""
    categories = ("Mn", "Mc", "So", "Po", "Pd", "Ps", "Pe") if proven else ("Mn", "Mc", "So")
    return is_one_script(read) and all(
        c.isalnum() or c in _SIGNS or unicodedata.category(c) in categories
        for c in read
        if ord(c) > 127
    )


def _is_better(word: str, raw: bytes, read: str) -> bool:
    """Whether the reading is a word, and what stands there hardly is."""
    if any(unicodedata.category(c) == "Cc" for c in read):
        return False
    sequences = _SEQUENCE.findall(raw)
    if len(sequences) == 1:
        if sequences[0][0] not in _LATIN_LEADS and not _VIETNAMESE.match(sequences[0]):
            return False
        # Еџ is a word as it stands; CAFÉ… and MALMÖ– are words with a sign behind them.
        if word.isalpha() and script_of(word[0]) != "latin" and is_sound(word):
            return False
        tail = word.rstrip("".join(_CLOSING))
        if tail != word and tail.upper() == tail:
            return False
    if all(script_of(c) == "other" for c in read if c.isalpha()):
        return True
    return is_sound(read)


def _cyrillic_as_western(words: list[str]) -> Repair | None:
    """``Ðàäæèí`` -> ``Раджин``: Windows-1251 that was read as Windows-1252."""
    mended = [_cyrillic(word) for word in words]
    changed = "".join(now for word, now in zip(words, mended, strict=True) if word != now)
    letters = "".join(letter for letter in changed if letter.isalpha())
    if len(letters) < MIN_CYRILLIC_LETTERS or score("cyrillic", letters) < MIN_CYRILLIC_SCORE:
        return None
    return Repair("".join(mended), "Windows-1251 that was read as Windows-1252")


def _cyrillic(word: str) -> str:
    if any(c.isascii() and c.isalpha() for c in word) or not _ACCENTED.search(word):
        return word
    raw = _encoded(word, "cp1252")
    if raw is None:
        return word
    try:
        read = raw.decode("cp1251")
    except UnicodeDecodeError:
        return word
    letters = [letter for letter in read if letter.isalpha()]
    return read if letters and is_sound(read) and script_of(letters[0]) == "cyrillic" else word
