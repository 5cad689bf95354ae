"""Run the checks of the repository: all of them (`make test`), or those of a minute (`make quick`).

Both first run what needs no test run, several at once: style, format, types and the bundled story;
for the front end also its style, types, unit tests and whether the committed bundle is the one that
its sources give. Then `make quick` runs the Python tests that need no browser and are not marked
slow; `make test` runs every test.

A few tests that failed under `make test` are run once more, one after another, and named: a browser
on a busy machine may be late.

Exits with 0 if everything passed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from prepare import (
    ROOT,
    environment,
    prepare_browser,
    prepare_headless_shell,
    prepare_nginx,
    prepare_node,
    prepare_other_engines,
    prepare_postgresql,
    say,
)

FEW = 3  # failures that a busy machine may explain; more are not looked at twice
CORES = max(2, os.cpu_count() or 2)
PYTEST = (sys.executable, "-m", "pytest")


@dataclass(frozen=True)
class Check:
    """A command that fails when something is wrong."""

    title: str
    command: tuple[str, ...]


def python(title: str, *arguments: str) -> Check:
    """A check by a module of the virtual environment."""
    return Check(title, (sys.executable, "-m", *arguments))


def npm(title: str, script: str) -> Check:
    """A check by a script of package.json."""
    return Check(title, ("npm", "run", "--silent", script))


# The slowest first: what starts last is then short.
CHECKS = (
    python("Types", "mypy"),
    python("The bundled story", "waybill", "check", "data"),
    npm("The front end's style", "lint"),
    npm("The front end's types", "types"),
    npm("The front end's unit tests", "test"),
    npm("The committed bundle", "check-build"),
    python("Style", "ruff", "check", "."),
    python("Format", "ruff", "format", "--check", "."),
)


def run_checks() -> bool:
    """Run the checks side by side and print each when it ends; returns whether all passed."""
    say("Checks")
    with ThreadPoolExecutor(CORES) as pool:
        running = [pool.submit(_run_check, check) for check in CHECKS]
        passed = [done.result() for done in running]
    if file := os.environ.get("WAYBILL_TEST_COSTS"):  # benchmarks/suite_costs.py
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        record = {"part": "checks", "cpu": used.ru_utime + used.ru_stime}
        Path(file).write_text(json.dumps(record) + "\n", "utf-8")
    return all(passed)


def _run_check(check: Check) -> bool:
    start = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=environment(),
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    passed = done.returncode == 0
    line = f"{'ok    ' if passed else 'FAILED'} {time.monotonic() - start:5.1f} s  {check.title}"
    print(line if passed else f"{line}\n{done.stdout.rstrip()}", flush=True)
    return passed


def workers(count: int) -> tuple[str, ...]:
    """Return pytest's options to run in so many processes.

    A file's tests stay together, for its fixtures; tests/conftest.py puts the long files first.
    """
    return ("-n", str(count), "--dist", "loadfile", "--no-loadscope-reorder")


def run_quick_tests() -> bool:
    """Run the Python tests that need no browser, except the slow ones; returns whether they passed."""
    say("Tests without a browser")
    return _pytest(*workers(CORES), "-m", "not slow", "--ignore=tests/browser") == 0


def run_all_tests() -> bool:
    """Run every test; a few that failed once more, with nothing beside them."""
    say("Tests")
    # One process more than cores: a test waits for browser and server a fifth of its time.
    code = _pytest("--cache-clear", *workers(CORES + 1))
    if code == 0:
        return True
    record = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"
    failed = list(json.loads(record.read_text("utf-8"))) if record.exists() else []
    if code != 1 or not 0 < len(failed) <= FEW:
        return False
    say("Tests that failed, once more and alone")
    if _pytest("--last-failed") != 0:
        return False
    say("Passed only the second time, worth a look: " + "; ".join(failed))
    return True


def _pytest(*arguments: str) -> int:
    command = (*PYTEST, *arguments)
    # Where Python is told to keep nothing that it compiled, pytest rewrites every test file in each
    # of its processes: three seconds of CPU each.
    told = environment()
    told.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(command, cwd=ROOT, env=told, check=False).returncode


def main() -> int:
    """Run the checks that were asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="no browser, no slow test")
    quick = parser.parse_args().quick
    start = time.monotonic()
    if not prepare_node():
        return 1
    passed = run_checks()
    if quick:
        passed = run_quick_tests() and passed
    elif passed:
        passed = run_everything()
    say(f"{'All passed' if passed else 'Something failed'}, {time.monotonic() - start:.0f} s")
    return 0 if passed else 1


def run_everything() -> bool:
    """Run every test, in a browser too; returns whether they passed."""
    browser = prepare_browser()
    if browser is None:
        return False
    shell = prepare_headless_shell()
    prepare_nginx()
    prepare_postgresql()
    prepare_other_engines()
    say(f"Browser: {shell or browser}")
    os.environ["WAYBILL_BROWSER"] = browser
    os.environ["WAYBILL_HEADLESS_SHELL"] = shell or browser
    return run_all_tests()


if __name__ == "__main__":
    sys.exit(main())
