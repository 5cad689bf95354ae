"""Strokes of a card are those of Pillow, pixel for pixel; so are translucent layers."""

import random

import pytest
from PIL import Image, ImageChops, ImageDraw

from waybill.card.canvas import Layer, LayeredPicture

INK, GROUND, SIZE = "#b4530a", "#eef2f4", (300, 200)


def bent_lines(seed: int) -> list[list[float]]:
    """Flat coordinates: bends to both sides, straight stretches, turns on the spot."""
    chance = random.Random(seed)
    lines: list[list[float]] = [
        [10, 10, 60, 10, 120, 10, 120, 90],
        [200, 20, 250, 60, 200, 20, 260, 150],
    ]
    for _ in range(12):
        points = [(chance.uniform(-20, 320), chance.uniform(-20, 220)) for _ in range(6)]
        lines.append([value for point in points for value in point])
    return lines


def same(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is None


@pytest.mark.parametrize("width", [1, 4, 5, 8, 9, 14, 23.6])
def test_bends_are_joined_as_pillow_joins_them(width: float) -> None:
    ours, pillows = Image.new("RGB", SIZE, GROUND), Image.new("RGB", SIZE, GROUND)
    layer, draw = Layer(LayeredPicture(ours), INK, 1.0), ImageDraw.Draw(pillows)
    for line in bent_lines(7):
        layer.stroke(line, width)
        draw.line(line, fill=INK, width=round(width), joint="curve")
    layer.close()
    assert same(ours, pillows)
    assert not same(ours, Image.new("RGB", SIZE, GROUND))


def test_a_translucent_layer_is_laid_over_once_and_leaves_the_next_one_empty() -> None:
    ours, pillows = Image.new("RGB", SIZE, GROUND), Image.new("RGB", SIZE, GROUND)
    picture = LayeredPicture(ours)
    for colour, opacity, seed in ((INK, 0.35, 1), ("#14191d", 0.8, 2)):
        layer, mask = Layer(picture, colour, opacity), Image.new("L", SIZE)
        draw = ImageDraw.Draw(mask)
        for line in bent_lines(seed):
            layer.stroke(line, 9)
            draw.line(line, fill=round(255 * opacity), width=9, joint="curve")
        layer.close()
        pillows.paste(colour, (0, 0), mask)
    assert same(ours, pillows)


def test_a_dash_of_no_width_is_not_drawn() -> None:
    ours = Image.new("RGB", SIZE, GROUND)
    layer = Layer(LayeredPicture(ours), INK, 1.0)
    layer.dash([10, 10, 200, 150], 0)
    assert same(ours, Image.new("RGB", SIZE, GROUND))
    layer.dash([10, 10, 200, 150], 3)
    assert ours.getpixel((10, 10)) == (180, 83, 10)
