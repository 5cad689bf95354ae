"""What sheets and columns are taken for, with reasons; what is asked; and what a recipe remembers."""

from __future__ import annotations

import json

import pytest

from waybill.importing.files.opening import open_files
from waybill.importing.files.sheet import ImportRefusedError
from waybill.importing.recipe import Recipe, from_json
from waybill.importing.recognise import Plan, plan, plan_all
from waybill.importing.vocabulary import meaning_of_header, unit_of_header


def planned(text: str, recipe: Recipe | None = None, name: str = "a.csv") -> Plan:
    (sheet,) = open_files([(name, text.encode())]).sheets
    return plan(sheet, recipe or Recipe())


def meanings(found: Plan) -> dict[str, str]:
    return {column.name: column.meaning for column in found.columns}


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("origin", "origin"),
        ("Departure port", "origin"),
        ("FROM", "origin"),
        ("von", "origin"),
        ("откуда", "origin"),
        ("origin_name", "origin"),
        ("dest", "destination"),
        ("Port of discharge", "destination"),
        ("nach", "destination"),
        ("origin_lat", "origin_latitude"),
        ("Lat origin", "origin_latitude"),
        ("dest_lng", "destination_longitude"),
        ("start_x", "origin_longitude"),
        ("Breite", "latitude"),
        ("Länge", "longitude"),
        ("широта", "latitude"),
        ("lat/lon", "coordinates"),
        ("Vessel name", "vessel"),
        ("Commodity", "cargo"),
        ("Metric tons", "quantity"),
        ("Weight (kg)", "quantity"),
        ("Departure date", "start_date"),
        ("ETA", "end_date"),
        ("place_id", "place_id"),
        ("IMO", None),
        ("Development Status", None),
    ],
)
def test_column_names_of_several_languages(header, meaning):
    assert meaning_of_header(header) == meaning


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Metric tons", "t"),
        ("Weight (kg)", "kg"),
        ("TEU", "TEU"),
        ("Amount", ""),
        ("containers", "containers"),
    ],
)
def test_a_unit_in_a_column_name(header, unit):
    assert unit_of_header(header) == unit


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("name,lat,lon\nA,1,2\n", "places"),
        ("id,name,lat,lon\n1,A,1,2\n", "places"),
        ("origin,dest,count\nA,B,1\n", "legs"),
        ("Departure port,Country\nOdesa,Spain\n", "legs"),
        ("property,value\ntitle,X\n", "properties"),
        ("Tripoli\nNajin\n", "names"),
        ("place\nTripoli\nNajin\n", "names"),
        ("height,depth\n1,2\n", "nothing"),
        ("claim_id,statement,claimant,stated_on\nc1,S,C,2023\n", "claims"),
    ],
)
def test_what_a_sheet_becomes(text, becomes):
    assert planned(text).becomes == becomes


def test_three_values_and_a_reason_stand_beside_each_column():
    found = planned("from,to,price\nA,B,10\nA,C,20\nB,C,20\nC,D,30\nD,A,40\n")
    assert [(c.name, c.meaning, c.reason, c.examples) for c in found.columns] == [
        ("from", "origin", "by its name", ("A", "B", "C")),
        ("to", "destination", "by its name", ("B", "C", "D")),
        ("price", "", "kept as it is", ("10", "20", "30")),
    ]


@pytest.mark.parametrize(
    ("cells", "order", "asked"),
    [
        ("11/24/1944 12/3/1944", "month first", False),
        ("13/09/2023 12/09/2023", "day first", False),
        ("12/09/2023 11/09/2023", None, True),
        ("24/11/1944 11/24/1944 1/2/1944", None, True),
        ("2023-09-12 2023-09", "", False),
        ("12.09.2023 31.08.2023", "day first", False),
    ],
)
def test_the_order_of_day_and_month_is_decided_once_a_column_or_asked(cells, order, asked):
    rows = "".join(f"A,B,{cell}\n" for cell in cells.split())
    found = planned(f"from,to,date\n{rows}")
    assert found.dates.get("date", "") == order
    assert [question.setting for question in found.questions] == (["dates"] if asked else [])


