/* The host of a story that is not published: it leaves no trace in the address or in the tab. */

/** @import { Host } from "./index.js" */

/**
 * @param {Host} host the one that the frame stands in
 * @returns {Host}
 */
export const createPreviewHost = (host) => ({
  ...host,
  search: () => "",
  replaceSearch: () => {},
  pushSearch: () => {},
  noteEntry: () => {},
  onBack: () => {},
  recall: () => null,
  remember: () => {},
  report: () => {},
});
