"""Thousands of slow connections beside a reader of `GET /`, on Waybill and on nginx: parts of soak_server.py.

nginx sends the same page from a file, with the same times for a head. What its readers notice is what this
machine lets them notice: attackers, reader and server share its cores.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from support.live_viewers import cpu_seconds, open_files, open_viewers, percentile
from support.running import Server, free_port
from support.slow_attack import Address, attack, read_apart

from waybill.guard.heads.waiting import HEAD_SECONDS

SLOW = 5_000
TURNS, READS_A_TURN = 3, 100
BOUND = 2.0

NGINX = """
daemon off; pid {folder}/pid; error_log /dev/null; worker_processes 1; worker_rlimit_nofile 20000;
events {{ worker_connections 19000; }}
http {{
    access_log off; client_header_timeout {seconds:.0f}s; keepalive_timeout 5s; default_type text/html;
    client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
    uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
    server {{ listen 127.0.0.1:{port} backlog=2048; root {folder}; }}
}}
"""

Reads = list[tuple[int, float]]


@dataclass
class Found:
    """What the readers of one server noticed, and what it used beside the slow ones."""

    alone: Reads = field(default_factory=list)
    asked: Reads = field(
        default_factory=list
    )  # beside whole requests, as many as the slow ones send
    beside: Reads = field(default_factory=list)
    files: int = 0
    cpu: float = 0.0  # parts of a core, a turn each

    def ratio(self) -> float:
        """p95 beside the slow ones by p95 without them."""
        return _seconds(self.beside) / _seconds(self.asked or self.alone)

    def say(self, name: str, turns: int) -> None:
        """Print it."""
        print(f"  {name}: GET / p50, p95 alone {_ms(self.alone)}", end="")
        if self.asked:
            print(f", beside whole requests {_ms(self.asked)}", end="")
        print(f", beside slow ones {_ms(self.beside)} ms ({self.ratio():.2f} ×)")
        print(f"    {self.files:,} files open at once, {100 * self.cpu / turns:.0f} % of a core")


async def slow(server: Server, turns: int = TURNS, role: str = "first") -> bool:
    """Hold 5,000 unfinished requests and read the page beside them, in turn with quiet times."""
    return await asyncio.to_thread(_slow, server, turns, role)


slow_next = partial(slow, role="next")


def _slow(server: Server, turns: int, role: str) -> bool:
    assert server.process is not None
    address = "127.0.0.1", int(server.url.rpartition(":")[2])
    page = urllib.request.urlopen(f"{server.url}/", timeout=60).read()
    ours, least = Found(), Found()
    viewer = True
    settle(server.process.pid)
    with _nginx(page) as other:
        for _ in range(turns):
            with _turn(ours, address, server.process.pid, role):
                viewer = asyncio.run(_one_viewer(server)) and viewer
            if other is not None:
                with _turn(least, *other, role):
                    pass
    failed = sum(status != 200 for status, _ in ours.beside)
    print(f"slow, {role} request: {len(ours.beside)} reads each, bound {BOUND:.0f} ×")
    ours.say("Waybill", turns)
    if least.beside:
        least.say("nginx, the same page from a file", turns)
    print(f"  {failed} failed; a viewer got its map: {viewer}")
    return ours.ratio() <= BOUND and not failed and viewer


def settle(pid: int, seconds: float = 30.0) -> None:
    """Wait until a server that has just started has prepared what it prepares, or ``seconds``."""
    until = time.monotonic() + seconds
    used = 1.0
    while used > 0.05 and time.monotonic() < until:
        before = cpu_seconds(pid)
        time.sleep(1)
        used = cpu_seconds(pid) - before


@contextmanager
def _turn(found: Found, address: Address, pid: int, role: str) -> Iterator[None]:
    """Read a server's page alone and beside slow connections, which stay while the body runs."""
    read_apart(address, 20)
    found.alone += read_apart(address, READS_A_TURN)
    if role == "next":
        with attack(address, SLOW, role="ask"):
            found.asked += read_apart(address, READS_A_TURN)
    with attack(address, SLOW, role=role):
        time.sleep(HEAD_SECONDS + 1)  # until the first have been ended and come again
        before, start = cpu_seconds(pid), time.perf_counter()
        found.beside += read_apart(address, READS_A_TURN)
        found.cpu += (cpu_seconds(pid) - before) / (time.perf_counter() - start)
        found.files = max(found.files, open_files(pid))
        yield
    time.sleep(1)


@contextmanager
def _nginx(page: bytes) -> Iterator[tuple[Address, int] | None]:
    """An nginx that sends ``page``: its address and the process that answers; None where it is not there."""
    if shutil.which("nginx") is None:
        yield None
        return
    with TemporaryDirectory() as folder:
        port = free_port()
        where = Path(folder)
        where.chmod(0o755)  # its worker is another user
        (where / "index.html").write_bytes(page)
        (where / "robots.txt").write_text("User-agent: *\n")
        text = NGINX.format(folder=folder, seconds=HEAD_SECONDS, port=port)
        (where / "conf").write_text(text)
        process = subprocess.Popen(["nginx", "-c", str(where / "conf")])
        try:
            worker = ""
            while not worker:
                time.sleep(0.1)
                children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
                worker = children.read_text().strip()
            yield ("127.0.0.1", port), int(worker)
        finally:
            process.terminate()
            process.wait(10)


async def _one_viewer(server: Server) -> bool:
    viewer = (await open_viewers(server.url, 1))[0]
    await viewer.close()
    return len(viewer.arguments) == 1


def _seconds(reads: Reads, part: float = 0.95) -> float:
    return percentile([seconds for _, seconds in reads], part)


def _ms(reads: Reads) -> str:
    return f"{1000 * _seconds(reads, 0.5):.1f}, {1000 * _seconds(reads):.1f}"
