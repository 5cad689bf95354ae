"""What unit and browser tests share: the app on the bundled story, served as `make run` serves it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from running import ROOT, Server, start_server

# How long an example takes says nothing about whether it is right.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The bundled story, served once for all."""
    running = start_server(ROOT / "data")
    yield running
    running.stop()
