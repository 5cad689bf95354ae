"""The text in bytes of unknown encoding.

A byte order mark decides; UTF-8 that decodes is UTF-8. For anything else the encoding is guessed by
what its words look like: letters of one script, not too many with accents. Detectors that count
bytes are wrong on small files (charset-normalizer 3.5.2 reads cp1252 "Königsberg" as cp775), so the
guess is told, with the words that it rests on, and can be changed.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from waybill.story.reading.suggest.text import encodings as checked

CANDIDATES = (
    *("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1256", "cp1255", "cp1257"),
    *("cp932", "gb18030", "cp949", "big5"),
    *("mac_roman", "koi8_u", "cp866", "cp850"),
)
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MAX_SAMPLE_BYTES = 200_000
_WORD = re.compile(r"[^\s,;|\"'()\[\]/]+")


def decoded(data: bytes, encoding: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """``(text, encoding, words)``; ``words`` are examples when the encoding was guessed."""
    if encoding:
        return data.decode(encoding, "replace"), encoding, ()
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace").lstrip("\ufeff"), name, ()
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        pass
    if data[1:200:2].count(0) > 50:
        return data.decode("utf-16-le", "replace"), "utf-16-le", ()
    best, score = max(((n, _plausibility(data, n)) for n in CANDIDATES), key=lambda pair: pair[1])
    if score < 1:
        best = _sure(data) or best
    text = data.decode(best, "replace")
    strange = [word for word in _WORD.findall(text[:_MAX_SAMPLE_BYTES]) if not word.isascii()]
    return text, best, tuple(dict.fromkeys(strange))[:3]


def _sure(data: bytes) -> str | None:
    """The one encoding in which all words are words of one language, by the check's rule."""
    sample = data[:_MAX_SAMPLE_BYTES].decode("utf-8", "surrogateescape")
    found = checked.guess([word for word in _WORD.findall(sample) if not word.isascii()])
    return found[0].codec if len(found) == 1 else None


def _plausibility(data: bytes, encoding: str) -> float:
    """Share of the words with other than ASCII letters that look like words; below 0: none can be."""
    sample = data[:_MAX_SAMPLE_BYTES]
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 4 or len(sample) == len(data):
            return -1.0
        text = sample.decode(encoding, "ignore")
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        return 0.0
    return sum(_word_plausibility(word) for word in words) / len(words)


def _word_plausibility(word: str) -> float:
    scripts = set()
    strange = 0
    for character in word:
        if character.isascii():
            if character.isalpha():
                scripts.add("LATIN")
            continue
        category = unicodedata.category(character)
        if category in ("Cc", "Co", "Cn", "Cs"):
            return 0.0
        if category[0] not in "LM":
            strange += category not in ("Pd", "Pi", "Pf", "Po")
            continue
        scripts.add(_script(character))
    if strange or len(scripts - {"KANA"}) > 1:
        return 0.0
    if not scripts:
        return 1.0  # a dash, a quotation mark
    others = sum(not c.isascii() for c in word)
    if "LATIN" in scripts:
        # Cyrillic read as cp1252 is accented letters only: Ðàäæèí
        return 1.0 if others * 2 <= len(word) + 1 else 0.2
    if any(a.islower() and b.isupper() for a, b in pairwise(word)):
        return 0.3
    if "HANGUL" in scripts and any(len(c.encode("euc_kr", "replace")) != 2 for c in word):
        return 0.2  # not one of the 2,350 syllables that Korean is written with
    # Han characters come out of any two bytes, letters of an alphabet do not
    return 0.6 if scripts == {"CJK"} else 0.9


def _script(character: str) -> str:
    name = unicodedata.name(character, "?").split()[0].split("-")[0]
    return "KANA" if name in ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA") else name
