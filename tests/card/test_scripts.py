"""Names in every script are drawn on the card, shaped and in order; what no face has is spelt in Latin."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw
from support.running import ROOT

from waybill.card import fonts, labels
from waybill.card.faces import scripts
from waybill.card.faces.scripts import WORLD
from waybill.card.fonts import can_draw, drawable, face_of, is_drawable, width, wrap, write
from waybill.card.labels import drawable_name
from waybill.card.render import render_card
from waybill.evidence.phrases import leg_name
from waybill.gazetteer import packed
from waybill.gazetteer.store import FILE as GAZETTEER
from waybill.story import read_story
from waybill.story.model import Place
from waybill.view.view import whole_view

NAMES = {
    "Arabic": "بندر عباس",
    "Persian": "می‌خواهم پژوهش گنبد",
    "Hebrew": "חיפה",
    "Chinese": "北京市 上海港 臺北",
    "Japanese": "横浜港 さくらんぼ ヴィクトル",
    "Korean": "평양 부산항 신의주",
    "Cyrillic": "Одеса Пхеньян Ђурђевдан",
    "Greek": "Αθήνα Πειραιάς",
    "Thai": "กรุงเทพมหานคร น้ำ",
    "Devanagari": "दिल्ली क्षत्रिय",
    "Bengali": "কলকাতা",
    "Armenian": "Երևան",
    "Georgian": "თბილისი",
    "Ethiopic": "አዲስ አበባ",
}


def picture(text, size=40):
    image = Image.new("L", (900, 90), 255)
    write(ImageDraw.Draw(image), (5, 20), text, size, 400, "#000000")
    return np.asarray(image)


def ink(pixels):
    columns = np.flatnonzero((pixels < 128).any(axis=0))
    return int(columns[0]), int(columns[-1])


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_a_name_is_drawn_in_its_own_letters(text):
    assert drawable(text) == text
    assert is_drawable(text)
    face = face_of(text)
    assert all(can_draw(c, face) for c in text if not c.isspace())


def test_latin_greek_and_cyrillic_stay_in_source_sans():
    assert face_of("Пхеньян – “Pyŏngyang” → Αθήνα") is None
    assert face_of("بندر عباس (Bandar Abbas)") == WORLD


def test_one_text_may_have_several_scripts():
    text = "武器の経路 – مسار الأسلحة – ძალა"
    assert drawable(text) == text


def test_arabic_letters_are_joined():
    # a word is narrower than its letters drawn alone
    word = "قطعة"
    assert width(word, 40) < 0.9 * sum(width(letter, 40) for letter in word)


def test_devanagari_is_shaped():
    # the vowel sign i is written before its consonant; ka and ssa form one letter
    assert width("क्ष", 40) < width("क", 40) + width("ष", 40)
    assert not np.array_equal(picture("कि")[:, :30], picture("क")[:, :30])


def test_hebrew_and_arabic_are_read_from_the_right():
    # the final letter of the word stands at the left: lamed, whose stem rises above all others
    word = picture("של")
    left, right = ink(word)
    middle = (left + right) // 2
    top = [
        int(np.flatnonzero((half < 128).any(axis=1))[0])
        for half in (word[:, :middle], word[:, middle:])
    ]
    assert top[0] < top[1]


def test_an_arrow_points_to_the_destination_whatever_the_script():
    story = read_story(ROOT / "tests/cases/files/20-rtl").story
    name = leg_name(story, story.legs["l2"])
    assert name.replace("\u200e", "") == "الحديدة → \u200fחיפה\u200f"
    # drawn from left to right: origin, arrow, destination
    whole = picture(name, 20)
    origin = picture(story.places["hodeidah"].name, 20)
    wide = ink(origin)[1]
    assert np.array_equal(whole[:, :wide], origin[:, :wide])


def test_the_card_of_a_story_in_arabic_and_hebrew_names_every_place(monkeypatch):
    story = read_story(ROOT / "tests/cases/files/20-rtl").story
    names = []
    monkeypatch.setattr(labels, "write", lambda draw, at, text, *rest: names.append(text))
    render_card(story)
    for name in ("بندر عباس (Bandar Abbas)", "الحديدة", "\u200fחיפה\u200f"):
        assert name in names


def test_what_no_face_can_draw_has_another_name_or_latin_letters():
    khmer = {"place_id": "p", "name": "ភ្នំពេញ", "latitude": 11.5, "longitude": 104.9}
    assert not is_drawable(khmer["name"])
    assert drawable_name(Place(**khmer, aliases=("Phnom Penh", "PNH"))) == "Phnom Penh"
    spelt = drawable_name(Place(**khmer))
    assert spelt.isascii()
    assert spelt.startswith("Ph")


def test_a_word_with_a_rare_letter_is_spelt_in_latin_whole():
    # the syllable ttom is not in the standard that the face follows
    assert drawable("부산 똠방각하") == "부산 Ttombanggagha"


def test_signs_that_no_face_has_are_left_out():
    assert drawable("Busan 🚢 부산") == "Busan 부산"
    assert drawable("Kim’s ☃⃣ map") == "Kim’s map"


def test_a_sentence_in_one_character_is_left_out_where_it_cannot_be_drawn():
    assert not can_draw("\ufdfd", WORLD)
    assert drawable("مرفأ \ufdfd") == "مرفأ"


def test_without_a_shaper_scripts_that_need_one_are_spelt_in_latin_letters(monkeypatch):
    cached = (fonts.can_draw, fonts.face_of, fonts.width)
    monkeypatch.setattr(fonts, "has_shaper", lambda: False)
    for each in cached:
        each.cache_clear()
    try:
        assert drawable("حيفا Haifa").isascii()
        assert drawable("上海 Αθήνα") == "上海 Αθήνα"
    finally:
        monkeypatch.undo()
        for each in cached:
            each.cache_clear()


def test_pillow_can_shape():
    assert scripts.has_shaper()


def test_a_text_without_spaces_is_broken_into_lines():
    text = "北朝鮮からロシアへ送られたとされる武器の経路について誰が何を主張しているか" * 3
    lines = wrap(text, 22, 400, 400, 2)
    assert len(lines) == 2
    assert lines[0] == text[: len(lines[0])]
    assert lines[1].endswith("…")
    assert all(width(line, 22) <= 400 for line in lines)


def test_every_name_of_the_gazetteer_in_these_scripts_can_be_drawn():
    sections, _ = packed.unpack(packed.decompressed(GAZETTEER.read_bytes()))
    letters = set(sections["names"].decode())
    missing = {
        letter
        for letter in letters
        if scripts.is_east_asian(letter) and letter.isalpha() and not can_draw(letter, WORLD)
    }
    assert missing == set()


def test_the_shipped_face_stays_small():
    assert WORLD.stat().st_size < 5_000_000


def test_a_card_without_foreign_letters_opens_no_further_face(story, window, monkeypatch):
    opened = []
    truetype = fonts.ImageFont.truetype
    monkeypatch.setattr(
        fonts.ImageFont, "truetype", lambda path, size: opened.append(path) or truetype(path, size)
    )
    fonts.font.cache_clear()
    render_card(story, window)
    assert opened
    assert WORLD not in opened


def test_the_title_of_a_story_is_drawn_in_its_script():
    story = read_story(ROOT / "tests/cases/files/20-rtl").story
    titled = story.model_copy(
        update={"info": story.info.model_copy(update={"title": "شحنة صواريخ"})}
    )
    card = np.asarray(Image.open(io.BytesIO(render_card(titled, whole_view(titled)))).convert("L"))
    assert (card[20:70, 40:400] < 100).sum() > 400
