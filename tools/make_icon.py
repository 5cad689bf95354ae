"""Draw waybill/web/icon.png: an origin, a broken line, an arrow head."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from waybill.grammar import grammar  # noqa: E402

SIZE_PX = 64
SCALE = 8  # drawn larger and reduced, for smooth edges
INK = grammar().colours["sea"].light


def main() -> None:
    """Write the icon."""
    image = Image.new("RGBA", (SIZE_PX * SCALE, SIZE_PX * SCALE))
    draw = ImageDraw.Draw(image)
    unit = SCALE
    draw.ellipse([4 * unit, 22 * unit, 24 * unit, 42 * unit], outline=INK, width=6 * unit)
    for left, right in ((27, 34), (37, 42)):
        draw.rectangle([left * unit, 29 * unit, right * unit, 35 * unit], fill=INK)
    draw.polygon([(42 * unit, 18 * unit), (62 * unit, 32 * unit), (42 * unit, 46 * unit)], fill=INK)
    target = ROOT / "waybill" / "web" / "icon.png"
    image.resize((SIZE_PX, SIZE_PX), Image.Resampling.LANCZOS).save(target, optimize=True)


if __name__ == "__main__":
    main()
