/* What a story opens on. */

/** @import { Domain, Story } from "./types.js" */

const LEAST_SHARE = 0.15; // of the record; a shorter window would be a sliver on its axis

/**
 * The axis that a story opens on: the whole record, so that what was said before and after the dates is
 * seen with them, unless the dates would hardly be seen on it.
 * @param {Pick<Story, "window" | "record">} story
 * @returns {Domain}
 */
export function openingDomain({ window, record }) {
  const share = (window[1] - window[0] + 1) / (record[1] - record[0] + 1);
  return share >= LEAST_SHARE && share < 1 ? "record" : "window";
}
