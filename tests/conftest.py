"""What unit and browser tests share: the app on the bundled story, served as `make run` serves it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support.made_once import made_once, one_server, publish_hostile_story
from support.node_rules import NodeRules
from support.running import ROOT, Server, start_server

from waybill.story import Story, read_story
from waybill.story.day import Day
from waybill.view.view import View

# How long an example takes says nothing about whether it is right.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


# Thousands of tests and their modules are objects that stay: looking for garbage at every 700 new ones
# costs a fifth of collecting the tests and a twentieth of running those without a browser.
gc.set_threshold(20_000, 20, 50)

# A test writes a story in one go and looks at once; tests/story/test_settling.py is about waiting.
os.environ.setdefault("WAYBILL_SETTLE", "0")

# Files that take long come first, so that both cores finish together.
LONG = (
    "browser/test_engines",
    *("browser/test_security", "browser/test_edition"),
    *("browser/test_claims", "browser/test_states", "browser/test_first_screen"),
    *("edition/test_publish", "browser/test_links", "browser/test_own_story"),
    *(
        "browser/test_accessibility",
        "browser/test_filter",
        "browser/test_share",
        "browser/test_embed",
    ),
    *("browser/test_panel", "browser/test_tools", "browser/test_pages"),
)


def pytest_configure(config: pytest.Config) -> None:
    """Record what each test costs, if a file to write to is named; see ``benchmarks/suite_costs.py``."""
    file = os.environ.get("WAYBILL_TEST_COSTS")
    if file and (os.environ.get("PYTEST_XDIST_WORKER") or config.getoption("dist", "no") == "no"):
        from support.costs import Costs

        config.pluginmanager.register(Costs(Path(file)))


@pytest.hookimpl(tryfirst=True)  # before -m chooses by the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files first, then the browser's other tests, then all else.

    Tests of the running app are slow: each process starts it for itself.
    """

    def turn(item: pytest.Item) -> int:
        room, file = item.path.parent.name, item.path.stem
        if f"{room}/{file}" in LONG:
            return LONG.index(f"{room}/{file}")
        return len(LONG) + (room != "browser")

    items.sort(key=turn)
    for item in items:
        if {"server", "public"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Leave what was loaded so far, 300,000 objects, out of every later collection of garbage."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def base_map_read_once() -> Iterator[None]:
    """Read the base map's file, and write it as scripts, once for all editions: 0.1 s of each."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in (("light_basemap", "read_topology"), ("files", "_as_script")):
            loaded = sys.modules.get(f"waybill.edition.{module}")
            if loaded is not None:  # else no test of this run makes an edition
                patch.setattr(loaded, name, lru_cache(8)(getattr(loaded, name)))
        yield


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bundled story, served once for all."""
    with one_server(tmp_path_factory, "server", lambda: start_server(ROOT / "data")) as running:
        yield running


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


@pytest.fixture(scope="session")
def hostile_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published edition of a story whose every text is a payload."""
    return made_once(tmp_path_factory, "hostile-edition", publish_hostile_story)


@pytest.fixture
def window() -> View:
    """The White House's window."""
    return View(start=Day(2023, 9, 7), end=Day(2023, 10, 1))
