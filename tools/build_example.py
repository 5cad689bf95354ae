"""Write examples/teapots: a made-up trade between real ports, always the same, to show flows at once.

Run ``.venv/bin/python tools/build_example.py``; tests/shipments/test_example.py compares it with what is
committed. Nothing in it took place, and it says so in its title, its licence and its note.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "examples" / "teapots"
SEED, ROWS = 14, 3_000
FIRST, DAYS = date(2023, 1, 1), 731
# Name, position to a tenth of a degree, country, weight; the ports are real, the trade is not.
PORTS = (
    ("lisbon", "Lisbon", 38.7, -9.1, "PT", 5),
    ("barcelona", "Barcelona", 41.4, 2.2, "ES", 8),
    ("valencia", "Valencia", 39.5, -0.3, "ES", 4),
    ("marseille", "Marseille", 43.3, 5.4, "FR", 6),
    ("genoa", "Genoa", 44.4, 8.9, "IT", 9),
    ("naples", "Naples", 40.8, 14.3, "IT", 3),
    ("trieste", "Trieste", 45.6, 13.8, "IT", 4),
    ("venice", "Venice", 45.4, 12.3, "IT", 2),
    ("koper", "Koper", 45.5, 13.7, "SI", 3),
    ("piraeus", "Piraeus", 37.9, 23.6, "GR", 10),
    ("thessaloniki", "Thessaloniki", 40.6, 22.9, "GR", 3),
    ("izmir", "Izmir", 38.4, 27.1, "TR", 5),
    ("istanbul", "Istanbul", 41.0, 29.0, "TR", 12),
    ("constanta", "Constanța", 44.2, 28.7, "RO", 5),
    ("varna", "Varna", 43.2, 27.9, "BG", 2),
    ("alexandria", "Alexandria", 31.2, 29.9, "EG", 7),
    ("port-said", "Port Said", 31.3, 32.3, "EG", 6),
    ("tunis", "Tunis", 36.8, 10.2, "TN", 3),
    ("algiers", "Algiers", 36.8, 3.1, "DZ", 3),
    ("tangier", "Tangier", 35.8, -5.8, "MA", 6),
    ("valletta", "Valletta", 35.9, 14.5, "MT", 2),
    ("vienna", "Vienna", 48.2, 16.4, "AT", 4),
    ("milan", "Milan", 45.5, 9.2, "IT", 5),
    ("lyon", "Lyon", 45.8, 4.8, "FR", 3),
)
INLAND = {"vienna", "milan", "lyon"}
CARGOES = (("teapots", 5), ("umbrellas", 3), ("bicycles", 2), ("kites", 1))
FLAGS = ("blue", "green", "striped")
TOML = """id = "teapots"
title = "Made up: a trade in teapots"
standfirst = "An invented example. The ports are real; the shipments, their cargo and their dates were drawn by lot."
language = "en"
licence = "Made up by tools/build_example.py: nothing in it took place. CC0 1.0"
window = [2023-09-01, 2023-11-30]
window_label = "an autumn, to begin with"
record = [2023-01-01, 2024-12-31]

[shipments]
source = "shipments.csv"
said_by = "lot"
unit = "t"
drill = ["vessel"]
note = "Made up: drawn by lot with a fixed seed."

[shipments.columns]
origin = "from_port"
destination = "to_port"
date = "loaded_on"
quantity = "tonnes"
mode = "means"
cargo = "goods"

[shipments.attributes]
flag = "flag"
"""
ROUTES = """leg_id,origin,destination,start_date,end_date,mode,cargo,claims,note
first-teapots,istanbul,genoa,2023-09-04,2023-09-12,sea,teapots,drawn,Made up.
"""
CLAIMS = """claim_id,statement,claimant,stated_on,stance,kind,sources
drawn,Teapots went from Istanbul to Genoa (made up),Waybill's example,2023-01-01,asserts,statement,lot
"""
SOURCES = """source_id,publisher,title,published_on,url,language,note
lot,Waybill's example,Shipments drawn by lot,2023-01-01,,en,Made up by tools/build_example.py; nothing in it took place.
"""


def shipments(draw: random.Random) -> list[list[str]]:
    """The rows: some of them without a day, a quantity or a known place, as real files have them."""
    ids = [port[0] for port in PORTS]
    weights = [port[5] for port in PORTS]
    rows = []
    for number in range(ROWS):
        origin, destination = draw.choices(ids, weights, k=2)
        day = FIRST + timedelta(days=draw.randrange(DAYS))
        cargo = draw.choices([one for one, _ in CARGOES], [weight for _, weight in CARGOES])[0]
        if cargo == "umbrellas" and 4 <= day.month <= 8:
            day -= timedelta(days=120)  # they go before the rain does
            day = max(day, FIRST)
        inland = {origin, destination} & INLAND
        mode = (
            draw.choice(("train", "truck"))
            if inland
            else draw.choices(("ship", "truck", "train"), (12, 1, 1))[0]
        )
        tonnes = f"{draw.lognormvariate(5, 1):.1f}"
        vessel = f"Made-up {draw.randint(1, 60)}" if mode == "ship" else ""
        written = {"istanbul": "Istanbul", "constanta": "Constanța"}.get(origin, origin)
        if number % 150 == 7:
            written = "Atlantis"
        loaded_on = "" if number % 400 == 11 else day.isoformat()
        if number % 500 == 13:
            tonnes = ""
        rows.append(
            [written, destination, loaded_on, tonnes, mode, cargo, draw.choice(FLAGS), vessel]
        )
    return rows


def files() -> dict[str, str]:
    """The story folder: names and contents."""
    places = [["place_id", "name", "latitude", "longitude", "country", "kind"]]
    for place_id, name, latitude, longitude, country, _ in PORTS:
        kind = "city" if place_id in INLAND else "port"
        places.append([place_id, name, str(latitude), str(longitude), country, kind])
    header = ["from_port", "to_port", "loaded_on", "tonnes", "means", "goods", "flag", "vessel"]
    return {
        "places.csv": _csv(places),
        "routes.csv": ROUTES,
        "claims.csv": CLAIMS,
        "sources.csv": SOURCES,
        "story.toml": TOML,
        "shipments.csv": _csv([header, *shipments(random.Random(SEED))]),
    }


def _csv(rows: list[list[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def main() -> int:
    """Write the files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (FOLDER / name).write_text(content, "utf-8")
    print(f"Written: {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
