"""Many requests to a running server over connections that are kept open."""

from __future__ import annotations

import asyncio
import time
from urllib.parse import urlsplit


def ask(address: str, paths: list[str], clients: int = 1) -> tuple[float, list[float]]:
    """(seconds for all, milliseconds of each) of GETs of ``paths``, shared out among clients.

    Raises OSError for an answer other than 200.
    """
    return asyncio.run(_ask(address, paths, clients))


def ask_with_health(
    address: str, paths: list[str], clients: int, limit_s: float = 600.0
) -> tuple[float, list[float], float]:
    """As ``ask``, for no more than ``limit_s``; and the longest that a health check took meanwhile, in ms."""
    return asyncio.run(_ask_with_health(address, paths, clients, limit_s))


async def _ask(
    address: str, paths: list[str], clients: int, limit_s: float = 600.0
) -> tuple[float, list[float]]:
    began = time.perf_counter()
    end = began + limit_s
    done = await asyncio.gather(*(_client(address, paths[i::clients], end) for i in range(clients)))
    return time.perf_counter() - began, [taken for each in done for taken in each]


async def _ask_with_health(
    address: str, paths: list[str], clients: int, limit_s: float
) -> tuple[float, list[float], float]:
    work = asyncio.create_task(_ask(address, paths, clients, limit_s))
    worst = 0.0
    while not work.done():
        worst = max(worst, *(await _client(address, ["_stcore/health"])))
        await asyncio.sleep(0.05)
    seconds, each = await work
    return seconds, each, worst


async def _client(address: str, paths: list[str], end: float = float("inf")) -> list[float]:
    """Milliseconds of each request of one client, which asks for no more after ``end``."""
    if not paths:
        return []
    at = urlsplit(address)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    taken = []
    for path in paths:
        began = time.perf_counter()
        if began > end:
            break
        writer.write(
            f"GET /{path} HTTP/1.1\r\nHost: {at.netloc}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if not head.startswith(b"http/1.1 200 "):
            raise OSError(f"{path}: {head.split(bytes([13]))[0].decode()}")
        await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
        taken.append(1000 * (time.perf_counter() - began))
    writer.close()
    return taken
