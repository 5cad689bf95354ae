"""The inverse of encode_path, as the browser has it in web/state/story.js."""

from collections.abc import Sequence

from waybill.geo.path import UNITS_PER_DEGREE, Path


def decode_path(encoded: Sequence[int]) -> Path:
    path: Path = []
    latitude = longitude = 0
    for north, east in zip(encoded[::2], encoded[1::2], strict=True):
        latitude, longitude = latitude + north, longitude + east
        path.append((latitude / UNITS_PER_DEGREE, longitude / UNITS_PER_DEGREE))
    return path
