"""What unit and browser tests share: the app on the bundled story, served as `make run` serves it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from running import ROOT, Server, start_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The bundled story, served once for all."""
    running = start_server(ROOT / "data")
    yield running
    running.stop()
