"""A problem says where, what value, what is wrong and what would be right, on one line."""

from hypothesis import given
from hypothesis import strategies as st

from waybill.story.reading.problems import MAX_PROBLEMS_PER_FILE, Problem, ProblemLog, quoted, shown


def test_a_problem_reads_file_row_column_message() -> None:
    assert str(Problem("routes.csv", 5, "mode", "se", "'se' is no mode")) == (
        "routes.csv:5:mode: 'se' is no mode"
    )


def test_parts_that_do_not_apply_are_left_out() -> None:
    assert str(Problem("routes.csv", None, None, "", "file is missing")) == (
        "routes.csv: file is missing"
    )
    assert str(Problem("routes.csv", 1, "leg_id", "", "column is missing")) == (
        "routes.csv:1:leg_id: column is missing"
    )


def test_a_warning_says_so() -> None:
    problem = Problem("places.csv", 2, None, "", "odd", severity="warning")
    assert str(problem) == "places.csv:2: warning: odd"


def test_long_values_are_shortened_and_hidden_characters_shown() -> None:
    assert quoted("x" * 200) == "'" + "x" * 59 + "…'"
    assert quoted("a\u202eb\n\x00\ud800é") == r"'a\u202eb\n\x00\ud800é'"


@given(st.text())
def test_what_is_shown_is_one_line_without_hidden_characters(text: str) -> None:
    assert "\n" not in shown(text)
    assert "\u202e" not in shown(text)
    shown(text).encode("utf-8")


def test_the_log_asks_did_you_mean() -> None:
    log = ProblemLog()
    log.error("routes.csv", "is not a place_id", row=2, column="origin", value="rajn",
              suggestion="rajin")  # fmt: skip
    assert log.sorted([]) == (
        Problem("routes.csv", 2, "origin", "rajn",
                "'rajn' is not a place_id; did you mean 'rajin'?", "rajin", "error"),
    )  # fmt: skip


def test_problems_come_by_file_and_row_with_whole_files_first() -> None:
    log = ProblemLog()
    log.error("b.csv", "late", row=9)
    log.error("b.csv", "early", row=2)
    log.error("b.csv", "whole")
    log.error("a.csv", "first", row=99)
    assert [p.message for p in log.sorted(["a.csv", "b.csv"])] == [
        "first",
        "whole",
        "early",
        "late",
    ]


def test_problems_beyond_the_limit_are_counted() -> None:
    log = ProblemLog()
    for row in range(MAX_PROBLEMS_PER_FILE + 5):
        log.error("a.csv", "wrong", row=row)
    problems = log.sorted(["a.csv"])
    assert len(problems) == MAX_PROBLEMS_PER_FILE + 1
    assert str(problems[-1]) == "a.csv: 5 more faults in this file are not listed"