@pytest.mark.parametrize(
    ("cells", "sign", "asked"),
    [
        ("26,5 1000", ",", False),
        ("26.5 1000", ".", False),
        ("1.250,75 26.527", ",", False),
        ("26.527 41.105", None, True),
        ("1.000.500 26.527", ",", False),
        ("1000 2000", "", False),
    ],
)
def test_the_decimal_sign_is_decided_once_a_column_or_asked(cells, sign, asked):
    rows = "".join(f"A;B;{cell}\n" for cell in cells.split())
    found = planned(f"from;to;tonnes\n{rows}")
    assert found.decimals.get("tonnes", "") == sign
    assert [question.setting for question in found.questions] == (["decimals"] if asked else [])


def test_a_question_shows_the_values_that_leave_it_open():
    found = planned("from,to,date\nA,B,2023-09-07\nA,B,12/09/2023\n")
    assert found.questions[0].text == (
        "Which comes first in the dates of 'date' (12/09/2023), the day or the month? "
        "No date in the column settles it."
    )


def test_a_list_of_places_alone_is_asked_whether_it_is_a_journey():
    (sheet,) = open_files([("a.txt", b"Tripoli\nNajin\n")]).sheets
    (found,) = plan_all([sheet], Recipe())
    assert [question.choices for question in found.questions] == [("journey", "names")]


def test_a_recipe_applies_to_the_next_version_of_the_sheet():
    first = planned("from,to,date,ship no\nA,B,12/09/2023,1\n")
    entry = first.to_recipe()
    entry.columns["ship no"] = "vessel"
    entry.dates["date"] = "day first"
    recipe = from_json("recipe.json", Recipe([entry]).to_json().encode())
    again = planned(
        "Ship No,FROM,to,date\n2,A,B,10/09/2023\n".replace("Ship No", "ship no").replace(
            "FROM", "from"
        ),
        recipe,
    )
    assert meanings(again) == {
        "ship no": "vessel",
        "from": "origin",
        "to": "destination",
        "date": "start_date",
    }
    assert (again.dates, again.questions) == ({"date": "day first"}, [])


def test_a_sheet_with_a_new_column_keeps_the_decisions_and_tells():
    entry = planned("from,to,date,wares\nA,B,2023,x\n").to_recipe()
    entry.columns["wares"] = "cargo"
    again = planned("from,to,date,wares,price\nA,B,2023,x,3\n", Recipe([entry]))
    assert meanings(again)["wares"] == "cargo"
    assert again.notes == ["the columns are not those of the recipe; new: price"]


def test_a_recipe_is_plain_json_with_the_fingerprint_of_the_columns():
    text = Recipe([planned("from,to\nA,B\n").to_recipe()]).to_json()
    (sheet,) = json.loads(text)["sheets"]
    assert sheet["fingerprint"] == planned("TO,From\nA,B\n").to_recipe().fingerprint
    assert sheet["columns"] == {"from": "origin", "to": "destination"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": 9}, "its version is 9, not 1"),
        ({"sheets": [{"headers": []}]}, "is not a recipe of an import"),
        ({"sheets": 3}, "is not a recipe of an import"),
    ],
)
def test_a_recipe_that_cannot_be_read_is_refused(change, said):
    with pytest.raises(ImportRefusedError, match=said):
        from_json("r.json", json.dumps({"version": 1, **change}).encode())


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("becomes", "trips", "becomes 'trips'; write one of places, legs"),
        ("columns", {"from": "start"}, "the meaning 'start'; legs have leg_id"),
        (
            "dates",
            {"date": "american"},
            "the order 'american'; write one of day first, month first",
        ),
    ],
)
def test_a_decision_that_cannot_be_carried_out_is_refused(setting, value, said):
    text = "from,to,date\nA,B,12/09/2023\n"
    entry = planned(text).to_recipe()
    setattr(entry, setting, value)
    with pytest.raises(ImportRefusedError, match=said):
        planned(text, Recipe([entry]))
