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
  let shown = 0; // the page in the table
  let wanted = 0; // the page that was asked for last
  let last = 1;
  let asking = 0; // of several questions the last one is answered
  const button = (/** @type {string} */ text, /** @type {() => void} */ click) =>
    h("button", { type: "button", class: "wb-quiet", text, on: { click } });
  const opener = button("Show its rows", () => void show(1));
  const previous = button("Previous", () => turnBy(-1));
  const next = button("Next", () => turnBy(1));
  const turn = h("span", { hidden: true }, previous, next);
  box.hidden = true;

  /** Pressed twice before an answer comes, a button turns two pages. @param {number} by */
  function turnBy(by) {
    const page = Math.min(Math.max(wanted + by, 1), last);
    if (page !== wanted) void show(page);
  }

  /** No button is disabled meanwhile: it would lose the focus. @param {number} page */
  async function show(page) {
    const own = (asking += 1);
    wanted = page;
    box.setAttribute("aria-busy", "true");
    said.textContent = `Loading page ${page}…`; // else the same error again would not be heard
    try {
      const answer = await ask(flowQuery(url, asked, { page: String(page) }));
      const read = await answer.json();
      if (own === asking) draw(read);
    } catch (error) {
      if (own !== asking) return;
      wanted = shown;
      said.textContent = error instanceof Told ? error.message : FAILED;
    }
    if (own === asking) box.setAttribute("aria-busy", "false");
  }

  /** @param {Answer} answer */
  function draw({ columns, rows, page, pages, count }) {
    shown = wanted = page;
    last = pages;
    said.textContent = `Page ${page} of ${pages}, ${counted(count, "row")}`;
    fillTable(table, columns, rows);
    box.hidden = false;
    box.scrollTop = 0;
    const focused = document.activeElement;
    turn.hidden = pages < 2;
    previous.disabled = page <= 1;
    next.disabled = page >= pages;
    // At the first and at the last page the button that was pressed is of no use any more.
    if (turn.hidden && turn.contains(focused)) opener.focus();
    else if (focused === next && next.disabled) previous.focus();
    else if (focused === previous && previous.disabled) next.focus();
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
