"""Every byte of a first visit: python -m benchmarks.weight [FOLDER]"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from typing import Any

from waybill.edition.build import Options, build_edition
from waybill.payload.encode import build_payload, payload_json
from waybill.story import Story, read_story

DATA = Path(__file__).parents[1] / "data"


def _story(folder: Path) -> Story:
    story = read_story(folder).story
    assert story is not None
    return story


def payload_weight(folder: Path) -> dict[str, int]:
    """Bytes of the story as the browser fetches it, plain and by gzip."""
    plain = payload_json(build_payload(_story(folder)))
    return {"bytes": len(plain), "gzip": len(gzip.compress(plain, 9))}


def edition_weight(folder: Path) -> dict[str, Any]:
    """Bytes of each file that a first visit to the edition loads, by gzip, and their sum."""
    edition = build_edition(_story(folder), Options())
    files = {
        path: len(edition.contents.get(f"{path}.gz", edition.contents[path]))
        for path in edition.first_visit
    }
    return {**files, "together": edition.first_visit_bytes()}


def main() -> None:
    """Print a line a file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    for name, size in {**payload_weight(folder), **edition_weight(folder)}.items():
        print(f"{size:10,}  {name}")


if __name__ == "__main__":
    main()
