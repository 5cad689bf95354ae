"""Tables and CSV: the right rows, nothing younger than the known-on day, nothing a sheet would run."""

import csv
import io
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from waybill.evidence.dates import became_public
from waybill.evidence.publication import publication_days
from waybill.export import KINDS, export, story_tables
from waybill.export.csv_file import csv_bytes, safe_cell
from waybill.story.day import Day
from waybill.story.model import Leg, Place, Source, Story, StoryInfo
from waybill.view.extract import About, extract
from waybill.view.view import View

ABOUT = About(attribution="a", licence="l", data_version="v", view="w")
NUMBER = re.compile(r"[+-][0-9.]+([eE][+-]?[0-9]+)?")
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_whole_record_has_every_row(story):
    sizes = {name: len(table) for name, table in story_tables(story).items()}
    assert sizes["legs"] == 5
    assert sizes["visits"] == 14
    assert sizes["claims"] == len(story.claims)
    assert sizes["places"] == len(story.places)
    assert sizes["sources"] == len(story.sources)


def test_a_leg_says_how_it_is_known(story):
    leg = story_tables(story)["legs"].set_index("leg_id").loc["rajin-dunay"]
    assert leg["level"] == "inferred"
    assert leg["words"] == "Both ends reported from images; path inferred"
    assert leg["asserted_by"] == "White House"
    assert leg["corroborated_by"] == "VOA|RUSI|CSIS Beyond Parallel"
    assert "Kremlin" in leg["disputed_by"].split("|")
    assert leg["start_date"] == "2023-09-07"
    assert leg["quantity"] == 1000


def test_a_leg_on_14_october_is_only_said_and_disputed_by_nobody(story, window):
    tables = story_tables(story, replace(window, known=Day(2023, 10, 14)))
    leg = tables["legs"].set_index("leg_id").loc["rajin-dunay"]
    assert leg["level"] == "asserted"
    assert leg["corroborated_by"] == ""
    assert leg["disputed_by"] == ""


def test_a_view_brings_the_denials_of_its_legs_although_they_came_later(story, window):
    claims = set(story_tables(story, window)["claims"]["claim_id"])
    assert {"c1-containers", "c1-kremlin-rejects", "c1-choe-rejects"} <= claims
    assert "c4-shells" not in claims


def test_a_view_shows_the_visits_of_its_dates(story, window):
    visits = list(story_tables(story, window)["visits"]["visit_id"])
    assert visits[0] == "v2-kim-departs"
    assert "v1-shoigu" not in visits
    assert "v5-lavrov-pyongyang" not in visits


@pytest.mark.parametrize("day", [Day(2023, 7, 1), Day(2023, 10, 13), Day(2023, 10, 16)])
def test_nothing_published_later_leaves_on_a_known_on_day(story, day):
    view = View(start=Day(2000, 1, 1), end=Day(2030, 1, 1), known=day)
    rows = extract(story, view)
    assert all(became_public(story.claims[claim.claim_id]) <= day for claim in rows.claims)
    for source in rows.sources.values():
        assert source.published_on is None or source.published_on.last <= day
    for row in (*rows.claims, *rows.visits):
        assert set(row.sources) <= set(rows.sources)
    exported = [leg for leg, _ in rows.legs]
    later = {c.claim_id for c in story.claims.values() if became_public(c) > day}
    assert not later.intersection(*[leg.claims for leg in exported] or [[]])
    days = publication_days(story)
    dated = [*((leg, days.legs[leg.leg_id]) for leg in exported)]
    dated += [(visit, days.visits[visit.visit_id]) for visit in rows.visits]
    dated += [(claim, days.claims[claim.claim_id]) for claim in rows.claims]
    dated += [(place, days.places[place_id]) for place_id, place in rows.places.items()]
    assert all(row.note == "" for row, limit in dated if limit.note > day)
    assert any(row.note for row, _ in dated)


def test_a_known_on_day_leaves_out_what_rests_on_later_publications(story):
    view = View(start=Day(2023, 7, 20), end=Day(2023, 10, 31), known=Day(2023, 10, 18))
    tables = story_tables(story, view)
    leg = tables["legs"].set_index("leg_id").loc["rajin-dunay"]
    assert leg["quantity"] == 1000  # its own claims were public on 13 October
    assert leg["vessel"] == ""  # answers to them were still to come
    claim = tables["claims"].set_index("claim_id").loc["c1-containers"]
    assert claim["source_reliability"] == "B"  # the source's own, from the claim's day
    assert claim["information_credibility"] == ""  # it weighs a report of 31 October
    assert claim["note"] == ""  # so does the note
    assert tables["claims"].set_index("claim_id").loc["c1-kremlin-rejects", "note"] != ""
    visit = tables["visits"].set_index("visit_id").loc["v1-shoigu"]
    assert visit["quote"] == ""  # the article of 19 October is among its sources
    assert visit["purpose"].startswith("70th anniversary")


def test_every_csv_row_says_where_it_comes_from(story, window):
    download = export(story, window, "legs")
    assert download.file_name == "tikhoretsk-2023-09-07_2023-10-01_legs.csv"
    assert download.content_type == "text/csv; charset=utf-8"
    assert download.content.startswith(b"\xef\xbb\xbf")
    for row in read(download.content):
        assert row["licence"] == "CC BY 4.0"
        assert row["view"] == "Legs and visits, 7 Sept – 1 Oct 2023"
        assert len(row["data_version"]) == 10
        assert "GeoNames (CC BY 4.0)" in row["attribution"]


