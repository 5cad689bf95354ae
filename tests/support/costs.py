"""What each test costs: CPU seconds of all its processes, pages opened, servers started.

``WAYBILL_TEST_COSTS=FILE make test`` writes a JSON object a line to FILE; ``tools/test_costs.py``
reads them. It is off otherwise: reading the processes costs some milliseconds a test.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from support import running

TICKS = os.sysconf("SC_CLK_TCK")


class ProcessTree:
    """The CPU time of this process and of all that descend from it."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], float] = {}
        self._reaped = 0.0
        self._spent = 0.0
        self._lock = threading.Lock()
        # A process that ends takes with it what it has used since it was last looked at.
        threading.Thread(target=self._keep_looking, daemon=True).start()

    def spent(self) -> float:
        """Return the CPU seconds since the last call, the first time since the process began."""
        with self._lock:
            self._look()
            spent, self._spent = self._spent, 0.0
        return spent

    def _keep_looking(self) -> None:
        while True:
            time.sleep(0.5)
            with self._lock:
                self._look()

    def _look(self) -> None:
        found = dict(self._living(os.getpid()))
        times = os.times()
        reaped = times.children_user + times.children_system
        counted = sum(cpu for process, cpu in self._known.items() if process not in found)
        living = sum(cpu - self._known.get(process, 0.0) for process, cpu in found.items())
        # A child that ended is counted by the system once this process has waited for it.
        ended = max(0.0, reaped - self._reaped - counted)
        self._known, self._reaped = found, reaped
        self._spent += living + ended

    def _living(self, pid: int) -> Iterator[tuple[tuple[int, str], float]]:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
            threads = os.listdir(f"/proc/{pid}/task")
            children = [Path(f"/proc/{pid}/task/{one}/children").read_text() for one in threads]
        except OSError:  # it has ended
            return
        fields = stat[stat.rindex(")") + 2 :].split()
        yield (pid, fields[19]), (int(fields[11]) + int(fields[12])) / TICKS
        for child in " ".join(children).split():
            yield from self._living(int(child))


class Costs:
    """A plugin of pytest that appends a record to a file for each test."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._tree = ProcessTree()
        self._pages = {"live": 0, "other": 0}
        self._servers: list[float] = []
        self._watch_pages()
        self._watch_servers()

    def _watch_pages(self) -> None:
        for name in ("goto", "reload"):
            self._count(name, getattr(Page, name))

    def _count(self, name: str, original: Any) -> None:
        def counted(page: Page, *arguments: Any, **options: Any) -> Any:
            answer = original(page, *arguments, **options)
            # Every page of Streamlit's has its scripts; the health check and "about:blank" have none.
            if page.url.startswith(("http", "file")) and "/_stcore/" not in page.url:
                live = page.locator("#root").count() > 0
                self._pages["live" if live else "other"] += 1
            return answer

        setattr(Page, name, counted)

    def _watch_servers(self) -> None:
        original = running.Server.__init__

        def made(server: running.Server, *arguments: Any, **options: Any) -> None:
            original(server, *arguments, **options)
            if server.process is not None:  # else it runs already
                stat = Path(f"/proc/{server.process.pid}/stat").read_text()
                fields = stat[stat.rindex(")") + 2 :].split()
                self._servers.append((int(fields[11]) + int(fields[12])) / TICKS)

        running.Server.__init__ = made

    def _write(self, record: dict[str, Any]) -> None:
        with self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(record) + "\n")

    def pytest_collection_finish(self) -> None:
        self._write({"part": "collection", "cpu": self._tree.spent()})

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        start = time.monotonic()
        self._tree.spent()
        yield
        record = {
            "part": "browser" if item.get_closest_marker("browser") else "python",
            "test": item.nodeid,
            "cpu": round(self._tree.spent(), 3),
            "wall": round(time.monotonic() - start, 3),
            "pages": dict(self._pages),
            "servers": [*self._servers],
        }
        self._pages.update(live=0, other=0)
        self._servers.clear()
        self._write(record)
