/* What stands out in the panel: the cards under the pointer, the one in focus, and the one just chosen. */

/** @import { App } from "../parts/app.js" */
/** @import { Focus, FocusKind, Tab } from "../state/types.js" */
/** @import { PanelList } from "./types.js" */

import { isNarrow, reducedMotion } from "../core/screen.js";

const FLASH_MS = 1600;

/** @type {Partial<Record<FocusKind, Tab>>} */
const TAB_OF = { visit: "visits", leg: "legs", claim: "claims" };
/** The tab that lists a kind; undefined for places and steps. @param {FocusKind} kind */
export const tabOf = (kind) => TAB_OF[kind];

/**
 * @param {App} app
 * @param {Record<Tab, PanelList>} lists
 * @param {Record<Tab, HTMLElement>} panes
 */
export function createHighlight(app, lists, panes) {
  const { story, store } = app;
  /** @type {HTMLElement[]} */
  let hovered = [];
  /** @type {HTMLElement | null} */
  let current = null;

  /**
   * The cards of the open tab that belong to what the pointer is on.
   * @param {Focus} hover
   */
  function cardsOf({ kind, id }) {
    const { tab } = store.get();
    if (tabOf(kind) === tab) return [lists[tab].find(id)];
    if (kind !== "place" || tab !== "visits") return [];
    const visits = story.placeById.get(id)?.visits ?? [];
    return visits.map((visit) => lists.visits.find(visit.id));
  }

  return {
    /** @param {Focus | null} hover */
    hover(hover) {
      for (const el of hovered) el.classList.remove("wb-hover");
      hovered = hover ? cardsOf(hover).filter((el) => el !== null) : [];
      for (const el of hovered) el.classList.add("wb-hover");
    },

    /** @param {Focus | null} focus */
    focus(focus) {
      const { tab } = store.get();
      const el = focus && tabOf(focus.kind) === tab ? lists[tab].find(focus.id) : null;
      if (el === current) return;
      if (current) {
        current.classList.remove("wb-current");
        current.removeAttribute("aria-current");
      }
      current = el;
      if (el) {
        el.classList.add("wb-current");
        el.setAttribute("aria-current", "true");
      }
    },

    /**
     * Bring what was chosen into sight.
     * @param {Tab} tab
     * @param {string} id
     */
    reveal(tab, id) {
      const el = lists[tab].find(id);
      if (!el) return;
      const behavior = reducedMotion() || !app.ready ? "auto" : "smooth";
      if (isNarrow()) el.scrollIntoView({ block: "nearest", behavior });
      else scrollInto(panes[tab], el, behavior);
      el.classList.add("wb-flash");
      setTimeout(() => el.classList.remove("wb-flash"), FLASH_MS);
    },
  };
}

/**
 * @param {HTMLElement} pane
 * @param {HTMLElement} el
 * @param {ScrollBehavior} behavior
 */
function scrollInto(pane, el, behavior) {
  const box = pane.getBoundingClientRect();
  const rect = el.getBoundingClientRect();
  if (rect.top < box.top || rect.bottom > box.bottom)
    pane.scrollTo({ top: pane.scrollTop + rect.top - box.top - 24, behavior });
}
