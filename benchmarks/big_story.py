"""A story folder of any size, the same every time: places over the land, legs over a year."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

MODES = ("sea", "rail", "road", "air", "unknown")
BASES = ("observed", "inferred", "unknown")


def write_big_story(
    folder: Path, legs: int = 5000, places: int = 800, seed: int = 20230907
) -> Path:
    """Write places.csv and routes.csv with ``legs`` legs between ``places`` places; returns folder."""
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "places.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["place_id", "name", "latitude", "longitude"])
        for index in range(places):
            latitude, longitude = draw.uniform(-35, 62), draw.uniform(-120, 150)
            rows.writerow([f"p{index}", f"Place {index}", f"{latitude:.4f}", f"{longitude:.4f}"])
    with (folder / "routes.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["leg_id", "origin", "destination", "start_date", "end_date", "mode", "path_basis"]
        )
        for index in range(legs):
            origin, destination = draw.sample(range(places), 2)
            start = date(2023, 1, 1) + timedelta(draw.randrange(360))
            end = start + timedelta(draw.randrange(1, 15))
            rows.writerow(
                [
                    f"leg{index}",
                    f"p{origin}",
                    f"p{destination}",
                    start,
                    end,
                    draw.choice(MODES),
                    draw.choice(BASES),
                ]
            )
    return folder
