/* Under the map: what is drawn and what is not, who says so, the scale, and what flows are narrowed by. */

/** @import { Cube, Meta } from "../../state/flows/cube.js" */
/** @import { Wanted } from "../../state/flows/window.js" */
/** @import { FlowChoice } from "../../state/types.js" */
/** @import { Picture } from "../model.js" */

import { fill, h, s, safeUrl } from "../../core/dom.js";
import { knownMode } from "../../core/modes.js";
import { capital, clip, grouped } from "../../core/text.js";
import { readWhere, writeWhere } from "../../state/flows/where.js";
import { DRAWN_BY_DEFAULT } from "../../state/flows/window.js";
import { roundQuantity } from "../../state/widths/words.js";
import { legendOf, radiusOf, widthOf } from "../map/scales.js";
import { amountWords, isolated } from "../words.js";

const LONGEST = 60; // characters of an option
const SMALL_RING = 0.2; // of the largest ring: one that fits into a row of a legend
const MOST = ["", "20", "50", "100", "200", "1000", "5000"]; // flows drawn; "" is as many as usual
/**
 * @param {Cube} cube of everything
 * @param {boolean} canNarrow is there a server that narrows by what the cube is not split by?
 * @param {(change: Partial<FlowChoice>) => void} choose
 */
export function createControls(cube, canNarrow, choose) {
  const { meta } = cube;
  const selects = choicesOf(meta).map((choice) => ({
    ...choice,
    el: choiceOf(choice, canNarrow, () => choose(chosen())),
  }));
  /** What the selects say. @returns {Partial<FlowChoice>} */
  const chosen = () => {
    const pairs = selects.map(({ name, el: select }) => [name, select.value]);
    const where = pairs.filter(([name, value]) => name !== "cargo" && value);
    const cargo = pairs.find(([name]) => name === "cargo")?.[1] ?? "";
    return { cargo, where: writeWhere(/** @type {[string, string][]} */ (where)) };
  };
  const rescale = h("input", {
    type: "checkbox",
    on: { change: () => choose({ scale: rescale.checked ? "window" : "" }) },
  });
  const most = h(
    "select",
    { "aria-label": "Flows drawn at most", on: { change: () => choose({ top: most.value }) } },
    MOST.map((count) => h("option", { value: count, text: count || grouped(DRAWN_BY_DEFAULT) })),
  );
  const scale = h("div", { class: "wb-fl-scale" });
  const modes = h("div", { class: "wb-fl-scale" });
  let explained = "";
  const rest = h("p", { class: "wb-fl-rest" });
  const said = saidBy(meta);
  const row = h(
    "div",
    { class: "wb-fl-row" },
    selects.map(({ name, isAsked, more, el: select }) =>
      h(
        "label",
        {},
        h("span", { dir: "auto", text: capital(name) }),
        " ",
        select,
        isAsked && !canNarrow && h("small", { text: "on the live page" }),
        more > 0 && h("small", { text: `${grouped(more)} smaller not listed` }),
      ),
    ),
    scale,
    modes,
    h("label", {}, h("span", { text: "At most" }), most, h("span", { text: "flows" })),
    h("label", {}, rescale, " Rescale widths to these dates"),
  );
  return {
    el: h("div", { class: "wb-fl" }, rest, said, row),
    /** Name the source and its values, or nothing that it had not published yet. @param {boolean} isPublic */
    reveal(isPublic) {
      said.hidden = row.hidden = !isPublic;
    },
    legend: () => legendCopy(scale, modes),
    /**
     * @param {Picture | null} picture
     * @param {FlowChoice} choice
     * @param {string} words what is drawn, and what is not
     */
    draw(picture, choice, words) {
      const wanted = wantedOf(choice);
      for (const { name, el: select } of selects) show(select, wanted[name] ?? "");
      rescale.checked = choice.scale === "window";
      if (MOST.includes(choice.top)) most.value = choice.top;
      rest.textContent = words.replaceAll(" %", "\u00a0%"); // a line may end anywhere else
      const used = [...new Set(picture?.modes)].sort();
      const key = [picture?.largest, picture?.largestRing, used].join();
      if (key === explained) return; // nothing is built while the dates move
      explained = key;
      fill(scale, picture && samples(picture, meta.unit));
      fill(modes, modeSamples(used));
    },
  };
}

/** Who says so, as a paragraph. @param {Meta} meta */
function saidBy({ said_by: { publisher, title, url, published_on }, note }) {
  const cited = [publisher, title].filter(Boolean).map(isolated).join(", ");
  const source = safeUrl(url)
    ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer", text: cited })
    : h("span", { text: cited });
  return h(
    "p",
    { class: "wb-fl-said" },
    "According to ",
    source,
    published_on ? [" ", h("span", { class: "wb-fl-day", text: `(${published_on}).` })] : ".",
    note && h("span", { dir: "auto", text: " " + note }),
  );
}