def test_whole_numbers_and_positions_are_written_as_in_the_story(story):
    rows = {row["place_id"]: row for row in read(export(story, None, "places").content)}
    assert rows["pyongyang"]["latitude"] == "39.0339"
    assert rows["pyongyang"]["radius_km"] == "8"
    assert rows["washington"]["longitude"] == "-77.0365"  # a number, so without a quote mark


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("+1", "+1"),
        ("-0.5e3", "-0.5e3"),
        ("'=1+1", "''=1+1"),
        ("Rajin", "Rajin"),
        ("’tis", "’tis"),
        ("\u200b =1+1", "'\u200b =1+1"),
        ("\xa0＝1+1", "'\xa0＝1+1"),
        ("seen; =1+1", "seen;' =1+1"),
        ("seen;'=1+1", "seen;''=1+1"),
        ('seen;"=1+1"', 'seen;\'"=1+1"'),
        ("seen\n=1+1", "seen\n'=1+1"),
        ("two; three", "two; three"),
        ("a-b; c=d", "a-b; c=d"),
    ],
)
def test_a_formula_is_written_as_text(cell, safe):
    assert safe_cell(cell) == safe


UNSEEN = r"\s\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
SIGN = "[=+\\-@\t\r\n＝＋－＠]"
GUARD = re.compile(f"^'(?=['{UNSEEN}]*{SIGN})")
GUARD_WITHIN = re.compile(f"""([;\t\r\n])'(?=['"{UNSEEN}]*{SIGN})""")


def written(cell: str) -> str:
    """The text that a cell was made of, as waybill.export.csv_file says how to read it."""
    return GUARD_WITHIN.sub(r"\1", GUARD.sub("", cell))


SIGNS = st.text(alphabet="ab;=+-@\t\r\n'\" ,\u200b\ufeff\xa0＝＠1", max_size=12)


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8")) | SIGNS, min_size=1, max_size=4))
def test_any_text_comes_back_from_the_csv_and_none_is_a_formula(texts):
    frame = pd.DataFrame([texts], columns=[f"c{i}" for i in range(len(texts))], dtype=object)
    (row,) = read(csv_bytes(frame, ABOUT))
    for i, text in enumerate(texts):
        cell = row[f"c{i}"]
        assert not cell.startswith(RISKY) or NUMBER.fullmatch(cell)
        assert (cell if NUMBER.fullmatch(cell) else written(cell)) == text


@given(st.lists(SIGNS, min_size=1, max_size=4))
@example(['"='])
@example(['a;"=1'])
def test_no_field_is_a_formula_when_a_spreadsheet_parts_them_at_the_semicolon(texts):
    frame = pd.DataFrame([texts], columns=[f"c{i}" for i in range(len(texts))], dtype=object)
    content = csv_bytes(frame, ABOUT).decode("utf-8-sig")
    # as a spreadsheet does, and as one does that parts a field at ; within quotes too
    lines = re.split(r"\r\n|\r|\n", content)
    fields = [f for row in csv.reader(lines, delimiter=";") for f in row]
    pieces = [piece for line in lines for piece in line.split(";")]
    fields += [field for piece in pieces for field in next(csv.reader([piece]), [""])[:1]]
    for field in fields:
        bare = field.lstrip(" \t\r\n\u200b\ufeff\xa0")
        assert not bare.startswith(RISKY) or NUMBER.fullmatch(field.partition(",")[0])


def test_a_hostile_column_name_is_safe_and_takes_no_name_of_ours():
    place = Place(
        place_id="a", name="A", latitude=1, longitude=2, extra={"=1+1": "x", "licence": "mine"}
    )
    other = Place(place_id="b", name="B", latitude=3, longitude=4)
    leg = Leg.model_validate(
        {"leg_id": "l", "origin": "a", "destination": "b", "start_date": "2023"}
    )
    story = Story(info=StoryInfo(), places={"a": place, "b": other}, legs={"l": leg})
    row = read(export(story, None, "places").content)[0]
    assert row["'=1+1"] == "x"
    assert row["extra_licence"] == "mine"
    assert row["licence"] == "no licence stated"


def test_an_undated_source_leaves_with_the_row_that_cites_it(story, window):
    undated = Source(source_id="s", publisher="P")
    claim = story.claims["c7-rfa-f7"].model_copy(update={"sources": ("s",)})
    changed = story.model_copy(
        update={"claims": {**story.claims, "c7-rfa-f7": claim}, "sources": {"s": undated}}
    )
    tables = story_tables(changed, replace(window, known=Day(2023, 10, 12)))
    assert list(tables["sources"]["source_id"]) == ["s"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_download_is_the_same_twice(story, window, kind):
    for view in (None, window):
        first, second = export(story, view, kind), export(story, view, kind)
        assert first == second
        assert first.content


def test_an_unknown_kind_is_refused_with_the_right_ones(story):
    with pytest.raises(ValueError, match="there is no download 'xls'; the kinds are legs, visits"):
        export(story, None, "xls")  # type: ignore[arg-type]


def test_file_names_say_the_dates_and_the_known_on_day(story, window):
    known = replace(window, known=Day(2023, 10, 12))
    name = "tikhoretsk-2023-09-07_2023-10-01_known-2023-10-12.geojson"
    assert export(story, known, "geojson").file_name == name
    assert export(story, None, "kml").file_name == "tikhoretsk-all.kml"
