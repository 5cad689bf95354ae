// @ts-nocheck -- not typed yet
/* Marks on the map that can be pressed: leg badges, places of legs, visits, satellite images. Each is
   a real button in a Leaflet marker; the list of marks is compared with what stands there, so a
   change of dates touches only the marks it concerns. */

import { fill, h } from "../../core/dom.js";
import { framePoint, mapFrame } from "../geometry/frame.js";
import { L } from "../leaflet.js";
import { createMarkList } from "./list.js";

/** stage: see map.js. → {sync(), point(), boxes() (what labels keep clear of), shownPlaces(), placesShown()}. */
export function createMarks(stage) {
  const { map } = stage;
  const list = createMarkList(stage);
  const pane = map.getPane("wb-marks");
  pane.setAttribute("role", "group");
  pane.setAttribute("aria-label", "Marks on the map");
  const standing = new Map(); // key → {marker, element, signature, spec}
  let shown = [];
  let boxes = [];

  function pingSpecs() {
    return stage
      .pings()
      .filter((place) => !stage.inset.hides(place))
      .map((place) => ({
        key: "ping:" + place.id,
        lat: place.lat,
        lon: place.lon,
        size: 34,
        className: "wb-m-ping",
        isPlain: true,
        alpha: 1,
        content: () => [],
      }));
  }

  /* ---- standing marks ---- */

  function build(spec) {
    const element = h(
      spec.isPlain ? "span" : "button",
      spec.isPlain ? { "aria-hidden": "true" } : { type: "button" },
    );
    const record = { element, spec };
    if (!spec.isPlain) {
      L.DomEvent.disableClickPropagation(element);
      element.addEventListener("click", () => record.spec.press());
      const enter = (event) => {
        stage.setHover(record.spec.hover);
        stage.app.tip.show(event.type === "focus" ? element : event, record.spec.tip());
      };
      const leave = () => {
        stage.setHover(null);
        stage.app.tip.hide();
      };
      element.addEventListener(
        "pointerenter",
        (event) => event.pointerType !== "touch" && enter(event),
      );
      element.addEventListener("pointerleave", leave);
      element.addEventListener(
        "focus",
        (event) => element.matches(":focus-visible") && enter(event),
      );
      element.addEventListener("blur", leave);
    }
    record.marker = L.marker([spec.lat, spec.lon], {
      pane: "wb-marks",
      interactive: false,
      keyboard: false,
      icon: L.divIcon({ className: "wb-m-mark", html: element, iconSize: [0, 0] }),
    }).addTo(map);
    return record;
  }

  function show(spec) {
    let record = standing.get(spec.key);
    if (!record) standing.set(spec.key, (record = build(spec)));
    record.spec = spec;
    const at = record.marker.getLatLng();
    if (at.lat !== spec.lat || at.lng !== spec.lon) record.marker.setLatLng([spec.lat, spec.lon]);
    const look = [
      spec.className,
      spec.signature,
      spec.alpha,
      spec.label,
      spec.dx,
      spec.dy,
      spec.wide,
    ].join("\n");
    if (look === record.look) return;
    record.look = look;
    const { element } = record;
    element.className = "wb-m-press " + spec.className;
    element.style.opacity = spec.alpha < 1 ? spec.alpha : "";
    element.style.left = (spec.dx || 0) + "px";
    element.style.top = (spec.dy || 0) + "px";
    element.style.width = spec.wide ? spec.wide + "px" : "";
    if (spec.isPlain) return;
    element.setAttribute("aria-label", spec.label);
    element.tabIndex = spec.quiet ? -1 : 0;
    if (spec.quiet) element.setAttribute("aria-hidden", "true");
    if (record.signature !== spec.signature || !element.firstChild) {
      fill(element, spec.content());
      record.signature = spec.signature;
    }
  }

  /** Keyboard order = reading order, unless the reader is just there. */
  function keepOrder(specs) {
    if (pane.contains(document.activeElement)) return;
    const wanted = specs.map((spec) => standing.get(spec.key).marker.getElement());
    if (wanted.some((element, i) => pane.children[i] !== element)) pane.append(...wanted);
  }

  function keepOnly(specs, pings) {
    const keys = new Set(specs.map((spec) => spec.key));
    for (const [key, record] of standing) {
      if (keys.has(key) || key.startsWith("ping:") !== pings) continue;
      if (record.element.matches(":hover")) stage.app.tip.hide();
      record.marker.remove();
      standing.delete(key);
    }
  }

  /** Show what the pointer or the focus is on: a ring around places, a ring on badges. */
  function point() {
    const specs = pingSpecs();
    keepOnly(specs, true);
    specs.forEach(show);
    const hot = stage.lines.hotLegs();
    for (const [key, record] of standing) {
      if (key.startsWith("leg:"))
        record.element.classList.toggle("is-hot", hot.has(record.spec.hover.id));
    }
  }

  function sync() {
    const frame = mapFrame(map);
    shown = [];
    const nodes = list.legPlaces();
    const measuring = Boolean(stage.check);
    const nodeMarks = list.nodeSpecs(frame, nodes, shown);
    const groups = measuring ? [] : list.visitGroups(frame, nodes);
    const badges = list.badgeSpecs(frame);
    const visits = list.visitSpecs(groups);
    const occupied = [...nodeMarks, ...badges, ...visits].map((spec) => boxOf(spec, frame));
    const images = measuring ? [] : list.imageSpecs(frame, occupied);
    const specs = [...badges, ...nodeMarks, ...visits, ...images];
    keepOnly(specs, false);
    specs.forEach(show);
    keepOrder(specs);
    point();
    for (const group of groups) shown.push(...group.places);
    boxes = [...nodeMarks, ...badges, ...visits, ...images].map((spec) => boxOf(spec, frame));
    stage.visitGroups = groups;
    stage.imageMarks = images;
    stage.nodePlaces = nodes;
  }
  const boxOf = (spec, frame) => {
    const { x, y } = framePoint(frame, spec.lat, spec.lon);
    const w = Math.max(spec.wide || 0, spec.box);
    return {
      x: x + (spec.dx || 0) - w / 2,
      y: y + (spec.dy || 0) - spec.box / 2,
      w,
      h: spec.box,
      key: spec.key,
    };
  };

  return {
    sync,
    point,
    boxes: () => boxes,
    shownPlaces: () =>
      [...(stage.nodePlaces || new Map()).values()]
        .filter((entry) => !stage.inset.hides(entry.place))
        .map((entry) => entry.place),
    placesShown: () => [...new Set(shown.map((place) => place.id))],
  };
}