/** The scale and the colours without anything to choose; null where there are none. @param {HTMLElement[]} samples */
function legendCopy(...samples) {
  const copies = samples.filter((one) => one.hasChildNodes()).map((one) => one.cloneNode(true));
  return copies.length ? h("div", { class: "wb-fl-row" }, copies) : null;
}

/** What a choice wants of shipments, by name. @param {FlowChoice} choice @returns {Wanted} */
export const wantedOf = ({ cargo, where }) => ({
  ...Object.fromEntries(readWhere(where)),
  ...(cargo && { cargo }),
});

/**
 * What flows are narrowed by: `isAsked` of the server, as the cube of everything is not split by it; `more`
 * values than those listed have less.
 * @typedef {{name: string, values: string[], isAsked: boolean, more: number}} Narrowing
 */

/** @param {Meta} meta @returns {Narrowing[]} */
export function choicesOf({ dimensions, narrow }) {
  const splits = dimensions.map(({ name, values }) => ({ name, values, isAsked: false, more: 0 }));
  const asked = narrow.map(({ name, values, more }) => ({
    name,
    values: values.map(([value]) => value),
    isAsked: true,
    more,
  }));
  const names = new Set(splits.map(({ name }) => name));
  return [...splits, ...asked.filter(({ name }) => !names.has(name))].filter(
    ({ name, values, more }) => name !== "mode" && values.length + more > 1,
  );
}

/**
 * @param {Narrowing} choice
 * @param {boolean} canNarrow
 * @param {() => void} hear
 */
const choiceOf = ({ name, values, isAsked }, canNarrow, hear) =>
  h(
    "select",
    { "aria-label": "Only " + name, disabled: isAsked && !canNarrow, on: { change: hear } },
    optionOf("", "all"),
    // What is not stated cannot be asked of the server: "" is everything in a link.
    values.filter(Boolean).map((value) => optionOf(value, value)),
  );

/** @param {string} value @param {string} text */
const optionOf = (value, text) => h("option", { value, text: clip(text, LONGEST) });

/** Choose a value, which a link may have brought without its being listed. @param {HTMLSelectElement} select @param {string} value */
function show(select, value) {
  if (![...select.options].some((option) => option.value === value))
    select.append(optionOf(value, value));
  select.value = value;
}

/**
 * What a picture to take along explains.
 * @param {Picture} picture
 * @returns {ReturnType<import("../../parts/app.js").FlowNotes["entries"]>}
 */
export function legendEntries({ cube, largest, largestRing, modes }) {
  const { unit } = cube.meta;
  const ring = roundQuantity(largestRing * SMALL_RING);
  const used = [...new Set(modes)].sort();
  const entry = { px: 0, opacity: 1, colour: "--ink2", kind: /** @type {const} */ ("width") };
  return [
    { ...entry, kind: "head", words: "Flows" },
    ...legendOf(largest).map((quantity) => ({
      ...entry,
      px: widthOf(quantity, largest),
      words: amountWords(quantity, unit),
    })),
    ...(ring
      ? [
          {
            ...entry,
            kind: /** @type {const} */ ("ring"),
            px: radiusOf(ring, largestRing),
            words: `circle: in; disc: out (${amountWords(ring, unit)})`,
          },
        ]
      : []),
    ...used.map((mode) => {
      const name = knownMode(mode);
      const words = name === "unknown" ? "several or not stated" : name;
      return { ...entry, px: 4, colour: "--" + name, words };
    }),
  ];
}

/** The legend: lines of round quantities, and one ring. @param {Picture} picture @param {string} unit */
function samples({ largest, largestRing }, unit) {
  const lines = legendOf(largest).map((quantity) => {
    const width = widthOf(quantity, largest);
    return h(
      "span",
      { class: "wb-fl-sample" },
      s(
        "svg",
        { width: 26, height: 18, "aria-hidden": "true" },
        s("path", { d: "M0 9H26", "stroke-width": width, stroke: "currentColor" }),
      ),
      amountWords(quantity, unit),
    );
  });
  const [ring] = legendOf(largestRing).slice(-1);
  const radius = ring ? radiusOf(ring, largestRing) : 0;
  const size = 2 * radius + 3;
  return [
    lines,
    ring &&
      h(
        "span",
        { class: "wb-fl-sample" },
        s(
          "svg",
          { width: size, height: size, "aria-hidden": "true" },
          s("circle", { cx: size / 2, cy: size / 2, r: radius, class: "wb-fl-in" }),
          s("circle", { cx: size / 2, cy: size / 2, r: radius / 2, class: "wb-fl-out" }),
        ),
        `circle: in; disc: out (${amountWords(ring, unit)})`,
      ),
  ];
}

/** The colours of what is drawn. @param {string[]} used */
const modeSamples = (used) =>
  used.map((mode) => {
    const colour = knownMode(mode);
    const line = s("path", { d: "M0 9H20", "stroke-width": 4, class: "wb-fl-" + colour });
    return h(
      "span",
      { class: "wb-fl-sample" },
      s("svg", { width: 20, height: 18, "aria-hidden": "true" }, line),
      colour === "unknown" ? "several or not stated" : colour,
    );
  });
