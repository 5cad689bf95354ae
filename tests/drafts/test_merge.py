"""Two people on one story: what does not clash goes through, what does is shown with both values."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from waybill.drafts.document import Document
from waybill.drafts.merge import Clash, merge
from waybill.drafts.operations import diff

EDITS = 500
COLUMNS = ("name", "latitude", "longitude", "note")


def test_different_cells_of_one_row_both_go_through(grain: Document) -> None:
    mine = grain.set_cell("places", "odesa", "name", "Odessa")
    theirs = grain.set_cell("places", "odesa", "kind", "port")
    merged = merge(grain, mine, theirs)
    assert merged.clashes == ()
    row = merged.document.row("places", "odesa")
    assert (row["name"], row["kind"]) == ("Odessa", "port")


def test_one_cell_changed_twice_keeps_the_first_value_and_shows_both(grain: Document) -> None:
    mine = grain.set_cell("places", "odesa", "name", "Odessa").set_cell(
        "places", "odesa", "note", "n"
    )
    theirs = grain.set_cell("places", "odesa", "name", "Одеса")
    merged = merge(grain, mine, theirs)
    assert merged.clashes == (Clash("cell", "places", "odesa", "name", "Odesa", "Одеса", "Odessa"),)
    assert merged.document.cell("places", "odesa", "name") == "Одеса"
    assert merged.document.cell("places", "odesa", "note") == "n"


def test_the_same_change_twice_is_no_clash(grain: Document) -> None:
    both = grain.set_cell("places", "odesa", "name", "Odessa")
    assert merge(grain, both, grain.set_cell("places", "odesa", "name", "Odessa")).clashes == ()


def test_a_row_that_one_removes_and_the_other_changes_stays_and_is_shown(grain: Document) -> None:
    removed, changed = (
        grain.remove_row("places", "odesa"),
        grain.set_cell("places", "odesa", "name", "x"),
    )
    merged = merge(grain, removed, changed)
    assert merged.clashes == (Clash("kept", "places", "odesa", "name", "Odesa", "x", None),)
    assert merged.document.cell("places", "odesa", "name") == "x"


def test_a_change_of_a_row_that_is_gone_is_shown(grain: Document) -> None:
    removed, changed = (
        grain.remove_row("places", "odesa"),
        grain.set_cell("places", "odesa", "name", "x"),
    )
    merged = merge(grain, changed, removed)
    assert merged.clashes == (Clash("removed", "places", "odesa", "name", "Odesa", None, "x"),)


def test_rows_that_both_add_are_both_there_and_one_id_twice_is_shown(grain: Document) -> None:
    mine = grain.add_row("legs", {"leg_id": "second", "origin": "odesa"}, key="+m")
    theirs = grain.add_row("legs", {"leg_id": "second", "origin": "izmail"}, key="+t")
    merged = merge(grain, mine, theirs)
    assert list(merged.document.table("legs").rows) == ["first", "+m", "+t"]
    assert merged.clashes == (Clash("same id", "legs", "+m", "", None, "second", None),)


def test_a_column_that_one_removes_and_the_other_fills_stays(grain: Document) -> None:
    from waybill.drafts.document import Table

    base = grain.set_cell("places", "odesa", "berth", "7").set_cell("places", "odesa", "berth", "")
    table = base.table("places")
    without = Document({**base.tables, "places": Table(table.columns[:-1], table.rows)}, base.texts)
    merged = merge(base, without, base.set_cell("places", "izmail", "berth", "2"))
    assert merged.document.table("places").columns[-1] == "berth"
    assert merge(base, without, base).document.table("places").columns == table.columns[:-1]


@dataclass
class Editor:
    """Somebody with a copy, which is sent and renewed now and then."""

    base: Document
    copy: Document
    base_rev: int = 0
    random: random.Random = field(default_factory=random.Random)

    def edit(self) -> None:
        keys = list(self.copy.table("places").rows)
        kind = self.random.random()
        if kind < 0.1 or not keys:
            name = f"p{self.random.randrange(20)}"
            self.copy = self.copy.add_row("places", {"place_id": name, "name": name})
        elif kind < 0.15:
            self.copy = self.copy.remove_row("places", self.random.choice(keys))
        else:
            column, value = self.random.choice(COLUMNS), str(self.random.randrange(5))
            self.copy = self.copy.set_cell("places", self.random.choice(keys), column, value)


@dataclass
class Expected:
    """What should come out, by a rule of its own: when each cell and row was last changed."""

    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    changed: dict[tuple[str, str], int] = field(default_factory=dict)
    rows: set[str] = field(default_factory=set)

    def save(self, editor: Editor, rev: int) -> set[tuple[str, str, str]]:
        """Take an editor's changes over; returns the clashes as (kind, row, column)."""
        before, after = values(editor.base), values(editor.copy)
        old, new = rows_of(editor.base), rows_of(editor.copy)
        clashes: set[tuple[str, str, str]] = set()
        for row in old - new:
            late = {c for (r, c), at in self.changed.items() if r == row and at > editor.base_rev}
            late = {c for c in late if self.cells.get((row, c), "") != before.get((row, c), "")}
            if row in self.rows and late:
                clashes |= {("kept", row, column) for column in late}
            elif row in self.rows:
                self.rows.discard(row)
                for cell in [cell for cell in self.cells if cell[0] == row]:
                    del self.cells[cell]
        for row in new - old:
            self.rows.add(row)
        for cell in {*before, *after}:
            row, column = cell
            if row not in new or before.get(cell, "") == after.get(cell, ""):
                continue
            now = self.cells.get(cell, "")
            if row not in self.rows:
                clashes.add(("removed", row, column))
            elif now not in (before.get(cell, ""), after.get(cell, "")):
                clashes.add(("cell", row, column))
            elif now != after.get(cell, ""):
                self.cells[cell] = after.get(cell, "")
                self.changed[cell] = rev
        return clashes


def values(document: Document) -> dict[tuple[str, str], str]:
    rows = document.table("places").rows.items()
    return {(key, column): value for key, cells in rows for column, value in cells.items()}


def rows_of(document: Document) -> set[str]:
    return set(document.table("places").rows)


@pytest.mark.parametrize("seed", range(5))
def test_two_editors_of_500_random_edits_end_in_one_story_with_every_clash_shown(
    grain: Document, seed: int
) -> None:
    chance = random.Random(seed)
    stored, rev = grain, 0
    expected = Expected(values(grain), {}, rows_of(grain))
    editors = [Editor(grain, grain, random=chance) for _ in range(2)]
    met = 0
    for number in range(EDITS + 2):
        editor = chance.choice(editors) if number < EDITS else editors[number - EDITS]
        if number < EDITS:
            editor.edit()
        if chance.random() < 0.2 or number >= EDITS:
            rev += 1
            merged = merge(editor.base, editor.copy, stored)
            wanted = expected.save(editor, rev)
            found = {(c.kind, c.row, c.column) for c in merged.clashes if c.kind != "same id"}
            assert found == wanted
            met += len(found)
            stored = merged.document
            editor.base = editor.copy = stored
            editor.base_rev = rev
    assert met > 0
    for editor in editors:
        assert diff(merge(editor.base, editor.copy, stored).document, stored) == []
    assert {c: v for c, v in values(stored).items() if v} == {
        c: v for c, v in expected.cells.items() if v
    }
    assert rows_of(stored) == expected.rows
