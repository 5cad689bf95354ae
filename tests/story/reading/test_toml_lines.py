"""Every fault in story.toml knows its line."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.tiny_stories import Files

from waybill.story import ReadResult
from waybill.story.reading.toml.lines import key_rows

Read = Callable[[Files], ReadResult]

TOML = '''title = "A" # [not a header]
"quoted key" = 1
dotted.key.here = [
  1, # one
  { a = 1, b = [2,
3] },
]
text = """
[[steps]]
id = 'no'
"""
[window]
from = 2023-01-01

[[steps]]
id = "one"
[[steps]]
id = "two"
[steps.more]
x = 1
[routes.sea]
name = 'C:\\path'
"esc\\u0061ped" = ''
'''


def test_keys_are_found_wherever_toml_allows_them() -> None:
    rows = key_rows(TOML)
    assert {path: rows[path] for path in rows if path[-1] != "x"} == {
        ("title",): 1,
        ("quoted key",): 2,
        ("dotted",): 3,
        ("dotted", "key"): 3,
        ("dotted", "key", "here"): 3,
        ("dotted", "key", "here", 0): 4,
        ("dotted", "key", "here", 1): 5,
        ("dotted", "key", "here", 1, "a"): 5,
        ("dotted", "key", "here", 1, "b"): 5,
        ("dotted", "key", "here", 1, "b", 0): 5,
        ("dotted", "key", "here", 1, "b", 1): 6,
        ("text",): 8,
        ("window",): 12,
        ("window", "from"): 13,
        ("steps",): 15,
        ("steps", 0): 15,
        ("steps", 0, "id"): 16,
        ("steps", 1): 17,
        ("steps", 1, "id"): 18,
        ("steps", 1, "more"): 19,
        ("routes",): 21,
        ("routes", "sea"): 21,
        ("routes", "sea", "name"): 22,
        ("routes", "sea", "escaped"): 23,
    }


@given(st.text(alphabet="[]{}=.,\"'\\#ab1 \n", max_size=60))
def test_what_is_no_toml_ends_the_search(text: str) -> None:
    key_rows(text)


@pytest.mark.parametrize(
    ("toml", "row"),
    [
        ("\n\ntitle = 0x" + "f" * 4000, 3),
        ("\ntitle = " + "9" * 5000, 2),
        ("\nlegs.sea = 1", 2),
        ("\n'odd key' = 1", 2),
        ("a = 1\nb = " + "[" * 3000, 2),
        ("a = 1\nb = [[[[[", 2),
        ('\nsteps = [\n  { id = "a", title = "A" },\n  { id = "b", titel = "B" },\n]', 4),
        ('[routes.one]\nname = "A"\n[routes.two]\nname = "B"\ncolour = "see"\n', 5),
        ("\nwindow = { from = 2023-01-01,\n  until = 2023-01-02 }", 2),
        ("[[steps]]\nid = 0x" + "f" * 4000, 2),
        ("steps = [0x" + "f" * 4000 + "]", 1),
        ("window = [0x" + "f" * 4000 + ", 1]", 1),
        ('\n[[checks]]\nid = "k"\nlabel = "K"\nstated_km = 0x' + "f" * 4000, 5),
    ],
    ids=range(13),
)
def test_every_fault_has_its_line_and_nothing_raises(read: Read, toml: str, row: int) -> None:
    problems = read({"story.toml": toml}).problems
    assert problems
    assert [p for p in problems if p.file == "story.toml" and p.row is None] == []
    assert row in [problem.row for problem in problems]
