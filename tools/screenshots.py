"""Redraw the pictures in docs/screenshots: the app itself, wide and phone, light and dark.

Starts the app on the bundled story, on one of two files alone, on one of 300 legs and on the made-up
shipments, and drives it with Playwright. Run it with `make screenshots`; names of pictures as arguments draw only these.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable
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
# What the least story has: places and legs, and nothing that anybody said.
TWO_FILES = {
    "places.csv": """place_id,name,latitude,longitude,kind
luebeck,Lübeck,53.866,10.686,port
bergen,Bergen,60.397,5.324,port
visby,Visby,57.634,18.294,port
riga,Riga,56.946,24.106,port
novgorod,Novgorod,58.522,31.275,city
bruges,Bruges,51.209,3.225,port
london,London,51.508,-0.087,port
hamburg,Hamburg,53.546,9.966,port
skagen,Skagen,57.736,10.66,waypoint
""",
    "routes.csv": """leg_id,origin,destination,via,start_date,end_date,mode,cargo
1,luebeck,visby,,1370-04-20,1370-04-27,sea,salt
2,visby,riga,,1370-05-02,1370-05-06,sea,salt
3,riga,novgorod,,1370-05-10,1370-05-30,road,cloth
4,luebeck,hamburg,,1370-05-04,1370-05-07,road,wax
5,hamburg,bruges,,1370-05-12,1370-05-20,sea,wax
6,bruges,london,,1370-05-26,1370-05-29,sea,wax
7,luebeck,bergen,skagen,1370-06-01,1370-06-16,sea,grain
""",
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
OF_TWO_FILES = {"two-files": ("?tab=legs", WIDE, "light", False)}
OF_300_LEGS = {
    "300-legs": ("", WIDE, "light", False),
    "300-legs-width": ("?mode=sea&level=observed&width=quantity", WIDE, "light", False),
}
OF_SHIPMENTS = {"flows": ("?flow=istanbul,trieste", WIDE, "light", False)}


def main(wanted: Iterable[str]) -> None:
    """Take every picture, or those that are named."""
    sys.path.insert(0, str(ROOT / "tests"))
    from support.dense_story import write_dense_story

    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        two_files, dense = Path(made) / "invented-voyages", Path(made) / "dense"
        for folder in (two_files, dense):
            folder.mkdir()
        for name, text in TWO_FILES.items():
            (two_files / name).write_text(text, "utf-8")
        write_dense_story(dense)
        stories = ((ROOT / "data", PICTURES), (two_files, OF_TWO_FILES), (dense, OF_300_LEGS))
        stories = (*stories, (ROOT / "examples" / "teapots", OF_SHIPMENTS))
        for folder, pictures in stories:
            named = set(wanted) or set(pictures)
            draw(folder, {name: each for name, each in pictures.items() if name in named})


def draw(story: Path, pictures: dict[str, tuple[str, dict, str, bool]]) -> None:
    """Start the app on a story, take its pictures, stop it."""
    if not pictures:
        return
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "waybill/server.py"]
    app = subprocess.Popen(
        [*command, f"--server.port={port}", "--server.address=127.0.0.1"],
        cwd=ROOT,
        env={**os.environ, "WAYBILL_DATA": str(story)},
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        found = os.environ.get("WAYBILL_BROWSER") or next(
            filter(None, map(shutil.which, NAMES)), None
        )
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
            for name, picture in pictures.items():
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
    main(sys.argv[1:])
