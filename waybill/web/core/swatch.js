/* The grammar of lines as small pictures, for the legend and the cards. */

/** @import { Level, Mode } from "./modes.js" */

import { s } from "./dom.js";
import { levels, modes } from "./grammar.js";
import { knownMode } from "./modes.js";

const [SAMPLE_PX, SAMPLE_WITH_MARK_PX] = [31, 46];

/** A sample as a legend has it; null for any mode. @param {Mode | null} mode @param {Level} level */
export const legendSwatch = (mode, level) =>
  lineSwatch(mode, level, level === "unpublished" ? SAMPLE_WITH_MARK_PX : SAMPLE_PX);

/**
 * A short sample of a line.
 * @param {string | null} mode null: in ink, for any mode
 * @param {Level} level
 * @param {number} [width] px
 */
export function lineSwatch(mode, level, width = 46) {
  const tone = "wb-k wb-k-" + (mode ? knownMode(mode) : "ink");
  const svg = s("svg", {
    width,
    height: 14,
    viewBox: `0 0 ${width} 14`,
    class: "wb-swatch",
    "aria-hidden": "true",
    focusable: "false",
  });
  /** @param {string} kind */
  const line = (kind, from = 1, to = width - 1) =>
    svg.append(s("path", { d: `M${from} 7H${to}`, class: `${tone} wb-k-${kind}` }));
  const { stroke, band } = levels[level];
  const { detail } = modes[mode ? knownMode(mode) : "unknown"];
  if (stroke === "dots") {
    const middle = width / 2;
    line("dots", 4, middle - 9);
    line("dots", middle + 11, width - 1);
    svg.append(
      s("circle", { cx: middle, cy: 7, r: 6.2, class: "wb-k-ring" }),
      s("text", { x: middle, y: 10.6, class: "wb-k-q", text: "?" }),
    );
  } else if (stroke === "beads") line("dots", 2.5, width - 2.4);
  else if (stroke === "quiet") line("quiet");
  else {
    if (band && mode) line("band");
    line(
      (stroke === "dashes" ? "dash" : "solid") +
        (mode === "road" ? " wb-k-wide" : mode === "air" ? " wb-k-thin" : ""),
    );
    if (detail) line(detail);
  }
  return svg;
}
