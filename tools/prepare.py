"""Install what the checks need beside Python: Node's packages, browsers, nginx, PostgreSQL.

Each function says what it installs, does nothing where it is already there, and never needs more
than what a fresh Debian, Ubuntu or a machine with a browser has.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent  # of the virtual environment; Node stands there, too
LOCK = ROOT / "package-lock.json"
INSTALLED_LOCK = ROOT / "node_modules" / ".installed-lock.json"
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
SHELL = "chromium-headless-shell"  # Debian's package and its program have one name


def say(text: str) -> None:
    """Print a line for the person watching, at once: the output of a command comes next."""
    print(f"\n── {text}", flush=True)


def environment() -> dict[str, str]:
    """Return the environment of every check: the virtual environment's programs come first."""
    return {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}


def prepare_node() -> bool:
    """Run ``npm ci`` if package-lock.json has changed since it last ran; returns whether all is well."""
    lock = LOCK.read_bytes()
    if INSTALLED_LOCK.exists() and INSTALLED_LOCK.read_bytes() == lock:
        return True
    say("Installing the front end's tools with npm ci")
    npm = shutil.which("npm", path=environment()["PATH"])
    if npm is None:
        say("No npm was found. It comes with Node, which requirements-dev.txt asks for.")
        return False
    command = [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode:
        say("npm ci failed; what it said stands above.")
        return False
    INSTALLED_LOCK.write_bytes(lock)
    return True


def prepare_browser() -> str | None:
    """Return the path of a Chromium or Chrome, installed if there was none; None if that failed."""
    found = installed_browser()
    if found is None:
        _install_browser()
        found = installed_browser()
    if found is None:
        say("No browser could be found or installed. Set WAYBILL_BROWSER to a Chromium or Chrome.")
    return found


def installed_browser() -> str | None:
    """Return the path of a browser: WAYBILL_BROWSER, one on the PATH, or Playwright's download."""
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


def prepare_headless_shell() -> str | None:
    """Return the path of Chromium's headless shell, installed with Debian's chromium; None without it.

    It is the same engine without the browser's windows: opening a page costs a third less. Whoever
    names a browser by WAYBILL_BROWSER gets every test in that one.
    """
    if os.environ.get("WAYBILL_BROWSER"):
        return None
    if not shutil.which(SHELL) and shutil.which("chromium") and _is_root():
        say("Installing Debian's chromium-headless-shell: the tests are a third quicker in it")
        _install(SHELL)
    return shutil.which(SHELL)


def prepare_nginx() -> None:
    """Install Debian's nginx for the tests of the shipped configuration.

    Without it, tests/browser/test_proxy.py is skipped.
    """
    if not shutil.which("nginx") and _is_root():
        say("Installing Debian's nginx-light: the shipped configuration is tested in it")
        _install("nginx-light")


def prepare_postgresql() -> None:
    """Install Debian's PostgreSQL: drafts are tested in it as in SQLite.

    Without it, those tests are skipped. The package's own server is neither needed nor started.
    """
    there = shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not there and _is_root():
        say("Installing Debian's PostgreSQL: drafts are tested in it")
        _install("postgresql")


def prepare_other_engines() -> None:
    """Install Debian's Firefox and WebKitGTK for the tests in other engines than Chromium's.

    Without them, or without a screen that nobody sees for WebKit, those tests are skipped.
    """
    wanted = {
        "firefox-esr": shutil.which("firefox-esr") or shutil.which("firefox"),
        "webkit2gtk-driver": shutil.which("WebKitWebDriver"),
        "xvfb": shutil.which("Xvfb"),
        "xauth": shutil.which("xauth"),
    }
    lacking = [package for package, program in wanted.items() if not program]
    if lacking and _is_root():
        say("Installing Debian's Firefox and WebKitGTK: a reader may have either")
        _install(*lacking)


def _install_browser() -> None:
    if shutil.which("apt-get") and (_is_root() or shutil.which("sudo")):
        say("No browser found: installing Debian's chromium with apt-get")
        if _install("chromium"):
            return
    say("Asking Playwright for its own Chromium")
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def _install(*packages: str) -> bool:
    if not shutil.which("apt-get"):
        return False
    sudo = [] if _is_root() else ["sudo", "-n"]
    subprocess.run([*sudo, "apt-get", "update", "-qq"], check=False)
    done = subprocess.run(
        [*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        check=False,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    return done.returncode == 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
