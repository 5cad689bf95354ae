"""Two replicas behind nginx as deploy/ has them, with viewers who come back when one ends."""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import WebSocketException

from support.live_viewers import Viewer, open_viewer
from support.nginx import nginx_command, running, shipped, with_replicas, write_configuration
from support.running import Server, free_port, start_server

SETTINGS = {
    "WAYBILL_DRAFTS": "off",
    "WAYBILL_PUBLIC_URL": "https://waybill.example/story",
    "STREAMLIT_SERVER_BASE_URL_PATH": "story",
}
STORY_NAME = re.compile(r"story\.[0-9a-f]+\.json")


@dataclass
class Replicas:
    """The site, and its two servers over one story folder."""

    url: str
    folder: Path
    servers: list[Server]
    settings: dict[str, str]

    def kill(self, number: int) -> None:
        """End a replica as a machine that loses its power does."""
        process = self.servers[number].process
        assert process is not None
        process.kill()
        process.wait(10)

    def restart(self, number: int) -> None:
        """Start an ended replica where it was."""
        port = int(self.servers[number].url.split(":")[2].split("/")[0])
        self.servers[number] = start_server(self.folder, more=self.settings, port=port)


@contextlib.contextmanager
def replicas(top: Path, story: Path) -> Iterator[Replicas]:
    """Run two replicas over a copy of a story, behind nginx."""
    folder, nginx = top / "story", top / "nginx"
    shutil.copytree(story, folder)
    nginx.mkdir()
    (top / "stories").mkdir()
    settings = {**SETTINGS, "WAYBILL_STORIES": str(top / "stories")}
    servers = [start_server(folder, more=settings) for _ in range(2)]
    ports = [int(server.url.split(":")[2].split("/")[0]) for server in servers]
    port, redirect_port = free_port(), free_port()
    site = Replicas(f"http://127.0.0.1:{port}/story", folder, servers, settings)
    configuration = shipped(nginx, ports[0], port, redirect_port)
    write_configuration(nginx, with_replicas(configuration, ports[0], ports))
    try:
        with running(nginx_command(nginx), f"http://127.0.0.1:{port}"):
            yield site
    finally:
        for server in site.servers:
            server.stop()


@dataclass
class Reader:
    """A reader's browser: it keeps a page open, and opens it again when its connection ends."""

    url: str
    number: int
    viewer: Viewer | None = None
    back: asyncio.Event = field(default_factory=asyncio.Event)
    address: str = ""  # of the file that the page made last

    @property
    def agent(self) -> str:
        return f"Reader {self.number}"

    @property
    def query(self) -> str:
        return f"from=2023-09-{1 + self.number % 28:02}"

    async def keep_open(self, page: str = "") -> None:
        """Open the page, again whenever the connection is lost, until cancelled."""
        session = ""
        while True:
            try:
                self.viewer = await open_viewer(self.url, session, {"User-Agent": self.agent})
                session = self.viewer.session or session
                await self.viewer.run(self.query, page)
                self.back.set()
                while True:
                    await self.viewer.take()
            except (OSError, WebSocketException, TimeoutError):
                self.back.clear()
                await asyncio.sleep(0.2)  # Streamlit's page waits a little, too

    async def download(self) -> tuple[int, bytes]:
        """The first file that the open page offers, as a click on its button gets it."""
        assert self.viewer is not None
        await self.viewer.ask_for(self.viewer.files[0])
        self.address = await asyncio.wait_for(self.viewer.made.get(), 60)
        return await asyncio.to_thread(self.get, self.address)

    async def open_once(self, page: str) -> None:
        """Open a page and leave its messages to whoever asks for them."""
        self.viewer = await open_viewer(self.url, "", {"User-Agent": self.agent})
        await self.viewer.run(self.query, page)
        self.back.set()

    def get(self, path: str) -> tuple[int, bytes]:
        """What this reader's browser gets from the site."""
        return get(f"{self.url}/{path.lstrip('/')}", self.agent)

    @property
    def story(self) -> str:
        """The name of the story's file that the page asks for."""
        assert self.viewer is not None
        (name,) = {name for one in self.viewer.arguments for name in STORY_NAME.findall(one)}
        return name


def get(url: str, agent: str = "Reader") -> tuple[int, bytes]:
    """Status and body of an address."""
    request = urllib.request.Request(url, headers={"User-Agent": agent})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


async def all_back(readers: list[Reader], seconds: float = 60.0) -> float:
    """Wait until every reader has a whole page; the seconds that it took."""
    start = time.perf_counter()
    async with asyncio.timeout(seconds):
        await asyncio.gather(*(reader.back.wait() for reader in readers))
    return time.perf_counter() - start


async def settled(readers: list[Reader], since: float, seconds: float = 60.0) -> float:
    """Wait until every reader has had a whole page for a second; seconds from ``since`` to the last."""
    last = time.perf_counter()
    async with asyncio.timeout(seconds):
        while time.perf_counter() - last < 1:
            await asyncio.sleep(0.01)
            if not all(reader.back.is_set() for reader in readers):
                last = time.perf_counter()
    return last - since


async def lost(readers: list[Reader], seconds: float = 10.0) -> int:
    """Wait until some have lost their page after a replica has ended; how many."""
    async with asyncio.timeout(seconds):
        while all(reader.back.is_set() for reader in readers):
            await asyncio.sleep(0.01)
    return sum(not reader.back.is_set() for reader in readers)
