"""Build waybill/basemap/land.bin: all countries of the base map as one shape, for the opening picture.

    python tools/build_land.py           build and write
    python tools/build_land.py --check   build and compare with the committed file (exit 1 if not)

Run it after tools/build_basemap.py; nothing is fetched.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import shapely

sys.path.insert(0, str(Path(__file__).parents[1]))

from waybill.basemap.countries import country, country_codes
from waybill.basemap.united import LAND, land_file, read_land


def main() -> int:
    """Write the file or compare; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    is_check = parser.parse_args().check
    united = shapely.unary_union([country(code) for code in sorted(country_codes())])
    content = land_file(united)
    if is_check and content != LAND.read_bytes():
        print(f"{LAND.name} is not what the base map gives; run tools/build_land.py")
        return 1
    if not is_check:
        LAND.write_bytes(content)
    written = read_land()
    if not written.is_valid:
        print(shapely.is_valid_reason(written))
        return 1
    print(f"{LAND.name}: {len(written.geoms)} pieces of land, {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
