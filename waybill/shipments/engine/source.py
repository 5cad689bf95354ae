"""Opening the engine of a story's shipments: for reading alone, within a time, and so that it can be stopped."""

from __future__ import annotations

import logging
import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from waybill.shipments.engine.errors import CancelledError, EngineError, SourceFaultError
from waybill.story.contract.shipments import Shipments

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

LOG = logging.getLogger("waybill.shipments")
MOST_THREADS = 8  # each takes memory of its own
# DuckDB's share of the gigabyte that a cold cube may take; it spills what is more. Ten million rows of Parquet on two
# cores: 128 MB 9.1 s, 687 MB in all; 320 MB 10.4 s, 899 MB; 384 MB, which spill nothing, 6.3 s, 923-962 MB. With 8
# threads 400 MB took 974.
MEMORY_MB = 384
ROWS_AT_ONCE = 122_880  # 60 of the vectors that DuckDB works on
MOST_SPILLED = "20GB"
"""On disk; what visitors bring has less (importing.shipments.process)."""
CONNECT_SECONDS = 5
SPARK_PORT = 15002
NOT_INSTALLED = "needs packages that are not installed: pip install -r requirements-shipments.txt"
OWN_SETTINGS, GIVEN = "WAYBILL_", "WAYBILL_SHIPMENTS"  # the drafts' database is one of the former
ATTACHED = "shipments"
GENERATED = "GENERATED ALWAYS AS"
_SCHEMES = {"postgresql": "postgres", "postgres": "postgres", "sc": "spark"}


