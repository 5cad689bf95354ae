"""Cards of stories that span the world: each leg once, each place named, samples only in the legend."""

import io

import numpy as np
import pytest
from PIL import Image
from support.running import ROOT

from waybill.card import labels, legend
from waybill.card import map as card_map
from waybill.card.canvas import Canvas, Layer, LayeredPicture
from waybill.card.lines import DrawnLeg, pixel_lines
from waybill.card.palette import LIGHT
from waybill.card.place_marks import EndedLine, draw_nodes
from waybill.card.render import render_card
from waybill.geo.mercator import unit_points
from waybill.geo.path import leg_path
from waybill.geo.viewport import Viewport, viewport_around
from waybill.story import read_story
from waybill.story.model import Leg, Place, Story, StoryInfo

POLE = ROOT / "tests/cases/files/11-pole"
AIR = (0x8A, 0x1C, 0x5B)


def made_story(places, legs):
    """A story of places, name → (latitude, longitude), and of flights, (origin, destination)."""
    return Story(
        info=StoryInfo(title="Flights"),
        places={
            name: Place(place_id=name, name=name, latitude=at[0], longitude=at[1])
            for name, at in places.items()
        },
        legs={
            leg_id: Leg.model_validate(
                {
                    "leg_id": leg_id,
                    "origin": origin,
                    "destination": destination,
                    "start_date": "2023",
                    "mode": "air",
                    "path_basis": "inferred",
                }
            )
            for leg_id, (origin, destination) in legs.items()
        },
    )


def written_on(monkeypatch, story):
    """The names and legend texts that a card writes on its map, with where they stand."""
    names, panels = [], []
    write, corner = labels.write, legend.emptiest_corner

    def noted(draw, at, text, *rest):
        names.append(text)
        write(draw, at, text, *rest)

    def noted_corner(*args):
        panels.append(corner(*args))
        return panels[-1]

    monkeypatch.setattr(labels, "write", noted)
    monkeypatch.setattr(legend, "emptiest_corner", noted_corner)
    return Image.open(io.BytesIO(render_card(story))).convert("RGB"), names, panels


def wide(scale):
    return Viewport(left=-500.0, top=0.0, scale=scale, width=1200, height=400)


def test_a_leg_is_drawn_once_in_a_picture_of_several_worlds():
    points = unit_points([(68.0, 33.0), (71.0, 203.0)])
    for scale in (100.0, 360.0, 512.0, 1199.0):
        lines = pixel_lines(DrawnLeg("l", points, "inferred", "air"), wide(scale))
        assert len(lines) == 1
        middle = (lines[0][0, 0] + lines[0][1, 0]) / 2
        assert abs(middle - 600) <= scale / 2 + 1e-6


def test_a_leg_round_the_world_shows_both_ends_across_the_antimeridian():
    # 170° W eastward to 170° E, seen from 160° E to 160° W: both ends, and nothing twice
    points = unit_points([(0.0, lon) for lon in range(-170, 171, 10)])
    scale = 40.0 * 360
    view = Viewport(
        left=340 / 360 * scale, top=scale / 2 - 200, scale=scale, width=1600, height=400
    )
    lines = pixel_lines(DrawnLeg("l", points, "inferred", "sea"), view)
    ends = sorted((line[0, 0], line[-1, 0]) for line in lines)
    assert [round(x) for x in (ends[0][1], ends[1][0])] == [400, 1200]


def test_every_place_of_the_poles_has_its_name_and_samples_stay_in_the_legend(monkeypatch):
    story = read_story(POLE).story
    card, names, panels = written_on(monkeypatch, story)
    assert sorted(names) == [
        "Antipode",
        "McMurdo",
        "Murmansk",
        "North Pole camp",
        "Quito meridian point",
        "South Pole station",
        "Utqiagvik",
    ]
    pixels = np.asarray(card, dtype=int)
    purple = np.abs(pixels - np.array(AIR)).sum(axis=2) < 60
    assert purple.sum() > 1000
    # The world is 360 px wide: legs lie around the middle of it, samples in the panel. A leg over the
    # pole covers half of the world, so that it may begin 40 px beyond its edge.
    (panel,) = panels
    left, right = round(panel[0]), round(panel[2])
    beside = np.ones(1200, dtype=bool)
    beside[left:right] = False
    beside[600 - 230 : 600 + 230] = False
    assert not purple[:, beside].any()


