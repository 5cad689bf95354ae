// @ts-nocheck -- not typed yet
/* Which marks the map shows now, as plain descriptions: {key, lat, lon, dx, dy, className, label, press,
   hover, tip, content, …}. marks.js turns them into buttons. */

import { h } from "../../core/dom.js";
import { modeIcon } from "../../core/glyphs.js";
import { levels } from "../../core/grammar.js";
import { knownMode } from "../../core/modes.js";
import { pillWidth, pillWords } from "./pill_words.js";
import { boxesTouch } from "../geometry/boxes.js";
import { framePoint } from "../geometry/frame.js";
import { latOf, lonOf } from "../geometry/mercator.js";
import { distanceToPath2 } from "../geometry/path.js";

const TOGETHER = 16; // px: visits nearer than this share one pill
const MOST_IMAGES = 4; // squares side by side at one place
const MOST_MARKS = 250; // of one sort in view, in very large stories

export function createMarkList(stage) {
  const { story, store } = stage;
  let turn = 0;
  const focus = (kind, id) => store.set({ focus: { kind, id } });
  const visitLine = (visit) =>
    h(
      "span",
      { class: "wb-tip-line" },
      h("b", { text: `${visit.number} · ${visit.when}` }),
      " ",
      visit.visitors.join(", "),
      visit.hosts.length ? " → " + visit.hosts.join(", ") : "",
    );

  /* ---- which places carry a mark of the legs ---- */

  /** Place → {place, ring (only named, never a port), alpha} for the legs drawn now. */
  function legPlaces() {
    const found = new Map();
    if (stage.lines.isLarge) return found;
    for (const leg of story.legs) {
      const look = stage.lines.look(leg);
      if (!look) continue;
      const stops = leg.schematic
        ? [leg.originPlace, ...leg.viaPlaces, leg.destinationPlace]
        : [leg.originPlace, leg.destinationPlace];
      for (const place of stops) {
        if (!place) continue;
        const before = found.get(place);
        found.set(place, {
          place,
          ring: leg.schematic && (!before || before.ring),
          alpha:
            stage.check && stage.check.origin === place.id
              ? 1
              : Math.max(look.alpha, before ? before.alpha : 0),
        });
      }
    }
    return found;
  }

  /** Adds the places it stands for to `shown`. */
  function nodeSpecs(frame, nodes, shown) {
    const specs = [];
    const placed = [];
    for (const { place, ring, alpha } of nodes.values()) {
      const point = framePoint(frame, place.lat, place.lon);
      if (!isNear(point, frame) || stage.inset.hides(place)) continue;
      // Two places on one spot at this zoom (a port and its station) share one ring.
      if (!ring && placed.some((other) => Math.hypot(other.x - point.x, other.y - point.y) < 7)) {
        shown.push(place);
        continue;
      }
      if (!ring) placed.push(point);
      shown.push(place);
      specs.push({
        key: "node:" + place.id,
        lat: place.lat,
        lon: place.lon,
        size: 26,
        box: ring ? 26 : 13,
        label: place.name + ", place on a leg",
        className: ring ? "wb-m-ring" : "wb-m-node",
        alpha,
        content: () => [],
        press: () => focus("place", place.id),
        hover: { kind: "place", id: place.id },
        tip: () => [
          h("b", { text: place.name }),
          h("span", {
            class: "wb-tip-line",
            text: ring ? "Named; no port or station given" : place.note || "",
          }),
        ],
      });
    }
    return specs;
  }

  /* ---- visits ---- */

  function visitGroups(frame, nodes) {
    const { inside, outside } = store.selection().visits;
    const insideSet = new Set(inside);
    const byPlace = new Map();
    for (const visit of [...inside, ...outside]) {
      if (!byPlace.has(visit.placeRow)) byPlace.set(visit.placeRow, []);
      byPlace.get(visit.placeRow).push(visit);
    }
    const groups = [];
    for (const [place, visits] of byPlace) {
      if (stage.inset.hides(place)) continue;
      const point = framePoint(frame, place.lat, place.lon);
      if (!isNear(point, frame)) continue;
      const node = nodes.get(place);
      const group = {
        place,
        places: [place],
        visits,
        ...point,
        dx: 0,
        dy: node && !node.ring ? -19 : 0,
      };
      const near = groups.find(
        (other) => Math.hypot(other.x - point.x, other.y - point.y) < TOGETHER,
      );
      if (near) {
        near.visits.push(...visits);
        near.places.push(place);
      } else groups.push(group);
    }
    for (const group of groups) {
      group.visits.sort((a, b) => a.number - b.number);
      group.active = group.visits.filter((visit) => insideSet.has(visit));
      const counted = group.active.length ? group.active : group.visits;
      group.words = pillWords(counted.map((visit) => visit.number));
      group.wide = pillWidth(group.words);
    }
    spreadOut(groups);
    return groups;
  }

  /** Pills that would lie on one another move apart sideways; those outside the dates give way. */
  function spreadOut(groups) {
    const order = [...groups].sort((a, b) => b.active.length - a.active.length);
    order.forEach((group, i) => {
      for (const other of order.slice(0, i)) {
        const gap = (group.wide + other.wide) / 2 + 3;
        const dx = group.x + group.dx - other.x - other.dx;
        if (Math.abs(dx) >= gap || Math.abs(group.y + group.dy - other.y - other.dy) >= 18)
          continue;
        group.dx += dx < 0 ? -(gap + dx) : gap - dx;
      }
    });
  }

  function visitSpecs(groups) {
    return groups.slice(0, MOST_MARKS).map((group) => {
      const isActive = group.active.length > 0;
      const visits = isActive ? group.active : group.visits;
      const { words } = group;
      const names = group.places.map((place) => place.name).join(", ");
      return {
        key: "visit:" + group.place.id,
        lat: group.place.lat,
        lon: group.place.lon,
        dx: group.dx,
        dy: group.dy,
        size: group.wide,
        box: 17,
        wide: group.wide,
        signature: words,
        className: "wb-m-pill" + (isActive ? "" : " is-outside"),
        alpha: 1,
        label:
          `${visits.length === 1 ? "Visit" : "Visits"} ${words}, ${names}${isActive ? "" : ", outside the dates shown"}: ` +
          visits
            .slice(0, 4)
            .map((visit) => `${visit.visitors.join(", ")}, ${visit.when}`)
            .join("; "),
        content: () => [words],
        press: () => focus("visit", visits[turn++ % visits.length].id), // one after the other
        hover: { kind: "visit", id: visits[0].id },
        tip: () => [
          ...visits.slice(0, 6).map(visitLine),
          h("span", {
            class: "wb-tip-line wb-tip-quiet",
            text: names + (isActive ? "" : " · outside the dates shown"),
          }),
        ],
      };
    });
  }

  /* ---- images ---- */

  function imageSpecs(frame, occupied) {
    const { inside, outside } = store.selection().images;
    const insideSet = new Set(inside);
    const byPlace = new Map();
    for (const claim of [...inside, ...outside].sort((a, b) => a.observedFirst - b.observedFirst)) {
      const place = claim.placeRows[0];
      if (!place || stage.inset.hides(place)) continue;
      if (!byPlace.has(place)) byPlace.set(place, []);
      byPlace.get(place).push(claim);
    }
    const specs = [];
    for (const [place, claims] of byPlace) {
      const point = framePoint(frame, place.lat, place.lon);
      if (!isNear(point, frame) || specs.length > MOST_MARKS) continue;
      const row = claims.slice(0, MOST_IMAGES);
      const width = row.length * 15;
      const [dx, dy] = freeSpot(frame, point, width, occupied, !stage.lines.isLarge);
      occupied.push({ x: point.x + dx - width / 2, y: point.y + dy - 7, w: width, h: 14 });
      row.forEach((claim, i) =>
        specs.push({
          key: "image:" + claim.id,
          lat: place.lat,
          lon: place.lon,
          dx: dx - width / 2 + 7.5 + i * 15,
          dy,
          size: 15,
          box: 13,
          className:
            "wb-m-image" +
            (claim.verified === false ? " is-unverified" : "") +
            (insideSet.has(claim) ? "" : " is-outside"),
          alpha: 1,
          label:
            `Image, ${claim.observed_words}: ${claim.statement} ${claim.claimant}, published ${claim.stated_words}` +
            (claim.verified === false ? ", not verified" : "") +
            (insideSet.has(claim) ? "" : ", outside the dates shown"),
          content: () => [],
          press: () => focus("claim", claim.id),
          hover: { kind: "claim", id: claim.id },
          claim,
          isOutside: !insideSet.has(claim),
          tip: () => [
            h("b", { text: "Image, " + claim.observed_words }),
            h("span", { class: "wb-tip-line", text: claim.statement }),
            h("span", {
              class: "wb-tip-line wb-tip-quiet",
              text:
                `${claim.claimant}, ${claim.stated_words}` +
                (claim.verified === false ? " · not verified" : ""),
            }),
          ],
        }),
      );
    }
    return specs;
  }

  /** The side of a place where a mark covers least. */
  function freeSpot(frame, point, width, occupied, withPaths) {
    const reach = 10 + width / 2;
    const sides = [
      [0, 0],
      [0, -17],
      [-reach - 3, 0],
      [reach + 3, 0],
      [0, 17],
      [-reach, -13],
      [reach, -13],
      [-reach, 13],
      [reach, 13],
    ];
    let best = null;
    sides.forEach(([dx, dy], order) => {
      const box = { x: point.x + dx - width / 2 - 1, y: point.y + dy - 7, w: width + 2, h: 14 };
      let cost = order * 0.2;
      for (const other of occupied) if (boxesTouch(box, other, 0)) cost += 20;
      if (withPaths) {
        for (const leg of story.legs) {
          if (!stage.lines.look(leg)) continue;
          const near = distanceToPath2(
            stage.lines.paths.get(leg, frame.scale),
            point.x + dx + frame.left,
            point.y + dy + frame.top,
          );
          if (near < 100) cost += 3;
        }
      }
      if (!best || cost < best.cost) best = { cost, dx, dy };
    });
    return [best.dx, best.dy];
  }

  /* ---- legs ---- */

  function badgeSpecs(frame) {
    const specs = [];
    for (const [id, spots] of stage.badgeSpots()) {
      const leg = story.legById.get(id);
      const look = stage.lines.look(leg);
      if (!look) continue;
      const isOpen = look.level === "unpublished";
      spots.forEach((spot, i) =>
        specs.push({
          key: `leg:${id}:${i}`,
          lat: latOf(spot.y / frame.scale),
          lon: lonOf(spot.x / frame.scale),
          size: isOpen ? 21 : 26,
          box: isOpen ? 23 : 29,
          className: isOpen ? "wb-m-open" : `wb-m-badge wb-m-badge-${knownMode(leg.mode)}`,
          alpha: look.alpha < 1 ? Math.max(0.45, look.alpha) : 1,
          signature: leg.mode + isOpen,
          quiet: i > 0,
          label: `Leg: ${leg.name}, ${levels[look.level].words}${look.inside ? "" : ", outside the dates shown"}`,
          content: () => [isOpen ? "?" : modeIcon(leg.mode)],
          press: () => focus("leg", id),
          hover: { kind: "leg", id },
          tip: () => stage.legTip(leg),
        }),
      );
    }
    return specs;
  }

  const isNear = (point, frame) =>
    point.x > -40 && point.y > -40 && point.x < frame.width + 40 && point.y < frame.height + 40;

  return { legPlaces, nodeSpecs, visitGroups, visitSpecs, imageSpecs, badgeSpecs };
}
