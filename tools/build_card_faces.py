"""Build waybill/card/faces/world.ttf: the preview card's typeface for scripts that Source Sans lacks.

    python tools/build_card_faces.py           build and write
    python tools/build_card_faces.py --check   build and compare with the committed file (exit 1 if not)

Noto Sans SemiBold of several scripts, from npm's @expo-google-fonts packages, is cut down to the
characters below and merged, with Latin, Greek and Cyrillic: a text is set in one face whole, which
leaves the order of its scripts to the shaper. Of Chinese, Japanese and Korean it has the everyday
characters of GB 2312, Big5 and JIS X 0208 (their level 1), the syllables of KS X 1001, and whatever
the gazetteer's names need. Han characters have the form that is usual in mainland China.

The file is not compressed: FreeType would unpack it again for each size (130 ms for 2 MB of woff2).

Needs fonttools (requirements-dev.txt). The comparison is of the characters and their outlines.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from npm_source import fetch_bytes

sys.path.insert(0, str(Path(__file__).parents[1]))
from waybill.gazetteer import packed
from waybill.gazetteer.store import FILE as GAZETTEER

WEIGHT = "600SemiBold"
ASCENT, DESCENT = 1024, -400  # of Source Sans: lines of either face stand alike
FACE = Path(__file__).parents[1] / "waybill" / "card" / "faces" / "world.ttf"
DIGESTS = {
    "noto-sans@0.4.2": "e691fe27813ec6ed11d0a5be4c6c1f6739996ed682462eaa3244a6185217dd6c",
    "noto-sans-arabic@0.4.3": "35e3c8bd9e17754ca30497fcd4a82921ee672c0e36a5e2b9aad7ed4b8d92e427",
    "noto-sans-armenian@0.4.2": "179fd6c754b9964a9933ec234c8db5bba3503534e62d10575c16cb732e6e6ea0",
    "noto-sans-bengali@0.4.4": "11a92a5f1f1c1a2b07db267fdfe1b20f3379bd96d7b43358f895223709ab8838",
    "noto-sans-devanagari@0.4.1": "5f8764f341ed1badfd382540277386c97b2a711399cb273c4854c3097588287b",
    "noto-sans-ethiopic@0.4.2": "03430809d926c4c048af2ef900d2a041d34894ea2d8fb13f2219b2315199938f",
    "noto-sans-georgian@0.4.3": "4ef71070125c1ba50e18ca5152ba438fd338a22d9eb618a043b7ce0305cfbe74",
    "noto-sans-hebrew@0.4.1": "9abe8cafd04882a1733438a853b6933268f56680dc45eee1497ebb95b5f38216",
    "noto-sans-jp@0.4.3": "c1d1baeebf7d702d84a02166d1449ac718c171a18d9fc89b21a7cd729eb454d3",
    "noto-sans-kr@0.4.3": "f3af82b46afd914853a00d3079e395eb6befaaa9be3d68c661199bba6a912ea5",
    "noto-sans-sc@0.4.3": "b5eb7510dff58e0626c72c0861d83a3ed2be1d03047cf90a623682b8667bc5ff",
    "noto-sans-thai@0.4.2": "2e0c06600ac07f9e22c9d360d3e3b37651af9aff9d2dd4b418ba9fd6856c51ea",
}

# Ranges of characters, hexadecimal
LATIN = ("0000-052F", "1E00-1FFF", "2000-20CF", "2100-218F", "25CC", "FB00-FB06", "FFFD")
SIGNS = ("2190-21FF", "2200-22FF", "25A0-25FF")  # arrows and the like, which Noto Sans has not
SCRIPTS = {
    "noto-sans-arabic@0.4.3": ("0600-06FF", "0750-077F", "FB50-FDFF", "FE70-FEFC"),
    "noto-sans-hebrew@0.4.1": ("0590-05FF", "FB1D-FB4F"),
    "noto-sans-armenian@0.4.2": ("0530-058F", "FB13-FB17"),
    "noto-sans-georgian@0.4.3": ("10A0-10FF", "1C90-1CBF", "2D00-2D2F"),
    "noto-sans-devanagari@0.4.1": ("0900-097F",),
    "noto-sans-bengali@0.4.4": ("0980-09FF",),
    "noto-sans-thai@0.4.2": ("0E00-0E7F",),
    "noto-sans-ethiopic@0.4.2": ("1200-137F",),
}
EAST_ASIAN = {
    "noto-sans-sc@0.4.3": ("2E80-2FDF", "3000-303F", "3400-9FFF", "F900-FAFF", "FF00-FFEF"),
    "noto-sans-jp@0.4.3": ("3040-30FF", "31F0-31FF", "3400-9FFF"),
    "noto-sans-kr@0.4.3": ("3130-318F", "AC00-D7A3", "3400-9FFF"),
}


class Part(NamedTuple):
    """A font of npm's, and the characters that are taken of it."""

    package: str
    characters: frozenset[int]

    def cut(self, cache: Path) -> TTFont:
        """Fetch the font and cut it down."""
        name = self.package.split("@")[0]
        family = "".join(w.upper() if len(w) == 2 else w.capitalize() for w in name.split("-"))
        member = f"package/{WEIGHT}/{family}_{WEIGHT}.ttf"
        source = (f"@expo-google-fonts/{self.package}", member, DIGESTS[self.package])
        font = TTFont(io.BytesIO(fetch_bytes(source, cache)))
        options = Options(
            hinting=False, notdef_outline=True, layout_features=FEATURES, glyph_names=False
        )
        options.drop_tables += ["BASE", "STAT", "vhea", "vmtx", "VORG", "DSIG", "meta", "gasp"]
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=self.characters)
        subsetter.subset(font)
        return font


