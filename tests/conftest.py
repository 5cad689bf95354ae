"""What unit and browser tests share: the app on the bundled story, served as `make run` serves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, settings
from support.node_rules import NodeRules
from support.running import ROOT, Server, start_server

from waybill.story import Story, read_story
from waybill.view.view import View

# How long an example takes says nothing about whether it is right.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The bundled story, served once for all."""
    running = start_server(ROOT / "data")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def rules() -> Iterator[NodeRules]:
    """The front end's own rules, asked in Node."""
    asked = NodeRules()
    yield asked
    asked.close()


@pytest.fixture(scope="session")
def story() -> Story:
    found = read_story(ROOT / "data").story
    assert found is not None
    return found


@pytest.fixture
def window() -> View:
    """The White House's window."""
    return View(start=date(2023, 9, 7), end=date(2023, 10, 1))
