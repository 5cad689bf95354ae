"""Everything `make test` proves: style, types, unit tests, then the app in a real browser.

Finds a Chromium or Chrome; where there is none, installs Debian's by apt, and where that cannot be,
asks Playwright for its own. Says what it is doing. Exits with the first failing code. A few tests
that failed are run once more, one after another, and named: a browser on a busy machine may be late.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FEW = 3  # failures that may be a busy machine's; more are not
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def say(text: str) -> None:
    """A line for the person watching, flushed so that it stands before a command's own output."""
    print(f"\n── {text}", flush=True)


def installed_browser() -> str | None:
    """The path of a browser: WAYBILL_BROWSER, one on the PATH, or Playwright's own download."""
    wanted = os.environ.get("WAYBILL_BROWSER")
    if wanted:
        return wanted
    for name in BROWSERS:
        path = shutil.which(name)
        if path:
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def apt(package: str, *before: str) -> bool:
    """Install a Debian package; says whether it worked. ``before``: sudo, where it is needed."""
    subprocess.run([*before, "apt-get", "update", "-qq"], check=False)
    done = subprocess.run(
        [*before, "apt-get", "install", "-y", "-qq", "--no-install-recommends", package],
        check=False,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    return done.returncode == 0


def install_browser() -> None:
    """Debian's chromium by apt, or the download that Playwright brings."""
    root = os.geteuid() == 0 if hasattr(os, "geteuid") else False
    if shutil.which("apt-get") and (root or shutil.which("sudo")):
        sudo = [] if root else ["sudo", "-n"]
        say("No browser found: installing Debian's chromium with apt-get")
        if apt("chromium", *sudo):
            return
    say("Asking Playwright for its own Chromium")
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def install_nginx() -> None:
    """Debian's nginx for the test of the shipped configuration; without it that test is skipped."""
    root = os.geteuid() == 0 if hasattr(os, "geteuid") else False
    if shutil.which("nginx") or not (root and shutil.which("apt-get")):
        return
    say("Installing Debian's nginx-light: the shipped configuration is tested in it")
    apt("nginx-light")


def run(title: str, *command: str) -> None:
    """Run one check; stop everything with its exit code when it fails."""
    say(title)
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code:
        say(f"{title}: failed")
        sys.exit(code)


def run_tests(python: str) -> None:
    """Run the tests on both cores; a few that failed once more, with nothing beside them."""
    say("Tests")
    command = (python, "-m", "pytest")
    done = subprocess.run(
        [*command, "--cache-clear", "-n", "2", "--dist", "loadfile"], cwd=ROOT, check=False
    )
    if done.returncode == 0:
        return
    record = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"
    failed = list(json.loads(record.read_text("utf-8"))) if record.exists() else []
    if done.returncode != 1 or not 0 < len(failed) <= FEW:
        say("Tests: failed")
        sys.exit(done.returncode)
    run("Tests that failed, once more and alone", *command, "--last-failed")
    say("Passed only the second time, worth a look: " + "; ".join(failed))


def main() -> None:
    """Run every check in order of speed."""
    python = sys.executable
    run("Style", python, "-m", "ruff", "check", ".")
    run("Format", python, "-m", "ruff", "format", "--check", ".")
    run("Types", python, "-m", "mypy")
    run("The bundled story", python, "-m", "waybill", "check", "data")
    browser = installed_browser()
    if browser is None:
        install_browser()
        browser = installed_browser()
    install_nginx()
    if browser is None:
        say("No browser could be found or installed. Set WAYBILL_BROWSER to a Chromium or Chrome.")
        sys.exit(1)
    say(f"Browser: {browser}")
    os.environ["WAYBILL_BROWSER"] = browser
    run_tests(python)


if __name__ == "__main__":
    main()
