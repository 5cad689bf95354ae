"""Draw docs/architecture.svg: the rooms of waybill/, floor by floor, from docs/architecture.md.

With ``--check`` it only compares the drawing with the list and exits with 1 if they differ.
"""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tools.generated import write_or_check  # noqa: E402

DOCS = ROOT / "docs"
LIST, DRAWING = DOCS / "architecture.md", DOCS / "architecture.svg"

# What comes into a room from outside, and what leaves the house from it.
COMES_IN = {
    "settings.py": "environment variables",
    "grammar.py": "grammar.json",
    "basemap/": "Natural Earth, GeoNames",
    "story/": "story.toml, CSV files",
    "view/": "a link",
    "web/": "ES modules, built by esbuild",
    "server.py": "requests of browsers",
    "cli.py": "a command",
}
GOES_OUT = {
    "payload/": "story.json",
    "web/": "map, timeline, panel",
    "card/": "card.png",
    "documents/": "table, claims, method",
    "export/": "CSV, GeoJSON, KML, zip",
    "edition/": "a folder for any host",
    "httpd/": "heads, headers, files",
    "ui/": "pages of the app",
}

# Pixels.
WIDTH, LEFT, RIGHT = 900, 250, 650
ROW, GAP, TOP = 40, 12, 44

STYLE = """
  svg { font: 14px system-ui, sans-serif; }
  .paper { fill: #ffffff; } .room { fill: #eef3f7; stroke: #5b7083; }
  text { fill: #14191d; } .side { fill: #44525e; font-size: 13px; }
  .way { stroke: #5b7083; fill: none; } .tip { fill: #5b7083; }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #12171c; } .room { fill: #202a33; stroke: #8ea3b5; }
    text { fill: #edf1f4; } .side { fill: #b6c2cc; }
    .way { stroke: #8ea3b5; } .tip { fill: #8ea3b5; }
  }
"""


def floors(text: str) -> list[list[str]]:
    """Return the rooms that the list in architecture.md names, from the lowest floor up."""
    found: dict[int, list[str]] = {}
    for floor, room in re.findall(r"^\| (\d+) \| `([\w./]+)` \| ", text, re.MULTILINE):
        found.setdefault(int(floor), []).append(room)
    return [found[floor] for floor in sorted(found)]


def arrow(x1: float, x2: float, y: float) -> str:
    """Return a level arrow from ``x1`` to ``x2``."""
    return (
        f'<path class="way" d="M{x1:g} {y:g}H{x2 - 6:g}"/>'
        f'<path class="tip" d="M{x2:g} {y:g}l-7 -4v8z"/>'
    )


def notes(rooms: list[str], words: dict[str, str], y: float) -> list[tuple[str, float]]:
    """Return (words, y) for the rooms of a floor that have any, one below the other around ``y``."""
    said = [words[room] for room in rooms if room in words]
    return [(one, y + 16 * (at - (len(said) - 1) / 2)) for at, one in enumerate(said)]


def draw(text: str) -> str:
    """Return the drawing of the rooms that ``text`` lists."""
    rows = floors(text)
    height = TOP + len(rows) * (ROW + GAP) + 8
    parts = [
        f'<text class="side" x="{LEFT - 22}" y="24" text-anchor="end">comes in</text>',
        f'<text class="side" x="{(LEFT + RIGHT) / 2:g}" y="24" text-anchor="middle">'
        "a room imports only from rooms below it</text>",
        f'<text class="side" x="{RIGHT + 22}" y="24">goes out</text>',
    ]
    for at, rooms in enumerate(reversed(rows)):
        y = TOP + at * (ROW + GAP)
        middle = y + ROW / 2
        wide = (RIGHT - LEFT - GAP * (len(rooms) - 1)) / len(rooms)
        for n, room in enumerate(rooms):
            x = LEFT + n * (wide + GAP)
            parts.append(
                f'<rect class="room" x="{x:g}" y="{y}" width="{wide:g}" height="{ROW}" rx="5"/>'
                f'<text x="{x + wide / 2:g}" y="{middle + 5:g}" text-anchor="middle">{room}</text>'
            )
        for words, line in notes(rooms, COMES_IN, middle):
            parts.append(
                f'<text class="side" x="{LEFT - 34}" y="{line + 4:g}" text-anchor="end">{escape(words)}</text>'
                + arrow(LEFT - 28, LEFT - 3, line)
            )
        for words, line in notes(rooms, GOES_OUT, middle):
            parts.append(
                f'<text class="side" x="{RIGHT + 34}" y="{line + 4:g}">{escape(words)}</text>'
                + arrow(RIGHT + 3, RIGHT + 28, line)
            )
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">\n'
        "<title>The rooms of Waybill, from the lowest floor up</title>\n"
        f"<style>{STYLE}</style>\n"
        f'<rect class="paper" width="{WIDTH}" height="{height}"/>\n{body}\n</svg>\n'
    )


if __name__ == "__main__":
    sys.exit(write_or_check(DRAWING, draw(LIST.read_text("utf-8"))))
