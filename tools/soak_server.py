"""Attack a server of one's own and say what its readers noticed: part of `make soak`.

    python tools/soak_server.py [PART …]     viewers, slow

viewers: 2,000 websockets on one process, each with its map. slow: 5,000 connections that send a byte now
and then, and come again when they are ended, beside readers of `GET /`. Each part starts a server for
itself, prints what it measured beside its bound, and fails when a bound is missed.
"""

from __future__ import annotations

import asyncio
import contextlib
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

from waybill.guard.open_files import raise_limit  # noqa: E402

VIEWERS, SLOW = 2_000, 5_000
READS = 200
SETTINGS = {"WAYBILL_DRAFTS": "off"}


def main() -> int:
    """Run the parts that were asked for, or all; 1 when a bound is missed."""
    raise_limit()  # for the clients' own files
    wanted = sys.argv[1:] or list(PARTS)
    missed = []
    for name in wanted:
        server = start_server(ROOT / "data", more=SETTINGS)
        try:
            if not asyncio.run(PARTS[name](server)):
                missed.append(name)
        finally:
            server.stop()
    print(f"missed: {', '.join(missed)}" if missed else "every bound was kept")
    return 1 if missed else 0


async def viewers(server: Server) -> bool:
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
    print(f"  GET / p95: {_ms(idle)} alone, {_ms(beside)} beside them; {left} files left open")
    return whole == VIEWERS and files <= 1.05 and left < 20 and not _failed(beside)


async def slow(server: Server) -> bool:
    """Hold 5,000 unfinished requests and read the page beside them, in turn with quiet times."""
    idle = await reads(server, READS)
    stop = asyncio.Event()
    held = [0]
    attackers = [
        asyncio.create_task(_dribble(server, number, stop, held)) for number in range(SLOW)
    ]
    await asyncio.sleep(15)
    beside = await reads(server, READS)
    files, most = open_files(_pid(server)), held[0]
    viewer = (await open_viewers(server.url, 1))[0]
    stop.set()
    await asyncio.gather(*attackers)
    await viewer.close()
    ratio = percentile([s for _, s in beside], 0.95) / percentile([s for _, s in idle], 0.95)
    print(f"slow: {most:,} connections were held at once, {files:,} files open")
    print(
        f"  GET / p95: {_ms(idle)} alone, {_ms(beside)} beside them ({ratio:.1f} ×), "
        f"{_failed(beside)} of {READS} failed; a viewer got its map: {len(viewer.arguments) == 1}"
    )
    return ratio <= 2 and not _failed(beside) and len(viewer.arguments) == 1


async def _dribble(server: Server, number: int, stop: asyncio.Event, held: list[int]) -> None:
    """Send a request's head a byte every few seconds, again whenever the server ends it."""
    host, port = _address(server)
    await asyncio.sleep(number / SLOW * 8)
    while not stop.is_set():
        with contextlib.suppress(OSError):
            reader, writer = await asyncio.open_connection(host, port)
            held[0] += 1
            try:
                writer.write(b"GET / HTTP/1.1\r\nX-")
                while not stop.is_set() and not reader.at_eof():
                    writer.write(b"a")
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(3):
                            await reader.read(100)
            finally:
                held[0] -= 1
                writer.close()


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


def _ms(found: list[tuple[int, float]]) -> str:
    return f"{1000 * percentile([seconds for _, seconds in found], 0.95):.1f} ms"


PARTS: dict[str, Callable[[Server], Awaitable[bool]]] = {"viewers": viewers, "slow": slow}

if __name__ == "__main__":
    sys.exit(main())
