"""Redraw the pictures in docs/screenshots: the app itself, wide and phone, light and dark.

Starts the app on the bundled story and drives it with Playwright. Run it with `make screenshots`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WIDE = {"viewport": {"width": 1440, "height": 900}, "device_scale_factor": 1}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
# name → (query string, context, colour scheme, whole page)
PICTURES = {
    "dashboard-light": ("", WIDE, "light", False),
    "dashboard-dark": ("", WIDE, "dark", False),
    "leg-card": ("?leg=rajin-dunay&tab=legs", WIDE, "light", False),
    "rail-dark": ("?step=rail&tab=legs", WIDE, "dark", False),
    "gaza-claim": ("?step=gaza&tab=claims", WIDE, "light", False),
    "known-on": (
        "?from=2023-07-20&to=2023-10-31&known=2023-10-14&tab=claims",
        WIDE,
        "light",
        False,
    ),
    "phone-light": ("", PHONE, "light", True),
    "phone-dark": ("?leg=rajin-dunay", PHONE, "dark", False),
}


def main() -> None:
    """Start the app, take every picture, stop it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "waybill/server.py"]
    app = subprocess.Popen(
        [*command, f"--server.port={port}", "--server.address=127.0.0.1"],
        cwd=ROOT,
        env={**os.environ, "WAYBILL_DATA": "data"},
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        found = os.environ.get("WAYBILL_BROWSER") or next(
            filter(None, map(shutil.which, NAMES)), None
        )
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
            for name, picture in PICTURES.items():
                take(browser, f"http://127.0.0.1:{port}/", name, *picture)
            browser.close()
    finally:
        app.terminate()
        app.wait(10)


def take(
    browser: Browser, base: str, name: str, query: str, context: dict, scheme: str, whole: bool
) -> None:
    """One picture, once everything on it has been drawn."""
    opened = browser.new_context(**context, color_scheme=scheme, reduced_motion="reduce")
    page = opened.new_page()
    page.goto(base + query)
    page.frame_locator("iframe").locator(".wb[data-ready]").wait_for(state="attached")
    page.wait_for_timeout(1500)
    if whole:
        # Streamlit scrolls an inner element; a window as tall as the page shows it whole.
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": context["viewport"]["width"], "height": height})
        page.wait_for_timeout(800)
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"docs/screenshots/{name}.png")
    opened.close()


def wait_for(address: str) -> None:
    """Until the server answers, at most a minute."""
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


if __name__ == "__main__":
    main()
