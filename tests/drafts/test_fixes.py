"""The fix list: one press puts right what it names, and touches nothing else."""

from __future__ import annotations

import random

from support import random_folders

from waybill.drafts.document import SPECS, Document, Table, clean
from waybill.drafts.editing.fault_words import OWN_ID, message_of, told, told_with_rows
from waybill.drafts.editing.fixes import (
    Fault,
    Faults,
    RenameColumn,
    SetCells,
    apply_all,
    apply_fix,
    faults_of,
    fix_words,
)
from waybill.drafts.files import check, read_files
from waybill.drafts.operations import SetCell, SetColumns, diff

PLACES = "place_id,name,latitude,longitude\nodesa,Odesa,46.48,30.73\nizmail,Izmail,45.35,28.84\n"


def found(document: Document) -> list[Faults]:
    return faults_of(document, check(document).problems)


def of(legs: str, places: str = PLACES, **files: str) -> Document:
    texts = {"places.csv": places, "routes.csv": legs} | {
        f"{name.replace('_', '.')}": text for name, text in files.items()
    }
    return read_files({name: text.encode() for name, text in texts.items()}).document


def broken(number: int) -> Document:
    """A story of six rows a file, in which every fifth cell holds something else: the same for a number."""
    chance = random.Random(number)
    tables = {}
    for table, spec in SPECS.items():
        columns = tuple(random_folders.HEADERS[spec.file].split(","))
        rows = {}
        for n in range(1, 7):
            cells = {c: random_folders.sound(c, n) for c in columns}
            for column in columns:
                if chance.random() < 0.2:
                    kind = random_folders.KINDS.get(column, "text")
                    cells[column] = chance.choice(random_folders.CELLS[kind].split("|"))
            rows[f"row{n}"] = clean(table, cells)
        tables[table] = Table(columns, rows)
    return Document(tables)


def test_a_list_of_faults_that_is_cut_says_how_many_kinds_more_there_are() -> None:
    document = broken(1)
    problems = check(document).problems
    kinds = len(found(document))
    lines = told(document, problems, kinds - 2)
    assert (len(lines), lines[-1]) == (kinds - 1, "… and 2 more kinds of fault")
    assert told(document, problems, kinds) == told(document, problems, kinds + 1)
    assert len(told(document, problems, kinds)) == kinds


def test_a_fix_changes_the_cells_of_its_fault_and_no_others() -> None:
    pressed = 0
    for number in range(40):
        document = broken(number)
        for faults in found(document):
            for fault in faults.with_fix:
                pressed += holds_to_its_cells(document, fault)
    assert pressed > 200


def holds_to_its_cells(document: Document, fault: Fault) -> int:
    """Check one fix of a document."""
    operations = diff(document, apply_fix(document, fault))
    if isinstance(fault.fix, RenameColumn):
        columns = {fault.fix.old, fault.fix.new}
        assert all(one.column in columns for one in operations if isinstance(one, SetCell))
        return 1
    assert fault.fix is not None
    named = {column for column, _ in fault.fix.cells}
    for one in operations:
        assert isinstance(one, SetCell | SetColumns)
        assert one.table == fault.table
        if isinstance(one, SetCell):
            assert (one.row, one.column in named) == (fault.row, True)
    return 1


def test_a_reference_gets_the_row_that_was_meant_in_this_row_and_in_all() -> None:
    rows = "".join(f"l{n},odesa,Izmail,2024\n" for n in range(14))
    document = of(f"leg_id,origin,destination,start_date\n{rows}x,odesa,izmail,2024\n")
    (faults,) = found(document)
    assert len(faults.with_fix) == 14
    assert fix_words(document, faults.first) == "“Izmail”"
    one = apply_fix(document, faults.first)
    assert diff(document, one) == [SetCell("legs", "l0", "destination", "Izmail", "izmail")]
    assert len(found(one)[0].all) == 13
    assert check(apply_all(document, faults.with_fix)).problems == ()


def test_each_date_of_a_column_gets_its_own_value() -> None:
    document = of(
        "leg_id,origin,destination,start_date\na,odesa,izmail,13.09.2023\nb,odesa,izmail,14.09.2023\n"
    )
    (faults,) = found(document)
    assert [one.fix for one in faults.all] == [
        SetCells((("start_date", "2023-09-13"),)),
        SetCells((("start_date", "2023-09-14"),)),
    ]
    assert check(apply_all(document, faults.with_fix)).problems == ()


def test_an_item_of_a_list_is_changed_and_the_others_stay() -> None:
    document = of(
        "leg_id,origin,destination,start_date,via\na,odesa,izmail,2024,izmail | Odesa|izmail\n"
    )
    (faults,) = found(document)
    fixed = apply_fix(document, faults.first)
    assert fixed.cell("legs", "a", "via") == "izmail|odesa|izmail"


def test_two_rows_of_one_id_get_two_ids() -> None:
    document = of(
        "leg_id,origin,destination,start_date\na,odesa,izmail,2024\na,izmail,odesa,2024\n"
        ",izmail,odesa,2024\n"
    )
    errors = [faults for faults in found(document) if faults.first.problem.is_error]
    everything = [fault for faults in errors for fault in faults.with_fix]
    fixed = apply_all(document, everything)
    assert check(fixed).problems == ()
    ids = [row["leg_id"] for row in fixed.table("legs").rows.values()]
    assert ids == ["a", "izmail-odesa-2024", "izmail-odesa-2024-2"]
    assert fix_words(document, everything[0]) == "another id, made by Waybill"


