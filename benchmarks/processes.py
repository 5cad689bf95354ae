"""Servers and commands of a checkout as processes of their own, so that an earlier commit is measured alike."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SERVER = "waybill/server.py"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, its process, and the seconds until it said that it is well, and
    until its first page had come."""

    address: str
    pid: int
    healthy_s: float
    first_page_s: float


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that has ended: how long it took, and the most memory that it held."""

    seconds: float
    peak_mb: float


def python_of(checkout: Path) -> str:
    """The checkout's own Python where it has one, else this one."""
    own = checkout / ".venv" / "bin" / "python"
    return str(own) if own.exists() else sys.executable


class TookTooLongError(RuntimeError):
    """What was measured did not end in the time that it was given."""


def commit_of(checkout: Path = ROOT) -> str:
    """The commit that is checked out, in short, and whether files differ from it; "" outside a repository."""
    said = [
        subprocess.run(["git", "-C", str(checkout), *words], capture_output=True, text=True).stdout
        for words in (["rev-parse", "--short", "HEAD"], ["status", "--short", "-uno"])
    ]
    return said[0].strip() + (" with changes" if said[1].strip() else "")


def _environment(checkout: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(checkout), **more}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(
    entry: str, folder: Path, checkout: Path = ROOT, cache: str = "", limit_s: float = 600.0
) -> Iterator[Server]:
    """A Streamlit app of a checkout that shows the story of a folder.

    ``cache``: the folder for work that is kept between starts; "" for the user's own. Raises
    TookTooLongError when it has no first page after ``limit_s``.
    """
    kept = {"WAYBILL_CACHE": cache} if cache else {}
    port = free_port()
    began = time.monotonic()
    process = subprocess.Popen(
        [
            *(python_of(checkout), "-m", "streamlit", "run", entry),
            *(f"--server.port={port}", "--server.address=127.0.0.1"),
        ],
        cwd=checkout,
        env=_environment(checkout, WAYBILL_DATA=str(folder.resolve()), **kept),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}/"
        end = began + limit_s
        _wait_for(f"{address}_stcore/health", end)
        healthy = time.monotonic() - began
        _first_page(address, end)
        yield Server(address, process.pid, healthy, time.monotonic() - began)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def _wait_for(url: str, end: float) -> None:
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError as fault:
            if time.monotonic() > end:
                raise TookTooLongError(f"{url} did not answer in time") from fault
            time.sleep(0.05)
        else:
            return


def _first_page(address: str, end: float) -> None:
    try:
        urllib.request.urlopen(address, timeout=max(1.0, end - time.monotonic())).read()
    except OSError as fault:
        if time.monotonic() < end:
            raise
        raise TookTooLongError("the first page did not come in time") from fault


def finished(arguments: list[str], checkout: Path = ROOT, limit_s: float | None = None) -> Finished:
    """Run ``python -m waybill …`` of a checkout to its end.

    Raises RuntimeError when it fails, TookTooLongError when it takes more than ``limit_s``.
    """
    began = time.monotonic()
    process = subprocess.Popen(
        [python_of(checkout), "-m", "waybill", *arguments],
        cwd=checkout,
        env=_environment(checkout),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(limit_s or threading.TIMEOUT_MAX, stop)
    timer.daemon = True
    timer.start()
    _, status, used = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if late.is_set():
        raise TookTooLongError(f"waybill {arguments[0]} takes more than {limit_s:.0f} s")
    if process.returncode:
        raise RuntimeError(f"waybill {' '.join(arguments)} ended with {process.returncode}")
    return Finished(time.monotonic() - began, used.ru_maxrss / 1000)


def resident_mb(pid: int) -> float:
    """Memory that a process holds now, in MB (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
