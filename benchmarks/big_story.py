"""A story folder of any size, the same every time: places over the land, legs over a year."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

MODES = ("sea", "rail", "road", "air", "unknown")
BASES = ("observed", "inferred", "unknown")
REGION = (8.0, 41.0, 36.0, 57.0)  # west, south, east, north in degrees: a regional story's window
WAYPOINTS = 1600
WAYPOINT_OFF_DEGREES = 0.4  # how far a waypoint may lie off the straight line between two places


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


def write_regional_story(
    folder: Path,
    legs: int,
    points: int = 20,
    places: int = 800,
    days: int = 350,
    seed: int = 20231127,
) -> Path:
    """Write a story whose legs lie in one region and are at all four evidence levels; returns folder.

    Args:
        folder: made where it is not there.
        legs: how many; each lasts up to two weeks.
        points: of a leg's path, about: its origin, waypoints near the straight line, its destination.
            A leg whose route was not published has no waypoints.
        places: from which origins and destinations are drawn; waypoints come on top.
        days: of 2023 on which legs begin.
        seed: of the random numbers.
    """
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    west, south, east, north = REGION
    spots = [
        (round(draw.uniform(south, north), 4), round(draw.uniform(west, east), 4))
        for _ in range(places + WAYPOINTS)
    ]
    _write(
        folder / "places.csv",
        ["place_id", "name", "latitude", "longitude", "kind"],
        (
            [f"p{index}", f"Place {index}", *spot, "city" if index < places else "waypoint"]
            for index, spot in enumerate(spots)
        ),
    )
    near = _Nearest(spots)
    _write(
        folder / "routes.csv",
        ["leg_id", "origin", "destination", "via", "start_date", "end_date", "mode", "path_basis", "claims"],
        (_regional_leg(index, spots, places, points, days, near, draw) for index in range(legs)),
    )  # fmt: skip
    everywhere = "|".join(f"p{index}" for index in range(places))
    _write(
        folder / "claims.csv",
        ["claim_id", "statement", "claimant", "stated_on", "stance", "about", "kind", "places"],
        [
            ["said", "Goods are said to have moved.", "A ministry", "2023-02-01", "asserts", "", "statement", ""],
            ["seen", "Both ends were seen.", "An institute", "2023-03-01", "corroborates", "said", "report", everywhere],
        ],
    )  # fmt: skip
    return folder


def add_claims(folder: Path, claims: int, places: int = 800) -> Path:
    """Write claims.csv with as many statements about places of ``write_big_story``; returns folder."""
    _write(
        folder / "claims.csv",
        ["claim_id", "statement", "claimant", "stated_on", "stance", "kind", "places"],
        (
            [
                f"claim{index}",
                f"Goods are said to have passed, report {index}.",
                "A ministry",
                date(2023, 1, 1) + timedelta(index % 360),
                "asserts",
                "statement",
                f"p{index % places}",
            ]
            for index in range(claims)
        ),
    )
    return folder


def _regional_leg(
    index: int,
    spots: list[tuple[float, float]],
    places: int,
    points: int,
    days: int,
    near: _Nearest,
    draw: random.Random,
) -> list[object]:
    """A row of routes.csv. Inferred legs with the claim have seen ends; those without are only said."""
    origin, destination = draw.sample(range(places), 2)
    start = date(2023, 1, 1) + timedelta(draw.randrange(days))
    end = start + timedelta(draw.randrange(1, 15))
    basis, claims = draw.choice(
        [("observed", ""), ("inferred", "said"), ("inferred", ""), ("unknown", "")]
    )
    via: list[int] = []
    for step in range(1, points - 1) if basis != "unknown" else ():
        share = step / (points - 1)
        (lat_a, lon_a), (lat_b, lon_b) = spots[origin], spots[destination]
        off = WAYPOINT_OFF_DEGREES
        found = near(
            lat_a + (lat_b - lat_a) * share + draw.uniform(-off, off),
            lon_a + (lon_b - lon_a) * share + draw.uniform(-off, off),
        )
        if found not in (origin, destination, *via):
            via.append(found)
    return [
        f"leg{index}",
        f"p{origin}",
        f"p{destination}",
        "|".join(f"p{place}" for place in via),
        start,
        end,
        draw.choice(MODES),
        basis,
        claims,
    ]


class _Nearest:
    """The nearest of many points, by squares of one degree."""

    def __init__(self, spots: list[tuple[float, float]]) -> None:
        self.spots = spots
        self.squares: dict[tuple[int, int], list[int]] = {}
        for index, (lat, lon) in enumerate(spots):
            self.squares.setdefault((int(lat), int(lon)), []).append(index)

    def __call__(self, lat: float, lon: float) -> int:
        """The index of the point nearest to (lat, lon), in degrees, among the squares around it."""
        around = [
            index
            for row in (-1, 0, 1)
            for column in (-1, 0, 1)
            for index in self.squares.get((int(lat) + row, int(lon) + column), [])
        ]
        return min(
            around, key=lambda i: (self.spots[i][0] - lat) ** 2 + (self.spots[i][1] - lon) ** 2
        )


def _write(path: Path, header: list[str], rows: Iterable[list[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
