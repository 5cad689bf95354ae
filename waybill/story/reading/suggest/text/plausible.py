"""Whether decoded text looks like words that somebody wrote, or like bytes read in the wrong code.

Words decoded wrongly change case in the middle, mix scripts within a word, carry symbols between letters,
or consist of letters that are rare in their language. Frequencies are rounded from published counts of
Russian, Ukrainian and Greek text; only their order of size matters here.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Literal

Script = Literal["latin", "cyrillic", "greek", "hebrew", "arabic", "other"]


def _table(pairs: str) -> dict[str, float]:
    """``"о=10.9 е=8.4"`` as a dictionary."""
    return {pair[0]: float(pair[2:]) for pair in pairs.split()}


# Percent of all letters.
_FREQUENCIES: dict[Script, dict[str, float]] = {
    "cyrillic": _table(
        "о=10.9 е=8.4 а=8.0 и=7.3 н=6.7 т=6.2 с=5.4 р=4.7 в=4.5 л=4.4 к=3.4 м=3.2 д=2.9 п=2.8 "
        "у=2.6 я=2.0 ы=1.9 ь=1.7 г=1.7 з=1.6 б=1.5 ч=1.4 й=1.2 х=0.9 ж=0.9 ш=0.7 ю=0.6 ц=0.4 "
        "щ=0.3 э=0.3 ф=0.2 ъ=0.05 ё=0.1 і=5.5 ї=0.7 є=0.7"
    ),
    "greek": _table(
        "α=9.0 ο=8.0 ι=7.0 ε=7.0 τ=8.0 ν=6.4 σ=5.0 ς=3.6 η=3.5 υ=3.5 ρ=4.4 π=4.0 κ=4.0 μ=3.4 "
        "λ=2.8 ω=1.8 γ=1.8 δ=1.7 χ=1.2 θ=1.1 φ=0.8 β=0.7 ξ=0.4 ζ=0.4 ψ=0.1 ά=2.0 έ=1.6 ή=1.5 "
        "ί=2.2 ό=1.7 ύ=0.8 ώ=0.7"
    ),
}
_RARE = 0.01
# Mean logarithm of the percentages: running text has about 1.5, random letters less than 0.
MIN_SCORE = 0.5
LATIN_SCORE = 1.0
# A word in Latin letters keeps some plain ones: ``Ðàäæèí`` has none.
MAX_FOREIGN_SHARE = 0.75
# Letters beyond a to z of languages in Latin letters: those of one text belong to one of them.
_ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüßé",  # German
        "áéíñóúüç",  # Spanish
        "áâãàçéêíóôõúü",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "àçèéíïòóúü",  # Catalan
        "åäöøæéü",  # Danish, Norwegian, Swedish, Finnish
        "áéíóúýþæöð",  # Icelandic
        "áíóúýæøð",  # Faroese
        "éèëïöüáóú",  # Dutch
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîșțşţ",  # Romanian
        "čćđšž",  # Croatian, Slovene, Bosnian
        "çë",  # Albanian
        "āčēģīķļņšūž",  # Latvian
        "ąčęėįšųūž",  # Lithuanian
        "äöõüšž",  # Estonian
        "çğıiöşüâî",  # Turkish
        "āēīōūŏŭĭĕ",  # romanised Japanese and Korean
    )
)

_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x41, 0x5A, "latin"),
    (0x61, 0x7A, "latin"),
    (0xC0, 0x17F, "latin"),
    (0x218, 0x21B, "latin"),
    (0x1E02, 0x1EF9, "latin"),
    (0x386, 0x3CE, "greek"),
    (0x400, 0x45F, "cyrillic"),
    (0x490, 0x4E9, "cyrillic"),
    (0x5D0, 0x5EA, "hebrew"),
    (0x621, 0x64A, "arabic"),
    (0x67E, 0x6CC, "arabic"),
)
_NOT_LETTERS = frozenset("×÷·")
_MAY_JOIN = frozenset("'’ʼ-‐–.&/·")
_PUNCTUATION = frozenset("‘’“”„‚«»‹›–—…•·°€©®№§\u00a0\u2010\u2011\u202f\u00ad")
_HEBREW_FINALS = re.compile("[ךםןףץ][א-ת]")
_RUN = re.compile(r"[^\W\d_]+")


def script_of(letter: str) -> Script:
    """The script of a letter, as far as encodings of one byte have it."""
    point = ord(letter)
    if letter in _NOT_LETTERS:
        return "other"
    return next((name for low, high, name in _RANGES if low <= point <= high), "other")


def is_plausible(text: str) -> bool:
    """Whether ``text`` could be words of one language."""
    if not all(_is_known(character) for character in text):
        return False
    words = re.split("[ \t\r\n]+", text)
    if not all(is_sound(word) for word in words):
        return False
    letters: dict[Script, list[str]] = {}
    for run in _RUN.findall(text):
        letters.setdefault(script_of(run[0]), []).append(run)
    return all(_is_common(script, "".join(runs)) for script, runs in letters.items())


def is_sound(word: str) -> bool:
    """Whether a word keeps to one script, has its capitals in place and no symbol between letters."""
    if _has_symbol_inside(word) or _HEBREW_FINALS.search(word):
        return False
    return all(is_one_script(run) and _has_sound_case(run) for run in _RUN.findall(word))


def is_one_script(word: str) -> bool:
    """Whether a word has letters of one script only, and no mark without a letter before it."""
    letters = [letter for letter in word if letter.isalpha()]
    known = {script_of(letter) for letter in letters}
    starts_with_mark = unicodedata.category(word[0]).startswith("M")
    return len(known) <= 1 and not starts_with_mark


def _is_known(character: str) -> bool:
    return ord(character) < 128 or script_of(character) != "other" or character in _PUNCTUATION


def _has_symbol_inside(word: str) -> bool:
    """Whether a sign that is no letter stands between two letters, where none stands in words."""
    if word.isascii():
        return False
    letters = [position for position, character in enumerate(word) if character.isalpha()]
    inside = word[letters[0] : letters[-1]] if letters else ""
    return any(
        ord(sign) > 127
        and not (sign.isalnum() or sign in _MAY_JOIN or unicodedata.category(sign)[0] in "MC")
        for sign in inside
    )


def _has_sound_case(run: str) -> bool:
    """Whether the capitals of a word stand where capitals stand: first, or everywhere.

    Plain Latin ones may stand anywhere (``McMurdo``).
    """
    if run[1:].isupper() and run[0].islower() and len(run) > 2:
        return False
    return run.isupper() or not any(ord(c) > 127 and c.isupper() for c in run[1:])


def _is_common(script: Script, letters: str) -> bool:
    if script == "latin":
        small = letters.replace("İ", "i").lower()
        foreign = {letter for letter in small if ord(letter) > 127}
        share = sum(small.count(letter) for letter in foreign) / len(small)
        return share <= MAX_FOREIGN_SHARE and any(foreign <= alphabet for alphabet in _ALPHABETS)
    return score(script, letters) >= MIN_SCORE


def likeness(text: str) -> float:
    """How much the letters of a plausible text speak for its script, as ``score``."""
    letters = [letter for letter in text if ord(letter) > 127 and letter.isalpha()]
    if not letters:
        return MIN_SCORE
    script = script_of(letters[0])
    return score(script, "".join(letter for letter in letters if script_of(letter) == script))


def score(script: Script, letters: str) -> float:
    """How common the letters are in their script: the mean logarithm of their percentages.

    Scripts without a table have the least that passes; Latin, which is judged by its alphabets, more.
    """
    table = _FREQUENCIES.get(script)
    if table is None:
        return LATIN_SCORE if script == "latin" else MIN_SCORE
    small = unicodedata.normalize("NFC", letters.lower())
    return sum(math.log(table.get(letter, _RARE)) for letter in small) / len(small)
