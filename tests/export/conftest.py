"""The bundled story, and views of it."""

from datetime import date
from pathlib import Path

import pytest

from waybill.story import Story, read_story
from waybill.view import View

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def story() -> Story:
    found = read_story(DATA).story
    assert found is not None
    return found


@pytest.fixture
def window() -> View:
    """The White House's window."""
    return View(start=date(2023, 9, 7), end=date(2023, 10, 1))
