"""A PostgreSQL server for tests: Debian's package, in a folder of its own, reached by a socket in it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    import pyarrow as pa

NOT_INSTALLED = "PostgreSQL is not installed (apt-get install postgresql)"
SETTINGS = ("listen_addresses=", "fsync=off", "shared_buffers=16MB", "max_connections=40")


@dataclass
class PostgreSQL:
    """A running server; ``url`` names a schema of it, so that each test has tables of its own."""

    folder: Path
    programs: Path
    process: subprocess.Popen[bytes] | None = None

    def url(self, schema: str) -> str:
        """Make a schema and return the address of a store in it."""
        self._run(
            "psql", "-qh", str(self.folder), "-d", "postgres", "-c", f"CREATE SCHEMA {schema}"
        )
        options = quote(f"-csearch_path={schema}", safe="")
        return f"postgresql://postgres@/postgres?host={self.folder}&options={options}"

    def with_table(self, name: str, rows: pa.Table, number: int) -> str:
        """Make a table of shipments in a schema of its own and return its address."""
        import psycopg
        from psycopg import sql

        kinds = {"string": "text", "date32[day]": "date", "double": "double precision"}
        address = self.url(f"shipments_{number}")
        columns = [
            sql.SQL("{} {}").format(sql.Identifier(field.name), sql.SQL(kinds[str(field.type)]))
            for field in rows.schema
        ]
        table = sql.Identifier(name)
        with psycopg.connect(address) as connection, connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("CREATE TABLE {} ({})").format(table, sql.SQL(", ").join(columns))
            )
            with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:
                for row in zip(*(column.to_pylist() for column in rows.columns), strict=True):
                    copy.write_row(row)
        return address

    def stop(self) -> None:
        """Stop the server at once and delete its folder."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Make the database and start the server; it ends with this process, however that ends."""
        data = f"{self.folder}/data"
        self._run(
            *("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8"),
            *("--locale=C", "--no-sync"),
        )
        settings = (*SETTINGS, f"unix_socket_directories={self.folder}")
        options = [part for one in settings for part in ("-c", one)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *("setpriv", "--pdeathsig", "QUIT", *self._as_postgres()),
                    *(str(self.programs / "postgres"), "-D", data, *options),
                ],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                env=self._environment(),
            )
        deadline = time.monotonic() + 60
        while subprocess.run(
            [str(self.programs / "pg_isready"), "-qh", str(self.folder)], check=False
        ).returncode:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text("utf-8", "replace"))
            time.sleep(0.1)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            ["setpriv", *self._as_postgres(), str(self.programs / program), *arguments],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            env=self._environment(),
        )

    @staticmethod
    def _as_postgres() -> Sequence[str]:
        """Options of setpriv: initdb and the server refuse to run as root."""
        if os.geteuid() != 0:
            return ()
        return ("--reuid=postgres", "--regid=postgres", "--clear-groups")

    @staticmethod
    def _environment() -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "LC_ALL": "C", "PGUSER": "postgres"}


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None when it is not installed."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def start_postgresql() -> PostgreSQL | None:
    """Start a server; None when there is none to start."""
    found = programs()
    if found is None or not shutil.which("setpriv"):
        return None
    folder = Path(tempfile.mkdtemp(prefix="waybill-pg-"))
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
    server = PostgreSQL(folder, found)
    server.start()
    return server
