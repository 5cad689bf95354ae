"""Names as keys: what counts as the same name, and what a kind word says."""

import pytest

from waybill.gazetteer.names import fold, in_latin_letters, readings


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("P’yŏngyang", "pyongyang"),
        ("Chornomors’k", "chornomorsk"),
        ("SÃO TOMÉ", "saotome"),
        ("Małaszewicze", "małaszewicze".replace("ł", "l")),
        ("Straße", "strasse"),
        ("Тихорецк", "тихорецк"),
        ("New York", "newyork"),
        ("…", ""),
    ],
)
def test_a_key_has_no_accents_spaces_or_capitals(written, key):
    assert fold(written) == key


@pytest.mark.parametrize(
    ("written", "readings_of_it"),
    [
        ("Najin", [("najin", None)]),
        ("Vostochny port", [("vostochnyport", "port"), ("vostochny", "port")]),
        ("Port of Rajin", [("portofrajin", "port"), ("rajin", "port")]),
        ("Khasan railway station", [("khasanrailwaystation", "station"), ("khasan", "station")]),
        ("Bahnhof Zürich", [("bahnhofzurich", "station"), ("zurich", "station")]),
        ("Port", [("port", None)]),
        (
            "Yuzhny/Pivdennyi",
            [("yuzhnypivdennyi", None), ("yuzhny", None), ("pivdennyi", None)],
        ),
        ("", []),
    ],
)
def test_kind_words_are_taken_off_and_say_the_kind(written, readings_of_it):
    assert [tuple(reading) for reading in readings(written)] == readings_of_it


@pytest.mark.parametrize(
    ("written", "latin"),
    [("Раджин", "radzhin"), ("나진", "najin"), ("羅津", None), ("Najin", None)],
)
def test_chinese_characters_are_not_read_as_mandarin(written, latin):
    assert in_latin_letters(written) == latin
