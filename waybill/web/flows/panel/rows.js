/* The rows of a flow, a page at a time, asked for when the reader wants them. */

/** @import { Day } from "../../state/types.js" */
/** @import { Wanted } from "../../state/flows/window.js" */

import { iso } from "../../core/dates.js";
import { fill, h } from "../../core/dom.js";
import { counted } from "../../core/text.js";
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

/** @typedef {{columns: string[], rows: unknown[][], page: number, pages: number, count: number}} Answer */

/**
 * A button that shows the rows of a flow below itself.
 * @param {string} url
 * @param {Asked} asked
 */
export function createRows(url, asked) {
  // Alone in what is read out when it changes: nobody waits for a hundred rows.
  const said = h("span", { role: "status" });
  const table = h("table", {});
  const box = h(
    "div",
    { class: "wb-fl-rows", role: "region", "aria-label": "Rows of the flow", tabindex: "0" },
    table,
  );
  let page = 1;
  let asking = 0; // of several questions the last one is answered
  const button = (/** @type {string} */ text, /** @type {() => void} */ click) =>
    h("button", { type: "button", class: "wb-quiet", text, on: { click } });
  const opener = button("Show its rows", () => void show(1));
  const previous = button("Previous", () => void show(page - 1));
  const next = button("Next", () => void show(page + 1));
  const turn = h("span", { hidden: true }, previous, next);
  box.hidden = true;

  /** No button is disabled meanwhile: it would lose the focus. @param {number} wanted */
  async function show(wanted) {
    const own = (asking += 1);
    try {
      const answer = await ask(flowQuery(url, asked, { page: String(wanted) }));
      const read = await answer.json();
      if (own === asking) draw(read);
    } catch (error) {
      if (own === asking) said.textContent = error instanceof Told ? error.message : FAILED;
    }
  }

  /** @param {Answer} answer */
  function draw({ columns, rows, page: own, pages, count }) {
    page = own;
    said.textContent = `Page ${page} of ${pages}, ${counted(count, "row")}`;
    fillTable(table, columns, rows);
    box.hidden = false;
    box.scrollTop = 0;
    turn.hidden = pages < 2;
    const focused = document.activeElement;
    previous.disabled = page <= 1;
    next.disabled = page >= pages;
    // At the first and at the last page the button that was pressed is of no use any more.
    if (focused === next && next.disabled) previous.focus();
    if (focused === previous && previous.disabled) next.focus();
  }
  return h("div", {}, h("p", { class: "wb-fl-turn" }, opener, said, turn), box);
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
 * @param {HTMLElement} table
 * @param {string[]} columns
 * @param {unknown[][]} rows
 */
function fillTable(table, columns, rows) {
  const heads = columns.map((text) => h("th", { scope: "col", text }));
  const cellOf = (/** @type {unknown} */ cell) =>
    h("td", { dir: "auto", text: cell === null ? "" : String(cell) });
  fill(
    table,
    h("thead", {}, h("tr", {}, heads)),
    h(
      "tbody",
      {},
      rows.map((row) => h("tr", {}, row.map(cellOf))),
    ),
  );
}
