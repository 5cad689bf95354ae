"""Connections to the store, and transactions that are on disk once they have ended."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from waybill.drafts.document import DraftError

BUSY_MS = 10_000
"""How long a write waits for another one on SQLite; one takes some milliseconds."""
WRITING = "waybill_writing"


class StoreError(DraftError):
    """A store that cannot be opened or used; the text is for whoever runs the server."""


def connect(url: str) -> sa.Engine:
    """Open the store of an address: ``sqlite:///FILE`` or ``postgresql://…``. Nothing is read yet.

    Values of a query never reach a message or a log: they are texts of people's drafts.

    Raises:
        StoreError: the address or the folder cannot be used.
    """
    if url.startswith("sqlite:///"):
        return _sqlite(Path(url.removeprefix("sqlite:///")))
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise StoreError(
            "Drafts in PostgreSQL need psycopg: pip install -r requirements-postgresql.txt"
        ) from None
    address = "postgresql+psycopg://" + url.partition("://")[2]
    try:
        return sa.create_engine(address, hide_parameters=True, pool_pre_ping=True, pool_size=4)
    except (sa.exc.ArgumentError, ValueError):
        raise StoreError("WAYBILL_DRAFTS is no address of a PostgreSQL database") from None


def _sqlite(file: Path) -> sa.Engine:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"Drafts cannot be kept in {file.parent}: {error.strerror or error}"
        ) from None
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(file)),
        hide_parameters=True,
        connect_args={"timeout": BUSY_MS / 1000},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    # Transactions are begun by _begin: the driver would begin only with the first write.
    connection.isolation_level = None
    # FULL: a commit is on disk, also when the machine loses power.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    # A transaction that reads first and writes later may find somebody in between, and fail.
    writing = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
