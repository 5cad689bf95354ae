/* Small drawings that stand beside words: mode icons and the marks of who said what. Samples of lines
   are in swatch.js, in the same grammar as the map's.
   All are built from fixed shapes; colours come from the .wb-mode-… classes of styles/panel.css. */

/** @import { Level } from "./modes.js" */

import { h, s } from "./dom.js";
import { knownMode, modeClass } from "./modes.js";

/**
 * @param {string} d
 * @param {Record<string, string>} [extra]
 */
const fill = (d, extra) => s("path", { d, fill: "currentColor", ...extra });
/**
 * @param {string} d
 * @param {number} width
 */
const line = (d, width) =>
  s("path", { d, fill: "none", stroke: "currentColor", "stroke-width": width });

/* 20 × 20 units, drawn in the current text colour. */
/** @type {Record<string, () => SVGElement[]>} */
const ICONS = {
  sea: () => [
    fill("M1.8 11.6h16.4L15.6 17H4.4z"),
    fill("M4.4 6.4h4.4v4.2H4.4zM9.8 6.4h4.4v4.2H9.8zM9.8 2.4h4.4v3.2H9.8z"),
  ],
  rail: () => [
    fill(
      "M6 1.6h8A2.6 2.6 0 0 1 16.6 4.2v8A2.6 2.6 0 0 1 14 14.8H6a2.6 2.6 0 0 1-2.6-2.6v-8A2.6 2.6 0 0 1 6 1.6zM5.6 4.6v4.6h8.8V4.6zM6 11h2.1v1.9H6zM11.9 11H14v1.9h-2.1z",
      { "fill-rule": "evenodd" },
    ),
    line("M6.6 15.4 4.7 18.6M13.4 15.4l1.9 3.2", 1.9),
  ],
  road: () => [
    fill("M1.4 4.8h10v8.4h-10zM12.4 7.4h3.3l2.9 3.2v2.6h-6.2z"),
    s("circle", { cx: 5.4, cy: 14.6, r: 2.1, fill: "currentColor" }),
    s("circle", { cx: 14.6, cy: 14.6, r: 2.1, fill: "currentColor" }),
  ],
  air: () => [
    fill(
      "M10 1.4c1 0 1.5 1.3 1.5 2.7v3.3l7 4.5v2l-7-2.2v3.4l2.1 1.6v1.7L10 17.3l-3.6 1.1v-1.7l2.1-1.6v-3.4l-7 2.2v-2l7-4.5V4.1c0-1.4.5-2.7 1.5-2.7z",
    ),
  ],
  route: () => [
    s("circle", { cx: 3.6, cy: 14.6, r: 2.6, fill: "currentColor" }),
    s("circle", { cx: 16.4, cy: 5.4, r: 2.6, fill: "currentColor" }),
    line("M3.6 14.6 16.4 5.4", 1.8),
  ],
  unknown: () => [
    s(
      "text",
      {
        x: 10,
        y: 15.4,
        "text-anchor": "middle",
        "font-size": 16,
        "font-weight": 700,
        fill: "currentColor",
      },
      "?",
    ),
  ],
};

/**
 * An svg icon of the mode (sea, rail, road, air). Without one it is "?", and for a leg without claims, of
 * which nobody asks, two places that are joined. Decorative.
 * @param {string} mode
 * @param {Level} [level] of the leg
 * @param {number} [size] px
 */
export function modeIcon(mode, level, size = 16) {
  const name = level === "unsourced" && knownMode(mode) === "unknown" ? "route" : mode;
  return s(
    "svg",
    { width: size, height: size, viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    (ICONS[name] || ICONS.unknown)(),
  );
}

/**
 * The icon on a filled disc of the mode's colour. Decorative.
 * @param {string} mode
 * @param {Level} [level] of the leg
 * @param {number} [size] px
 */
export function modeBadge(mode, level, size = 26) {
  const badge = h(
    "span",
    { class: "wb-icon-disc " + modeClass(mode), "aria-hidden": "true" },
    modeIcon(mode, level, Math.round(size * 0.6)),
  );
  badge.style.width = badge.style.height = size + "px";
  return badge;
}

/* 14 × 14 units round the centre. */
/** @type {Record<string, () => SVGElement>} */
const MARKS = {
  said: () => fill("M-5.5-5h11v7.4h-5L-3.4 6V2.4h-2.1z"),
  rejected: () => line("M-4.5-4.5l9 9M4.5-4.5l-9 9", 2.2),
  corroborated: () => s("path", { d: "M0-5.6 5.6 0 0 5.6-5.6 0z", class: "wb-imgfill" }),
  image: () => s("path", { d: "M-4.8-4.8h9.6v9.6h-9.6z", class: "wb-imgfill" }),
  none: () => line("M-5 0H5", 2.2),
};

/**
 * The mark for a reply; the words beside it carry the meaning.
 * @param {string} name said, rejected, corroborated, image or none
 * @param {number} [size] px
 */
export const glyph = (name, size = 14) =>
  s(
    "svg",
    {
      width: size,
      height: size,
      viewBox: "-7 -7 14 14",
      class: "wb-glyph",
      "aria-hidden": "true",
      focusable: "false",
    },
    (MARKS[name] || MARKS.none)(),
  );
