"""A place that is not in its country: said, with the slip that explains it if only one does."""

import pytest

from waybill.story.reading.suggest.places import whereabouts


@pytest.mark.parametrize(
    ("latitude", "longitude", "country", "home"),
    [
        (30.7233, 46.4825, "UA", ["exchanging latitude and longitude"]),
        (28.9784, 41.0082, "TR", ["exchanging latitude and longitude"]),
        (37.7689, 44.7244, "RU", ["exchanging latitude and longitude"]),
        (33.9, 18.4, "ZA", ["the other sign of the latitude"]),
        (-33.9, -18.4, "ZA", ["the other sign of the longitude"]),
        (33.9, -18.4, "ZA", ["the other sign of both"]),
        (1.3, -103.8, "SG", ["the other sign of the longitude"]),
        (52.0, 0.1, "FR", []),
        (0.5, -30, "GA", []),
        (-1.0, -15.0, "CG", ["the other sign of the longitude", "the other sign of both"]),
    ],
)
def test_a_place_outside_its_country(
    latitude: float, longitude: float, country: str, home: list[str]
) -> None:
    found = whereabouts.astray(latitude, longitude, country)
    assert found is not None
    assert [one.words for one in found.homecomings] == home
    for one in found.homecomings:
        assert whereabouts.astray(one.latitude, one.longitude, country) is None


def test_several_slips_are_all_named_and_none_is_chosen() -> None:
    found = whereabouts.astray(-1.0, -15.0, "CG")
    assert found is not None
    finding = whereabouts.finding(found)
    assert finding.what.endswith(
        "the other sign of the longitude or the other sign of both would bring it there, and which "
        "is right cannot be told from here"
    )
    assert (finding.changes, finding.suggestion) == ((), None)


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [
        (46.4825, 30.7233, "UA"),
        (42.2300, 130.2950, "KP"),  # piers, on the water side of the coast line
        (60.0, 2.0, "NO"),  # a platform at sea
        (22.3, 114.2, "CN"),  # Hong Kong has a code of its own, and is given as CN too
        (18.4, -66.1, "US"),
        (66.0, -172.0, "RU"),  # beyond 180 degrees
        (-18.0, 180.0, "FJ"),
        (12.15, -68.27, "BQ"),  # not on the base map
        (45.3, 36.5, "UA"),
    ],
)
def test_a_place_that_may_well_be_there_raises_nothing(
    latitude: float, longitude: float, country: str
) -> None:
    assert whereabouts.astray(latitude, longitude, country) is None


def test_an_uncertain_position_may_lie_further_off() -> None:
    assert whereabouts.astray(52.0, 0.1, "FR", radius_km=200) is None


def test_the_warning_says_whose_lines_it_goes_by() -> None:
    found = whereabouts.astray(30.7233, 46.4825, "UA")
    assert found is not None
    finding = whereabouts.finding(found)
    assert finding.what == (
        "lies 1,817 km outside Ukraine (UA) as the base map draws it; exchanging latitude and "
        "longitude would bring it there"
    )
    assert finding.changes == (("latitude", "46.4825"), ("longitude", "30.7233"))
    assert finding.severity == "warning"
