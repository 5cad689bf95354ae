"""Running apps, as `make run` and `streamlit run app.py` start them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from waybill.story import Story, read_story

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@dataclass
class Server:
    """A running app."""

    url: str
    process: subprocess.Popen | None
    """None if another process of the test run may have started it."""

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)


def start_server(
    folder: Path,
    entry: str = "waybill/server.py",
    log: Path | str = os.devnull,
    more: Mapping[str, str] | None = None,
    port: int | None = None,
) -> Server:
    """Start the app and wait until it answers.

    Args:
        folder: the story folder; the environment's other settings are handed on.
        entry: the script that Streamlit runs.
        log: where the server writes what it says.
        more: settings of this server alone; a base path is part of the server's address.
        port: where it listens, a free one if it does not matter.
    """
    port = port or free_port()
    base = (more or {}).get("STREAMLIT_SERVER_BASE_URL_PATH", "")
    url = f"http://127.0.0.1:{port}{f'/{base}' if base else ''}"
    told = Path(log).open("ab")  # noqa: SIM115
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", entry, f"--server.port={port}", "--server.address=127.0.0.1"],
        cwd=ROOT,
        env={**os.environ, **(more or {}), "WAYBILL_DATA": str(folder)},
        stdout=told,
        stderr=told,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
            break
        except OSError:
            time.sleep(0.1)
    with suppress(OSError):  # health is answered while the story is read; a page waits for that
        urllib.request.urlopen(f"{url}/", timeout=60).close()
        return Server(url, process)
    process.kill()
    raise RuntimeError("the app did not start")


@dataclass
class FolderServer(Server):
    """A server over a folder whose story may be exchanged while it runs, and its log.

    ``stories`` is the folder of its published stories and of its drafts.
    """

    folder: Path
    log: Path
    stories: Path

    def show(self, files: Mapping[str, str]) -> Story:
        """Make these files, by name, the whole story; returns what they say."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        for name, text in files.items():
            (self.folder / name).write_bytes(text.encode())
        story = read_story(self.folder).story
        assert story is not None
        return story

    def show_copy(self, source: Path) -> Path:
        """Show a copy of a story folder; returns the copy, which may be changed."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(source, self.folder)
        return self.folder


def start_folder_server(top: Path) -> FolderServer:
    """Start a server over ``top/story``, which has to be filled before it is asked."""
    log = top / "server.txt"
    stories = top / "stories"
    running = start_server(top / "story", log=log, more={"WAYBILL_STORIES": str(stories)})
    return FolderServer(running.url, running.process, top / "story", log, stories)
