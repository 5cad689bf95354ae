"""Only waybill/evidence decides what had been published by a day; everything else asks it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
BELOW = ("geo", "basemap", "story", "evidence")  # nothing below evidence knows of a known-on day
FILES = sorted(
    file
    for file in [*ROOT.glob("waybill/**/*.py"), ROOT / "app.py", *ROOT.glob("pages/*.py")]
    if file.relative_to(ROOT).parts[1:2] not in [(room,) for room in BELOW]
)
DATED = re.compile(r"known|as_of|public|published|stated_on|_day\b|\.row\b")
SAYS_WHAT_IS_OUT = {"is_out", "publication_days", "standing", "standing_steps"}


def compared_days(file: Path) -> list[str]:
    """Comparisons in a file that look like a test whether something was out by a day."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Compare)
        and any(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in node.ops)
        and any(DATED.search(ast.unparse(side)) for side in (node.left, *node.comparators))
    ]


def asked_of_evidence(file: Path) -> set[str]:
    """The names that a file imports from the rooms of evidence."""
    return {
        alias.name
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("waybill.evidence")
        for alias in node.names
    }


def test_no_other_room_compares_a_day_of_publication():
    found = {str(file.relative_to(ROOT)): compared_days(file) for file in FILES}
    assert len(found) > 100
    assert {name: compared for name, compared in found.items() if compared} == {}


def test_every_other_room_takes_its_rows_from_a_disclosure():
    # The payload's room sends the days themselves.
    asking = [file for file in FILES if "payload" not in file.parts]
    found = {str(f.relative_to(ROOT)): asked_of_evidence(f) & SAYS_WHAT_IS_OUT for f in asking}
    assert {name: asked for name, asked in found.items() if asked} == {}


def test_those_tests_can_fail(tmp_path):
    file = tmp_path / "leak.py"
    file.write_text(
        "from waybill.evidence.publication import publication_days\n"
        "shown = [c for c in claims if c.stated_on.last <= view.known]\n",
        "utf-8",
    )
    assert compared_days(file) == ["c.stated_on.last <= view.known"]
    assert asked_of_evidence(file) == {"publication_days"}