FEATURES = [
    *("ccmp", "locl", "mark", "mkmk", "liga", "rlig", "calt", "curs"),
    *("init", "medi", "fina", "isol", "med2", "fin2", "fin3"),
    *("nukt", "akhn", "rphf", "rkrf", "pref", "blwf", "half", "pstf", "vatu", "cjct"),
    *("pres", "abvs", "blws", "psts", "haln", "abvm", "blwm", "dist"),
]


def main() -> int:
    """Build the face, and write or compare it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--cache", type=Path, help="folder that keeps npm's packages")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        face = merged(parts(), options.cache or Path(temporary))
        if options.check:
            same = FACE.exists() and drawn(TTFont(FACE)) == drawn(face)
            print(f"{FACE}: {'the same' if same else 'differs'}")
            return 0 if same else 1
        face.save(FACE)
    print(f"{len(TTFont(FACE).getBestCmap()):,} characters, {FACE.stat().st_size / 1000:,.0f} kB")
    return 0


def parts() -> list[Part]:
    """Latin first, signs last; a character is taken of the first that has it."""
    everyday = everyday_characters()
    listed = [("noto-sans@0.4.2", LATIN), *SCRIPTS.items(), *EAST_ASIAN.items()]
    listed.append(("noto-sans-sc@0.4.3", SIGNS))
    return [
        Part(package, frozenset(c for c in codes(ranges) if c < HAN or c > HANGUL or c in everyday))
        for package, ranges in listed
    ]


def codes(ranges: tuple[str, ...]) -> set[int]:
    """The code points of hexadecimal ranges."""
    found: set[int] = set()
    for each in ranges:
        first, _, last = each.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def everyday_characters() -> set[int]:
    """Han characters and Hangul syllables of the level 1 of each standard, and of the gazetteer."""
    pairs = [bytes([a, b]) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF)]
    sections, _ = packed.unpack(packed.decompressed(GAZETTEER.read_bytes()))
    found = {*sections["keys"].decode(), *sections["names"].decode()}
    for encoding, last in EVERYDAY.items():
        for pair in pairs:
            if pair <= last:
                found.update(pair.decode(encoding, "ignore"))
    return {ord(character) for character in found}


HAN, HANGUL = 0x3400, 0xD7A3  # from the first character to the last syllable
EVERYDAY = {  # encoding: the last pair of its level 1
    "gb2312": b"\xd7\xf9",
    "big5": b"\xc6\x7e",
    "euc_jp": b"\xcf\xd3",
    "euc_kr": b"\xc8\xfe",
}


def merged(wanted: list[Part], cache: Path) -> TTFont:
    """Cut the parts, merge them, and give the face the metrics of Source Sans."""
    taken: set[int] = set()
    files = []
    for number, part in enumerate(wanted):
        font = part._replace(characters=part.characters - taken).cut(cache)
        taken |= set(font.getBestCmap())
        files.append(cache / f"part{number}.ttf")
        font.save(files[-1])
    face: TTFont = Merger().merge([str(file) for file in files])
    for table in (face["hhea"], face["OS/2"]):
        if table.tableTag == "hhea":
            table.ascent, table.descent, table.lineGap = ASCENT, DESCENT, 0
        else:
            table.sTypoAscender, table.sTypoDescender, table.sTypoLineGap = ASCENT, DESCENT, 0
            table.usWinAscent, table.usWinDescent = ASCENT, -DESCENT
    for record in face["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):  # a changed face has a name of its own
            record.string = "Waybill Card"
    return face


def drawn(face: TTFont) -> dict[int, object]:
    """What each character looks like: its advance and outline."""
    glyphs, metrics, cmap = face["glyf"], face["hmtx"], face.getBestCmap()
    return {
        code: (metrics[name], glyphs[name].getCoordinates(glyphs)[0]) for code, name in cmap.items()
    }


if __name__ == "__main__":
    sys.exit(main())
