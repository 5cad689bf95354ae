"""Letters of other scripts in plain Latin ones, as far as that can be read back.

Latin letters with marks, Cyrillic, Greek, Georgian, Armenian and Hangul have a reading that does not
depend on the word. Arabic and Hebrew leave out the vowels, and the reading of a Han character
depends on the language, so their letters are left as they are.
"""

from __future__ import annotations

import re
import unicodedata


def _table(pairs: str) -> dict[str, str]:
    """``"а=a б=b ь="`` as a dictionary."""
    return dict(pair.split("=") for pair in pairs.split())


def _words(text: str) -> list[str]:
    """Sounds in order; ``-`` is none."""
    return ["" if word == "-" else word for word in text.split()]


# After umlauts are written out, as German passports do; other marks are left away.
_LATIN = str.maketrans(
    _table(
        "ä=ae ö=oe ü=ue ß=ss æ=ae œ=oe ø=oe ł=l đ=d ð=d þ=th ı=i ħ=h ŧ=t ŋ=ng ə=e ĳ=ij ĸ=k ŀ=l "
        "ɓ=b ɗ=d ƙ=k ɔ=o ɛ=e"
    )
)
_APOSTROPHES = re.compile("['’‘ʼʻʹʾʿ`´′]")

# BGN/PCGN without its apostrophes; the letters of Ukrainian follow its national system of 2010.
_CYRILLIC = _table(
    "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u "
    "ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ѕ=dz і=i ї=i є=ie ґ=g ў=u ј=j "
    "љ=lj њ=nj ћ=c ђ=dj џ=dz ѓ=gj ќ=kj ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h ҳ=h ҷ=j ӣ=i ӯ=u"
)
_UKRAINIAN = {**_CYRILLIC, **_table("г=h и=y й=i ю=iu я=ia")}
_UKRAINIAN_ONLY = re.compile("[іїєґ]")
_UKRAINIAN_FIRST = _table("ї=yi є=ye й=y ю=yu я=ya")

_GREEK_PAIRS = (("ου", "ou"), ("αυ", "av"), ("ευ", "ev"), ("γγ", "ng"), ("γχ", "nch"))
_GREEK = _table(
    "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f "
    "χ=ch ψ=ps ω=o"
)
_GEORGIAN = _table(
    "ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u ფ=p ქ=k "
    "ღ=gh ყ=q შ=sh ჩ=ch ც=ts ძ=dz წ=ts ჭ=ch ხ=kh ჯ=j ჰ=h"
)
_ARMENIAN_PAIRS = (("ու", "u"), ("եւ", "ev"), ("և", "ev"))
_ARMENIAN = _table(
    "ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=y թ=t ժ=zh ի=i լ=l խ=kh ծ=ts կ=k հ=h ձ=dz ղ=gh ճ=ch մ=m "
    "յ=y ն=n շ=sh ո=o չ=ch պ=p ջ=j ռ=r ս=s վ=v տ=t ր=r ց=ts ւ=v փ=p ք=k օ=o ֆ=f"
)
_LETTERS = {**_GREEK, **_GEORGIAN, **_ARMENIAN}

# Revised Romanization of Korean (2000), syllable by syllable: without the changes between them.
_INITIALS = _words("g kk n d tt r m b pp s ss - j jj ch k t p h")
_VOWELS = _words("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_FINALS = _words("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
_HANGUL = range(0xAC00, 0xD7A4)


def to_latin(text: str) -> str:
    """``text`` in small letters with every letter it can read in plain Latin ones.

    ``Köln`` becomes ``koeln``, ``Одеса`` ``odesa``, ``나진`` ``najin``; what has no reading of its own
    stays, so the result is ASCII only when the whole text could be read.
    """
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    lowered = _APOSTROPHES.sub("", lowered)
    if lowered.isascii():
        return lowered
    lowered = _without_marks(_cyrillic(lowered).translate(_LATIN))
    for pair, latin in (*_GREEK_PAIRS, *_ARMENIAN_PAIRS):
        lowered = lowered.replace(pair, latin)
    return "".join(_letter(character) for character in lowered)


def _cyrillic(text: str) -> str:
    """Cyrillic words in Latin letters; the table depends on the language of the word."""
    return re.sub("[\u0400-\u04ff\u0301]+", lambda word: _cyrillic_word(word[0]), text)


def _cyrillic_word(word: str) -> str:
    word = word.replace("\u0301", "")  # the accent of dictionaries
    if _UKRAINIAN_ONLY.search(word):
        first = _UKRAINIAN_FIRST.get(word[:1])
        rest = word[1:] if first else word
        return (first or "") + "".join(_UKRAINIAN.get(letter, letter) for letter in rest)
    word = re.sub("[иы]й$", "y", word)
    return "".join(_CYRILLIC.get(letter, letter) for letter in word)


def _without_marks(text: str) -> str:
    """Latin and Greek letters without their marks; other scripts keep theirs, which are letters."""
    out = []
    for character in text:
        parts = unicodedata.normalize("NFD", character)
        plain = parts[0]
        out.append(plain if plain.isascii() or plain in _GREEK else character)
    return "".join(c for c in out if not ("\u0300" <= c <= "\u036f"))


def _letter(character: str) -> str:
    if ord(character) in _HANGUL:
        return _syllable(ord(character) - _HANGUL.start)
    return _LETTERS.get(character, character)


def _syllable(number: int) -> str:
    """A Hangul syllable: 19 initials x 21 vowels x 28 finals, in Unicode's order."""
    initial, rest = divmod(number, 21 * 28)
    vowel, final = divmod(rest, 28)
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
