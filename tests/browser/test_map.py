"""What the map shows of a step: names and the note keep clear of marks, paths and each other."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from support.gestures import drawn, settled_view

# Marks of the step that lie under the note, and strongly painted pixels of the legs under it.
UNDER_THE_NOTE = """() => {
  const note = document.querySelector(".wb-m-note").getBoundingClientRect();
  const under = ({ left, right, top, bottom }) =>
    left < note.right && right > note.left && top < note.bottom && bottom > note.top;
  const marks = [...document.querySelectorAll(".wb-m-ring, .wb-m-node, .wb-m-badge, .wb-m-open")]
    .filter(mark => getComputedStyle(mark).opacity > 0.5) // those of other legs stand back
    .filter(mark => under(mark.getBoundingClientRect())).map(mark => mark.ariaLabel);
  let painted = 0;
  for (const pane of ["legs", "over"]) { // over them what is chosen
    const canvas = document.querySelector(`.leaflet-wb-${pane}-pane canvas`);
    const box = canvas.getBoundingClientRect();
    const scale = canvas.width / box.width;
    const opacity = Number(getComputedStyle(canvas).opacity);
    const [x, y, w, h] = [note.left - box.left, note.top - box.top, note.width, note.height].map(n => Math.round(n * scale));
    const copy = new OffscreenCanvas(w, h).getContext("2d");
    copy.drawImage(canvas, -x, -y);
    const data = copy.getImageData(0, 0, w, h).data;
    for (let i = 3; i < data.length; i += 4) if (data[i] * opacity > 180) painted++;
  }
  return [marks, painted];
}"""
LABELS = """() => [...document.querySelectorAll(".wb-label-named, .wb-label-node")]
  .map(label => [label.textContent, label.getBoundingClientRect().toJSON()])"""


def shown_step(frame, step: str):
    frame.evaluate("id => waybill.focus('step', id)", step)
    settled_view(frame)
    drawn(frame)


@pytest.mark.parametrize("step", ["ports", "rail", "gaza"])
def test_the_note_of_a_step_covers_none_of_its_marks_and_paths(dashboard, step):
    shown_step(dashboard, step)
    expect(dashboard.locator(".wb-m-note")).to_be_visible()
    assert dashboard.evaluate(UNDER_THE_NOTE) == [[], 0]


@pytest.mark.parametrize("known", [None, "2023-10-19"])
def test_the_places_named_in_the_gaza_claim_are_labelled_apart_from_each_other(dashboard, known):
    dashboard.evaluate("day => waybill.setKnown(day)", known)
    shown_step(dashboard, "gaza")
    labels = dict(dashboard.evaluate(LABELS))
    assert set(labels) == {
        "Irannamed in between",
        "Israel–Gaza border area",
        "from Pyongyangno route published",
    }
    boxes = list(labels.values())
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            apart = (
                a["right"] <= b["left"]
                or b["right"] <= a["left"]
                or a["bottom"] <= b["top"]
                or b["bottom"] <= a["top"]
            )
            assert apart


def test_on_a_phone_the_named_intermediary_is_labelled_as_well(alone):
    frame = alone.open("?step=gaza", None, "narrow", viewport={"width": 390, "height": 844})
    settled_view(frame)
    names = [name for name, _ in frame.evaluate(LABELS)]
    assert "Irannamed in between" in names
    assert alone.reader.errors == []


def test_under_the_bar_of_a_day_the_whole_route_stays_in_sight(dashboard):
    dashboard.evaluate("waybill.setKnown('2023-10-16')")
    settled_view(dashboard)
    bar = dashboard.locator(".wb-known").evaluate("el => el.getBoundingClientRect().bottom")
    assert bar > 0
    tops = dashboard.locator(".wb-m-badge, .wb-m-ring, .wb-m-node").evaluate_all(
        "marks => marks.map(mark => mark.getBoundingClientRect().top)"
    )
    assert min(tops) > bar + 12


# Two places in the lower corners, where the note goes, and one above: no leg joins them.
CORNERS = {"south-west": (40.0, 0.0), "south-east": (40.0, 40.0), "north": (55.0, 20.0)}
PLACES_OF_A_STEP = {
    "places.csv": "place_id,name,latitude,longitude\n"
    + "".join(f"{name},{name},{lat},{lon}\n" for name, (lat, lon) in CORNERS.items())
    + "home,Home,50,18\naway,Away,51,22\n",
    "routes.csv": "leg_id,origin,destination,start_date\ngoes,home,away,2023-09-10\n",
    "story.toml": 'title = "Corners"\n[[steps]]\nid = "corners"\ntitle = "Corners"\n'
    f'text = "{"Three places, and no leg. " * 8}"\nplaces = {list(CORNERS)}\n',
}
# [lat, lon] → how far the point lies outside the note, in px; 0 when the note covers it.
FROM_THE_NOTE = """points => {
  const note = document.querySelector(".wb-m-note").getBoundingClientRect();
  const map = document.querySelector(".leaflet-container").getBoundingClientRect();
  const { lat, lon, zoom } = waybill.view();
  const scale = 256 * 2 ** zoom;
  const worldX = (degrees) => degrees / 360 + 0.5;
  const worldY = (degrees) => 0.5 - Math.atanh(Math.sin((degrees * Math.PI) / 180)) / (2 * Math.PI);
  return points.map(([pointLat, pointLon]) => {
    const x = map.left + map.width / 2 + (worldX(pointLon) - worldX(lon)) * scale;
    const y = map.top + map.height / 2 + (worldY(pointLat) - worldY(lat)) * scale;
    if (x < map.left || x > map.right || y < map.top || y > map.bottom) return "outside the map";
    return Math.round(Math.hypot(Math.max(note.left - x, x - note.right, 0), Math.max(note.top - y, y - note.bottom, 0)));
  });
}"""


def test_the_note_of_a_step_of_places_alone_covers_none_of_them(alone):
    frame = alone.open("?step=corners", PLACES_OF_A_STEP)
    settled_view(frame)
    expect(frame.locator(".wb-m-note")).to_be_visible()
    away = frame.evaluate(FROM_THE_NOTE, [list(place) for place in CORNERS.values()])
    assert min(away) >= 12
    assert alone.reader.errors == []
