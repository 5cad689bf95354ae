"""LICENCE.txt of an edition: the licences of the story, the program and the base map."""

from __future__ import annotations

from pathlib import Path

from waybill.story.model import Story

ROOT = Path(__file__).parents[2]

# Leaflet's licence requires that its text accompanies copies.
_LEAFLET = """\
Leaflet 1.9.4 (in assets/waybill.*.js): BSD 2-Clause License
Copyright (c) 2010-2023, Vladimir Agafonkin
Copyright (c) 2010-2011, CloudMade
All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this
   list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice,
   this list of conditions and the following disclaimer in the documentation
   and/or other materials provided with the distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""

# The MIT License is the one that Waybill's own text stands for, so the notice is enough.
_UQR = """\
uqr 0.1.3, the encoder of QR codes (in assets/pictures.*.js): MIT License, as above
Copyright (c) Project Nayuki
Copyright (c) 2023 Anthony Fu
"""


def licence_text(story: Story) -> str:
    """Return the whole file."""
    stated = story.info.licence or "not stated; ask its publisher before you reuse it"
    waybill = (ROOT / "LICENSE").read_text("utf-8")
    parts = (
        f"“{story.info.title}”: the story’s data and texts\nLicence: {stated}",
        "Quotations belong to those who said or wrote them. Positions marked so are from GeoNames\n"
        "(geonames.org), CC BY 4.0.",
        "Base map: made with Natural Earth (naturalearthdata.com), public domain; borders follow\n"
        "United Nations practice and are not an endorsement. City names: GeoNames, CC BY 4.0.",
        f"Waybill, the program in assets/\n{waybill}",
        _UQR,
        _LEAFLET,
    )
    return "\n\n".join(part.strip() for part in parts) + "\n"
