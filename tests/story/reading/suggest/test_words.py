"""Words, ids and country codes: the one that was meant, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waybill.basemap.countries import country_codes
from waybill.story.reading.suggest.identifiers import identifier
from waybill.story.reading.suggest.places import countries, iso_3166
from waybill.story.reading.suggest.words import Vocabulary, is_one_edit, nearest

MODES = ("sea", "rail", "road", "air", "unknown")
QUALIFIERS = ("about", "at least", "more than", "up to")


@pytest.mark.parametrize(
    ("written", "allowed", "meant"),
    [
        ("SEA", MODES, "sea"),
        ("se", MODES, "sea"),
        ("train", MODES, "rail"),
        ("railways", MODES, "rail"),
        ("zzz", MODES, None),
        ("rair", MODES, None),  # rail or air
        ("infered", ("observed", "inferred", "unknown"), "inferred"),
        ("unobserved", ("observed", "inferred", "unknown"), None),
        ("over", QUALIFIERS, "more than"),
        ("at most", QUALIFIERS, "up to"),
        ("less than", QUALIFIERS, None),
        ("b2", "ABCDEF", "B"),
        ("B-2", "123456", "2"),
        ("fairly reliable", "ABCDEF", "C"),
        ("1-2", "123456", None),
        ("refutes", ("asserts", "corroborates", "disputes", "denies"), None),
    ],
)
def test_the_word_of_a_closed_list(
    written: str, allowed: tuple[str, ...], meant: str | None
) -> None:
    assert nearest(written, allowed) == meant


def test_a_word_of_a_long_list_is_found_with_one_typing_error() -> None:
    words = Vocabulary([("rajin", ["rajin"]), ("run1", ["run1"]), ("Köln", ["koeln"])])
    assert words.near("rajn") == ("rajin",)
    assert words.near("rjain") == ("rajin",)
    assert words.near("rajinn") == ("rajin",)
    assert words.near("run7") == ()
    assert words.near("raj") == ()
    assert words.exact("KOLN") == words.exact("koeln") == words.exact("Köln") == ("koeln",)


def test_a_name_of_several_things_gives_them_all() -> None:
    words = Vocabulary([("Tripoli", ["tripoli-lb", "tripoli-ly"])])
    assert words.exact("tripoli") == ("tripoli-lb", "tripoli-ly")
    assert words.near("Tripolli") == ("tripoli-lb", "tripoli-ly")


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_edit_is_symmetric_and_finds_every_slip(one: str, other: str) -> None:
    assert is_one_edit(one, other) == is_one_edit(other, one)
    for at in range(len(one)):
        assert is_one_edit(one, one[:at] + one[at + 1 :])
        assert is_one_edit(one, one[:at] + "x" + one[at:])
        assert is_one_edit(one, one[:at] + "x" + one[at + 1 :])


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Rajin Port", "rajin-port"),
        ("UAODS", "uaods"),
        ("L-1", "l-1"),
        ("9086526/1", "9086526-1"),
        ("Köln", "koeln"),
        ("São Tomé", "sao-tome"),
        ("Łódź", "lodz"),
        ("İzmir", "izmir"),
        ("Đà Nẵng", "da-nang"),
        ("P’yŏngyang", "pyongyang"),
        ("Одеса", "odesa"),
        ("Київ", "kyiv"),
        ("Запоріжжя", "zaporizhzhia"),
        ("Тихорецк", "tikhoretsk"),
        ("Нижний Новгород", "nizhny-novgorod"),
        ("Πειραιάς", "peiraias"),
        ("თბილისი", "tbilisi"),
        ("Գյումրի", "gyumri"),
        ("나진", "najin"),
        ("평양", "pyeongyang"),
        ("横浜", ""),
        ("بندر عباس", ""),
        ("Shanghai 上海", ""),
        ("!?", ""),
    ],
)
def test_an_id_made_from_a_name_can_be_read(name: str, made: str) -> None:
    assert identifier(name) == made


@given(st.text())
def test_an_id_is_an_id_or_nothing(text: str) -> None:
    made = identifier(text)
    assert made == "" or (made.isascii() and made[0].isalnum() and len(made) <= 80)
    assert identifier(made) == made


def test_the_list_of_countries_is_whole() -> None:
    assert len(iso_3166.ASSIGNED) == len(iso_3166.ALPHA_3) == 249
    assert country_codes() - iso_3166.ASSIGNED == {"XK"}
    assert iso_3166.ASSIGNED - country_codes() == iso_3166.NAMES.keys()
    for codes in (iso_3166.RENAMED, iso_3166.DIVIDED, iso_3166.RESERVED):
        assert not codes.keys() & iso_3166.ASSIGNED
    assert set(iso_3166.RENAMED.values()) <= iso_3166.ASSIGNED
    for state, territories in iso_3166.TERRITORIES.items():
        assert {state, *territories} <= iso_3166.ASSIGNED


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ua", "UA"),
        ("UK", "GB"),
        ("EL", "GR"),
        ("UKR", "UA"),
        ("MAR", "MA"),
        ("Ukraine", "UA"),
        ("Russian Federation", "RU"),
        ("turkey", "TR"),
        ("CÔTE D’IVOIRE", "CI"),
        ("Polnd", "PL"),
        ("xk", "XK"),
        ("SU", None),
        ("ZZ", None),
        ("Congo", None),
        ("Korea", None),
        ("Atlantis", None),
    ],
)
def test_the_country_that_was_meant(written: str, code: str | None) -> None:
    assert countries.country(written) == code


def test_codes_that_are_not_assigned_say_what_they_are() -> None:
    assert countries.unassigned("UK").value == "GB"
    assert countries.unassigned("SU").remark == (
        "was the code of the Soviet Union; which of its successors is meant cannot be guessed"
    )
    assert countries.unassigned("ZZ").remark.startswith("is left to users")
    assert countries.unassigned("EU").remark == "is reserved for the European Union"
    assert countries.is_assigned("XK")
    assert not countries.is_assigned("UK")
