"""What each test costs: CPU seconds of all its processes, pages opened, servers started.

``WAYBILL_TEST_COSTS=FILE make test`` writes a JSON object a line to FILE; ``python -m
benchmarks.suite_costs FILE`` reads them. It is off otherwise: reading the processes costs some milliseconds a test.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from benchmarks.cpu import ProcessTree, cpu_of
from support import running


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
                self._servers.append(cpu_of(server.process.pid))

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
