"""Kill and renew replicas under a hundred readers, and say what they noticed: part of `make soak`.

Two replicas run behind nginx as deploy/ has it. A hundred pages are open, twenty of them on Downloads, and
others read pages, cards and downloads all the time. One replica is killed, comes back with new data, and the
other is killed too. Fails when a page is not back within five seconds, when an answer fails, when pages or
files of the two differ, or when a file that a page made is not there.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.nginx import NGINX, WHY_SKIPPED  # noqa: E402
from support.replicas import Reader, Replicas, all_back, get, replicas, settled  # noqa: E402

READERS, AT_DOWNLOADS = 100, 20
BACK_SECONDS = 5.0
FILES = (
    "",
    "table",
    "method",
    "card.png",
    "download/legs?scope=all",
    "download/zip?scope=all",
    "feed.atom",
)
QUICK = ("", "table", "claims", "waybill-files/now")
WORKED_OUT = ("card.png?from=2023-09-07", "download/legs?scope=shown", "download/geojson?scope=all")
"""What nginx lets an address ask for five times a second."""


def main() -> int:
    """Run it; 1 when something was missed."""
    if NGINX is None:
        print(f"replicas: skipped, {WHY_SKIPPED}")
        return 0
    with tempfile.TemporaryDirectory() as top, replicas(Path(top), ROOT / "data") as site:
        missed = asyncio.run(story(site))
    print(f"missed: {', '.join(missed)}" if missed else "every bound was kept")
    return 1 if missed else 0


async def story(site: Replicas) -> list[str]:
    """What happens to the readers; returns what was missed."""
    missed: list[str] = []
    readers = [Reader(site.url, number) for number in range(READERS)]
    pages = [
        asyncio.create_task(reader.keep_open("downloads" if _downloads(reader) else ""))
        for reader in readers
    ]
    try:
        seconds = await all_back(readers, 120)
        print(f"replicas: {READERS} pages were opened in {seconds:.1f} s")
        with beside(site) as answers:
            before = await _looks(readers, missed)
            await _killed(site, 0, readers, missed)
            if await _looks(readers, missed) != before:
                missed.append("the same views and files")
            _renew(site)
            await asyncio.to_thread(site.restart, 0)
            await _equal(site, missed)
            if await _looks(readers, missed) != before:
                missed.append("the same views and files")
            await _killed(site, 1, readers, missed)
            await _looks(readers, missed)
            await asyncio.to_thread(site.restart, 1)
            await _equal(site, missed)
        failed = {status: n for status, n in answers.items() if status != 200}
        print(
            f"  {answers[200]:,} pages, cards and downloads were read beside; failed: {failed or 0}"
        )
        if failed:
            missed.append("answers beside")
    finally:
        for page in pages:
            page.cancel()
        await asyncio.gather(*pages, return_exceptions=True)
    return missed


async def _killed(site: Replicas, number: int, readers: list[Reader], missed: list[str]) -> None:
    """Kill a replica and wait until everybody has a whole page again."""
    before = {id(reader.viewer) for reader in readers}
    start = time.perf_counter()
    await asyncio.to_thread(site.kill, number)
    seconds = await settled(readers, start)
    moved = sum(id(reader.viewer) not in before for reader in readers)
    print(f"  replica {number + 1} killed: {moved} pages lost it, all back after {seconds:.1f} s")
    if seconds > BACK_SECONDS or not moved:
        missed.append("back within five seconds")


async def _looks(readers: list[Reader], missed: list[str]) -> list[object]:
    """What everybody sees: one version of the story, whose file is there, and the files of pages."""
    shown = [reader for reader in readers if not _downloads(reader)]
    names = [reader.story for reader in shown]
    files = [await asyncio.to_thread(r.get, f"waybill-files/{r.story}") for r in shown[::8]]
    at_downloads = [reader for reader in readers if _downloads(reader)]
    again = [  # addresses of before a replica was killed
        await asyncio.to_thread(reader.get, reader.address)
        for reader in at_downloads
        if reader.address
    ]
    made = await asyncio.gather(*(reader.download() for reader in at_downloads))
    statuses = Counter(status for status, _ in (*again, *made))
    print(f"  versions shown: {dict(Counter(names))}; files that pages made: {dict(statuses)}")
    if len(set(names)) > 1 or {status for status, _ in files} != {200}:
        missed.append("one version")
    if set(statuses) != {200}:
        missed.append("files of pages")
    return [names, files, made]


async def _equal(site: Replicas, missed: list[str], seconds: float = 30.0) -> None:
    """Both replicas give the same pages, cards and downloads once both have read the folder."""
    deadline = time.monotonic() + seconds
    while True:
        answers = [
            [await asyncio.to_thread(get, f"{server.url}/{path}") for path in FILES]
            for server in site.servers
        ]
        different = [p for p, a, b in zip(FILES, *answers, strict=True) if a != b or a[0] != 200]
        if not different or time.monotonic() > deadline:
            break
        await asyncio.sleep(0.5)
    print(f"  {len(FILES)} pages, cards and downloads of both are equal but for {different}")
    if different:
        missed.append("equal replicas")


def _renew(site: Replicas) -> None:
    """Change the story's title, as an editor does."""
    toml = site.folder / "story.toml"
    text = toml.read_text("utf-8").replace('title = "From ', 'title = "New: from ', 1)
    assert "New: from " in text
    toml.write_text(text, "utf-8")


@contextmanager
def beside(site: Replicas) -> Iterator[Counter[int]]:
    """Read pages, cards and downloads all the time, from outside; how often each status came."""
    answers: Counter[int] = Counter()
    stop = threading.Event()

    def read(paths: tuple[str, ...], pause: float, agent: str) -> None:
        while not stop.is_set():
            for path in paths:
                try:
                    status, _ = get(f"{site.url}/{path}", agent)
                except OSError:
                    status = 0
                answers[status] += 1
                if status != 200:
                    print(f"  {status} from /{path}")
                stop.wait(pause)

    threads = [threading.Thread(target=read, args=(QUICK, 0.05, f"Beside {n}")) for n in range(4)]
    threads.append(threading.Thread(target=read, args=(WORKED_OUT, 0.5, "Beside")))
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _downloads(reader: Reader) -> bool:
    return reader.number >= READERS - AT_DOWNLOADS


if __name__ == "__main__":
    sys.exit(main())
