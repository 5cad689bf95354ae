"""The tables, made and changed step by step; a step that was released never changes."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

_LOCK = 0x57617962  # "Wayb": PostgreSQL's lock while one server migrates and the others wait

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE draft (
            id TEXT PRIMARY KEY, title TEXT NOT NULL, trial INTEGER NOT NULL, key_hash TEXT UNIQUE,
            head_rev INTEGER NOT NULL, created_by TEXT NOT NULL, created_at TEXT NOT NULL,
            changed_at TEXT NOT NULL, expires_at TEXT, deleted_at TEXT, published_as TEXT UNIQUE,
            published_rev INTEGER)""",
        """CREATE TABLE revision (
            draft TEXT NOT NULL REFERENCES draft ON DELETE CASCADE, rev INTEGER NOT NULL,
            made_by TEXT NOT NULL, made_at TEXT NOT NULL, what TEXT NOT NULL, name TEXT NOT NULL,
            published INTEGER NOT NULL, operations {bytes} NOT NULL, document {bytes},
            PRIMARY KEY (draft, rev))""",
        """CREATE TABLE clash (
            draft TEXT NOT NULL REFERENCES draft ON DELETE CASCADE, rev INTEGER NOT NULL,
            number INTEGER NOT NULL, content TEXT NOT NULL, made_by TEXT NOT NULL,
            theirs_by TEXT NOT NULL, made_at TEXT NOT NULL, settled TEXT NOT NULL,
            PRIMARY KEY (draft, rev, number))""",
        """CREATE TABLE member (
            draft TEXT NOT NULL REFERENCES draft ON DELETE CASCADE, who TEXT NOT NULL,
            role TEXT NOT NULL, PRIMARY KEY (draft, who))""",
        """CREATE TABLE decision (
            draft TEXT NOT NULL REFERENCES draft ON DELETE CASCADE, name_key TEXT NOT NULL,
            country TEXT NOT NULL, choice TEXT NOT NULL, made_by TEXT NOT NULL,
            made_at TEXT NOT NULL, PRIMARY KEY (draft, name_key, country))""",
        """CREATE TABLE recipe (
            draft TEXT NOT NULL REFERENCES draft ON DELETE CASCADE, fingerprint TEXT NOT NULL,
            mapping TEXT NOT NULL, made_at TEXT NOT NULL, PRIMARY KEY (draft, fingerprint))""",
        """CREATE TABLE lookup (
            provider TEXT NOT NULL, query TEXT NOT NULL, answer TEXT NOT NULL,
            made_at TEXT NOT NULL, PRIMARY KEY (provider, query))""",
        """CREATE TABLE slot (
            provider TEXT PRIMARY KEY, next_allowed_at DOUBLE PRECISION NOT NULL)""",
        "CREATE INDEX draft_expires ON draft (expires_at)",
        "CREATE INDEX member_who ON member (who)",
    ),
    (
        """CREATE TABLE attachment (
            draft TEXT NOT NULL REFERENCES draft ON DELETE CASCADE, name TEXT NOT NULL,
            size INTEGER NOT NULL, data {bytes} NOT NULL, made_at TEXT NOT NULL,
            PRIMARY KEY (draft, name))""",
    ),
)


class NewerStoreError(RuntimeError):
    """A store that a newer version of Waybill has changed already."""


def migrate(connection: sa.Connection, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> int:
    """Carry out the steps that this store has not had, in the connection's transaction.

    Returns how many steps it has had then.

    Raises:
        NewerStoreError: it has had steps that this version does not know.
    """
    is_postgresql = connection.dialect.name == "postgresql"
    if is_postgresql:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY)")
    done: int = connection.execute(sa.text("SELECT max(number) FROM migration")).scalar() or 0
    if done > len(migrations):
        raise NewerStoreError(
            f"The drafts were changed by a newer version of Waybill (step {done}); "
            f"this one knows {len(migrations)} steps. Update it, or name another store."
        )
    for number, statements in enumerate(migrations[done:], done + 1):
        for statement in statements:
            text = statement.replace("{bytes}", "BYTEA" if is_postgresql else "BLOB")
            connection.exec_driver_sql(text)
        connection.execute(sa.text("INSERT INTO migration VALUES (:n)"), {"n": number})
    return len(migrations)
