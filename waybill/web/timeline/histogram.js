// @ts-nocheck -- not typed yet
/* Too many rows on the axis to tell apart: how many there are on each day. */

import { dayLong } from "../core/dates.js";
import { s } from "../core/dom.js";

const MOST_BINS = 1600;
const BIN_DAYS = [1, 7, 28, 91, 365, 1826, 3652];
const BIN_WORDS = [
  "a day",
  "a week",
  "in four weeks",
  "a quarter",
  "a year",
  "in five years",
  "in ten years",
];

/** How many rows touch each day, week, … from lo to hi. groups: [{cls, spans: [[first, last]]}].
    → {marks: [], extra: {el, place(scale)}, words}. Drawn once; the axis only stretches it. */
export function laneHistogram(groups, lo, hi, noun) {
  const size = BIN_DAYS.findIndex((days) => (hi - lo + 1) / days <= MOST_BINS);
  const bin = BIN_DAYS[size < 0 ? BIN_DAYS.length - 1 : size];
  const bins = Math.ceil((hi - lo + 1) / bin);
  const total = new Float64Array(bins);
  const layers = groups.map((group) => {
    const steps = new Float64Array(bins + 1);
    for (const [first, last] of group.spans) {
      if (last < lo || first > hi) continue;
      steps[Math.max(0, Math.floor((first - lo) / bin))] += 1;
      steps[Math.min(bins - 1, Math.floor((last - lo) / bin)) + 1] -= 1;
    }
    const base = total.slice();
    let run = 0;
    for (let i = 0; i < bins; i++) total[i] += run += steps[i];
    return { cls: group.cls, base, top: total.slice() };
  });
  let peak = 0;
  for (let i = 1; i < bins; i++) if (total[i] > total[peak]) peak = i;
  const most = Math.max(1, total[peak]);
  const path = ({ base, top }) => {
    let d = "";
    for (let i = 0; i < bins; i++)
      if (top[i] > base[i]) d += `M${i * bin} ${most - base[i]}h${bin}V${most - top[i]}h${-bin}z`;
    return d;
  };
  const words = `${noun} ${BIN_WORDS[BIN_DAYS.indexOf(bin)]}: up to ${total[peak].toLocaleString("en")}`;
  const el = s(
    "svg",
    {
      class: "wb-tl-hist",
      viewBox: `0 0 ${bins * bin} ${most}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": `${words}, ${bin === 1 ? "on" : "from"} ${dayLong(lo + peak * bin)}`,
    },
    layers.map((layer) => s("path", { class: layer.cls, d: path(layer) })),
  );
  return {
    words,
    marks: [],
    extra: {
      el,
      place(scale) {
        el.style.left = scale.x(lo) + "px";
        el.style.width = bins * bin * scale.k + "px";
      },
    },
  };
}
