"""A line that Waybill chose is drawn as inferred and called so wherever the leg is shown."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from support.sea_story import SEA_STORY
from support.tiny_stories import write_files

from waybill.card.words import card_words
from waybill.documents.method import method_html
from waybill.documents.table import leg_rows, table_html
from waybill.evidence.lines import line_of
from waybill.evidence.measures import leg_length_km, length_words
from waybill.evidence.standing import standing
from waybill.export import export
from waybill.geo.distance import distance_km
from waybill.payload.encode import build_payload
from waybill.story import Story, read_story, story_version
from waybill.story.courses import course_of
from waybill.view.extract import extract
from waybill.view.view import View, default_view

LANES = "Drawn along the sea lanes of searoute 1.6.0, not a reported course."
GREAT_CIRCLE = "Drawn along the great circle between its ends, not a reported course."
CHOSEN = ("grain", "boxes", "timber", "rails")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("sea")
    write_files(folder, SEA_STORY)
    found = read_story(folder).story
    assert found is not None
    return found


@pytest.mark.parametrize("leg_id", CHOSEN)
def test_its_line_is_a_path_between_its_places(story: Story, leg_id: str) -> None:
    leg = story.legs[leg_id]
    line, is_schematic = line_of(story, leg)
    ends = [story.places[place] for place in (leg.origin, leg.destination)]
    assert not is_schematic
    assert line[0] == (ends[0].latitude, ends[0].longitude)
    assert line[-1][0] == ends[1].latitude
    assert (line[-1][1] - ends[1].longitude) % 360 == 0
    assert all(abs(b[1] - a[1]) < 180 for a, b in pairwise(line))
    length_km = sum(distance_km(*hop) for hop in pairwise(line))
    straight_km, along_km = leg_length_km(story, leg)
    assert along_km is not None
    assert along_km >= straight_km - 0.001
    assert along_km == pytest.approx(length_km, rel=0.001)


def test_legs_that_did_not_ask_keep_the_lines_that_they_had(story: Story) -> None:
    assert all(course_of(story, story.legs[i]) is None for i in ("plain", "lost", "dry"))
    assert len(line_of(story, story.legs["dry"])[0]) < 15  # straight, with points for the curve
    via = story.places["los-angeles"]
    line, _ = line_of(story, story.legs["stops"])
    assert any(abs(lat - via.latitude) < 1e-9 for lat, _ in line)


def test_it_is_known_as_an_inferred_path_and_said_by_nobody_else(story: Story) -> None:
    found = {leg_id: standing(story, story.legs[leg_id]) for leg_id in CHOSEN}
    assert {leg_id: (s and s.words) for leg_id, s in found.items()} == {
        "grain": "Only said; path inferred",
        **dict.fromkeys(("boxes", "timber", "rails"), "No source given for the route"),
    }


def test_its_length_is_measured_along_it(story: Story) -> None:
    assert length_words(story, story.legs["grain"]) == (
        "about 1,700 km straight; about 2,000 km along the line that Waybill drew"
    )
    assert length_words(story, story.legs["rails"]) == "about 6,160 km straight (geodesic)"


def sentences(of: Callable[[str], str]) -> dict[str, str]:
    return {leg_id: of(leg_id) for leg_id in (*CHOSEN, "plain", "stops", "seen", "dry")}


EXPECTED = {
    **dict.fromkeys(("grain", "boxes", "timber"), LANES),
    "rails": GREAT_CIRCLE,
    **dict.fromkeys(("plain", "stops", "seen", "dry"), ""),
}


def test_the_payload_says_so(story: Story) -> None:
    legs = {leg["id"]: leg for leg in build_payload(story)["legs"]}
    assert sentences(lambda leg_id: legs[leg_id]["course"]) == EXPECTED
    assert legs["boxes"]["path_basis"] == "inferred"
    assert legs["plain"]["path_basis"] == "unknown"


def test_the_table_says_so(story: Story) -> None:
    view = default_view(story)
    rows = {row.leg.leg_id: row for row in leg_rows(story, view)}
    assert sentences(lambda leg_id: rows[leg_id].course) == EXPECTED
    assert table_html(story, view).count(f"<small>{LANES}</small>") == 3


def test_the_preview_card_says_so(story: Story) -> None:
    view = default_view(story)
    focused = View(view.start, view.end, focus=("leg", "timber"))
    assert (
        card_words(extract(story, focused), focused).lead
        == f"No source given for the route. {LANES}"
    )


def test_the_method_page_says_what_such_lines_rest_on(story: Story) -> None:
    page = method_html(story)
    assert (
        "drawn along the great circle between its ends, not a reported course; or drawn along"
        in page
    )
    plain = story.model_copy(update={"info": story.info.model_copy(update={"path": "direct"})})
    assert "not a reported course" not in method_html(plain)


def test_geojson_and_kml_and_csv_say_so(story: Story) -> None:
    document = json.loads(export(story, None, "geojson").content)
    legs = {f["id"][4:]: f for f in document["features"] if f["id"].startswith("leg:")}
    assert sentences(lambda i: legs[i]["properties"]["evidence"]["course"]) == EXPECTED
    assert legs["timber"]["geometry"]["type"] == "MultiLineString"  # over the antimeridian
    assert legs["boxes"]["properties"]["schematic"] is False

    kml = export(story, None, "kml").content.decode()
    assert kml.count(f"<br/>{LANES}".replace("<", "&lt;").replace(">", "&gt;")) == 3
    assert "Odesa → Alexandria by sea (only said; path inferred)" in kml

    rows = csv.DictReader(io.StringIO(export(story, None, "legs").content.decode("utf-8-sig")))
    found = {row["leg_id"]: row for row in rows}
    assert sentences(lambda i: found[i]["course"]) == EXPECTED
    assert found["plain"]["path"] == "direct"


def test_the_story_folder_in_a_download_keeps_the_column_and_the_key(
    story: Story, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(export(story, None, "zip").content)) as archive:
        archive.extractall(tmp_path)
    result = read_story(tmp_path)
    assert result.story is not None
    assert result.story.info.path == "network"
    assert result.story.legs["plain"].path == "direct"
    assert story_version(result.story) == story_version(story)


def test_a_leg_not_yet_reported_shows_no_line_and_one_that_is_shows_its_own(story: Story) -> None:
    view = default_view(story)
    day = story.claims["grain-said"].stated_on.first
    before = View(view.start, view.end, known=day.plus(-1))
    on_day = View(view.start, view.end, known=day)
    assert "grain" not in {row.leg.leg_id for row in leg_rows(story, before)}
    rows = {row.leg.leg_id: row for row in leg_rows(story, on_day)}
    assert rows["grain"].course == LANES
