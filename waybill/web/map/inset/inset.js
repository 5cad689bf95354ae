// @ts-nocheck -- not typed yet
/* The inset: when the whole story is shown and some of its legs are too short to be seen, one box
   with those legs enlarged. A button that flies there. What it holds is computed from the data. */

import { h, s } from "../../core/dom.js";
import { isNarrow } from "../../core/screen.js";
import { drawBasemap } from "../basemap/draw.js";
import { sizeCanvas } from "../canvas_layer.js";
import { boxesTouch } from "../geometry/boxes.js";
import { mapFrame } from "../geometry/frame.js";
import { latOf, lonOf, pixelsPerKm, worldScale, worldX, worldY } from "../geometry/mercator.js";
import { routeGrid } from "../labels/route_grid.js";
import { drawInsetStory } from "./draw.js";

const TINY = 70; // px: a leg shorter than this on screen is enlarged
const SHORTEST_KM = 5; // shorter ones are transfers within one place
const TOGETHER = 90; // px between legs that share the inset
const NEIGHBOUR = 12; // px from the inset's frame within which a mark belongs inside
const NEAR_WHOLE = 1.1; // zoom levels beyond the whole story until which the inset stays
const SIZES = { wide: [252, 160], narrow: [152, 106] };
const SCALE_KM = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** stage: see map.js. → {decide(), place(), draw(), hides(place), frameLabels(frame), box()}. */
export function createInset(stage) {
  const { story, map, app } = stage;
  const canvas = h("canvas", { class: "wb-inset-canvas", "aria-hidden": "true" });
  const title = h("span", { class: "wb-inset-title" });
  const bar = h("i", {});
  const barText = h("span", {});
  const button = h(
    "button",
    { type: "button", class: "wb-inset", hidden: true, on: { click: () => flyThere() } },
    canvas,
    title,
    h("span", { class: "wb-inset-scale", "aria-hidden": "true" }, bar, barText),
  );
  const leader = s(
    "svg",
    { class: "wb-leader", "aria-hidden": "true" },
    s("path", {}),
    s("rect", {}),
  );
  const [lines, rect] = leader.children;
  app.slots.mapbox.append(leader, button);
  let cluster = null; // {legs, box (unit square)}
  let spot = null; // {x, y, w, h, size}

  function flyThere() {
    const ids = new Set(cluster.legs.map((leg) => leg.id));
    const step = story.steps.find((candidate) => candidate.legs.some((id) => ids.has(id)));
    if (step) app.store.set({ focus: { kind: "step", id: step.id } });
    else
      stage.view.fit([
        lonOf(cluster.box[0]),
        latOf(cluster.box[3]),
        lonOf(cluster.box[2]),
        latOf(cluster.box[1]),
      ]);
  }

  const size = () => SIZES[isNarrow() ? "narrow" : "wide"];

  /** Which legs the inset would hold now; null for no inset. */
  function findCluster() {
    if (stage.lines.isLarge || stage.check || stage.view.cardBox()) return null;
    const frame = mapFrame(map);
    if (frame.width < 300 || frame.height < 220 || frame.zoom > stage.view.wholeZoom() + NEAR_WHOLE)
      return null;
    let box = null;
    const legs = [];
    for (const leg of story.legs) {
      if (!stage.lines.look(leg) || leg.schematic) continue;
      const path = stage.lines.paths.get(leg, frame.scale);
      if (
        path.total >= TINY ||
        path.total < SHORTEST_KM * pixelsPerKm(frame.scale, leg.originPlace.lat)
      )
        continue;
      const b = path.box.map((value, i) => value - (i % 2 ? frame.top : frame.left));
      if (b[0] < 0 || b[1] < 0 || b[2] > frame.width || b[3] > frame.height) continue;
      if (
        box &&
        (b[0] > box[2] + TOGETHER ||
          b[2] < box[0] - TOGETHER ||
          b[1] > box[3] + TOGETHER ||
          b[3] < box[1] - TOGETHER)
      )
        continue;
      legs.push(leg);
      box = box
        ? [
            Math.min(box[0], b[0]),
            Math.min(box[1], b[1]),
            Math.max(box[2], b[2]),
            Math.max(box[3], b[3]),
          ]
        : b;
    }
    if (!legs.length || Math.max(box[2] - box[0], box[3] - box[1]) > 2 * TINY) return null;
    const units = legs.map((leg) => stage.lines.paths.boxes[leg.index]);
    const bounds = [
      Math.min(...units.map((b) => b[0])),
      Math.min(...units.map((b) => b[1])),
      Math.max(...units.map((b) => b[2])),
      Math.max(...units.map((b) => b[3])),
    ];
    // A chosen step that has nothing to do with these legs: the inset would only be in its way.
    const emphasis = stage.emphasis(app.store.get());
    const ends = (list) => list.flatMap((leg) => [leg.origin, leg.destination]);
    const chosen = emphasis && ends(story.legs.filter((leg) => emphasis.has(leg.id)));
    if (chosen && !ends(legs).some((id) => chosen.includes(id))) return null;
    return { legs, box: framed(withNeighbours(bounds, frame)) };
  }
  /** Bounds with the visits and images so near that their marks would lie across the frame. */
  function withNeighbours(bounds, frame) {
    if (isNarrow()) return bounds;
    const outer = framed(bounds);
    const reach = NEIGHBOUR / frame.scale;
    const grown = [...bounds];
    const { visits, images } = app.store.selection();
    const rows = [...visits.inside, ...visits.outside]
      .map((visit) => visit.placeRow)
      .concat([...images.inside, ...images.outside].map((claim) => claim.placeRows[0]));
    for (const place of rows) {
      if (!place) continue;
      const x = worldX(place.lon);
      const y = worldY(place.lat);
      if (
        x < outer[0] - reach ||
        x > outer[2] + reach ||
        y < outer[1] - reach ||
        y > outer[3] + reach
      )
        continue;
      grown[0] = Math.min(grown[0], x);
      grown[1] = Math.min(grown[1], y);
      grown[2] = Math.max(grown[2], x);
      grown[3] = Math.max(grown[3], y);
    }
    return grown;
  }

  /** A box around bounds with a margin, in the inset's proportions; more room on top, for the title. */
  function framed(bounds) {
    const [w, h] = size();
    const margin = isNarrow() ? 0.34 : 0.5;
    let width = (bounds[2] - bounds[0]) * (1 + margin * 1.15);
    let height = (bounds[3] - bounds[1]) * (1 + margin * 1.5);
    if (width / height < w / h) width = (height * w) / h;
    else height = (width * h) / w;
    const x = (bounds[0] + bounds[2]) / 2;
    const y = (bounds[1] + bounds[3]) / 2 - height * 0.07;
    return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  }

  function decide() {
    const found = findCluster();
    const wasShown = cluster !== null;
    cluster = found;
    if (!cluster) {
      button.hidden = true;
      leader.style.display = "none";
      spot = null;
    } else if (!wasShown) spot = null;
    return cluster !== null;
  }

  /** The cluster's box on the map, in pixels of the map's box. */
  function frameBox(frame) {
    if (!cluster) return null;
    const x = cluster.box[0] * frame.scale - frame.left;
    const y = cluster.box[1] * frame.scale - frame.top;
    return {
      x,
      y,
      w: (cluster.box[2] - cluster.box[0]) * frame.scale,
      h: (cluster.box[3] - cluster.box[1]) * frame.scale,
    };
  }

  /** Choose where the inset stands: off the routes and marks, not far from what it enlarges. */
  function place() {
    if (!cluster) return;
    const frame = mapFrame(map);
    const [w, h] = size();
    const grid = routeGrid(frame);
    for (const leg of story.legs)
      if (stage.lines.look(leg)) grid.add(stage.lines.paths.get(leg, frame.scale));
    const source = frameBox(frame);
    const blocks = stage
      .uiBoxes()
      .filter(
        (box) =>
          box.element !== button &&
          !box.isInsetFrame &&
          !box.element.matches(".wb-credit, .wb-scale"),
      );
    const costOf = (x, y) => {
      const box = { x, y, w, h };
      if (x + w > frame.width || y + h > frame.height) return Infinity; // where it stood before the map shrank
      if (blocks.some((other) => boxesTouch(box, other, 8)) || boxesTouch(box, source, 6))
        return Infinity;
      let cost = grid.count(box) * 4;
      for (const mark of stage.marks.boxes()) {
        const node = mark.key.startsWith("node:") || mark.key.startsWith("leg:");
        if (boxesTouch(box, mark, 4)) cost += node ? 60 : 25;
      }
      // Labels of places of legs usually stand beside them: leave them some room too.
      const distance = Math.hypot(x + w / 2 - source.x, y + h / 2 - source.y);
      return cost + distance / 22 + (frame.height - (y + h)) / 40;
    };
    let best = null;
    const gap = isNarrow() ? 8 : 12;
    for (let ix = 0; ix <= 16; ix++) {
      for (let iy = 0; iy <= 6; iy++) {
        const x = gap + ((frame.width - w - 2 * gap) * ix) / 16;
        const y = gap + ((frame.height - h - 2 * gap) * iy) / 6;
        const cost = costOf(x, y);
        if (cost < Infinity && (!best || cost < best.cost))
          best = { x: Math.round(x), y: Math.round(y), cost };
      }
    }
    const stay = spot && spot.w === w && costOf(spot.x, spot.y);
    if (spot && stay !== false && best && stay <= best.cost + 12)
      best = { x: spot.x, y: spot.y, cost: stay };
    if (!best || best.cost > 260) {
      cluster = null;
      button.hidden = true;
      leader.style.display = "none";
      return;
    }
    spot = { x: best.x, y: best.y, w, h };
    button.hidden = false;
    for (const [name, value] of [
      ["left", spot.x],
      ["top", spot.y],
      ["width", w],
      ["height", h],
    ])
      button.style[name] = value + "px";
    const name =
      cluster.legs.length === 1
        ? cluster.legs[0].short || cluster.legs[0].name
        : `${cluster.legs.length} short legs`;
    title.textContent = isNarrow() ? name : `${name}, enlarged`;
    button.setAttribute("aria-label", `Inset: ${name}, enlarged. Zoom to it`);
    drawLeader();
  }

  /** Thin lines from the frame's corners to the inset, and the frame. */
  function drawLeader() {
    if (!cluster || !spot) return;
    const source = frameBox(mapFrame(map));
    const isAside = spot.x > source.x + source.w || spot.x + spot.w < source.x;
    const corners = (box) => [
      [box.x, box.y],
      [box.x + box.w, box.y],
      [box.x, box.y + box.h],
      [box.x + box.w, box.y + box.h],
    ];
    const from = corners(source);
    const to = corners(spot);
    // The two corner pairs whose lines stay outside both boxes.
    const dx = spot.x + spot.w / 2 - (source.x + source.w / 2);
    const dy = spot.y + spot.h / 2 - (source.y + source.h / 2);
    const pairs = dx * dy > 0 ? [1, 2] : [0, 3];
    const isAbove = Math.abs(dx) < (spot.w + source.w) / 2;
    const used =
      isAside && Math.abs(dy) < (spot.h + source.h) / 2
        ? dx < 0
          ? [0, 2]
          : [1, 3]
        : isAbove
          ? dy > 0
            ? [2, 3]
            : [0, 1]
          : pairs;
    const target = (i) =>
      isAbove && !isAside
        ? to[(i + 2) % 4]
        : isAside && Math.abs(dy) < (spot.h + source.h) / 2
          ? to[i ^ 1]
          : to[i];
    lines.setAttribute(
      "d",
      used
        .map(
          (i) =>
            `M${from[i][0].toFixed(1)} ${from[i][1].toFixed(1)}L${target(i)[0].toFixed(1)} ${target(i)[1].toFixed(1)}`,
        )
        .join(""),
    );
    for (const [name, value] of [
      ["x", source.x - 0.5],
      ["y", source.y - 0.5],
      ["width", source.w + 1],
      ["height", source.h + 1],
    ])
      rect.setAttribute(name, value.toFixed(1));
    leader.style.display = "";
  }

  function draw() {
    if (!cluster || !spot) return;
    const scale = spot.w / (cluster.box[2] - cluster.box[0]);
    const zoom = Math.log2(scale / 256);
    const frame = {
      zoom,
      scale,
      left: cluster.box[0] * scale,
      top: cluster.box[1] * scale,
      width: spot.w,
      height: spot.h,
    };
    const context = sizeCanvas(canvas, spot.w, spot.h);
    drawBasemap(context, frame, stage.base, stage.palette);
    drawInsetStory(stage, context, frame, title);
    const kmWidth = pixelsPerKm(scale, latOf(cluster.box[3]));
    const km = SCALE_KM.filter((value) => value * kmWidth < spot.w * 0.3).pop() || SCALE_KM[0];
    bar.style.width = km * kmWidth + "px";
    barText.textContent = km + " km";
  }

  /** Is a place left to the inset? On a narrow map its marks would lie across the small frame, so
      there the frame counts a little larger. */
  const hides = (row) => {
    if (!cluster) return false;
    const reach = isNarrow() ? NEIGHBOUR / worldScale(map.getZoom()) : 0;
    const x = worldX(row.lon);
    const y = worldY(row.lat);
    return (
      x > cluster.box[0] - reach &&
      x < cluster.box[2] + reach &&
      y > cluster.box[1] - reach &&
      y < cluster.box[3] + reach
    );
  };

  /** One name for what the inset holds, beside its frame. */
  function frameLabels(frame) {
    if (!cluster) return [];
    const box = frameBox(frame);
    const names = [
      ...new Set(cluster.legs.flatMap((leg) => [leg.originPlace.name, leg.destinationPlace.name])),
    ];
    return [
      {
        key: "inset",
        x: box.x + box.w / 2,
        y: box.y + box.h / 2,
        text: names.slice(0, 3).join(", "),
        kind: "node",
        priority: 0.9,
        radius: box.w / 2 + 3,
        sides: [1, 0],
        own: ["inset-frame"],
      },
    ];
  }

  return {
    decide,
    place,
    draw,
    hides,
    frameLabels,
    drawLeader,
    hideLeader: () => (leader.style.display = "none"),
    box: () => frameBox(mapFrame(map)),
    element: button,
  };
}
