// @ts-nocheck -- not typed yet
/* Legs on the timeline: a bar a leg, or a histogram when there are too many to tell apart. */

import { h } from "../core/dom.js";
import { modeClass } from "../core/modes.js";
import { counted } from "../core/text.js";
import { standingOn } from "../state/disclosure.js";

const MAX_ROWS = 5; // legs that need a sixth row are merged in the fifth
const FADE_PX = 110; // how far an end that nobody dated fades
const EDGE_FADE_PX = 22; // how far a bar fades where it goes on beyond the axis
const MIN_PX = 8;

/** What is left open about a leg's dates, in words; "" when both ends were stated. */
export function openDates(leg) {
  if (leg.soft_first && leg.soft_last) return "exact days not stated";
  if (leg.soft_first) return "first day not stated";
  return leg.soft_last ? "last day not stated" : "";
}

/* Legs in the story's order, each in the first row with room; those without, merged. */
function pack(legs, scale) {
  const rows = [];
  const spare = [];
  for (const leg of legs) {
    const a = scale.x(leg.first) - 2;
    const b = Math.max(scale.x(leg.last + 1), scale.x(leg.first) + MIN_PX) + 2;
    let row = rows.findIndex((taken) => taken.every(([c, d]) => b <= c || a >= d));
    if (row < 0) row = rows.push([]) - 1;
    rows[row].push([a, b]);
    spare.push({ legs: [leg], first: leg.first, last: leg.last, row });
  }
  if (rows.length <= MAX_ROWS) return { bars: spare, rowCount: rows.length };
  const bars = spare.filter((bar) => bar.row < MAX_ROWS - 1);
  const rest = spare.filter((bar) => bar.row >= MAX_ROWS - 1).sort((p, q) => p.first - q.first);
  let open = null;
  for (const bar of rest) {
    if (open && bar.first <= open.last) {
      open.legs.push(...bar.legs);
      open.last = Math.max(open.last, bar.last);
    } else bars.push((open = { ...bar, row: MAX_ROWS - 1 }));
  }
  return { bars, rowCount: MAX_ROWS };
}

const textsOf = (leg) => {
  const open = openDates(leg);
  const title = leg.name;
  const mode = leg.mode === "unknown" ? [] : [leg.mode[0].toUpperCase() + leg.mode.slice(1)];
  return [...(open ? [title + ": " + open] : []), title, leg.short, ...mode];
};

function makeBar(bar, rowHeight, env) {
  const [leg] = bar.legs;
  const many = bar.legs.length > 1;
  const soft = [!many && leg.soft_first, !many && leg.soft_last];
  const body = h("i", { class: "wb-tl-fill" });
  const starts = h("i", { class: "wb-tl-end wb-tl-end-a" });
  const ends = h("i", { class: "wb-tl-end wb-tl-end-b" });
  const words = h("span", { class: "wb-tl-bartext" });
  const standing = many ? null : standingOn(leg, env.known);
  const el = h(
    "button",
    {
      type: "button",
      tabindex: "-1",
      class: "wb-tl-mark wb-tl-bar " + (many ? "wb-tl-several" : modeClass(leg.mode)),
      "aria-label": many
        ? counted(bar.legs.length, "leg") +
          ": " +
          bar.legs
            .slice(0, 4)
            .map((leg) => leg.name)
            .join("; ") +
          (bar.legs.length > 4 ? " …" : "") +
          ". Show the list of legs"
        : "Leg, " +
          leg.when +
          ": " +
          leg.name +
          (standing && standing.words ? ". " + standing.words : ""),
    },
    body,
    starts,
    ends,
    words,
  );
  el.style.top = bar.row * rowHeight + "px";
  el.style.height = rowHeight + "px";
  const texts = many ? [counted(bar.legs.length, "leg")] : textsOf(leg);
  return {
    el,
    kind: "leg",
    rows: bar.legs,
    first: bar.first,
    last: bar.last,
    tip: () =>
      many
        ? [
            h("b", { text: counted(bar.legs.length, "leg") }),
            ": ",
            bar.legs
              .slice(0, 4)
              .map((leg) => leg.name)
              .join("; "),
          ]
        : [
            h("b", { text: leg.name }),
            h("br"),
            leg.when,
            standing && standing.words ? [h("br"), standing.words] : null,
          ],
    place(scale) {
      const a = scale.x(bar.first);
      const b = Math.max(scale.x(bar.last + 1), a + MIN_PX);
      const left = Math.max(a, 0);
      const width = Math.max(0, Math.min(b, scale.width) - left);
      const fades = [
        soft[0] ? Math.min(FADE_PX, width * 0.4) : a < 0 ? EDGE_FADE_PX : 0,
        soft[1] ? Math.min(FADE_PX, width * 0.4) : b > scale.width ? EDGE_FADE_PX : 0,
      ];
      el.style.left = left + "px";
      el.style.width = width + "px";
      body.style.setProperty("--fade-a", fades[0] + "px");
      body.style.setProperty("--fade-b", fades[1] + "px");
      starts.hidden = many || fades[0] > 0;
      ends.hidden = many || fades[1] > 0;
      // The words start inside the dates shown, where that leaves room for them.
      const least = 9 + fades[0] * 0.5;
      const wanted = scale.x(env.from) - left + 9;
      const fit = (indent) =>
        texts.find((t) => env.measure.width(t, 12, 500) <= width - indent - 8);
      const indent = wanted > least && fit(wanted) === fit(least) ? wanted : least;
      let text = fit(indent) || "";
      let at = indent;
      if (!text && bar.alone && width > 0) {
        // No room inside: beside the bar, when it has its row to itself.
        const size = (t) => env.measure.width(t, 12, 500) + 14;
        if ((text = texts.find((t) => size(t) <= scale.width - left - width))) at = width + 7;
        else if ((text = texts.find((t) => size(t) <= left))) at = 7 - size(text);
        else text = "";
      }
      if (words.textContent !== text) words.textContent = text;
      words.style.left = at + "px";
    },
  };
}

/** Bars for legs that touch the axis. env: {scale, known, narrow, from}. → {marks, height}. */
export function legBars(legs, env) {
  const { bars, rowCount } = pack(legs, env.scale);
  for (const bar of bars) bar.alone = bars.every((other) => other === bar || other.row !== bar.row);
  const rowHeight = env.narrow ? (rowCount > 3 ? 28 : 32) : rowCount > 3 ? 18 : 22;
  return {
    marks: bars.map((bar) => makeBar(bar, rowHeight, env)),
    height: Math.max(1, rowCount) * rowHeight,
  };
}
