"""A server that speaks Spark Connect, for tests: Sail, which is one process and needs no Java."""

from __future__ import annotations

import sys
import uuid
import warnings
from dataclasses import dataclass
from typing import Any

import pyarrow as pa


@dataclass
class SparkConnect:
    """A running server."""

    server: Any
    port: int

    def with_table(self, name: str, rows: pa.Table, number: int) -> str:
        """Make a view in a session of its own and return the address that joins the session."""
        from pyspark.sql import SparkSession

        session_id = str(uuid.UUID(int=number))
        address = f"sc://127.0.0.1:{self.port}/;session_id={session_id};user_id=waybill"
        session = SparkSession.builder.remote(address).create()
        session.createDataFrame(rows.to_pylist(), _schema(rows)).createOrReplaceTempView(name)
        return address

    def stop(self) -> None:
        """Stop the server."""
        self.server.stop()


def _schema(rows: pa.Table) -> str:
    kinds = {"string": "string", "date32[day]": "date", "double": "double"}
    return ", ".join(f"`{field.name}` {kinds[str(field.type)]}" for field in rows.schema)


def start_sail() -> SparkConnect:
    """Start Sail in this process, with two workers as in a cluster."""
    # Without a file PySpark takes the process of a test for a run of its own examples.
    sys.modules["__main__"].__dict__.setdefault("__file__", __file__)
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    _, port = server.listening_address
    return SparkConnect(server, port)
