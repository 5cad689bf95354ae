/* The colours now in force, for what is drawn on a canvas. styles/tokens.css says what they are. */

// prettier-ignore
const TOKENS = /** @type {const} */ (["page", "paper", "ink", "ink2", "ink3", "edge", "water", "land", "coast", "border", "river", "land_label", "water_label",
  "sea", "rail", "road", "air", "unknown", "visit", "image", "on_mode", "halo", "focus"]);

/** @typedef {Record<(typeof TOKENS)[number], string>} Palette */

/**
 * The colour tokens of an element, read once: {sea: "#0a5c99", …}.
 * @param {Element} root
 * @returns {Palette}
 */
export function readPalette(root) {
  const style = getComputedStyle(root);
  const pairs = TOKENS.map((name) => [name, style.getPropertyValue("--" + name).trim()]);
  return Object.fromEntries(pairs);
}
