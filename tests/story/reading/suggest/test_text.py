"""Misread text is put right, real words are left alone, and bytes are only read when it is sure how."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waybill.basemap import topology
from waybill.story.reading.suggest.text import encodings, mojibake

ROOT = Path(__file__).parents[4]
NAMES = [
    "São Tomé",
    "Köln",
    "Łódź",
    "Plzeň",
    "Одеса",
    "Київ",
    "Рівне",
    "Ні",
    "СССР",
    "Їжак",
    "Еџ",
    "Ђурђевац",
    "Ўзбекистон",
    "Қазақстан",
    "Πειραιάς",
    "חיפה",
    "بندر عباس",
    "横浜",
    "上海",
    "나진",
    "İzmir",
    "Đà Nẵng",
    "P’yŏngyang",
    "Côte d’Ivoire",
    "Reykjavík",
    "กรุงเทพ",
    "नई दिल्ली",
    "ქუთაისი",
    "Երևան",
    "CAFÉ…",
    "MALMÖ–LUND",
    "“Élan”",
    "É’s",
    "¿Qué?",
    "Ñuñoa",
    "Å",
    "Ø",
    "Ã",
    "Ça",
    "ŽĎÁR",
    "naïve…",
    "Œuvre – l’été",
    "№ 5",
    "½ × ¾",
    "€500",
    "5 °C",
    "Åland ± 5",
    "😀",
    "Ћуприја",
    "ÍSAFJÖRÐUR",
    "Þórshöfn",
    "Ñandú",
    "ÅÄÖ",
]


@pytest.mark.parametrize("name", NAMES)
def test_real_words_are_left_alone(name: str) -> None:
    assert mojibake.repair(name) is None


def texts() -> Iterator[str]:
    for file in sorted((ROOT / "data").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                yield from row
    labels = json.loads(topology.LABELS.read_text("utf-8"))
    yield from (value for label in str(labels).split("'") for value in [label] if value)


def test_nothing_in_the_bundled_story_or_on_the_base_map_looks_misread() -> None:
    assert [text for text in texts() if mojibake.repair(text)] == []


def read_as(text: str, codec: str) -> str:
    """``text`` in UTF-8 read in another encoding, as browsers do: what it lacks stands for itself."""
    return "".join(
        bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode("utf-8")
    )


@pytest.mark.parametrize("name", ["São Tomé", "Łódź", "Одеса", "Πειραιάς", "بندر عباس", "나진"])
@pytest.mark.parametrize("codec", ["cp1252", "cp1251", "mac_roman", "cp437", "cp850"])
def test_utf8_that_was_read_otherwise_is_put_right(name: str, codec: str) -> None:
    repair = mojibake.repair(read_as(name, codec))
    assert repair is not None
    assert repair.text == name


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("SÃ£o TomÃ©", "São Tomé"),
        ("SÃƒÂ£o TomÃƒÂ©", "São Tomé"),
        ("РќР°РґР¶РёРЅ", "Наджин"),
        ("S√£o Tom√©", "São Tomé"),
        ("Ðàäæèí", "Раджин"),
        ("Ïîðò Àðòóð", "Порт Артур"),
        ("itâ€™s at SÃ£o TomÃ© – a café", "it’s at São Tomé – a café"),
        ("42Â°", "42°"),
    ],
)
def test_the_text_as_it_was(written: str, meant: str) -> None:
    repair = mojibake.repair(written)
    assert repair is not None
    assert repair.text == meant


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4),
    st.sampled_from(["cp1252", "cp1251", "mac_roman"]),
)
def test_a_repair_gives_back_what_was_written_or_is_not_made(names: list[str], codec: str) -> None:
    text = " ".join(names)
    repair = mojibake.repair(read_as(text, codec))
    assert repair is None or repair.text == text


@given(st.text())
def test_repairing_never_fails_and_is_done_once(text: str) -> None:
    repair = mojibake.repair(text)
    if repair is not None:
        assert mojibake.repair(repair.text) is None or len(repair.text) < len(text)


def undecoded(text: str, codec: str) -> str:
    return text.encode(codec).decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("cells", "codec", "name"),
    [
        (["Café", "Königsberg"], "cp1252", "Windows-1252"),
        (["São Tomé"], "cp1252", "Windows-1252"),
        (["dépôt"], "cp1252", "Windows-1252"),
        (["Łódź", "Gdańsk"], "cp1250", "Windows-1250"),
        (["Раджин", "Дунай"], "cp1251", "Windows-1251"),
        (["Раджин", "Дунай"], "koi8_u", "KOI8"),
        (["Раджин", "Дунай"], "cp866", "DOS 866"),
        (["Πειραιάς"], "cp1253", "Windows-1253"),
        (["بندر عباس"], "cp1256", "Windows-1256"),
    ],
)
def test_an_encoding_is_named_when_only_one_gives_words(
    cells: list[str], codec: str, name: str
) -> None:
    (found,) = encodings.guess([undecoded(cell, codec) for cell in cells])
    assert found.name == name
    assert found.text(undecoded(cells[0], codec)) == cells[0]


@pytest.mark.parametrize(
    ("text", "codec"),
    [("Plzeň", "cp1250"), ("Köln", "mac_roman"), ("İzmir", "cp1254"), ("Liepāja", "cp1257")],
)
def test_where_several_encodings_give_words_all_are_named(text: str, codec: str) -> None:
    raw = undecoded(text, codec)
    found = [one.text(raw) for one in encodings.guess([raw])]
    assert len(found) > 1
    assert text in found


@pytest.mark.parametrize(
    ("text", "codec"), [("上海", "gb18030"), ("横浜", "shift_jis"), ("나진", "cp949")]
)
def test_encodings_of_two_bytes_a_letter_are_not_guessed(text: str, codec: str) -> None:
    assert encodings.guess([undecoded(text, codec)]) == []
