"""How much of the data contract is read: all of it, or what every view can draw so far.

``drawn`` keeps to ids in small letters, dates from the year 1 on and rows that state theirs. ``whole`` also
reads ids in any letters, EDTF level 1 with seasons, unspecified digits, years before our era and open ends,
rows without a date, and legs that come back to where they began.
"""

from __future__ import annotations

from typing import Literal

Scope = Literal["drawn", "whole"]

DEFAULT: Scope = "drawn"
"""Becomes "whole" when views, payload, exports and the browser ask ``Story.when``."""
