"""[shipments] by a form: columns are guessed by the words that tables of journeys use, and nothing is decided silently."""

from __future__ import annotations

import pytest

from waybill.drafts.document import INFO, Document, DraftError
from waybill.drafts.editing.shipments import Mapped, guessed, mapped, stored, with_record, without

COLUMNS = {"origin": "a", "destination": "b", "date": "c", "quantity": "d", "mode": None}


def test_a_day_that_can_be_read_two_ways_is_left_to_the_person() -> None:
    found = guessed({"from": ["x"], "to": ["y"], "date": ["1/2/2023"], "quantity": ["1"]})
    assert (found.day_order, found.columns["origin"]) == ("", "from")
    assert guessed({"date": ["1/2/2023", "1/13/2023"]}).day_order == "month first"
    assert guessed({"date": ["2023-02-01"], "metric_tons": ["1"]}).unit == "t"


def test_what_is_needed_is_named(grain: Document) -> None:
    given = Mapped("rows.csv", {**COLUMNS, "date": None}, " ", "")
    with pytest.raises(DraftError, match="Still to be said: date, the unit, who says so"):
        mapped(grain, given)
    with pytest.raises(DraftError, match="day or the month comes first"):
        mapped(grain, Mapped("rows.csv", COLUMNS, "t", "Customs", day_order=""))


def test_a_source_is_made_of_a_name_and_what_no_form_asks_for_stays(grain: Document) -> None:
    kept = {"limits": {"pairs": 10}, "note": "By hand", "attributes": {"flag": "e"}}
    before = grain.set_cell(INFO, INFO, "shipments", kept)
    given = Mapped("rows.csv", COLUMNS, "t", "The customs office", attributes=["e", "from"])
    after = mapped(before, given)
    table = after.row(INFO, INFO)["shipments"]
    assert (table["limits"], table["note"]) == ({"pairs": 10}, "By hand")
    assert table["attributes"] == {"flag": "e", "from-2": "from"}
    assert table["said_by"] == "the-customs-office"
    assert after.table("sources").rows
    again = stored(after)
    assert again is not None
    assert mapped(after, again) == after
    assert "shipments" not in without(after).row(INFO, INFO)


def test_the_days_of_the_story_itself_stay(grain: Document) -> None:
    days = ("2023-01-01", "2023-12-31")
    dated = with_record(grain, days)
    assert dated.row(INFO, INFO)["record"] == [{"date": "2023-01-01"}, {"date": "2023-12-31"}]
    assert with_record(dated, ("1999-01-01", "1999-01-02")) == dated
