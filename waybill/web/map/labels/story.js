// @ts-nocheck -- not typed yet
/* Names of the story that could stand on a frame: places of legs, visits, images, towns. */

import { framePoint } from "../geometry/frame.js";

const TOWN_GAP = 46; // px between named towns of one railway
const LARGE_PLACES = 30; // places named in a large story
const KIND_WORDS = { depot: "depot area", port: "port", airfield: "airfield", station: "station" };
const shorten = (text, most) =>
  text.length <= most ? text : text.slice(0, most - 1).replace(/\s+\S*$/, "") + "…";

/** Names of the story that could stand on a frame. options: {skip(place), isInset}. */
export function storyLabels(stage, frame, options) {
  const labels = [];
  const point = (row) => framePoint(frame, row.lat, row.lon);
  const named = new Map();
  const add = (place, label) => {
    if (options.skip && options.skip(place)) return;
    if (named.has(place)) return;
    named.set(place, true);
    const at = point(place);
    labels.push({ x: at.x + (label.dx || 0), y: at.y, place, ...label });
  };
  const { zoom } = frame;
  const groups = stage.visitGroups || [];
  const groupOf = (place) => groups.find((group) => group.places.includes(place));

  const doubles = [];
  for (const { place, ring, alpha } of (stage.nodePlaces || new Map()).values()) {
    const here = point(place);
    // A port and its station share a ring at this zoom and then one name, the first one's.
    if (!ring && doubles.some((other) => Math.hypot(other.x - here.x, other.y - here.y) < 7)) {
      named.set(place, true);
      continue;
    }
    if (!ring) doubles.push(here);
    const group = groupOf(place);
    const aliases = place.aliases || [];
    const wide = group ? (group.wide || 17) / 2 + 2 : 0;
    const isTight =
      ring && frame.width < 500 && aliases[0] && aliases[0].length < place.name.length / 2;
    add(place, {
      key: "place:" + place.id,
      text: isTight ? aliases[0] : place.name,
      kind: ring ? "named" : "node",
      priority: ring ? 1.2 : 1,
      quiet: alpha < 0.45,
      radius: Math.max(ring ? 15 : 9, ring ? wide : 0),
      own: ["node:" + place.id, "visit:" + place.id],
      beside:
        zoom > 6 && aliases[0] && !ring && place.name.length + aliases[0].length < 24
          ? `(${aliases[0]})`
          : "",
      small:
        ring && stage.story.legs.some((leg) => leg.schematic && leg.viaPlaces.includes(place))
          ? "named in between"
          : !ring && zoom < 8 && place.kind === "depot" && !/depot/i.test(place.name)
            ? KIND_WORDS.depot
            : "",
    });
  }
  for (const group of groups) {
    const isActive = group.active.length > 0;
    const names = group.places.map((place) => place.name);
    const place = group.places.find((candidate) => !(options.skip && options.skip(candidate)));
    if (!place || group.places.some((candidate) => named.has(candidate))) continue;
    add(place, {
      key: "visits:" + place.id,
      dx: group.dx,
      text: names.length > 2 ? names.slice(0, 2).join(", ") + " …" : names.join(", "),
      kind: isActive ? "visit" : "city",
      priority: isActive ? 2 : 3.4,
      radius: (group.wide || 17) / 2 + 2,
      own: ["visit:" + group.place.id],
    });
    group.places.forEach((other) => named.set(other, true));
  }
  if (zoom > 6.4 && !options.isInset) {
    for (const mark of stage.imageMarks || []) {
      if (mark.isOutside) continue;
      const here = point(mark);
      labels.push({
        key: mark.key,
        x: here.x + (mark.dx || 0),
        y: here.y + (mark.dy || 0),
        kind: "image",
        priority: 1.6,
        radius: 8,
        own: [mark.key],
        text: shorten(
          mark.claim.observed_words +
            (mark.claim.verified === false ? " · not verified" : " · image"),
          44,
        ),
        small: shorten(`${mark.claim.claimant}, published ${mark.claim.stated_words}`, 52),
      });
    }
  }
  towns(stage, frame, labels, named, options);
  return labels;
}

/** Towns that a railway (or road) of the story passes: the well-known ones first, spread out. */
function towns(stage, frame, labels, named, options) {
  if (stage.lines.isLarge) {
    const busiest =
      stage.busiestPlaces ||
      (stage.busiestPlaces = [...stage.story.places]
        .filter((place) => place.legs.length)
        .sort((a, b) => b.legs.length - a.legs.length)
        .slice(0, LARGE_PLACES));
    busiest.forEach((place, i) => {
      if (named.has(place)) return;
      named.set(place, true);
      labels.push({
        key: "town:" + place.id,
        ...framePoint(frame, place.lat, place.lon),
        place,
        text: place.name,
        kind: "town",
        priority: 2 + i / 100,
        radius: 5,
        town: { mode: "unknown", alpha: 1 },
      });
    });
    return;
  }
  const rank = stage.cityRank || new Map();
  for (const leg of stage.story.legs) {
    const look = stage.lines.look(leg);
    if (!look || leg.schematic || leg.mode === "sea" || leg.mode === "air") continue;
    const stops = leg.viaPlaces.filter((place) => !named.has(place));
    const order = (place) =>
      rank.get(place.name.toLowerCase()) ??
      (place.kind === "city" || place.kind === "capital" ? 6.5 : 9);
    const spots = [leg.originPlace, leg.destinationPlace].map((place) =>
      framePoint(frame, place.lat, place.lon),
    );
    for (const place of [...stops].sort((a, b) => order(a) - order(b))) {
      if (options.skip && options.skip(place)) continue;
      const here = framePoint(frame, place.lat, place.lon);
      if (
        order(place) > frame.zoom + 3.6 ||
        (/^waypoint$/.test(place.kind || "") && frame.zoom < 5)
      )
        continue;
      if (spots.some((other) => Math.hypot(other.x - here.x, other.y - here.y) < TOWN_GAP))
        continue;
      spots.push(here);
      named.set(place, true);
      labels.push({
        key: "town:" + place.id,
        ...here,
        place,
        text: place.name,
        kind: "town",
        priority: 3 + Math.min(0.7, order(place) / 15),
        radius: 6,
        town: { mode: leg.mode, alpha: look.alpha },
        quiet: look.alpha < 0.45,
      });
    }
  }
}
