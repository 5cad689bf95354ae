"""Stores on SQLite and on a real PostgreSQL, and a small story to work on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from support.postgresql import NOT_INSTALLED, PostgreSQL, start_postgresql

from waybill.drafts.document import Document
from waybill.drafts.files import read_files
from waybill.drafts.rights import Host, Visitor
from waybill.drafts.store.access import Store

FILES = {
    "places.csv": b"place_id,name,latitude,longitude\nodesa,Odesa,46.48,30.73\nizmail,Izmail,45.35,28.84\n",
    "routes.csv": b"leg_id,origin,destination,start_date\nfirst,odesa,izmail,2023-09\n",
    "story.toml": b'# by hand\ntitle = "Grain"\nwindow = [2023-09-01, 2023-09-30]\n',
}
OWNER = Visitor(name="", proxied=False)
_numbers = count(1)


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.time = datetime(2024, 5, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    server = start_postgresql()
    if server is None:
        pytest.skip(NOT_INSTALLED)
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/drafts.sqlite"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.url(f"test_{next(_numbers)}")


@pytest.fixture
def open_store(url: str, clock: Clock) -> Iterator[Callable[..., Store]]:
    """Open the store of this test, again and again if wanted, as it is on a host."""
    opened: list[Store] = []

    def open_it(host: Host | None = None) -> Store:
        opened.append(Store(url, host or Host(local=True), clock))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[..., Store]) -> Store:
    """The owner's store."""
    return open_store()


@pytest.fixture(scope="session")
def grain() -> Document:
    """Two places and a leg."""
    return read_files(FILES).document
