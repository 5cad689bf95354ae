"""The templates come in by the one door without a question, from the workbook as from the CSV files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.build_templates import TABLES, contents
from waybill.export.zip_writer import zip_bytes
from waybill.importing import templates
from waybill.importing.files.sheet import ImportRefusedError
from waybill.importing.recognise import EXPLAINS, HINTS_SHEET
from waybill.importing.session import Imported, import_files, write
from waybill.story import ReadResult, read_story

Files = list[tuple[str, bytes]]
BROUGHT: dict[str, Files] = {
    "workbook": [(templates.WORKBOOK, templates.workbook())],
    "csv": list(templates.csv_files().items()),
    "zip": [("waybill-template.zip", zip_bytes(templates.csv_files()))],
}


def read(imported: Imported, folder: Path) -> ReadResult:
    write(imported, folder / "story")
    return read_story(folder / "story", is_named=False)


@pytest.mark.parametrize("way", BROUGHT)
def test_a_template_becomes_a_sound_story_without_a_question(way: str, tmp_path: Path) -> None:
    imported = import_files(BROUGHT[way])
    assert imported.questions == []
    assert imported.undecided == []
    result = read(imported, tmp_path)
    assert [str(problem) for problem in result.problems] == []
    assert result.story is not None
    assert result.story.info.title == "A voyage that two offices tell differently"
    assert [leg.vessel for leg in result.story.legs.values()] == ["Example I", ""]
    assert [leg.claims for leg in result.story.legs.values()] == [
        ("statement-1",),
        ("statement-3",),
    ]
    denial = next(claim for claim in result.story.claims.values() if claim.stance == "denies")
    assert (denial.claimant, denial.about) == ("Example Port Office", "statement-1")
    assert [source.publisher for source in result.story.sources.values()] == [
        "The Example Daily",
        "Example Haulage",
    ]


@pytest.mark.parametrize("way", BROUGHT)
def test_every_column_of_a_template_has_a_meaning(way: str) -> None:
    plans = {
        plan.sheet.columns: plan for plan in import_files(BROUGHT[way]).plans if plan.reason != EXPLAINS
    }  # fmt: skip
    assert len(plans) == len(TABLES)
    for table in TABLES[1:]:  # the first holds properties and values
        plan = plans[tuple(column.name for column in table.columns)]
        assert [column.name for column in plan.columns if not column.meaning] == []


def test_the_sheet_of_hints_is_left_out_and_says_so() -> None:
    imported = import_files(BROUGHT["workbook"])
    hints = imported.plans[0]
    assert (hints.sheet.name, hints.becomes, hints.notes) == (HINTS_SHEET, "nothing", [])
    assert imported.draft.notes == [f"{hints.sheet.title} was left out: {EXPLAINS}"]
    assert [plan.becomes for plan in imported.plans[1:]] == [
        "properties",
        "legs",
        "places",
        "statements",
    ]


def test_the_templates_are_what_the_tool_writes() -> None:
    for name, data in contents().items():
        assert data == (templates.FOLDER / name).read_bytes(), (
            "run: python tools/build_templates.py"
        )
    assert contents() == contents()


def test_a_number_that_no_statement_has_is_told_by_the_check(tmp_path: Path) -> None:
    files = templates.csv_files()
    files["journeys.csv"] = files["journeys.csv"].replace(b",crates,1,", b',crates,"1, 7",')
    result = read(import_files(list(files.items())), tmp_path)
    assert ["'7'" in str(problem) for problem in result.problems] == [True]


def test_statements_and_a_file_of_claims_are_not_mixed() -> None:
    claims = b"claim_id,statement,claimant,stated_on\na,Said,Somebody,2024-01-01\n"
    with pytest.raises(ImportRefusedError, match="bring one of the two"):
        import_files([*templates.csv_files().items(), ("claims.csv", claims)])


def test_columns_of_ones_own_beside_a_statement_are_kept(tmp_path: Path) -> None:
    sheet = (
        b"Who says so,Said on,What they say,Language,Kind\nAnn,2024-01-05,It went,French,letter\n"
    )
    journeys = b"From,To\nHere,There\n"
    places = b"Place,Latitude,Longitude\nHere,1,2\nThere,3,4\n"
    files = [("said.csv", sheet), ("journeys.csv", journeys), ("places.csv", places)]
    story = read(import_files(files), tmp_path).story
    assert story is not None
    assert story.claims["statement-row-1"].extra == {"language": "French", "kind (sheet)": "letter"}


HERE_TO_THERE = (
    (
        "journeys.csv",
        b"From,To,Date,Statement no\nHere,There,2024-01-04,1\nThere,Here,2024-01-05,2\n",
    ),
    ("places.csv", b"Place,Latitude,Longitude\nHere,1,2\nThere,3,4\n"),
)


def test_a_number_that_stands_twice_is_told_with_its_rows_and_both_statements_are_kept(
    tmp_path: Path,
) -> None:
    sheet = (
        b"Statement no,Who says so,Said on,What they say\n1,Ann,2024-01-05,It went\n"
        b"2,Bob,2024-01-06,It came\n1,Cem,2024-01-07,It stayed\n"
    )
    imported = import_files([("said.csv", sheet), *HERE_TO_THERE])
    assert imported.draft.notes == [
        "Statement no. 1 stands in two rows (said.csv, row 2; said.csv, row 4). Each is kept, but what "
        "names 1 is joined to none of them: give each statement a number of its own"
    ]
    result = read(imported, tmp_path)
    assert result.story is not None
    assert [claim.claimant for claim in result.story.claims.values()] == ["Ann", "Bob", "Cem"]
    assert [leg.claims for leg in result.story.legs.values()] == [(), ("statement-2",)]
    assert ["'1'" in str(problem) for problem in result.problems] == [True]


@pytest.mark.parametrize("header", ["number", "No.", "Nr"])
def test_a_column_called_number_is_that_of_the_statements(header: str, tmp_path: Path) -> None:
    sheet = f"{header},Who says so,Said on,What they say\n2,Ann,2024-01-05,It went\n"
    story = read(import_files([("said.csv", sheet.encode()), *HERE_TO_THERE]), tmp_path).story
    assert story is not None
    assert [leg.claims for leg in story.legs.values()] == [(), ("statement-2",)]


def test_a_kept_column_that_is_called_like_a_meaning_keeps_its_cells(tmp_path: Path) -> None:
    sheet = (
        b"Statement no,number,Notes,note,Who says so,Said on,What they say\n"
        b"1,A-7,seen twice,in pencil,Ann,2024-01-05,It went\n"
    )
    story = read(import_files([("said.csv", sheet), *HERE_TO_THERE]), tmp_path).story
    assert story is not None
    claim = story.claims["statement-1"]
    assert claim.note == "seen twice"
    assert claim.extra == {"number": "A-7", "note (sheet)": "in pencil"}
