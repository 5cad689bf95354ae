"""A story with millions of made-up shipments: a Parquet file of them, and the places that they go between.

Places are drawn by Zipf's law (the n-th largest has 1/n of the largest), as ports are; the days are spread
over four years, with a season. The same numbers always give the same file.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS, PLACES, DAYS = 10_000_000, 1_000, 1_461
FIRST = np.datetime64("2020-01-01")
AT_ONCE = 1_000_000
SHIPMENTS = "shipments.parquet"
MODES, CARGOES, FLAGS = ("sea", "rail", "road"), 40, 12
MODE_SHARES = (0.8, 0.12, 0.08)
SIGMA = 1.2  # of the logarithms of the quantities
TOML = """id = "many"
title = "Made-up shipments"
licence = "Made up by benchmarks/many_shipments.py. CC0 1.0"
record = [2020-01-01, 2023-12-31]
[shipments]
source = "shipments.parquet"
said_by = "lot"
unit = "t"
drill = ["vessel"]
columns = { origin = "origin", destination = "destination", date = "day", quantity = "tonnes", mode = "mode", cargo = "cargo" }
attributes = { flag = "flag" }
limits = { timeout_s = 600 }
"""
SOURCES = "source_id,publisher,title,published_on\nlot,Waybill,Drawn by lot,2020-01-01\n"


def write_story(folder: Path, rows: int = ROWS, places: int = PLACES, seed: int = 14) -> Path:
    """Write the story folder; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = np.random.default_rng(seed)
    ids = [f"place-{one:04}" for one in range(places)]
    latitudes = np.round(draw.uniform(-50, 65, places), 3)
    longitudes = np.round(draw.uniform(-180, 180, places), 3)
    lines = [
        f"{one},Place {one[6:]},{lat},{lon}"
        for one, lat, lon in zip(ids, latitudes, longitudes, strict=True)
    ]
    header = "place_id,name,latitude,longitude"
    (folder / "places.csv").write_text("\n".join([header, *lines, ""]), "utf-8")
    (folder / "routes.csv").write_text(
        f"leg_id,origin,destination,start_date\nfirst,{ids[0]},{ids[1]},2020-01-01\n", "utf-8"
    )
    (folder / "sources.csv").write_text(SOURCES, "utf-8")
    (folder / "story.toml").write_text(TOML, "utf-8")
    file = folder / SHIPMENTS
    scratch = file.with_suffix(".part")
    writer: pq.ParquetWriter | None = None
    for begin in range(0, rows, AT_ONCE):
        table = _rows(draw, ids, min(AT_ONCE, rows - begin))
        writer = writer or pq.ParquetWriter(scratch, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=200_000)
    assert writer is not None
    writer.close()
    scratch.rename(file)
    return folder


def season() -> np.ndarray:
    """The share of each day."""
    shares = 1 + 0.4 * np.sin(np.arange(DAYS) / 365.25 * 2 * np.pi)
    return shares / shares.sum()


def drawn(draw: np.random.Generator, count: int) -> np.ndarray:
    """Quantities, whole numbers."""
    return np.ceil(draw.lognormal(6, SIGMA, count)).clip(1, 200_000)


def _rows(draw: np.random.Generator, ids: list[str], count: int) -> pa.Table:
    weights = 1 / np.arange(1, len(ids) + 1)
    weights /= weights.sum()
    origins, destinations = (
        draw.choice(len(ids), count, p=weights).astype(np.int32) for _ in range(2)
    )
    days = FIRST + draw.choice(DAYS, count, p=season())
    modes = draw.choice(len(MODES), count, p=MODE_SHARES).astype(np.int32)

    def text(codes: np.ndarray, values: list[str]) -> pa.Array:
        return pa.DictionaryArray.from_arrays(codes, values).cast(pa.string())

    return pa.table(
        {
            "origin": text(origins, ids),
            "destination": text(destinations, ids),
            "day": pa.array(days),
            "tonnes": drawn(draw, count),
            "mode": text(modes, list(MODES)),
            "cargo": text(
                draw.integers(0, CARGOES, count, dtype=np.int32),
                [f"hs{n:02}" for n in range(CARGOES)],
            ),
            "flag": text(
                draw.integers(0, FLAGS, count, dtype=np.int32), [f"flag {n}" for n in range(FLAGS)]
            ),
            "vessel": text(
                draw.integers(0, 5_000, count, dtype=np.int32),
                [f"Vessel {n}" for n in range(5_000)],
            ),
        }
    )
