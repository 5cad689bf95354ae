"""Cells are read by the check's rules, with what was decided about their column."""

from __future__ import annotations

import pytest

from waybill.importing.draft import Draft
from waybill.importing.session import import_files


def draft(text: str, name: str = "a.csv") -> Draft:
    return import_files([(name, text.encode())]).draft


@pytest.mark.parametrize(
    ("written", "cells"),
    [
        ("26,527 t", ("26527", "t", "")),
        ("~1000", ("1000", "", "about")),
        ("1000+", ("1000", "", "at least")),
        ("26 527", ("26527", "", "")),
        ("1000-1500", ("1000-1500", "", "")),
        ("many", ("many", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_quantity_with_its_unit_and_qualifier(written, cells):
    # the last row settles that the point is decimal
    found = draft(f'from,to,amount\nA,B,"{written}"\nA,B,26.5\n').legs[0]
    assert tuple(found[c] for c in ("quantity", "quantity_unit", "quantity_qualifier")) == cells


def test_a_unit_in_the_cell_that_is_not_the_columns_is_left_as_written():
    found = draft("from,to,quantity,unit\nA,B,5 kg,t\n").legs[0]
    assert (found["quantity"], found["quantity_unit"]) == ("5 kg", "t")


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("7-12 September 2023", "2023-09-07", "2023-09-12"),
        ("about Sept 2023", "2023-09~", ""),
        ("2023-09-07 to 2023-10-01", "2023-09-07", "2023-10-01"),
        ("2023", "2023", ""),
        ("early 2023", "early 2023", ""),
        ("Q3 2023", "2023-07", "2023-09"),
        ("13.09.2023 23:30", "2023-09-13", ""),
        ("soon", "soon", ""),
    ],
)
def test_dates_in_words_and_stretches_of_days(written, start, end):
    found = draft(f"from,to,date\nA,B,{written}\n").legs[0]
    assert (found["start_date"], found["end_date"]) == (start, end)


@pytest.mark.parametrize(
    ("written", "spot"),
    [
        ('"42.26, 130.295"', ("42.26", "130.295")),
        ("POINT(130.295 42.26)", ("42.26", "130.295")),
        ('42°15\'36""N 130°17\'42""E', ("42.26", "130.295")),
        ("42.26;130.295", ("42.26", "130.295")),
    ],
)
def test_both_coordinates_in_one_cell(written, spot):
    quoted = written if written[0] == '"' else f'"{written}"'
    (place,) = draft(f"name,coordinates,x\nA,{quoted},\n").places.values()
    assert (place.latitude, place.longitude) == spot


def test_the_order_of_pairs_is_that_of_the_column():
    found = draft('name,coordinates,n\nA,"130.295, 42.26",1\nB,"30.7233, 46.4825",2\n').places
    assert [(p.latitude, p.longitude) for p in found.values()] == [
        ("42.26", "130.295"),
        ("46.4825", "30.7233"),
    ]


def test_a_coordinate_of_the_other_axis_is_left_for_the_check():
    (place,) = draft("name,lat,lon\nA,130 E,42 N\n").places.values()
    assert (place.latitude, place.longitude) == ("130 E", "42 N")


def test_ids_that_the_story_folder_does_not_take_are_made_and_still_found():
    text = "place id,name,lat,lon\n横浜,Yokohama,35.4,139.6\nA&1,Odesa,46.4,30.7\n"
    legs = "origin,destination,date\n横浜,a&1,2023\n"
    found = import_files([("p.csv", text.encode()), ("l.csv", legs.encode())]).draft
    assert list(found.places) == ["横浜", "a-1"]
    assert (found.legs[0]["origin"], found.legs[0]["destination"]) == ("横浜", "a-1")