def test_two_places_of_one_name_are_both_named(monkeypatch):
    story = read_story(ROOT / "tests/cases/files/07-same-name").story
    _, names, _ = written_on(monkeypatch, story)
    assert names.count("Tripoli") == 2


def test_a_name_without_room_is_placed_before_the_others():
    # Each takes the only spot of the next: in the order given, one would have no name.
    spots = {"a": ["left", "right"], "b": ["left"]}

    def put(order, taken):
        found = {}
        for name in order:
            spot = next((s for s in spots[name] if s not in taken), None)
            if spot:
                taken.append(spot)
                found[name] = spot
        return found

    class Name(str):
        rank = 1

    _, placed = labels._places_first([Name("a"), Name("b")], [], put)
    assert placed == {"a": "right", "b": "left"}


def test_a_ring_lies_where_its_line_ends_also_a_turn_away():
    # 33° E over the pole to 203° E, which is 157° W
    story = made_story({"m": (68.0, 33.0), "u": (71.0, -157.0)}, {"l": ("m", "u")})
    line = leg_path((68.0, 33.0), [], (71.0, -157.0))
    points = unit_points(line)
    view = Viewport(left=-420.0, top=0.0, scale=360.0, width=1200, height=400)
    canvas = Canvas(Image.new("RGB", (2400, 800)), view, LIGHT, 1.3)
    draw_nodes(canvas, story, [EndedLine(story.legs["l"], False, points)])
    (drawn,) = pixel_lines(DrawnLeg("l", points, "inferred", "air"), view)
    ends = {name: canvas.marks.named[name][:2] for name in ("m", "u")}
    assert ends["m"] == pytest.approx(drawn[0])
    assert ends["u"] == pytest.approx(drawn[-1])
    # what is drawn there later, a visit or an image, stands beside it
    assert canvas.spot(story.places["u"]) == ends["u"]


def test_a_story_on_both_sides_of_the_antimeridian_is_shown_in_one_small_frame():
    points = unit_points([(-18.0, 178.0), (-14.0, -172.0), (-14.0, 188.0)])
    view = viewport_around(points, 1200, 400, (80, 60, 80, 60), 9)
    assert view.scale > 256 * 2**5
    longitudes = view.longitude(0) % 360, view.longitude(1200) % 360
    assert 165 < longitudes[0] < 178
    assert 188 < longitudes[1] < 201


def test_both_poles_are_in_the_picture_with_room_for_a_mark():
    view = viewport_around(
        unit_points([(90.0, 0.0), (-90.0, 10.0)]), 1200, 400, (80, 60, 80, 60), 9
    )
    ys = view.project(unit_points([(90.0, 0.0), (-90.0, 0.0)]))[:, 1]
    assert ys.tolist() == pytest.approx([20, 380])


def test_the_two_directions_of_a_shuttle_lie_beside_each_other(monkeypatch):
    drawn = []
    monkeypatch.setattr(card_map, "draw_legs", lambda picture, legs, *rest: drawn.extend(legs))
    story = read_story(ROOT / "tests/cases/files/09-shuttle").story
    render_card(story)
    lines = {leg.leg_id: leg.points for leg in drawn}
    there = [i for i in lines if story.legs[i].origin == "rajin"]
    back = [i for i in lines if story.legs[i].origin == "dunay"]
    assert (len(there), len(back)) == (3, 3)
    assert np.array_equal(lines[there[0]], lines[there[1]])
    assert lines[there[0]][0] == pytest.approx(lines[back[0]][-1])
    x = (lines[there[0]][0, 0] + lines[there[0]][-1, 0]) / 2
    south = np.interp(x, *lines[there[0]].T) - np.interp(x, *lines[back[0]][::-1].T)
    assert south > 0  # eastward, right is to the south


def test_a_translucent_layer_leaves_nothing_behind_for_the_next():
    picture = LayeredPicture(Image.new("RGB", (400, 200), "#ffffff"))
    for colour, line in (
        ("#ff0000", [10, 20, 300, 20, 390, 150]),
        ("#0000ff", [200, 190, 390, 190]),
    ):
        layer = Layer(picture, colour, 0.5)
        layer.stroke(line, 6)
        layer.close()
        assert picture.mask.getbbox() is None
    assert picture.image.getpixel((300, 190)) == (127, 127, 255)
    assert picture.image.getpixel((100, 20)) == (255, 127, 127)
    assert picture.image.getpixel((50, 100)) == (255, 255, 255)
