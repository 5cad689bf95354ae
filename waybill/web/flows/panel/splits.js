/* How a flow is split by what its cube is not split by: the server is asked when the reader wants it. */

/** @import { Cube } from "../../state/flows/cube.js" */
/** @import { Asked } from "./rows.js" */

import { h } from "../../core/dom.js";
import { capital, counted } from "../../core/text.js";
import { ask, Told } from "../../host/answers.js";
import { shareWords } from "../words.js";
import { flowQuery } from "./rows.js";

const FAILED = "The split could not be loaded.";

/**
 * An item with a button for each name that the shipments have but not the cube.
 * @param {string} url
 * @param {Cube} cube
 * @param {Asked} asked
 */
export function createSplits(url, { meta }, asked) {
  const known = new Set(meta.dimensions.map(({ name }) => name));
  return meta.narrow
    .filter(({ name }) => !known.has(name) && !asked.wanted[name] && !meta.filter[name])
    .map(({ name }) => {
      const said = h("span", { "aria-live": "polite" });
      const button = h("button", {
        type: "button",
        class: "wb-quiet",
        text: `Show by ${name}`,
        on: { click: () => void show() },
      });
      const item = h("li", { dir: "auto" }, button, said);
      async function show() {
        button.disabled = true;
        try {
          const answer = await ask(flowQuery(url, asked, { by: name }));
          item.replaceChildren(h("b", { text: capital(name) + ": " }), said);
          said.textContent = splitWords(await answer.json());
        } catch (error) {
          said.textContent = error instanceof Told ? ` ${error.message}` : ` ${FAILED}`;
          button.disabled = false;
        }
      }
      return item;
    });
}

/**
 * "corn 60.0 %, wheat 40.0 %, 12 others less than 0.1 %"
 * @param {{values: [string, number, number][], more: number, quantity: number}} answer
 */
export function splitWords({ values, more, quantity }) {
  const words = values.map(
    ([value, own]) => `${value || "not stated"} ${shareWords(own, quantity)}`,
  );
  const named = values.reduce((sum, [, own]) => sum + own, 0);
  const others = more > 0 && `${counted(more, "other")} ${shareWords(quantity - named, quantity)}`;
  return [...words, ...(others ? [others] : [])].join(", ") || "none";
}
