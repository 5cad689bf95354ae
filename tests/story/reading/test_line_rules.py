"""The check speaks of lines over the wrong element, and of a path that cannot be had."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.counting import calls_of
from support.sea_story import PLACES
from support.tiny_stories import Files, write_files

from waybill.basemap import sea_lanes
from waybill.basemap.crossings import Crossing
from waybill.story.reading.folder import read_story
from waybill.story.reading.rules import lines as line_rules

Lines = Callable[[Files], list[str]]
HEADER = "leg_id,origin,destination,start_date,mode,path_basis,path,via\n"


def files(*rows: str, toml: str = "") -> Files:
    return {
        "places.csv": PLACES,
        "routes.csv": HEADER + "".join(f"{row}\n" for row in rows),
        "claims.csv": None,
        "sources.csv": None,
        "visits.csv": None,
        "story.toml": toml,
    }


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            "boxes,shanghai,rotterdam,2023,sea,inferred,,",
            "via: warning: is empty, and the line of leg 'boxes', by sea, crosses land for 7,920 of "
            "8,930 km; name the places that it passed, or write 'network' in path to have it drawn "
            "along sea lanes",
        ),
        (
            "boxes,shanghai,rotterdam,2023,sea,observed,,",
            "via: warning: is empty, and the line of leg 'boxes', by sea, crosses land for 7,920 of "
            "8,930 km; name the places that it passed",
        ),
        (
            "boxes,shanghai,rotterdam,2023,sea,inferred,,alexandria",
            "via: warning: 'alexandria' leads the line of leg 'boxes', by sea, across land for 8,810 "
            "of 11,510 km; name more places that it passed",
        ),
        (
            "dry,moscow,rotterdam,2023,sea,inferred,,",
            "via: warning: is empty, and the line of leg 'dry', by sea, crosses land for 1,700 of "
            "2,190 km; name the places that it passed",
        ),
        (
            "dry,moscow,rotterdam,2023,sea,inferred,network,",
            "path: warning: 'network' asks for sea lanes, and searoute 1.6.0 has none within 50 km "
            "of land of both ends of leg 'dry': the line is drawn without them; name in via the "
            "places that it passed",
        ),
        (
            "rails,vladivostok,los-angeles,2023,rail,inferred,,",
            "via: warning: is empty, and the line of leg 'rails', by rail, crosses the sea for 7,670 "
            "of 8,900 km; name the places that it passed, or make what went over water a leg of its "
            "own",
        ),
        (
            "boxes,shanghai,rotterdam,2023,sea,inferred,network,alexandria",
            "path: warning: 'network' does nothing here: the line goes through via",
        ),
        (
            "boxes,shanghai,rotterdam,2023,sea,observed,network,",
            "path: warning: 'network' does nothing here: path_basis says that the path is observed",
        ),
        (
            "boxes,shanghai,rotterdam,2023,,inferred,network,",
            "path: warning: 'network' does nothing here without a mode; write sea, rail, road or air",
        ),
        (
            "boxes,shanghai,rotterdam,2023,sea,inferred,lanes,",
            "path: 'lanes' is not a path; allowed: network, direct",
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_a_line(lines: Lines, row: str, problem: str) -> None:
    assert lines(files(row))[0] == f"routes.csv:2:{problem}"


def test_whoever_only_shows_a_story_can_do_without(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        files(
            "boxes,shanghai,rotterdam,2023,sea,inferred,,",
            "dry,moscow,rotterdam,2023,sea,inferred,network,",
            "gone,moscow,atlantis,2023,sea,inferred,,",
        ),
    )
    whole, shown = read_story(tmp_path), read_story(tmp_path, measures_lines=False)
    assert [problem.row for problem in whole.problems] == [2, 3, 4]
    assert shown.problems == whole.errors
    assert [problem.row for problem in shown.problems] == [4]
    assert shown.story == whole.story


@pytest.mark.parametrize(
    "row",
    [
        "boxes,shanghai,rotterdam,2023,sea,inferred,network,",  # along sea lanes
        "boxes,shanghai,rotterdam,2023,air,inferred,,",
        "boxes,shanghai,rotterdam,2023,,inferred,,",
        "timber,vladivostok,los-angeles,2023,sea,inferred,network,",
        "rails,moscow,khabarovsk,2023,rail,inferred,,",
    ],
)
def test_nothing_is_said_of_a_sound_line(lines: Lines, row: str) -> None:
    assert lines(files(row)) == []


def test_a_bow_is_no_path_and_the_line_of_a_leg_that_nobody_claims_is_a_line(lines: Lines) -> None:
    row = "boxes,shanghai,rotterdam,2023,sea,,,"
    assert lines(files(row))[0].startswith("routes.csv:2:via: warning: is empty, and the line of")
    claimed = {
        **files(),
        "routes.csv": f"{HEADER.strip()},claims\n{row},said\n",
        "claims.csv": "claim_id,statement,claimant,stated_on\nsaid,It went,A port,2023\n",
    }
    assert lines(claimed) == []


def test_a_path_for_the_whole_story_is_named_as_that(lines: Lines) -> None:
    row = "dry,moscow,rotterdam,2023,sea,,,"
    assert lines(files(row, toml='path = "network"\n'))[0].startswith(
        "routes.csv:2:path: warning: in story.toml asks for sea lanes, and searoute 1.6.0 has none"
    )


def test_a_key_that_is_no_path_is_a_fault(lines: Lines) -> None:
    row = "boxes,shanghai,rotterdam,2023,air,,,"
    assert lines(files(row, toml='path = "lanes"\n')) == [
        "story.toml:1:path: 'lanes' is not a path; allowed: network, direct"
    ]


def test_without_the_package_it_is_said_once_and_not_advised(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sea_lanes, "_network_file", lambda: None)
    rows = [f"boxes{i},shanghai,rotterdam,2023,sea,inferred,network," for i in range(3)]
    found = lines(files(*rows, "plain,shanghai,rotterdam,2023,sea,inferred,,"))
    asked = [line for line in found if ":path:" in line]
    assert asked == [
        "routes.csv:2:path: warning: 'network' asks for sea lanes, and the package searoute is not "
        "installed: the line is drawn without them; install it with: pip install searoute; the same "
        "in rows 3 and 4"
    ]
    crossing = [line for line in found if ":via:" in line]
    assert len(crossing) == 4
    assert all(line.endswith("km; name the places that it passed") for line in crossing)


def test_many_lines_over_land_are_told_once_and_take_linear_time(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    propose = line_rules.propose_course
    monkeypatch.setattr(line_rules, "propose_course", lambda *a: asked.append(a[0]) or propose(*a))

    def story(count: int) -> Files:
        return files(*(f"l{i},shanghai,rotterdam,2023,sea,inferred,," for i in range(count)))

    (told,) = lines(story(400))
    assert told.endswith("; the same in rows 3, 4, 5, 6, 7 and 394 more")
    assert len(asked) == line_rules.MAX_PER_CAUSE
    few, many = (calls_of(lambda n=n: lines(story(n))) for n in (400, 1600))
    assert many < 4.6 * few


def test_just_five_in_a_hundred_are_not_spoken_of_whatever_is_rounded() -> None:
    assert not line_rules._is_told(Crossing(4 * 110.52492829957557, 80 * 110.52492829957557))
    assert not line_rules._is_told(Crossing(442.0997131983024, 80 * 110.52492829957557))
    assert line_rules._is_told(Crossing(5 * 110.52492829957557, 80 * 110.52492829957557))
