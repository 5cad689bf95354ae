"""How a leg is known follows from its claims and the day: on the bundled story, then rule by rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.tiny_stories import SOUND, write_files

from waybill.evidence.dates import became_public
from waybill.evidence.publication import publication_days
from waybill.evidence.standing import standing, standing_steps
from waybill.story import read_story
from waybill.story.day import Day

DATA = Path(__file__).parents[2] / "data"
STORY = read_story(DATA).story


def october(day: int) -> Day:
    return Day(2023, 10, day)


# ---- the sea leg of the bundled story, day by day


def sea(day: int):
    return standing(STORY, STORY.legs["rajin-dunay"], october(day))


def test_on_12_october_nobody_had_reported_the_sea_leg():
    assert sea(12) is None


def test_on_13_october_it_is_only_said_by_the_white_house():
    known = sea(13)
    assert (known.level, known.origin_seen, known.destination_seen) == ("asserted", False, False)
    assert known.asserted_by == ("White House",)
    assert known.corroborated_by == known.disputed_by == ()
    assert known.words == "Only said; path inferred"


def test_on_15_october_one_end_is_seen():
    known = sea(15)
    assert (known.level, known.origin_seen, known.destination_seen) == ("asserted", True, False)
    assert known.corroborated_by == ("VOA",)
    assert known.words == "Only said; one end reported from images; path inferred"


def test_on_16_october_both_ends_are_seen_and_the_path_is_inferred():
    known = sea(16)
    assert (known.level, known.origin_seen, known.destination_seen) == ("inferred", True, True)
    assert known.corroborated_by == ("VOA", "RUSI")
    assert known.words == "Both ends reported from images; path inferred"


@pytest.mark.parametrize(
    ("day", "who"),
    [
        (14, ()),
        (17, ("Russian diplomat Oleg Burmistrov", "Kremlin")),
        (
            20,
            (
                "Russian diplomat Oleg Burmistrov",
                "Kremlin",
                "Russian Foreign Minister Sergei Lavrov",
            ),
        ),
        (
            28,
            (
                "Russian diplomat Oleg Burmistrov",
                "Kremlin",
                "Russian Foreign Minister Sergei Lavrov",
                "North Korean Foreign Minister Choe Son Hui",
            ),
        ),
    ],
)
def test_those_who_reject_it_join_on_the_day_they_spoke(day, who):
    assert sea(day).disputed_by == who


def test_the_days_on_which_the_sea_leg_changed():
    steps = standing_steps(STORY, STORY.legs["rajin-dunay"])
    assert [day.day for day, _ in steps] == [13, 15, 16, 17, 20, 28, 31]


@pytest.mark.parametrize(
    ("leg", "level"),
    [
        ("pyongyang-rajin", "unpublished"),
        ("rajin-dunay", "inferred"),
        ("dunay-transfer", "asserted"),
        ("dunay-tikhoretsk", "inferred"),
        ("gaza-claim", "unpublished"),
    ],
)
def test_no_leg_of_the_bundled_story_is_drawn_as_observed(leg, level):
    assert standing(STORY, STORY.legs[leg]).level == level


# ---- the rules, one at a time: rajin → dunay, asserted by the White House on 13 October 2023

HEAD = (
    "claim_id,statement,claimant,stated_on,stance,about,kind,observed_start,places,verified,sources"
)
SAID = "said,It moved.,White House,2023-10-13,asserts,,statement,,,,s03"
BOTH = "seen,Both ports.,RUSI,2023-10-16,corroborates,said,image,2023-09-12,rajin|dunay,yes,s03"


@pytest.fixture
def tiny(tmp_path):
    """A story with one leg (path_basis as given) and these claims; its standing on a day."""

    def known(
        *claims: str, basis: str = "inferred", day: Day | None = None, asserted: str = "said"
    ):
        routes = (
            "leg_id,origin,destination,start_date,path_basis,claims\n"
            f"sea,rajin,dunay,2023-09-07,{basis},{asserted}\n"
        )
        rows = "\n".join((HEAD, SAID, *claims)) + "\n"
        write_files(
            tmp_path, {**SOUND, "routes.csv": routes, "claims.csv": rows, "story.toml": None}
        )
        result = read_story(tmp_path)
        assert not result.errors, result.errors
        return standing(result.story, result.story.legs["sea"], day)

    return known


def test_two_ends_seen_by_somebody_else_make_it_inferred(tiny):
    assert tiny(BOTH).level == "inferred"


def test_a_route_that_nobody_published_stays_unpublished_whatever_was_seen(tiny):
    assert tiny(BOTH, basis="unknown").level == "unpublished"


def test_an_observed_path_is_observed(tiny):
    assert tiny(basis="observed").level == "observed"


def test_the_claimants_own_image_does_not_count_as_seen(tiny):
    known = tiny(BOTH.replace("RUSI", "White House"))
    assert (known.level, known.corroborated_by) == ("asserted", ())


def test_words_alone_do_not_count_as_seen(tiny):
    assert tiny(BOTH.replace(",image,", ",statement,")).level == "asserted"


def test_what_is_not_verified_does_not_count_as_seen(tiny):
    assert tiny(BOTH.replace(",yes,", ",no,")).level == "asserted"


def test_an_image_that_denies_the_claim_does_not_support_it(tiny):
    known = tiny(BOTH.replace("corroborates", "denies"))
    assert (known.level, known.disputed_by) == ("asserted", ("RUSI",))


def test_one_end_is_not_enough(tiny):
    known = tiny(BOTH.replace("rajin|dunay", "dunay"))
    assert (known.level, known.origin_seen, known.destination_seen) == ("asserted", False, True)


def test_who_corroborates_an_answer_has_not_seen_the_leg(tiny):
    first = BOTH.replace("rajin|dunay", "rajin")
    below = "again,The other port.,VOA,2023-10-18,corroborates,seen,report,,dunay,yes,s03"
    assert tiny(first, below).level == "asserted"
    assert tiny(first, below.replace(",seen,", ",said,")).level == "inferred"


def test_who_disputes_an_answer_does_not_dispute_the_leg(tiny):
    below = "no,Wrong.,Kremlin,2023-10-17,disputes,seen,statement,,,,s03"
    assert tiny(BOTH, below).disputed_by == ()


def test_who_denies_a_denial_is_not_named_as_rejecting_the_leg(tiny):
    denial = "no,Wrong.,Kremlin,2023-10-17,denies,said,statement,,,,s03"
    below = "yes,It did.,White House,2023-10-18,denies,no,statement,,,,s03"
    known = tiny(denial, below)
    assert known.rejected_by == known.disputed_by == ("Kremlin",)


def test_a_month_counts_from_its_last_day(tiny):
    vague = BOTH.replace("2023-10-16", "2023-10")
    assert tiny(vague, day=october(30)).level == "asserted"
    assert tiny(vague, day=october(31)).level == "inferred"


def test_before_its_claim_a_leg_is_not_reported_and_without_claims_it_always_is(tiny):
    assert tiny(BOTH, day=october(12)) is None
    silent = tiny(day=Day(1990, 1, 1), asserted="")
    assert (silent.level, silent.words) == ("unsourced", "No source given for the route")


def test_a_place_within_the_uncertainty_of_another_counts_as_it(tmp_path):
    places = (
        "place_id,name,latitude,longitude,radius_km,kind\n"
        "port,Port,42.883,132.35,3,port\nstation,Station,42.87,132.36,,station\n"
        "far,Far,43.2,132.35,,port\narea,Area,42.884,132.351,50,area\n"
        "quay,Quay,42.23,130.295,3,port\n"
    )
    routes = (
        "leg_id,origin,destination,start_date,path_basis,claims\n"
        "near,quay,station,2023-09-07,inferred,said\n"
        "farther,far,port,2023-09-07,inferred,said\n"
        "one-place,station,port,2023-09-07,inferred,said\n"
    )
    claims = f"{HEAD}\n{SAID}\n" + BOTH.replace("rajin|dunay", "port|quay") + "\n"
    write_files(
        tmp_path,
        {
            "places.csv": places,
            "routes.csv": routes,
            "claims.csv": claims,
            "sources.csv": SOUND["sources.csv"],
        },
    )
    story = read_story(tmp_path).story
    assert standing(story, story.legs["near"]).level == "inferred"
    assert standing(story, story.legs["farther"]).level == "asserted"
    # Two ends that cannot be told apart are one place seen, and no movement.
    assert standing(story, story.legs["one-place"]).words == (
        "Only said; the two ends cannot be told apart; path inferred"
    )


def test_an_area_is_never_taken_for_a_place_inside_it(tmp_path):
    places = (
        "place_id,name,latitude,longitude,radius_km,kind\n"
        "port,Port,42.883,132.35,3,port\nother,Other,42.23,130.295,3,port\n"
        "area,Area,42.884,132.351,50,area\n"
    )
    routes = (
        "leg_id,origin,destination,start_date,path_basis,claims\n"
        "sea,other,port,2023-09-07,inferred,said\n"
    )
    claims = f"{HEAD}\n{SAID}\n" + BOTH.replace("rajin|dunay", "other|area") + "\n"
    write_files(
        tmp_path,
        {
            "places.csv": places,
            "routes.csv": routes,
            "claims.csv": claims,
            "sources.csv": SOUND["sources.csv"],
        },
    )
    story = read_story(tmp_path).story
    assert standing(story, story.legs["sea"]).destination_seen is False


# ---- visits


def test_a_visit_is_public_once_a_source_can_tell_of_its_last_day():
    days = publication_days(STORY).visits
    shoigu, lavrov = days["v1-shoigu"], days["v5-lavrov-pyongyang"]
    assert (shoigu.row, lavrov.row) == (Day(2023, 7, 27), Day(2023, 10, 19))


def test_a_claim_is_public_from_the_last_day_its_date_can_mean():
    assert became_public(STORY.claims["c1-csis-najin"]) == october(31)
    assert became_public(STORY.claims["c1-containers"]) == october(13)


def test_who_supports_the_claim_as_a_whole_is_not_named_for_the_way():
    # VOA and CSIS published images of Rajin: nothing about the rail leg, nor about the way to the port.
    assert standing(STORY, STORY.legs["dunay-tikhoretsk"]).corroborated_by == ("RUSI",)
    assert standing(STORY, STORY.legs["pyongyang-rajin"]).corroborated_by == ()


def test_a_report_that_differs_gave_another_account_and_disputed_nobody():
    gaza = standing(STORY, STORY.legs["gaza-claim"])
    assert "Yonhap News Agency" not in gaza.disputed_by
    assert gaza.other_account_by == ("Yonhap News Agency",)
    assert gaza.voices.endswith("another account by Yonhap News Agency")
