"""Viewers without a browser: a websocket each, as Streamlit's page opens it, and what it says of them."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

STREAM = "_stcore/stream"


@dataclass
class Viewer:
    """One open page: its connection, and the scripts of the frames that it was sent."""

    connection: ClientConnection
    arguments: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)  # ids of files that the page makes when asked
    session: str = ""
    made: asyncio.Queue[str] = field(
        default_factory=asyncio.Queue
    )  # addresses of files, as they come

    async def run(self, query: str = "", page: str = "", seconds: float = 60.0) -> None:
        """Ask for a page as the browser does, and take what comes until it is whole."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        self.arguments, self.files = [], []
        await self.connection.send(message.SerializeToString())
        async with asyncio.timeout(seconds):
            while not self._take(await self.connection.recv()):
                pass

    async def ask_for(self, file: str) -> None:
        """Have the page make one of its files, as a click on its button does; ``made`` gets its address."""
        message = BackMsg()
        request = message.backend_operation_request
        request.request_id, request.session_id = "one", self.session
        request.deferred_file.file_id = file
        await self.connection.send(message.SerializeToString())

    async def download(self, file: str) -> str:
        """Have the page make one of its files, while nobody else takes its messages; the address."""
        await self.ask_for(file)
        while self.made.empty():
            await self.take()
        return self.made.get_nowait()

    async def take(self) -> None:
        """Take one message that comes by itself."""
        self._take(await self.connection.recv())

    def _take(self, data: Any) -> bool:
        """Keep what a message holds; returns whether the page is whole."""
        message = ForwardMsg()
        message.ParseFromString(data)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
        elif kind == "delta":
            element = message.delta.new_element
            if element.WhichOneof("type") == "component_instance":
                self.arguments.append(element.component_instance.json_args)
            elif element.WhichOneof("type") == "download_button":
                self.files.append(element.download_button.deferred_file_id)
        elif kind == "backend_operation_response":
            self.made.put_nowait(message.backend_operation_response.deferred_file.url)
        return kind == "script_finished"

    async def close(self) -> None:
        await self.connection.close()


async def open_viewer(
    url: str, session: str = "", headers: dict[str, str] | None = None, seconds: float = 60.0
) -> Viewer:
    """Open a page's websocket below ``url``; ``session`` is that of an earlier connection."""
    address = f"{url.replace('http', 'ws', 1)}/{STREAM}"
    protocols = ["streamlit", "xsrf", session] if session else ["streamlit"]
    connection = await connect(
        address,
        subprotocols=[websockets.Subprotocol(name) for name in protocols],
        max_size=None,
        open_timeout=seconds,
        additional_headers=headers or {},
        ping_interval=None,
        compression=None,
        proxy=None,
    )
    return Viewer(connection)


async def open_viewers(url: str, count: int, at_once: int = 8, query: str = "") -> list[Viewer]:
    """Open so many pages, some at a time, each until it is whole."""
    free = asyncio.Semaphore(at_once)

    async def one() -> Viewer:
        async with free:
            viewer = await open_viewer(url)
            await viewer.run(query)
            return viewer

    return list(await asyncio.gather(*(one() for _ in range(count))))


async def close_viewers(viewers: Sequence[Viewer]) -> None:
    await asyncio.gather(*(viewer.close() for viewer in viewers))


def open_files(pid: int) -> int:
    """How many files a process has open."""
    return len(os.listdir(f"/proc/{pid}/fd"))


def memory_mb(pid: int) -> float:
    """The memory of a process that is in use, in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def cpu_seconds(pid: int) -> float:
    """The CPU time that a process has taken."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


async def get(host: str, port: int, path: str = "/", head: str = "") -> tuple[int, float]:
    """Ask once over a new connection; the status (0: none came) and the seconds that it took."""
    start = time.perf_counter()
    try:
        reader, writer = await asyncio.open_connection(host, port)
        request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n{head}\r\n"
        writer.write(request.encode())
        answer = await asyncio.wait_for(reader.read(), 60)
        writer.close()
    except (OSError, TimeoutError):
        return 0, time.perf_counter() - start
    status = int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0
    return status, time.perf_counter() - start


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which ``part`` of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