class Source:
    """An open engine with the table of shipments; use it in a ``with`` statement, in one thread."""

    def __init__(
        self, backend: Any, table: ir.Table, kind: str, stop: Callable[[], object], timeout_s: float
    ) -> None:
        """``stop`` ends the query that runs now, and may be called from another thread."""
        self.table = table
        self.kind = kind
        self._backend = backend
        self._stop = stop
        self._timeout_s = timeout_s
        self._cancelled = threading.Event()
        self.engine_seconds = 0.0
        self.is_shared = False
        """Whether others use the connection too, so that it is left open."""

    def __enter__(self) -> Source:
        """Give the source."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        if not self.is_shared:
            with suppress(Exception):
                self._backend.disconnect()

    def cancel(self) -> None:
        """End what runs; ``fetch`` then raises CancelledError, now and later."""
        self._cancelled.set()
        with suppress(Exception):
            self._stop()

    def fetch(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression.

        Not by Ibis' ``to_pyarrow``: that imports pandas, 0.3 s and 40 MB of a first cube.

        Raises:
            EngineError: it took too long, was cancelled, or the engine could not answer.
        """
        import pyarrow as pa

        parts = list(self.parts(expression))
        return pa.concat_tables(parts) if parts else expression.schema().to_pyarrow().empty_table()

    def parts(self, expression: ir.Table) -> Iterator[pa.Table]:
        """The rows of an expression, some at a time: millions of rows need no memory for all of them.

        Its time runs from the first part asked for to the last. Raises as ``fetch``.
        """
        import pyarrow as pa

        schema = expression.schema().to_pyarrow()
        with self._watched():
            batches: Iterator[pa.RecordBatch] | None = None
            while True:
                begin = time.monotonic()
                if batches is None:
                    batches = iter(
                        self._backend.to_pyarrow_batches(expression, chunk_size=ROWS_AT_ONCE)
                    )
                batch = next(batches, None)
                self.engine_seconds += time.monotonic() - begin
                if batch is None:
                    return
                part = pa.Table.from_batches([batch])
                yield (
                    part
                    if part.schema == schema
                    else part.rename_columns(schema.names).cast(schema)
                )

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """End a query that takes too long; what goes wrong is an EngineError."""
        if self._cancelled.is_set():
            raise CancelledError("The question was withdrawn.")
        late = threading.Event()

        def too_late() -> None:
            late.set()
            with suppress(Exception):
                self._stop()

        timer = threading.Timer(self._timeout_s, too_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        except Exception as error:
            if self._cancelled.is_set():
                raise CancelledError("The question was withdrawn.") from error
            if late.is_set() or "statement timeout" in str(error):
                raise EngineError(
                    f"The engine did not answer within {self._timeout_s:g} seconds."
                ) from error
            LOG.warning("an engine could not answer: %s", type(error).__name__, exc_info=error)
            raise EngineError("The engine could not answer.") from error
        finally:
            timer.cancel()


def open_source(
    shipments: Shipments, folder: Path, environment: Mapping[str, str] = os.environ
) -> Source:
    """Open the engine that a story names.

    Raises:
        SourceFaultError: there is no such file, table or variable.
        EngineError: the engine does not answer.
    """
    try:
        if shipments.variable:
            return _database(shipments, environment)
        return _file(shipments, folder)
    except ImportError as error:
        raise SourceFaultError("source", NOT_INSTALLED) from error
    except (SourceFaultError, EngineError):
        raise
    except Exception as error:
        LOG.warning("an engine could not be opened: %s", type(error).__name__)
        raise EngineError("The engine of the shipments cannot be reached.") from error


def file_of(shipments: Shipments, folder: Path) -> Path:
    """The file with the shipments. Raises SourceFaultError when it is not in the folder."""
    path = folder / shipments.source
    if not path.is_file():
        raise SourceFaultError("source", "is not a file of the story folder")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise SourceFaultError("source", "is a link out of the folder, which is not followed")
    return path.resolve()


def _file(shipments: Shipments, folder: Path) -> Source:
    path = file_of(shipments, folder)
    backend = _engine_on(path)
    kind = path.suffix
    try:
        table = {
            ".duckdb": lambda: _attached_table(backend, shipments.table),
            ".parquet": lambda: backend.read_parquet(path),
            # All as text: DuckDB would guess what a date is by its first rows.
            ".csv": lambda: backend.read_csv(path, all_varchar=True, header=True),
        }[kind]()
    except SourceFaultError:
        raise
    except Exception as error:
        raise SourceFaultError("source", f"cannot be read as a {kind} file") from error
    return Source(backend, table, "duckdb", backend.con.interrupt, shipments.limits.timeout_s)


def tables_of(path: Path) -> list[str]:
    """The tables of a .duckdb file, by name. Raises SourceFaultError."""
    backend = _engine_on(path)
    try:
        every = backend.table("duckdb_tables", database=("system", "main"))
        found = every.filter(every.database_name == ATTACHED, ~every.internal)
        rows = backend.to_pyarrow(found.select("schema_name", "table_name")).to_pylist()
    finally:
        backend.disconnect()
    names = ((one["schema_name"], one["table_name"]) for one in rows)
    return sorted(name if schema == "main" else f"{schema}.{name}" for schema, name in names)


def _engine_on(path: Path) -> Any:
    """A DuckDB that can read this file and nothing else; a .duckdb file is attached to it."""
    import duckdb
    import ibis

    spill = tempfile.gettempdir()
    threads = min(_processors(), MOST_THREADS)
    config: dict[str, Any] = {
        "threads": threads,
        "memory_limit": f"{MEMORY_MB}MB",
        "temp_directory": str(Path(spill) / f"waybill-duckdb-{os.getpid()}"),
        "max_temp_directory_size": MOST_SPILLED,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": False,
    }
    quoted = str(path).replace("'", "''")
    if path.suffix == ".duckdb":
        try:
            backend = ibis.duckdb.connect(**config)
            # Not as the database itself: its macros would then be taken for functions of the same name.
            # Not by Ibis, which does not escape the path: a quotation mark in it would end the text.
            backend.con.execute(f"ATTACH '{quoted}' AS {ATTACHED} (READ_ONLY)")
        except duckdb.Error as error:
            raise SourceFaultError("source", "is not a DuckDB database that can be read") from error
    else:
        backend = ibis.duckdb.connect(**config)
        backend.con.execute(f"SET allowed_paths = ['{quoted}']")  # a parameter imports pandas
    backend.settings["enable_progress_bar"] = False  # it would stand in the output of a command
    # Ibis sets the time zone as it connects, so these come after; nothing can be set or read elsewhere then.
    backend.settings["enable_external_access"] = False
    backend.settings["lock_configuration"] = True
    return backend


def _processors() -> int:
    """How many processors this process may use; the machine may have more."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _attached_table(backend: Any, name: str) -> ir.Table:
    """A table of the file that holds rows, named with its schema or without.

    What holds a query of its own could tell of this machine. Names may have dots themselves.
    """
    every = backend.table("duckdb_tables", database=("system", "main"))
    whole = every.schema_name + "." + every.table_name
    is_named = whole.lower().isin([name.lower(), f"main.{name}".lower()])
    found = every.filter(every.database_name == ATTACHED, is_named)
    rows = backend.to_pyarrow(found.select("schema_name", "table_name", "sql")).to_pylist()
    if not rows:
        raise SourceFaultError(
            "table", "is not a table of this database; a view is none, as it is a query of its own"
        )
    one = min(
        rows, key=lambda row: row["table_name"].count(".")
    )  # in "a.b" a is a schema, if both are there
    schema, table = one["schema_name"], one["table_name"]
    if GENERATED in one["sql"].upper() and _has_expressions(backend, schema, table):
        raise SourceFaultError("table", "has generated columns, which are queries of their own")
    found_table: ir.Table = backend.table(table, database=(ATTACHED, schema))
    return found_table


def _has_expressions(backend: Any, schema: str, table: str) -> bool:
    """Whether any column has an expression; those that are generated have one, as those with a default."""
    every = backend.table("duckdb_columns", database=("system", "main"))
    found = every.filter(
        every.database_name == ATTACHED,
        every.schema_name == schema,
        every.table_name == table,
        every.column_default.notnull(),
    )
    return bool(backend.to_pyarrow(found.select("column_name")).num_rows)


def _database(shipments: Shipments, environment: Mapping[str, str]) -> Source:
    if shipments.variable.startswith(OWN_SETTINGS) and not shipments.variable.startswith(GIVEN):
        raise SourceFaultError(
            "source", "names a setting of Waybill itself, which no story may read"
        )
    address = environment.get(shipments.variable, "").strip()
    if not address:
        raise SourceFaultError(
            "source", f"names the environment variable {shipments.variable}, which is not set"
        )
    scheme = _SCHEMES.get(address.partition("://")[0])
    if scheme == "postgres":
        return _postgres(shipments, address)
    if scheme == "spark":
        return _spark(shipments, address)
    raise SourceFaultError(
        "source",
        f"names {shipments.variable}, whose address begins with neither postgresql:// nor sc://",
    )


def _postgres(shipments: Shipments, address: str) -> Source:
    import ibis
    import psycopg
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    timeout_s = shipments.limits.timeout_s
    options = (
        f"{conninfo_to_dict(address).get('options') or ''} -c default_transaction_read_only=on "
        f"-c statement_timeout={timeout_s * 1000}"
    )
    asked = make_conninfo(address, options=options.strip(), connect_timeout=CONNECT_SECONDS)
    connection = psycopg.connect(asked)
    backend = ibis.postgres.from_connection(connection)
    table = _table(backend, shipments.table)
    return Source(backend, table, "postgres", connection.cancel_safe, timeout_s)


def _spark(shipments: Shipments, address: str) -> Source:
    import ibis
    from pyspark.sql import SparkSession

    # Its client tries again for ten minutes where nobody answers.
    host = urlsplit(address)
    socket.create_connection(
        (host.hostname or "", host.port or SPARK_PORT), CONNECT_SECONDS
    ).close()
    session = SparkSession.builder.remote(address).create()
    backend = ibis.pyspark.connect(session)
    table = _table(backend, shipments.table)
    source = Source(backend, table, "spark", session.interruptAll, shipments.limits.timeout_s)
    source.is_shared = "session_id=" in address  # a session of somebody's own, with its views
    return source


def _table(backend: Any, name: str) -> ir.Table:
    from ibis.common.exceptions import IbisError

    schema, _, table = name.rpartition(".")
    try:
        return backend.table(table, database=schema or None)
    except IbisError as error:
        raise SourceFaultError("table", "is not a table of this database") from error
