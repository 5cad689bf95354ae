/* The frame of the page: one empty element for each part. */

/** @import { App, Slots } from "./parts/app.js" */

import { fill, h } from "./core/dom.js";
import { OTHER_DATA_NOTE, servedIn } from "./state/link.js";

/** → {root, slots, live: what is written there a screen reader says}. */
export function buildSlots() {
  /** @type {Slots} */
  const slots = {
    notices: h("div", { class: "wb-notices", role: "status" }),
    head: h("header", { class: "wb-head", "aria-label": "Title and key figures" }),
    chips: h("div", { class: "wb-chips" }),
    actions: h("div", { class: "wb-actions" }),
    filter: h("div", { class: "wb-filter", role: "search", "aria-label": "Filter and search" }),
    known: h("div", { class: "wb-known" }),
    mapbox: h("div", { class: "wb-mapbox" }),
    legend: h("div", { class: "wb-legend" }),
    flows: h("section", { class: "wb-flows", "aria-label": "Flows of shipments" }),
    timeline: h("section", { class: "wb-timeline", "aria-label": "Timeline" }),
    panel: h("div", { class: "wb-panel", id: "wb-panel", tabindex: "-1" }),
    foot: h("footer", { class: "wb-foot" }),
    tip: h("div", { class: "wb-tip" }),
  };
  const live = h("p", { class: "wb-hidden wb-live", "aria-live": "polite" });
  const {
    notices,
    head,
    chips,
    actions,
    filter,
    known,
    mapbox,
    legend,
    flows,
    timeline,
    panel,
    foot,
    tip,
  } = slots;
  const root = h(
    "div",
    { class: "wb", "data-theme": "light" },
    skipLink("wb-from", "Skip to the timeline: start and end of the dates shown"),
    skipLink("wb-panel", "Skip the map: go to the list of visits, legs and claims"),
    notices,
    head,
    h(
      "main",
      { class: "wb-cols", "aria-label": "Map, timeline and lists" },
      h("section", { class: "wb-left", "aria-label": "Map and timeline" }, [
        h("div", { class: "wb-toprow" }, chips, actions),
        filter,
        known,
        mapbox,
        legend,
        timeline,
        live,
      ]),
      h("section", { class: "wb-right", "aria-label": "Visits, legs and claims" }, flows, panel),
    ),
    foot,
    tip,
  );
  return { root, slots, live };
}

/**
 * Leads to the element that it names, without a new entry in the history: Back leaves the page.
 * @param {string} id
 * @param {string} text
 */
function skipLink(id, text) {
  const go = (/** @type {Event} */ event) => {
    event.preventDefault();
    const target = document.getElementById(link.hash.slice(1));
    target?.focus({ preventScroll: true });
    target?.closest(".wb-timeline, .wb-flows, .wb-panel")?.scrollIntoView({ block: "nearest" });
  };
  const link = h("a", { class: "wb-skip", href: "#" + id, text, on: { click: go } });
  return link;
}

/**
 * Build a part; when it fails, say so in its place and let the others live.
 * @template Part
 * @param {HTMLElement} slot
 * @param {string} message
 * @param {() => Part} build
 * @returns {Part | null}
 */
export function guarded(slot, message, build) {
  try {
    return build();
  } catch (error) {
    console.error("Waybill:", error);
    slot.append(h("p", { class: "wb-notice", role: "alert", text: message }));
    return null;
  }
}

/**
 * What a link asked for and could not have, one line each, until it is dismissed.
 * @param {App} app
 * @param {readonly string[]} notes
 */
export function showNotices({ slots, host }, notes) {
  const served = servedIn(host.search());
  const query = served ? () => `story=${served}` : undefined;
  const corrections = () =>
    host.pageLink("method", "What was corrected", { query, hash: "corrections" });
  const line = (/** @type {string} */ note) => {
    const dismiss = { click: () => el.remove() };
    const el = h(
      "p",
      { class: "wb-notice" },
      h("span", { dir: "auto" }, note, note === OTHER_DATA_NOTE && [" ", corrections()]),
      h("button", { type: "button", class: "wb-quiet", text: "Dismiss", on: dismiss }),
    );
    return el;
  };
  fill(slots.notices, notes.map(line));
}
