"""Servers that speak Spark Connect, for tests: Sail, which is one process and needs no Java, and Spark itself."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
import warnings
from dataclasses import dataclass
from pathlib import Path
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


EXECUTORS = 2
_START_SECONDS = 180


@dataclass
class SparkCluster(SparkConnect):
    """Spark with executors in processes of their own; ``server`` is the process of its driver."""

    status_port: int = 0

    def executors(self) -> list[dict[str, Any]]:
        """What Spark says of each executor, without the driver."""
        address = f"http://127.0.0.1:{self.status_port}/api/v1/applications"

        def read(path: str = "") -> Any:
            with urllib.request.urlopen(address + path, timeout=10) as answer:
                return json.load(answer)

        found = read(f"/{read()[0]['id']}/executors")
        return [one for one in found if one["id"] != "driver"]

    def stop(self) -> None:
        """Stop the driver and with it the executors."""
        os.killpg(self.server.pid, signal.SIGTERM)
        try:
            self.server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()


def start_spark(home: Path, log: Path) -> SparkCluster:
    """Start Spark of this folder as a local cluster, and wait until all executors are there."""
    port, status_port = _free_port(), _free_port()
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": port,
        "spark.ui.port": status_port,
        "spark.sql.shuffle.partitions": 2 * EXECUTORS,
        "spark.driver.host": "127.0.0.1",
    }
    command = [
        str(home / "bin/spark-submit"),
        *("--master", f"local-cluster[{EXECUTORS},1,1024]", "--driver-memory", "1g"),
        *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *(part for name, value in settings.items() for part in ("--conf", f"{name}={value}")),
        "spark-internal",
    ]
    with log.open("wb") as written:
        server = subprocess.Popen(
            command,
            cwd=log.parent,
            stdout=written,
            stderr=subprocess.STDOUT,
            env={**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"},
            start_new_session=True,
        )
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
    cluster = SparkCluster(server, port, status_port)
    end = time.monotonic() + _START_SECONDS
    while not _is_ready(cluster):
        if server.poll() is not None or time.monotonic() > end:
            cluster.stop()
            raise AssertionError(f"Spark did not start:\n{log.read_text('utf-8')[-3_000:]}")
        time.sleep(0.5)
    return cluster


def _is_ready(cluster: SparkCluster) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", cluster.port), 1):
            return len(cluster.executors()) == EXECUTORS
    except (OSError, LookupError):
        return False


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
