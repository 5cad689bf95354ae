/* The card of a flow: its quantity, how it is split, and its rows where the story shows them. */

/** @import { App } from "../../parts/app.js" */
/** @import { Cube } from "../../state/flows/cube.js" */
/** @import { Flow } from "../../state/flows/window.js" */
/** @import { Dates, Press } from "./list.js" */
/** @import { Picture } from "../model.js" */

import { fill, h } from "../../core/dom.js";
import { capital, counted, grouped } from "../../core/text.js";
import { splitOf } from "../../state/flows/window.js";
import { endsOf, flowId, flowName, placesIn } from "../model.js";
import { createRows } from "./rows.js";
import { createSplits } from "./splits.js";
import { amountWords, isolated, shareWords } from "../words.js";

/**
 * @typedef {object} Shown
 * @property {Picture} picture
 * @property {number | null} chosen the index of the flow that is looked at
 * @property {Dates} dates
 * @property {(id: string, press: Press) => void} close
 * @property {<T>(name: string, about: unknown, make: () => T) => T} keep a part while it is about the same
 */

/**
 * @param {HTMLElement} card
 * @param {App} app
 * @param {Shown} shown
 */
export function drawCard(card, app, { picture, chosen, dates, close, keep }) {
  const { cube } = picture;
  const { meta } = cube;
  const flow = chosen === null ? null : picture.window.flows[chosen];
  card.hidden = !flow;
  if (!flow) return;
  const id = flowId(meta, flow);
  const { rows, split } = app.options.assets.flows ?? {};
  const share = shareWords(flow.quantity, picture.window.total.quantity);
  const looked = app.store.get().flows.flow;
  const one = looked !== id && endsOf(meta, looked);
  const partOf = one ? ` ${flowName(meta, one)} is part of this one.` : "";
  const joined = joinedWords(picture, flow);
  const asked = { id, from: dates.from, to: dates.to, wanted: dates.asked };
  const said = meta.said_by.publisher || meta.said_by.title;
  fill(
    card,
    h("h2", { tabindex: "-1", text: flowName(meta, flow) }),
    h("p", {
      text:
        `${amountWords(flow.quantity, meta.unit)} in ${counted(flow.count, "shipment")}` +
        `, ${share} of all in these dates, according to ${isolated(said)}.`,
    }),
    joined
      ? h("p", { text: `${joined}: zoom in for single flows.${partOf}` })
      : h(
          "ul",
          {},
          splitsOf(cube, flow, dates),
          split && keep("split", [split, asked], () => createSplits(split, cube, asked)),
        ),
    meta.rows && rows && !joined && keep("rows", [rows, asked], () => createRows(rows, asked)),
    h("button", {
      type: "button",
      class: "wb-quiet",
      text: "Close",
      on: { click: ({ detail }) => close(id, detail === 0 ? "keyboard" : "pointer") },
    }),
  );
}

/**
 * "The circle of Odesa stands for 3 places, that of Istanbul for 2"; "" where each end is one place.
 * @param {Picture} picture
 * @param {Flow} flow
 */
function joinedWords(picture, { origin, destination }) {
  const { places } = picture.cube.meta;
  const [first, ...others] = [origin, destination]
    .map((place) => ({ name: isolated(places[place][1]), count: placesIn(picture, place) }))
    .filter(({ count }) => count > 1);
  if (!first) return "";
  const more = others.map(({ name, count }) => `, that of ${name} for ${grouped(count)}`);
  return `The circle of ${first.name} stands for ${grouped(first.count)} places${more.join("")}`;
}

/**
 * "Cargo: teapots 60 %, umbrellas 40 %", one item a dimension.
 * @param {Cube} cube
 * @param {Flow} flow
 * @param {Dates} dates
 */
function splitsOf(cube, flow, { from, to, wanted }) {
  return cube.meta.dimensions.map(({ name }) => {
    const parts = splitOf(cube, flow, name, from, to, wanted);
    const words = parts.map(
      ([value, quantity]) => `${value || "not stated"} ${shareWords(quantity, flow.quantity)}`,
    );
    return h("li", { dir: "auto" }, h("b", { text: capital(name) + ": " }), words.join(", "));
  });
}
