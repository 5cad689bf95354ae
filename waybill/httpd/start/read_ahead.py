"""Read a story folder and write what was read to the standard output: ``httpd.start.ahead`` starts this."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from waybill.httpd.start.reading import digest_of, packed, read_served, source_of


def main() -> None:
    """Write the digest of the files and the story, or nothing when there is no story or the files change."""
    gc.disable()  # records form no circles
    folder = Path(sys.argv[1])
    source = source_of(folder)
    result = read_served(folder)
    if result.story is not None and source_of(folder) == source:
        sys.stdout.buffer.write(digest_of(source) + packed(result))
        sys.stdout.buffer.flush()
    os._exit(0)  # without taking a whole story apart


if __name__ == "__main__":
    main()
