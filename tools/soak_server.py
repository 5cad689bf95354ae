"""Attack a server of one's own and say what its readers noticed: part of `make soak`.

    python tools/soak_server.py [--turns N] [PART …]     viewers, slow, slow-next, uploads, messages

viewers: 2,000 websockets on one process, each with its map. slow: 5,000 connections that send a byte now
and then, and come again when they are ended, beside a reader of `GET /`; attackers and reader have processes
of their own, and quiet and attacked times take turns (3; one turn takes 40 s, and with slow-next 60). slow-next:
the same after a whole request on each, which is answered; five hundred a second of these alone come before, and
their readers are the measure. uploads: six visitors at a time who bring small files that are slow to read, of
four kinds, about five minutes. messages: what stays of large messages of websockets. Where nginx is installed, slow connections are held open to it in the same turns. Each part
starts a server for itself, prints what it measured beside its bound, and fails when a bound is missed. A busy
machine shows itself, not the server.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.live_viewers import (  # noqa: E402
    close_viewers,
    cpu_seconds,
    get,
    memory_mb,
    open_files,
    open_viewers,
    percentile,
)
from support.running import Server, start_server  # noqa: E402

from tools.soak_messages import messages  # noqa: E402
from tools.soak_slow import TURNS, slow, slow_next  # noqa: E402
from tools.soak_uploads import uploads  # noqa: E402
from waybill.guard.open_files import raise_limit  # noqa: E402

VIEWERS = 2_000
READS = 200
# One more than come: at the most, the page of the next one is its text, with 503.
SETTINGS = {
    "WAYBILL_DRAFTS": "off",
    "WAYBILL_VIEWERS": str(VIEWERS + 1),
    "WAYBILL_VIEWERS_EACH": str(VIEWERS + 1),  # all come from this machine
}


def main() -> int:
    """Run the parts that were asked for, or all; 1 when a bound is missed."""
    raise_limit()  # for the clients' own files
    parser = argparse.ArgumentParser(description="Attack a server of one's own.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--turns", type=int, default=TURNS, help="of the slow parts")
    asked = parser.parse_args()
    missed = []
    for name in asked.parts or list(PARTS):
        server = start_server(ROOT / "data", more=SETTINGS)
        try:
            if not asyncio.run(PARTS[name](server, asked.turns)):
                missed.append(name)
        finally:
            server.stop()
    print(f"missed: {', '.join(missed)}" if missed else "every bound was kept")
    return 1 if missed else 0


async def viewers(server: Server, _: int) -> bool:
    """Open 2,000 pages and look at the page beside them."""
    pid = _pid(server)
    idle = await reads(server, READS)
    before = open_files(pid), memory_mb(pid), cpu_seconds(pid)
    start = time.perf_counter()
    there = await open_viewers(server.url, VIEWERS, at_once=16)
    seconds = time.perf_counter() - start
    files = (open_files(pid) - before[0]) / VIEWERS
    memory = memory_mb(pid) - before[1]
    cpu = (cpu_seconds(pid) - before[2]) / VIEWERS
    whole = sum(len(viewer.arguments) == 1 for viewer in there)
    beside = await reads(server, READS)
    await close_viewers(there)
    for _ in range(60):
        await asyncio.sleep(1)
        if (left := open_files(pid) - before[0]) < 20:
            break
    print(f"viewers: {whole:,} of {VIEWERS:,} got their map, in {seconds:.0f} s")
    print(f"  a viewer: {files:.2f} open files, {1000 * cpu:.0f} ms of CPU; all: {memory:.0f} MB")
    print(
        f"  GET / p95: {_ms(idle)} alone, {_ms(beside)} beside them, "
        f"{_failed(beside)} failed; {left} files left open"
    )
    return whole == VIEWERS and files <= 1.05 and left < 20 and not _failed(beside)


async def reads(server: Server, count: int) -> list[tuple[int, float]]:
    """Ask for the page one after another; the status and the seconds of each."""
    host, port = _address(server)
    await get(host, port)
    found = []
    for _ in range(count):
        found.append(await get(host, port))
        await asyncio.sleep(0.02)
    return found


def _address(server: Server) -> tuple[str, int]:
    return "127.0.0.1", int(server.url.rpartition(":")[2])


def _pid(server: Server) -> int:
    assert server.process is not None
    return server.process.pid


def _failed(found: list[tuple[int, float]]) -> int:
    return sum(status != 200 for status, _ in found)


def _ms(found: list[tuple[int, float]], part: float = 0.95) -> str:
    return f"{1000 * percentile([seconds for _, seconds in found], part):.1f} ms"


PARTS: dict[str, Callable[[Server, int], Awaitable[bool]]] = {
    "viewers": viewers,
    "slow": slow,
    "slow-next": slow_next,
    "uploads": uploads,
    "messages": messages,
}

if __name__ == "__main__":
    sys.exit(main())
