"""A crowded story, the same in every run: hundreds of voyages in one region, by many ships and claimants."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

PORTS = (
    ("odesa", "Odesa", 46.49, 30.74), ("chornomorsk", "Chornomorsk", 46.33, 30.66), ("izmail", "Izmail", 45.34, 28.83),
    ("constanta", "Constanța", 44.16, 28.66), ("varna", "Varna", 43.19, 27.92), ("burgas", "Burgas", 42.48, 27.48),
    ("istanbul", "İstanbul", 41.02, 28.97), ("samsun", "Samsun", 41.30, 36.34), ("trabzon", "Trabzon", 41.00, 39.74),
    ("batumi", "Batumi", 41.65, 41.65), ("poti", "Poti", 42.15, 41.66), ("novorossiysk", "Novorossiysk", 44.72, 37.79),
    ("tuapse", "Tuapse", 44.09, 39.07), ("kerch", "Kerch", 45.36, 36.48), ("taganrog", "Taganrog", 47.21, 38.94),
    ("mersin", "Mersin", 36.79, 34.63), ("piraeus", "Piraeus", 37.94, 23.63), ("tripoli", "Tripoli", 34.45, 35.82),
    ("alexandria", "Alexandria", 31.19, 29.88), ("chisinau", "Chișinău", 47.01, 28.86),
)  # fmt: skip
CLAIMANTS = (
    "Ministry A",
    "Ministry B",
    "Institute C",
    "Newspaper D",
    "Port authority E",
    "Agency F",
)


def write_dense_story(folder: Path, legs: int = 300, seed: int = 300) -> Path:
    """Write the story; returns its folder. Every tenth leg has no quantity, the others are in tonnes."""
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "places.csv", ["place_id", "name", "latitude", "longitude", "kind"],
           ([*port, "port"] for port in PORTS))  # fmt: skip
    routes: list[list[object]] = []
    claims: list[list[object]] = []
    for number in range(legs):
        origin, destination = draw.sample(PORTS, 2)
        start = date(2023, 1, 1) + timedelta(draw.randrange(300))
        mode = draw.choices(["sea", "rail", "road", "air"], [7, 2, 2, 1])[0]
        said = f"said-{number}"
        claims.append([said, f"{origin[1]} sent goods to {destination[1]}.", draw.choice(CLAIMANTS),
                       start + timedelta(20), "asserts", "", f"{origin[0]}|{destination[0]}"])  # fmt: skip
        if number % 7 == 0:
            claims.append([f"denial-{number}", "Nothing was sent.", draw.choice(CLAIMANTS),
                           start + timedelta(25), "denies", said, ""])  # fmt: skip
        routes.append([
            f"leg-{number}", origin[0], destination[0], start, start + timedelta(draw.randint(1, 12)), mode,
            draw.choice(["inferred", "observed", "unknown"]), f"Vessel {draw.randint(1, 24)}" if mode == "sea" else "",
            "" if number % 10 == 0 else draw.choice([1000, 5000, 12_000, 26_527, 50_000]),
            "" if number % 10 == 0 else "t", said,
        ])  # fmt: skip
    _write(
        folder / "routes.csv",
        ["leg_id", "origin", "destination", "start_date", "end_date", "mode", "path_basis", "vessel",
         "quantity", "quantity_unit", "claims"],
        routes,
    )  # fmt: skip
    _write(
        folder / "claims.csv",
        ["claim_id", "statement", "claimant", "stated_on", "stance", "about", "places"],
        claims,
    )
    (folder / "story.toml").write_text(
        'title = "Voyages of one year"\nstandfirst = "Made by a program: none of it happened."\n',
        "utf-8",
    )
    return folder


def _write(path: Path, header: list[str], rows: Iterable[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
