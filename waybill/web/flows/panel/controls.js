/* Under the map: what is drawn and what is not, who says so, the scale, and what flows are narrowed by. */

/** @import { Cube } from "../../state/flows/cube.js" */
/** @import { Wanted } from "../../state/flows/window.js" */
/** @import { FlowChoice } from "../../state/types.js" */
/** @import { Picture } from "../model.js" */

import { fill, h, s, safeUrl } from "../../core/dom.js";
import { knownMode } from "../../core/modes.js";
import { capital, grouped } from "../../core/text.js";
import { readWhere, writeWhere } from "../../state/flows/where.js";
import { DRAWN_BY_DEFAULT } from "../../state/flows/window.js";
import { legendOf, radiusOf, widthOf } from "../map/scales.js";
import { amountWords, restSentences } from "../words.js";

const MOST = ["", "20", "50", "100", "200", "1000", "5000"]; // flows drawn; "" is as many as usual
const NOT_PUBLIC = "These shipments had not been published on that day.";

/**
 * @param {Cube} cube
 * @param {(change: Partial<FlowChoice>) => void} choose
 */
export function createControls(cube, choose) {
  const { meta } = cube;
  const selects = meta.dimensions
    .filter(({ name, values }) => name !== "mode" && values.length > 1)
    .map(({ name, values }) => ({ name, el: choiceOf(name, values, () => choose(chosen())) }));
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
  const { publisher, title, url, published_on } = meta.said_by;
  const cited = [publisher, title].filter(Boolean).join(", ");
  const source = safeUrl(url)
    ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer", text: cited })
    : h("span", { text: cited });
  const el = h(
    "div",
    { class: "wb-fl" },
    rest,
    h(
      "p",
      { class: "wb-fl-said" },
      "According to ",
      source,
      published_on && ` (${published_on})`,
      ".",
      meta.note && h("span", { dir: "auto", text: " " + meta.note }),
    ),
    h(
      "div",
      { class: "wb-fl-row" },
      selects.map(({ name, el: select }) =>
        h("label", {}, h("span", { text: capital(name) }), " ", select),
      ),
      scale,
      modes,
      h("label", {}, h("span", { text: "At most" }), most, h("span", { text: "flows" })),
      h("label", {}, rescale, " Rescale widths to these dates"),
    ),
  );
  return {
    el,
    /**
     * @param {Picture | null} picture
     * @param {FlowChoice} choice
     */
    draw(picture, choice) {
      const wanted = wantedOf(choice);
      for (const { name, el: select } of selects) select.value = wanted[name] ?? "";
      rescale.checked = choice.scale === "window";
      if (MOST.includes(choice.top)) most.value = choice.top;
      rest.textContent = picture ? restSentences(meta, picture).join(" ") : NOT_PUBLIC;
      const used = [...new Set(picture?.modes)].sort();
      const key = [picture?.largest, picture?.largestRing, used].join();
      if (key === explained) return; // nothing is built while the dates move
      explained = key;
      fill(scale, picture && samples(picture, meta.unit));
      fill(modes, modeSamples(used));
    },
  };
}

/** What a choice wants of shipments, by name. @param {FlowChoice} choice @returns {Wanted} */
export const wantedOf = ({ cargo, where }) => ({
  ...Object.fromEntries(readWhere(where)),
  ...(cargo && { cargo }),
});

/**
 * @param {string} name
 * @param {string[]} values
 * @param {() => void} hear
 */
function choiceOf(name, values, hear) {
  const option = (/** @type {string} */ value, /** @type {string} */ text) =>
    h("option", { value, text });
  return h(
    "select",
    { "aria-label": "Only " + name, on: { change: hear } },
    option("", "all"),
    values.map((value) => option(value, value || "not stated")),
  );
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
