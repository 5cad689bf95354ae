"""A PostgreSQL server for tests: Debian's package, in a folder of its own, reached by a socket in it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

NOT_INSTALLED = "PostgreSQL is not installed (apt-get install postgresql)"
SETTINGS = ("listen_addresses=", "fsync=off", "shared_buffers=16MB", "max_connections=40")


@dataclass
class PostgreSQL:
    """A running server; ``url`` names a schema of it, so that each test has tables of its own."""

    folder: Path
    programs: Path

    def url(self, schema: str) -> str:
        """Make a schema and return the address of a store in it."""
        self._run(
            "psql", "-qh", str(self.folder), "-d", "postgres", "-c", f"CREATE SCHEMA {schema}"
        )
        options = quote(f"-csearch_path={schema}", safe="")
        return f"postgresql://postgres@/postgres?host={self.folder}&options={options}"

    def stop(self) -> None:
        """Stop the server and delete its folder."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Make the database and start the server."""
        data = f"{self.folder}/data"
        self._run(
            *("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8"),
            *("--locale=C", "--no-sync"),
        )
        options = " ".join(
            f'-c "{one}"' for one in (*SETTINGS, f"unix_socket_directories={self.folder}")
        )
        self._run("pg_ctl", "-D", data, "-w", "-o", options, "-l", f"{self.folder}/log", "start")

    def _run(self, program: str, *arguments: str) -> None:
        as_postgres: Sequence[str] = ()
        if os.geteuid() == 0:  # initdb refuses to run as root
            as_postgres = ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")
        subprocess.run(
            [*as_postgres, str(self.programs / program), *arguments],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C", "PGUSER": "postgres"},
        )


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
    if found is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="waybill-pg-"))
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
    server = PostgreSQL(folder, found)
    server.start()
    return server
