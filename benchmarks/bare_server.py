"""The least that a server can do for the clients of benchmarks/load.py: a page of so many bytes, and health.

What a health check takes beside 16 clients of this server is what the clients, the machine and uvicorn take.
"""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from benchmarks.processes import ROOT, free_port
from waybill.httpd.static_files import Receive, Scope, Send


def app_of(size: int) -> object:
    """An ASGI app that answers every request with ``size`` bytes."""
    content = b"x" * size
    headers = [(b"content-type", b"text/html"), (b"content-length", str(size).encode())]

    async def app(scope: Scope, _: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": content})

    return app


@contextmanager
def bare_server(size: int) -> Iterator[str]:
    """The address of such a server, in a process of its own."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.bare_server", str(port), str(size)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        address = f"http://127.0.0.1:{port}/"
        for _ in range(200):
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except OSError:
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    uvicorn.run(
        app_of(int(sys.argv[2])),  # type: ignore[arg-type]
        port=int(sys.argv[1]),
        http="h11",
        log_level="error",
        access_log=False,
    )
