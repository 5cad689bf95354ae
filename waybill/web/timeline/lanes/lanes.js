/* The lanes under the axis, and how a reader moves among their marks. */

/** @import { App } from "../../parts/app.js" */
/** @import { Focus, State } from "../../state/types.js" */
/** @import { Env, Lane, Lanes, Mark, Row } from "../types.js" */

import { clamp } from "../../core/numbers.js";
import { listId } from "../../state/bundles.js";
import { isOfFlowsAlone } from "../../state/when.js";
import { createChooser } from "./chooser.js";
import { createLane } from "./lane.js";
import { claimLane, imageLane, legLane, visitLane } from "./kinds.js";

/**
 * The lanes inside `host`. `widen` shows the whole record.
 * @param {App} app
 * @param {HTMLElement} host
 * @param {() => void} widen
 * @returns {Lanes}
 */
export function createLanes(app, host, widen) {
  const { story, store } = app;
  const chooser = createChooser(app);
  const ways = {
    widen,
    show: (/** @type {Focus["kind"]} */ kind, /** @type {string} */ id) =>
      store.set({ focus: { kind, id } }),
  };
  /** @type {Lane[]} */
  const lanes = [];
  if (!isOfFlowsAlone(story)) lanes.push(createLane(legLane(story), ways));
  if (story.visits.length) lanes.push(createLane(visitLane(story), ways));
  if (story.images.length) lanes.push(createLane(imageLane(story), ways));
  if (story.statements.length) lanes.push(createLane(claimLane(story), ways));
  host.append(...lanes.map((lane) => lane.el));

  /** @type {WeakMap<Element, { mark: Mark, lane: Lane }>} */
  let ofElement = new WeakMap();
  /** @type {Map<string, Mark[]>} */
  let byRow = new Map();
  /** @type {Mark[]} */
  let hotMarks = [];

  /** @param {Env} env */
  function build(env) {
    chooser.close();
    const held = document.activeElement && ofElement.get(document.activeElement);
    ofElement = new WeakMap();
    byRow = new Map();
    hotMarks = [];
    for (const lane of lanes) {
      lane.build(env);
      for (const mark of lane.marks) {
        ofElement.set(mark.el, { mark, lane });
        for (const id of mark.rows.flatMap(idsOf)) {
          const key = mark.kind + ":" + id;
          byRow.set(key, [...(byRow.get(key) || []), mark]);
        }
      }
    }
    if (!held) return;
    const same = held.lane.marks.find((mark) => mark.rows[0].id === held.mark.rows[0].id);
    same?.el.focus({ preventScroll: true });
  }

  /** @param {Pick<State, "hover" | "focus">} state */
  function hot({ hover, focus }) {
    for (const mark of hotMarks) {
      mark.el.classList.remove("wb-tl-hot", "wb-tl-chosen");
      mark.el.removeAttribute("aria-current");
    }
    const marksOf = (/** @type {Focus | null} */ target) =>
      (target && byRow.get(target.kind + ":" + target.id)) || [];
    for (const mark of marksOf(hover)) mark.el.classList.add("wb-tl-hot");
    for (const mark of marksOf(focus)) {
      mark.el.classList.add("wb-tl-chosen");
      mark.el.setAttribute("aria-current", "true");
    }
    hotMarks = [...marksOf(hover), ...marksOf(focus)];
  }

  const find = (/** @type {Event} */ { target }) => {
    const el = target instanceof Element ? target.closest(".wb-tl-mark") : null;
    return el ? ofElement.get(el) : undefined;
  };
  openOnClick(app, host, find, chooser);
  hintOnHover(app, host, find);
  moveByKeys(host, find);

  return {
    build,
    hot,
    place: (scale) => lanes.forEach((lane) => lane.place(scale)),
    light: (from, to) => lanes.forEach((lane) => lane.light(from, to)),
    mark: (day) => lanes.forEach((lane) => lane.mark(day)),
    veil: (a, b, width) => lanes.forEach((lane) => lane.veil(a, b, width)),
  };
}

/** The ids of a row; a statement that answers several claims has several. @param {Row} row */
const idsOf = (row) => ("twins" in row ? row.twins.map((twin) => twin.id) : [row.id]);

/**
 * The mark that an event is about, and its lane.
 * @typedef {(event: Event) => { mark: Mark, lane: Lane } | undefined} Find
 */

/**
 * A press on a mark opens its row; on one of several, a list of them to choose from.
 * @param {App} app
 * @param {HTMLElement} host
 * @param {Find} find
 * @param {ReturnType<typeof createChooser>} chooser
 */
function openOnClick({ store }, host, find, chooser) {
  host.addEventListener("click", (event) => {
    const found = find(event);
    if (!found) return;
    const { kind, rows } = found.mark;
    const isByKey = event.detail === 0;
    if (rows.length === 1) store.set({ focus: { kind, id: rows[0].id } });
    else if (kind === "leg") store.set({ tab: "legs", runs: listId(rows) });
    else chooser.open(found.mark, isByKey);
  });
}

/**
 * @param {App} app
 * @param {HTMLElement} host
 * @param {Find} find
 */
function hintOnHover({ store, tip }, host, find) {
  /** @type {Mark | null} */
  let hovered = null;
  /** @param {Mark} mark */
  const enter = (mark) => {
    if (hovered === mark) return;
    hovered = mark;
    store.set({ hover: { kind: mark.kind, id: mark.rows[0].id } });
    tip.show(mark.el, mark.tip());
  };
  const leave = () => {
    if (!hovered) return;
    hovered = null;
    store.set({ hover: null });
    tip.hide();
  };
  host.addEventListener("pointerover", (event) => {
    const found = find(event);
    if (!found) leave();
    else if (event.pointerType !== "touch" && !event.buttons) enter(found.mark);
  });
  host.addEventListener("pointerleave", leave);
  host.addEventListener("focusin", (event) => {
    const found = find(event);
    if (!found) return;
    for (const mark of found.lane.marks) mark.el.tabIndex = mark === found.mark ? 0 : -1;
    if (event.target instanceof Element && event.target.matches(":focus-visible"))
      enter(found.mark);
  });
  host.addEventListener("focusout", leave);
}

/**
 * Arrow keys go from mark to mark of a lane: only one of them is a stop of the Tab key.
 * @param {HTMLElement} host
 * @param {Find} find
 */
function moveByKeys(host, find) {
  host.addEventListener("keydown", (event) => {
    const found = find(event);
    if (!found || event.ctrlKey || event.metaKey || event.altKey) return;
    const { marks } = found.lane;
    const to = nextMark(event.key, marks.indexOf(found.mark), marks.length);
    if (to === null) return;
    event.preventDefault();
    marks[to].el.focus({ preventScroll: false });
  });
}

/**
 * The mark that a key leads to from mark `i` of `count`; null for a key that is not ours.
 * @param {string} key
 * @param {number} i
 * @param {number} count
 */
export function nextMark(key, i, count) {
  /** @type {Record<string, number>} */
  const to = {
    ArrowLeft: i - 1,
    ArrowUp: i - 1,
    ArrowRight: i + 1,
    ArrowDown: i + 1,
    Home: 0,
    End: count - 1,
  };
  return Object.hasOwn(to, key) ? clamp(to[key], 0, count - 1) : null;
}
