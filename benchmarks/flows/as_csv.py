"""The story of many shipments once more, with its shipments as CSV."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.csv as pc
import pyarrow.parquet as pq

from benchmarks.many_shipments import SHIPMENTS

CSV = "shipments.csv"
AT_ONCE = 500_000


def csv_story(folder: Path) -> Path:
    """The folder beside it with a CSV of the same rows; written once."""
    own = folder.with_name(f"{folder.name}-csv")
    if (own / CSV).exists():
        return own
    own.mkdir(exist_ok=True)
    for name in ("places.csv", "routes.csv", "sources.csv"):
        shutil.copy(folder / name, own / name)
    toml = (folder / "story.toml").read_text("utf-8").replace(SHIPMENTS, CSV)
    (own / "story.toml").write_text(toml, "utf-8")
    shipments = pq.ParquetFile(folder / SHIPMENTS)
    scratch = own / "shipments.part"
    with pc.CSVWriter(scratch, shipments.schema_arrow) as writer:
        for batch in shipments.iter_batches(AT_ONCE):
            writer.write_batch(batch)
    scratch.rename(own / CSV)
    return own
