/* The flows of the dates shown as a table; the card of the chosen one stands above it. */

/** @import { App } from "../../parts/app.js" */
/** @import { Day } from "../../state/types.js" */
/** @import { Meta } from "../../state/flows/cube.js" */
/** @import { Flow, Wanted } from "../../state/flows/window.js" */
/** @import { Picture } from "../model.js" */

import { fill, h } from "../../core/dom.js";
import { reducedMotion } from "../../core/screen.js";
import { counted, grouped } from "../../core/text.js";
import { drawCard } from "./card.js";
import { flowId, flowName } from "../model.js";
import { amountWords, shareWords } from "../words.js";

const FEW = 10; // flows that are listed at first
const MOST_ON_PAPER = 1000; // flows; the table page lists all
const PAUSE_MS = 120; // between two drawings while the dates move

/** @typedef {"keyboard" | "pointer"} Press */
/** What is drawn: `wanted` of the picture's cube, `asked` of all shipments. @typedef {{from: Day, to: Day, wanted: Wanted, asked: Wanted}} Dates */

/**
 * @param {App} app
 * @param {string} unit
 * @param {(id: string | null) => void} choose
 */
export function createList(app, unit, choose) {
  const card = h("div", { class: "wb-fl-card", hidden: true });
  const body = h("tbody", {});
  const caption = h("caption", {});
  const more = h("button", { type: "button", class: "wb-quiet", hidden: true });
  const table = tableOf(unit, caption, body);
  const el = h("div", { class: "wb-flow-list" }, h("div", { class: "wb-fl-list" }, table), more);
  let most = FEW;
  /** @type {Press | null} a flow was chosen so: its card is to be found when it is drawn */
  let pressed = null;
  const keep = createKeeper();
  /** @type {[Picture | null, number | null, Dates] | null} */
  let last = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  more.addEventListener("click", () => {
    most = most === FEW ? Infinity : FEW;
    paint();
  });

  card.addEventListener("keydown", (event) => {
    const { flow } = app.store.get().flows;
    if (event.key !== "Escape" || event.defaultPrevented || !flow) return;
    event.preventDefault(); // it closes this, and not the card of a leg too
    close(flow, "keyboard");
  });

  function paint() {
    timer = undefined;
    if (!last) return;
    const [picture, chosen, dates] = last;
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    // What has the focus is made anew: the focus goes to what stands in its place.
    const focused = body.contains(active) ? active?.dataset.flow : undefined;
    const wasInCard = card.contains(active);
    el.hidden = !picture;
    if (!picture) return void (card.hidden = true);
    const { flows, total } = picture.window;
    const { meta } = picture.cube;
    const shown = flows.slice(0, most);
    caption.textContent = captionOf(shown.length, flows.length);
    fill(
      body,
      shown.map((flow, index) => {
        const isChosen = index === chosen;
        return rowOf(meta, flow, total.quantity, [openerOf(meta, flow, isChosen, open)], isChosen);
      }),
    );
    more.hidden = flows.length <= FEW;
    more.textContent = most === FEW ? `Show all ${grouped(flows.length)}` : "Show fewer";
    drawCard(card, app, { picture, chosen, dates, close, keep });
    const byKeyboard = pressed === "keyboard";
    const heading = (byKeyboard || wasInCard) && !card.hidden && card.querySelector("h2");
    const place = wasInCard && card.contains(active) ? active : heading || buttonOf(focused);
    // Only who pressed is brought there: the page stays where it is when something else draws anew.
    place?.focus({ preventScroll: !byKeyboard });
    if (pressed && !card.hidden) present(card, app, pressed);
    pressed = null;
  }

  /** The button of a flow in the list. @param {string | undefined} id @returns {HTMLElement | undefined} */
  const buttonOf = (id) =>
    [...body.querySelectorAll("button")].find((button) => id && button.dataset.flow === id);

  /** @param {string} id @param {Press} press */
  function open(id, press) {
    if (id !== app.store.get().flows.flow) pressed = press;
    choose(id);
  }

  /** Close the card; whoever was in it goes on at the flow in the list. @param {string} id @param {Press} press */
  function close(id, press) {
    const wasInside = card.contains(document.activeElement);
    choose(id);
    const next = wasInside && (buttonOf(id) ?? table.querySelector("button"));
    // A page that moves away from a finger takes the map with it.
    if (next) next.focus({ preventScroll: press === "pointer" });
  }

  return {
    el,
    card,
    open,
    /**
     * @param {Picture | null} picture
     * @param {number | null} chosen the index of the flow that is looked at
     * @param {Dates} dates
     */
    draw(picture, chosen, dates) {
      const isOther = last?.[1] !== chosen;
      last = [picture, chosen, dates];
      if (isOther) {
        clearTimeout(timer);
        paint();
      } else timer ??= setTimeout(paint, PAUSE_MS);
    },
    /** What is drawn as it belongs on paper; null for no picture. */
    whole: () => (last?.[0] ? wholeList(last[0], unit) : null),
  };
}

