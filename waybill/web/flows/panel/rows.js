/* The rows of a flow, a page at a time, asked for when the reader wants them. */

/** @import { Day } from "../../state/types.js" */
/** @import { Wanted } from "../../state/flows/window.js" */

import { iso } from "../../core/dates.js";
import { fill, h } from "../../core/dom.js";
import { grouped } from "../../core/text.js";
import { ask, Told } from "../../host/answers.js";
import { writeWhere } from "../../state/flows/where.js";

const OWN = ["mode", "cargo"]; // parameters of their own; all others are in "where"
const FAILED = "The rows could not be loaded.";

/**
 * @typedef {object} Asked
 * @property {string} id origin and destination
 * @property {Day} from
 * @property {Day} to
 * @property {Wanted} wanted
 */

/**
 * A button that shows the rows of a flow below itself.
 * @param {string} url
 * @param {Asked} asked
 */
export function createRows(url, asked) {
  const box = h("div", { class: "wb-fl-rows", "aria-live": "polite" });
  const button = h("button", {
    type: "button",
    class: "wb-quiet",
    text: "Show its rows",
    on: { click: () => show(1) },
  });

  /** @param {number} page */
  async function show(page) {
    const hadFocus = document.activeElement === button; // what is disabled loses it
    button.disabled = true;
    try {
      const answer = await ask(flowQuery(url, asked, { page: String(page) }));
      drawRows(box, await answer.json(), show);
    } catch (error) {
      box.textContent = error instanceof Told ? error.message : FAILED;
    }
    button.disabled = false;
    if (hadFocus) button.focus();
  }
  return h("div", {}, button, box);
}

/**
 * The address of what is behind a flow.
 * @param {string} url
 * @param {Asked} asked
 * @param {Record<string, string>} more
 */
export function flowQuery(url, { id, from, to, wanted }, more) {
  const query = new URLSearchParams({ flow: id, from: iso(from), to: iso(to) });
  const attributes = Object.entries(wanted).filter(([name]) => !OWN.includes(name));
  for (const name of OWN) if (wanted[name]) query.set(name, wanted[name]);
  if (attributes.length) query.set("where", writeWhere(attributes));
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return `${url}${url.includes("?") ? "&" : "?"}${query}`;
}

/**
 * @param {HTMLElement} box
 * @param {{columns: string[], rows: unknown[][], page: number, pages: number, count: number}} answer
 * @param {(page: number) => void} show
 */
function drawRows(box, { columns, rows, page, pages, count }, show) {
  const hadFocus = box.contains(document.activeElement) && document.activeElement?.textContent;
  const said = h("p", { tabindex: "-1", text: `Page ${page} of ${pages}, ${grouped(count)} rows` });
  const turn = (/** @type {string} */ text, /** @type {number} */ to) =>
    h("button", {
      type: "button",
      class: "wb-quiet",
      text,
      disabled: to < 1 || to > pages,
      on: { click: () => show(to) },
    });
  fill(
    box,
    said,
    h(
      "table",
      {},
      h(
        "tr",
        {},
        columns.map((text) => h("th", { scope: "col", text })),
      ),
      rows.map((row) =>
        h(
          "tr",
          {},
          row.map((cell) => h("td", { dir: "auto", text: cell === null ? "" : String(cell) })),
        ),
      ),
    ),
    turn("Previous", page - 1),
    turn("Next", page + 1),
  );
  if (!hadFocus) return;
  // The button that was pressed is made anew; at the last page there is none to press.
  const again = [...box.querySelectorAll("button")].find(
    (button) => button.textContent === hadFocus && !button.disabled,
  );
  (again ?? said).focus();
}
