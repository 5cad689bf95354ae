/* The host of a story that is not published: it leaves no trace in the address or in the tab. */

/** @import { Host } from "./index.js" */

/** Of a view, what stays when the story behind it changes: where the map is, and which list is open. */
const STAYS = ["map", "size", "tab"];

/**
 * The page around the frame outlives it, and each edit of a draft makes a new one: the page holds what was
 * looked at, until it is closed or loaded anew.
 * @typedef {Window & { waybillPreviews?: Record<string, string> }} OuterWindow
 */

/**
 * @param {Host} host the one that the frame stands in
 * @param {string} of which story this is, whatever its name and version
 * @returns {Host}
 */
export function createPreviewHost(host, of) {
  const outer = /** @type {OuterWindow} */ (host.outerWindow());
  return {
    ...host,
    search: () => "",
    replaceSearch: () => {},
    pushSearch: () => {},
    noteEntry: () => {},
    onBack: () => {},
    recall: () => outer.waybillPreviews?.[of] ?? null,
    remember(_, query) {
      const view = new URLSearchParams(query);
      for (const name of [...view.keys()]) if (!STAYS.includes(name)) view.delete(name);
      (outer.waybillPreviews ??= {})[of] = view.toString();
    },
    report: () => {},
  };
}