/**
 * The card of a flow that was just chosen is said, and brought into sight: on a phone it stands below the map.
 * @param {HTMLElement} card
 * @param {App} app
 * @param {Press} press
 */
function present(card, app, press) {
  const [name, said] = [card.querySelector("h2"), card.querySelector("p")];
  if (!name || !said) return;
  const behavior = reducedMotion() ? "auto" : "smooth";
  if (press === "pointer") card.scrollIntoView({ block: "nearest", behavior });
  // The keyboard stands on the name, which is said by itself.
  app.announce(
    [press === "pointer" && `${name.textContent}:`, said.textContent].filter(Boolean).join(" "),
  );
}

/**
 * Keeps parts of the card, with what the reader has opened in them, as long as they are about the same.
 * @returns {<T>(name: string, about: unknown, make: () => T) => T}
 */
function createKeeper() {
  /** @type {Map<string, {key: string, part: any}>} */
  const kept = new Map();
  return (name, about, make) => {
    const key = JSON.stringify(about);
    const found = kept.get(name);
    if (found?.key === key) return found.part;
    const part = make();
    kept.set(name, { key, part });
    return part;
  };
}

/**
 * @param {string} unit
 * @param {HTMLElement} caption
 * @param {HTMLElement} body
 */
const tableOf = (unit, caption, body) =>
  h(
    "table",
    { class: "wb-fl-table" },
    caption,
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ["Flow", `Quantity (${unit})`, "Share", "Shipments"].map((text) =>
          h("th", { scope: "col", text }),
        ),
      ),
    ),
    body,
  );

/** @param {Picture} picture @param {string} unit */
function wholeList({ window: { flows, total }, cube: { meta } }, unit) {
  const shown = flows.slice(0, MOST_ON_PAPER);
  const caption = h("caption", { text: captionOf(shown.length, flows.length) });
  const rows = shown.map((flow) => rowOf(meta, flow, total.quantity, [flowName(meta, flow)]));
  const table = tableOf(unit, caption, h("tbody", {}, rows));
  return h("section", {}, h("h2", { text: "Flows of shipments" }), table);
}

/** @param {number} listed @param {number} drawn */
const captionOf = (listed, drawn) =>
  listed < drawn
    ? `The ${counted(listed, "largest flow", "largest flows")} of ${grouped(drawn)} drawn`
    : counted(drawn, "flow") + " drawn";

/**
 * @param {Meta} meta
 * @param {Flow} flow
 * @param {number} whole the quantity of all shipments in the dates shown
 * @param {(string | HTMLElement)[]} name
 * @param {boolean} [isChosen]
 */
const rowOf = (meta, flow, whole, name, isChosen = false) =>
  h(
    "tr",
    { class: isChosen && "is-chosen" },
    h("th", { scope: "row" }, name),
    h("td", { text: amountWords(flow.quantity, "") }),
    h("td", { text: shareWords(flow.quantity, whole) }),
    h("td", { text: grouped(flow.count) }),
  );

/** A press of the keyboard has no detail. @param {MouseEvent} event @returns {Press} */
const pressOf = ({ detail }) => (detail === 0 ? "keyboard" : "pointer");

/**
 * The name of a flow, which opens its card.
 * @param {Meta} meta
 * @param {Flow} flow
 * @param {boolean} isChosen
 * @param {(id: string, press: Press) => void} open
 */
const openerOf = (meta, flow, isChosen, open) =>
  h("button", {
    type: "button",
    class: "wb-fl-name",
    "aria-pressed": String(isChosen),
    "data-flow": flowId(meta, flow),
    text: flowName(meta, flow),
    on: { click: (event) => open(flowId(meta, flow), pressOf(event)) },
  });
