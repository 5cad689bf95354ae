"""Draw waybill/ui/icon.png: an origin, a broken line, an arrow head."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

SIZE_PX = 64
SCALE = 8  # drawn larger and reduced, for smooth edges
INK = "#0A5C99"


def main() -> None:
    """Write the icon."""
    image = Image.new("RGBA", (SIZE_PX * SCALE, SIZE_PX * SCALE))
    draw = ImageDraw.Draw(image)
    unit = SCALE
    draw.ellipse([4 * unit, 22 * unit, 24 * unit, 42 * unit], outline=INK, width=6 * unit)
    for left, right in ((27, 34), (37, 42)):
        draw.rectangle([left * unit, 29 * unit, right * unit, 35 * unit], fill=INK)
    draw.polygon([(42 * unit, 18 * unit), (62 * unit, 32 * unit), (42 * unit, 46 * unit)], fill=INK)
    target = Path(__file__).parents[1] / "waybill" / "web" / "icon.png"
    image.resize((SIZE_PX, SIZE_PX), Image.Resampling.LANCZOS).save(target, optimize=True)


if __name__ == "__main__":
    main()
