"""Where the time of `make test` goes, and what would be left if every test only opened its page.

    WAYBILL_TEST_COSTS=costs.jsonl make test
    python -m benchmarks.suite_costs costs.jsonl

The first writes what each check and test used: CPU seconds of all its processes, pages opened, servers
started. The second measures on this machine what a blank Streamlit page costs and what the map's frame
costs on a page of its own, and prints both sums. CPU seconds, not a clock: they say nothing of how busy
the machine was. Divided by the number of cores they are the least that the run can take.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.cpu import ProcessTree
from benchmarks.processes import ROOT

OPENINGS = (
    6  # of each kind; the first two are not counted: they compile what the others find compiled
)
# As the tests choose it.
BROWSER = shutil.which("chromium-headless-shell") or shutil.which("chromium")
LONGEST = 15  # files that are listed


def main() -> None:
    """Print where the CPU time of a recorded run went."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("records", type=Path)
    records = read_records(parser.parse_args().records)
    blank, alone = opening_costs()
    print_floor(records, blank, alone)
    print_files(records)


def read_records(file: Path) -> list[dict[str, Any]]:
    """Read the records of a run.

    No test uses more than all cores for as long as it took. What is beyond that is of a browser that
    ended meanwhile: the system hands over all that it ever used, and the tests before it counted that.
    """
    records = [json.loads(line) for line in file.open(encoding="utf-8")]
    cores = os.cpu_count() or 1
    for record in records:
        if "wall" in record:
            record["cpu"] = min(record["cpu"], record["wall"] * cores)
    return records


def print_floor(records: list[dict[str, Any]], blank: float, alone: float) -> None:
    """Print what the run used and what it would use if every browser test only opened its pages."""
    used: dict[str, float] = defaultdict(float)
    for record in records:
        used[record["part"]] += record["cpu"]
    tests = [record for record in records if record["part"] == "browser"]
    live = sum(record["pages"]["live"] for record in tests)
    other = sum(record["pages"]["other"] for record in tests)
    servers = [cpu for record in records for cpu in record.get("servers", ())]
    rows = [
        ("checks before the tests", 1, used["checks"]),
        ("collecting the tests, each process", sum(r["part"] == "collection" for r in records), used["collection"]),
        ("tests without a browser", sum(r["part"] == "python" for r in records), used["python"]),
        ("servers started", len(servers), sum(servers)),
        (f"pages of the app, as a blank one at {blank:.2f} s", live, live * blank),
        (f"other pages, as the frame alone at {alone:.2f} s", other, other * alone),
    ]  # fmt: skip
    print(f"{'count':>7}  {'CPU s':>7}")
    for title, count, cpu in rows:
        print(f"{count:7}  {cpu:7.1f}  {title}")
    least, whole = sum(cpu for *_, cpu in rows), sum(used.values())
    cores = os.cpu_count() or 1
    print(f"         {least:7.1f}  the floor: {least / cores:.0f} s on {cores} cores")
    print(f"{len(tests):7}  {whole - least:7.1f}  what browser tests do on their pages")
    print(f"         {whole:7.1f}  the whole run: at least {whole / cores:.0f} s on {cores} cores")


def print_files(records: list[dict[str, Any]]) -> None:
    """Print the files that use most."""
    files: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0])
    for record in records:
        if "test" in record:
            found = files[record["test"].partition("::")[0]]
            found[0] += record["cpu"]
            found[1] += record["pages"]["live"] + record["pages"]["other"]
            found[2] += 1
    print(f"\n{'CPU s':>7} {'pages':>6} {'tests':>6}")
    for file, (cpu, pages, tests) in sorted(files.items(), key=lambda one: -one[1][0])[:LONGEST]:
        print(f"{cpu:7.1f} {pages:6.0f} {tests:6.0f}  {file}")


def opening_costs() -> tuple[float, float]:
    """Return the CPU seconds of opening a blank Streamlit page, and the frame on a page of its own.

    Both by the readers of the browser tests, who have opened the page before.
    """
    sys.path.insert(0, str(ROOT / "tests"))
    from support.browser_flags import FLAGS
    from support.readers import Readers
    from support.running import start_server
    from support.static_site import Site, map_page

    def measured(browser: Browser, url: str, ready: str) -> float:
        readers = Readers(browser)
        tree = ProcessTree()
        for opening in range(OPENINGS):
            if opening == 2:
                tree.spent()
            page = readers.meet("desktop", url).page
            page.goto(url)
            page.wait_for_selector(ready)
        spent = tree.spent()
        readers.close()
        return spent / (OPENINGS - 2)

    with sync_playwright() as playwright, Site({"/": map_page()}) as site:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        with stopped_after(start_server(ROOT / "data", "benchmarks/blank_app.py")) as server:
            blank = measured(browser, server.url, "text=blank page ready")
        alone = measured(browser, site.url, ".wb[data-ready]")
        browser.close()
    return blank, alone


@contextmanager
def stopped_after(server: Any) -> Iterator[Any]:
    """Stop a server at the end."""
    try:
        yield server
    finally:
        server.stop()


if __name__ == "__main__":
    main()
