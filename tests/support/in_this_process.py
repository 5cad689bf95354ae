"""Work on brought files without a process of its own, which costs half a second of Python's start."""

from __future__ import annotations

import io
import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from waybill.importing.files import apart, opening_process, reading_process, workbook_process
from waybill.importing.shipments import process as shipments_process
from waybill.settings import settings

SCRIPTS = {opening_process.__file__, reading_process.__file__, shipments_process.__file__}
_in_a_process = apart.run_apart


def run_here(
    script: str, files: Sequence[tuple[str, bytes]], more: Mapping[str, Any]
) -> bytes | None:
    """As ``apart.run_apart``, for scripts of ours: their ``main`` with the same input.

    What a process of its own promises, tests/importing/test_opening_process.py and
    test_reading_process.py hold; that the pages use it, tests/browser/test_own_story.py; that shipments
    are counted in one, ``test_it_is_counted_and_published`` of tests/drafts/test_shipments.py, and that
    a file of them is looked at in one, tests/importing/test_shipments_file.py.
    """
    if script not in SCRIPTS:
        return _in_a_process(script, files, more)
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    head = {"names": [name for name, _ in files], **more}
    with apart.GATE.turn(""), pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "received", lambda: (head, list(files)))
        patch.setattr(workbook_process, "limit_process", lambda: None)
        patch.setattr(sys, "stdout", said)
        patch.setattr(sys, "path", [*sys.path])  # the scripts put the checkout in front
        patch.setattr(os, "sched_setaffinity", lambda pid, processors: None, raising=False)
        patch.setenv("WAYBILL_CACHE", "off")  # as the script says, and put back afterwards
        settings.cache_clear()
        try:
            runpy.run_path(str(Path(script)))["main"]()
        except SystemExit:
            return None
        finally:
            patch.undo()
            settings.cache_clear()
    return said.buffer.getvalue()
