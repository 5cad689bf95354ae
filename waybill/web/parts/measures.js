/* What is stated beside what can be computed, as cards show it. Which figure is right is not said, and
   neither is why two differ. */

/** @import { Child } from "../core/dom.js" */
/** @import { Check, Claim, Day, Leg, Place } from "../state/types.js" */
/** @import { App } from "./app.js" */

import { h } from "../core/dom.js";
import { quoted } from "../core/text.js";
import { checkOn, textOn } from "../state/disclosure.js";
import { verifiedTag } from "./claims.js";
import { linkButton } from "./links.js";

/** @type {Partial<Record<Check["kind"], string>>} */
const SHOWN_WORDS = { count: "What images are said to show", distance: "Other figures" };

/**
 * @param {string} term
 * @param {...Child} content
 */
const item = (term, ...content) => [h("dt", { text: term }), h("dd", { dir: "auto" }, ...content)];

/**
 * "White House: “roughly 290 km”, 13 Oct 2023"
 * @param {Claim} claim
 * @param {Day | null} day
 */
const voice = (claim, day) => {
  const quote = textOn(claim, "quote", day);
  return h(
    "li",
    {},
    h("b", {}, h("bdi", { text: claim.claimant })),
    ": ",
    claim.statement + (quote ? " " + quoted(quote) : ""),
    " ",
    h("span", { class: "wb-when", text: claim.stated_words }),
    " ",
    verifiedTag(claim),
  );
};

/**
 * A check as known on a day: a line that opens; null before anything of it had been published.
 * @param {App} app
 * @param {Check} written
 * @param {Day | null} day
 */
export function checkNote(app, written, day) {
  const check = checkOn(written, day);
  if (!check) return null;
  const { claimRows: stating, otherRows: others } = check;
  const measure = check.kind === "distance" && check.rows.length > 0;
  const show = () => app.mapView?.showCheck(check.id);
  return h(
    "details",
    { class: "wb-check", data: { check: check.id } },
    h(
      "summary",
      {},
      h("b", { text: check.label }),
      check.stated &&
        check.kind !== "pace" &&
        ": " + check.stated + (check.claims.length ? " stated" : ""),
    ),
    h(
      "dl",
      {},
      (check.stated || check.basis) &&
        item(
          check.kind === "pace" ? "Length used" : check.claims.length ? "Stated" : "Figure",
          check.stated,
          check.stated && check.basis && ". ",
          check.basis && check.basis + ".",
          stating.length > 0 &&
            h(
              "ul",
              {},
              stating.map((claim) => voice(claim, day)),
            ),
        ),
      others.length > 0 &&
        item(
          SHOWN_WORDS[check.kind] || "Others",
          h(
            "ul",
            {},
            others.map((claim) => voice(claim, day)),
          ),
        ),
      check.rows.map((row) =>
        item(
          "Computed",
          row.label + ": ",
          h("b", { text: row.words }),
          row.note && ". " + row.note,
        ),
      ),
      check.note && item("Note", check.note),
    ),
    measure && app.mapView && linkButton("Show the measured lines on the map", show),
  );
}

/**
 * The checks that speak of a leg, a place or a claim, as known on a day.
 * @param {App} app
 * @param {Day | null} day
 * @param {{leg?: Leg, place?: Place, claim?: Claim}} about
 */
export const checkNotes = (app, day, { leg, place, claim }) =>
  app.story.checks
    .filter(
      (check) =>
        (leg && check.leg === leg.id) ||
        (place && check.origin === place.id) ||
        (claim && (check.claims.includes(claim.id) || check.others.includes(claim.id))),
    )
    .flatMap((check) => checkNote(app, check, day) ?? []);
