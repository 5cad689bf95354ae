"""What is stated beside what can be computed: the bundled story's checks, then every kind and fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from waybill.evidence.measures import run_check, run_checks, stated_words
from waybill.payload.encode import build_payload
from waybill.story import read_story
from waybill.story.day import Day

ROOT = Path(__file__).parents[2]
STORY = read_story(ROOT / "data").story
RESULTS = {result.check.id: result for result in run_checks(STORY)}


def computed(check_id: str) -> dict[str, str]:
    return {one.label: one.words for one in RESULTS[check_id].computed}


# ---- the bundled story


def test_290_km_stand_beside_what_is_measured_and_nothing_says_why_they_differ():
    assert RESULTS["border"].stated == "290 km"
    assert computed("border") == {
        "nearest recognised land border": "202 km",
        "Kerch Strait, nearest coast of Crimea": "276 km",
        "Kerch, in Crimea": "290 km",
        "Donetsk": "299 km",
        "Mariupol": "242 km",
    }
    assert "No definition of the 290 km is in this record" in RESULTS["border"].check.note
    assert "states no cause" in RESULTS["border"].check.note


def test_the_other_published_distances_stand_with_their_claimants():
    others = {STORY.claims[c].claimant: STORY.claims[c] for c in RESULTS["border"].check.others}
    assert set(others) == {"The Kyiv Independent", "RUSI", "The New York Times"}
    assert "about 200 km" in others["RUSI"].statement  # the words of its report were not read
    assert others["The Kyiv Independent"].quote == "roughly 200 kilometers"
    assert "125 miles" in others["The New York Times"].statement


def test_the_length_by_rail_is_inferred_and_longer_than_the_line_drawn():
    assert RESULTS["rail-length"].stated == "about 9,500–10,300 km"
    assert RESULTS["rail-length"].check.basis.startswith("Inferred by Waybill")
    assert RESULTS["rail-length"].check.claims == ()
    assert computed("rail-length") == {
        "straight between its ends": "6,919 km",
        "along the inferred line drawn": "8,473 km",
    }


def test_the_sea_hop_straight_and_along_the_line():
    assert computed("sea-length") == {
        "straight between its ends": "184 km",
        "along the inferred line drawn": "216 km",
    }
    assert RESULTS["sea-length"].stated == ""


def test_the_pace_that_the_dates_imply_says_which_day_is_not_verified():
    values = {one.label: one for one in RESULTS["pace"].computed}
    to_october = values["Dunay on 12 September to Tikhoretsk on 1 October 2023"]
    to_september = values["Dunay on 12 September to the depot on 28 September 2023"]
    assert to_october.words == (
        "about 520 km a day over 19 days (500–540 for the range of lengths)"
    )
    assert to_september.words == (
        "about 620 km a day over 16 days (590–640 for the range of lengths)"
    )
    assert "not verified" in to_october.note
    assert "12 September is not verified" in to_september.note
    assert (to_october.known, to_september.known) == (Day(2023, 10, 13), Day(2023, 10, 16))


def test_a_thousand_containers_stand_beside_what_images_show():
    check = RESULTS["containers"].check
    assert RESULTS["containers"].stated == "more than 1,000 containers"
    assert [STORY.claims[c].claimant for c in check.claims] == ["White House"]
    shown = [STORY.claims[c] for c in check.others]
    assert {claim.claimant for claim in shown} == {
        "White House",
        "VOA",
        "RUSI",
        "CSIS Beyond Parallel",
    }
    assert all("No image shows the contents." in claim.limits for claim in shown)
    assert RESULTS["containers"].computed == ()
    assert "the number cannot be counted" in check.note


def test_a_check_shows_from_the_day_its_figure_was_published():
    assert {name: result.known for name, result in RESULTS.items()} == dict.fromkeys(
        ("border", "rail-length", "sea-length", "pace", "containers"), Day(2023, 10, 13)
    )
    assert RESULTS["border"].note_known == Day(2023, 10, 16)


def test_only_distances_are_lines_on_the_map():
    payload = {check["id"]: check for check in build_payload(STORY)["checks"]}
    assert {name: len(check["measures"]) for name, check in payload.items()} == {
        "border": 5,
        "rail-length": 0,
        "sea-length": 0,
        "pace": 0,
        "containers": 0,
    }


# ---- any story: two ports and a leg

FILES = {
    "places.csv": "place_id,name,latitude,longitude\na,Apia,-13.8333,-171.7667\nb,Suva,-18.1416,178.4419\n",
    "routes.csv": "leg_id,origin,destination,start_date,path_basis,via\nx,a,b,2024-03-01,inferred,\ny,a,b,2024-03-01,unknown,\n",
}


def read(folder: Path, toml: str):
    for name, text in {**FILES, "story.toml": toml}.items():
        (folder / name).write_text(text, "utf-8")
    return read_story(folder)


def words_of(folder: Path, toml: str) -> list[str]:
    result = read(folder, toml)
    assert [str(problem) for problem in result.problems] == []
    (check,) = result.story.info.checks
    return [one.words for one in run_check(result.story, check).computed]


def test_a_check_without_a_kind_is_a_distance_as_it_always_was(tmp_path):
    toml = '[[checks]]\nid = "k"\nlabel = "K"\norigin = "a"\nmeasures = [{ label = "Suva", to_place = "b" }]\n'
    assert words_of(tmp_path, toml) == ["1,151 km"]


def test_a_leg_without_a_published_route_has_a_straight_length_only(tmp_path):
    toml = '[[checks]]\nid = "k"\nlabel = "K"\nkind = "length"\nleg = "y"\n'
    assert words_of(tmp_path, toml) == ["1,151 km"]


def test_a_pace_takes_the_leg_where_no_length_is_stated(tmp_path):
    toml = (
        '[[checks]]\nid = "k"\nlabel = "K"\nkind = "pace"\nleg = "x"\n'
        'measures = [{ label = "five days", days = [2024-03-01, 2024-03-06] }]\n'
    )
    assert words_of(tmp_path, toml) == ["about 230 km a day over 5 days"]


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ("stated_km = 290", "290 km"),
        ("stated_km = 9500\nstated_to_km = 10300", "9,500–10,300 km"),
        ("stated_km = 9500\nstated = 'about 9,500 km'", "about 9,500 km"),
        ("", ""),
    ],
)
def test_the_stated_figure_in_words(tmp_path, stated, words):
    toml = f'[[checks]]\nid = "k"\nlabel = "K"\norigin = "a"\n{stated}\n'
    (check,) = read(tmp_path, toml).story.info.checks
    assert stated_words(check) == words


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ("kind = 'distance'", ":1:checks[1]: of kind distance needs origin"),
        ("kind = 'length'", ":1:checks[1]: of kind length needs leg"),
        ("kind = 'pace'", ":1:checks[1]: of kind pace needs leg or stated_km"),
        ("kind = 'count'", ":1:checks[1]: of kind count needs stated"),
        ("kind = 'lenght'\nleg = 'x'", ":4:checks[1].kind: 'lenght' is not a kind; allowed: distance, length, pace, count; did you mean 'length'?"),
        ("kind = 'length'\nleg = 'z'", ":5:checks[1].leg: 'z' is not a leg_id in routes.csv"),
        ("origin = 'a'\nstated_km = 9\nstated_to_km = 8", ":6:checks[1].stated_to_km: '8' needs a stated_km that is not larger"),
        ("origin = 'a'\nmeasures = [{ label = 'm', days = [2024-03-01, 2024-03-02] }]", ":5:checks[1].measures: of a check of kind distance need to_place or to_country"),
        ("kind = 'count'\nstated = 'ten'\nmeasures = [{ label = 'm', to_place = 'a' }]", ":6:checks[1].measures: of a check of kind count are not read; the leg or the claims give them"),
        ("origin = 'a'\nmeasures = [{ label = 'm', to_country = 'QQ' }]", ":5:checks[1].measures[1].to_country: 'QQ' is not a country of the base map; write its ISO 3166-1 alpha-2 code"),
        ("origin = 'a'\nmeasures = [{ label = 'm', to_country = 'UK' }]", ":5:checks[1].measures[1].to_country: 'UK' is not a country of the base map; write its ISO 3166-1 alpha-2 code; did you mean 'GB'?"),
        ("origin = 'a'\nmeasures = [{ label = 'm', to_country = 'Ukraine' }]", ":5:checks[1].measures[1].to_country: 'Ukraine' is not an ISO 3166-1 alpha-2 country code: two capital letters; did you mean 'UA'?"),
        ("origin = 'a'\nmeasures = [{ label = 'm', days = [2024-03-01, 2024-03-01] }]\nkind = 'pace'\nstated_km = 5", ":5:checks[1].measures[1].days: '2024-03-01' needs two different days"),
        ("origin = 'a'\nothers = ['c']", ":5:checks[1].others: 'c' is not a claim_id: there is no claims.csv"),
    ],
)  # fmt: skip
def test_a_fault_of_a_check_says_what_would_be_right(tmp_path, keys, fault):
    result = read(tmp_path, f'[[checks]]\nid = "k"\nlabel = "K"\n{keys}\n')
    assert f"story.toml{fault}" in [str(problem) for problem in result.problems]
