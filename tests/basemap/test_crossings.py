"""How much of a ship's line counts as on land, and of a train's as on the sea."""

import pytest

from waybill.basemap import crossings as crossings_module
from waybill.basemap.crossings import Crossing, crossings

ODESA, ISTANBUL, ALEXANDRIA = (46.49, 30.74), (41.01, 28.97), (31.19, 29.88)
SHANGHAI, ROTTERDAM = (31.23, 121.47), (51.92, 4.48)
RAJIN, DUNAY = (42.23, 130.295), (42.883, 132.35)


def on_land(*stops: tuple[float, float]) -> float:
    return crossings([stops], "land")[0].km


def on_sea(*stops: tuple[float, float]) -> float:
    return crossings([stops], "sea")[0].km


def test_a_straight_line_from_shanghai_to_rotterdam_is_nearly_all_on_land() -> None:
    (found,) = crossings([[SHANGHAI, ROTTERDAM]], "land")
    assert found.of_km == pytest.approx(8927, abs=5)
    assert 7500 < found.km < 8400


def test_a_line_over_open_water_is_not_on_land() -> None:
    assert on_land((43.0, -160.0), (30.0, 170.0)) == 0


def test_capes_and_ports_behind_the_base_maps_coast_do_not_count() -> None:
    # 32 km of land in several stretches; a ship would round them
    assert on_land(RAJIN, DUNAY) == 0
    assert on_land(ODESA, ISTANBUL) == 0


def test_an_isthmus_counts() -> None:
    assert on_land(ODESA, ALEXANDRIA) > 400


def test_a_port_50_km_up_an_estuary_does_not_count_and_one_100_km_inland_does() -> None:
    assert on_land((51.92, 4.48), (52.5, 2.5)) == 0
    assert on_land((-23.0, -69.4), (-23.0, -75.0)) > 90  # in the Atacama, far from any river


def test_lakes_rivers_and_canals_are_water_for_ships() -> None:
    assert on_land((43.0, -87.5), (45.0, -86.8)) == 0  # Lake Michigan
    assert on_land((31.26, 32.3), (29.97, 32.55)) == 0  # the Suez Canal
    assert on_land((48.3, 14.3), (48.2, 16.37)) == 0  # the Danube


def test_a_line_that_never_comes_off_land_counts() -> None:
    assert on_land((49.0, 66.0), (49.3, 67.0)) == pytest.approx(80, abs=3)


def test_a_railway_over_the_sea_counts_and_one_over_a_lake_or_a_strait_does_not() -> None:
    assert on_sea((35.1, 129.04), (43.1, 131.9)) > 700  # Busan to Vladivostok
    assert on_sea((52.3, 104.3), (51.8, 107.6)) == 0  # Lake Baikal
    assert on_sea((55.68, 12.57), (55.6, 13.0)) == 0  # the Øresund
    assert on_sea((45.0, 66.0), (50.0, 80.0)) == 0


def test_each_line_has_its_own_result() -> None:
    lines = [[RAJIN, DUNAY], [SHANGHAI, ROTTERDAM], [ODESA, ISTANBUL]]
    alone = [crossings([line], "land")[0] for line in lines]
    assert [found.km for found in crossings(lines, "land")] == pytest.approx(
        [found.km for found in alone]
    )


def test_no_lines_no_results_and_a_line_of_no_length_is_no_crossing() -> None:
    assert crossings([], "land") == []
    assert crossings([[ODESA, ODESA]], "land") == [Crossing(0, 0)]


def test_what_is_said_of_a_line_does_not_depend_on_the_lines_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [[RAJIN, DUNAY], [SHANGHAI, ROTTERDAM], [ODESA, ISTANBUL]] * 3
    whole = crossings(lines, "land")
    monkeypatch.setattr(crossings_module, "LINES_AT_ONCE", 2)
    assert crossings(lines, "land") == [pytest.approx(found) for found in whole]
    assert whole[:3] * 3 == [pytest.approx(found) for found in whole]
