"""What the tests of pages share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from support.in_this_process import run_here

from waybill.importing.files import apart


@pytest.fixture(scope="session", autouse=True)
def packages_looked_through_once() -> Iterator[None]:
    """Let Streamlit look for components in the installed packages once, not for every AppTest.

    It reads the metadata of a hundred packages: two thirds of the CPU time of these tests.
    """
    with pytest.MonkeyPatch.context() as patch:
        look = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", look)
        yield


@pytest.fixture(autouse=True)
def brought_files_are_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open and read what is brought in this process: starting another costs half a second."""
    monkeypatch.setattr(apart, "run_apart", run_here)