def test_a_column_gets_the_name_that_was_meant() -> None:
    document = of("leg_id,origin,destination,start_date,vesel\na,odesa,izmail,2024,Angara\n")
    (faults,) = found(document)
    assert faults.first.fix == RenameColumn("vesel", "vessel")
    fixed = apply_fix(document, faults.first)
    assert fixed.table("legs").columns[-1] == "vessel"
    assert fixed.cell("legs", "a", "vessel") == "Angara"
    assert check(fixed).problems == ()


def test_a_step_gets_the_leg_that_was_meant() -> None:
    document = of(
        "leg_id,origin,destination,start_date\nfirst,odesa,izmail,2024\n",
        story_toml='[[steps]]\nid = "one"\ntitle = "One"\nlegs = ["First"]\n',
    )
    (faults,) = found(document)
    fixed = apply_fix(document, faults.first)
    assert fixed.cell("steps", "one", "legs") == ["first"]


def test_a_fault_that_nobody_can_put_right_for_the_author_has_its_row_and_no_fix() -> None:
    document = of("leg_id,origin,destination,start_date\na,odesa,nowhere,2024\n")
    (faults,) = found(document)
    assert (faults.first.table, faults.first.row, faults.first.fix) == ("legs", "a", None)


def test_a_line_over_land_is_offered_the_sea_lanes_and_says_that_they_are_inferred() -> None:
    places = (
        "place_id,name,latitude,longitude\nvenice,Venice,45.44,12.32\nathens,Piraeus,37.94,23.63\n"
    )
    document = of(
        "leg_id,origin,destination,start_date,mode\na,venice,athens,2024,sea\n", places=places
    )
    (faults,) = found(document)
    assert fix_words(document, faults.first) == (
        "“network”: draw it along the sea lanes, marked as inferred"
    )
    fixed = apply_fix(document, faults.first)
    assert fixed.cell("legs", "a", "path") == "network"
    assert check(fixed).problems == ()


def test_a_message_names_rows_and_columns_and_no_id() -> None:
    places = (
        "place_id,name,latitude,longitude,country\nod-1,Odesa,46.48,30.73,UA\niz-1,Izmail,45.35,28.84,UA\n"
        "tr-1,Tripoli,34.43,35.83,LB\ntr-2,Tripoli,32.9,13.18,LY\n"
    )
    legs = (
        "leg_id,origin,destination,start_date,end_date,path_basis,claims\n"
        "leg-1,od-1,iz-1,2024-01-05,2024-01-02,,cl-9\nleg-2,od-1,Tripoli,2024,,,\n"
        "leg-3,Odesa,iz-1,2024,,seen,\nleg-3,od-1,od-1,2024,,,\n"
    )
    claims = (
        "claim_id,statement,claimant,stated_on,stance,about\n"
        "cl-1,It went,Ann,2024-01-01,denies,cl-2\ncl-2,It came,Bob,2024-01-01,denies,cl-1\n"
    )
    document = of(legs, places, claims_csv=claims)
    told = {message_of(document, faults.first) for faults in found(document)}
    assert {
        "'2024-01-02' is before the first day '2024-01-05'",
        "names a claim that is not in this story; the reference is left out",
        "'Tripoli' is no place of this story; it could be “Tripoli (LB)” (Lebanon) or “Tripoli (LY)” "
        "(Libya); the row is left out",
        "'Odesa' is no place of this story; the row is left out; did you mean “Odesa”?",
        "'seen' is no value of “How the path is known”; allowed: observed, inferred, unknown",
        OWN_ID,
        "“Odesa” is the origin as well; say in “Places passed, in order” where it turned, or give "
        "another destination",
        "“Bob: It came” makes claims answer each other in a circle: “Ann: It went” → “Bob: It came” → "
        "“Ann: It went”",
    } <= told  # fmt: skip


def test_a_message_about_a_line_names_its_leg() -> None:
    document = of(
        "leg_id,origin,destination,start_date,mode,via\na,ny,la,2024,sea,ny|la\n",
        "place_id,name,latitude,longitude\nny,New York,40.7,-74\nla,Los Angeles,33.7,-118.2\n",
    )
    told = message_of(document, found(document)[0].first)
    assert told.startswith(
        "“New York”, “Los Angeles” leads the line of leg “New York → Los Angeles, 2024”, by sea, across"
    )


def test_a_place_that_a_measure_names_is_told_by_its_name() -> None:
    document = of(
        "leg_id,origin,destination,start_date\na,odesa,izmail,2024\n",
        story_toml="""
title = "T"
[[checks]]
id = "far"
label = "How far"
origin = "odesa"
measures = [{label = "There", to_place = "izmail-west"}]
""",
    )
    told = [
        message_of(document, faults.first)
        for faults in found(document)
        if (faults.first.problem.column or "").endswith("measures[1].to_place")
    ]
    assert told
    assert all("izmail-west" not in message and "place" in message for message in told), told


def test_whoever_wrote_the_files_reads_file_row_column_value_and_what_would_be_right() -> None:
    legs = (
        "leg_id,origin,destination,mode,start_date\n"
        "1,odesa,izmial,sea,2023-09-01\n2,odesa,izmial,sea,2023-09-02\n3 <b>,odesa,izmail,sea,2023-09-03\n"
    )
    document = of(legs)
    said = told_with_rows(document, check(document).problems, 20)
    gone = next(line for line in said if "izmial" in line)
    assert "(routes.csv, row 2, column destination): 'izmial' is no place of this story" in gone
    assert "“Izmail” (izmail)" in gone
    assert gone.endswith("(the same in row 3)")
    assert any("(routes.csv, row 4, column leg_id): '3 <b>' is not an id" in line for line in said)
