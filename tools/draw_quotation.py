"""Draw docs/quotation.svg: the way of a claim's quotation from its cell to a card.

    python tools/draw_quotation.py            write the file
    python tools/draw_quotation.py --check    exit 1 when the file is not what would be written

tests/test_architecture.py holds that every file and function of the drawing is there.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tools.draw_architecture import DOCS, STYLE  # noqa: E402
from tools.generated import write_or_check  # noqa: E402

DRAWING = DOCS / "quotation.svg"


@dataclass(frozen=True)
class Station:
    """A function through which the quotation goes, and what it hands on."""

    function: str
    file: str
    hands_on: str


READ = (
    Station("read_table", "story/reading/table/rows.py", "the cell’s text, and its row"),
    Station("read_records", "story/reading/records.py", "a Claim, or a fault with its row and column"),
    Station("publication_days", "evidence/publication.py", "the day from which the quotation may show"),
)  # fmt: skip
IN_PYTHON = (
    Station("disclose", "evidence/disclosure.py", "the claim as known on a day"),
    Station("claims_html", "documents/claims.py", ""),
)
IN_THE_BROWSER = (
    Station("claim_row", "payload/items.py", "the text, and that day: later.quote"),
    Station("readStory", "web/state/story.js", "a Claim"),
    Station("textOn", "web/state/disclosure.js", "the text, or nothing before that day"),
    Station("claimLine", "web/panel/card/card_rows.js", ""),
)
STATIONS = (*READ, *IN_PYTHON, *IN_THE_BROWSER)

# Pixels.
WIDTH, HEIGHT = 900, 660
MIDDLE, LEFT, RIGHT = 450, 200, 620  # of the three columns
BOX_WIDTH, BOX_HEIGHT, STEP = 260, 44, 70
TOP = 14
FORK = 24  # more room where the way parts


def _y(row: int) -> int:
    """The top of the boxes of a row."""
    return TOP + row * STEP + (FORK if row > len(READ) else 0)


def _box(x: float, row: int, title: str, under: str, kind: str = "room") -> str:
    y = _y(row)
    return (
        f'<rect class="{kind}" x="{x - BOX_WIDTH / 2:g}" y="{y:g}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="5"/>'
        f'<text x="{x:g}" y="{y + 19:g}" text-anchor="middle">{escape(title)}</text>'
        f'<text class="side" x="{x:g}" y="{y + 35:g}" text-anchor="middle">{escape(under)}</text>'
    )


def _arrow(x: float, row: int, to_x: float, words: str) -> str:
    """An arrow from the box of a row down to the next one, which may stand in another column."""
    start, end = _y(row) + BOX_HEIGHT, _y(row + 1)
    way = f"M{x:g} {start:g}V{end - 6:g}"
    if to_x != x:
        turn = start + 30
        way = f"M{x:g} {start:g}V{turn:g}H{to_x:g}V{end - 6:g}"
    return (
        f'<path class="way" d="{way}"/><path class="tip" d="M{to_x:g} {end:g}l-4 -7h8z"/>'
        f'<text class="side" x="{to_x + 12:g}" y="{(start + end) / 2 + 4:g}">{escape(words)}</text>'
    )


def _station(x: float, row: int, station: Station) -> str:
    return _box(x, row, f"{station.function}()", f"waybill/{station.file}")


def _column(x: float, row: int, stations: tuple[Station, ...]) -> list[str]:
    """Stations below one another, each with an arrow to the next."""
    parts = [_station(x, row + at, station) for at, station in enumerate(stations)]
    parts += [_arrow(x, row + at, x, one.hands_on) for at, one in enumerate(stations[:-1])]
    return parts


def draw() -> str:
    """Return the drawing as SVG."""
    fork = len(READ)
    parts = [
        _box(MIDDLE, 0, "a cell of the column quote", "claims.csv", "cell"),
        _arrow(MIDDLE, 0, MIDDLE, ""),
        *_column(MIDDLE, 1, READ),
        _arrow(MIDDLE, fork, LEFT, ""),
        _arrow(MIDDLE, fork, RIGHT, ""),
        f'<text class="side" x="{MIDDLE + 12}" y="{_y(fork) + BOX_HEIGHT + 19}">'
        f"{escape(READ[-1].hands_on)}</text>",
        *_column(LEFT, fork + 1, IN_PYTHON),
        _arrow(LEFT, fork + 2, LEFT, ""),
        _box(LEFT, fork + 3, "the claims page", "table, downloads, edition likewise", "cell"),
        *_column(RIGHT, fork + 1, IN_THE_BROWSER),
        _arrow(RIGHT, fork + 4, RIGHT, ""),
        _box(RIGHT, fork + 5, "the card of a leg", "in the browser", "cell"),
    ]
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">\n'
        "<title>The way of a claim’s quotation, from its cell to a card</title>\n"
        f"<style>{STYLE}  .cell {{ fill: none; stroke: #5b7083; stroke-dasharray: 4 3; }}\n</style>\n"
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>\n{body}\n</svg>\n'
    )


if __name__ == "__main__":
    sys.exit(write_or_check(DRAWING, draw()))
