"""What takes seconds to make, made once for all the processes that run tests: folders, servers."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.hostile_stories import hostile_story, write
from support.hostile_texts import TEXTS
from support.running import Server


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """Return the folder of temporary files that all processes of a test run have in common."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Do something while no other process does what the same file locks."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def one_server(
    factory: pytest.TempPathFactory, name: str, start: Callable[[], Server]
) -> Iterator[Server]:
    """Give a server that all processes of a run share, for tests that only read.

    The first process that asks starts it; the same process stops it when no other uses it.

    Args:
        factory: where the run's temporary folders are.
        name: of the server; the same for all processes of a run.
        start: starts it and waits until it answers.
    """
    top = run_folder(factory)
    lock, address = top / f"{name}.lock", top / f"{name}.url"
    with (top / f"{name}.users").open("w") as users:
        with locked(lock):
            running = None if address.exists() else start()
            if running is not None:
                address.write_text(running.url)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield Server(address.read_text(), None)
        finally:
            fcntl.flock(users, fcntl.LOCK_UN)
            if running is not None:
                _stop_when_unused(running, lock, address, users.fileno())


def _stop_when_unused(running: Server, lock: Path, address: Path, users: int) -> None:
    while True:
        with locked(lock):  # nobody begins to use it meanwhile
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                address.unlink()
                running.stop()
                return
        time.sleep(0.2)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that ``make`` has filled, in this process or in one beside it.

    Args:
        factory: where the run's temporary folders are.
        name: of the folder; the same for all processes of a run.
        make: is given the path of the folder, which is not there yet.
    """
    top = run_folder(factory)
    folder, unfinished = top / name, top / f"{name}.unfinished"
    with locked(top / f"{name}.lock"):
        if not folder.exists():
            make(unfinished)
            unfinished.rename(folder)
    return folder


def publish_hostile_story(out: Path) -> None:
    """Publish a story in which every text of every field is a payload, with a step for each.

    What no payload could run in is left out, a hundred times: the cards, which are pictures, the
    coastlines of the opening pictures, and the compressed copies.
    """
    # Imported here: conftest.py imports this module for every test.
    from waybill.basemap import outline
    from waybill.edition import build
    from waybill.edition.build import Options
    from waybill.edition.publish import publish

    folder = out.with_name("hostile-story")
    folder.mkdir()
    write(folder, hostile_story(list(TEXTS.values())))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "render_card", lambda story, view: b"")
        patch.setattr(build, "_compressed", lambda contents: {})
        patch.setattr(outline, "outline", lambda viewport: outline.Outline("", "", ""))
        publish(folder, out, Options(base_url="https://example.org/a%20story/"), force=True)
