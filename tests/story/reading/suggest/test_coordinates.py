"""A coordinate in any usual form becomes the same place in decimal degrees, or nothing at all."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waybill.story.reading.suggest.places import coordinates, positions

ANGLES = {
    "45,85": "45.85",
    "42.25 N": "42.25",
    "N42.26": "42.26",
    "42.26° N": "42.26",
    "42°15'N": "42.25",
    "42° 15' 36\" S": "-42.26",
    "N 42°15'36\"": "42.26",
    "E 130°17'42\"": "130.295",
    "42º15'36\"N": "42.26",
    "42˚15'36\"N": "42.26",
    "42°15’36’’N": "42.26",
    "42°15′36″ N": "42.26",
    "42°15.6'N": "42.26",
    "42°15,6'N": "42.26",
    "42 15 36 N": "42.26",
    "S41 25.117": "-41.418617",
    "E174 46.5": "174.775",
    "42:15:36": "42.26",
    "42-15-36N": "42.26",
    "42d15m36s N": "42.26",
    "42d15m36sN": "42.26",
    "42 deg 15 min 36 sec N": "42.26",
    "421536N": "42.26",
    "1301742E": "130.295",
    "4213N": "42.216667",
    "4226.00N": "42.433333",
    "13017.70E": "130.295",
    "130°W": "-130",
    "-0°30'": "-0.5",
    "−5.5": "-5.5",
    "+42.26": "42.26",
    "42,2600° с. ш.": "42.26",
    "130,2950° в. д.": "130.295",
    "46°28′57″ пн. ш.": "46.4825",
    "42° 15' Nord": "42.25",
    "3°30' ouest": "-3.5",
    # More than one reading, or none
    "42°15'36\"O": None,  # Ouest, Oeste, Ost
    "42D15M36S": None,  # seconds, or south
    "42 15": None,  # a slip of the keyboard?
    "1742E": None,  # 17°42' or 174.2°
    "-42 S": None,
    "N 42 S": None,
    "42°75'N": None,
    "42.5°15'N": None,
    "95°N": None,
    "52S DH 12345 67890": None,
    "46.482.500": None,
    "north": None,
    "42N 15E": None,
    "10²": None,
}


@pytest.mark.parametrize(("written", "meant"), ANGLES.items())
def test_the_coordinate_that_was_meant(written: str, meant: str | None) -> None:
    angle = coordinates.angle(written)
    assert (angle.text() if angle else None) == meant


MARKS = st.sampled_from(["°'\"", "º’”", "˚′″", "d|m|s", "-- ", ":: ", "   "])
HEMISPHERES = {"latitude": {1: ["N", "с. ш.", "north"], -1: ["S", "ю.ш.", "sud"]},
               "longitude": {1: ["E", "в. д.", "east"], -1: ["W", "з. д.", "ouest"]}}  # fmt: skip


@given(
    st.sampled_from(["latitude", "longitude"]),
    st.integers(0, 89),
    st.integers(0, 59),
    st.integers(0, 59),
    st.sampled_from([1, -1]),
    st.integers(0, 2),
    MARKS,
    st.booleans(),
)
def test_degrees_minutes_and_seconds_in_any_signs(
    axis: str,
    degrees: int,
    minutes: int,
    seconds: int,
    turn: int,
    word: int,
    marks: str,
    before: bool,
) -> None:
    signs = marks.split("|") if "|" in marks else [marks[0], marks[1], marks[2:]]
    text = f"{degrees}{signs[0]}{minutes:02d}{signs[1]}{seconds:02d}{signs[2]}".strip()
    hemisphere = HEMISPHERES[axis][turn][word]
    text = f"{hemisphere} {text}" if before and "d" not in marks else f"{text} {hemisphere}"
    found = coordinates.angle(text)
    assert found is not None, text
    assert found.axis == axis
    assert found.degrees == pytest.approx(
        turn * (degrees + minutes / 60 + seconds / 3600), abs=1e-6
    )


@given(st.floats(-89.9, 89.9), st.sampled_from([".", ","]))
def test_decimal_degrees_keep_six_decimals(value: float, sign: str) -> None:
    found = coordinates.angle(f"{value:.6f}".replace(".", sign))
    assert found is not None
    assert float(found.text()) == pytest.approx(value, abs=1e-6)


@given(st.text())
def test_reading_never_fails(text: str) -> None:
    coordinates.angle(text)
    coordinates.pair(text)
    positions.faults(text, text, "UA")


@pytest.mark.parametrize(
    ("row", "meant"),
    [
        (("42.2600, 130.2950", ""), ("42.26", "130.295")),
        (("42.26,130.295", ""), ("42.26", "130.295")),
        (("(42.26, 130.295)", ""), ("42.26", "130.295")),
        (("42,26; 130,295", ""), ("42.26", "130.295")),
        (("POINT(130.295 42.26)", ""), ("42.26", "130.295")),
        (("[130.295, 42.26]", ""), ("42.26", "130.295")),
        (("42°15'36\"N 130°17'42\"E", ""), ("42.26", "130.295")),
        (("", "42.26 N, 130.295 E"), ("42.26", "130.295")),
        (("46.48, 30.72", "", "UA"), ("46.48", "30.72")),
        (("30.72, 46.48", "", "UA"), ("46.48", "30.72")),
        (("130.3", "42.2"), ("42.2", "130.3")),
        (("130°17'42\"E", "42°15'36\"N"), ("42.26", "130.295")),
    ],
)
def test_both_cells_are_named_where_both_change(
    row: tuple[str, ...], meant: tuple[str, str]
) -> None:
    (finding,) = positions.faults(*row).values()
    assert finding.suggestion is None
    assert dict(finding.changes) == {"latitude": meant[0], "longitude": meant[1]}


@pytest.mark.parametrize(
    "row",
    [
        ("46.48, 30.72", ""),  # either order is on the map
        ("42.26, 130.295", "12"),  # the other cell contradicts it
        ("130.3", "42.2", "FR"),  # exchanged, it would not be there either
        ("91", "100"),
        ("42,26", ""),  # 42.26, or 42 and 26?
    ],
)
def test_nothing_is_advised_where_nobody_can_know(row: tuple[str, ...]) -> None:
    for finding in positions.faults(*row).values():
        assert not finding.changes
        assert finding.suggestion in (None, "42.26")


def test_a_cell_with_both_beside_one_that_agrees_keeps_its_own() -> None:
    faults = positions.faults("42.2600, 130.2950", "130.2950")
    assert {axis: finding.suggestion for axis, finding in faults.items()} == {"latitude": "42.26"}


def test_what_is_not_read_is_named() -> None:
    (grid,) = positions.faults("52S DH 12345 67890", "").values()
    (letter,) = positions.faults("42", "3°10'O").values()
    assert grid.what.endswith(
        "it looks like a reference in the UTM or MGRS grid, which is not read"
    )
    assert letter.what.endswith("its O is west in French and Spanish and east in German")


def test_a_long_text_is_no_pair_and_takes_no_long_time() -> None:
    """A text of 60 kB took 7 s, one of 120 kB 30 s, in which nobody else was answered."""
    begin = time.process_time()
    assert coordinates.pair("N1 " * 1_000_000) is None
    assert time.process_time() - begin < 1
    assert coordinates.pair(" " * 1000 + "42.26, 130.3") is not None
