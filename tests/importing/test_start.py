"""Nothing starts slower for importing or for drafts: their libraries are loaded when they are needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    *("python_calamine", "rapidfuzz", "anyascii", "defusedxml", "waybill.gazetteer"),
    *("sqlalchemy", "psycopg", "waybill.drafts.store", "waybill.drafts.document"),
)


@pytest.mark.slow
@pytest.mark.parametrize("start", ["import waybill.cli", "import waybill.server"])
def test_the_server_and_the_other_commands_load_none_of_it(start: str) -> None:
    code = f"import sys; {start}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"
