// @ts-nocheck -- not typed yet
/* Where the map looks: the whole story, a step, a leg, a place. Leaves room for what floats over the
   map. Never moves because the dates changed. */

import { isNarrow, reducedMotion } from "../core/screen.js";
import { insideBox } from "./geometry/boxes.js";
import { worldPath, worldScale, worldX, worldY } from "./geometry/mercator.js";
import { pathRuns, pixelPath } from "./geometry/path.js";
import { L } from "./leaflet.js";
import { noteCorner } from "./note.js";

const PAD = {
  wide: { left: 66, right: 56, top: 34, bottom: 34 },
  narrow: { left: 26, right: 26, top: 26, bottom: 30 },
};
// A ring that only names a place has its name beside it, and dots on at least one side of it.
const ROOM_FOR_NAMES = {
  wide: { left: 84, right: 116, top: 62, bottom: 40 },
  narrow: { left: 34, right: 46, top: 50, bottom: 44 },
};
const FLIGHT_S = 1.1;
const NOTE_CLEAR = 16; // px between the note and a path
const SAME_PX = 5; // a view moved by less is the one that was fitted
const PLACE_ZOOM = 6.5; // nearest zoom for a single place
const LEG_ZOOM = 9;

/** stage: see map.js. → {whole, wholeZoom, fit, step, leg, places, follow(focus, before), check, resized, refit, cardBox}. */
export function createView(stage) {
  const { map, story } = stage;
  let last = null; // the bounds last fitted, while the reader has not moved the map since
  let named = null; // the view that a link named
  let fitted = null; // the view they gave

  const isInstant = () => reducedMotion() || document.hidden || !stage.isDrawn;

  /** The open card's box where it floats over the map (wide layouts). */
  function cardBox() {
    return stage.uiBoxes().find((box) => box.element.classList.contains("wb-card")) || null;
  }

  /** Room to leave on each side, in px, for what floats over the map except the note; pad: PAD or
      ROOM_FOR_NAMES. */
  function baseRoom(pad = PAD) {
    const size = map.getSize();
    const base = { ...pad[isNarrow() ? "narrow" : "wide"] };
    const card = cardBox();
    if (card && card.w < size.x * 0.7) {
      if (card.x > size.x / 2) base.right = size.x - card.x + 28;
      else if (card.x + card.w < size.x / 2) base.left = card.x + card.w + 28;
    }
    const bar = stage.uiBoxes().find((box) => box.isBar);
    if (bar) base.top = bar.y + bar.h + 24;
    return base;
  }
  const noteBox = () =>
    stage.uiBoxes().find((box) => box.element.classList.contains("wb-m-note")) || null;
  /** Never more room than map. */
  function capped(room) {
    const size = map.getSize();
    const most = { left: 0.45, right: 0.62, top: 0.3, bottom: 0.45 };
    return Object.fromEntries(
      Object.entries(room).map(([side, value]) => [
        side,
        Math.min(value, most[side] * (side === "left" || side === "right" ? size.x : size.y)),
      ]),
    );
  }

  /** Room to leave when these bounds are to be shown. */
  function padding(bounds) {
    const base = baseRoom();
    const note = noteBox();
    if (!note || !bounds) return capped(base);
    // The note takes a corner: leave its side or its foot free, whichever lets the map be larger.
    const aside = capped({ ...base, left: note.x + note.w + 24 });
    const above = capped({ ...base, bottom: map.getSize().y - note.y + 14 });
    return scaleFor(bounds, aside) > scaleFor(bounds, above) * 1.02 ? aside : above;
  }

  /** Room for a step, and the corner for its note: the largest map on which the note covers none of
      the paths ([[lat, lon], …]) of the step and none of its places (paths of one point); none of its
      paths, where both cannot be had. */
  function stepRoom(bounds, paths, places, pad) {
    const base = baseRoom(pad);
    const note = noteBox();
    if (!note) return capped(base);
    const best =
      clearRoom(bounds, [...paths, ...places], base, note) || clearRoom(bounds, paths, base, note);
    stage.note.setSide(best ? best.side : "left");
    return best ? best.room : padding(bounds);
  }
  function clearRoom(bounds, paths, base, note) {
    const size = map.getSize();
    let best = null;
    for (const side of ["left", "right"]) {
      const box = noteCorner(side, note, size);
      const rooms = [
        base,
        { ...base, [side]: note.w + 36 },
        { ...base, bottom: size.y - box.y + 14 },
      ].map(capped);
      for (const room of rooms) {
        // No nearer than fit() goes: a point could be looked at from ever nearer.
        const scale = Math.min(scaleFor(bounds, room), worldScale(LEG_ZOOM));
        if ((best && scale < best.scale * 1.02) || covers(box, bounds, paths, room, scale))
          continue;
        best = { side, room, scale };
      }
    }
    return best;
  }

  /** Would a box over the map lie on one of the paths, with the bounds fitted into that room? */
  function covers(box, [west, south, east, north], paths, room, scale) {
    const size = map.getSize();
    const left =
      (room.left + size.x - room.right) / 2 - ((worldX(west) + worldX(east)) / 2) * scale;
    const top =
      (room.top + size.y - room.bottom) / 2 - ((worldY(north) + worldY(south)) / 2) * scale;
    return paths.some((latLngs) => {
      const edges = [
        box.x - left - NOTE_CLEAR,
        box.y - top - NOTE_CLEAR,
        box.x + box.w - left + NOTE_CLEAR,
        box.y + box.h - top + NOTE_CLEAR,
      ];
      if (latLngs.length === 1) {
        const [x, y] = [worldX(latLngs[0][1]) * scale, worldY(latLngs[0][0]) * scale];
        return x >= edges[0] && x <= edges[2] && y >= edges[1] && y <= edges[3];
      }
      const path = pixelPath(worldPath(latLngs), scale);
      return pathRuns(path, edges).length > 0;
    });
  }
  const asOptions = ({ left, top, right, bottom }) => ({
    paddingTopLeft: [left, top],
    paddingBottomRight: [right, bottom],
  });

  /** World scale at which bounds fill the map inside a padding. */
  function scaleFor([west, south, east, north], room) {
    const size = map.getSize();
    const w = Math.max(1e-6, worldX(east) - worldX(west));
    const h = Math.max(1e-6, worldY(south) - worldY(north));
    return Math.max(
      1,
      Math.min((size.x - room.left - room.right) / w, (size.y - room.top - room.bottom) / h),
    );
  }

  const latLngBounds = ([west, south, east, north]) => L.latLngBounds([south, west], [north, east]);

  function fit(bounds, options = {}) {
    const target = latLngBounds(bounds);
    const settings = {
      ...asOptions(options.room ? options.room() : padding(bounds)),
      maxZoom: options.maxZoom || LEG_ZOOM,
    };
    last = { bounds, options };
    if (options.instant || isInstant()) {
      map.fitBounds(target, { ...settings, animate: false });
      remember();
    } else {
      map.once("moveend", remember);
      map.flyToBounds(target, { ...settings, duration: FLIGHT_S });
    }
  }
  function remember() {
    fitted = { center: map.getCenter(), zoom: map.getZoom() };
  }
  // In pixels: Leaflet rounds its centre to one, which is many kilometres when the world is small.
  const isUntouched = () =>
    fitted !== null &&
    Math.abs(map.getZoom() - fitted.zoom) < 0.02 &&
    map.project(map.getCenter()).distanceTo(map.project(fitted.center)) < SAME_PX;

  /** Open on the view that a link names: {lat, lon, zoom}. */
  function open(view) {
    named = view;
    map.setView([view.lat, view.lon], view.zoom, { animate: false });
  }

  /** {lat, lon, zoom}. Leaflet knows its centre to the pixel; while the map stands where a link put
      it, the link's own words hold, so that a link passed on and on does not drift. */
  function current() {
    const centre = map.getCenter();
    const zoom = map.getZoom();
    const isThere =
      named &&
      Math.abs(zoom - named.zoom) < 0.01 &&
      map.project(centre).distanceTo(map.project([named.lat, named.lon])) < 1;
    return isThere ? { ...named } : { lat: centre.lat, lon: centre.lng, zoom };
  }

  const whole = (instant) => fit(story.info.bounds, { instant });
  const wholeZoom = () =>
    Math.min(LEG_ZOOM, Math.log2(scaleFor(story.info.bounds, capped(baseRoom())) / 256));

  const boundsOf = (points) => {
    const lats = points.map((point) => point[0]);
    const lons = points.map((point) => point[1]);
    return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  };

  /** Two corners of a place: its point, or the square around a place known only to some kilometres. */
  const extent = (place) => {
    const lat = (place.radius_km || 0) / 111;
    const lon = lat / Math.max(0.1, Math.cos((place.lat * Math.PI) / 180));
    return [
      [place.lat - lat, place.lon - lon],
      [place.lat + lat, place.lon + lon],
    ];
  };

  /** Bring places into view; stay where all can be seen already. */
  function places(rows, always) {
    if (!rows.length) return;
    const size = map.getSize();
    const boxes = stage
      .uiBoxes()
      .filter((box) => !box.element.classList.contains("wb-inset") && !box.isInsetFrame);
    const isSeen = (place) => {
      if (stage.inset.hides(place)) return true;
      const at = map.latLngToContainerPoint([place.lat, place.lon]);
      return (
        at.x > 24 &&
        at.y > 24 &&
        at.x < size.x - 24 &&
        at.y < size.y - 24 &&
        !boxes.some((box) => insideBox(at.x, at.y, box, 14))
      );
    };
    if (!always && rows.every(isSeen)) return;
    const maxZoom = Math.max(Math.min(map.getZoom(), LEG_ZOOM), PLACE_ZOOM);
    fit(boundsOf(rows.flatMap(extent)), { maxZoom });
  }

  /** Show a step: its places and legs, and of a bow the part between two of its places. */
  function showStep(step) {
    const [west, south, east, north] = step.bounds;
    const points = [
      [south, west],
      [north, east],
    ];
    const isNamed = (place) => step.places.includes(place.id);
    const bows = step.legs.map((id) => story.legById.get(id)).filter((leg) => leg && leg.schematic);
    for (const leg of bows) {
      const stops = [leg.originPlace, ...leg.viaPlaces, leg.destinationPlace];
      const cuts = stops.map((place, i) =>
        i === 0 ? 0 : i === stops.length - 1 ? leg.latLngs.length - 1 : nearest(leg.latLngs, place),
      );
      for (let i = 1; i < stops.length; i++)
        if (isNamed(stops[i - 1]) && isNamed(stops[i]))
          points.push(...leg.latLngs.slice(cuts[i - 1], cuts[i] + 1));
    }
    const bounds = boundsOf(points);
    const paths = step.legs
      .map((id) => story.legById.get(id))
      .filter((leg) => leg && leg.latLngs.length > 1)
      .map((leg) => leg.latLngs);
    // On the side of the antimeridian that the bounds are on.
    const lonInside = (lon) => (lon < west ? lon + 360 : lon > east ? lon - 360 : lon);
    const places = step.places
      .map((id) => story.placeById.get(id))
      .filter(Boolean)
      .map((place) => [[place.lat, lonInside(place.lon)]]);
    fit(bounds, {
      room: () => stepRoom(bounds, paths, places, bows.length ? ROOM_FOR_NAMES : PAD),
    });
  }
  function nearest(latLngs, place) {
    const gap = ([lat, lon]) => Math.abs(lat - place.lat) + Math.abs(lon - place.lon);
    return latLngs.reduce((best, point, i) => (gap(point) < gap(latLngs[best]) ? i : best), 0);
  }

  /** The focus changed: look there. */
  function follow(focus, before, always) {
    if (!focus) {
      if (before && before.kind !== "visit" && before.kind !== "claim") whole();
      return;
    }
    const { kind, id } = focus;
    if (kind === "step") {
      const step = story.stepById.get(id);
      if (!step) return;
      if (stage.check) check(stage.check);
      else if (step.bounds) showStep(step);
    } else if (kind === "leg") {
      const leg = story.legById.get(id);
      if (leg) fit(boundsOf(leg.latLngs));
    } else if (kind === "place") {
      const place = story.placeById.get(id);
      if (place) places([place], always || map.getZoom() < 5 || Boolean(cardBox()));
    } else if (kind === "visit") {
      const visit = story.visitById.get(id);
      if (visit) places([visit.placeRow], always);
    } else if (kind === "claim") {
      const claim = story.claimById.get(id);
      if (claim) places(claim.placeRows, always);
    }
  }

  /** Everything a check measures. */
  function check(row) {
    const origin = story.placeById.get(row.origin);
    fit(
      boundsOf([
        [origin.lat, origin.lon],
        ...row.measures.map((measure) => [measure.lat, measure.lon]),
      ]),
      { maxZoom: 8 },
    );
  }

  /** The map's box changed: fit again what was fitted, unless the reader has moved on. */
  function resized() {
    const again = last && isUntouched();
    map.invalidateSize({ animate: false, pan: true });
    if (again) fit(last.bounds, { ...last.options, instant: true });
  }

  /** What floats over the map has changed: the same bounds again, unless the reader has moved on. */
  function refit() {
    if (last && isUntouched()) fit(last.bounds, { ...last.options, instant: true });
  }

  return { open, current, fit, whole, wholeZoom, places, follow, check, resized, refit, cardBox };
}
